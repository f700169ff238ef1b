"""Checking the rows of loan ledgers: tranches, corrected entries, and who keeps the ledger."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from imports.dated_money import ComparedMovement
from imports.problems import Problem
from imports.registered import Latest, Registered
from models.commands.loan_checks import corrects_well, fits_ledger
from models.lending import LoanLedger
from models.loan import LoanInput
from models.loan_movement import LoanMovementInput as OfLoan
from models.vocabulary import MovementKind

TRANCHES = "tranches"


def check_ledgers(
    movements: Iterable[ComparedMovement], registered: Registered
) -> Iterator[Problem]:
    """Name tranches and entries that the loan of a row does not have, and the wrong ledger."""
    listed = [(row, given) for row in movements if isinstance(given := row.row.given, OfLoan)]
    keys = {row.key for row, _ in listed if row.key is not None}
    latest = registered.latest(keys)
    entries = {(_owner(row), given.entry): given.kind for row, given in listed}
    filed: Mapping[tuple[int | None, str], Any] = {
        place: found.said["kind"] for place, found in registered.movements(keys).items()
    }
    for row, given in listed:
        known = _tranches(row, latest)
        if given.tranche and given.tranche not in known:
            yield _say(row, "tranche", "unknown_tranche", candidates=sorted(known))
        corrected = entries.get((_owner(row), given.corrects)) or filed.get(
            (row.key, given.corrects)
        )
        if given.corrects and not corrects_well(given, corrected):
            yield _say(row, "corrects", "unknown_entry")
        ledger = _ledger(row, latest)
        if not fits_ledger(MovementKind(given.kind), ledger):
            yield _say(row, "kind", "ledger_elsewhere", ledger=ledger)


def _say(row: ComparedMovement, field: str, code: str, **values: Any) -> Problem:
    return row.row.decoded.problem(row.row.index, field, code, **values)


def _owner(row: ComparedMovement) -> int | None:
    return id(row.record) if row.record else row.key


def _tranches(row: ComparedMovement, latest: Mapping[int, Latest]) -> set[str]:
    """The numbers of the tranches of a row's loan: of this workbook, else as registered."""
    if row.record is not None:
        given = row.record.given
        return {one.tranche for one in given.tranches} if isinstance(given, LoanInput) else set()
    known = latest.get(row.key or 0)
    stem = f"{TRANCHES}."
    said = known.said if known else {}
    return {name.removeprefix(stem).rpartition(".")[0] for name in said if name.startswith(stem)}


def _ledger(row: ComparedMovement, latest: Mapping[int, Latest]) -> LoanLedger:
    if row.record is not None:
        given = row.record.given
        return given.ledger if isinstance(given, LoanInput) else LoanLedger.ENTRIES
    known = latest.get(row.key or 0)
    return LoanLedger(known.said["ledger"]) if known else LoanLedger.ENTRIES
