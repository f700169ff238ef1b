"""Amounts, shares and dates as text in Korean and in English; nothing else prints money."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from flask import Flask

from app.i18n import TIME_ZONE, Language, language
from models.money import Unit

MINUS: Final = "\u2212"
SEOUL: Final = ZoneInfo(TIME_ZONE)
JO, EOK, MAN = 10**12, 10**8, 10**4

_KOREAN: Final = (("조", JO), ("억", EOK), ("만", MAN), ("", 1))
_MONTHS: Final = (
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
)  # fmt: skip
_UNITS: Final[dict[Unit, dict[Language, str]]] = {
    Unit.WON: {"ko": "원", "en": "KRW"},
    Unit.THOUSAND: {"ko": "천원", "en": "KRW thousand"},
    Unit.TEN_THOUSAND: {"ko": "만원", "en": "KRW 10 thousand"},
    Unit.MILLION: {"ko": "백만원", "en": "KRW million"},
    Unit.HUNDRED_MILLION: {"ko": "억원", "en": "KRW 100 million"},
    Unit.BILLION: {"ko": "십억원", "en": "KRW billion"},
    Unit.TRILLION: {"ko": "조원", "en": "KRW trillion"},
}
_MISSING: Final[dict[str, dict[Language, str]]] = {
    "none": {"ko": "—", "en": "—"},
    "not_filed": {"ko": "미제출", "en": "Not filed"},
    "unknown": {"ko": "알 수 없음", "en": "Not known"},
}


class Figure(NamedTuple):
    """An amount in parts, so that a page can set the number larger than its unit."""

    prefix: str
    number: str
    unit: str

    def __str__(self) -> str:
        return "".join(self)


def won(amount: int, lang: Language, *, units: int = 2) -> str:
    """Print for a sentence or a table cell: 1조 2,000억원, KRW 1.2T."""
    if lang == "en":
        return str(figure(amount, lang))
    return f"{_sign(amount)}{_spelled(abs(amount), units)}원"


def won_exact(amount: int, lang: Language) -> str:
    """Print to the last won: 1,200,000,000,000원."""
    digits = f"{_sign(amount)}{abs(amount):,}"
    return f"{digits}원" if lang == "ko" else f"KRW {digits}"


def figure(amount: int, lang: Language) -> Figure:
    """Split an amount for a headline: 38.9 + 조원, KRW + 38.9 + T."""
    number, unit = _korean_short(abs(amount)) if lang == "ko" else _english_short(abs(amount))
    if lang == "ko":
        return Figure("", _sign(amount) + number, f"{unit}원")
    return Figure(f"{_sign(amount)}KRW ", number, unit)


def short(amount: int, lang: Language) -> str:
    """Print for a chart label, where the unit's currency is said once: 38.9조, 350bn."""
    parts = _korean_short(abs(amount)) if lang == "ko" else _english_short(abs(amount))
    return _sign(amount) + "".join(parts)


def signed(amount: int, lang: Language) -> str:
    """Print a difference with its sign: +2,000억원, −35억원."""
    return ("+" if amount > 0 else "") + won(amount, lang)


def won_range(low: int, high: int, lang: Language) -> str:
    """Print an interval, its unit once where both ends share it: 57.6~66.9조원."""
    start, end = short(low, lang), short(high, lang)
    unit = figure(high, lang).unit.removesuffix("원")
    if low and unit and figure(low, lang).unit.removesuffix("원") == unit:
        start = start.removesuffix(unit)
    return f"{start}~{end}원" if lang == "ko" else f"KRW {start}–{end}"


def in_unit(amount: int, unit: Unit | str, lang: Language, *, digits: int | None = None) -> str:
    """Print the number alone, for a table whose head names the unit."""
    del lang  # Both languages group digits alike.
    size = Unit(unit).in_won
    places = digits if digits is not None else int(unit == Unit.TRILLION)
    number = _rounded(abs(amount), size, places)
    while amount and not number:
        places += 1
        number = _rounded(abs(amount), size, places)
    return f"{_sign(amount) if number else ''}{number:,f}" if amount else "0"


def unit_name(unit: Unit | str, lang: Language) -> str:
    """Name a unit for the head of a table: 조원, KRW trillion."""
    return _UNITS[Unit(unit)][lang]


def axis(amount: int, top: int, lang: Language) -> str:
    """Print a tick of an axis that ends at ``top``; all ticks share one unit."""
    if not amount:
        return "0"
    steps = _KOREAN if lang == "ko" else (("T", JO), ("bn", 10**9), ("m", 10**6), ("", 1))
    unit, size = next(step for step in steps if top >= step[1])
    return f"{_sign(amount)}{_trimmed(_rounded(abs(amount), size, 2))}{unit}"


def percent(share: float, lang: Language) -> str:
    """Print a share of one with one decimal: 59.8%."""
    tenths = _rounded(round(abs(share) * 10**9), 10**7, 1)
    if share and not tenths:
        return {"ko": "0.1% 미만", "en": "below 0.1%"}[lang]
    if tenths in (0, 100) and abs(share) in (0, 1):
        tenths = tenths.to_integral_value()
    return f"{_sign(share)}{tenths:,f}%"


def percent_ppm(share_ppm: int, lang: Language) -> str:
    """Print a stored share (parts per million)."""
    return percent(share_ppm / 10**6, lang)


def ratio(times: Fraction, lang: Language) -> str:
    """Print how many times one amount is another: 2.33배, 2.33×."""
    hundredths = _rounded(round(abs(times) * 10**6), 10**4)
    return f"{hundredths / 100:,.2f}" + {"ko": "배", "en": "×"}[lang]


