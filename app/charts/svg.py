"""SVG elements as text: attributes escaped, numbers short, classes instead of styles."""

from collections.abc import Iterable
from html import escape
from typing import Final

Attribute = str | float | None
Point = tuple[float, float]

HANGUL_FROM: Final = "\u1100"


def el(tag: str, *children: str, **attributes: Attribute) -> str:
    """Make an element; ``class_`` is class, ``data_tip`` is data-tip, ``None`` leaves out."""
    said = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for name, value in attributes.items()
        if value is not None
    )
    inner = "".join(children)
    return f"<{tag}{said}>{inner}</{tag}>" if inner else f"<{tag}{said}/>"


def text(x: float, y: float, words: str, class_: str, anchor: str = "start") -> str:
    """Write words at a point."""
    return el("text", escape(words), x=x, y=y, class_=class_, text_anchor=anchor)


def line(start: Point, end: Point, class_: str) -> str:
    """Draw a straight line."""
    return el("line", x1=start[0], y1=start[1], x2=end[0], y2=end[1], class_=class_)


def rect(x: float, y: float, width: float, height: float, class_: str, **more: Attribute) -> str:
    """Draw a rectangle; a negative extent is none."""
    return el("rect", x=x, y=y, width=max(width, 0), height=max(height, 0), class_=class_, **more)


def path(points: Iterable[Point], class_: str, *, closed: bool = False) -> str:
    """Draw a line through points, or the area they enclose."""
    steps = "L".join(f"{_number(x)},{_number(y)}" for x, y in points)
    return el("path", d=f"M{steps}{'Z' if closed else ''}", class_=class_)


def picture(uid: str, title: str, desc: str, size: Point, *parts: str) -> str:
    """Put parts on a canvas that a screen reader can announce."""
    return el(
        "svg",
        el("title", escape(title), id=f"{uid}-title"),
        el("desc", escape(desc), id=f"{uid}-desc"),
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        class_="chart-svg",
        viewBox=f"0 0 {_number(size[0])} {_number(size[1])}",
        role="img",
        aria_labelledby=f"{uid}-title {uid}-desc",
    )


def width_of(words: str, size: float) -> float:
    """Estimate how wide words are: Hangul fills the em, other letters about half of it."""
    return sum(size * (0.92 if letter >= HANGUL_FROM else 0.58) for letter in words)


def wrapped(words: str, size: float, room: float) -> list[str]:
    """Break words into two lines where they are wider than the room."""
    if width_of(words, size) <= room:
        return [words]
    breaks = [i for i, letter in enumerate(words) if letter in " (·" and i]
    fitting = [i for i in breaks if width_of(words[:i], size) <= room]
    if not fitting:
        return [words]
    return [words[: fitting[-1]].strip(), words[fitting[-1] :].strip()]


def beside(x: float, middle: float, lines: list[tuple[str, str]]) -> list[str]:
    """Write lines (words and class) that end at ``x``, centred on a height."""
    top = middle + 5 - 7.5 * (len(lines) - 1)
    return [text(x, top + 15 * i, words, class_, "end") for i, (words, class_) in enumerate(lines)]


def _value(value: str | float) -> str:
    return escape(value) if isinstance(value, str) else _number(value)


def _number(value: float) -> str:
    text = f"{value:.1f}"
    return text.removesuffix(".0")
