"""Spending counts in its year, once, net of what came back."""

from datetime import date
from itertools import permutations

import pytest
from pydantic import ValidationError

from models.counting import judge, total
from models.counting.removals import by_rule, spending_removals
from models.counting.spending import Spent, spent_by_year
from models.inputs import MovementInput
from models.vocabulary import MovementKind, Place, Stage
from tests.models.test_counting import JO, SCOPE, line, record


def row(order, won, months=(1, 3), kind="actual", *, running=False, cash=True, known=None):
    first, last = months
    return Spent(
        pledge=1,
        kind=MovementKind(kind),
        first=date(2025, first, 1),
        last=date(2025, last, 28),
        won=won,
        is_running_total=running,
        is_cash=cash,
        known_on=known or date(2025, last, 28),
        order=order,
    )


def year(*rows):
    """The won of 2025, whatever the order in which the rows are read."""
    found = {spent_by_year(order)[1][2025] for order in permutations(rows)}
    assert len(found) == 1
    return found.pop()


def test_actuals_add_up_and_refunds_come_off():
    assert year(row(1, 10), row(2, 20, (4, 6)), row(3, 4, (6, 6), "refund")) == 26
    assert year(row(1, 10), row(2, -3, (1, 3), "adjustment")) == 7


def test_a_running_total_of_refunds_takes_no_spending_away():
    first = row(2, 4, (1, 6), "refund", running=True)

    assert year(row(1, 100), first, row(3, 9, (1, 9), "refund", running=True)) == 91


def test_a_running_total_stands_for_its_own_period_alone():
    assert year(row(1, 10, (1, 3)), row(2, 20, (4, 6), running=True)) == 30
    assert year(row(1, 10, (1, 3)), row(2, 20, (1, 6), running=True)) == 20


def test_a_late_report_of_a_quarter_is_within_the_running_total():
    late = row(9, 10, (1, 3), known=date(2025, 12, 1))

    assert year(row(1, 50, (1, 6), running=True), late) == 50


def test_of_running_totals_the_longest_period_stands_and_then_the_latest_report():
    half, nine = row(1, 50, (1, 6), running=True), row(2, 70, (1, 9), running=True)
    again = row(3, 65, (1, 9), running=True, known=date(2025, 11, 1))

    assert year(half, nine) == 70
    assert year(half, nine, again) == 65


def test_a_correction_known_later_changes_a_running_total_and_an_earlier_one_is_in_it():
    whole = row(2, 50, (1, 6), running=True)
    later = date(2025, 9, 1)

    assert year(row(1, -5, (1, 3), "adjustment"), whole) == 50
    assert year(whole, row(3, -5, (1, 3), "adjustment", known=later)) == 45
    assert year(whole, row(3, 5, (1, 3), "refund", known=later)) == 45


def test_cash_and_accrual_of_a_year_are_never_added():
    assert year(row(1, 10), row(2, 12, cash=False)) == 10
    assert year(row(1, 7, cash=False), row(2, 12, (4, 6), cash=False)) == 19


SAID = {
    "reference": "r",
    "entry": "1",
    "kind": "actual",
    "period_from": date(2025, 1, 1),
    "period_to": date(2025, 12, 31),
    "amount_won": 7,
    "evidence_grade": "A",
    "known_on": date(2026, 1, 31),
}


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"period_from": date(2023, 12, 31), "period_to": date(2024, 1, 1)}, "one_year_period"),
        ({"period_to": date(2026, 1, 1)}, "one_year_period"),
        ({"known_on": date(2025, 12, 30)}, "period_not_over"),
    ],
)
def test_money_that_has_no_year_or_is_not_spent_yet_is_refused(said, code):
    with pytest.raises(ValidationError, match=code):
        MovementInput(**SAID | said)
    assert MovementInput(**SAID | {"known_on": date(2025, 12, 31)}).amount_won == 7


@pytest.mark.parametrize(("day", "counts"), [(2023, 0), (2024, 7), (2027, 7), (2028, 0)])
def test_spending_counts_from_the_first_day_of_2024_to_the_last_of_2027(day, counts):
    judged = judge([record()], SCOPE, spent={1: {day: 7}}).values()

    found = total(judged, SCOPE, {1: {day: 7}}).headline.realised_won

    assert (found or 0) == counts


def test_a_whole_and_its_part_never_both_report_the_same_spending():
    later = record(1, lines=(line(stage=Stage.DEFERRED),))
    part = record(2, parent_id=1)
    spent = {1: {2025: 10}, 2: {2025: 4}}

    judged = judge([later, part], SCOPE, spent=spent)
    alone = judge([later, part], SCOPE, spent={2: {2025: 4}})

    assert total(judged.values(), SCOPE, spent).headline.realised_won == 10
    assert total(judged.values(), SCOPE, spent).headline.announced_won == JO
    assert total(alone.values(), SCOPE, {2: {2025: 4}}).headline.realised_won == 4


def test_spending_above_one_pledge_fills_nobody_elses_gap():
    firm = (line(stage=Stage.FIRM),)
    spent = {1: {2025: 3 * JO}}

    found = total(
        judge([record(1, lines=firm), record(2, lines=firm)], SCOPE, spent=spent).values(),
        SCOPE,
        spent,
    ).headline

    assert (found.over_delivery_won, found.remaining_won) == (2 * JO, JO)
    assert (found.realised_won, found.progress_won) == (3 * JO, 4 * JO)


def test_refunds_above_the_spending_count_as_less_than_nothing_to_the_won():
    spent = {1: {2025: -7}}

    found = total(judge([record()], SCOPE, spent=spent).values(), SCOPE, spent).headline

    assert (found.realised_won, found.over_delivery_won) == (-7, 0)


def test_spending_under_a_pledge_of_nothing_counts_by_its_shares():
    empty = record(lines=(line(won=0),), ai_share_ppm=500_000)
    spent = {1: {2025: 8}}

    found = total(judge([empty], SCOPE, spent=spent).values(), SCOPE, spent).headline

    assert (found.realised_won, found.over_delivery_won) == (4, 4)


def test_spending_that_counts_and_that_is_kept_out_make_up_what_was_reported():
    records = [
        record(1, ai_share_ppm=250_000),
        record(2, place=Place.ABROAD),
        record(3, parent_id=1),
        record(4, lines=(line(stage=Stage.DEFERRED),)),
        record(5, parent_id=4),
    ]
    spent = {key: {2023: 10, 2025: 7} for key in range(1, 6)}

    judged = judge(records, SCOPE, spent=spent).values()
    gone = by_rule(spending_removals(judged, spent, SCOPE))

    counts = total(judged, SCOPE, spent).headline.realised_won
    removed = {code: kept.won for code, kept in gone.items() if kept.won}
    assert removed == {
        "count_ai_share": 5,
        "count_abroad": 17,
        "count_part_of": 34,
        "count_out_of_window": 20,
    }
    assert counts + sum(removed.values()) == sum(10 + 7 for _ in records)
