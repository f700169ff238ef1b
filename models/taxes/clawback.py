"""Paying a credit back with interest: Arts. 24③ and 146."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from models.tax_vocabulary import AssetKind, ClawbackCause
from models.taxes.law import WatchLaw
from models.taxes.steps import whole

ARTICLES = {ClawbackCause.DISPOSAL: "제146조", ClawbackCause.DIVERSION: "제24조 ③"}


@dataclass(frozen=True, slots=True)
class Clawback:
    """An asset that left its use: what credit it had carried, and when.

    ``claimed_on`` is the day of the return that took the credit, ``repaid_on`` the day of the
    return that pays it back.
    """

    credit_won: int
    cause: ClawbackCause
    asset: AssetKind
    completed_on: date
    happened_on: date
    claimed_on: date | None
    repaid_on: date | None


@dataclass(frozen=True, slots=True)
class Repayment:
    """What is paid back: a credit that was used, an unused one that lapses, and interest.

    ``is_due`` is None where the watch period is not known; the amounts follow it.
    """

    is_due: bool | None
    article: str
    until: date | None
    used_won: int | None = None
    cancelled_won: int | None = None
    days: int | None = None
    interest_won: int | None = None

    @property
    def total_won(self) -> int | None:
        """Used credit and interest together, as they are paid."""
        if self.used_won is None or self.interest_won is None:
            return None
        return self.used_won + self.interest_won


def repayment(clawback: Clawback, law: WatchLaw, unused_won: int) -> Repayment:
    """Return what a clawback costs, while ``unused_won`` of its credit was never used.

    Notes
    -----
    Art. 146: disposal or letting within 2 years of completion, 5 for buildings. Art. 24③:
    another use within the period of the decree, at most 5 years. Only credit that was deducted
    is paid back; whether the unused part lapses first is a setting. Interest runs by the day,
    from the day after the return that took the credit to the return that pays it back.
    """
    article = ARTICLES[clawback.cause]
    years = law.years.get((clawback.cause, clawback.asset))
    if years is None:
        return Repayment(None, article, None)
    until = after_years(clawback.completed_on, years)
    if clawback.happened_on >= until:
        return Repayment(False, article, until, 0, 0, 0, 0)
    if law.cancels_unused is None:
        return Repayment(True, article, until)
    cancelled = min(unused_won, clawback.credit_won) if law.cancels_unused else 0
    used = clawback.credit_won - cancelled
    days = _days(clawback)
    return Repayment(True, article, until, used, cancelled, days, _interest(used, days, law))


def _days(clawback: Clawback) -> int | None:
    if clawback.claimed_on is None or clawback.repaid_on is None:
        return None
    return max((clawback.repaid_on - clawback.claimed_on).days, 0)


def _interest(used: int, days: int | None, law: WatchLaw) -> int | None:
    if used == 0:
        return 0
    if days is None or law.daily_interest is None:
        return None
    return whole(Fraction(used) * days * law.daily_interest)


def after_years(day: date, years: int) -> date:
    """The same day so many years later; the 29th of February becomes the 1st of March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
