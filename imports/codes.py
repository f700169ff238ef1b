"""The codes sheet: the words of every choice, where drop-down lists may be long."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from imports.book import GREY, PALE, RULE, Styles, print_well
from imports.columns import Column, SheetSpec
from imports.labels import Language

CODES: Final = "Codes"
_FIRST_ROW: Final = 3
_WIDTHS: Final = (24, 24, 3)
_STEP: Final = len(_WIDTHS)


class CodeList(NamedTuple):
    """The choices of one column and the place where the sheet holds them."""

    spec: SheetSpec
    column: Column
    place: int

    @property
    def formula(self) -> str:
        """The range of the words, for a drop-down list."""
        letter, last = xl_col_to_name(self.place), _FIRST_ROW + len(self.column.choices)
        return f"={CODES}!${letter}${_FIRST_ROW + 1}:${letter}${last}"


def code_lists(specs: Sequence[SheetSpec]) -> list[CodeList]:
    """Every list of a workbook, side by side."""
    columns = [(spec, column) for spec in specs for column in spec.columns if column.choices]
    return [CodeList(*found, place=_STEP * index) for index, found in enumerate(columns)]


def codes_sheet(
    book: Workbook,
    styles: Styles,
    lists: Sequence[CodeList],
    *,
    language: Language,
    version: str,
) -> None:
    """Write the lists, their first column in ``language``, and the hidden version cell."""
    sheet = book.add_worksheet(CODES)
    sheet.set_tab_color(GREY)
    sheet.write_string(0, 0, version, styles.of(font_color=GREY))
    sheet.set_row(0, None, None, {"hidden": True})
    book.define_name("template_version", f"={CODES}!$A$1")
    sheet.freeze_panes(_FIRST_ROW, 0)
    for listed in lists:
        _code_list(sheet, styles, listed, 1 if language == "en" else -1)
    print_well(sheet, width=sum(_WIDTHS) * len(lists))


def _code_list(sheet: Worksheet, styles: Styles, listed: CodeList, order: int) -> None:
    spec, column, place = listed
    head = styles.of(bold=True, bg_color=PALE, border=1, border_color=RULE, text_wrap=True)
    for offset, width in enumerate(_WIDTHS):
        sheet.set_column(place + offset, place + offset, width)
    sheet.merge_range(1, place, 1, place + 1, f"{spec.title[1]} · {spec.title[0]}", head)
    sheet.merge_range(2, place, 2, place + 1, " / ".join(column.header[::-1]), head)
    for row, pair in enumerate(column.choices, start=_FIRST_ROW):
        for offset, word in enumerate(pair[::order]):
            sheet.write_string(row, place + offset, word, styles.of(text_wrap=True))
