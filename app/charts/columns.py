"""Stacked columns: won by year in the four stages, with yearly marks of an assumed path."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from app import format as fmt
from app.charts import stages, svg
from app.charts.drawing import NARROW, WIDE, Drawing, Key, Table, cell, full, table_unit
from app.charts.scale import Scale, round_ticks
from app.charts.stages import STAGES, Stages
from app.charts.words import sentence, word
from app.i18n import Language

ROOM_FOR_WORDS = 18


@dataclass(frozen=True, slots=True)
class YearColumn:
    """A year with its stages and, where a path is assumed, that year's step of it."""

    year: int
    stages: Stages
    assumed: int | None = None


@dataclass(frozen=True, slots=True)
class _Canvas:
    uid: str
    lang: Language
    columns: Sequence[YearColumn]
    y: Scale
    ticks: list[int]
    size: svg.Point
    left: float = 48
    right: float = 12

    @property
    def step(self) -> float:
        return (self.size[0] - self.left - self.right) / len(self.columns)

    def middle(self, index: int) -> float:
        return self.left + self.step * (index + 0.5)

    @property
    def thickness(self) -> float:
        return min(self.step * 0.52, 84)


def columns(
    uid: str,
    title: str,
    years: Sequence[YearColumn],
    *,
    lang: Language,
    width: int = WIDE,
) -> Drawing:
    """Draw won by year; ``years`` are in order and at least one."""
    desc = _described(years, lang)
    wide = _canvas(f"{uid}-w", lang, years, (width, 372))
    narrow = _canvas(f"{uid}-n", lang, years, (NARROW, 300))
    return Drawing(
        title=title,
        desc=desc,
        wide=Markup(_draw(wide, title, desc)),
        narrow=Markup(_draw(narrow, title, desc)),
        legend=_legend(years, lang),
        table=_table(title, years, lang),
    )


def _canvas(uid: str, lang: Language, years: Sequence[YearColumn], size: svg.Point) -> _Canvas:
    highest = max(max(year.stages.total, year.assumed or 0) for year in years)
    ticks = round_ticks(0, max(round(highest * 1.08), 1), 4 if size[0] <= NARROW else 5)
    y = Scale(0, ticks[-1], size[1] - 34, 26)
    return _Canvas(uid, lang, years, y, ticks, size)


def _draw(canvas: _Canvas, title: str, desc: str) -> str:
    parts = [stages.patterns(canvas.uid), *_grid(canvas)]
    for index, column in enumerate(canvas.columns):
        parts += _column(canvas, index, column)
    return svg.picture(canvas.uid, title, desc, canvas.size, *parts)


def _grid(canvas: _Canvas) -> list[str]:
    parts, right = [], canvas.size[0] - canvas.right
    for tick in canvas.ticks:
        y = canvas.y.at(tick)
        parts.append(svg.line((canvas.left, y), (right, y), "grid" if tick else "axis"))
        words = fmt.axis(tick, canvas.ticks[-1], canvas.lang)
        parts.append(svg.text(canvas.left - 8, y + 4, words, "tick", "end"))
    return parts


def _column(canvas: _Canvas, index: int, column: YearColumn) -> list[str]:
    middle, below = canvas.middle(index), canvas.y.at(0)
    return [
        *_segments(canvas, middle, column.stages),
        *_mark(canvas, middle, column),
        svg.text(middle, below + 20, str(column.year), "tick category", "middle"),
        svg.rect(
            canvas.left + canvas.step * index,
            canvas.y.end,
            canvas.step,
            below - canvas.y.end,
            "hit",
            data_tip=_tip(column, canvas.lang),
        ),
    ]


def _segments(canvas: _Canvas, middle: float, amounts: Stages) -> list[str]:
    unit = table_unit(canvas.ticks[-1], canvas.lang)
    parts, base = [], 0
    for stage in STAGES:
        amount = amounts.of(stage)
        if not amount:
            continue
        bottom, top = canvas.y.at(base), canvas.y.at(base + amount)
        left, height = middle - canvas.thickness / 2, bottom - top
        # Two units of background part neighbours whose colours are close.
        parts.append(
            stages.bar(canvas.uid, stage, left, top, canvas.thickness, max(height - 2, 0.6))
        )
        if height > ROOM_FOR_WORDS:
            words = cell(amount, unit, canvas.lang)
            parts.append(stages.inside(stage, middle, (bottom + top) / 2 + 4, words))
        base += amount
    return parts


def _mark(canvas: _Canvas, middle: float, column: YearColumn) -> list[str]:
    """The total above the column, clear of the mark of the assumed path."""
    total, half = column.stages.total, canvas.thickness / 2 + 9
    y = canvas.y.at(total) - 8
    parts = []
    if column.assumed is not None:
        mark = canvas.y.at(column.assumed)
        parts.append(svg.line((middle - half, mark), (middle + half, mark), "assumed-mark"))
        if -16 < mark - y < 8:
            y = min(y, mark - 8)
    words = fmt.short(total, canvas.lang) if total else fmt.missing("none", canvas.lang)
    return [*parts, svg.text(middle, y, words, "value strong", "middle")]


def _tip(column: YearColumn, lang: Language) -> str:
    lines = [word("in_year", lang, year=column.year)]
    lines += [f"{word(stage, lang)} {full(column.stages.of(stage), lang)}" for stage in STAGES]
    if column.assumed is not None:
        lines.append(word("assumed_at", lang, amount=full(column.assumed, lang)))
    return "|".join(lines)


def _described(years: Sequence[YearColumn], lang: Language) -> str:
    return sentence([_tip(year, lang).replace("|", ", ") for year in years])


def _known(years: Sequence[YearColumn]) -> Stages:
    realised = [year.stages.realised for year in years if year.stages.realised is not None]
    return Stages(realised=sum(realised) if realised else None)


def _legend(years: Sequence[YearColumn], lang: Language) -> tuple[Key, ...]:
    keys = stages.legend(_known(years), lang)
    if any(year.assumed is not None for year in years):
        keys += (Key("k-assumed-mark", word("assumed", lang)),)
    return keys


def _table(title: str, years: Sequence[YearColumn], lang: Language) -> Table:
    unit = table_unit(max(year.stages.total for year in years), lang)
    assumed = any(year.assumed is not None for year in years)
    names = ("year", *STAGES, "total", *(("assumed",) if assumed else ()))
    rows = []
    for year in years:
        amounts = [*(year.stages.of(stage) for stage in STAGES), year.stages.total]
        amounts += [year.assumed] if assumed else []
        rows.append((str(year.year), *(cell(amount, unit, lang) for amount in amounts)))
    return Table(
        word("unit", lang, title=title, unit=fmt.unit_name(unit, lang)),
        tuple(word(name, lang) for name in names),
        tuple(rows),
    )
