"""Reading and writing the content of one cell, exactly."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from imports.labels import FLAG, by_word, fold
from models.inputs import FIRST_YEAR, LAST_YEAR
from models.money import SIGNIFICANT_DIGITS, AmountError, Unit, amount_of_cell
from models.types import PPM

Cell = str | float | int | bool | date | None
EXACT_FLOAT: Final = 10.0**SIGNIFICANT_DIGITS
"""Below this a spreadsheet holds every whole number exactly."""

FLAG_LABELS: Final = FLAG.values()
_FLAGS: Final = {
    **{fold(word): value for value, words in FLAG.items() for word in words},
    **dict.fromkeys(("y", "true", "o", "1", "네"), True),
    **dict.fromkeys(("n", "false", "x", "0", "아니오"), False),
}
_DAY_ZERO: Final = date(1899, 12, 30)
_SERIALS: Final = (18_264, 73_051)  # 1950-01-01 to 2100-01-01
_DAY: Final = re.compile(
    r"(\d{4})\s*[-./년]\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})\s*[.일]?(?:[T ]00:00(?::00)?)?"
)
_DAY_DIGITS: Final = re.compile(r"(\d{4})(\d{2})(\d{2})")
_YEAR: Final = re.compile(r"(\d{4})\s*년?")
_MONTH: Final = re.compile(r"((?:19|20)\d{2})\s*(?:년?|(?:년|[-./])\s*(\d{1,2})\s*[월.]?)")
_NEGATIVE: Final = re.compile(r"\(([\d,.%]+)\)|[△▲−–]\s*([\d,.%]+)")
_PERCENT: Final = re.compile(r"-?\d+(?:\.\d+)?")
_FIGURE: Final = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_WORDED: Final = re.compile(r"[조억만원]")
_COUNT: Final = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)")


class Refused(ValueError):
    """A cell that cannot be read: the code of the rule and the values for its sentence."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


def text(value: Cell) -> str:
    """Read any cell as text: numbers as Excel shows them, one form for composed letters."""
    if isinstance(value, str):
        plain = value.replace("\r\n", "\n") if "\r" in value else value
        composed = plain.isascii() or unicodedata.is_normalized("NFC", plain)
        return (plain if composed else unicodedata.normalize("NFC", plain)).strip()
    return shown(value)


