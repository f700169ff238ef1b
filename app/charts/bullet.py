"""The bullet chart: the four stages beside each other on the way to a target."""

from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from app import format as fmt
from app.charts import stages, svg
from app.charts.drawing import NARROW, Drawing, Key, Table, cell, full, table_unit
from app.charts.scale import Scale
from app.charts.stages import STAGES, Stages
from app.charts.words import sentence, word
from app.i18n import Language

HEIGHT, TOP, THICKNESS = 92, 32, 30


@dataclass(frozen=True, slots=True)
class _Canvas:
    uid: str
    lang: Language
    amounts: Stages
    target: int
    assumed: int | None
    x: Scale
    width: float


def bullet(
    uid: str,
    title: str,
    amounts: Stages,
    *,
    target: int,
    lang: Language,
    assumed: int | None = None,
    width: int = 600,
) -> Drawing:
    """Draw stages against a target, and where an assumed path would be today."""
    desc = sentence([*_lines(amounts, lang), *_goals(target, assumed, lang)])
    wide = _canvas(f"{uid}-w", lang, amounts, target, assumed, width)
    narrow = _canvas(f"{uid}-n", lang, amounts, target, assumed, NARROW)
    keys = stages.legend(amounts, lang)
    if assumed is not None:
        keys += (Key("k-pace", word("assumed", lang)),)
    return Drawing(
        title=title,
        desc=desc,
        wide=Markup(_draw(wide, title, desc)),
        narrow=Markup(_draw(narrow, title, desc)),
        legend=(*keys, Key("k-target-mark", word("target", lang))),
        table=_table(title, amounts, target, assumed, lang),
    )


def _canvas(
    uid: str, lang: Language, amounts: Stages, target: int, assumed: int | None, width: int
) -> _Canvas:
    end = max(target, amounts.total, assumed or 0, 1)
    return _Canvas(uid, lang, amounts, target, assumed, Scale(0, end, 2, width - 2), width)


def _draw(canvas: _Canvas, title: str, desc: str) -> str:
    track = svg.rect(2, TOP, canvas.x.at(canvas.target) - 2, THICKNESS, "track")
    parts = [stages.patterns(canvas.uid), track, *_segments(canvas), *_assumed(canvas)]
    parts += [*_target(canvas), _hit(canvas)]
    return svg.picture(canvas.uid, title, desc, (canvas.width, HEIGHT), *parts)


def _segments(canvas: _Canvas) -> list[str]:
    parts, base = [], 0
    for stage in STAGES:
        amount = canvas.amounts.of(stage)
        if not amount:
            continue
        left, right = canvas.x.at(base), canvas.x.at(base + amount)
        parts.append(
            stages.bar(canvas.uid, stage, left, TOP, max(right - left - 2, 0.6), THICKNESS)
        )
        words, room = fmt.short(amount, canvas.lang), _room(canvas, left, right)
        if room[1] - room[0] > svg.width_of(words, 13) + 12:
            parts.append(stages.inside(stage, sum(room) / 2, TOP + THICKNESS / 2 + 5, words))
        base += amount
    return parts


def _room(canvas: _Canvas, left: float, right: float) -> svg.Point:
    """The widest stretch of a bar that no mark crosses: words go there."""
    marks = [canvas.x.at(mark) for mark in (canvas.assumed, canvas.target) if mark is not None]
    edges = sorted([left, *(mark for mark in marks if left < mark < right), right])
    return max(pairwise(edges), key=lambda span: span[1] - span[0])


def _assumed(canvas: _Canvas) -> list[str]:
    if canvas.assumed is None:
        return []
    x = canvas.x.at(canvas.assumed)
    words = word("assumed_at", canvas.lang, amount=fmt.short(canvas.assumed, canvas.lang))
    half = svg.width_of(words, 13) / 2
    middle = min(max(x, half + 2), canvas.width - half - 2)
    return [
        svg.line((x, TOP - 8), (x, TOP + THICKNESS + 8), "pace-mark"),
        svg.text(middle, TOP - 14, words, "pace-label", "middle"),
    ]


def _target(canvas: _Canvas) -> list[str]:
    x, below = canvas.x.at(canvas.target), TOP + THICKNESS + 22
    words = word("target_at", canvas.lang, amount=full(canvas.target, canvas.lang))
    near_end = x > canvas.width - svg.width_of(words, 12.5) / 2
    return [
        svg.line((x - 1, TOP - 4), (x - 1, TOP + THICKNESS + 4), "target-mark"),
        svg.text(2, below, "0", "tick"),
        svg.text(x, below, words, "tick strong", "end" if near_end else "middle"),
    ]


def _hit(canvas: _Canvas) -> str:
    lines = [
        word("total", canvas.lang) + " " + full(canvas.amounts.total, canvas.lang),
        *_lines(canvas.amounts, canvas.lang),
        *_goals(canvas.target, canvas.assumed, canvas.lang),
    ]
    return svg.rect(0, 0, canvas.width, HEIGHT, "hit", data_tip="|".join(lines))


def _lines(amounts: Stages, lang: Language) -> list[str]:
    return [f"{word(stage, lang)} {full(amounts.of(stage), lang)}" for stage in STAGES]


def _goals(target: int, assumed: int | None, lang: Language) -> list[str]:
    goals = [word("target_at", lang, amount=full(target, lang))]
    if assumed is not None:
        goals.insert(0, word("assumed_at", lang, amount=full(assumed, lang)))
    return goals


def _table(title: str, amounts: Stages, target: int, assumed: int | None, lang: Language) -> Table:
    unit = table_unit(target, lang)
    named: list[tuple[str, int | None]] = [(stage, amounts.of(stage)) for stage in STAGES]
    named += [("assumed", assumed)] if assumed is not None else []
    named.append(("target", target))
    return Table(
        word("unit", lang, title=title, unit=fmt.unit_name(unit, lang)),
        (word("stage", lang), word("amount", lang)),
        tuple((word(name, lang), cell(amount, unit, lang)) for name, amount in named),
    )
