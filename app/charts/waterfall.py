"""The waterfall: what a projection is made of, and what is missing to the target."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from app import format as fmt
from app.charts import svg
from app.charts.drawing import NARROW, WIDE, Drawing, Table, cell, full, table_unit
from app.charts.scale import Scale, round_ticks
from app.charts.words import sentence, word
from app.i18n import Language

Kind = Literal["start", "add", "total", "gap", "target"]

TOP, BOTTOM = 8, 28
SOLID = ("start", "total", "target")


@dataclass(frozen=True, slots=True)
class Step:
    """A bar: ``start``, ``total`` and ``target`` stand on zero, the others on what came before.

    ``note`` is a second, smaller line; an amount of ``None`` is not known and adds nothing.
    """

    label: str
    amount: int | None
    kind: Kind = "add"
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Canvas:
    uid: str
    lang: Language
    x: Scale
    ticks: list[int]
    row: float
    size: svg.Point


def waterfall(
    uid: str, title: str, steps: Sequence[Step], *, lang: Language, width: int = WIDE
) -> Drawing:
    """Draw steps from the first to the target; they add up in won."""
    desc = sentence([f"{step.label} {_said(step, lang)}" for step in steps])
    wide = _canvas(f"{uid}-w", lang, steps, width, 44)
    narrow = _canvas(f"{uid}-n", lang, steps, NARROW, 42)
    return Drawing(
        title=title,
        desc=desc,
        wide=Markup(_draw(wide, steps, title, desc)),
        narrow=Markup(_draw(narrow, steps, title, desc)),
        legend=(),
        table=_table(title, steps, lang),
    )


def _spans(steps: Sequence[Step]) -> list[tuple[int, int]]:
    """From where to where each bar reaches."""
    spans, running = [], 0
    for step in steps:
        amount = step.amount or 0
        start = 0 if step.kind in SOLID else running
        spans.append((start, start + amount))
        running = start + amount if step.amount is not None else running
    return spans


def _canvas(uid: str, lang: Language, steps: Sequence[Step], width: int, row: float) -> _Canvas:
    narrow = width <= NARROW
    left, right = (124, 58) if narrow else (204, 76)
    reached = [edge for span in _spans(steps) for edge in span]
    ticks = round_ticks(min(0, *reached), max(1, *reached), 3 if narrow else 5)
    x = Scale(ticks[0], max(max(reached) * 1.02, 1), left, width - right)
    return _Canvas(uid, lang, x, ticks, row, (width, TOP + BOTTOM + row * len(steps)))


def _draw(canvas: _Canvas, steps: Sequence[Step], title: str, desc: str) -> str:
    spans = _spans(steps)
    parts = _grid(canvas)
    for index, (step, span) in enumerate(zip(steps, spans, strict=True)):
        parts += _row(canvas, TOP + canvas.row * index, step, span)
        if index < len(steps) - 1 and step.kind != "target":
            x, y = canvas.x.at(span[1]), TOP + canvas.row * (index + 1)
            parts.append(svg.line((x, y - 6), (x, y + 6), "connector"))
    return svg.picture(canvas.uid, title, desc, canvas.size, *parts)


def _grid(canvas: _Canvas) -> list[str]:
    parts, bottom = [], canvas.size[1] - BOTTOM
    for tick in canvas.ticks:
        x = canvas.x.at(tick)
        if x <= canvas.x.end:
            parts.append(svg.line((x, TOP), (x, bottom), "grid" if tick else "axis"))
            words = fmt.axis(tick, canvas.ticks[-1], canvas.lang)
            parts.append(svg.text(x, bottom + 18, words, "tick", "middle"))
    return parts


def _row(canvas: _Canvas, y: float, step: Step, span: tuple[int, int]) -> list[str]:
    low, high = canvas.x.at(min(span)), canvas.x.at(max(span))
    strong = " strong" if step.kind in SOLID else ""
    width = 0 if step.amount is None else max(high - low, 1)
    return [
        *_label(canvas, y, step, strong),
        svg.rect(low, y + 6, width, canvas.row - 12, f"step {_look(step)}"),
        svg.text(high + 7, y + canvas.row / 2 + 5, _short(step, canvas.lang), f"value{strong}"),
        svg.rect(0, y, canvas.size[0], canvas.row, "hit", data_tip=_tip(step, span, canvas.lang)),
    ]


def _label(canvas: _Canvas, y: float, step: Step, strong: str) -> list[str]:
    x = canvas.x.start - 12
    lines = [(words, f"row-label{strong}") for words in svg.wrapped(step.label, 14, x)]
    lines += [(step.note, "row-note")] if step.note else []
    return svg.beside(x, y + canvas.row / 2, lines)


def _look(step: Step) -> str:
    return "less" if step.kind == "add" and (step.amount or 0) < 0 else step.kind


def _sign(step: Step) -> str:
    return "+" if step.kind == "add" and (step.amount or 0) > 0 else ""


def _short(step: Step, lang: Language) -> str:
    if step.amount is None:
        return fmt.missing("not_filed", lang)
    return _sign(step) + fmt.short(_size(step.amount, step.kind), lang)


def _said(step: Step, lang: Language) -> str:
    if step.amount is None:
        return full(None, lang)
    return _sign(step) + full(_size(step.amount, step.kind), lang)


def _size(amount: int, kind: Kind) -> int:
    """A gap is named by its words (부족, 초과), so it needs no sign."""
    return abs(amount) if kind == "gap" else amount


def _tip(step: Step, span: tuple[int, int], lang: Language) -> str:
    lines = [f"{step.label} {step.note}".strip(), _said(step, lang)]
    if step.kind in ("add", "gap"):
        lines.append(f"{word('running', lang)} {full(span[1], lang)}")
    return "|".join(lines)


def _table(title: str, steps: Sequence[Step], lang: Language) -> Table:
    unit = table_unit(max(step.amount or 0 for step in steps), lang)
    return Table(
        word("unit", lang, title=title, unit=fmt.unit_name(unit, lang)),
        (word("item", lang), word("amount", lang)),
        tuple(
            (" – ".join(filter(None, (step.label, step.note))), cell(step.amount, unit, lang))
            for step in steps
        ),
    )
