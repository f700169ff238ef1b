"""OpenDocument workbooks (.ods): values and structure in one pass over content.xml.

Repetitions are counted before they are spread, so that a few marks never become a whole grid.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from xml.parsers import expat

from imports.opening.refusals import FileRefused, Limits
from imports.opening.structure import OpenSheet
from imports.opening.tally import Tally

_ERROR: Final = re.compile(r"#(?:REF!|N/A|NAME\?|VALUE!|DIV/0!|NUM!|NULL!)|(?:Err|오류):[0-9]{3}")
_HIDDEN: Final = ("collapse", "filter")
_SPACES: Final = {"text:s": " ", "text:tab": "\t", "text:line-break": "\n"}
_CELLS: Final = ("table:table-cell", "table:covered-table-cell")
_PASSED_OVER: Final = ("office:annotation", "table:shapes", "draw:frame", "draw:custom-shape")
"""What may hold text, or a table, that is no cell of the sheet."""
Attributes = dict[str, str]


@dataclass(slots=True)
class _Sheet:
    """One sheet while it is read: its rows as far as they hold something."""

    name: str
    style: str
    tally: Tally
    rows: list[list[Any]] = field(default_factory=list)
    column: int = 0
    row: int = 0
    cells: list[Any] = field(default_factory=list)
    repeated: int = 1
    says: bool = False
    """Whether the row says something, be it an error."""


def read(data: bytes, limits: Limits) -> list[OpenSheet]:
    """Every sheet of a document whose bytes have passed the pre-flight. Raises FileRefused."""
    reader = _Reader(limits)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError):
        raise FileRefused("file_damaged", part="content.xml") from None
    return [reader.finished(sheet) for sheet in reader.sheets]


class _Reader:
    """Follows the marks of content.xml."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.sheets: list[_Sheet] = []
        self.hidden_styles: set[str] = set()
        self.style = ""
        self.sheet: _Sheet | None = None
        self.cell: Attributes | None = None
        self.pieces: list[str] = []
        self.length = 0
        self.paragraphs = 0
        self.in_paragraph = 0
        self.over = 0
        self.count = 0
        self.known: dict[Any, Any] = {}

    def start(self, name: str, said: Attributes) -> None:
        """A mark opens."""
        if self.over or name in _PASSED_OVER:
            self.over += 1
        elif begin := _BEGIN.get(name):
            begin(self, said)
        elif name == "text:p" and self.cell is not None:
            self._paragraph()
        elif self.in_paragraph and name in _SPACES:
            times = _number(said, "text:c", self.limits.text_bytes)
            self._add(_SPACES[name] * times)

    def end(self, name: str) -> None:
        """A mark closes."""
        if self.over:
            self.over -= 1
        elif name == "text:p" and self.in_paragraph:
            self.in_paragraph -= 1
        elif name in _CELLS and self.cell is not None:
            self._place(self.cell)
            self.cell = None
        elif name == "table:table-row" and self.sheet is not None:
            self._finish_row(self.sheet)
        elif name == "table:table":
            self.sheet = None

    def text(self, piece: str) -> None:
        """Text between marks."""
        if self.in_paragraph and not self.over:
            self._add(piece)

    def _add(self, piece: str) -> None:
        self.length += len(piece)
        if self.length > self.limits.text_bytes:
            raise FileRefused("file_long_text", most=self.limits.text_bytes)
        self.pieces.append(piece)

    def begin_style(self, said: Attributes) -> None:
        """A style, which may be that of a hidden sheet."""
        self.style = said.get("style:name", "")

    def begin_properties(self, said: Attributes) -> None:
        """What the style says of a sheet."""
        if said.get("table:display") == "false":
            self.hidden_styles.add(self.style)

    def begin_table(self, said: Attributes) -> None:
        """A sheet; tables within cells are passed over with their frames."""
        style, tally = said.get("table:style-name", ""), Tally(self.limits, self.count)
        self.sheet = _Sheet(said.get("table:name", ""), style, tally)
        self.sheets.append(self.sheet)

    def begin_column(self, said: Attributes) -> None:
        """One or several columns, which may be hidden."""
        sheet = self._here()
        times = _number(said, "table:number-columns-repeated", _MOST)
        if said.get("table:visibility") in _HIDDEN:
            sheet.tally.hide_columns(sheet.column, sheet.column + times - 1)
        sheet.column += times

    def begin_row(self, said: Attributes) -> None:
        """One or several rows alike."""
        sheet = self._here()
        sheet.cells, sheet.column, sheet.says = [], 0, False
        sheet.repeated = _number(said, "table:number-rows-repeated", _MOST)
        if said.get("table:visibility") in _HIDDEN:
            room = max(0, self.limits.rows - sheet.row)
            last = sheet.row + min(sheet.repeated, room)
            sheet.tally.hidden_rows += range(sheet.row + 1, last + 1)

    def begin_cell(self, said: Attributes) -> None:
        """A cell; its text follows."""
        self._here()
        self.cell, self.pieces, self.paragraphs, self.length = said, [], 0, 0

    def _here(self) -> _Sheet:
        if self.sheet is None:
            raise ValueError("outside a sheet")
        return self.sheet

    def _paragraph(self) -> None:
        if self.paragraphs:
            self._add("\n")
        self.paragraphs += 1
        self.in_paragraph += 1

    def _place(self, said: Attributes) -> None:
        """Put the cell, and its repetitions if it says something, into the row."""
        sheet = self._here()
        times = _number(said, "table:number-columns-repeated", _MOST)
        column, sheet.column = sheet.column, sheet.column + times
        self._note_merge(sheet, said, column)
        shown = "".join(self.pieces)
        value, fact = _value_of(said, shown), _fact(said, shown)
        if value == "" and not fact:
            return
        if sheet.column > self.limits.columns:
            found, most = sheet.column, self.limits.columns
            raise FileRefused("file_too_many_columns", found=found, most=most)
        sheet.says = True
        sheet.tally.cell(sheet.row, column, times * sheet.repeated)
        sheet.tally.width = max(sheet.tally.width, sheet.column)
        self._note_fact(sheet, fact, shown, range(column, sheet.column))
        if fact == "error":
            value = ""
        sheet.cells += [""] * (column - len(sheet.cells))
        known = value if isinstance(value, bool) else self.known.setdefault(value, value)
        sheet.cells += [known] * times

    def _note_fact(self, sheet: _Sheet, fact: str, shown: str, columns: range) -> None:
        if not fact:
            return
        last = sheet.row + sheet.repeated
        places = [(row, column) for row in range(sheet.row, last) for column in columns]
        if fact == "error":
            sheet.tally.errors |= dict.fromkeys(places, shown)
        elif fact == "percent":
            sheet.tally.percents.update(places)
        else:
            sheet.tally.uncalculated.update(places)

    def _note_merge(self, sheet: _Sheet, said: Attributes, column: int) -> None:
        width = _number(said, "table:number-columns-spanned", _MOST)
        height = _number(said, "table:number-rows-spanned", _MOST)
        if width * height > 1:
            sheet.tally.merge(sheet.row, column, sheet.row + height - 1, column + width - 1)

    def _finish_row(self, sheet: _Sheet) -> None:
        """Keep the row as often as it is repeated; rows that say nothing cost nothing."""
        if sheet.says:
            last = sheet.row + sheet.repeated
            if last > self.limits.rows:
                raise FileRefused("file_too_many_rows", found=last, most=self.limits.rows)
            sheet.rows += [[] for _ in range(sheet.row - len(sheet.rows))]
            sheet.rows += [sheet.cells] * sheet.repeated
            sheet.tally.rows = last
        sheet.row += sheet.repeated
        self.count = sheet.tally.cells

    def finished(self, sheet: _Sheet) -> OpenSheet:
        """The sheet by columns."""
        structure = sheet.tally.structure()
        width = max(map(len, sheet.rows), default=0)
        padded = (row + [""] * (width - len(row)) for row in sheet.rows)
        columns = [list(column) for column in zip(*padded, strict=True)]
        hidden = sheet.style in self.hidden_styles
        return OpenSheet(sheet.name, hidden, columns=columns, structure=structure)


