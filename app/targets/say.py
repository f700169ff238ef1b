"""Figures and paces of national targets as text in both languages."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final, Literal, NamedTuple

from app import format as fmt
from app.i18n import Language
from app.messages.words import Said
from models.target import Stored, from_steps
from models.target_vocabulary import Bound, MetricUnit


class Pace(NamedTuple):
    """How fast an indicator moves a year: growth of a level, or points of a share."""

    kind: Literal["growth", "points"]
    value: float


_UNITS: Final[Mapping[MetricUnit, Said]] = {
    MetricUnit.PERCENT: Said("{n}%", "{n}%"),
    MetricUnit.POINTS: Said("연 {n}%p", "{n} pp a year"),
    MetricUnit.EXAFLOPS: Said("{n}엑사플롭스", "{n} exaflops"),
    MetricUnit.TIMES: Said("{n}배", "{n}×"),
    MetricUnit.GPUS: Said("GPU {n}장", "{n} GPUs"),
    MetricUnit.GIGAWATTS: Said("{n}GW", "{n} GW"),
    MetricUnit.PERSONS: Said("{n}명", "{n} persons"),
    MetricUnit.FIRMS: Said("{n}개사", "{n} firms"),
    MetricUnit.INDUSTRIES: Said("{n}개 산업", "{n} industries"),
    MetricUnit.FIELDS: Said("{n}개 분야", "{n} fields"),
    MetricUnit.MODELS: Said("{n}개 모델", "{n} models"),
    MetricUnit.TECHNOLOGIES: Said("{n}개 기술", "{n} technologies"),
    MetricUnit.COEFFICIENT: Said("{n}", "{n}"),
}
_BOUNDS: Final[Mapping[Bound, Said]] = {
    Bound.EXACT: Said("{figure}", "{figure}"),
    Bound.AT_LEAST: Said("{figure} 이상", "at least {figure}"),
    Bound.UP_TO: Said("최대 {figure}", "up to {figure}"),
    Bound.ABOUT: Said("약 {figure}", "about {figure}"),
}
_A_YEAR: Final = Said("연 {figure}", "{figure} a year")
_POINTS: Final = Said("연 {figure}", "{figure} a year")


def figure(steps: int, unit: MetricUnit, lang: Language) -> str:
    """A figure with its unit: 65조원, 32.9%, GPU 50,000장."""
    if unit is MetricUnit.WON:
        return fmt.won(steps, lang)
    if unit is MetricUnit.WON_A_YEAR:
        return _A_YEAR.to(lang, {"figure": fmt.won(steps, lang)})
    if unit is MetricUnit.DOLLAR:
        dollars = fmt.won(steps, lang)
        return f"{dollars[:-1]}달러" if lang == "ko" else dollars.replace("KRW", "USD")
    return _UNITS[unit].to(lang, {"n": number(from_steps(steps, unit))})


def stated(row: Stored, lang: Language) -> str | None:
    """The value of a row as its source means it; nothing where it states none."""
    if row.value is None or row.unit is None:
        return None
    printed = figure(row.value, row.unit, lang)
    return _BOUNDS[row.bound].to(lang, {"figure": printed})


def baseline(row: Any, lang: Language) -> str | None:
    """The baseline with its unit; nothing where none is stated."""
    if row.baseline is None or row.unit is None:
        return None
    return figure(row.baseline, row.unit, lang)


def pace(found: Pace, lang: Language) -> str:
    """A pace with its sign: 연 +21.6%, +6.2 pp a year."""
    if found.kind == "points":
        return _POINTS.to(lang, {"figure": fmt.points(found.value, lang)})
    sign = "+" if found.value > 0 else ""
    return _A_YEAR.to(lang, {"figure": sign + fmt.percent(found.value, lang)})


def number(value: Decimal) -> str:
    """A number with grouped thousands and no idle noughts."""
    text = f"{value:,f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace("-", fmt.MINUS)


def name(row: Stored, lang: Language) -> str:
    """What a target or series is called."""
    return row.name_ko if lang == "ko" else row.name_en
