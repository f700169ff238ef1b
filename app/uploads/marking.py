"""The uploader's own workbook back, its wrong cells marked and what the copy lost named."""

from collections.abc import Iterable

from app.i18n import Language
from app.messages import problem
from app.messages.words import Said
from imports.annotate import annotate
from imports.annotating import listed
from imports.marks import Mark
from imports.opening import FileRefused
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


def marked(data: bytes, problems: Iterable[Problem], lang: Language) -> bytes:
    """The workbook with a note on every cell that has a problem, and a sheet that lists them.

    The list alone where the workbook is too much for the program that copies it.
    """
    marks = [Mark(item.sheet, item.cell, problem(item, lang), item.is_error) for item in problems]
    try:
        copy = annotate(data, marks)
        if not copy.losses:
            return copy.data
        what = ", ".join(LOSSES[name].to(lang) for name in copy.losses)
        return annotate(data, [*marks, Mark("", "", LOST.to(lang, {"what": what}), False)]).data
    except FileRefused:
        return listed([*marks, Mark("", "", LIST_ONLY.to(lang), False)])
