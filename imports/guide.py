"""The guide sheet of a workbook: how to fill it in, and what every column asks."""

from collections.abc import Sequence
from typing import Any, Final

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from imports.book import BLUE, GREY, NAVY, PALE, RULE, Styles, print_well
from imports.columns import Column, SheetSpec
from imports.labels import Words

GUIDE: Final = "Guide"

_STEPS: Final[tuple[Words, ...]] = (
    (
        "Fill in the blue sheets. One row is one record; rows may stand in any order.",
        "파란 시트를 채웁니다. 한 행이 한 건이며 순서는 상관없습니다.",
    ),
    (
        "Dark headers with * must be filled. Leave a cell empty when you do not know: "
        "empty means unknown, 0 means none.",
        "짙은 머리글(*)은 꼭 채웁니다. 모르면 비웁니다. 빈칸은 '모름', 0은 '없음'입니다.",
    ),
    (
        "The header states the unit of amounts. To use another one, write it in both lines: "
        "(백만원) and (KRW million). Or write the unit in the cell: 1조 2,000억.",
        "금액의 단위는 머리글이 정합니다. 다른 단위를 쓰려면 두 줄을 함께 바꿉니다: (백만원)과 "
        "(KRW million). 칸에 1조 2,000억처럼 단위를 붙여 적어도 됩니다.",
    ),
    (
        "Dates: 2026-10-15, 2026.10.15. or 20261015. Shares: percent, 33.3 or 33.3%.",
        "날짜는 2026-10-15, 2026.10.15., 20261015로 적습니다. 비율은 33.3 또는 33.3%로 적습니다.",
    ),
    (
        "Grey rows in italics whose reference begins with 예시 are examples; they are not read.",
        "관리번호가 '예시'로 시작하는 회색 기울임 행은 보기이며 읽지 않습니다.",
    ),
    (
        "Do not rename sheets or headers. Upload the file: you see what would change, and nothing "
        "is stored before you confirm.",
        "시트와 머리글 이름은 바꾸지 않습니다. 파일을 올리면 바뀔 내용을 먼저 보여 드리며, "
        "확인하기 전에는 아무것도 저장하지 않습니다.",
    ),
    (
        "The same file may be uploaded again: what is already registered is not counted twice.",
        "같은 파일을 다시 올려도 됩니다. 이미 등록된 내용은 두 번 세지 않습니다.",
    ),
)
_FORMATS: Final[dict[str, Words]] = {
    "text": ("Text", "글"),
    "day": ("Date", "날짜"),
    "year": ("Year", "연도"),
    "count": ("Whole number", "정수"),
    "whole": ("Whole number", "정수"),
    "figure": ("Number", "숫자"),
    "share": ("Percent", "백분율(%)"),
    "won": ("Amount", "금액"),
    "signed_won": ("Amount", "금액"),
    "flag": ("Yes or no", "예·아니요"),
    "choice": ("From the list", "목록에서 고름"),
}
_HEADS: Final = ("열 Column", "필수 Required", "형식 Format", "설명", "What it asks")
_BOX: Final[dict[str, Any]] = {"indent": 1, "border": 1, "border_color": RULE}
_WIDTHS: Final = (2, 26, 15, 20, 52, 58)


def guide_sheet(book: Workbook, styles: Styles, title: Words, specs: Sequence[SheetSpec]) -> None:
    """Write the first sheet: steps, then a table of every column of every sheet."""
    sheet = book.add_worksheet(GUIDE)
    sheet.set_tab_color(NAVY)
    sheet.hide_gridlines(2)
    for index, width in enumerate(_WIDTHS):
        sheet.set_column(index, index, width)
    sheet.set_row(1, 34)
    sheet.write_string(1, 1, title[1], styles.of(font_size=20, bold=True, font_color=NAVY))
    sheet.write_string(2, 1, title[0], styles.of(font_size=12, font_color=GREY))
    row = _steps(sheet, styles, 4)
    for spec in specs:
        row = _columns(sheet, styles, spec, row + 1)
    print_well(sheet)


def _steps(sheet: Worksheet, styles: Styles, row: int) -> int:
    head = styles.of(font_size=13, bold=True, font_color=NAVY, bottom=2, bottom_color=NAVY)
    for column in range(1, len(_WIDTHS)):
        sheet.write_blank(row, column, None, head)
    sheet.write_string(row, 1, "작성 방법  How to fill it in", head)
    for number, (english, korean) in enumerate(_STEPS, start=1):
        sheet.set_row(row + number, 34)
        text = styles.of(text_wrap=True, bottom=1, bottom_color=RULE)
        sheet.merge_range(row + number, 1, row + number, 4, f"{number}.  {korean}", text)
        grey = styles.of(text_wrap=True, bottom=1, bottom_color=RULE, font_color=GREY)
        sheet.write_string(row + number, 5, english, grey)
    return row + len(_STEPS) + 1


def _columns(sheet: Worksheet, styles: Styles, spec: SheetSpec, row: int) -> int:
    title = styles.of(font_size=13, bold=True, font_color=NAVY)
    sheet.set_row(row, 26)
    sheet.write_url(row, 1, f"internal:'{spec.name}'!A1", title, f"{spec.name} · {spec.title[1]}")
    head = styles.of(
        bold=True, indent=1, bg_color=BLUE, font_color="#FFFFFF", border=1, border_color=RULE
    )
    sheet.set_row(row + 1, 20)
    for index, word in enumerate(_HEADS, start=1):
        sheet.write_string(row + 1, index, word, head)
    for number, column in enumerate(spec.columns, start=row + 2):
        _column(sheet, styles, column, number)
    return row + 2 + len(spec.columns)


def _column(sheet: Worksheet, styles: Styles, column: Column, row: int) -> None:
    cell = styles.of(text_wrap=True, indent=1, border=1, border_color=RULE)
    name = styles.of(
        bold=True, text_wrap=True, indent=1, border=1, border_color=RULE, bg_color=PALE
    )
    sheet.set_row(row, 30)
    required = "필수 Required" if column.required else ""
    form = " ".join(reversed(_FORMATS[column.codec.name]))
    words = ("\n".join(reversed(column.header)), required, form, column.hint[1], column.hint[0])
    for index, word in enumerate(words, start=1):
        sheet.write_string(row, index, word, name if index == 1 else cell)
