"""What a loan costs the state: the grant element, defaults, guarantees, and what really came."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.lending import LoanFunding, SubsidyPart
from models.loans.contract import Contract
from models.loans.course import course_of
from models.loans.position import position_of
from models.loans.rows import Row, Told
from models.loans.subsidy import Assumption, Support, preference, subsidy_of
from models.schedules import DayCount, Payment, Profile
from models.vocabulary import MovementKind

WON = 1_000_000_000_000
DAY = date(2026, 1, 15)
PLAIN = Assumption(Fraction(1, 10), Fraction(0), Fraction(0), 0, Fraction(0))
BUDGET = Support(LoanFunding.BUDGET)


def contract(**said):
    terms = {
        "face_won": WON,
        "rate": Fraction(2, 100),
        "per_year": 2,
        "periods": 20,
        "principal_grace": 6,
        "profile": Profile.EQUAL_PRINCIPAL,
        "day_count": DayCount.THIRTY_360,
        "effective_on": DAY,
    }
    return Contract(**(terms | said))


def cost(support=BUDGET, assumed=PLAIN, rows=(), on=DAY, **terms):
    course = course_of(contract(**terms), rows, on)
    late = position_of(rows, course, on).arrears
    return subsidy_of(course, rows, late, support, assumed, on)


def test_the_guides_grant_element_is_the_preference_and_the_cost_without_defaults():
    course = course_of(contract(), [], DAY)

    assert round(preference(course, Fraction(1, 10)) * 100, 6) == Decimal("36.950554")
    assert sum(cost().values()) == pytest.approx(0.36950554 * WON, abs=10_000)


def test_a_loan_at_the_treasurys_own_rate_costs_nothing():
    at_cost = PLAIN.__class__(Fraction(2, 100), Fraction(0), Fraction(0), 0, Fraction(0))

    parts = cost(assumed=at_cost, per_year=1, periods=10, principal_grace=0)

    assert abs(sum(parts.values())) <= 10


def test_a_bullet_with_defaults_is_the_formula():
    """One payment after a year: cost = L − [(1−p)·L·(1+r) + p·L·q]/(1+d)."""
    rate, default, recovery = Fraction(3, 100), Fraction(1, 20), Fraction(4, 10)
    assumed = Assumption(Fraction(5, 100), default, recovery, 0, Fraction(1, 100))

    parts = cost(assumed=assumed, rate=rate, per_year=1, periods=1, principal_grace=0,
                 profile=Profile.BULLET)  # fmt: skip

    discount = Fraction(105, 100)
    assert parts[SubsidyPart.PAID_OUT] == WON
    assert parts[SubsidyPart.SERVICE] == round(-(1 - default) * WON * (1 + rate) / discount)
    assert parts[SubsidyPart.RECOVERED] == round(-default * WON * recovery / discount)
    assert parts[SubsidyPart.FEES] == round(-(1 - default) * WON / 100 / discount)


def test_what_is_recovered_later_is_worth_less():
    soon = Assumption(Fraction(5, 100), Fraction(1, 20), Fraction(1, 2), 0, Fraction(0))
    late = Assumption(Fraction(5, 100), Fraction(1, 20), Fraction(1, 2), 24, Fraction(0))

    assert sum(cost(assumed=late).values()) > sum(cost(assumed=soon).values())


def test_the_banks_own_account_costs_the_state_nothing():
    assert cost(Support(LoanFunding.BANK)) == {}


def test_interest_that_the_state_pays_is_the_points_on_the_balance():
    support = Support(LoanFunding.INTEREST_SUBSIDY, subsidy=Fraction(2, 100))

    parts = cost(support, per_year=1, periods=2, principal_grace=0)

    first, second = WON * 2 // 100, WON // 2 * 2 // 100
    expected = Decimal(first) / Decimal("1.1") + Decimal(second) / Decimal("1.21")
    assert parts == {SubsidyPart.INTEREST_SUPPORT: round(expected)}


def test_a_guarantee_costs_the_guaranteed_part_of_what_is_lost():
    support = Support(LoanFunding.GUARANTEE, guaranteed=Fraction(8, 10))
    assumed = Assumption(Fraction(0), Fraction(1, 10), Fraction(1, 4), 0, Fraction(1, 100))

    parts = cost(support, assumed, per_year=1, periods=1, principal_grace=0,
                 profile=Profile.BULLET)  # fmt: skip

    assert parts == {
        SubsidyPart.GUARANTEE_CALLS: WON * 8 // 100,
        SubsidyPart.RECOVERED: -WON * 2 // 100,
        SubsidyPart.FEES: round(-WON * Fraction(9, 10) * Fraction(8, 10) / 100),
    }


@pytest.mark.parametrize(
    ("funding", "terms", "known"),
    [
        (LoanFunding.BUDGET, {}, True),
        (LoanFunding.BANK, {}, True),
        (LoanFunding.GUARANTEE, {}, False),
        (LoanFunding.INTEREST_SUBSIDY, {}, False),
        (LoanFunding.GUARANTEE, {"guaranteed": Fraction(1, 2)}, True),
    ],
)
def test_the_cost_is_unknown_where_a_term_is(funding, terms, known):
    assert Support(funding, **terms).is_known is known


def test_a_later_estimate_takes_what_happened_as_it_was():
    assumed = Assumption(Fraction(5, 100), Fraction(2, 100), Fraction(1, 2), 12, Fraction(0))
    paid = [
        Row("1", MovementKind.DISBURSEMENT, DAY, WON),
        Row("2", MovementKind.REPAYMENT, date(2027, 1, 15), WON * 102 // 100,
            principal_won=WON, interest_won=WON * 2 // 100),
    ]  # fmt: skip
    terms = {"per_year": 1, "periods": 1, "principal_grace": 0, "profile": Profile.BULLET}

    before = cost(assumed=assumed, rows=paid, on=DAY, **terms)
    after = cost(assumed=assumed, rows=paid, on=date(2027, 6, 1), **terms)

    assert sum(before.values()) > sum(after.values())
    assert sum(after.values()) == round(WON - Fraction(102, 105) * WON)


def test_what_is_overdue_comes_back_as_far_as_recoveries_do():
    assumed = Assumption(Fraction(0), Fraction(0), Fraction(1, 4), 0, Fraction(0))
    paid = [Row("1", MovementKind.DISBURSEMENT, DAY, WON)]
    terms = {"per_year": 1, "periods": 1, "principal_grace": 0, "profile": Profile.BULLET}

    parts = cost(assumed=assumed, rows=paid, on=date(2027, 6, 1), **terms)

    assert parts == {SubsidyPart.PAID_OUT: WON, SubsidyPart.RECOVERED: -WON * 102 // 400}


def test_a_tranche_to_come_is_paid_out_on_its_day():
    planned = {"1": Payment(DAY, WON // 2), "2": Payment(date(2027, 1, 15), WON // 2)}
    at_nothing = Assumption(Fraction(0), Fraction(0), Fraction(0), 0, Fraction(0))

    parts = cost(assumed=at_nothing, tranches=planned, rate=Fraction(0))

    assert sum(parts.values()) == 0
    rows = [Row("1", MovementKind.DISBURSEMENT, DAY, WON // 2, tranche="1")]
    later = cost(assumed=at_nothing, rows=rows, tranches=planned, on=date(2026, 3, 1))
    assert later[SubsidyPart.PAID_OUT] == WON


PROFILES = st.sampled_from([one for one in Profile if one is not Profile.CUSTOM])
ROUNDED = 20
"""Won: the interest of each of the twenty periods is rounded to the won."""


def expected(discount, default=0, recovery=0):
    rate, *rest = (Fraction(ppm, 10**6) for ppm in (discount, default, recovery))
    return Assumption(rate, *rest, 0, Fraction(0))


@settings(max_examples=400, deadline=None)
@given(st.integers(0, 150_000), st.integers(0, 150_000), st.integers(0, 200_000), PROFILES)
def test_defaults_that_recover_nothing_never_make_a_loan_cheaper(rate, discount, default, profile):
    terms = {"rate": Fraction(rate, 10**6), "profile": profile}

    risky = sum(cost(assumed=expected(discount, default), **terms).values())

    assert risky >= sum(cost(assumed=expected(discount), **terms).values())


@settings(max_examples=400, deadline=None)
@given(st.integers(0, 150_000), st.integers(0, 200_000), st.integers(0, 10**6), PROFILES)
def test_at_the_treasurys_rate_no_recovery_makes_a_default_pay(rate, default, recovery, profile):
    """What is recovered is at most the balance; below that rate, early money is worth more."""
    terms = {"rate": Fraction(rate, 10**6), "profile": profile}

    risky = sum(cost(assumed=expected(rate, default, recovery), **terms).values())

    assert risky >= sum(cost(assumed=expected(rate), **terms).values()) - ROUNDED


def test_where_the_lender_tells_balances_the_rest_is_in_proportion_to_what_is_owed():
    told = Told(disbursed_won=WON // 2, repaid_won=0, interest_won=0)
    rows = [Row("1", MovementKind.BALANCE, date(2026, 3, 31), WON // 2, told=told)]
    at_nothing = Assumption(Fraction(0), Fraction(0), Fraction(0), 0, Fraction(0))

    parts = cost(assumed=at_nothing, rows=rows, rate=Fraction(0), on=date(2026, 4, 1))

    assert parts[SubsidyPart.PAID_OUT] == WON // 2
    assert sum(parts.values()) == 0
