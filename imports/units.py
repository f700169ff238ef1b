"""The unit that a column header states: 총액(억원), Amount (KRW 100m)."""

import re
from typing import Final, NamedTuple

from imports.labels import Words, fold
from models.money import Unit

UNITS: Final[dict[Unit, Words]] = {
    Unit.WON: ("KRW", "원"),
    Unit.THOUSAND: ("KRW thousand", "천원"),
    Unit.TEN_THOUSAND: ("KRW 10 thousand", "만원"),
    Unit.MILLION: ("KRW million", "백만원"),
    Unit.HUNDRED_MILLION: ("KRW 100m", "억원"),
    Unit.BILLION: ("KRW bn", "십억원"),
    Unit.TRILLION: ("KRW tn", "조원"),
}
"""Every unit with the way it stands in an English and a Korean header."""

_MORE: Final = {
    Unit.WON: ("won", "krw won", "원화"),
    Unit.THOUSAND: ("krw 1000", "thousand won", "thousand krw", "krw k"),
    Unit.TEN_THOUSAND: ("krw 10000",),
    Unit.MILLION: ("krw m", "krw mn", "million won", "million krw", "백만"),
    Unit.HUNDRED_MILLION: ("krw 100 million", "100 million won", "100 million krw", "억"),
    Unit.BILLION: ("krw b", "krw billion", "billion won", "billion krw", "십억"),
    Unit.TRILLION: ("krw t", "krw trillion", "trillion won", "trillion krw", "조"),
}
_BY_WORD: Final = {
    fold(word): unit for unit in Unit for word in (*UNITS[unit], *_MORE[unit], unit.value)
}
_PARENTHESES: Final = re.compile(
    r"(.*?)\s*[(\[（]\s*(?:단위\s*[:：]?)?\s*([^()\[\]（）]*)[)\]）][ *]*"
)


class Header(NamedTuple):
    """A header taken apart: the name of the column and the unit in parentheses."""

    name: str
    unit: str


def headers_in(text: str) -> list[Header]:
    """The names that one header cell holds: one a language, whichever are there."""
    whole = single_spaced(text)
    pieces = [whole, *re.split(r"\n|\s/\s", text)]
    return [_taken_apart(single_spaced(piece)) for piece in pieces if piece.strip(" *")]


def single_spaced(text: str) -> str:
    """One space wherever white space of any kind stands."""
    return " ".join(text.split())


def unit_named(text: str) -> Unit | None:
    """The unit of that name, in Korean or English."""
    return _BY_WORD.get(fold(text))


def _taken_apart(text: str) -> Header:
    match = _PARENTHESES.fullmatch(text)
    if match is None:
        return Header(text.rstrip(" *"), "")
    return Header(match[1], match[2].strip())
