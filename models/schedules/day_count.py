"""Day counts: which part of a year lies between two dates, as an exact fraction."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Final


class DayCount(StrEnum):
    """How days become years (2006 ISDA Definitions, section 4.16)."""

    THIRTY_360 = "30/360"
    ACTUAL_365 = "actual/365"
    ACTUAL_ACTUAL = "actual/actual"


def year_fraction(first: date, last: date, count: DayCount) -> Fraction:
    """The years from ``first`` to ``last``, negative where ``last`` is earlier."""
    return _COUNTS[count](first, last)


def _thirty_360(first: date, last: date) -> Fraction:
    """Every month has thirty days; 4.16(f), the bond basis."""
    begin = min(first.day, 30)
    end = 30 if last.day == 31 and begin == 30 else last.day
    months = (last.year - first.year) * 12 + last.month - first.month
    return Fraction(months * 30 + end - begin, 360)


def _actual_365(first: date, last: date) -> Fraction:
    """Days over 365, leap years too; 4.16(d), fixed."""
    return Fraction((last - first).days, 365)


def _actual_actual(first: date, last: date) -> Fraction:
    """Days in leap years over 366 and the others over 365; 4.16(b)."""
    return _since_zero(last) - _since_zero(first)


def _since_zero(day: date) -> Fraction:
    new_year = date(day.year, 1, 1)
    length = (date(day.year + 1, 1, 1) - new_year).days if day.year < date.max.year else 365
    return day.year + Fraction((day - new_year).days, length)


_COUNTS: Final[Mapping[DayCount, Callable[[date, date], Fraction]]] = {
    DayCount.THIRTY_360: _thirty_360,
    DayCount.ACTUAL_365: _actual_365,
    DayCount.ACTUAL_ACTUAL: _actual_actual,
}
