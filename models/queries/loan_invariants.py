"""What must hold among the stored loans, whatever wrote them; see models.queries.invariants."""

from collections.abc import Iterator
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from models.chain import content_digest
from models.commands.discount_rates import rate_said
from models.discount_rate import DiscountRate
from models.event import Event
from models.instrument import Instrument
from models.lending import DiscountPurpose
from models.loan_estimate import LoanEstimate
from models.loan_movement import LoanMovement
from models.movement import Movement
from models.queries.broken import Broken
from models.queries.loans import read_loans
from models.vocabulary import Kind

FIRST_RATES = (
    (DiscountPurpose.IMF_WORLD_BANK, 50_000),
    (DiscountPurpose.OECD_DAC, 100_000),
)
"""The rates of international comparison that came with the register."""
ESTIMATED = (
    "funding", "face_won", "outstanding_won", "subsidy_won", "parts", "rate_id", "expected_id",
    "ordinary_id", "ordinary_ppm", "imf_ppm", "dac_ppm",
)  # fmt: skip
"""What an estimate says, as its event remembers it."""


def rows_without_particulars(session: Session) -> Iterator[Broken]:
    """Every row of a loan's ledger says what a ledger needs."""
    query = (
        sa.select(col(Instrument.code), col(Movement.entry))
        .join(Movement, col(Movement.instrument_id) == col(Instrument.id))
        .outerjoin(LoanMovement, col(LoanMovement.movement_id) == col(Movement.id))
        .where(col(Instrument.kind) == Kind.LOAN, col(LoanMovement.movement_id).is_(None))
    )
    for code, entry in session.execute(query):
        yield Broken("verify_loan_row", {"code": code, "entry": entry})


def unknown_corrections(session: Session) -> Iterator[Broken]:
    """Every correction names an entry of its own loan."""
    other = aliased(Movement)
    named = sa.exists().where(
        col(other.instrument_id) == col(Movement.instrument_id),
        col(other.entry) == col(LoanMovement.corrects),
    )
    query = (
        sa.select(col(Instrument.code), col(Movement.entry), col(LoanMovement.corrects))
        .join(Movement, col(Movement.instrument_id) == col(Instrument.id))
        .join(LoanMovement, col(LoanMovement.movement_id) == col(Movement.id))
        .where(col(LoanMovement.corrects) != "", ~named)
    )
    for code, entry, corrects in session.execute(query):
        values = {"code": code, "entry": entry, "corrects": corrects}
        yield Broken("verify_loan_correction", values)


def overpaid(session: Session) -> Iterator[Broken]:
    """No more principal comes back or is written off than was paid out."""
    for loan in read_loans(session, date.max, verified=True).values():
        owed = loan.position.outstanding_won
        if owed is not None and owed < 0:
            yield Broken("verify_loan_overpaid", {"code": loan.code, "won": -owed})


def altered_estimates(session: Session) -> Iterator[Broken]:
    """Every estimate still says what its event says it said."""
    query = select(LoanEstimate, Instrument.code).join(
        Instrument, col(Instrument.id) == col(LoanEstimate.instrument_id)
    )
    events = select(Event.instrument_id, Event.changes, Event.digest).where(
        Event.action == "estimate_loan"
    )
    known = {(key, changes["estimate"][1]): digest for key, changes, digest in session.exec(events)}
    for row, code in session.exec(query):
        said = {name: getattr(row, name) for name in ESTIMATED}
        who = {"instrument_id": row.instrument_id, "number": row.number}
        if known.get((row.instrument_id, row.number)) != content_digest({**who, **said}):
            yield Broken("verify_loan_estimate", {"code": code, "number": row.number})


def altered_rates(session: Session) -> Iterator[Broken]:
    """Every discount rate is one of the first, or says what two people agreed on."""
    actions = ("propose_rate", "confirm_rate", "decline_rate")
    query = select(Event.changes).where(col(Event.action).in_(actions))
    told = {
        changes["discount_rate"]: changes for changes in session.exec(query.order_by(col(Event.id)))
    }
    for row in session.exec(select(DiscountRate).order_by(col(DiscountRate.id))):
        came = row.proposed_by_id is None and (row.purpose, row.rate_ppm) in FIRST_RATES
        if told.get(row.key) != rate_said(row) and not came:
            yield Broken("verify_rate_altered", {"number": row.key, "day": row.valid_from})


OF_LOANS = (
    altered_rates,
    rows_without_particulars,
    unknown_corrections,
    overpaid,
    altered_estimates,
)