def shown(value: Cell) -> str:
    """A cell as a person sees it, for messages and previews."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return _digits(value)
    if isinstance(value, datetime):
        return str(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def figures(value: Cell) -> str:
    """Read any cell as figures: full-width ones made plain, △1,200 and (1,200) as −1,200.

    Marks like ² and ① stay what they are, so that they never become digits.
    """
    written = text(value)
    if written.isascii() and not written.startswith("("):
        return written
    plain = "".join(
        unicodedata.normalize("NFKC", mark) if unicodedata.category(mark) != "No" else mark
        for mark in written
    )
    match = _NEGATIVE.fullmatch(plain)
    return f"-{match[1] or match[2]}" if match else plain


def day(value: Cell) -> date:
    """Read a date cell, 2026-10-15, 2026.10.15., 20261015 or a serial number of a day."""
    if _YEAR.fullmatch(figures(value)):
        raise Refused("year_only")
    return _within(_day_of(value))


def first_day(value: Cell) -> date:
    """Like day; a year or a month alone is its first day."""
    year, month = _month_of(value)
    return _within(date(year, month or 1, 1) if year else _day_of(value))


def last_day(value: Cell) -> date:
    """Like day; a year or a month alone is its last day."""
    year, month = _month_of(value)
    if not year:
        return _within(_day_of(value))
    return _within(date(year, month or 12, monthrange(year, month or 12)[1]))


def _month_of(value: Cell) -> tuple[int, int]:
    """The year and the month where the cell names no day; zeros where it does, or names none."""
    match = _MONTH.fullmatch(figures(value))
    if match is None or not 1 <= int(match[2] or 1) <= 12:
        return 0, 0
    return int(match[1]), int(match[2] or 0)


def _within(found: date | None) -> date:
    if found is None or not 1950 <= found.year <= LAST_YEAR:
        raise Refused("bad_date")
    return found


def _day_of(value: Cell) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, float) and _SERIALS[0] <= value < _SERIALS[1]:
        return _DAY_ZERO + timedelta(days=int(value))
    written = figures(value)
    match = _DAY.fullmatch(written) or _DAY_DIGITS.fullmatch(written)
    if match is None:
        return None
    try:
        return date(*map(int, match.groups()))
    except ValueError:
        return None


def year(value: Cell) -> int:
    """Read 2026, "2026" or 2026년."""
    match = _YEAR.fullmatch(figures(value))
    if match is None or not FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
        raise Refused("bad_year", first=FIRST_YEAR, last=LAST_YEAR)
    return int(match[1])


def whole(value: Cell) -> int:
    """Read a whole number, with or without thousands commas."""
    written = figures(value)
    if isinstance(value, bool) or not _COUNT.fullmatch(written):
        raise Refused("bad_number")
    return int(written.replace(",", ""))


def figure(value: Cell) -> Decimal:
    """Read a number with decimals and commas, or an amount of won in words (65조)."""
    written = figures(value)
    if not isinstance(value, bool) and _FIGURE.fullmatch(written):
        return Decimal(written.replace(",", ""))
    if not _WORDED.search(written):
        raise Refused("bad_figure")
    return Decimal(won(Unit.WON)(written))


def won(unit: Unit) -> Callable[[Cell], int]:
    """Make a reader of amounts whose header states ``unit``."""
    return _amount_reader(unit, allow_negative=False)


def signed_won(unit: Unit) -> Callable[[Cell], int]:
    """Make a reader of amounts that may be negative."""
    return _amount_reader(unit, allow_negative=True)


def _amount_reader(unit: Unit, *, allow_negative: bool) -> Callable[[Cell], int]:
    in_won = unit.in_won
    limit = EXACT_FLOAT / in_won

    def read(value: Cell) -> int:
        if type(value) is float and 0 <= value < limit and value.is_integer():
            return int(value) * in_won
        try:
            return amount_of_cell(value, unit, allow_negative=allow_negative)
        except AmountError as error:
            raise Refused(f"amount_{error.code}", detail=error.detail, unit=unit.value) from None

    return read


def share(value: Cell) -> int:
    """Read percent (33.3 or "33.3%") as whole parts per million."""
    written = figures(value).removesuffix("%").strip()
    if isinstance(value, bool) or not _PERCENT.fullmatch(written):
        raise Refused("bad_share")
    parts = Decimal(written) * PPM / 100
    if not 0 <= parts <= PPM:
        raise Refused("share_range")
    if parts != int(parts):
        raise Refused("share_digits")
    return int(parts)


def flag(value: Cell) -> bool:
    """Read yes or no in either language, TRUE or FALSE, O or X."""
    found = _FLAGS.get(fold(text(value)))
    if found is None:
        raise Refused(
            "unknown_choice", choices=[f"{korean} / {english}" for english, korean in FLAG_LABELS]
        )
    return found


def choice(members: Sequence[StrEnum]) -> Callable[[Cell], StrEnum]:
    """Make a reader of one of ``members``, named by code or label."""
    words = by_word(members)

    def read(value: Cell) -> StrEnum:
        found = words.get(fold(text(value)))
        if found is None:
            raise Refused("unknown_choice", choices=list(members))
        return found

    return read


def written_number(value: int) -> int | str:
    """A number where the cell can hold every digit, and text where it cannot."""
    digits = str(abs(value)).rstrip("0")
    return value if len(digits) <= SIGNIFICANT_DIGITS else str(value)


def written_amount(value: int) -> int | str:
    """Like written_number, but text names its unit."""
    written = written_number(value)
    return f"{written}원" if isinstance(written, str) else written


def written_share(value: int) -> float:
    """Parts per million as percent."""
    return float(Decimal(value) * 100 / PPM)


def written_figure(value: Decimal) -> int | float | str:
    """A number where the cell can hold every digit, and text where it cannot."""
    if value == int(value):
        return written_number(int(value))
    return float(value) if Decimal(str(float(value))) == value else str(value)


def _digits(value: float) -> str:
    if abs(value) < EXACT_FLOAT and value.is_integer():
        return str(int(value))
    return format(Decimal(format(value, f".{SIGNIFICANT_DIGITS}g")), "f")
