"""Schedules: exact to the won for any loan, and equal to what textbooks print."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from econ.loans import grant_element as econ_grant_element
from models.schedules import (
    BadTerms,
    DayCount,
    Flow,
    LoanPlan,
    Payment,
    Profile,
    RateChange,
    discounted,
    due_dates,
    grant_element,
    schedule,
    year_fraction,
)

WON = 1_000_000_000
DAY = date(2026, 1, 15)
STANDARD = [Profile.EQUAL_PRINCIPAL, Profile.ANNUITY, Profile.BULLET]


def plan(**said):
    terms = {
        "tranches": (Payment(DAY, WON),),
        "rate": Fraction(4, 100),
        "first_due": date(2026, 7, 15),
        "periods": 20,
        "per_year": 2,
        "profile": Profile.EQUAL_PRINCIPAL,
        "day_count": DayCount.THIRTY_360,
    }
    return LoanPlan(**(terms | said))


@st.composite
def plans(draw, profiles=STANDARD):
    begins = draw(st.dates(date(2020, 1, 1), date(2030, 12, 31)))
    per_year = draw(st.sampled_from([1, 2, 3, 4, 6, 12]))
    periods = draw(st.integers(1, 60))
    first_due = begins + timedelta(days=draw(st.integers(1, 400)))
    dues = due_dates(first_due, periods=periods, per_year=per_year)
    days = (dues[-1] - begins).days - 1
    later = draw(st.lists(st.tuples(st.integers(0, days), st.integers(1, 10**13)), max_size=3))
    tranches = [Payment(begins, draw(st.integers(1, 10**13)))]
    tranches += [Payment(begins + timedelta(days=after), won) for after, won in later]
    changes = draw(st.lists(st.tuples(st.integers(0, days), st.integers(0, 200_000)), max_size=2))
    return LoanPlan(
        tranches=tuple(tranches),
        rate=Fraction(draw(st.integers(0, 200_000)), 10**6),
        first_due=first_due,
        periods=periods,
        per_year=per_year,
        profile=draw(st.sampled_from(profiles)),
        day_count=draw(st.sampled_from(DayCount)),
        principal_grace=draw(st.integers(0, periods - 1)),
        interest_grace=draw(st.integers(0, periods - 1)),
        rate_changes=tuple(
            RateChange(begins + timedelta(days=after), Fraction(rate, 10**6))
            for after, rate in changes
        ),
    )


@settings(max_examples=1500)
@given(plans())
def test_principal_adds_up_to_what_was_paid_out_for_any_loan(terms):
    rows = schedule(terms)

    assert sum(row.principal for row in rows) == terms.principal
    assert rows[-1].balance == 0
    assert all(row.principal >= 0 and row.interest >= 0 and row.balance >= 0 for row in rows)
    assert [row.due for row in rows] == list(terms.dues)
    assert all(row.payment == row.principal + row.interest for row in rows)


@settings(max_examples=1500)
@given(plans())
def test_no_principal_in_its_grace_and_no_interest_in_its(terms):
    rows = schedule(terms)

    assert not any(row.principal for row in rows[: terms.principal_grace])
    assert not any(row.interest for row in rows[: terms.interest_grace])


@settings(max_examples=800)
@given(plans())
def test_interest_in_all_is_what_accrued_on_the_balances(terms):
    rows = schedule(terms)
    moves = sorted((one.on, one.won) for one in terms.tranches)

    days = sorted({*terms.dues, *(on for on, _ in moves), *(c.on for c in terms.rate_changes)})
    after = {row.due: row.balance for row in rows}
    balance, accrued = 0, Fraction(0)
    for first, last in pairwise(days):
        if first in after:
            balance = after[first]
        balance += sum(won for on, won in moves if on == first)
        if terms.begins_on <= first and last <= terms.dues[-1]:
            years = year_fraction(first, last, terms.day_count)
            accrued += balance * terms.rate_on(first) * years

    assert abs(sum(row.interest for row in rows) - accrued) <= Fraction(len(rows), 2)


@settings(max_examples=300)
@given(plans(profiles=[Profile.ANNUITY]))
def test_equal_instalments_are_equal_but_for_the_last(terms):
    assume(len(terms.tranches) == 1 and not terms.rate_changes and not terms.interest_grace)
    assume(terms.periods <= 40 and terms.rate < Fraction(1, 10))
    rows = schedule(terms)[terms.principal_grace :]
    assume(all(row.principal > 0 for row in rows))

    assert len({row.payment for row in rows[:-1]}) <= 1
    assert abs(rows[-1].payment - rows[0].payment) <= terms.periods * 2


@pytest.mark.parametrize(
    ("won", "rate", "months", "payment"),
    [
        (100_000_000, Fraction(6, 100), 360, 599_551),
        (200_000_000, Fraction(5, 100), 180, 1_581_587),
        (10_000_000, Fraction(12, 100), 12, 888_488),
    ],
)
def test_the_level_payment_is_the_annuity_formula(won, rate, months, payment):
    terms = plan(
        tranches=(Payment(DAY, won),), rate=rate, periods=months, per_year=12,
        first_due=date(2026, 2, 15), profile=Profile.ANNUITY,
    )  # fmt: skip

    rows = schedule(terms)

    exact = won * (rate / 12) / (1 - (1 + rate / 12) ** -months)
    assert rows[0].payment == payment == round(exact)


def test_equal_principal_leaves_the_residue_to_the_last_instalment():
    rows = schedule(plan(tranches=(Payment(DAY, 1_000),), periods=7))

    assert [row.principal for row in rows] == [143] * 6 + [142]


@pytest.mark.parametrize("profile", STANDARD)
def test_without_interest_only_principal_is_due(profile):
    rows = schedule(plan(rate=Fraction(0), profile=profile, periods=3))

    assert not any(row.interest for row in rows)
    expected = [0, 0, WON] if profile is Profile.BULLET else [333333333, 333333333, 333333334]
    assert [row.principal for row in rows] == expected


@pytest.mark.parametrize(
    ("count", "years"),
    [
        (DayCount.THIRTY_360, Fraction(70, 360)),
        (DayCount.ACTUAL_365, Fraction(71, 365)),
        (DayCount.ACTUAL_ACTUAL, Fraction(71, 365)),
    ],
)
def test_a_partial_first_period_goes_by_days(count, years):
    paid_out = Payment(date(2026, 5, 4), 1_000_000)
    terms = plan(tranches=(paid_out,), day_count=count, first_due=date(2026, 7, 14))

    assert schedule(terms)[0].interest == round(1_000_000 * Fraction(4, 100) * years)


def test_a_leap_year_counts_366_days():
    first, last = date(2023, 12, 31), date(2024, 12, 31)

    assert year_fraction(first, last, DayCount.ACTUAL_365) == Fraction(366, 365)
    assert year_fraction(first, last, DayCount.ACTUAL_ACTUAL) == Fraction(1, 365) + Fraction(
        365, 366
    )
    assert year_fraction(first, last, DayCount.THIRTY_360) == 1


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (date(2026, 1, 31), date(2026, 2, 28), 28),
        (date(2026, 1, 30), date(2026, 3, 31), 60),
        (date(2026, 1, 15), date(2026, 3, 31), 76),
        (date(2026, 2, 28), date(2026, 3, 31), 33),
    ],
)
def test_thirty_360_follows_the_bond_basis(first, last, days):
    assert year_fraction(first, last, DayCount.THIRTY_360) == Fraction(days, 360)


def test_a_tranche_on_a_due_date_belongs_to_the_next_period():
    late = Payment(date(2026, 7, 15), WON)
    rows = schedule(plan(tranches=(Payment(DAY, WON), late), periods=4))

    assert rows[0].interest == 20_000_000
    assert rows[0].balance == WON - 250_000_000
    assert rows[1].interest == round((2 * WON - 250_000_000) * Fraction(2, 100))
    assert [row.principal for row in rows[1:]] == [583_333_333, 583_333_333, 583_333_334]


def test_a_tranche_within_a_period_earns_interest_by_days():
    rows = schedule(plan(tranches=(Payment(DAY, WON), Payment(date(2026, 4, 15), WON))))

    assert rows[0].interest == 20_000_000 + 10_000_000


def test_a_rate_change_splits_the_period_at_its_day():
    change = RateChange(date(2026, 4, 15), Fraction(8, 100))

    assert schedule(plan(rate_changes=(change,)))[0].interest == 10_000_000 + 20_000_000


def test_a_rate_change_makes_a_new_level_payment():
    change = RateChange(date(2031, 7, 15), Fraction(2, 100))
    rows = schedule(plan(profile=Profile.ANNUITY, rate_changes=(change,)))

    payments = [row.payment for row in rows]
    assert len(set(payments[:11])) == 1
    assert len(set(payments[11:-1])) == 1
    assert payments[11] < payments[10]


def test_a_prepayment_lowers_what_is_left():
    paid = Payment(date(2026, 10, 15), 400_000_000)
    rows = schedule(plan(prepayments=(paid,), periods=5))

    assert sum(row.principal for row in rows) == WON - paid.won
    assert rows[1].interest == 800_000_000 * 4 // 100 // 4 + 400_000_000 * 4 // 100 // 4
    assert [row.principal for row in rows[1:]] == [100_000_000] * 4


def test_deferred_interest_is_due_after_its_grace_without_interest_on_it():
    rows = schedule(plan(principal_grace=4, interest_grace=2))

    assert [row.interest for row in rows[:4]] == [0, 0, 60_000_000, 20_000_000]


def test_custom_principal_is_paid_as_stated():
    dues = due_dates(date(2026, 7, 15), periods=3, per_year=2)
    stated = {dues[0]: 100, dues[2]: 900}
    terms = plan(tranches=(Payment(DAY, 1000),), periods=3, profile=Profile.CUSTOM, custom=stated)

    assert [row.principal for row in schedule(terms)] == [100, 0, 900]


def test_a_day_that_a_month_lacks_is_its_last_and_comes_back():
    assert due_dates(date(2026, 1, 31), periods=3, per_year=12) == (
        date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("said", "field", "code"),
    [
        ({"periods": 0}, "periods", "periods_range"),
        ({"per_year": 5}, "per_year", "per_year_divides"),
        ({"per_year": 0}, "per_year", "per_year_divides"),
        ({"tranches": ()}, "principal", "principal_positive"),
        ({"tranches": (Payment(DAY, 0),)}, "principal", "principal_positive"),
        ({"rate": Fraction(-1, 100)}, "rate", "rate_range"),
        ({"rate": Fraction(2)}, "rate", "rate_range"),
        ({"principal_grace": 20}, "principal_grace", "grace_range"),
        ({"interest_grace": -1}, "interest_grace", "grace_range"),
        ({"first_due": DAY}, "disbursed_on", "after_first_due"),
        (
            {"tranches": (Payment(DAY, 1), Payment(date(2036, 1, 15), 1))},
            "disbursed_on", "after_last_due",
        ),
        ({"prepayments": (Payment(DAY, 0),)}, "prepayments", "principal_positive"),
        ({"custom": {DAY: 1}}, "custom", "custom_only"),
        ({"profile": Profile.CUSTOM}, "custom", "custom_only"),
        ({"profile": Profile.CUSTOM, "custom": {DAY: WON}}, "custom", "custom_dates"),
        (
            {"profile": Profile.CUSTOM, "custom": {date(2026, 7, 15): 1}},
            "custom", "custom_sum",
        ),
        (
            {
                "profile": Profile.CUSTOM, "custom": {date(2026, 7, 15): WON},
                "prepayments": (Payment(date(2026, 8, 1), 1),),
            },
            "custom", "custom_prepaid",
        ),
    ],
)  # fmt: skip
def test_terms_that_make_no_loan_are_refused_by_field(said, field, code):
    with pytest.raises(BadTerms) as refused:
        plan(**said)

    assert (refused.value.field, refused.value.code) == (field, code)


def test_more_cannot_be_prepaid_than_is_owed():
    terms = plan(prepayments=(Payment(date(2026, 8, 1), WON),))

    with pytest.raises(BadTerms, match="prepaid_too_much"):
        schedule(terms)


def test_the_grant_element_of_the_guide_comes_out():
    terms = plan(rate=Fraction(2, 100), principal_grace=6)

    found = grant_element(terms, schedule(terms), Fraction(1, 10))

    assert round(found * 100, 6) == Decimal("36.950554")


@settings(max_examples=60)
@given(st.integers(1, 150_000), st.integers(1, 150_000), st.integers(0, 8), st.booleans())
def test_the_dated_grant_element_is_the_one_of_the_model(rate, discount, grace, annuity):
    profile = Profile.ANNUITY if annuity else Profile.EQUAL_PRINCIPAL
    terms = plan(rate=Fraction(rate, 10**6), principal_grace=grace, profile=profile)

    found = grant_element(terms, schedule(terms), Fraction(discount, 10**6))

    expected = econ_grant_element(
        rate=rate / 1e6, discount=discount / 1e6, maturity_years=10, grace_years=grace / 2,
        payments_per_year=2, profile=profile.value,
    )  # fmt: skip
    assert float(found) == pytest.approx(expected, abs=1e-7)  # The schedule is in whole won.


def test_money_today_is_worth_itself_and_less_later():
    flows = [Flow(DAY, 100), Flow(date(2027, 1, 15), 110)]

    assert discounted(flows, DAY, Fraction(1, 10), DayCount.THIRTY_360) == 200
