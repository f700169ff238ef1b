"""What must hold between the records of funds before they are stored."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from sqlmodel import Session, col, select

from models.errors import NotFound
from models.fund import FundCommitment
from models.fund_movement import FundMovementInput
from models.funds.chain import FundFact, Holding, in_order
from models.inputs import MovementInput
from models.instrument import Instrument, Revision
from models.movement import Movement
from models.queries.chunks import chunks
from models.vocabulary import COUNTED_STATES, OPEN_STATES, MovementKind

LIVING = OPEN_STATES + COUNTED_STATES


def refuse_loops(session: Session, revisions: Collection[int]) -> None:
    """Refuse revisions after which funds would commit to each other in a circle.

    Waiting versions are looked at beside the verified ones, so that no verification can close a
    circle. Raises FundLoop.
    """
    if not any(_funds_above(session, chunk) for chunk in chunks(revisions)):
        return
    chains: dict[int, set[int]] = defaultdict(set)
    query = (
        select(Revision.instrument_id, FundCommitment.fund_id)
        .join(FundCommitment, col(FundCommitment.revision_id) == col(Revision.id))
        .where(col(Revision.state).in_(LIVING), col(FundCommitment.fund_id).is_not(None))
    )
    for key, parent in session.exec(query):
        if parent is not None:
            chains[key].add(parent)
            chains[parent] |= set()
    codes = _codes(session, chains)
    in_order(
        {
            key: FundFact(key, codes[key], tuple(Holding(1, fund=one) for one in sorted(parents)))
            for key, parents in chains.items()
        }
    )


def _funds_above(session: Session, revisions: Collection[int]) -> bool:
    query = select(FundCommitment.id).where(
        col(FundCommitment.revision_id).in_(revisions), col(FundCommitment.fund_id).is_not(None)
    )
    return session.exec(query.limit(1)).first() is not None


def _codes(session: Session, keys: Collection[int]) -> dict[int, str]:
    query = select(Instrument.id, Instrument.code)
    return {
        key: code
        for chunk in chunks(keys)
        for key, code in session.exec(query.where(col(Instrument.id).in_(chunk)))
        if key is not None
    }


def require_named(session: Session, givens: Sequence[tuple[int, MovementInput]]) -> None:
    """Refuse money whose commitment, or whose corrected entry, the fund does not have.

    Raises NotFound.
    """
    listed = [(key, given) for key, given in givens if isinstance(given, FundMovementInput)]
    numbers = _numbers(session, {key for key, given in listed if given.commitment})
    entries = _entries(session, {key for key, given in listed if given.corrects})
    entries |= {(key, given.entry) for key, given in listed if not given.corrects}
    for key, given in listed:
        if given.commitment and (key, given.commitment) not in numbers:
            raise NotFound(what="commitment", found=given.commitment)
        if given.corrects and (key, given.corrects) not in entries:
            raise NotFound(what="entry", found=given.corrects)


def _numbers(session: Session, keys: Collection[int]) -> set[tuple[int, str]]:
    query = (
        select(Revision.instrument_id, FundCommitment.number)
        .join(FundCommitment, col(FundCommitment.revision_id) == col(Revision.id))
        .where(col(Revision.state).in_(LIVING))
    )
    return {
        (key, number)
        for chunk in chunks(keys)
        for key, number in session.exec(query.where(col(Revision.instrument_id).in_(chunk)))
    }


def _entries(session: Session, keys: Collection[int]) -> set[tuple[int, str]]:
    """The entries of these funds that can be corrected: all but corrections."""
    query = select(Movement.instrument_id, Movement.entry).where(
        Movement.kind != MovementKind.ADJUSTMENT
    )
    return {
        (key, entry)
        for chunk in chunks(keys)
        for key, entry in session.exec(query.where(col(Movement.instrument_id).in_(chunk)))
    }
