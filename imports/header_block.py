"""Where the header of a sheet stands: below titles, in one row or two, with a row of units."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from imports.columns import Column
from imports.labels import fold
from imports.opening import OpenSheet
from imports.units import Header, headers_in, unit_named
from models.money import Unit

WITHIN: Final = 30
"""The header is looked for in so many first rows."""
_UNIT_NAMED: Final = re.compile(r"(?:단위|units?)\s*[:：]?\s*([^)\]）]+)", re.IGNORECASE)
_UNIT_ALONE: Final = re.compile(r"[(\[（]\s*(?:in\s+)?([^()\[\]（）]+)[)\]）]", re.IGNORECASE)
_PERCENT: Final = ("%", "percent", "퍼센트")


class UnitLine(NamedTuple):
    """A line that states the unit of all amounts below it: where, its words, the unit if known."""

    row: int
    position: int
    text: str
    unit: Unit | None


class Block(NamedTuple):
    """The rows of a header by their places in the columns, and the first row below."""

    first: int
    last: int
    body: int


class HeaderGrid:
    """The first rows of a sheet as a person sees them: merged cells say the same everywhere."""

    def __init__(self, sheet: OpenSheet) -> None:
        self.sheet = sheet
        self.width = len(sheet.columns)
        height = len(sheet.columns[0]) if sheet.columns else 0
        self.height = min(WITHIN, height)
        self._shown = [
            [_shown(column[row]) for column in sheet.columns] for row in range(self.height)
        ]
        self._merged = self._spread()

    def _spread(self) -> bool:
        """Fill merged areas; say whether there are any, as a text file has none."""
        first_row, first_column = self.sheet.first_row, self.sheet.first_column
        found = False
        for (top, left), (bottom, right) in self.sheet.structure.merges:
            row, position = top - first_row, left - first_column
            if not (0 <= row < self.height and 0 <= position < self.width):
                continue
            found = True
            last = min(bottom - first_row, self.height - 1)
            for at in range(row, last + 1):
                end = min(right - first_column + 1, self.width)
                self._shown[at][position:end] = [self._shown[row][position]] * (end - position)
        return found

    def text(self, row: int, position: int) -> str:
        """What a cell shows; of a merged area what its first cell holds."""
        return self._shown[row][position]

    def texts(self, block: Block, position: int) -> list[str]:
        """The header of a column from the outer row to the inner one, each said once."""
        texts = [self.text(row, position) for row in range(block.first, block.last + 1)]
        if len(texts) > 1 and not texts[0] and texts[1] and not self._merged:
            texts[0] = self._to_the_left(block.first, position)
        return list(dict.fromkeys(text for text in texts if text))

    def _to_the_left(self, row: int, position: int) -> str:
        """The outer header that reaches over empty cells, where merged areas are not kept."""
        return next((text for at in range(position, -1, -1) if (text := self.text(row, at))), "")

    def find(self, names: Mapping[str, Column]) -> Block | None:
        """The rows that name the most columns; one row before two, the upper before the lower."""
        best, found = 0, None
        for row in range(self.height):
            for first in (row, row - 1):
                if first < 0 or (first < row and not any(self._shown[row])):
                    continue
                block = Block(first, row, row + 1)
                known = self.count(block, names)
                if known > best:
                    best, found = known, block
        if found is None or best < min(2, len(names)):
            return None
        found = found._replace(first=min(found.first, self._start_of_merges(found)))
        body = max(found.body, self._end_of_merges(found))
        return found._replace(body=body + self._is_unit_row(body))

    def _start_of_merges(self, block: Block) -> int:
        """The first row from which a merged cell reaches down into the header."""
        first = self.sheet.first_row
        reaching = (
            top - first
            for (top, _), (bottom, _) in self.sheet.structure.merges
            if top - first < block.first <= bottom - first
        )
        return max(0, min(reaching, default=block.first))

    def _end_of_merges(self, block: Block) -> int:
        """The first row that no merged cell of the header reaches into."""
        first = self.sheet.first_row
        reaching = (
            bottom - first + 1
            for (top, _), (bottom, _) in self.sheet.structure.merges
            if block.first <= top - first <= block.last and bottom - first < self.height
        )
        return max(reaching, default=0)

    def count(self, block: Block, names: Mapping[str, Column]) -> int:
        """How many fields the header names."""
        return len(self.known(block, names)[0])

    def known(self, block: Block, names: Mapping[str, Column]) -> tuple[set[str], int]:
        """The fields that the header names, and how many columns have a header at all."""
        headed = [texts for at in range(self.width) if (texts := self.texts(block, at))]
        columns = (column_of(texts, names) for texts in headed)
        return {found[0].field for found in columns if found}, len(headed)

    def _is_unit_row(self, row: int) -> bool:
        """Whether a row says nothing but units."""
        if row >= self.height:
            return False
        texts = [text.strip("()[]（） ") for text in self._shown[row] if text]
        return bool(texts) and all(unit_named(text) or is_percent(text) for text in texts)

    def units_below(self, block: Block, position: int) -> str:
        """What the row of units says of a column."""
        if not self._is_unit_row(block.body - 1):
            return ""
        return self.text(block.body - 1, position).strip("()[]（） ")

    def unit_line(self, block: Block) -> UnitLine | None:
        """The line above the header that states a unit; the nearest to the header."""
        for row in range(block.first - 1, -1, -1):
            for position, text in enumerate(self._shown[row]):
                for said in stated_units(text):
                    return UnitLine(row, position, said, unit_named(said))
        return None


def stated_units(text: str) -> Iterator[str]:
    """The units that a line of words states: (단위: 백만원), Unit: KRW bn, 현황(억원)."""
    named = list(_UNIT_NAMED.finditer(text))
    for match in named or _UNIT_ALONE.finditer(text):
        pieces = [piece.strip() for piece in re.split(r"[,/·;]", match[1])]
        known = [piece for piece in pieces if unit_named(piece)]
        if known:
            yield known[0] if len({unit_named(one) for one in known}) == 1 else ", ".join(known)
        elif named and pieces[0] and not is_percent(pieces[0]):
            yield pieces[0]


def is_percent(text: str) -> bool:
    """Whether these words mean percent."""
    return text.casefold() in _PERCENT


def column_of(texts: Sequence[str], names: Mapping[str, Column]) -> tuple[Column, Header] | None:
    """The column that a header of one or two rows names, and its words with the unit."""
    if not texts:
        return None
    tried = [texts[-1]] if len(texts) == 1 else [texts[-1], " ".join(texts), _swapped(texts)]
    for text in tried:
        if found := _named(text, names):
            return found
    return None


def _swapped(texts: Sequence[str]) -> str:
    return " ".join(reversed(texts))


def _named(cell: str, names: Mapping[str, Column]) -> tuple[Column, Header] | None:
    for header in headers_in(cell):
        if found := names.get(fold(header.name + header.unit)):
            return found, Header(header.name, "")
        if found := names.get(fold(header.name)):
            return found, header
    return None


def _shown(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ("" if value is None else str(value))
