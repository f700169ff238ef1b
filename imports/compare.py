"""A workbook against the registry: what is new, changed, the same, wrong or doubtful."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from sqlmodel import Session
from xlsxwriter.utility import xl_cell_to_rowcol

from imports.dated_money import ComparedMovement, compare_movements, movement_names
from imports.doubts import doubts
from imports.fund_chains import check_funds, check_named, fund_names
from imports.kept_parts import keep_parts
from imports.loan_ledgers import check_ledgers
from imports.parents import check_parents, parent_names
from imports.parties import Parties
from imports.problems import Problem
from imports.read import Reading
from imports.records import Joined
from imports.registered import Latest, Registered
from imports.sheets import SHEETS
from imports.sources import check_sources
from imports.status import Compared, Status
from imports.tax_claims import check_claims
from models.commands.proposals import differences
from models.content import NESTED
from models.inputs import InstrumentInput
from models.kinds import KINDS
from models.people import Party, User
from models.queries.parties import PartyIndex
from models.vocabulary import Kind, Role, State

COUNTED: Final = (Status.NEW, Status.CHANGED, Status.SAME)
UNFINISHED: Final = (State.DRAFT, State.RETURNED)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A reading with the status of every row, and all problems in the order of the file."""

    reading: Reading
    records: list[Compared]
    movements: list[ComparedMovement]
    problems: list[Problem]

    @property
    def errors(self) -> list[Problem]:
        """The problems that block the file."""
        return [problem for problem in self.problems if problem.is_error]

    def counts(self) -> dict[str, int]:
        """Rows by status, skipped rows, errors and warnings."""
        statuses = Counter(row.status for row in self.records)
        statuses.update(row.status for row in self.movements)
        errors = len(self.errors)
        return {
            "rows": len(self.records) + len(self.movements),
            **{status.value: statuses[status] for status in COUNTED},
            "skipped": sum(skipped.rows for skipped in self.reading.skipped),
            "errors": errors,
            "warnings": len(self.problems) - errors,
        }

    def digest(self) -> str:
        """What the file would do now; another digest later means that the registry has moved."""
        records = [(row.status, sorted(row.changes.items()), row.key) for row in self.records]
        movements = [(row.status, row.key) for row in self.movements]
        return sha256(repr((records, movements)).encode()).hexdigest()


def compare(
    session: Session, reading: Reading, index: PartyIndex, *, actor: User | None = None
) -> Comparison:
    """Compare every row with what the registry says now.

    A company sees and files only its own: rows of other filers are errors for it.
    """
    problems = list(reading.problems)
    joined = reading.joined
    if joined is None:
        return Comparison(reading, [], [], _in_order(reading, problems))
    own = _own_filer(session, actor)
    problems += _foreign_rows(joined, own)
    names = {given.reference for record in reading.records if (given := record.given)}
    names |= parent_names(reading.records) | movement_names(reading) | fund_names(reading.records)
    registered = Registered(session, reading.kind, names)
    records, refused = _compare_records(reading, joined, registered, own)
    problems += refused
    problems += _lost_parts(reading, joined, records)
    problems += check_parents(joined, registered, Parties(index))
    problems += doubts(joined, records, registered, own)
    movements, more = compare_movements(reading, joined, registered, own)
    problems += check_funds(joined, registered, Parties(index))
    problems += check_named(movements, registered)
    problems += check_ledgers(movements, registered)
    problems += check_claims(session, joined)
    problems += check_sources(session, joined, records)
    problems = _in_order(reading, [*problems, *more])
    _mark_errors(reading, records, movements, problems)
    return Comparison(reading, records, movements, problems)


def _own_filer(session: Session, actor: User | None) -> str | None:
    """The party for which a company user files; None for those who file for anybody."""
    if actor is None or actor.role is not Role.COMPANY:
        return None
    return session.get_one(Party, actor.party_id).code


