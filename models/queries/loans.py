"""Loans as facts: terms, ledger, what falls due, where the money is, and what they cost."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlmodel import Session, col, select

from models.errors import NotFound
from models.instrument import Instrument, Revision
from models.loan import LoanInstalment, LoanTerms, LoanTranche
from models.loan_estimate import LoanEstimate
from models.loan_movement import LoanMovement
from models.loans.contract import Contract, contract_of, missing_terms
from models.loans.course import Course, course_of
from models.loans.position import Position, StageFound, position_of, stage_of
from models.loans.rows import Row, corrected, row_of
from models.movement import Movement
from models.queries.chunks import chunks
from models.queries.current import as_known
from models.queries.frozen import frozen_at, verified_by
from models.schedules import BadTerms
from models.vocabulary import COUNTED_STATES, Kind, MovementKind

Part = TypeVar("Part", LoanTranche, LoanInstalment)
Found = tuple[Instrument, Revision, LoanTerms]


@dataclass(frozen=True)
class LoanFacts:
    """One loan on one day: its terms, and the rows of its ledger after their corrections."""

    key: int
    code: str
    face_won: int | None
    terms: LoanTerms
    tranches: Sequence[LoanTranche]
    instalments: Sequence[LoanInstalment]
    rows: Sequence[Row]
    on: date

    @cached_property
    def _followed(self) -> tuple[Contract | None, Course | None, BadTerms | None]:
        """Contract and course, or why there is none."""
        contract = None
        try:
            contract = contract_of(self.terms, self.face_won, self.tranches, self.instalments)
            course = course_of(contract, self.rows, self.on) if contract else None
        except BadTerms as error:
            return contract, None, error
        return contract, course, None

    @property
    def contract(self) -> Contract | None:
        """The terms in periods; None while some are not stated."""
        return self._followed[0]

    @property
    def course(self) -> Course | None:
        """What falls due when; None where the terms do not say."""
        return self._followed[1]

    @property
    def problem(self) -> BadTerms | None:
        """Why the terms and the ledger make no loan."""
        return self._followed[2]

    @property
    def missing(self) -> tuple[str, ...]:
        """The terms without which nothing can be scheduled."""
        unknown = missing_terms(self.terms, self.face_won)
        if not unknown and self.course is None and self.problem is None:
            return ("effective_on",)
        return unknown

    @cached_property
    def position(self) -> Position:
        """Where its money is."""
        return position_of(self.rows, self.course, self.on)

    @cached_property
    def stage(self) -> StageFound:
        """Where it stands."""
        return stage_of(self.terms.stage, self.face_won, self.position)


def read_loans(
    session: Session,
    on: date,
    keys: Collection[int] | None = None,
    *,
    verified: bool = False,
    beside: Collection[int] = (),
    moving: Collection[int] = (),
) -> dict[int, LoanFacts]:
    """The loans as they were known on the day ``on``, with the verified rows of their ledgers.

    ``keys`` names some of them. A loan that nobody verified is read too, unless ``verified``.
    ``beside`` names revisions, ``moving`` rows that are looked at as if they were verified.
    """
    by = frozen_at(session, on)
    wanted = as_known(on, by)
    if verified:
        wanted = wanted & col(Revision.valid_from).is_not(None)
    wanted = wanted | col(Revision.id).in_(beside)
    query = (
        select(Instrument, Revision, LoanTerms)
        .join(Revision, col(Revision.instrument_id) == col(Instrument.id))
        .join(LoanTerms, col(LoanTerms.revision_id) == col(Revision.id))
        .where(Instrument.kind == Kind.LOAN, wanted)
    )
    found = [
        row
        for chunk in ([None] if keys is None else chunks(keys))
        for row in session.exec(
            query if chunk is None else query.where(col(Instrument.id).in_(chunk))
        )
    ]
    found = _supposed(found, beside)
    revisions = [revision.key for _, revision, _ in found]
    tranches = _parts(session, LoanTranche, revisions)
    instalments = _parts(session, LoanInstalment, revisions)
    rows = read_rows(session, on, [instrument.key for instrument, _, _ in found], moving)
    return {
        instrument.key: LoanFacts(
            key=instrument.key,
            code=instrument.code,
            face_won=revision.amount_won,
            terms=terms,
            tranches=tranches[revision.key],
            instalments=instalments[revision.key],
            rows=rows.get(instrument.key, []),
            on=on,
        )
        for instrument, revision, terms in found
    }


def _supposed(found: list[Found], beside: Collection[int]) -> list[Found]:
    """One version of each loan: the supposed one first, and none that would be withdrawn."""
    if not beside:
        return found
    ordered = sorted(found, key=lambda row: row[1].key in beside)
    chosen = {instrument.key: (instrument, held, terms) for instrument, held, terms in ordered}
    return [row for row in chosen.values() if not row[1].is_withdrawal]


def _parts(
    session: Session, table: type[Part], revisions: Collection[int]
) -> Mapping[int, list[Part]]:
    found: dict[int, list[Part]] = defaultdict(list)
    owner: Any = table
    for chunk in chunks(revisions):
        query = select(table).where(owner.revision_id.in_(chunk)).order_by(owner.id)
        for row in session.exec(query):
            found[row.revision_id].append(row)
    return found


def read_rows(
    session: Session, on: date, keys: Collection[int], moving: Collection[int] = ()
) -> dict[int, list[Row]]:
    """The verified rows known on the day ``on``, after their corrections, by loan."""
    query = (
        select(Movement, LoanMovement)
        .join(LoanMovement, col(LoanMovement.movement_id) == col(Movement.id))
        .where(col(Movement.known_on) <= on)
        .where(
            (col(Movement.state).in_(COUNTED_STATES) & verified_by(frozen_at(session, on)))
            | col(Movement.id).in_(moving)
        )
        .order_by(col(Movement.period_to), col(Movement.id))
    )
    found: dict[int, list[Row]] = defaultdict(list)
    for chunk in chunks(keys):
        for movement, terms in session.exec(query.where(col(Movement.instrument_id).in_(chunk))):
            found[movement.instrument_id].append(row_of(movement, terms))
    return {key: corrected(rows) for key, rows in found.items()}


def ledger_of(session: Session, instrument_id: int) -> list[tuple[Movement, LoanMovement]]:
    """Every row that was ever filed for a loan, newest day first."""
    query = (
        select(Movement, LoanMovement)
        .join(LoanMovement, col(LoanMovement.movement_id) == col(Movement.id))
        .where(Movement.instrument_id == instrument_id)
        .order_by(col(Movement.period_to).desc(), col(Movement.id).desc())
    )
    return list(session.exec(query))


def find_entry(session: Session, instrument_id: int, key: int) -> Movement:
    """One row of a loan's ledger. Raises NotFound when the loan has no such row."""
    movement = session.get(Movement, key)
    if movement is None or movement.instrument_id != instrument_id:
        raise NotFound(what="entry", found=str(key))
    return movement