_MOST: Final = 2**21
"""No sheet has more rows or columns than this; a larger repetition is no repetition."""


def _number(said: Attributes, name: str, most: int) -> int:
    if name not in said:
        return 1
    number = int(said[name])
    if not 1 <= number <= most:
        raise ValueError(name)
    return number


def _fact(said: Attributes, shown: str) -> str:
    """What the value alone does not tell: error, percent, open (a formula without result)."""
    if _ERROR.fullmatch(shown) and ("table:formula" in said or "calcext:value-type" in said):
        return "error"
    if said.get("office:value-type") == "percentage":
        return "percent"
    return "open" if "table:formula" in said and _value_of(said, shown) == "" else ""


def _value_of(said: Attributes, shown: str) -> Any:
    kind = said.get("office:value-type", "")
    if kind in ("float", "percentage", "currency"):
        return float(said["office:value"]) if "office:value" in said else shown
    if kind == "date" and "office:date-value" in said:
        return _day(said["office:date-value"], shown)
    if kind == "boolean" and "office:boolean-value" in said:
        return said["office:boolean-value"] == "true"
    return said.get("office:string-value") or shown


def _day(written: str, shown: str) -> Any:
    try:
        return datetime.fromisoformat(written) if "T" in written else date.fromisoformat(written)
    except ValueError:
        return shown


_BEGIN: Final[Mapping[str, Callable[[_Reader, Attributes], None]]] = {
    "style:style": _Reader.begin_style,
    "style:table-properties": _Reader.begin_properties,
    "table:table": _Reader.begin_table,
    "table:table-column": _Reader.begin_column,
    "table:table-row": _Reader.begin_row,
    **dict.fromkeys(_CELLS, _Reader.begin_cell),
}
