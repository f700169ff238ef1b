"""The total without double counting, and attainment."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from econ.attribution import COALITIONS
from econ.channels.effect import Effect
from econ.errors import OverlapExceedsPledges
from econ.investment import attainment, combine, pledged_alone

ALL = COALITIONS.index(frozenset({"pledge", "tax_incentive", "fund", "loan"}))
amounts = st.floats(0.0, 5e3)
small = st.floats(0.0, 0.3)


def effects(base, lift, cheap, fund, credit, overlap_fund=0.2, overlap_loan=0.5):
    return {
        "pledge": Effect(base=np.array(base, dtype=float).reshape(1, -1, 1)),
        "tax_incentive": Effect(factor=np.array(lift, dtype=float).reshape(1, -1, 1) + 1.0),
        "fund": Effect(added=np.array([[fund]]), overlap=np.array([overlap_fund])),
        "loan": Effect(
            factor=np.array([[[1.0 + cheap]]]),
            added=np.array([[credit]]),
            overlap=np.array([overlap_loan]),
        ),
    }


@given(
    base=st.lists(st.floats(1e4, 1e5), min_size=3, max_size=3),
    lift=st.lists(small, min_size=3, max_size=3),
    cheap=small,
    fund=amounts,
    credit=amounts,
    autonomous=amounts,
)
def test_the_identity_of_the_total_holds(base, lift, cheap, fund, credit, autonomous):
    found = combine(effects(base, lift, cheap, fund, credit), np.array([autonomous]), strict=False)

    alone = found.pledged_alone[0, :, 0]
    mean = float((alone * (1.0 + np.array(lift))).sum() / alone.sum()) * (1.0 + cheap)
    expected = sum(base) + 0.8 * fund + 0.5 * credit + autonomous * mean
    assert found.total[0, 0] == pytest.approx(expected, rel=1e-12)


@given(
    base=st.lists(st.floats(1e4, 1e5), min_size=2, max_size=2),
    cheap=small,
    fund=amounts,
    credit=amounts,
)
def test_under_the_strict_scope_the_total_is_the_register(base, cheap, fund, credit):
    found = combine(effects(base, [0.1, 0.2], cheap, fund, credit), np.array([800.0]), strict=True)

    assert found.total[0, 0] == pytest.approx(sum(base), rel=1e-12)
    assert found.autonomous.tolist() == [0.0]
    assert found.coalitions[0, 0, 0] == 0.0


def test_overlap_beyond_the_pledges_is_limited_to_them_and_marked():
    found = combine(effects([100.0], [0.1], 0.0, 900.0, 100.0), np.zeros(1), strict=True)

    assert found.limited[0, 0]
    assert found.pledged_alone[0, 0, 0] == pytest.approx(0.0)
    assert found.total[0, 0] == pytest.approx(100.0)


def test_without_pledges_only_what_is_added_counts_and_only_broadly():
    nothing = effects([0.0], [0.1], 0.0, 900.0, 100.0)

    strict = combine(nothing, np.zeros(1), strict=True)
    broad = combine(nothing, np.array([50.0]), strict=False)

    assert strict.total[0, 0] == 0.0
    assert broad.total[0, 0] == pytest.approx(900.0 + 100.0 + 50.0 * 1.1)


def test_overlap_beyond_the_pledges_is_refused_by_the_formula():
    with pytest.raises(OverlapExceedsPledges):
        pledged_alone(100.0, recorded_bn=150.0, factor=1.1)


def test_a_coalition_of_all_is_the_last_one():
    assert ALL == 15


def test_attainment_counts_draws_at_or_above_the_target():
    totals = np.array([[10.0, 20.0], [20.0, 30.0], [30.0, 40.0], [5.0, 5.0]])

    found = attainment(
        totals, target_bn=50.0, pace_bn=np.array([20.0, 30.0]), realised_bn=12.0, left=1
    )

    assert found.probability == 0.5
    assert found.probability_se == pytest.approx(0.25)
    assert found.by_year == (0.5, 0.5)
    assert found.shortfall_when_missed == pytest.approx(30.0)
    assert found.required_annual_bn == pytest.approx(38.0)


def test_a_target_that_every_draw_reaches_has_no_shortfall():
    found = attainment(
        np.full((4, 2), 30.0), target_bn=50.0, pace_bn=np.ones(2), realised_bn=None, left=0
    )

    assert found.shortfall_when_missed is None
    assert found.realised_bn is None
    assert found.required_annual_bn is None
