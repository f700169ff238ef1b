"""Random numbers of a block depend on its name and the seed, and on nothing else."""

import numpy as np
import pytest
from scipy import stats
from scipy.special import expit

from econ.outcomes import COLUMNS, outcome_table
from econ.streams import Streams


def test_the_same_name_and_seed_give_the_same_numbers():
    assert Streams(5)["a"].random(4).tolist() == Streams(5)["a"].random(4).tolist()
    assert Streams(5)["a"].random() != Streams(6)["a"].random()


def test_another_block_before_it_does_not_shift_a_block():
    alone = Streams(5)
    after = Streams(5)
    after["b"].random(1000)

    assert alone["a"].random(4).tolist() == after["a"].random(4).tolist()


def test_different_blocks_are_not_correlated():
    streams = Streams(5)
    first, second = (streams[name].standard_normal(20_000) for name in ("a", "b"))

    assert abs(np.corrcoef(first, second)[0, 1]) < 4.0 / np.sqrt(20_000)


def test_names_are_listed_in_order():
    streams = Streams(5)
    streams["b"].random()
    streams["a"].random()

    assert streams.names == ("a", "b")


def test_bits_are_uniform():
    bits = Streams(5).bits("a", (64, 512))

    counts = np.bincount(bits.ravel() >> 12, minlength=16)
    assert stats.chisquare(counts).pvalue > 1e-3


@pytest.mark.parametrize("mean", [0.05, 0.3, 0.67, 0.95])
def test_outcomes_follow_their_beta_distribution(mean):
    table = outcome_table(6.0)
    logit = np.log(mean / (1 - mean))
    bits = Streams(9).bits("a", (100, 512))

    drawn = table.outcomes(table.position(np.full((100, 512), logit)), bits)

    assert drawn.mean() == pytest.approx(mean, abs=4 * drawn.std() / np.sqrt(drawn.size))
    spread = np.sqrt(mean * (1 - mean) / 7.0)
    assert drawn.std() == pytest.approx(spread, rel=0.02)
    ranks = (np.arange(drawn.size) + 0.5) / drawn.size
    exact = stats.beta.ppf(ranks, mean * 6, (1 - mean) * 6)
    assert np.abs(np.sort(drawn, axis=None) - exact).mean() < 3e-3


def test_every_row_of_the_table_has_the_mean_of_its_logit():
    table = outcome_table(6.0)

    means = table.quantiles.mean(axis=1)[1:-1]

    logits = np.linspace(-8.0, 8.0, len(means))
    assert means == pytest.approx(expit(logits), rel=2.0 / COLUMNS)
    assert table.quantiles[0].max() == 0.0
    assert table.quantiles[-1].min() == 1.0
