"""Matching the headers of a sheet: by either language, wherever the header row stands."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from imports.columns import Column, Reader, SheetSpec
from imports.header_block import Block, HeaderGrid, column_of
from imports.labels import fold
from imports.nearest import nearest
from imports.opening import OpenSheet
from imports.problems import Problem
from imports.tables import Table, UnitRead, UnitSource, address_of
from imports.units import UNITS, Header, headers_in, single_spaced, unit_named
from models.money import Unit

NOTHING_CHOSEN: Final[Mapping[tuple[str, str], Unit]] = {}
PERCENT: Final = ("", "percent", "퍼센트")
UNIT_WORDS: Final = [f"{korean} / {english}" for english, korean in UNITS.values()]


class Matched(NamedTuple):
    """A sheet with its table, if it has one, and what is wrong with its headers."""

    table: Table | None
    problems: list[Problem]
    units: list[UnitRead]


def match_headers(
    spec: SheetSpec, sheet: OpenSheet, chosen: Mapping[tuple[str, str], Unit] = NOTHING_CHOSEN
) -> Matched:
    """Find the header of ``sheet`` and the column of every field.

    ``chosen`` holds the units that a person set for amounts, by the names of sheet and field.
    """
    names = names_of(spec)
    grid = HeaderGrid(sheet)
    block = grid.find(names)
    if block is None:
        wanted = [column.name for column in spec.columns if column.required]
        return Matched(
            None, [Problem(sheet.name, "", "header_row_missing", values={"columns": wanted})], []
        )
    return _Headers(spec, grid, block, names, chosen).match()


def names_of(spec: SheetSpec) -> dict[str, Column]:
    """Every name of every column, folded."""
    return {
        fold(name): column
        for column in spec.columns
        for name in (column.field, *column.aliases, *column.header)
    }


class _Headers:
    """Matching the header cells of one sheet."""

    def __init__(
        self,
        spec: SheetSpec,
        grid: HeaderGrid,
        block: Block,
        names: Mapping[str, Column],
        chosen: Mapping[tuple[str, str], Unit],
    ) -> None:
        self.spec, self.grid, self.block, self.names = spec, grid, block, names
        self.sheet, self.row, self.chosen = grid.sheet, block.last, chosen
        self.line = grid.unit_line(block)
        self.problems: list[Problem] = []
        self.units: list[UnitRead] = []
        self.positions: dict[str, int] = {}
        self.readers: dict[str, Reader] = {}
        self.unknown: list[int] = []

    def match(self) -> Matched:
        """Match every header cell, then say which columns are missing."""
        for position, column in enumerate(self.sheet.columns):
            texts = self.grid.texts(self.block, position)
            if not texts and not any(value != "" for value in column[self.block.body :]):
                continue
            self._match_cell(position, texts)
        missing = [column for column in self.spec.columns if column.field not in self.positions]
        self._name_unknown(missing)
        self._name_missing(missing)
        table = Table(
            self.spec, self.sheet, self.row, self.block.body, self.positions, self.readers
        )
        return Matched(table, self.problems, self.units)

    def _match_cell(self, position: int, texts: Sequence[str]) -> None:
        found = column_of(texts, self.names)
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
        return codec.in_unit(self._unit(field, header, position) or Unit.WON)

    def _unit(self, field: str, header: Header, position: int) -> Unit | None:
        """The unit of a column: chosen by a person, or of the header, or of the line above."""
        unit, source, cell = self._stated(field, header, position)
        heading = single_spaced(self._shown(position))
        self.units.append(UnitRead(self.sheet.name, cell, field, heading, unit, source))
        return unit

    def _stated(
        self, field: str, header: Header, position: int
    ) -> tuple[Unit | None, UnitSource, str]:
        cell = address_of(self.sheet, self.row, position)
        if unit := self.chosen.get((self.sheet.name, field)):
            return unit, UnitSource.CHOSEN, cell
        named = self._named_units(header, position)
        known = {unit_named(text) for text in named}
        if len(known) > 1:
            self._say(position, "unit_conflict", field=field, units=UNIT_WORDS)
            return None, UnitSource.MISSING, cell
        if known:
            unit = known.pop()
            if unit is None:
                self._say(position, "unit_unknown", field=field, units=UNIT_WORDS)
            return unit, UnitSource.HEADER if unit else UnitSource.MISSING, cell
        if self.line and self.line.unit:
            place = address_of(self.sheet, self.line.row, self.line.position)
            return self.line.unit, UnitSource.LINE, place
        self._say(position, "unit_not_stated", field=field, units=UNIT_WORDS)
        return None, UnitSource.MISSING, cell

    def _named_units(self, header: Header, position: int) -> list[str]:
        """The units that the header of a column states, from the inner row outwards."""
        texts = self.grid.texts(self.block, position)
        if below := self.grid.units_below(self.block, position):
            return [below]
        for text in reversed(texts):
            if found := [piece.unit for piece in headers_in(text)[1:] if piece.unit]:
                return found
        return [header.unit] if header.unit else []

    def _shown(self, position: int) -> str:
        return " ".join(self.grid.texts(self.block, position))

    def _name_unknown(self, missing: Sequence[Column]) -> None:
        """A header we do not know is an error while one of ours is missing: it may be that one."""
        headings = {name: column.name for column in missing for name in column.header}
        for position in self.unknown:
            if not missing:
                below = self.sheet.columns[position][self.block.body :]
                self._say(position, "extra_column", rows=len(below) - below.count(""))
                continue
            names = headers_in(self._shown(position))
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
        candidates = values.get("candidates") or values.get("units") or [""]
        self.problems.append(
            Problem(
                self.sheet.name,
                address_of(self.sheet, self.row, position),
                code,
                single_spaced(self._shown(position)),
                values,
                expected=candidates[0],
            )
        )
