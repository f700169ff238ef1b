"""The look of our workbooks: one style, one way to lay out a sheet of columns."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import IO, Any, Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from imports.columns import Column, SheetSpec, Written
from imports.labels import Language
from models.inputs import FIRST_YEAR, LAST_YEAR

Row = Mapping[str, Any]
Target = Path | str | IO[bytes]

FONT: Final = "맑은 고딕"
NAVY, BLUE, PALE, INK, GREY, RULE = (
    "#083891",
    "#256EF4",
    "#ECF2FE",
    "#1E2124",
    "#58616A",
    "#CDD1D5",
)
PAGE_WIDTH: Final = 170
"""So many characters of a sheet fit on one page."""
PREPARED_ROWS: Final = 2_000
"""So many rows of a sheet have drop-down lists and checks."""


Lists = Mapping[tuple[str, str], str]
"""The range of the words of each choice, by the names of sheet and field."""


class Styles:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def of(self, **properties: Any) -> Format:
        """The format with these properties."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            base = {"font_name": FONT, "font_size": 10, "font_color": INK, "valign": "vcenter"}
            self._made[key] = self._book.add_format(base | properties)
        return self._made[key]

    def heading(self, column: Column) -> Format:
        """The header cell: dark where the column must be filled."""
        ground, ink = (NAVY, "#FFFFFF") if column.required else (PALE, INK)
        return self.of(
            bold=True,
            text_wrap=True,
            align="center",
            border=1,
            border_color=RULE,
            bg_color=ground,
            font_color=ink,
        )

    def cell(self, column: Column, *, example: bool = False) -> Format:
        """A cell below the header."""
        look = {"italic": True, "font_color": GREY, "bg_color": "#F4F5F6"} if example else {}
        return self.of(num_format=column.codec.number_format, **look)


def open_book(target: Target, *, created: datetime, title: str) -> Workbook:
    """Begin a workbook whose bytes depend on nothing but its content and ``created``."""
    book = xlsxwriter.Workbook(
        target,
        {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    book.set_properties({"title": title, "created": created.replace(tzinfo=None)})
    book.set_size(2400, 1500)
    return book


def data_sheet(
    book: Workbook,
    styles: Styles,
    spec: SheetSpec,
    rows: Sequence[Row],
    lists: Lists,
    *,
    language: Language,
    example: bool = False,
) -> Worksheet:
    """Lay out the columns of ``spec`` and write ``rows`` under them."""
    sheet = book.add_worksheet(spec.name)
    sheet.set_tab_color(BLUE)
    sheet.set_row(0, 48)
    sheet.freeze_panes(1, 1)
    for index, column in enumerate(spec.columns):
        sheet.set_column(index, index, _width(column), styles.cell(column))
        sheet.write_string(0, index, column.heading(), styles.heading(column))
        _check_cells(sheet, spec, index, lists, last=max(PREPARED_ROWS, len(rows)))
    for number, row in enumerate(rows, start=1):
        for index, column in enumerate(spec.columns):
            written = column.write(row.get(column.field), language)
            look = styles.cell(column, example=example)
            _put(sheet, number, index, written, look, blank=example)
    sheet.autofilter(0, 0, max(1, len(rows)), len(spec.columns) - 1)
    print_well(sheet, width=sum(map(_width, spec.columns)))
    sheet.repeat_rows(0)
    sheet.repeat_columns(0)
    return sheet


def _width(column: Column) -> int:
    """Room for the cells, and for a heading of which each language takes at most two lines."""
    return max(column.codec.width, max(map(len, column.heading().split("\n"))) // 2 + 4)


def _put(
    sheet: Worksheet, row: int, column: int, value: Written, look: Format, *, blank: bool
) -> None:
    """Write one cell; text is never taken for a formula, whatever it begins with."""
    if isinstance(value, str):
        sheet.write_string(row, column, value, look)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, datetime.combine(value, time.min), look)
    elif value is not None:
        sheet.write_number(row, column, value, look)
    elif blank:
        sheet.write_blank(row, column, None, look)


def _check_cells(
    sheet: Worksheet,
    spec: SheetSpec,
    index: int,
    lists: Lists,
    *,
    last: int,
) -> None:
    """Drop-down lists and checks that help while typing; reading checks everything again."""
    column = spec.columns[index]
    rule = _RULES.get(column.codec.name)
    if source := lists.get((spec.name, column.field)):
        rule = {"validate": "list", "source": source}
    if rule is None:
        rule = {"validate": "any"}
    told = {
        "input_title": column.header[1][:32],
        "input_message": "\n".join(reversed(column.hint))[:255],
        "error_title": "확인해 주세요 Please check",
        "error_message": "\n".join(reversed(column.hint))[:255],
        "error_type": "warning",
    }
    sheet.data_validation(1, index, last, index, rule | told)


_RULES: Final[Mapping[str, dict[str, Any]]] = {
    "day": {
        "validate": "date",
        "criteria": "between",
        "minimum": date(1950, 1, 1),
        "maximum": date(LAST_YEAR, 12, 31),
    },
    "year": {
        "validate": "integer",
        "criteria": "between",
        "minimum": FIRST_YEAR,
        "maximum": LAST_YEAR,
    },
    "share": {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100},
    "count": {"validate": "integer", "criteria": ">=", "value": 0},
}


def print_well(sheet: Worksheet, *, width: int = 0) -> None:
    """Landscape on A4 with page numbers; wide sheets take several pages side by side."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(max(1, round(width / PAGE_WIDTH)), 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&L&A&C&P / &N")
