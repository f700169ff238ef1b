"""What a lever must be, against answers that are known in closed form."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from econ.errors import NotFinite, OutOfRange
from econ.inverse import least_cost, levers_by_draw, marginal_cost, solve
from econ.loans import grant_element, price_response
from econ.user_cost import investment_response, user_cost
from tests.econ.test_golden import LOAN, SERVERS, costs, printed

ALONE, AUTONOMOUS, ADDED = 26_854.03699893, 800.0, 150.5 + 105.0
CREDIT_WORTH = 0.80 * (1.0 - 0.20)


def golden_total(credit):
    """I_tot of the worked example as a function of its statutory credit."""
    z, without, _ = costs()
    cost = user_cost(**SERVERS, z=z, credit=credit, utilisation=0.80, rural_tax=0.20)
    lift = 1.0 + investment_response(cost / without, elasticity=-0.6)
    cheap = 1.0 + price_response(grant_element(**LOAN) * 0.05 * 0.75, elasticity=-0.6)
    return (ALONE + AUTONOMOUS) * float(lift * cheap) + ADDED


def test_case_f_the_credit_that_gives_31_000():
    answer = solve(golden_total, target=31_000.0, low=0.0, high=0.5)

    assert golden_total(0.15) == printed(30_390.644321, 6)
    assert answer.value == printed(0.1832906375, 10)
    assert answer.monotone
    assert not answer.met_already


def test_case_f_what_one_more_won_costs():
    before, after = 0.15, 0.1832906375
    totals = golden_total(before), golden_total(after)
    spent = tuple(
        credit * CREDIT_WORTH * total for credit, total in zip((before, after), totals, strict=True)
    )

    assert marginal_cost(spent, totals) == printed(1.1799, 4)


def test_no_change_has_no_price():
    assert marginal_cost((1.0, 2.0), (5.0, 5.0)) is None


@given(
    slope=st.floats(0.1, 100.0),
    base=st.floats(-100.0, 100.0),
    share=st.floats(0.0, 1.0),
)
def test_a_straight_line_is_solved_exactly(slope, base, share):
    target = base + slope * (2.0 + 5.0 * share)

    answer = solve(lambda x: base + slope * x, target=target, low=2.0, high=7.0)

    if answer.value is None:  # the last digit of the sum may put the end below the target
        assert answer.gap < 1e-9 * max(1.0, abs(target))
    else:
        assert answer.value == pytest.approx(2.0 + 5.0 * share, abs=1e-8)


def test_a_lever_that_cannot_reach_tells_its_best_and_what_is_missing():
    answer = solve(lambda x: 10.0 * x, target=65.0, low=0.0, high=5.0)

    assert answer.value is None
    assert (answer.best, answer.best_outcome, answer.gap) == (5.0, 50.0, 15.0)


def test_a_target_that_is_met_already_needs_nothing():
    answer = solve(lambda x: 70.0 + x, target=65.0, low=0.0, high=5.0)

    assert answer.met_already
    assert answer.value == 0.0


def test_where_the_outcome_falls_again_the_first_answer_is_given_and_marked():
    answer = solve(lambda x: 4.0 - (x - 2.0) ** 2, target=3.0, low=0.0, high=5.0)

    assert answer.value == pytest.approx(1.0)
    assert not answer.monotone


@pytest.mark.parametrize("bounds", [(1.0, 1.0), (2.0, 1.0)])
def test_an_empty_range_is_refused(bounds):
    with pytest.raises(OutOfRange):
        solve(lambda x: x, target=1.0, low=bounds[0], high=bounds[1])


def test_an_outcome_that_is_no_number_is_refused():
    with pytest.raises(NotFinite):
        solve(lambda x: float("nan"), target=1.0, low=0.0, high=1.0)


def test_every_draw_has_a_lever_of_its_own():
    levers = [0.0, 1.0, 2.0]
    outcomes = np.array([[0.0, 9.0, 0.0], [4.0, 10.0, 1.0], [8.0, 11.0, 2.0]])

    found = levers_by_draw(levers, outcomes, 6.0)

    assert found[:2] == pytest.approx([1.5, 0.0])
    assert np.isnan(found[2])


def test_the_cheapest_mix_of_two_levers_is_the_one_of_lagrange():
    """min a x² + b y² with x + y = s: x = s b/(a + b)."""
    mix = least_cost(
        lambda v: 3.0 * v[0] ** 2 + v[1] ** 2,
        lambda v: v[0] + v[1],
        target=8.0,
        bounds=[(0.0, 10.0), (0.0, 10.0)],
        rng=np.random.default_rng(1),
    )

    assert mix.values == pytest.approx((2.0, 6.0), rel=1e-4)
    assert mix.cost == pytest.approx(48.0, rel=1e-5)
    assert mix.at_bounds == ()


def test_a_dear_lever_stays_at_its_bound_and_is_named():
    mix = least_cost(
        lambda v: 5.0 * v[0] + 1e-3 * v[1],
        lambda v: v[0] + v[1] / 1e3,
        target=2.0,
        bounds=[(0.0, 10.0), (0.0, 5_000.0)],
        rng=np.random.default_rng(1),
    )

    assert mix.values == pytest.approx((0.0, 2_000.0), abs=1e-3)
    assert mix.at_bounds == ((0, "low"),)


def test_where_no_mix_is_enough_the_nearest_is_given():
    mix = least_cost(
        lambda v: v[0] + v[1],
        lambda v: v[0] + v[1],
        target=50.0,
        bounds=[(0.0, 10.0), (0.0, 10.0)],
        rng=np.random.default_rng(1),
    )

    assert mix.values is None
    assert mix.nearest == pytest.approx((10.0, 10.0), abs=1e-6)
    assert mix.at_bounds == ((0, "high"), (1, "high"))


def test_an_empty_bound_is_refused_for_a_mix():
    with pytest.raises(OutOfRange):
        least_cost(sum, sum, target=1.0, bounds=[(1.0, 0.0)], rng=np.random.default_rng(1))
