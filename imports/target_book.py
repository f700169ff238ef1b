"""The workbook of national targets: written, read, compared with the register, and proposed."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from pydantic import ValidationError
from sqlmodel import Session

from imports.book import Row, Styles, Target, data_sheet, open_book
from imports.codes import code_lists, codes_sheet
from imports.columns import SheetSpec
from imports.complaints import complaints, problem_of
from imports.decode import BAD, Decoded, decode
from imports.guide import guide_sheet
from imports.headers import match_headers
from imports.labels import Language, Words, fold
from imports.opening import FileRefused, OpenBook, OpenSheet, open_workbook
from imports.problems import Problem
from imports.sheets.target import OBSERVATIONS, SHEETS, TARGETS
from imports.status import Status
from imports.template import CREATED
from models.commands import propose_targets
from models.commands.history import plain
from models.commands.targets import held_row, said_of
from models.errors import HasErrors, NothingToSubmit
from models.people import User
from models.queries.targets import indicators, waiting_targets
from models.target import TABLES, ObservationInput, Stated, TargetInput
from models.target import Target as TargetRow

NAME: Final = "targets"
VERSION: Final = "registry-template targets 1"
TITLE: Final[Words] = ("Workbook of national targets", "국가 목표와 관측값 제출 양식")
INPUTS: Final[Mapping[str, type[Stated]]] = {
    TARGETS.name: TargetInput,
    OBSERVATIONS.name: ObservationInput,
}
UNCOMPARED: Final = ("reason",)


@dataclass(frozen=True, slots=True)
class TargetReading:
    """What a workbook says, what each row would do, and all that is wrong."""

    sha256: str
    rows: tuple[tuple[Stated, Status], ...]
    problems: tuple[Problem, ...]
    skipped: int = 0
    kind: str = NAME

    @property
    def errors(self) -> list[Problem]:
        """The problems that block the file."""
        return [problem for problem in self.problems if problem.is_error]

    @property
    def warnings(self) -> list[Problem]:
        """The problems that ask for a second look."""
        return [problem for problem in self.problems if not problem.is_error]

    @property
    def counts(self) -> dict[str, int]:
        """Rows by what they would do, rows skipped, errors and warnings."""
        found = Counter(status for _, status in self.rows)
        return {
            "rows": len(self.rows),
            **{one.value: found[one] for one in (Status.NEW, Status.CHANGED, Status.SAME)},
            "skipped": self.skipped,
            "errors": len(self.errors),
            "warnings": len(self.warnings),
        }

    @property
    def fresh(self) -> list[Stated]:
        """The rows that say something new."""
        return [given for given, status in self.rows if status is not Status.SAME]


def is_target_book(sheets: Sequence[str]) -> bool:
    """Whether the sheets of a file are those of national targets."""
    return any(fold(name) in _names(spec) for spec in SHEETS for name in sheets)


def write_targets(
    target: Target,
    rows_by_sheet: Mapping[str, Sequence[Row]],
    *,
    language: Language = "ko",
    example: bool = False,
) -> None:
    """Write rows as a workbook that reads back equal."""
    book = open_book(target, created=CREATED, title=TITLE[1])
    styles, lists = Styles(book), code_lists(SHEETS)
    guide_sheet(book, styles, TITLE, SHEETS)
    sources = {(found.spec.name, found.column.field): found.formula for found in lists}
    for spec in SHEETS:
        rows = rows_by_sheet.get(spec.name, ())
        data_sheet(book, styles, spec, rows, sources, language=language, example=example)
    codes_sheet(book, styles, lists, language=language, version=VERSION)
    book.close()


def write_target_template(target: Target, *, language: Language = "ko") -> None:
    """The blank workbook with one labelled example a sheet, which is never read."""
    rows = {
        spec.name: [{column.field: column.example for column in spec.columns}] for spec in SHEETS
    }
    write_targets(target, rows, language=language, example=True)


def examine_targets(session: Session, data: bytes, filename: str) -> TargetReading:
    """Read a workbook of national targets and compare it with the register; stores nothing."""
    digest = hashlib.sha256(data).hexdigest()
    try:
        book = open_workbook(data, filename)
    except FileRefused as refusal:
        problem = Problem("", "", refusal.code, filename, refusal.values)
        return TargetReading(digest, (), (problem,))
    sheets = _sheets(book)
    if not sheets:
        names = [sheet.name for sheet in book.sheets]
        missing = Problem(TARGETS.name, "", "missing_sheet", "", {"sheets": names}, TARGETS.name)
        return TargetReading(digest, (), (missing,))
    problems: list[Problem] = []
    givens: list[tuple[Decoded, int, Stated]] = []
    skipped = 0
    for spec, sheet in sheets:
        matched = match_headers(spec, sheet)
        problems += matched.problems
        if matched.table is None:
            continue
        decoded = decode(matched.table)
        problems += decoded.problems
        skipped += sum(found.rows for found in decoded.skipped)
        givens += _read(decoded, INPUTS[spec.name], problems)
    problems += _against_register(session, givens)
    rows = tuple((given, status_of(session, given)) for _, _, given in givens)
    return TargetReading(digest, rows, tuple(problems), skipped)


def apply_targets(session: Session, found: TargetReading, *, actor: User) -> int:
    """Propose every new and changed row, all or none; a second person confirms them.

    Raises HasErrors or NothingToSubmit.
    """
    if found.errors:
        raise HasErrors(errors=len(found.errors))
    if not found.fresh:
        raise NothingToSubmit(filename=NAME)
    return len(propose_targets(session, found.fresh, actor=actor))


def status_of(session: Session, given: Stated) -> Status:
    """Whether the register says the same already, something else, or nothing."""
    held = held_row(session, TABLES[type(given)], given.reference)
    if held is None:
        return Status.NEW
    said = {name: plain(value) for name, value in given.stored().items()}
    known = said_of(held)
    same = all(said[name] == known[name] for name in said if name not in UNCOMPARED)
    return Status.SAME if same else Status.CHANGED


def _names(spec: SheetSpec) -> set[str]:
    return {fold(name) for name in (spec.name, *spec.title)}


def _sheets(book: OpenBook) -> list[tuple[SheetSpec, OpenSheet]]:
    return [
        (spec, sheet)
        for spec in SHEETS
        for sheet in book.sheets
        if fold(sheet.name) in _names(spec)
    ]


def _read(
    decoded: Decoded, schema: type[Stated], problems: list[Problem]
) -> Iterator[tuple[Decoded, int, Stated]]:
    """The rows that say something that the schema takes; the rest with their cells."""
    required = [column.field for column in decoded.table.spec.columns if column.required]
    for index, row in enumerate(decoded.dicts()):
        given = _given(schema, row)
        if given is not None:
            yield decoded, index, given
            continue
        unusable = {name for name, value in row.items() if value is BAD}
        unusable |= {name for name in required if name not in row}
        problems += [
            problem_of(decoded, index, found.field, found)
            for found in complaints(schema, row, unusable)
        ]


def _given(schema: type[Stated], row: dict[str, Any]) -> Stated | None:
    if any(value is BAD for value in row.values()):
        return None
    try:
        return schema.model_validate(row)
    except ValidationError:
        return None


def _against_register(
    session: Session, givens: Sequence[tuple[Decoded, int, Stated]]
) -> Iterator[Problem]:
    """What the register would refuse, named by its cell."""
    known = {row.indicator for row in indicators(session)}
    known |= {given.indicator for _, _, given in givens if isinstance(given, TargetInput)}
    waits = {(type(one.row), one.row.reference) for one in waiting_targets(session)}
    seen: dict[tuple[type[Any], str], str] = {}
    for decoded, index, given in givens:
        key = (TABLES[type(given)], given.reference)
        if key in seen:
            yield decoded.problem(index, "reference", "duplicate_reference", first=seen[key])
        elif key in waits and status_of(session, given) is not Status.SAME:
            values = {"reference": given.reference}
            yield decoded.problem(index, "reference", "target_waiting", **values)
        seen.setdefault(key, decoded.address(index, "reference"))
        if isinstance(given, ObservationInput) and given.indicator not in known:
            yield decoded.problem(index, "indicator", "unknown_indicator", known=sorted(known))
        if (day := _held_from(session, given)) is not None:
            yield decoded.problem(index, "valid_from", "target_not_later", day=day)


def _held_from(session: Session, given: Stated) -> date | None:
    """The first day of the registered target, where ``given`` would begin before it."""
    held = held_row(session, TABLES[type(given)], given.reference)
    if not (isinstance(given, TargetInput) and isinstance(held, TargetRow)):
        return None
    return held.valid_from if given.valid_from < held.valid_from else None
