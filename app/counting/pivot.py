"""A breakdown as a table: rows, columns, and the address behind every cell."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from flask import url_for

from app.counting.question import MEMBERS, Question, key_name
from app.i18n import Language
from app.messages import label
from app.messages.words import Said
from models.counting import Asked, Four, breakdown, figures
from models.counting.figures import WHOLE_PERIOD
from models.counting.portions import Portion
from models.vocabulary import CountingBasis, Dimension, Measure

COLUMNS: Final = (
    Measure.INTENT,
    Measure.ANNOUNCED,
    Measure.FIRM,
    Measure.REALISED,
    Measure.REMAINING,
    Measure.PROGRESS,
    Measure.OVER,
)


WITHOUT_CHIPS: Final = Said("반도체 제외", "Without chips")
WITHOUT_FOREIGN: Final = Said("외국계 제외", "Without foreign parents")


@dataclass(frozen=True, slots=True)
class Cell:
    """The won of one cell, None where nothing was reported, and where its records are."""

    won: int | None
    href: str
    name: str


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table; ``key`` is empty for what is not known."""

    key: str
    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Pivot:
    """The table: heads of the columns, rows and the total."""

    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    total: Line


def pivot(parts: tuple[Portion, ...], question: Question, lang: Language, total: str) -> Pivot:
    """The breakdown that the address asks for; ``total`` names the last row."""
    if question.cols is not None:
        return _crossed(parts, question, question.cols, lang, total)
    if question.by_view:
        return _compared(parts, question, lang, total)
    shown = columns(question.rows)
    lines = [
        _line(question, row.key, question.asked.at(question.rows, row.key), row.four, shown, lang)
        for row in ordered(parts, question.asked, question.rows)
    ]
    whole = figures(parts, question.asked)
    cells = _cells(question, question.asked, whole, shown, total, lang)
    heads = tuple(label(measure, lang) for measure in shown)
    return Pivot(heads, tuple(lines), Line("", total, cells))


def columns(rows: Dimension) -> tuple[Measure, ...]:
    """The lines that can be told for the rows: those of the whole period not by year."""
    if rows is not Dimension.YEAR:
        return COLUMNS
    return tuple(measure for measure in COLUMNS if measure not in WHOLE_PERIOD)


def ordered(parts: tuple[Portion, ...], asked: Asked, rows: Dimension) -> list[Any]:
    """The rows of a breakdown in the order of their list, unknown last.

    Money of the whole period stands in no year, so a row of nothing but that is left out.
    """
    found = breakdown(parts, asked, rows)
    if rows is Dimension.YEAR:
        return [row for row in found if _has_money(row.four)]
    places: Mapping[str, int] = {key: place for place, key in enumerate(MEMBERS[rows])}
    return sorted(found, key=lambda row: places.get(row.key, len(places)))


def _has_money(four: Four) -> bool:
    return any(four.won(measure) is not None and four.won(measure) for measure in COLUMNS[:4]) or (
        four.realised_won is not None
    )


def _line(
    question: Question,
    key: str,
    asked: Asked,
    four: Four,
    shown: tuple[Measure, ...],
    lang: Language,
) -> Line:
    name = key_name(question.rows, key, lang)
    return Line(key, name, _cells(question, asked, four, shown, name, lang))


def _cells(
    question: Question,
    asked: Asked,
    four: Four,
    shown: tuple[Measure, ...],
    name: str,
    lang: Language,
) -> tuple[Cell, ...]:
    return tuple(
        _cell(question, asked, measure, four.won(measure), f"{name} {label(measure, lang)}")
        for measure in shown
    )


def _cell(question: Question, asked: Asked, measure: Measure, won: int | None, name: str) -> Cell:
    href = url_for("counting.why", figure=measure.value, **question.address(asked))
    return Cell(won, href, name)


def _crossed(
    parts: tuple[Portion, ...], question: Question, cols: Dimension, lang: Language, total: str
) -> Pivot:
    """One line crossed by two breakdowns, with totals on both sides."""
    keys = [row.key for row in ordered(parts, question.asked, cols)]
    heads = (*(key_name(cols, key, lang) for key in keys), total)

    def line(key: str, name: str, asked: Asked) -> Line:
        views = [*(asked.at(cols, one) for one in keys), asked]
        cells = tuple(
            _cell(
                question,
                view,
                question.line,
                figures(parts, view).won(question.line),
                f"{name} {head}",
            )
            for view, head in zip(views, heads, strict=True)
        )
        return Line(key, name, cells)

    lines = tuple(
        line(
            row.key,
            key_name(question.rows, row.key, lang),
            question.asked.at(question.rows, row.key),
        )
        for row in ordered(parts, question.asked, question.rows)
    )
    return Pivot(heads, lines, line("", total, question.asked))


def _compared(parts: tuple[Portion, ...], question: Question, lang: Language, total: str) -> Pivot:
    """One line on every basis, with and without chips and foreign parents, side by side."""
    views = [replace(question.asked, basis=basis) for basis in CountingBasis]
    views += [replace(question.asked, chips=False), replace(question.asked, foreign=False)]
    heads = (
        *(label(basis, lang) for basis in CountingBasis),
        WITHOUT_CHIPS.to(lang),
        WITHOUT_FOREIGN.to(lang),
    )

    def line(key: str, name: str, row: str | None) -> Line:
        asked = [view if row is None else view.at(question.rows, row) for view in views]
        cells = tuple(
            _cell(
                question, one, question.line, figures(parts, one).won(question.line),
                f"{name} {head}",
            )
            for one, head in zip(asked, heads, strict=True)
        )  # fmt: skip
        return Line(key, name, cells)

    lines = tuple(
        line(row.key, key_name(question.rows, row.key, lang), row.key)
        for row in ordered(parts, question.asked, question.rows)
    )
    return Pivot(heads, lines, line("", total, None))
