"""What must hold between the ledger of loans and their terms before rows are stored."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sqlmodel import Session, col, select

from models.errors import LedgerElsewhere, NotFound
from models.inputs import MovementInput
from models.instrument import Revision
from models.lending import LoanLedger
from models.loan import LoanTerms, LoanTranche
from models.loan_movement import LoanMovementInput
from models.movement import Movement
from models.queries.chunks import chunks
from models.vocabulary import COUNTED_STATES, OPEN_STATES, MovementKind

LIVING = OPEN_STATES + COUNTED_STATES
Kinds = dict[tuple[int, str], MovementKind]


def require_ledger(session: Session, givens: Sequence[tuple[int, MovementInput]]) -> None:
    """Refuse rows that do not belong into the ledger that the loan has.

    A lender that keeps the ledger tells quarterly balances and nothing else; other loans have
    no balances. Tranches and corrected entries must be there; a row that replaces another is of
    its kind. Raises LedgerElsewhere or NotFound.
    """
    listed = [(key, given) for key, given in givens if isinstance(given, LoanMovementInput)]
    _require_kept_here(session, listed)
    numbers = tranche_numbers(session, {key for key, given in listed if given.tranche})
    entries = _entries(session, {key for key, given in listed if given.corrects})
    entries |= {(key, given.entry): given.kind for key, given in listed}
    for key, given in listed:
        if given.tranche and given.tranche not in numbers[key]:
            raise NotFound(what="tranche", found=given.tranche)
        if given.corrects and not corrects_well(given, entries.get((key, given.corrects))):
            raise NotFound(what="entry", found=given.corrects)


def corrects_well(given: LoanMovementInput, corrected: MovementKind | None) -> bool:
    """Whether a row may name an entry of that kind: an adjustment any but another adjustment."""
    if given.kind is MovementKind.ADJUSTMENT:
        return corrected not in (None, MovementKind.ADJUSTMENT)
    return corrected is given.kind


def fits_ledger(kind: MovementKind, ledger: LoanLedger) -> bool:
    """Whether a row of this kind belongs to a loan with that ledger; adjustments fit both."""
    if kind is MovementKind.ADJUSTMENT:
        return True
    return (kind is MovementKind.BALANCE) is (ledger is LoanLedger.BALANCES)


def _require_kept_here(session: Session, listed: Sequence[tuple[int, LoanMovementInput]]) -> None:
    ledgers = _ledgers(session, {key for key, _ in listed})
    for key, given in listed:
        if not fits_ledger(given.kind, ledgers.get(key, LoanLedger.ENTRIES)):
            raise LedgerElsewhere(kind=given.kind, ledger=ledgers.get(key, LoanLedger.ENTRIES))


def _ledgers(session: Session, keys: Collection[int]) -> dict[int, LoanLedger]:
    """Who keeps the ledger of each loan, by its newest living version."""
    query = (
        select(Revision.instrument_id, LoanTerms.ledger)
        .join(LoanTerms, col(LoanTerms.revision_id) == col(Revision.id))
        .where(col(Revision.state).in_(LIVING))
        .order_by(col(Revision.number))
    )
    return {
        key: LoanLedger(ledger)
        for chunk in chunks(keys)
        for key, ledger in session.exec(query.where(col(Revision.instrument_id).in_(chunk)))
    }


def tranche_numbers(session: Session, keys: Collection[int]) -> Mapping[int, set[str]]:
    """The numbers of the tranches that living versions of these loans state."""
    query = (
        select(Revision.instrument_id, LoanTranche.tranche)
        .join(LoanTranche, col(LoanTranche.revision_id) == col(Revision.id))
        .where(col(Revision.state).in_(LIVING))
    )
    found: dict[int, set[str]] = defaultdict(set)
    for chunk in chunks(keys):
        for key, number in session.exec(query.where(col(Revision.instrument_id).in_(chunk))):
            found[key].add(number)
    return found


def _entries(session: Session, keys: Collection[int]) -> Kinds:
    query = select(Movement.instrument_id, Movement.entry, Movement.kind)
    return {
        (key, entry): MovementKind(kind)
        for chunk in chunks(keys)
        for key, entry, kind in session.exec(query.where(col(Movement.instrument_id).in_(chunk)))
    }
