"""Sheets matched to what they should hold: which column is where, in which unit."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from xlsxwriter.utility import xl_col_to_name

from imports.columns import Reader, SheetSpec
from imports.opening import OpenSheet
from models.money import Unit


class UnitSource(StrEnum):
    """What stated the unit of a column: its header, a line above, a person, or nothing."""

    HEADER = "header"
    LINE = "line"
    CHOSEN = "chosen"
    MISSING = "missing"


class UnitRead(NamedTuple):
    """The unit in which a column was read, and the cell that says so; None where none does."""

    sheet: str
    cell: str
    field: str
    header: str
    unit: Unit | None
    source: UnitSource = UnitSource.HEADER


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet whose header was found: its inner row, and the first row below it."""

    spec: SheetSpec
    sheet: OpenSheet
    header_row: int
    body: int
    positions: Mapping[str, int]
    readers: Mapping[str, Reader]

    @property
    def name(self) -> str:
        """The name of the sheet as the file has it."""
        return self.sheet.name

    def row_number(self, row: int) -> int:
        """Excel's number of the row that stands at ``row`` of the values."""
        return self.sheet.first_row + row + 1

    def address(self, row: int, field: str) -> str:
        """Excel's address of a cell; of the reference where the file lacks the column."""
        position = self.positions.get(field, self.positions.get("reference", 0))
        return address_of(self.sheet, row, position)

    def raw(self, row: int, field: str) -> Any:
        """The cell as it was read from the file."""
        position = self.positions.get(field)
        return "" if position is None else self.sheet.columns[position][row]

    @property
    def height(self) -> int:
        """How many rows of values there are, header included."""
        return len(self.sheet.columns[0]) if self.sheet.columns else 0


def address_of(sheet: OpenSheet, row: int, position: int) -> str:
    """Excel's address of the value at ``row`` and ``position``."""
    return f"{xl_col_to_name(sheet.first_column + position)}{sheet.first_row + row + 1}"