def _foreign_rows(joined: Joined, own: str | None) -> Iterator[Problem]:
    if own is None:
        return
    for index, filer in enumerate(joined.main.values("filer")):
        if isinstance(filer, str) and filer != own:
            yield joined.main.problem(index, "filer", "not_own_filer", expected=own, own=own)


def _compare_records(
    reading: Reading, joined: Joined, registered: Registered, own: str | None
) -> tuple[list[Compared], list[Problem]]:
    """Records against what the registry says of them; what is of others stays unsaid.

    The problems are of rows that contradict what they keep.
    """
    compared = [
        Compared(record, Status.NEW if record.given else Status.ERROR) for record in reading.records
    ]
    for found in compared:
        given = found.record.given
        if given is None or own not in (None, given.filer):
            continue
        if known := registered.by_identity.get((given.filer, given.reference)):
            found.key = known.key
    latest = registered.latest({found.key for found in compared if found.key is not None})
    names = tuple(KINDS[reading.kind].input.model_fields.keys() - NESTED)
    refused = [problem for found in compared for problem in keep_parts(joined, found, latest)]
    for found in compared:
        if found.key is not None and found.record.given:
            after = _said(reading.kind, found.record.given, names)
            found.changes = _changes(latest.get(found.key), after)
            found.status = Status.CHANGED if found.changes else Status.SAME
    return compared, refused


def _lost_parts(reading: Reading, joined: Joined, records: list[Compared]) -> Iterator[Problem]:
    """Parts in the register that a file of one table would take away by not naming them."""
    for compared in records:
        lost = {
            part
            for field, (old, new) in compared.changes.items()
            if (part := field.partition(".")[0]) in reading.unstated
            if old is not None and new is None
        }
        if lost:
            index = compared.record.index
            parts = [spec.name for spec in SHEETS[reading.kind] if spec.fills in lost]
            yield joined.main.problem(index, "reference", "parts_not_in_file", parts=parts)


def _said(kind: Kind, given: InstrumentInput, names: Sequence[str]) -> dict[str, Any]:
    """What a row says, flat, as the registry says it of a revision."""
    fields = vars(given)
    said = {name: fields[name] for name in names}
    for part in KINDS[kind].parts:
        for row in fields[part.name]:
            said |= part.said(row)
    return said


def _changes(latest: Latest | None, after: Mapping[str, Any]) -> dict[str, Any]:
    """What would change, field by field; a record sent back or withdrawn is taken up again."""
    before = latest.said if latest else {}
    changes = {} if before == after else differences(before, after)
    state = latest.state if latest else State.WITHDRAWN
    if state in UNFINISHED or latest is None:
        changes["state"] = [state.value, State.SUBMITTED.value]
    return changes


def _in_order(reading: Reading, problems: Iterable[Problem]) -> list[Problem]:
    """The file first, then sheet by sheet, row by row, from left to right."""
    sheets = {name: place for place, name in enumerate(("", *reading.sheet_order))}
    return sorted(
        problems,
        key=lambda problem: (sheets.get(problem.sheet, len(sheets)), *place_of(problem.cell)),
    )


def place_of(cell: str) -> tuple[int, int]:
    """Row and column of an address; zeros for a whole sheet."""
    if not cell:
        return 0, 0
    row, column = xl_cell_to_rowcol(cell)
    return row + 1, column + 1


def _mark_errors(
    reading: Reading,
    records: Iterable[Compared],
    movements: Iterable[ComparedMovement],
    problems: Iterable[Problem],
) -> None:
    """A row with an error in any of its cells, or in its parts, would do nothing."""
    wrong = {(problem.sheet, place_of(problem.cell)[0]) for problem in problems if problem.is_error}
    if not wrong or reading.joined is None:
        return
    joined = reading.joined
    for compared in records:
        if any(place in wrong for place in joined.places(compared.record)):
            compared.status = Status.ERROR
    for movement in movements:
        if movement.row.decoded.place(movement.row.index) in wrong:
            movement.status = Status.ERROR
