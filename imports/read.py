"""Reading a workbook: every row an input or problems with their cells; never stops early."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from xlsxwriter.utility import xl_col_to_name

from imports.codes import CODES
from imports.decode import Decoded, decode, nothing_in
from imports.headers import NOTHING_CHOSEN, match_headers
from imports.left_out import Skipped
from imports.merged import spread
from imports.nearest import nearest
from imports.opening import Form, OpenBook, OpenSheet
from imports.parties import Parties
from imports.plausibility import doubtful_amounts
from imports.problems import Problem
from imports.recognise import OURS, sheets_of
from imports.records import Joined, MovementRow, Record, movement_rows
from imports.sheets import SHEETS
from imports.tables import Table, UnitRead
from imports.write import version_of
from models.money import Unit
from models.parts import PARTY
from models.vocabulary import Kind


@dataclass(frozen=True, slots=True)
class Reading:
    """A workbook as it was read: records, dated money, and all that is wrong."""

    kind: Kind
    tables: Mapping[str, Decoded]
    records: list[Record]
    movements: list[MovementRow]
    problems: list[Problem]
    units: list[UnitRead]
    joined: Joined | None = None
    unstated: frozenset[str] = frozenset()
    """The parts that the file could not state, because it holds one table."""

    @property
    def main(self) -> Decoded | None:
        """The main sheet, if the file has it."""
        return self.tables.get(SHEETS[self.kind][0].name)

    @property
    def sheet_order(self) -> list[str]:
        """The sheets of the kind by the names that the file gives them."""
        specs = SHEETS[self.kind]
        return [self.tables[s.name].table.name if s.name in self.tables else s.name for s in specs]

    @property
    def skipped(self) -> list[Skipped]:
        """Rows that were not read."""
        return [skipped for decoded in self.tables.values() for skipped in decoded.skipped]


def read_book(
    book: OpenBook,
    kind: Kind,
    parties: Parties,
    chosen: Mapping[tuple[str, str], Unit] = NOTHING_CHOSEN,
) -> Reading:
    """Read every sheet of ``kind``; ``chosen`` are units that a person set, by sheet and field."""
    problems: list[Problem] = []
    units: list[UnitRead] = []
    tables: dict[str, Decoded] = {}
    sheets = _sheets(book, kind, problems)
    for spec in SHEETS[kind]:
        if spec.name not in sheets:
            continue
        matched = match_headers(spec, sheets[spec.name], chosen)
        problems += matched.problems
        units += matched.units
        if matched.table is not None:
            problems += [*_remarks(matched.table), *spread(matched.table)]
            tables[spec.name] = decode(matched.table)
            problems += tables[spec.name].problems
    return _joined(kind, tables, problems, units, parties, single=is_single(book))


def _joined(
    kind: Kind,
    tables: Mapping[str, Decoded],
    problems: list[Problem],
    units: list[UnitRead],
    parties: Parties,
    *,
    single: bool,
) -> Reading:
    """The sheets joined; a file of one table may state parts or dated money alone."""
    main, *others = SHEETS[kind]
    for spec in (spec for spec in SHEETS[kind] if spec.name in tables):
        problems += parties.resolve(tables[spec.name], PARTY if spec.fills else "filer")
        problems += parties.check_numbers(tables[spec.name])
    if main.name not in tables and not single:
        return Reading(kind, tables, [], [], problems, units)
    parts = {
        spec.fills: tables.get(spec.name) or nothing_in(spec)
        for spec in others
        if (spec.name in tables or (single and not spec.is_optional)) and spec.fills != "movements"
    }
    joined = Joined(kind, tables.get(main.name) or nothing_in(main), parts, parties)
    movements = [
        row
        for spec in others
        if spec.fills == "movements" and spec.name in tables
        for row in movement_rows(tables[spec.name], joined)
    ]
    problems += joined.problems
    problems += doubtful_amounts(joined)
    unstated = frozenset(spec.fills for spec in others if spec.name not in tables)
    return Reading(kind, tables, joined.records, movements, problems, units, joined, unstated)


def _sheets(book: OpenBook, kind: Kind, problems: list[Problem]) -> Mapping[str, OpenSheet]:
    """The sheet of every specification; those missing and those in nobody's place are named."""
    found = sheets_of(book, SHEETS[kind])
    used = {sheet.name for sheet in found.values()} | set(OURS)
    others = [sheet for sheet in book.sheets if sheet.name not in used]
    missing = [
        spec.name for spec in SHEETS[kind] if spec.name not in found and not spec.is_optional
    ]
    if missing and found and is_single(book):
        problems.append(Problem("", "", "single_table", values={"sheets": missing}))
    else:
        names = [sheet.name for sheet in others]
        problems += [_missing(name, names) for name in missing]
    problems += [
        Problem(sheet.name, "", "ignored_sheet", values={"rows": len(sheet.columns[0])})
        for sheet in others
        if sheet.columns
    ]
    problems += _of_the_file(book, kind)
    return found


def is_single(book: OpenBook) -> bool:
    """Whether the file is of a form that holds one table only."""
    return book.form is Form.TEXT


def _missing(name: str, others: list[str]) -> Problem:
    close = [*nearest(name, others), *others, ""]
    return Problem(name, "", "missing_sheet", close[0], {"sheets": others}, expected=name)


def _of_the_file(book: OpenBook, kind: Kind) -> Iterator[Problem]:
    for flag in book.flags:
        yield Problem("", "", flag)
    for sheet in book.sheets:
        if sheet.name != CODES or not sheet.columns or sheet.first_row or sheet.first_column:
            continue
        version = str(sheet.columns[0][0])
        if version.startswith("registry-template") and version != version_of(kind):
            yield Problem(
                CODES, "A1", "template_version", version, {"found": version}, version_of(kind)
            )


def _remarks(table: Table) -> Iterator[Problem]:
    """What a person may not see in the sheet."""
    sheet, structure = table.sheet, table.sheet.structure
    if sheet.hidden:
        yield Problem(sheet.name, "", "hidden_sheet")
    first = table.row_number(table.body)
    hidden = [row for row in structure.hidden_rows if row >= first]
    if hidden:
        values = {"rows": len(hidden), "first": hidden[0]}
        yield Problem(sheet.name, f"A{hidden[0]}", "hidden_rows", values=values)
    if structure.hidden_columns:
        letter = xl_col_to_name(structure.hidden_columns[0])
        values = {"columns": len(structure.hidden_columns), "first": letter}
        yield Problem(sheet.name, f"{letter}1", "hidden_columns", values=values)
