"""Rows that say nothing of their own: blank, examples, totals, notes, defaults, headers again."""

import re
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from imports.sheets.shared import EXAMPLE_MARK
from imports.tables import Table

_EXAMPLES: Final = (EXAMPLE_MARK, "example")
_TOTAL: Final = re.compile(
    r"[\[(<【]?\s*(?:(?:소|중|합|총|누)\s*계|총\s*합\s*계?|계|(?:sub|grand\s*)?[ -]?totals?|sum)"
    r"\s*(?:[:：]|[\])>】]|\([^()]*\))?",
    re.IGNORECASE,
)
_NOTE: Final = re.compile(
    r"[※☞]|\*+\s|주\s*\d*\s*[):：]|(?:비고|자료|출처|참고|단위|notes?|sources?|unit)\s*[:：]",
    re.IGNORECASE,
)


class Skipped(NamedTuple):
    """Rows that were not read, by Excel's numbers, and why: a key of REASONS."""

    sheet: str
    first: int
    last: int
    reason: str

    @property
    def rows(self) -> int:
        """How many rows."""
        return self.last - self.first + 1


REASONS: Final = ("blank", "example", "total", "note", "default", "header")


def sort_out(table: Table) -> tuple[Sequence[int], list[Skipped]]:
    """The rows to read, and runs of rows that are left out."""
    every = range(table.body, table.height)
    reasons = _Reasons(table)
    found = {row: reason for row in every if (reason := reasons.of(row))}
    rows = [row for row in every if row not in found] if found else every
    return rows, _runs(table, found)


class _Reasons:
    """Why a row of a table is left out."""

    def __init__(self, table: Table) -> None:
        structure, first = table.sheet.structure, table.sheet.first_row
        columns = table.sheet.columns
        self._references = self._column(table, "reference")
        self._broken = {row - first for row, _ in structure.errors}
        self._broken |= {row - first for row, _ in structure.uncalculated}
        self._all = columns
        self._mapped = [columns[position] for position in table.positions.values()]
        self._said = [
            columns[position]
            for field, position in table.positions.items()
            if not table.spec.column(field).choices
        ]
        self._header = self._references[table.header_row] if table.body else None

    @staticmethod
    def _column(table: Table, field: str) -> Sequence[Any]:
        position = table.positions.get(field)
        return [""] * table.height if position is None else table.sheet.columns[position]

    def of(self, row: int) -> str:
        """The reason, or nothing where the row is one to read; broken cells are always read."""
        reference = self._references[row]
        if row in self._broken or not isinstance(reference, str):
            return ""
        return self._named(row, reference) if reference.strip() else self._nameless(row)

    def _named(self, row: int, reference: str) -> str:
        """A row with something where its reference should stand."""
        word = reference.strip()
        if word.casefold().startswith(_EXAMPLES):
            return "example"
        if _TOTAL.fullmatch(word):
            return "total"
        if _NOTE.match(word) and self._filled(row) == 1:
            return "note"
        return "header" if reference == self._header else ""

    def _nameless(self, row: int) -> str:
        """A row without a reference: an unfinished one is read, so that it is told."""
        mapped = [cell for column in self._mapped if not _is_blank(cell := column[row])]
        texts = [
            cell.strip() for column in self._all if isinstance(cell := column[row], str) and cell
        ]
        if any(map(_TOTAL.fullmatch, texts)):
            return "total"
        if not mapped:
            return "note" if any(map(_NOTE.match, texts)) else "blank"
        if len(mapped) == 1 and isinstance(mapped[0], str) and _NOTE.match(mapped[0].strip()):
            return "note"
        return "" if any(_says(column[row]) for column in self._said) else "default"

    def _filled(self, row: int) -> int:
        return sum(not _is_blank(column[row]) for column in self._mapped)


def _is_blank(cell: Any) -> bool:
    return isinstance(cell, str) and not cell.strip()


def _says(cell: Any) -> bool:
    """Whether a cell holds more than what a template puts there: nothing, or a sum of nothing."""
    if isinstance(cell, str):
        return cell.strip() not in ("", "0", "-")
    return bool(cell)


def _runs(table: Table, reasons: dict[int, str]) -> list[Skipped]:
    found: list[Skipped] = []
    for row, reason in reasons.items():
        number = table.row_number(row)
        if found and found[-1].last == number - 1 and found[-1].reason == reason:
            found[-1] = found[-1]._replace(last=number)
        else:
            found.append(Skipped(table.name, number, number, reason))
    return found
