"""The uploader's own workbook back, its wrong cells marked and what the copy lost named."""

from collections.abc import Iterable
from typing import NamedTuple

from app.i18n import Language
from app.messages import problem
from app.messages.words import Said
from app.tables import XLSX_TYPE
from imports.annotate import annotate
from imports.annotating import listed
from imports.convert import as_workbook, sheet_name
from imports.marks import Mark
from imports.opening import FileRefused, Form, OpenBook, open_workbook
from imports.problems import Problem

LOSSES = {
    "formula_results": Said("수식의 계산 결과", "results of formulas"),
    "images": Said("그림", "pictures"),
    "shapes": Said("도형", "shapes"),
    "charts": Said("차트", "charts"),
    "pivot_tables": Said("피벗 표", "pivot tables"),
    "extensions": Said("확장 기능", "extensions"),
}
LOST = Said(
    "이 사본에는 다음이 남지 않았을 수 있습니다: {what}. 올린 파일은 그대로입니다.",
    "This copy may have lost: {what}. The file that you brought is untouched.",
)
LIST_ONLY = Said(
    "올린 파일의 사본을 만들 수 없어 목록만 담았습니다. 올린 파일은 그대로입니다.",
    "A copy of your file could not be made; this is the list alone. Your file is untouched.",
)
CONVERTED = Said(
    "올린 파일은 .{form} 형식이라 칸에 표시할 수 없어, 값만 같은 자리에 옮긴 .xlsx입니다. "
    "올린 파일은 그대로입니다.",
    "A .{form} file cannot carry marks; this .xlsx holds the same values in the same cells. "
    "The file that you brought is untouched.",
)
XLSM = "application/vnd.ms-excel.sheet.macroEnabled.12"


class MarkedFile(NamedTuple):
    """The bytes to give back, their ending and type."""

    data: bytes
    ending: str = "xlsx"
    type: str = XLSX_TYPE


def marked(data: bytes, filename: str, problems: Iterable[Problem], lang: Language) -> MarkedFile:
    """The workbook with a note on every cell that has a problem, and a sheet that lists them.

    A file of another form comes back as an .xlsx of its values that says so; the list alone
    where the workbook is too much for the program that copies it.
    """
    marks = [Mark(item.sheet, item.cell, problem(item, lang), item.is_error) for item in problems]
    try:
        book = open_workbook(data, filename)
        if book.form is not Form.XLSX:
            data, marks = as_workbook(book), _renamed(book, marks)
            marks.append(Mark("", "", CONVERTED.to(lang, {"form": book.form.value}), False))
        copy = annotate(data, marks)
        if copy.losses:
            what = ", ".join(LOSSES[name].to(lang) for name in copy.losses)
            copy = annotate(data, [*marks, Mark("", "", LOST.to(lang, {"what": what}), False)])
    except FileRefused:
        return MarkedFile(listed([*marks, Mark("", "", LIST_ONLY.to(lang), False)]))
    keeps_macros = book.form is Form.XLSX and "macros" in book.flags
    return MarkedFile(copy.data, "xlsm", XLSM) if keeps_macros else MarkedFile(copy.data)


def _renamed(book: OpenBook, marks: Iterable[Mark]) -> list[Mark]:
    """The marks on the sheets as the copy calls them."""
    names = {
        sheet.name: sheet_name(sheet.name, number, single=len(book.sheets) == 1)
        for number, sheet in enumerate(book.sheets, start=1)
    }
    return [mark._replace(sheet=names.get(mark.sheet, mark.sheet)) for mark in marks]
