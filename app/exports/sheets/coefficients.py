"""Every number that is assumed or quoted, in one place; formulas use it by its name."""

from collections.abc import Iterator, Sequence

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


def name(book: Book, page: Page) -> None:
    """Name every cell, so that the other sheets can use it before it is written."""
    for key, row, col in _places(load(), book):
        book.name(key, page.at(row, col))


def write(book: Book, page: Page) -> None:
    """All rows of the table with the values of this run, then the series and the mixes.

    Written last, because a cell is blue where a formula turned out to use it.
    """
    parameters = load()
    page.widths(34, 12, 11, 11, 24, 24, 7, SOURCE_WIDTH)
    page.text(
        2,
        0,
        "파란 칸을 바꾸면 모든 시트의 수식이 따라 바뀝니다. 검은 값은 모의실험이나 판정 규칙에만 "
        "쓰여 수식이 따르지 않습니다. 표시: V 공개 자료로 확인, R 인용, A 가정. · "
        "Change a blue cell and every formula follows. Black values act only in the simulation "
        "or in rules. Marks: V checked, R quoted, A assumed.",
        "lead",
    )
    page.heads(3, 0, HEADS)
    for row, parameter in enumerate(parameters, start=FIRST):
        _parameter(book, page, row, parameter)
    _series(book, page, parameters)
    _mixes(book, page, parameters)
    page.sheet.autofilter(3, 0, FIRST + len(parameters.rows) - 1, len(HEADS) - 1)
    page.finish(freeze=(4, 1))


def _places(parameters: Parameters, book: Book) -> Iterator[tuple[str, int, int]]:
    """Where each number stands, by its key: three blocks, each with room for its heading."""
    series = book.chain["series"].items()
    row = FIRST
    for block in (
        [(parameter.id,) for parameter in parameters],
        [tuple(f"{key}.{n + 1}" for n in range(len(values))) for key, values in series],
        [(key,) for key in _mix(parameters)],
    ):
        for keys in block:
            yield from ((key, row, 1 + n) for n, key in enumerate(keys))
            row += 1
        row += 2


def _mix(parameters: Parameters) -> dict[str, tuple[float, str]]:
    """The share of each asset in what a category buys, with its mark."""
    return {
        f"mix.{name}.{asset}": (share, rule.mark)
        for name, rule in parameters.categories.items()
        for asset, share in rule.assets.items()
    }


def _value(book: Book, page: Page, key: str, value: float) -> None:
    at = book.named[key]
    page.number(at.row, at.col, value, PLAIN, "input" if key in book.used else "live")


def _parameter(book: Book, page: Page, row: int, parameter: Parameter) -> None:
    page.text(row, 0, parameter.id)
    _value(book, page, parameter.id, book.chain["coefficients"][parameter.id])
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


def _series(book: Book, page: Page, parameters: Parameters) -> None:
    rows = {key: book.named[f"{key}.1"].row for key in book.chain["series"]}
    page.section(min(rows.values()) - 1, ("연차 배분", "Profiles and paths by year"))
    for key, values in book.chain["series"].items():
        page.text(rows[key], 0, key)
        for n, value in enumerate(values):
            _value(book, page, f"{key}.{n + 1}", value)
        series = parameters.series[key]
        for col, words in ((5, series.unit), (6, series.mark), (7, series.source)):
            page.text(rows[key], col, words)


def _mixes(book: Book, page: Page, parameters: Parameters) -> None:
    mix = _mix(parameters)
    top = min(book.named[key].row for key in mix) - 1
    page.section(top, ("분야가 사는 자산(비중)", "What each category buys (shares)"))
    for row, (key, (share, mark)) in enumerate(mix.items(), start=top + 1):
        page.text(row, 0, key)
        _value(book, page, key, share)
        page.text(row, 6, mark)
