"""Matching the headers of a sheet: by either language, wherever the header row stands."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from imports.columns import Column, Reader, SheetSpec
from imports.labels import fold
from imports.nearest import nearest
from imports.opening import OpenSheet
from imports.problems import Problem
from imports.tables import Table, UnitRead, address_of
from imports.units import UNITS, Header, headers_in, single_spaced, unit_named
from models.money import Unit

HEADER_WITHIN: Final = 30
"""The header row is looked for in so many first rows."""
PERCENT: Final = ("", "percent", "퍼센트")
UNIT_WORDS: Final = [f"{korean} / {english}" for english, korean in UNITS.values()]


class Matched(NamedTuple):
    """A sheet with its table, if it has one, and what is wrong with its headers."""

    table: Table | None
    problems: list[Problem]
    units: list[UnitRead]


def match_headers(spec: SheetSpec, sheet: OpenSheet) -> Matched:
    """Find the header row of ``sheet`` and the column of every field."""
    names = _names(spec)
    row = _header_row(sheet, names)
    if row is None:
        wanted = [column.name for column in spec.columns if column.required]
        return Matched(
            None, [Problem(sheet.name, "", "header_row_missing", values={"columns": wanted})], []
        )
    return _Headers(spec, sheet, row, names).match()


def _names(spec: SheetSpec) -> dict[str, Column]:
    """Every name of every column, folded."""
    return {
        fold(name): column
        for column in spec.columns
        for name in (column.field, *column.aliases, *column.header)
    }


def _header_row(sheet: OpenSheet, names: Mapping[str, Column]) -> int | None:
    """The first row that has the most headers we know."""
    best, best_row = 0, None
    for row, cells in enumerate(
        zip(*(column[:HEADER_WITHIN] for column in sheet.columns), strict=True)
    ):
        known = sum(1 for cell in cells if isinstance(cell, str) and _column(cell, names))
        if known > best:
            best, best_row = known, row
    return best_row if best >= min(2, len(names)) else None


def _column(cell: str, names: Mapping[str, Column]) -> tuple[Column, Header] | None:
    for header in headers_in(cell):
        if found := names.get(fold(header.name + header.unit)):
            return found, Header(header.name, "")
        if found := names.get(fold(header.name)):
            return found, header
    return None


class _Headers:
    """Matching the header cells of one sheet."""

    def __init__(
        self, spec: SheetSpec, sheet: OpenSheet, row: int, names: Mapping[str, Column]
    ) -> None:
        self.spec, self.sheet, self.row, self.names = spec, sheet, row, names
        self.problems: list[Problem] = []
        self.units: list[UnitRead] = []
        self.positions: dict[str, int] = {}
        self.readers: dict[str, Reader] = {}
        self.unknown: list[int] = []

    def match(self) -> Matched:
        """Match every header cell, then say which columns are missing."""
        for position, column in enumerate(self.sheet.columns):
            cell = column[self.row]
            if cell == "" and not any(value != "" for value in column[self.row + 1 :]):
                continue
            self._match_cell(position, cell if isinstance(cell, str) else str(cell))
        missing = [column for column in self.spec.columns if column.field not in self.positions]
        self._name_unknown(missing)
        self._name_missing(missing)
        table = Table(self.spec, self.sheet, self.row, self.positions, self.readers)
        return Matched(table, self.problems, self.units)

    def _match_cell(self, position: int, cell: str) -> None:
        found = _column(cell, self.names)
        if found is None:
            self.unknown.append(position)
            return
        column, header = found
        if column.field in self.positions:
            other = address_of(self.sheet, self.row, self.positions[column.field])
            self._say(position, "column_twice", field=column.field, other=other)
            return
        self.positions[column.field] = position
        self.readers[column.field] = self._reader(column, header, position)

    def _reader(self, column: Column, header: Header, position: int) -> Reader:
        """The reader of the column in the unit that its header states."""
        codec, field = column.codec, column.field
        if codec.unit is None:
            return codec.read
        if codec.in_unit is None:
            if fold(header.unit) not in (*map(fold, codec.unit), *PERCENT):
                self._say(position, "unit_unknown", field=field, units=["%"])
            return codec.read
        return codec.in_unit(self._unit(field, header, position))

    def _unit(self, field: str, header: Header, position: int) -> Unit:
        shown = str(self.sheet.columns[position][self.row])
        stated = {unit_named(piece.unit) for piece in headers_in(shown)[1:] if piece.unit}
        unit = unit_named(header.unit)
        if unit is None:
            code = "unit_unknown" if header.unit else "unit_not_stated"
            self._say(position, code, field=field, units=UNIT_WORDS)
        elif len(stated) > 1:
            self._say(position, "unit_conflict", field=field, units=UNIT_WORDS)
        else:
            cell = address_of(self.sheet, self.row, position)
            heading = " ".join(shown.split())
            self.units.append(UnitRead(self.sheet.name, cell, field, heading, unit))
        return unit or Unit.WON

    def _name_unknown(self, missing: Sequence[Column]) -> None:
        """A header we do not know is an error while one of ours is missing: it may be that one."""
        headings = {name: column.name for column in missing for name in column.header}
        for position in self.unknown:
            if not missing:
                below = self.sheet.columns[position][self.row + 1 :]
                self._say(position, "extra_column", rows=len(below) - below.count(""))
                continue
            names = headers_in(str(self.sheet.columns[position][self.row]))
            close = [near for name in names for near in nearest(name.name, headings)]
            found = list(dict.fromkeys(headings[near] for near in close))
            candidates = found or [column.name for column in missing]
            self._say(position, "unknown_header", candidates=candidates)

    def _name_missing(self, missing: Sequence[Column]) -> None:
        sheet, candidates = (
            self.sheet.name,
            [address_of(self.sheet, self.row, position) for position in self.unknown],
        )
        for column in (column for column in missing if column.required):
            name = column.name
            values = {"field": column.field, "header": name, "candidates": candidates}
            heading = single_spaced(column.heading())
            self.problems.append(Problem(sheet, "", "missing_column", name, values, heading))
        absent = [column.name for column in missing if not column.required]
        if absent:
            self.problems.append(Problem(sheet, "", "absent_columns", values={"headers": absent}))

    def _say(self, position: int, code: str, **values: Any) -> None:
        cell = str(self.sheet.columns[position][self.row])
        candidates = values.get("candidates") or values.get("units") or [""]
        self.problems.append(
            Problem(
                self.sheet.name,
                address_of(self.sheet, self.row, position),
                code,
                " ".join(cell.split()),
                values,
                expected=candidates[0],
            )
        )