def points(difference: float, lang: Language) -> str:
    """Print a difference of two shares: +17.0%p, −1.2 pp."""
    tenths = _rounded(round(abs(difference) * 10**9), 10**7, 1)
    sign = _sign(difference) or "+"
    return f"{sign if tenths else ''}{tenths:,f}" + {"ko": "%p", "en": " pp"}[lang]


def probability(chance: float, lang: Language) -> str:
    """Print a chance without pretending to more than whole percents."""
    if chance < 0.01:
        return {"ko": "1% 미만", "en": "below 1%"}[lang]
    if chance > 0.99:
        return {"ko": "99% 초과", "en": "above 99%"}[lang]
    return f"{_rounded(round(chance * 10**9), 10**7)}%"


def count(number: int, lang: Language) -> str:
    """Print a whole number with thousands grouped."""
    del lang  # Both languages group digits alike.
    return f"{_sign(number)}{abs(number):,}"


def day(when: date, lang: Language) -> str:
    """Print a date, in Seoul: 2026.10.31., 31 Oct 2026."""
    local = _in_seoul(when) if isinstance(when, datetime) else when
    if lang == "ko":
        return f"{local:%Y.%m.%d.}"
    return f"{local.day} {_MONTHS[local.month - 1]} {local.year}"


def month(when: date, lang: Language) -> str:
    """Print a month: 2026.10., Oct 2026."""
    local = _in_seoul(when) if isinstance(when, datetime) else when
    return f"{local:%Y.%m.}" if lang == "ko" else f"{_MONTHS[local.month - 1]} {local.year}"


def moment(when: datetime, lang: Language) -> str:
    """Print a date and time, in Seoul: 2026.10.31. 18:00, 31 Oct 2026, 18:00."""
    gap = " " if lang == "ko" else ", "
    return f"{day(when, lang)}{gap}{_in_seoul(when):%H:%M}"


def years(first: int, last: int, lang: Language) -> str:
    """Print a span of years: 2024~2027, 2024–2027."""
    if first == last:
        return str(first)
    return f"{first}~{last}" if lang == "ko" else f"{first}–{last}"


def days(first: date, last: date, lang: Language) -> str:
    """Print a span of days: 2026.10.01.~2026.10.31., 1 Oct 2026 – 31 Oct 2026."""
    if first == last:
        return day(first, lang)
    return f"{day(first, lang)}{'~' if lang == 'ko' else ' – '}{day(last, lang)}"


def missing(reason: str, lang: Language) -> str:
    """Print what stands where there is no value: —, 미제출, 알 수 없음."""
    return _MISSING[reason][lang]


def register_filters(app: Flask) -> None:
    """Offer every formatter as a template filter in the language of the page.

    ``{{ amount | won }}``; a value of ``None`` prints as —, and with
    ``absent='not_filed'`` as 미제출.
    """
    for formatter in _FILTERS:
        app.add_template_filter(_in_page_language(formatter), formatter.__name__)
    app.add_template_global(missing_here, "missing")


def missing_here(reason: str = "none") -> str:
    """Print what stands for no value, in the language of the page."""
    return missing(reason, language())


def _in_page_language(formatter: Callable[..., object]) -> Callable[..., object]:
    def show(
        value: object, *more: object, absent: str = "none", none: str = "", **named: object
    ) -> object:
        if value is None:
            return missing_here(none or absent)
        return formatter(value, *more, lang=language(), **named)

    return show


_FILTERS: Final[tuple[Callable[..., object], ...]] = (
    won, won_exact, figure, short, signed, won_range, in_unit, unit_name, percent,
    percent_ppm, points, ratio, probability, count, day, month, moment, years, days,
)  # fmt: skip


def _sign(amount: float) -> str:
    return MINUS if amount < 0 else ""


def _rounded(amount: int, size: int, digits: int = 0) -> Decimal:
    """``amount`` in units of ``size``, half up; exact, because it starts from whole won."""
    scaled = (2 * amount * 10**digits + size) // (2 * size)
    return Decimal(scaled).scaleb(-digits)


def _trimmed(number: Decimal) -> str:
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _spelled(amount: int, units: int) -> str:
    first = next((i for i, (_, size) in enumerate(_KOREAN) if amount >= size), len(_KOREAN) - 1)
    size = _KOREAN[min(first + units, len(_KOREAN)) - 1][1]
    rest = int(_rounded(amount, size)) * size
    parts = []
    for name, size in _KOREAN:
        number, rest = divmod(rest, size)
        if number:
            parts.append(f"{number:,}{name}")
    return " ".join(parts) or "0"


def _korean_short(amount: int) -> tuple[str, str]:
    """One decimal of 조; below that three significant figures at least; never 10,000억."""
    if amount >= JO - EOK // 2:
        return _trimmed(_rounded(amount, JO, 1)), "조"
    if amount >= EOK - MAN // 2:
        return _trimmed(_rounded(amount, EOK, _places(amount // EOK))), "억"
    if amount >= MAN:
        return _trimmed(_rounded(amount, MAN, _places(amount // MAN))), "만"
    return str(amount), ""


def _english_short(amount: int) -> tuple[str, str]:
    """Three significant figures of T, bn or m."""
    for unit, size in (("T", JO), ("bn", 10**9), ("m", 10**6)):
        if 2000 * amount >= 1999 * size:
            return _trimmed(_rounded(amount, size, _places(amount // size))), unit
    return f"{amount:,}", ""


def _places(whole: int) -> int:
    return max(0, 3 - len(str(max(whole, 1))))


def _in_seoul(when: datetime) -> datetime:
    if when.tzinfo is None:
        raise ValueError("a moment without a time zone")
    return when.astimezone(SEOUL)
