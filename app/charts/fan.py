"""The fan chart: what was realised, and where it may go by the target date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final, NamedTuple

from markupsafe import Markup

from app import format as fmt
from app.charts import svg
from app.charts.drawing import NARROW, WIDE, Drawing, Key, Table, cell, full, table_unit
from app.charts.scale import Scale, round_ticks
from app.charts.words import sentence, word
from app.i18n import Language

BANDS: Final = (("p05", "p95", "band90"), ("p10", "p90", "band80"), ("p25", "p75", "band50"))
LABEL_GAP: Final = 19


class Quantiles(NamedTuple):
    """Projected won at seven probabilities."""

    p05: int
    p10: int
    p25: int
    p50: int
    p75: int
    p90: int
    p95: int


@dataclass(frozen=True, slots=True)
class FanPoint:
    """A date with what was realised by then, what is projected, or the assumed path."""

    when: date
    actual: int | None = None
    projected: Quantiles | None = None
    assumed: int | None = None


@dataclass(frozen=True, slots=True)
class _Canvas:
    uid: str
    lang: Language
    narrow: bool
    points: Sequence[FanPoint]
    target: int
    x: Scale
    y: Scale
    ticks: list[int]
    size: svg.Point

    def place(self, point: FanPoint, amount: int) -> svg.Point:
        return self.x.at(point.when.toordinal()), self.y.at(amount)


def fan(
    uid: str,
    title: str,
    points: Sequence[FanPoint],
    *,
    target: int,
    lang: Language,
    width: int = WIDE,
) -> Drawing:
    """Draw cumulative won over time; ``points`` are in order and at least two."""
    desc = _described(points, target, lang)
    wide = _canvas(f"{uid}-w", lang, points, target, (width, 372))
    narrow = _canvas(f"{uid}-n", lang, points, target, (NARROW, 300))
    return Drawing(
        title=title,
        desc=desc,
        wide=Markup(_draw(wide, title, desc)),
        narrow=Markup(_draw(narrow, title, desc)),
        legend=_legend(points, lang),
        table=_table(title, points, target, lang),
    )


def _canvas(
    uid: str, lang: Language, points: Sequence[FanPoint], target: int, size: svg.Point
) -> _Canvas:
    narrow = size[0] <= NARROW
    width, height = size
    left, right = (40, 56) if narrow else (48, 118)
    ticks = round_ticks(0, round(_top(points, target) * 1.02), 4 if narrow else 6)
    first, last = points[0].when.toordinal(), points[-1].when.toordinal()
    x = Scale(first, last, left, width - right)
    y = Scale(0, ticks[-1], height - 34, 30)
    return _Canvas(uid, lang, narrow, points, target, x, y, ticks, size)


def _top(points: Sequence[FanPoint], target: int) -> int:
    highest = [target]
    for point in points:
        highest += [point.actual or 0, point.assumed or 0]
        highest.append(point.projected.p95 if point.projected else 0)
    return max(highest)


def _draw(canvas: _Canvas, title: str, desc: str) -> str:
    parts = [*_grid(canvas), *_bands(canvas), *_assumed(canvas), *_target(canvas)]
    parts += [*_actual(canvas), *_median(canvas), *_ends(canvas), *_dates(canvas), *_hits(canvas)]
    return svg.picture(canvas.uid, title, desc, canvas.size, *parts)


def _grid(canvas: _Canvas) -> list[str]:
    parts = []
    for tick in canvas.ticks:
        y = canvas.y.at(tick)
        class_ = "grid" if tick else "axis"
        parts.append(svg.line((canvas.x.start, y), (canvas.x.end, y), class_))
        words = fmt.axis(tick, canvas.ticks[-1], canvas.lang)
        parts.append(svg.text(canvas.x.start - 8, y + 4, words, "tick", "end"))
    return parts


def _known(points: Sequence[FanPoint]) -> list[FanPoint]:
    return [point for point in points if point.actual is not None]


def _spread(points: Sequence[FanPoint]) -> list[tuple[FanPoint, Quantiles]]:
    """The projected points; the fan opens at the last realised one, where all is known."""
    known = _known(points)
    start = [(known[-1], Quantiles(*[known[-1].actual or 0] * 7))] if known else []
    return start + [(point, point.projected) for point in points if point.projected]


def _bands(canvas: _Canvas) -> list[str]:
    spread = _spread(canvas.points)
    if len(spread) < 2:
        return []
    parts = []
    for low, high, class_ in BANDS:
        upper = [canvas.place(point, getattr(q, high)) for point, q in spread]
        lower = [canvas.place(point, getattr(q, low)) for point, q in reversed(spread)]
        parts.append(svg.path(upper + lower, class_, closed=True))
    return parts


def _assumed(canvas: _Canvas) -> list[str]:
    line = [canvas.place(p, p.assumed) for p in canvas.points if p.assumed is not None]
    return [svg.path(line, "assumed-line")] if len(line) > 1 else []


def _target(canvas: _Canvas) -> list[str]:
    y = canvas.y.at(canvas.target)
    words = word("target_at", canvas.lang, amount=full(canvas.target, canvas.lang))
    return [
        svg.line((canvas.x.start, y), (canvas.x.end, y), "target-line"),
        svg.text(canvas.x.start + 6, y - 8, words, "target-label"),
    ]


def _actual(canvas: _Canvas) -> list[str]:
    known = [(point, point.actual) for point in canvas.points if point.actual is not None]
    if not known:
        words = word("actual_not_filed", canvas.lang)
        return [svg.text(canvas.x.start, canvas.y.end - 12, words, "not-filed")]
    line = [canvas.place(point, actual) for point, actual in known]
    x, y = line[-1]
    when = fmt.month(known[-1][0].when, canvas.lang)
    return [
        svg.line((x, canvas.y.end - 4), (x, canvas.y.start), "now-line"),
        svg.text(x, canvas.y.end - 12, word("actual_at", canvas.lang, when=when), "tick", "middle"),
        svg.path(line, "actual-line") if len(line) > 1 else "",
        svg.el("circle", cx=x, cy=y, r=4.5, class_="actual-dot"),
    ]


def _median(canvas: _Canvas) -> list[str]:
    spread = _spread(canvas.points)
    if len(spread) < 2:
        return []
    return [svg.path([canvas.place(point, q.p50) for point, q in spread], "median-line")]


def _ends(canvas: _Canvas) -> list[str]:
    """P90, median and P10 beside the end of the fan, never on top of each other."""
    last = canvas.points[-1].projected
    if last is None:
        return []
    parts, floor = [], canvas.y.end - LABEL_GAP
    for amount, name in ((last.p90, "high"), (last.p50, "median"), (last.p10, "low")):
        true_y = canvas.y.at(amount)
        y = floor = max(true_y, floor + LABEL_GAP)
        parts.append(svg.line((canvas.x.end + 2, true_y), (canvas.x.end + 9, y), "lead"))
        parts.append(_end_label(canvas, y, amount, name))
    return parts


def _end_label(canvas: _Canvas, y: float, amount: int, name: str) -> str:
    explained = "" if canvas.narrow else word(name, canvas.lang)
    return svg.el(
        "text",
        fmt.short(amount, canvas.lang),
        svg.el("tspan", explained, class_="note", dx=5) if explained else "",
        x=canvas.x.end + 12,
        y=y + 5,
        class_="value strong" if name == "median" else "value",
    )


def _dates(canvas: _Canvas) -> list[str]:
    parts, last_end = [], 0.0
    for point in canvas.points:
        if (point.when.month, point.when.day) != (12, 31):
            continue
        x = canvas.x.at(point.when.toordinal())
        words = str(point.when.year) if canvas.narrow else _named(point, canvas.lang)
        half = svg.width_of(words, 12.5) / 2
        if x - half < last_end:
            continue
        last_end = x + half + 4
        parts.append(svg.line((x, canvas.y.start), (x, canvas.y.start + 4), "axis"))
        parts.append(svg.text(x, canvas.y.start + 19, words, "tick", "middle"))
    return parts


def _named(point: FanPoint, lang: Language) -> str:
    if (point.when.month, point.when.day) == (12, 31):
        return word("year_end", lang, year=point.when.year)
    return fmt.month(point.when, lang)


def _hits(canvas: _Canvas) -> list[str]:
    """Zones under the pointer, one a date, meeting halfway between dates."""
    places = [canvas.x.at(point.when.toordinal()) for point in canvas.points]
    edges = [
        places[0] - 4,
        *((left + right) / 2 for left, right in pairwise(places)),
        places[-1] + 4,
    ]
    top, bottom = canvas.y.end, canvas.y.start
    return [
        svg.rect(left, top, right - left, bottom - top, "hit", data_tip=_tip(point, canvas.lang))
        for point, (left, right) in zip(canvas.points, pairwise(edges), strict=True)
    ]


def _tip(point: FanPoint, lang: Language) -> str:
    lines = [_named(point, lang)]
    if point.actual is not None:
        lines.append(f"{word('actual', lang)} {full(point.actual, lang)}")
    if point.projected is not None:
        low, high = point.projected.p10, point.projected.p90
        lines.append(f"{word('median', lang)} {full(point.projected.p50, lang)}")
        lines.append(f"{word('band', lang, share=80)} {fmt.won_range(low, high, lang)}")
    if point.assumed is not None:
        lines.append(word("assumed_at", lang, amount=full(point.assumed, lang)))
    return "|".join(lines)


def _described(points: Sequence[FanPoint], target: int, lang: Language) -> str:
    known = _known(points)
    parts = [word("actual_not_filed", lang)]
    if known:
        when = word("actual_at", lang, when=fmt.month(known[-1].when, lang))
        parts = [f"{when} {full(known[-1].actual, lang)}"]
    if points[-1].projected is not None:
        named, *rest = _tip(points[-1], lang).split("|")
        parts.append(f"{named} {', '.join(rest)}")
    parts.append(word("target_at", lang, amount=full(target, lang)))
    return sentence(parts)


def _legend(points: Sequence[FanPoint], lang: Language) -> tuple[Key, ...]:
    actual = Key("k-actual", word("actual", lang)) if _known(points) else None
    unfiled = None if actual else Key("k-none", word("actual_not_filed", lang))
    assumed = any(point.assumed is not None for point in points)
    keys = (
        actual or unfiled,
        Key("k-median", word("projection", lang)),
        *(Key(f"k-band{share}", word("band", lang, share=share)) for share in (50, 80, 90)),
        Key("k-target", word("target", lang)),
        Key("k-assumed", word("assumed", lang)) if assumed else None,
    )
    return tuple(key for key in keys if key is not None)


def _table(title: str, points: Sequence[FanPoint], target: int, lang: Language) -> Table:
    unit = table_unit(_top(points, target), lang)
    names = ("when", "actual", "low", "median", "high", "assumed")
    rows = []
    for point in points:
        q = point.projected
        amounts = (
            point.actual,
            *((q.p10, q.p50, q.p90) if q else (None, None, None)),
            point.assumed,
        )
        rows.append((_named(point, lang), *(cell(amount, unit, lang) for amount in amounts)))
    used = [i for i in range(len(names)) if i < 5 or any(p.assumed is not None for p in points)]
    return Table(
        word("unit", lang, title=title, unit=fmt.unit_name(unit, lang)),
        tuple(word(names[i], lang) for i in used),
        tuple(tuple(row[i] for i in used) for row in rows),
    )
