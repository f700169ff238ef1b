"""The four stages as charts draw them: order, pattern and words."""

from dataclasses import dataclass
from typing import Final

from app.charts import svg
from app.charts.drawing import Key
from app.charts.words import word
from app.i18n import Language

# From the ground up: what is surest stands lowest.
STAGES: Final = ("realised", "firm", "announced", "intent")
_DARK: Final = ("realised", "firm")
_PATTERNED: Final = ("announced", "intent")


@dataclass(frozen=True, slots=True)
class Stages:
    """Won by stage; no won stands in two of them, and ``None`` is not known."""

    intent: int | None = None
    announced: int | None = None
    firm: int | None = None
    realised: int | None = None

    def of(self, stage: str) -> int | None:
        """Give the amount of one stage."""
        amount: int | None = getattr(self, stage)
        return amount

    @property
    def total(self) -> int:
        """Add up what is known."""
        return sum(self.of(stage) or 0 for stage in STAGES)


def patterns(uid: str) -> str:
    """Define the hatch of 발표 and the dots of 의향, so that colour never speaks alone."""
    ground = svg.rect(0, 0, 7, 7, "pattern-ground")
    stroke = svg.rect(0, 0, 2.4, 7, "pattern-mark")
    dot = svg.el("circle", cx=3.5, cy=3.5, r=1.2, class_="pattern-mark")
    shared: dict[str, svg.Attribute] = {
        "width": 7,
        "height": 7,
        "patternUnits": "userSpaceOnUse",
    }
    return svg.el(
        "defs",
        svg.el(
            "pattern",
            ground,
            stroke,
            id=f"{uid}-announced",
            patternTransform="rotate(45)",
            **shared,
        ),
        svg.el("pattern", ground, dot, id=f"{uid}-intent", **shared),
    )


def bar(uid: str, stage: str, x: float, y: float, width: float, height: float) -> str:
    """Draw a bar of a stage."""
    fill = f"url(#{uid}-{stage})" if stage in _PATTERNED else None
    return svg.rect(x, y, width, height, f"stage {stage}", fill=fill)


def inside(stage: str, x: float, y: float, words: str) -> str:
    """Write into a bar of a stage, readable on its fill."""
    ground = "on-solid" if stage in _DARK else "on-pattern"
    return svg.text(x, y, words, f"inside {ground}", "middle")


def legend(known: Stages, lang: Language) -> tuple[Key, ...]:
    """Name the stages; a realised amount that nobody filed is named as such."""
    return tuple(
        Key("k-none", word("actual_not_filed", lang))
        if stage == "realised" and known.realised is None
        else Key(f"k-{stage}", word(stage, lang))
        for stage in STAGES
    )
