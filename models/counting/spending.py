"""Dated money of pledges as spending by year: pure, no query."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from models.vocabulary import MovementKind

SIGN = {MovementKind.ACTUAL: 1, MovementKind.REFUND: -1, MovementKind.ADJUSTMENT: 1}


@dataclass(frozen=True, slots=True)
class Spent:
    """One verified movement of a pledge. ``order`` tells what was recorded later."""

    pledge: int
    kind: MovementKind
    first: date
    last: date
    won: int
    is_running_total: bool
    is_cash: bool
    known_on: date
    order: int

    @property
    def standing(self) -> tuple[date, int]:
        """What was known later is larger."""
        return self.known_on, self.order

    def holds(self, other: "Spent") -> bool:
        """Whether this running total states what ``other`` states already.

        It states all of its kind within its period. A running total of spending is net of the
        refunds and adjustments that were known before it; later ones change it.
        """
        within = self.first <= other.first and other.last <= self.last
        if other is self or not (self.is_running_total and within):
            return False
        if other.kind is not self.kind:
            return self.kind is MovementKind.ACTUAL and other.standing < self.standing
        same = other.is_running_total and (other.first, other.last) == (self.first, self.last)
        return not same or other.standing < self.standing


def spent_by_year(movements: Iterable[Spent]) -> dict[int, dict[int, int]]:
    """Spending of every pledge by year, net of refunds; nothing filed, no entry.

    A running total stands for everything of its kind within its period. Cash and accrual are two
    accounts of the same money: a year with both counts its cash alone. A period lies within one
    year, so that every won has one.
    """
    of_pledge: dict[int, list[Spent]] = defaultdict(list)
    for one in movements:
        of_pledge[one.pledge].append(one)
    return {pledge: _net(listed) for pledge, listed in of_pledge.items()}


def _net(listed: list[Spent]) -> dict[int, int]:
    in_cash = {one.last.year for one in listed if one.is_cash}
    asked = [one for one in listed if one.is_cash or one.last.year not in in_cash]
    totals = [one for one in asked if one.is_running_total]
    years: dict[int, int] = defaultdict(int)
    for one in asked:
        held = any(total.holds(one) for total in totals)
        years[one.last.year] += 0 if held else SIGN[one.kind] * one.won
    return dict(years)
