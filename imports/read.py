"""Reading a workbook: every row an input or problems with their cells; never stops early."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from imports.codes import CODES
from imports.decode import Decoded, Skipped, decode
from imports.guide import GUIDE
from imports.headers import match_headers
from imports.labels import fold
from imports.nearest import nearest
from imports.opening import OpenBook, OpenSheet
from imports.parties import Parties
from imports.plausibility import doubtful_amounts
from imports.problems import Problem
from imports.records import Joined, MovementRow, Record, movement_rows
from imports.sheets import SHEETS
from imports.tables import Table, UnitRead, address_of
from imports.write import version_of
from models.parts import PARTY
from models.vocabulary import Kind

OURS: Final = (GUIDE, CODES)


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


def kind_of(book: OpenBook) -> Kind | None:
    """The kind whose sheets the workbook has; the main sheet weighs most."""
    names = {fold(sheet.name) for sheet in book.sheets}
    scores = {
        kind: sum(
            (3 if not spec.fills else 1) for spec in specs if names & _names(spec.name, *spec.title)
        )
        for kind, specs in SHEETS.items()
    }
    best = max(scores, key=lambda kind: scores[kind])
    return best if scores[best] else None


def read_book(book: OpenBook, kind: Kind, parties: Parties) -> Reading:
    """Read every sheet of ``kind``."""
    problems: list[Problem] = []
    units: list[UnitRead] = []
    tables: dict[str, Decoded] = {}
    sheets = _sheets(book, kind, problems)
    for spec in SHEETS[kind]:
        if spec.name not in sheets:
            continue
        matched = match_headers(spec, sheets[spec.name])
        problems += matched.problems
        units += matched.units
        if matched.table is not None:
            tables[spec.name] = decode(matched.table)
            problems += tables[spec.name].problems
            problems += _remarks(matched.table)
    return _joined(kind, tables, problems, units, parties)


def _joined(
    kind: Kind,
    tables: Mapping[str, Decoded],
    problems: list[Problem],
    units: list[UnitRead],
    parties: Parties,
) -> Reading:
    main, *others = SHEETS[kind]
    for spec in (spec for spec in SHEETS[kind] if spec.name in tables):
        problems += parties.resolve(tables[spec.name], PARTY if spec.fills else "filer")
        problems += parties.check_numbers(tables[spec.name])
    if main.name not in tables:
        return Reading(kind, tables, [], [], problems, units)
    parts = {
        spec.fills: tables[spec.name]
        for spec in others
        if spec.name in tables and spec.fills != "movements"
    }
    joined = Joined(kind, tables[main.name], parts, parties)
    movements = [
        row
        for spec in others
        if spec.fills == "movements" and spec.name in tables
        for row in movement_rows(tables[spec.name], joined)
    ]
    problems += joined.problems
    problems += doubtful_amounts(joined)
    return Reading(kind, tables, joined.records, movements, problems, units, joined)


def _names(*names: str) -> set[str]:
    return {fold(name) for name in names}


def _sheets(book: OpenBook, kind: Kind, problems: list[Problem]) -> dict[str, OpenSheet]:
    """The sheet of every specification; those missing and those in nobody's place are named."""
    found: dict[str, OpenSheet] = {}
    for spec in SHEETS[kind]:
        by_name = {fold(sheet.name): sheet for sheet in book.sheets}
        names = (fold(spec.name), *map(fold, spec.title))
        sheet = next((by_name[name] for name in names if name in by_name), None)
        if sheet is not None:
            found[spec.name] = sheet
    used = {sheet.name for sheet in found.values()} | set(OURS)
    others = [sheet for sheet in book.sheets if sheet.name not in used]
    for spec in SHEETS[kind]:
        if spec.name not in found and not spec.is_optional:
            problems.append(_missing(spec.name, [sheet.name for sheet in others]))
    problems += [
        Problem(sheet.name, "", "ignored_sheet", values={"rows": len(sheet.columns[0])})
        for sheet in others
        if sheet.columns
    ]
    problems += _of_the_file(book, kind)
    return found


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
    """What a person may not see in the sheet, or what blanks out cells."""
    sheet, structure = table.sheet, table.sheet.structure
    if sheet.hidden:
        yield Problem(sheet.name, "", "hidden_sheet")
    first = table.row_number(table.header_row + 1)
    hidden = [row for row in structure.hidden_rows if row >= first]
    if hidden:
        values = {"rows": len(hidden), "first": hidden[0]}
        yield Problem(sheet.name, f"A{hidden[0]}", "hidden_rows", values=values)
    for (top, left), (bottom, _) in structure.merges:
        row, position = top - sheet.first_row, left - sheet.first_column
        if bottom - sheet.first_row > table.header_row and position >= 0:
            cell = address_of(sheet, row, position)
            field = next((f for f, at in table.positions.items() if at == position), "")
            yield Problem(sheet.name, cell, "merged_cells", values={"field": field})
