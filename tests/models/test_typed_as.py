"""Amounts that look as if they were of the other sort: a period's amount or a running total."""

from calendar import monthrange
from datetime import date

import pytest

from models.counting.spending import Spent
from models.counting.typed_as import typed_as
from models.vocabulary import MovementKind


def spent(order, first, last, won, *, total=False, cash=True, kind=MovementKind.ACTUAL):
    return Spent(
        pledge=1,
        kind=kind,
        first=date(2026, first, 1),
        last=date(2026, last, monthrange(2026, last)[1]),
        won=won,
        is_running_total=total,
        is_cash=cash,
        known_on=date(2026, last, 28),
        order=order,
    )


QUARTERS = [spent(1, 1, 3, 100), spent(2, 4, 6, 120)]


@pytest.mark.parametrize(
    ("one", "before", "code"),
    [
        (spent(9, 7, 9, 110), QUARTERS, None),
        (spent(9, 7, 9, 330), QUARTERS, "period_like_total"),
        (spent(9, 7, 9, 900), QUARTERS, None),
        (spent(9, 4, 6, 150), QUARTERS[:1], None),
        (spent(9, 1, 6, 220), QUARTERS[:1], "period_overlaps"),
        (spent(9, 1, 6, 220, cash=False), QUARTERS[:1], None),
        (spent(9, 4, 6, 220), [spent(1, 1, 3, 100, total=True)], "period_like_total"),
        (spent(9, 4, 6, 60), [spent(1, 1, 3, 100, total=True)], None),
        (spent(9, 1, 9, 330, total=True), QUARTERS, None),
        (spent(9, 1, 9, 110, total=True), QUARTERS, "running_short"),
        (spent(9, 1, 6, 230, total=True), QUARTERS, "running_differs"),
        (spent(9, 1, 6, 60, total=True), [spent(1, 1, 3, 100, total=True)], "running_falls"),
        (spent(9, 1, 6, 60, kind=MovementKind.REFUND), QUARTERS, None),
    ],
)
def test_an_amount_of_the_other_sort_is_noticed(one, before, code):
    assert typed_as(one, before) == code
    assert typed_as(one, [*before, one]) == code
