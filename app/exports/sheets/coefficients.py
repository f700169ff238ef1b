"""Every number that is assumed or quoted, in one place; formulas use it by its name."""

from collections.abc import Sequence

from app.exports.page import Book, Page, Words
from app.exports.style import PLAIN
from econ.parameters import Parameter, Parameters, load

HEADS: Sequence[Words] = (
    ("계수", "Coefficient"),
    ("값", "Value"),
    ("하한(약 5%)", "Low"),
    ("상한(약 95%)", "High"),
    ("분포", "Distribution"),
    ("단위", "Unit"),
    ("표시", "Mark"),
    ("근거", "Source"),
)
FIRST = 4
SOURCE_WIDTH = 90


def write(book: Book, page: Page) -> None:
    """All rows of the table with the values of this run, then the series and the mixes."""
    parameters = load()
    page.widths(34, 12, 11, 11, 24, 24, 7, SOURCE_WIDTH)
    page.text(
        2,
        0,
        "파란 칸을 바꾸면 모든 시트의 수식이 따라 바뀝니다. "
        "표시: V 공개 자료로 확인, R 인용, A 가정. · "
        "Change a blue cell and every formula follows. Marks: V checked, R quoted, A assumed.",
        "lead",
    )
    page.heads(3, 0, HEADS)
    row = FIRST
    for parameter in parameters:
        _parameter(book, page, row, parameter)
        row += 1
    row = _series(book, page, row + 1, parameters)
    _mixes(book, page, row + 1, parameters)
    page.sheet.autofilter(3, 0, FIRST + len(parameters.rows) - 1, len(HEADS) - 1)
    page.finish(freeze=(4, 1))


def _parameter(book: Book, page: Page, row: int, parameter: Parameter) -> None:
    page.text(row, 0, parameter.id)
    value = book.chain["coefficients"][parameter.id]
    book.name(parameter.id, page.number(row, 1, value, PLAIN))
    for col, bound in ((2, parameter.low), (3, parameter.high)):
        page.number(row, col, bound, PLAIN, "live")
    page.text(row, 4, _distribution(parameter))
    for col, words in ((5, parameter.unit), (6, parameter.mark)):
        page.text(row, col, words)
    page.wrapped(row, 7, parameter.source, SOURCE_WIDTH)


def _distribution(parameter: Parameter) -> str:
    if parameter.distribution == "beta":
        return f"Beta({parameter.a:g}, {parameter.b:g})"
    if parameter.distribution == "fixed":
        return "—"
    return f"{parameter.distribution}(sd {parameter.sd:g})"


def _series(book: Book, page: Page, row: int, parameters: Parameters) -> int:
    page.section(row, ("연차 배분", "Profiles and paths by year"))
    for offset, (key, values) in enumerate(book.chain["series"].items(), start=1):
        page.text(row + offset, 0, key)
        for n, value in enumerate(values):
            book.name(f"{key}.{n + 1}", page.number(row + offset, 1 + n, value, PLAIN))
        series = parameters.series[key]
        for col, words in ((5, series.unit), (6, series.mark), (7, series.source)):
            page.text(row + offset, col, words)
    return row + len(book.chain["series"]) + 1


def _mixes(book: Book, page: Page, row: int, parameters: Parameters) -> None:
    page.section(row, ("분야가 사는 자산(비중)", "What each category buys (shares)"))
    row += 1
    for name, rule in parameters.categories.items():
        for asset, share in rule.assets.items():
            page.text(row, 0, f"mix.{name}.{asset}")
            book.name(f"mix.{name}.{asset}", page.number(row, 1, share, PLAIN))
            page.text(row, 6, rule.mark)
            row += 1
