"""User cost, wedges and their limits."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from econ.errors import OutOfRange
from econ.user_cost import (
    average_rate,
    b_index,
    depreciation_present_value,
    effective_credit,
    investment_response,
    marginal_rate,
    marginal_rate_shown,
    phased_in,
    user_cost,
    wedge,
)

SERVERS = {"tau": 0.275, "r": 0.07, "pi": 0.02, "delta": 0.30}
RETURNS = {"r": 0.07, "pi": 0.02, "delta": 0.30}


def written_off(allowances, discount):
    return sum(part / (1 + discount) ** year for year, part in enumerate(allowances))


def test_straight_line_equals_its_cash_flows():
    value = depreciation_present_value("straight_line", life=20, discount=0.07)

    assert value == pytest.approx(written_off([1 / 20] * 20, 0.07), rel=1e-12)


def test_declining_balance_equals_its_cash_flows():
    value = depreciation_present_value("declining", rate=0.451, discount=0.07)

    flows = [0.451 * 0.549**year for year in range(400)]
    assert value == pytest.approx(written_off(flows, 0.07), rel=1e-12)


def test_a_switch_to_straight_line_lies_between_its_parents():
    declining = depreciation_present_value("declining", rate=0.2, discount=0.07)
    switched = depreciation_present_value("declining_switch", rate=0.2, life=10, discount=0.07)

    flows = [0.2, 0.16, 0.128, 0.1024, 0.08192, 0.065536, *[0.065536] * 4]
    assert switched == pytest.approx(written_off(flows, 0.07), rel=1e-12)
    assert switched > declining


def test_expensing_is_worth_everything_and_so_is_no_discount():
    assert depreciation_present_value("expensing", discount=0.07) == 1.0
    assert depreciation_present_value("straight_line", life=5, discount=0.0) == 1.0


@pytest.mark.parametrize(
    ("method", "terms"),
    [("magic", {}), ("declining", {}), ("straight_line", {"life": 0.0}), ("declining_switch", {})],
)
def test_a_method_without_its_terms_is_refused(method, terms):
    with pytest.raises(OutOfRange):
        depreciation_present_value(method, discount=0.07, **terms)


@given(
    tau=st.floats(0.0, 0.6),
    delta=st.floats(0.01, 0.6),
    discount=st.floats(0.03, 0.2),
)
def test_expensing_without_credit_leaves_the_user_cost_untaxed(tau, delta, discount):
    cost = user_cost(tau=tau, r=discount, pi=0.02, delta=delta, z=1.0)

    assert cost == pytest.approx(discount - 0.02 + delta, rel=1e-12)


@given(credit=st.floats(0.0, 0.4), more=st.floats(0.01, 0.2))
def test_a_larger_credit_never_raises_the_user_cost(credit, more):
    small = user_cost(**SERVERS, z=0.92, credit=credit)
    large = user_cost(**SERVERS, z=0.92, credit=credit + more)

    assert large < small


def test_clawback_and_rural_tax_shrink_the_credit_alike():
    assert effective_credit(0.15, rural_tax=0.2) == effective_credit(0.15, clawback=0.2) < 0.15


def test_the_rural_tax_makes_capital_dearer():
    taxed = user_cost(**SERVERS, z=0.92, credit=0.15, rural_tax=0.2)

    assert taxed > user_cost(**SERVERS, z=0.92, credit=0.15)


def test_a_credit_that_reduces_the_base_is_worth_less():
    reduced = user_cost(**SERVERS, z=0.92, credit=0.15, psi=1.0)

    assert reduced > user_cost(**SERVERS, z=0.92, credit=0.15)


def test_a_wealth_tax_comes_on_top():
    cost = user_cost(**SERVERS, z=0.92)

    assert user_cost(**SERVERS, z=0.92, wealth_tax=0.01) == pytest.approx(cost + 0.01)


def test_a_tax_of_everything_is_refused():
    with pytest.raises(OutOfRange):
        user_cost(tau=1.0, r=0.07, pi=0.02, delta=0.3, z=1.0)
    with pytest.raises(OutOfRange):
        b_index(tau=1.0, credit=0.0)


def test_no_tax_means_no_wedge_and_no_rate():
    cost = user_cost(tau=0.0, r=0.07, pi=0.02, delta=0.30, z=1.0)

    assert wedge(cost, **RETURNS) == pytest.approx(0.0, abs=1e-15)
    assert marginal_rate(cost, **RETURNS) == pytest.approx(0.0, abs=1e-14)


def test_a_marginal_rate_at_no_cost_of_capital_is_refused():
    with pytest.raises(OutOfRange):
        marginal_rate(0.30, **RETURNS)


def test_a_marginal_rate_is_shown_only_where_it_means_something():
    assert marginal_rate_shown(0.36, delta=0.30, smallest=0.02)
    assert not marginal_rate_shown(0.3134, delta=0.30, smallest=0.02)


def test_the_average_rate_mixes_statutory_and_marginal_rate():
    cost, profit = 0.36, 0.20
    rho, rate = cost - 0.30, marginal_rate(cost, **RETURNS)

    found = average_rate(cost, **RETURNS, tau=0.275, profit=profit)

    expected = (profit - rho) / profit * 0.275 + rho / profit * rate
    assert found == pytest.approx(expected, rel=1e-12)


def test_an_average_rate_without_profit_is_refused():
    with pytest.raises(OutOfRange):
        average_rate(0.36, **RETURNS, tau=0.275, profit=0.0)


def test_no_change_of_cost_moves_nothing():
    assert investment_response(1.0, elasticity=-0.6) == 0.0


def test_a_negative_cost_ratio_is_refused():
    with pytest.raises(OutOfRange):
        investment_response(-0.1, elasticity=-0.6)


def test_a_step_arrives_by_its_persistence():
    arrived = phased_in(np.array([[0.0, 0.1, 0.1, 0.1]]), persistence=0.6)

    expected = [0.0, *(0.1 * (1 - 0.6 ** (h + 1)) for h in range(3))]
    assert arrived[0] == pytest.approx(expected, rel=1e-12)
