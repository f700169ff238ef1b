"""Bars with intervals: contributions of several sources, each with its uncertainty."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from app import format as fmt
from app.charts import svg
from app.charts.drawing import NARROW, Drawing, Table, cell, full, table_unit
from app.charts.scale import Scale, round_ticks
from app.charts.words import sentence, word
from app.i18n import Language

TOP, BOTTOM, ROW = 6, 28, 42


@dataclass(frozen=True, slots=True)
class Interval:
    """A central value between two bounds; ``None`` throughout is not known."""

    label: str
    low: int | None
    middle: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class _Canvas:
    uid: str
    lang: Language
    names: tuple[str, str]
    x: Scale
    ticks: list[int]
    size: svg.Point


def intervals(
    uid: str,
    title: str,
    rows: Sequence[Interval],
    *,
    lang: Language,
    middle: str,
    interval: str,
    width: int = 760,
) -> Drawing:
    """Draw a bar a row; ``middle`` and ``interval`` name the two (평균, 90% 구간)."""
    desc = sentence([f"{row.label} {_span(row, lang)}" for row in rows])
    names = (middle, interval)
    wide = _canvas(f"{uid}-w", lang, names, rows, width)
    narrow = _canvas(f"{uid}-n", lang, names, rows, NARROW)
    return Drawing(
        title=title,
        desc=desc,
        wide=Markup(_draw(wide, rows, title, desc)),
        narrow=Markup(_draw(narrow, rows, title, desc)),
        legend=(),
        table=_table(title, rows, names, lang),
    )


def _canvas(
    uid: str, lang: Language, names: tuple[str, str], rows: Sequence[Interval], width: int
) -> _Canvas:
    narrow = width <= NARROW
    left, right = (106, 92) if narrow else (170, 132)
    bounds = [bound for row in rows for bound in (row.low, row.middle, row.high) if bound]
    low, high = min([0, *bounds]), max([1, *bounds])
    ticks = round_ticks(low, high, 3 if narrow else 5)
    x = Scale(low * 1.05, high, left, width - right)
    return _Canvas(uid, lang, names, x, ticks, (width, TOP + BOTTOM + ROW * len(rows)))


def _draw(canvas: _Canvas, rows: Sequence[Interval], title: str, desc: str) -> str:
    parts = _grid(canvas)
    for index, row in enumerate(rows):
        parts += _row(canvas, TOP + ROW * (index + 0.5), row)
    return svg.picture(canvas.uid, title, desc, canvas.size, *parts)


def _grid(canvas: _Canvas) -> list[str]:
    parts, bottom = [], canvas.size[1] - BOTTOM
    top = max(abs(tick) for tick in canvas.ticks)
    for tick in canvas.ticks:
        x = canvas.x.at(tick)
        if canvas.x.start <= x <= canvas.x.end:
            parts.append(svg.line((x, TOP), (x, bottom), "grid" if tick else "axis"))
            words = fmt.axis(tick, top, canvas.lang)
            parts.append(svg.text(x, bottom + 18, words, "tick", "middle"))
    return parts


def _row(canvas: _Canvas, y: float, row: Interval) -> list[str]:
    edge = canvas.x.start - 12
    label = svg.beside(edge, y, [(w, "row-label") for w in svg.wrapped(row.label, 14, edge)])
    hit = svg.rect(0, y - ROW / 2, canvas.size[0], ROW, "hit", data_tip=_tip(canvas, row))
    x = canvas.x.end + 14
    if row.low is None or row.middle is None or row.high is None:
        words = fmt.missing("unknown", canvas.lang)
        return [*label, svg.text(x, y + 5, words, "value"), hit]
    return [
        *label,
        *_bar(canvas, y, row.low, row.middle, row.high),
        svg.text(x, y - 1, fmt.short(row.middle, canvas.lang), "value strong"),
        svg.text(x, y + 14, _bounds(row.low, row.high, canvas.lang), "note"),
        hit,
    ]


def _bar(canvas: _Canvas, y: float, low: int, middle: int, high: int) -> list[str]:
    zero, centre = canvas.x.at(0), canvas.x.at(middle)
    ends = [canvas.x.at(low), canvas.x.at(high)]
    return [
        svg.rect(min(zero, centre), y - 9, abs(centre - zero), 18, "step add"),
        svg.line((ends[0], y), (ends[1], y), "whisker"),
        *(svg.line((end, y - 6), (end, y + 6), "whisker") for end in ends),
    ]


def _bounds(low: int, high: int, lang: Language) -> str:
    """The range beside its bar, where won goes without saying."""
    said = fmt.won_range(low, high, lang)
    return said.removesuffix("원").removeprefix("KRW ")


def _span(row: Interval, lang: Language) -> str:
    if row.low is None or row.high is None:
        return fmt.missing("unknown", lang)
    return f"{full(row.middle, lang)} ({fmt.won_range(row.low, row.high, lang)})"


def _tip(canvas: _Canvas, row: Interval) -> str:
    if row.low is None or row.high is None:
        return f"{row.label}|{fmt.missing('unknown', canvas.lang)}"
    middle, interval = canvas.names
    bounds = fmt.won_range(row.low, row.high, canvas.lang)
    return f"{row.label}|{middle} {full(row.middle, canvas.lang)}|{interval} {bounds}"


def _table(title: str, rows: Sequence[Interval], names: tuple[str, str], lang: Language) -> Table:
    unit = table_unit(max(abs(row.high or 0) for row in rows), lang)
    return Table(
        word("unit", lang, title=title, unit=fmt.unit_name(unit, lang)),
        (
            word("item", lang),
            names[0],
            word("lower", lang, of=names[1]),
            word("upper", lang, of=names[1]),
        ),
        tuple(
            (row.label, *(cell(value, unit, lang) for value in (row.middle, row.low, row.high)))
            for row in rows
        ),
    )
