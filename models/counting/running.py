"""Whether running totals and period amounts of the same money agree: pure, no query."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from models.counting.spending import SIGN, Spent
from models.vocabulary import MovementKind


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A running total that does not fit: what it states, and what the other entries make.

    ``code`` is ``running_short`` when it states less than the period amounts within it,
    ``running_differs`` when these cover its whole period and make another sum, and
    ``running_falls`` when an earlier running total stated more.
    """

    pledge: int
    code: str
    total: Spent
    stated_won: int
    found_won: int


def disagreements(movements: Iterable[Spent]) -> list[Disagreement]:
    """Every running total of spending that contradicts other entries of its pledge and basis."""
    groups: dict[tuple[int, bool], list[Spent]] = defaultdict(list)
    for one in movements:
        groups[one.pledge, one.is_cash].append(one)
    return [found for listed in groups.values() for found in _of_group(listed)]


def _of_group(listed: Sequence[Spent]) -> Iterator[Disagreement]:
    totals = [one for one in listed if one.is_running_total and one.kind is MovementKind.ACTUAL]
    for total in totals:
        parts = [one for one in listed if not one.is_running_total and total.holds(one)]
        won = sum(SIGN[one.kind] * one.won for one in parts)
        if parts and won > total.won:
            yield Disagreement(total.pledge, "running_short", total, total.won, won)
        elif parts and won != total.won and _cover(parts, total):
            yield Disagreement(total.pledge, "running_differs", total, total.won, won)
        before = [one for one in totals if _is_before(one, total)]
        most = max((one.won for one in before), default=0)
        if most > total.won and not _has_refunds(listed, total):
            yield Disagreement(total.pledge, "running_falls", total, total.won, most)


def _is_before(one: Spent, total: Spent) -> bool:
    return one.first == total.first and one.last < total.last


def _has_refunds(listed: Sequence[Spent], total: Spent) -> bool:
    """Whether a refund or a correction within its period may explain a smaller total."""
    others = (one for one in listed if one.kind is not MovementKind.ACTUAL)
    return any(total.first <= one.first and one.last <= total.last for one in others)


def _cover(parts: Sequence[Spent], total: Spent) -> bool:
    """Whether the periods of spending follow each other from the first day to the last."""
    reached = total.first - timedelta(days=1)
    spending = (one for one in parts if one.kind is MovementKind.ACTUAL)
    for one in sorted(spending, key=lambda one: one.first):
        if one.first > reached + timedelta(days=1):
            return False
        reached = max(reached, one.last)
    return reached >= total.last
