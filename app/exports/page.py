"""One sheet under construction: text stays text, every formula carries its Python value."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import ceil, isfinite
from typing import Any
from unicodedata import east_asian_width

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from app.exports.style import DEEP, Styles
from models.projection import ProjectionRun

Value = float | int | bool
Names = Mapping[str, Mapping[str, str]]
Words = tuple[str, str]
"""Korean and English."""
UNIT: Words = ("표시가 없는 금액은 10억원", "KRW bn where no unit is shown, 조원 = KRW tn")
DEFAULT_WIDTH = 10.0


@dataclass(frozen=True, slots=True)
class At:
    """The address of a cell: sheet, row and column from nought."""

    sheet: str
    row: int
    col: int

    def __str__(self) -> str:
        return f"{self.sheet}!{xl_rowcol_to_cell(self.row, self.col, True, True)}"

    @property
    def cell(self) -> str:
        """The cell alone, as on its own sheet."""
        return str(xl_rowcol_to_cell(self.row, self.col))

    def to(self, other: "At") -> str:
        """The range from here to another cell of the same sheet."""
        return f"{self}:{xl_rowcol_to_cell(other.row, other.col, True, True)}"


@dataclass(slots=True)
class Book:
    """The workbook, the run it tells about, and every live cell with its Python value.

    ``names`` lead from the key of a pledge to its code, title and filer, the last two empty
    where the reader may not see the record.
    """

    workbook: Workbook
    run: ProjectionRun
    styles: Styles
    names: Names
    live: dict[tuple[str, str], Value] = field(default_factory=dict)
    named: dict[str, At] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    identities: list[tuple[Words, str]] = field(default_factory=list)

    @property
    def chain(self) -> dict[str, Any]:
        """The chain at central coefficients, as the run stored it."""
        found: dict[str, Any] = self.run.results["deterministic"]
        return found

    @property
    def origin(self) -> str:
        """Where a figure comes from: the run and the specification, on every sheet and chart."""
        return f"{self.run.number} · 명세 Specification {self.run.manifest['specification']}"

    def key(self, pledge: str) -> str:
        """How a part of a pledge is called: by its filing where that is shown, else by code."""
        whole, _, status = pledge.rpartition(":")
        found = self.names[whole]
        return pledge if found["filer"] else f"{found['code']}:{status}"

    def page(self, name: str, title: Words) -> "Page":
        """A new sheet with its title, origin and unit; writing goes on at row 3."""
        page = Page(self, self.workbook.add_worksheet(name), name)
        page.text(0, 0, f"{title[0]} · {title[1]}", "title")
        page.text(1, 0, " · ".join((self.origin, *UNIT)), "lead")
        page.sheet.set_default_row(18)
        page.sheet.set_row(0, 32)
        return page

    def name(self, key: str, at: At) -> None:
        """Name a cell, so that formulas say what they use."""
        self.named[key] = at
        self.workbook.define_name(spelled(key), f"={at}")

    def use(self, key: str) -> str:
        """The name of a coefficient in a formula. Raises KeyError where no cell has it."""
        self.named[key]
        self.used.add(key)
        return spelled(key)

    def check(self, says: Words, formula: str) -> None:
        """Note an identity that must be TRUE; the last sheet lists them."""
        self.identities.append((says, formula))


@dataclass(slots=True)
class Page:
    """A sheet that writes by kind of content."""

    book: Book
    sheet: Worksheet
    name: str
    heights: dict[int, float] = field(default_factory=dict)
    columns: tuple[float, ...] = ()

    def at(self, row: int, col: int) -> At:
        """The address of a cell of this sheet."""
        return At(self.name, row, col)

    def text(self, row: int, col: int, words: str, look: str = "text") -> None:
        """Text as text, whatever it begins with."""
        self.sheet.write_string(row, col, words, self.book.styles(look))

    def wrapped(self, row: int, col: int, words: str, width: float) -> None:
        """Text that wraps in a column of that width; the row grows with it."""
        self.text(row, col, words, "wrapped")
        lines = _lines(words, width)
        if lines > 1:
            self._grow(row, 4 + 14 * lines)

    def _grow(self, row: int, height: float) -> None:
        """Make a row as high as the highest of what stands in it."""
        self.heights[row] = max(height, self.heights.get(row, 0.0))
        self.sheet.set_row(row, self.heights[row])

    def sentence(self, row: int, width: int, words: str, look: str) -> None:
        """Text that runs over the first ``width`` columns."""
        self.sheet.merge_range(row, 0, row, width - 1, "", self.book.styles(look))
        self.text(row, 0, words, look)

    def number(
        self, row: int, col: int, value: Value | None, number: str, look: str = "input"
    ) -> At:
        """A number; what is not known says so."""
        if value is None:
            self.text(row, col, "—", "unknown")
        else:
            self.sheet.write_number(row, col, value, self.book.styles(look, number))
        return self.at(row, col)

    def formula(
        self, row: int, col: int, formula: str, value: Value, number: str, look: str = "live"
    ) -> At:
        """A live cell with the value that Python found for it."""
        if not isinstance(value, bool) and not isfinite(value):
            raise ValueError(f"{self.name} row {row} column {col} is not a finite number")
        cached = ("TRUE" if value else "FALSE") if isinstance(value, bool) else value
        style = self.book.styles(look, number)
        self.sheet.write_formula(row, col, f"={formula}", style, cached)
        at = self.at(row, col)
        self.book.live[self.name, at.cell] = value
        return at

    def heads(self, row: int, col: int, heads: Iterable[Words]) -> int:
        """Column heads in both languages, as high as they need; returns the next free column."""
        for words in heads:
            said = tuple(dict.fromkeys(part for part in words if part))
            self.text(row, col, "\n".join(said), "head")
            width = self.columns[col] if col < len(self.columns) else DEFAULT_WIDTH
            self._grow(row, max(34, 4 + 15 * sum(_lines(part, width - 1) for part in said)))
            col += 1
        return col

    def band(self, row: int, first: int, last: int, words: Words) -> None:
        """A heading over several columns."""
        said, style = " · ".join(words), self.book.styles("band")
        if last > first:
            self.sheet.merge_range(row, first, row, last, said, style)
        else:
            self.sheet.write_string(row, first, said, style)

    def section(self, row: int, words: Words, width: int = 8) -> None:
        """A heading inside the sheet, underlined over its width."""
        for col in range(width):
            self.sheet.write_blank(row, col, None, self.book.styles("section"))
        self.text(row, 0, " · ".join(words), "section")

    def titled(self, chart: Chart, words: str) -> None:
        """The title of a chart with its origin, so that it can be cited where it is pasted."""
        look = {"size": 11, "color": DEEP}
        chart.set_title({"name": f"{words}\n{self.book.origin}", "name_font": look})

    def widths(self, *widths: float) -> None:
        """Set the width of the first columns."""
        self.columns = widths
        for col, width in enumerate(widths):
            self.sheet.set_column(col, col, width)

    def finish(
        self,
        *,
        freeze: tuple[int, int] | None = None,
        wide: bool = True,
        pages: int = 1,
        tall: int = 0,
    ) -> None:
        """Freeze the heads and set up the print: A4, ``pages`` wide, heads on every page.

        ``tall`` pages high; nought means as many as it takes.
        """
        if freeze:
            self.sheet.freeze_panes(*freeze)
            self.sheet.repeat_rows(max(freeze[0] - 1, 0))
        if freeze and pages > 1:
            self.sheet.repeat_columns(0, freeze[1] - 1)
        if wide:
            self.sheet.set_landscape()
        self.sheet.hide_gridlines(2)
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(pages, tall)
        self.sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        self.sheet.set_footer(f"&L{self.book.origin}&C&A&R&P / &N")


def _lines(words: str, width: float) -> int:
    """How many lines a text takes in a column of that width."""
    room = sum(1.8 if east_asian_width(mark) in "WF" else 1.0 for mark in words)
    return max(ceil(room / width), 1)


def spelled(key: str) -> str:
    """A key as a defined name: letters, digits and underscores."""
    return "k_" + key.replace(".", "_").replace("-", "_").lower()