def lent(session: Session, on: date) -> dict[int, dict[int, int]]:
    """What verified loans paid out by loan and year, corrections in; nothing filed, no entry.

    Where the lender tells balances, the rise of its running total is of the year it ends in.
    """
    found: dict[int, dict[int, int]] = {}
    for key, loan in read_loans(session, on, verified=True).items():
        years: dict[int, int] = defaultdict(int)
        before = 0
        for row in loan.rows:
            if row.told is not None:
                years[row.on.year] += row.told.disbursed_won - before
                before = row.told.disbursed_won
            elif row.kind is MovementKind.DISBURSEMENT:
                years[row.on.year] += row.won
        if years:
            found[key] = dict(years)
    return found


def estimates_of(session: Session, instrument_id: int) -> list[LoanEstimate]:
    """The estimates of one loan, the newest first."""
    query = select(LoanEstimate).where(LoanEstimate.instrument_id == instrument_id)
    return list(session.exec(query.order_by(col(LoanEstimate.number).desc())))


def newest_estimates(session: Session, on: date) -> dict[int, LoanEstimate]:
    """The newest estimate of every loan that was made for a day up to ``on``."""
    query = (
        select(LoanEstimate)
        .where(LoanEstimate.estimated_on <= on, _made_by(frozen_at(session, on)))
        .order_by(col(LoanEstimate.estimated_on), col(LoanEstimate.number))
    )
    return {row.instrument_id: row for row in session.exec(query)}


def _made_by(by: datetime | None) -> sa.ColumnElement[bool]:
    return sa.true() if by is None else col(LoanEstimate.made_at) <= by


def loan_subsidy(session: Session, on: date) -> int | None:
    """The estimated cost of all loans that were paid out; None while one was never estimated."""
    known = newest_estimates(session, on)
    paid_out = [
        key
        for key, loan in read_loans(session, on, verified=True).items()
        if loan.position.disbursed_won
    ]
    costs = [known[key].subsidy_won if key in known else None for key in paid_out]
    stated = [won for won in costs if won is not None]
    return sum(stated) if stated and len(stated) == len(costs) else None
