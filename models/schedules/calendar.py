"""Due dates: every so many months from the first one."""

from calendar import monthrange
from datetime import date

MONTHS = 12


def due_dates(first: date, *, periods: int, per_year: int) -> tuple[date, ...]:
    """The dates of ``periods`` payments, ``per_year`` a year, on the day of ``first``.

    A month without that day has its last one. ``per_year`` divides twelve.
    """
    step = MONTHS // per_year
    return tuple(months_after(first, step * number) for number in range(periods))


def months_after(day: date, months: int) -> date:
    """The same day ``months`` later (or earlier), or the last day of a shorter month."""
    year, month = divmod(day.year * MONTHS + day.month - 1 + months, MONTHS)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
