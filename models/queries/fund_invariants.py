"""What must hold among the stored funds, whatever wrote them; see models.queries.invariants."""

from collections import defaultdict
from collections.abc import Iterator

import sqlalchemy as sa
from sqlmodel import Session, col, select

from models.errors import FundLoop
from models.fund import FundCommitment
from models.fund_movement import FundMovement
from models.funds.chain import FundFact, Holding, in_order
from models.instrument import Instrument, Revision
from models.movement import Movement
from models.queries.broken import Broken
from models.vocabulary import COUNTED_STATES, Kind


def circles(session: Session) -> Iterator[Broken]:
    """No verified fund commits to itself, along however many others."""
    chains: dict[int, set[int]] = defaultdict(set)
    query = (
        select(Revision.instrument_id, FundCommitment.fund_id)
        .join(FundCommitment, col(FundCommitment.revision_id) == col(Revision.id))
        .where(col(Revision.state).in_(COUNTED_STATES), col(FundCommitment.fund_id).is_not(None))
    )
    for key, parent in session.exec(query):
        chains[key].add(parent or 0)
    codes = {key or 0: code for key, code in session.exec(select(Instrument.id, Instrument.code))}
    facts = {
        key: FundFact(key, codes[key], tuple(Holding(1, fund=one) for one in parents))
        for key, parents in chains.items()
    }
    try:
        in_order(facts)
    except FundLoop as loop:
        yield Broken("verify_fund_loop", dict(loop.values))


def money_without_particulars(session: Session) -> Iterator[Broken]:
    """Every movement of a fund says whose commitment or which investee it is."""
    query = (
        sa.select(col(Instrument.code), col(Movement.entry))
        .join(Movement, col(Movement.instrument_id) == col(Instrument.id))
        .outerjoin(FundMovement, col(FundMovement.movement_id) == col(Movement.id))
        .where(col(Instrument.kind) == Kind.FUND, col(FundMovement.movement_id).is_(None))
    )
    for code, entry in session.execute(query):
        yield Broken("verify_fund_money", {"code": code, "entry": entry})


def unknown_commitments(session: Session) -> Iterator[Broken]:
    """Every call and payment names a commitment that some version of the fund states."""
    stated = sa.exists().where(
        col(Revision.instrument_id) == col(Movement.instrument_id),
        col(FundCommitment.revision_id) == col(Revision.id),
        col(FundCommitment.number) == col(FundMovement.commitment),
    )
    query = (
        sa.select(col(Instrument.code), col(Movement.entry), col(FundMovement.commitment))
        .join(Movement, col(Movement.instrument_id) == col(Instrument.id))
        .join(FundMovement, col(FundMovement.movement_id) == col(Movement.id))
        .where(col(FundMovement.commitment) != "", ~stated)
    )
    for code, entry, number in session.execute(query):
        yield Broken("verify_fund_commitment", {"code": code, "entry": entry, "number": number})


OF_FUNDS = (circles, money_without_particulars, unknown_commitments)
