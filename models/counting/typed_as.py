"""Whether an amount looks as if it were of the other sort: a period's amount or a running total.

Pure: no query. It only asks a person to look, so it may be wrong; models.counting.running tells
what contradicts itself for certain.
"""

from collections.abc import Iterable, Sequence

from models.counting.running import disagreements
from models.counting.spending import Spent
from models.vocabulary import MovementKind

LEAST_BEFORE = 2
"""So many amounts must come before, or nothing can be said of a usual one."""
SEVERAL = 2
"""A period's amount is rarely more than so many times the largest before it."""


def typed_as(one: Spent, others: Iterable[Spent]) -> str | None:
    """What makes ``one`` look mistyped among the ``others`` of its pledge, as a code.

    ``period_overlaps``: a period's amount whose period holds amounts that are there already.
    ``period_like_total``: a period's amount as large as everything of the year before it and one
    more usual amount, or not less than the running total before it.
    ``running_short``, ``running_differs``, ``running_falls``: a running total that contradicts.
    """
    same = [
        other
        for other in others
        if other.order != one.order and (other.pledge, other.is_cash) == (one.pledge, one.is_cash)
    ]
    if one.kind is not MovementKind.ACTUAL:
        return None
    if one.is_running_total:
        found = [odd for odd in disagreements([*same, one]) if odd.total.order == one.order]
        return found[0].code if found else None
    spent = [other for other in same if other.kind is MovementKind.ACTUAL]
    if any(_overlap(one, other) for other in spent if not other.is_running_total):
        return "period_overlaps"
    return "period_like_total" if _like_total(one, spent) else None


def _overlap(one: Spent, other: Spent) -> bool:
    return one.first <= other.last and other.first <= one.last


def _like_total(one: Spent, spent: Sequence[Spent]) -> bool:
    before = [
        other for other in spent if other.last < one.first and other.last.year == one.last.year
    ]
    totals = [other for other in before if other.is_running_total]
    if totals:
        return one.won >= max(totals, key=lambda other: other.last).won > 0
    if len(before) < LEAST_BEFORE:
        return False
    all_before = sum(other.won for other in before)
    usual = max(other.won for other in before)
    return all_before <= one.won <= all_before + SEVERAL * usual
