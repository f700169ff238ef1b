"""Money is whole won: how typed text and spreadsheet cells become an exact integer."""

import math
import re
import unicodedata
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final


class Unit(StrEnum):
    """A unit in which a page, a column or a file states its amounts."""

    WON = "won"
    THOUSAND = "thousand"
    TEN_THOUSAND = "ten_thousand"
    MILLION = "million"
    HUNDRED_MILLION = "hundred_million"
    BILLION = "billion"
    TRILLION = "trillion"

    @property
    def in_won(self) -> int:
        """Say how many won one of this unit is."""
        return _IN_WON[self]


_IN_WON: Final = {
    Unit.WON: 1,
    Unit.THOUSAND: 10**3,
    Unit.TEN_THOUSAND: 10**4,
    Unit.MILLION: 10**6,
    Unit.HUNDRED_MILLION: 10**8,
    Unit.BILLION: 10**9,
    Unit.TRILLION: 10**12,
}

MAX_WON: Final = 10**16
MAX_LENGTH: Final = 64
SIGNIFICANT_DIGITS: Final = 15

_LARGE: Final = {"조": 10**12, "억": 10**8, "만": 10**4}
_SMALL: Final = {"천": 1000, "백": 100, "십": 10, "": 1}
_ENGLISH: Final = {
    **dict.fromkeys(("t", "tn", "trillion"), 10**12),
    **dict.fromkeys(("b", "bn", "billion"), 10**9),
    **dict.fromkeys(("m", "mn", "million"), 10**6),
}

_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_SPACES = re.compile(r"[\s\u200b\ufeff]+")
_SPLIT_NUMBER = re.compile(r"[0-9] (?![0-9]{3}(?![0-9]))(?=[0-9])")
_RANGE = re.compile(r"[0-9조억만천백십원a-z](?:[~∼〜–-]|내지|에서)[0-9]")
_CURRENCY = re.compile(
    r"[$€¥£]|달러|불$|유로|엔|위안|파운드|usd|eur|jpy|cny|rmb|gbp|hkd|sgd|twd|chf|aud|cad"
)
_MARKS = re.compile(r"(일?금|₩|krw)*([-−–△▲])?(₩|krw)*(.*?)(원정?|krw|won)?")
_SECTION = re.compile(rf"(?:(?:{_NUMBER})?[천백십])*(?:{_NUMBER})?")
_PART = re.compile(rf"({_NUMBER})?([천백십]?)")
_ENGLISH_AMOUNT = re.compile(rf"({_NUMBER})([a-z]+)")


class AmountError(ValueError):
    """An amount that cannot be taken, with a code and the piece of text that is to blame.

    Codes: required, unreadable, unit_missing, order, currency, range, negative, fraction,
    too_large.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail


def parse_amount(
    text: str, *, default_unit: Unit | str = Unit.WON, allow_negative: bool = False
) -> int:
    """Read what a person typed (1조 2,000억, 350억원, 1.2T) as whole won."""
    negative, body, says_won = _bare(_tidy(text))
    unit = 1 if says_won else Unit(default_unit).in_won
    amount = _english(body)
    if amount is None:
        amount = _korean(body, unit=unit, says_won=says_won)
    return _accepted(-amount if negative else amount, text.strip(), allow_negative)


def amount_of_cell(
    value: object, unit: Unit | str = Unit.WON, *, allow_negative: bool = False
) -> int:
    """Read a spreadsheet cell whose column states ``unit`` as whole won.

    A binary fraction is first cut to 15 significant digits, which is all that a
    spreadsheet keeps: 0.1 + 0.2 is 0.3.
    """
    if value is None:
        raise AmountError("required")
    if isinstance(value, str):
        return parse_amount(value, default_unit=unit, allow_negative=allow_negative)
    exact = _exact(value) * Unit(unit).in_won
    return _accepted(exact, str(value), allow_negative)


def _exact(value: object) -> Fraction:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise AmountError("unreadable", str(value))
    if not math.isfinite(value):
        raise AmountError("unreadable", str(value))
    if isinstance(value, float):
        return Fraction(format(value, f".{SIGNIFICANT_DIGITS}g"))
    return Fraction(value)


def _accepted(amount: Fraction, text: str, allow_negative: bool) -> int:
    if amount < 0 and not allow_negative:
        raise AmountError("negative", text)
    if abs(amount) > MAX_WON:
        raise AmountError("too_large", text)
    if amount.denominator != 1:
        raise AmountError("fraction", text)
    return int(amount)


def _tidy(text: str) -> str:
    """Full-width forms become plain, letters small, spaces vanish except where they mislead."""
    if not text.strip():
        raise AmountError("required")
    # ² and ① would turn into ordinary digits and change the amount.
    if len(text) > MAX_LENGTH or any(unicodedata.category(mark) == "No" for mark in text):
        raise AmountError("unreadable", text.strip()[:MAX_LENGTH])
    plain = _SPACES.sub(" ", unicodedata.normalize("NFKC", text).lower()).strip()
    if _SPLIT_NUMBER.search(plain):
        raise AmountError("unreadable", plain)
    return plain.replace(" ", "")


def _bare(tidy: str) -> tuple[bool, str, bool]:
    """Take off sign and won marks: is it negative, what remains, was won named."""
    if _CURRENCY.search(tidy):
        raise AmountError("currency", tidy)
    bracketed = tidy.startswith("(") and tidy.endswith(")")
    match = _MARKS.fullmatch(tidy[1:-1] if bracketed else tidy)
    assert match is not None  # every part of the pattern may be empty
    before, sign, after, body, behind = match.groups()
    if not body or (bracketed and sign):
        raise AmountError("unreadable", tidy)
    if _RANGE.search(body):
        raise AmountError("range", tidy)
    return bracketed or bool(sign), body, bool(before or after or behind)


def _english(body: str) -> Fraction | None:
    match = _ENGLISH_AMOUNT.fullmatch(body)
    if match is None or match[2] not in _ENGLISH:
        return None
    return _fraction(match[1]) * _ENGLISH[match[2]]


def _korean(body: str, *, unit: int, says_won: bool) -> Fraction:
    """조 above 억 above 만, and a bare number in the unit that the page states."""
    *pairs, tail = re.split("([조억만])", body)
    if not pairs:
        return _section(tail) * unit
    total, ceiling = Fraction(0), math.inf
    for section, large in zip(pairs[::2], pairs[1::2], strict=True):
        total += _below(_section(section), _LARGE[large], ceiling)
        ceiling = _LARGE[large]
    if not tail:
        return total
    rest = _below(_section(tail), 1, ceiling)
    if not says_won:
        raise AmountError("unit_missing", tail)
    return total + rest


def _section(text: str) -> Fraction:
    """What stands before a large unit: 1,200 or 3천5백 or 천."""
    if not text or not _SECTION.fullmatch(text):
        strange = re.sub(r"[0-9.,조억만천백십]", "", text)
        raise AmountError("unreadable", strange or text)
    total, ceiling = Fraction(0), math.inf
    for number, small in _PART.findall(text):
        if number or small:
            total += _below(_fraction(number or "1"), _SMALL[small], ceiling)
            ceiling = _SMALL[small]
    return total


def _below(count: Fraction, unit: int, ceiling: float) -> Fraction:
    """Units fall strictly, and no part reaches the unit before it (not 1조 12,000억)."""
    if unit >= ceiling or count * unit >= ceiling:
        raise AmountError("order", str(count))
    return count * unit


def _fraction(number: str) -> Fraction:
    return Fraction(number.replace(",", ""))
