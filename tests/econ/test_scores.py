"""Scores of forecasts against closed forms."""

import numpy as np
import pytest
from scipy.special import ndtri

from econ.errors import SampleTooShort
from econ.scores import coverage, crps, crps_normal, pinball


def test_the_normal_score_at_its_centre_is_the_published_one():
    assert crps_normal(0.0) == pytest.approx((np.sqrt(2) - 1) / np.sqrt(np.pi), abs=1e-12)
    assert crps_normal(0.0) == pytest.approx(0.23369498, abs=5e-9)


def test_a_sample_score_approaches_the_closed_form():
    ranks = (np.arange(20_000) + 0.5) / 20_000

    assert crps(3.0 + 2.0 * ndtri(ranks), 4.0) == pytest.approx(
        crps_normal(4.0, mean=3.0, sd=2.0), abs=1e-4
    )


def test_a_single_draw_scores_its_distance():
    assert crps(np.array([3.0]), 5.0) == 2.0


def test_no_draw_and_no_outcome_are_refused():
    with pytest.raises(SampleTooShort):
        crps(np.array([]), 1.0)
    with pytest.raises(SampleTooShort):
        coverage(np.array([]), np.array([]), np.array([]))


def test_missing_a_high_quantile_upwards_costs_most():
    assert pinball(1.0, 3.0, level=0.9) == pytest.approx(1.8)
    assert pinball(3.0, 1.0, level=0.9) == pytest.approx(0.2)


def test_coverage_counts_outcomes_on_the_bounds():
    low, high = np.array([0.0, 0.0]), np.array([1.0, 1.0])

    assert coverage(low, high, np.array([1.0, 2.0])) == 0.5
