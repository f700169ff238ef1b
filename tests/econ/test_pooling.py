"""Pooling of priors and estimates."""

import numpy as np
import pytest

from econ.errors import OutOfRange
from econ.pooling import pool

RANKS = (np.arange(4000) + 0.5) / 4000
MIXED = np.random.default_rng(3).permutation(RANKS)


def test_without_an_estimate_the_prior_stands(parameters):
    pooled = pool(-0.6, 0.25, None, None, parameters=parameters)

    assert (pooled.mean, pooled.sd, pooled.weight) == (-0.6, pytest.approx(0.25), 0.0)
    assert pooled.flags == ()


def test_a_conflict_widens_the_prior_and_says_so(parameters):
    pooled = pool(-0.6, 0.1, 0.9, 0.1, parameters=parameters)

    assert "estimate_conflicts_with_prior" in pooled.flags
    assert len(pooled.means) == 2
    assert pooled.mean > 0.5 * (-0.6 + 0.9)


def test_an_elasticity_that_is_not_negative_is_flagged(parameters):
    pooled = pool(-0.6, 0.5, 0.1, 0.1, parameters=parameters)

    assert pooled.truncated > 0.2
    assert "elasticity_not_negative" in pooled.flags


def test_draws_are_never_positive_and_keep_the_truncated_mean(parameters):
    pooled = pool(-0.6, 0.25, None, None, parameters=parameters)

    draws = pooled.draws(RANKS, MIXED)

    density = np.exp(-0.5 * (0.6 / 0.25) ** 2) / np.sqrt(2 * np.pi)
    expected = -0.6 - 0.25 * density / (1.0 - pooled.truncated)
    assert draws.max() <= 0.0
    assert draws.mean() == pytest.approx(expected, abs=1e-3)


def test_draws_of_a_mixture_come_from_all_its_parts(parameters):
    pooled = pool(-0.6, 0.1, -1.5, 0.3, parameters=parameters)

    draws = pooled.draws(RANKS, MIXED)

    assert draws.mean() == pytest.approx(pooled.mean, abs=0.02)


@pytest.mark.parametrize("sds", [(0.0, 0.2), (0.2, 0.0)])
def test_a_standard_deviation_of_nothing_is_refused(sds, parameters):
    with pytest.raises(OutOfRange):
        pool(-0.6, sds[0], -0.5, sds[1], parameters=parameters)
