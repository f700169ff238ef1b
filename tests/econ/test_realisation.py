"""The recursion of delivery, slippage and cancellation, and its restart from reports."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from econ.errors import OutOfRange, WrongShape
from econ.realisation import annual_share, delivered, exposure, realise, stretched, trace

PROFILE = np.array([0.10, 0.30, 0.40, 0.20])
PLAN = np.array([[100.0, 300.0, 400.0, 200.0]])
NONE = np.nan

shares = st.floats(0.0, 1.0)


@given(share=shares, slippage=shares, hazard=shares)
def test_every_won_is_delivered_given_up_carried_or_cancelled(share, slippage, hazard):
    found = trace(PLAN, share, slippage, hazard)

    alive = trace(PLAN, share, slippage)
    cancelled = alive.realised.sum() - found.realised.sum()
    parts = found.realised.sum() + found.given_up.sum() + found.carried[0, -1] + cancelled
    assert parts == pytest.approx(1000.0, rel=1e-12)


@given(share=shares, slippage=shares, power=st.integers(-6, 9))
def test_the_unit_of_money_does_not_matter(share, slippage, power):
    scale = 10.0**power

    scaled = realise(PLAN * scale, share, slippage, 0.1)

    assert scaled == pytest.approx(scale * realise(PLAN, share, slippage, 0.1), rel=1e-12)


def test_a_cancelled_pledge_brings_nothing_after():
    called_off = np.array([[0.0, 1.0, 0.0, 0.0]])

    assert realise(PLAN, 1.0, 0.5, called_off)[0].tolist() == [100.0, 0.0, 0.0, 0.0]


def test_reported_years_replace_the_model_and_the_rest_restarts():
    reported = np.array([[50.0, 200.0, NONE, NONE]])

    found = trace(PLAN, 0.5, 0.5, reported=reported)

    assert found.realised[0, :2].tolist() == [50.0, 200.0]
    assert found.balance[0, 2] == 400.0 + 100.0 + 300.0 - 50.0 - 200.0


def test_an_unreported_year_before_a_report_is_modelled_not_zero():
    reported = np.array([[NONE, 200.0, NONE, NONE]])

    found = trace(PLAN, 0.5, 0.5, reported=reported)

    assert found.realised[0, 0] == 50.0
    assert found.balance[0, 2] == 400.0 + (100.0 + 300.0) - (50.0 + 200.0)


def test_being_ahead_of_schedule_lowers_what_is_still_to_come():
    reported = np.array([[300.0, NONE, NONE, NONE]])

    found = trace(PLAN, 1.0, 1.0, reported=reported)

    assert found.realised[0].tolist() == [300.0, 100.0, 400.0, 200.0]


def test_delivery_above_the_whole_pledge_is_kept_and_lowers_nothing_else():
    reported = np.array([[1500.0, NONE, NONE, NONE]])

    found = trace(PLAN, 1.0, 1.0, reported=reported)

    assert found.realised[0].tolist() == [1500.0, 0.0, 0.0, 0.0]
    assert found.carried[0, -1] == -500.0


def test_a_half_reported_year_is_modelled_for_its_other_half():
    reported = np.array([[100.0, 100.0, NONE, NONE]])
    covered = np.array([[1.0, 0.5, 0.0, 0.0]])

    found = trace(PLAN, 0.5, 0.5, reported=reported, covered=covered)

    left = 300.0 - 100.0
    assert found.realised[0, 1] == 100.0 + 0.5 * 0.5 * left
    assert found.given_up[0, 1] == 0.5 * 0.5 * (left - 0.25 * left)


def test_nothing_can_be_cancelled_before_it_begins_or_before_its_last_report():
    covered = np.array([[0.0, 0.0, 0.5, 0.0], [0.0, 0.0, 0.0, 0.0]])
    plan = np.array([[1.0, 1.0, 1.0, 1.0], [0.0, 1.0, 1.0, 1.0]])

    assert exposure(covered, plan).tolist() == [[0.0, 0.0, 0.5, 1.0], [0.0, 1.0, 1.0, 1.0]]


@pytest.mark.parametrize("final", [0.2, 0.35, 0.59, 0.75, 0.88, 0.93, 0.97])
@pytest.mark.parametrize("hazard", [0.0, 0.01, 0.10, 0.30])
def test_yearly_share_slippage_and_hazard_jointly_give_the_final_share(final, hazard):
    share, risk = annual_share(final, slippage=0.6, hazard=hazard, profile=PROFILE)

    assert realise(PROFILE, float(share), 0.6, float(risk)).sum() == pytest.approx(final, abs=1e-9)
    assert risk <= hazard


def test_the_hazard_gives_way_only_where_no_share_would_do():
    shares_, risks = annual_share(
        np.array([0.59, 0.90]), slippage=0.6, hazard=0.10, profile=PROFILE
    )

    assert risks[0] == 0.10
    assert risks[1] < 0.10
    assert shares_[1] > shares_[0]


def test_a_share_that_cannot_be_reached_is_taken_as_the_largest():
    share, risk = annual_share(1.0, slippage=0.6, hazard=0.1, profile=PROFILE)

    assert delivered(PROFILE, share, 0.6, risk) == pytest.approx(1.0, abs=5e-3)


@pytest.mark.parametrize("years", range(1, 12))
def test_a_stretched_profile_keeps_the_whole_amount(years):
    assert stretched(PROFILE, years).sum() == pytest.approx(1.0, rel=1e-12)


def test_a_profile_stretched_to_its_own_length_is_itself():
    assert stretched(PROFILE, 4) == pytest.approx(PROFILE)
    assert stretched(PROFILE, 2) == pytest.approx([0.4, 0.6])


def test_a_period_without_a_year_is_refused():
    with pytest.raises(OutOfRange):
        stretched(PROFILE, 0)


def test_a_share_above_one_is_refused():
    with pytest.raises(OutOfRange):
        realise(PLAN, 1.1, 0.5)


def test_a_coefficient_of_another_shape_is_refused():
    with pytest.raises(WrongShape):
        realise(PLAN, np.ones((1, 3)), 0.5)
