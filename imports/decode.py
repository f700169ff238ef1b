"""Reading a table column by column: equal cells are read once, every bad cell is named."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from imports.cells import Refused, shown
from imports.columns import Column, Reader, SheetSpec
from imports.left_out import Skipped, sort_out
from imports.opening import OpenSheet
from imports.problems import Problem
from imports.tables import Table
from models.money import SIGNIFICANT_DIGITS

LISTED: Final = 10_000
"""So many cells of one column are listed one by one for the same mistake."""
BAD: Final = object()
"""Stands where a cell could not be read; its problem is already named."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The rows of one table that say something, as values by field."""

    table: Table
    rows: Sequence[int]
    columns: dict[str, list[Any]]
    problems: list[Problem]
    skipped: list[Skipped]

    def values(self, field: str) -> list[Any]:
        """One column; all None where the file lacks it."""
        return self.columns.get(field) or [None] * len(self.rows)

    def dicts(self) -> list[dict[str, Any]]:
        """Every row as a mapping of what it states; BAD cells included, empty ones not."""
        names = tuple(self.columns)
        return [
            {name: value for name, value in zip(names, row, strict=True) if value is not None}
            for row in zip(*self.columns.values(), strict=True)
        ]

    def address(self, index: int, field: str) -> str:
        """Excel's address of a cell of the row at ``index``."""
        return self.table.address(self.rows[index], field)

    def place(self, index: int) -> tuple[str, int]:
        """The sheet and Excel's number of the row at ``index``."""
        return self.table.name, self.table.row_number(self.rows[index])

    def problem(
        self, index: int, field: str, code: str, *, expected: str = "", **values: Any
    ) -> Problem:
        """A breach of the rule ``code`` by a cell of the row at ``index``."""
        raw = shown(self.table.raw(self.rows[index], field))
        values = {"field": field, **values}
        return Problem(self.table.name, self.address(index, field), code, raw, values, expected)


def decode(table: Table) -> Decoded:
    """Read every row below the header."""
    rows, skipped = sort_out(table)
    problems: list[Problem] = []
    columns = {
        column.field: _Column(table, column, rows, problems).read()
        for column in table.spec.columns
        if column.field in table.positions
    }
    return Decoded(table, rows, columns, problems, skipped)


def nothing_in(spec: SheetSpec) -> Decoded:
    """The table of a sheet that the file does not have: no rows."""
    return Decoded(Table(spec, OpenSheet(spec.name), 0, 0, {}, {}), (), {}, [], [])


class _Column:
    """Reading one column of a table."""

    def __init__(
        self, table: Table, column: Column, rows: Sequence[int], problems: list[Problem]
    ) -> None:
        self.table, self.column, self.rows, self.problems = table, column, rows, problems
        self.position = table.positions[column.field]
        self.said: Counter[str] = Counter()

    def read(self) -> list[Any]:
        """The values of the rows: None for an empty cell, BAD for one that is wrong."""
        raw = self._raw()
        reader = self.table.readers[self.column.field]
        refusals: dict[Any, Refused] = {}
        known = {value: _read(reader, value, refusals) for value in set(raw)}
        values = [known[value] for value in raw]
        if refusals:
            self._name_refused(raw, refusals)
        self._mark_broken(values)
        if self.column.required and None in values:
            self._name_empty(values)
        self._name_rest()
        return values

    def _raw(self) -> list[Any]:
        cells = self.table.sheet.columns[self.position]
        raw = [cells[row] for row in self.rows]
        if self.column.codec.name == "share" and self.table.sheet.structure.percents:
            raw = self._with_percents(raw)
        if bool in set(map(type, raw)):  # True and 1.0 are equal, but not the same cell.
            raw = [shown(value) if isinstance(value, bool) else value for value in raw]
        return raw

    def _with_percents(self, raw: list[Any]) -> list[Any]:
        """A cell that shows 33.3% holds 0.333."""
        places = self.table.sheet.structure.percents
        return [
            _percent(value) if isinstance(value, float) and self._place(row) in places else value
            for row, value in zip(self.rows, raw, strict=True)
        ]

    def _place(self, row: int) -> tuple[int, int]:
        sheet = self.table.sheet
        return sheet.first_row + row, sheet.first_column + self.position

    def _name_refused(self, raw: list[Any], refusals: dict[Any, Refused]) -> None:
        for row, value in zip(self.rows, raw, strict=True):
            if value in refusals:
                refusal = refusals[value]
                self._say(row, refusal.code, shown(value), **refusal.values)

    def _mark_broken(self, values: list[Any]) -> None:
        """Error cells, and formulas whose result the file does not hold."""
        structure = self.table.sheet.structure
        if not structure.errors and not structure.uncalculated:
            return
        for index, row in enumerate(self.rows):
            place = self._place(row)
            if place in structure.errors:
                values[index] = BAD
                self._say(row, "error_cell", structure.errors[place])
            elif place in structure.uncalculated and values[index] is None:
                values[index] = BAD
                self._say(row, "formula_without_value")

    def _name_empty(self, values: list[Any]) -> None:
        for row, value in zip(self.rows, values, strict=True):
            if value is None:
                self._say(row, "required")

    def _name_rest(self) -> None:
        """Cells beyond the list are counted, so that no file makes a list without end."""
        field, table = self.column.field, self.table
        for code, times in self.said.items():
            if times > LISTED:
                values = {"field": field, "rows": times - LISTED, "rule": code}
                cell = table.address(table.header_row, field)
                self.problems.append(Problem(table.name, cell, "more_like_it", "", values))

    def _say(self, row: int, code: str, value: str = "", **values: Any) -> None:
        field = self.column.field
        self.said[code] += 1
        if self.said[code] > LISTED:
            return
        self.problems.append(
            Problem(
                self.table.name,
                self.table.address(row, field),
                code,
                value,
                {"field": field, **values},
            )
        )


def _read(read: Reader, value: Any, refusals: dict[Any, Refused]) -> Any:
    if isinstance(value, str) and not value.strip():
        return None
    try:
        return read(value)
    except Refused as refusal:
        refusals[value] = refusal
        return BAD


def _percent(value: float) -> str:
    return f"{Decimal(format(value, f'.{SIGNIFICANT_DIGITS}g')) * 100:f}%"
