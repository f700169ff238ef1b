"""What a loan pays when: tranches, grace, rate changes and prepayments, exact to the won.

Interest accrues by the day count on the balance of each day and is rounded half to even once
a period; principal follows the profile; the last instalment takes what rounding left over.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import Final

from models.schedules.calendar import MONTHS, due_dates, months_after
from models.schedules.day_count import DayCount, year_fraction

DIGITS: Final = 60
"""Of the level payment before it is rounded to the won."""
MOST_PERIODS: Final = 1200


class Profile(StrEnum):
    """How principal is repaid; ``custom`` states it for every due date.

    ``bullet_capitalised`` adds the interest of each period to what bears interest, and pays
    all of it at the end.
    """

    EQUAL_PRINCIPAL = "equal_principal"
    ANNUITY = "annuity"
    BULLET = "bullet"
    BULLET_CAPITALISED = "bullet_capitalised"
    CUSTOM = "custom"


class BadTerms(ValueError):
    """Terms that make no loan: the field that is wrong, and a code that says why."""

    def __init__(self, field: str, code: str, **values: object) -> None:
        super().__init__(f"{field}: {code} {values}")
        self.field, self.code, self.values = field, code, values


@dataclass(frozen=True, slots=True)
class Payment:
    """Won that moved on a day: a tranche paid out, or a prepayment."""

    on: date
    won: int


@dataclass(frozen=True, slots=True)
class RateChange:
    """A rate a year that holds from a day on."""

    on: date
    rate: Fraction


@dataclass(frozen=True, slots=True)
class LoanPlan:
    """The terms of a loan.

    ``rate`` is a fraction a year. During ``principal_grace`` periods no principal is due; the
    interest of the first ``interest_grace`` periods is due with the first one after them,
    without interest on it. ``custom`` holds the principal of each due date.

    Raises BadTerms when the terms make no loan.
    """

    tranches: tuple[Payment, ...]
    rate: Fraction
    first_due: date
    periods: int
    per_year: int
    profile: Profile
    day_count: DayCount
    principal_grace: int = 0
    interest_grace: int = 0
    rate_changes: tuple[RateChange, ...] = ()
    prepayments: tuple[Payment, ...] = ()
    custom: Mapping[date, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, code, is_wrong in self._checks():
            if is_wrong:
                raise BadTerms(name, code)

    def _checks(self) -> Iterator[tuple[str, str, bool]]:
        yield "periods", "periods_range", not 1 <= self.periods <= MOST_PERIODS
        yield "per_year", "per_year_divides", self.per_year < 1 or bool(MONTHS % self.per_year)
        yield "principal", "principal_positive", min((t.won for t in self.tranches), default=0) < 1
        rates = (self.rate, *(change.rate for change in self.rate_changes))
        yield "rate", "rate_range", not all(0 <= rate <= 1 for rate in rates)
        yield "principal_grace", "grace_range", not 0 <= self.principal_grace < self.periods
        yield "interest_grace", "grace_range", not 0 <= self.interest_grace < self.periods
        yield "disbursed_on", "after_first_due", self.begins_on >= self.first_due
        late = max(one.on for one in self.tranches) >= self._last_principal_from
        yield "disbursed_on", "after_last_due", late
        yield "prepayments", "principal_positive", any(one.won < 1 for one in self.prepayments)
        yield from self._custom_checks()

    def _custom_checks(self) -> Iterator[tuple[str, str, bool]]:
        is_custom = self.profile is Profile.CUSTOM
        yield "custom", "custom_only", bool(self.custom) is not is_custom
        yield "custom", "custom_dates", not self.custom.keys() <= set(self.dues)
        yield "custom", "custom_sum", is_custom and sum(self.custom.values()) != self.principal
        yield "custom", "custom_prepaid", is_custom and bool(self.prepayments)

    @property
    def principal(self) -> int:
        """All tranches together."""
        return sum(tranche.won for tranche in self.tranches)

    @property
    def begins_on(self) -> date:
        """The day of the first tranche."""
        return min(tranche.on for tranche in self.tranches)

    @property
    def dues(self) -> tuple[date, ...]:
        """Every due date."""
        return due_dates(self.first_due, periods=self.periods, per_year=self.per_year)

    @property
    def _last_principal_from(self) -> date:
        """Money paid out from this day on would never fall due."""
        return self.dues[-1]

    def rate_on(self, day: date) -> Fraction:
        """The rate that holds on ``day``."""
        held = [change for change in self.rate_changes if change.on <= day]
        return max(held, key=lambda change: change.on).rate if held else self.rate


@dataclass(frozen=True, slots=True)
class Instalment:
    """One due date: what falls due, and the balance left after it.

    ``accrued`` is the interest of the period itself, due now or later.
    """

    due: date
    principal: int
    interest: int
    balance: int
    accrued: int

    @property
    def payment(self) -> int:
        """Principal and interest together."""
        return self.principal + self.interest


def schedule(plan: LoanPlan) -> list[Instalment]:
    """Every instalment of a loan; the principal adds up to the tranches less prepayments.

    A tranche or prepayment on a due date belongs to the next period. A prepayment above the
    balance raises BadTerms. Afterwards the number of periods stays and instalments change.
    """
    return list(_Walk(plan).instalments())


def half_even(value: Fraction) -> int:
    """Whole won; a half goes to the even neighbour."""
    return round(value)


_AT_THE_END: Final = (Profile.BULLET, Profile.BULLET_CAPITALISED)


class _Walk:
    """A loan on its way from period to period."""

    def __init__(self, plan: LoanPlan) -> None:
        self.plan, self.dues = plan, plan.dues
        self.balance, self.deferred = 0, 0
        self.share: int | None = None
        self.level: int | None = None
        moves = [(one.on, one.won) for one in plan.tranches]
        moves += [(one.on, -one.won) for one in plan.prepayments]
        self.moves = sorted(moves)

    def instalments(self) -> Iterator[Instalment]:
        begin = self.plan.begins_on
        for number, due in enumerate(self.dues):
            interest = self._interest(number, self._accrued(begin, due))
            principal = self._principal(number, interest)
            self.balance -= principal
            yield Instalment(due, principal, interest, self.balance, half_even(self.owed))
            begin = due

    def _accrued(self, begin: date, due: date) -> Fraction:
        """Interest from one due date to the next on what was owed on each day."""
        changes = {on for on, _ in self.moves if begin <= on < due}
        rates = {change.on for change in self.plan.rate_changes if begin < change.on < due}
        if changes or rates or self._rate_changed(begin):
            self.share = self.level = None
        days = sorted({begin, *changes, *rates, due})
        total = Fraction(0)
        for first, last in pairwise(days):
            self._move(first)
            years = year_fraction(first, last, self.plan.day_count)
            total += self._bearing() * self.plan.rate_on(first) * years
        return total

    def _bearing(self) -> int:
        """What bears interest: the balance, and interest that was added to it."""
        grows = self.plan.profile is Profile.BULLET_CAPITALISED
        return self.balance + self.deferred if grows else self.balance

    def _rate_changed(self, day: date) -> bool:
        return any(change.on == day for change in self.plan.rate_changes)

    def _move(self, day: date) -> None:
        self.balance += sum(won for on, won in self.moves if on == day)
        if self.balance < 0:
            raise BadTerms("prepayments", "prepaid_too_much", on=day)

    def _interest(self, number: int, accrued: Fraction) -> int:
        """What is due of the interest: nothing in the interest grace, then all of it."""
        self.owed = accrued
        rounded = half_even(accrued)
        is_last = number == len(self.dues) - 1
        grows = self.plan.profile is Profile.BULLET_CAPITALISED and not is_last
        if number < self.plan.interest_grace or grows:
            self.deferred += rounded
            return 0
        due, self.deferred = rounded + self.deferred, 0
        return due

    def _principal(self, number: int, interest: int) -> int:
        if number == len(self.dues) - 1:
            return self.balance
        if self.plan.profile is Profile.CUSTOM:
            return self.plan.custom.get(self.dues[number], 0)
        if number < self.plan.principal_grace or self.plan.profile in _AT_THE_END:
            return 0
        by_profile = {Profile.EQUAL_PRINCIPAL: self._equal, Profile.ANNUITY: self._annuity}
        return min(self.balance, max(0, by_profile[self.plan.profile](number)))

    def _equal(self, number: int) -> int:
        if self.share is None:
            self.share = half_even(Fraction(self.balance, len(self.dues) - number))
        return self.share

    def _annuity(self, number: int) -> int:
        """The level payment less the interest of the period itself."""
        if self.level is None:
            self.level = self._level_payment(number)
        return self.level - half_even(self.owed)

    def _level_payment(self, number: int) -> int:
        """The payment that, made on every due date left, repays balance and interest.

        A = (B + I) / (1 + v₁ + v₁v₂ + …), vₖ = 1/(1 + r·fₖ), fₖ the years of period k.
        """
        dues, rate = self.dues[number:], self.plan.rate_on(self.dues[number])
        with localcontext(prec=DIGITS):
            value = Decimal(1)
            for first, last in zip(reversed(dues[:-1]), reversed(dues[1:]), strict=True):
                growth = 1 + rate * year_fraction(first, last, self.plan.day_count)
                value = 1 + value * growth.denominator / growth.numerator
            owed = self.balance + self.owed
            level = Decimal(owed.numerator) / owed.denominator / value
            return int(level.quantize(Decimal(1), rounding=ROUND_HALF_EVEN))


def first_due_after(disbursed: date, per_year: int) -> date:
    """One period after the money was paid out: where no first due date is stated."""
    return months_after(disbursed, MONTHS // per_year)
