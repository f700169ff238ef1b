"""Adoption, AI capital and ledger A."""

import numpy as np
import pytest

from econ.capital import ai_capital, in_use
from econ.diffusion import (
    counterfactual,
    depth_by_age,
    known_path,
    observed_pace,
    pace,
    projected,
    required_pace,
    used,
)
from econ.errors import OutOfRange
from econ.inputs import AdoptionSeries
from econ.ledgers import PARTS, evidence, official, potential, published_base, required_index

SURVEY = AdoptionSeries("s", "share of firms", (2018, 2023, 2024), np.array([0.028, 0.064, 0.096]))


def test_the_published_paces_come_out_of_the_series():
    assert observed_pace(SURVEY) == pytest.approx(0.440251, abs=5e-7)
    assert required_pace(SURVEY) == pytest.approx(0.514963, abs=5e-7)


@pytest.mark.parametrize(("first", "years"), [(0.0, 1.0), (0.1, 0.0)])
def test_a_pace_needs_shares_between_nothing_and_all(first, years):
    with pytest.raises(OutOfRange):
        pace(first, 0.2, years=years)


def test_adoption_at_the_last_observed_pace_is_the_published_path():
    years = np.arange(2024, 2031)
    known = np.where(years == 2024, 0.096, np.nan)

    path = projected(
        known,
        speed=np.full((1, 7), observed_pace(SURVEY)),
        link=np.zeros(1),
        log_growth=np.zeros((1, 7)),
        baseline_growth=0.0,
    )[0]

    assert path[[1, 2, 3, 6]] == pytest.approx([0.14, 0.20, 0.28, 0.60], abs=5e-3)


def test_baseline_investment_leaves_the_speed_alone_and_more_raises_it():
    known = np.array([0.1, np.nan])
    terms = {"speed": np.full((2, 2), 0.3), "link": np.full(2, 0.35), "baseline_growth": 0.1}

    path = projected(known, log_growth=np.array([[0.0, 0.1], [0.0, 0.5]]), **terms)

    assert pace(0.1, path[0, 1], years=1) == pytest.approx(0.3)
    assert pace(0.1, path[1, 1], years=1) == pytest.approx(0.3 + 0.35 * 0.4)


def test_a_counterfactual_moves_logits_by_the_ratio_of_capital():
    share = counterfactual(np.array(0.2), link=np.array(0.35), log_ratio=np.array([0.0, -0.5]))

    assert share[0] == pytest.approx(0.2)
    assert pace(float(share[1]), 0.2, years=1) == pytest.approx(0.175)


def test_known_shares_are_joined_in_logits_and_never_carried_on():
    path = known_path(SURVEY, (2017, 2018, 2020, 2023, 2024, 2025))

    assert path[[1, 3, 4]] == pytest.approx([0.028, 0.064, 0.096])
    assert pace(path[1], path[2], years=2) == pytest.approx(pace(0.028, 0.064, years=5))
    assert pace(path[0], path[1], years=1) == pytest.approx(pace(0.028, 0.064, years=5))
    assert np.isnan(path[5])


def test_use_deepens_with_the_age_of_adoption():
    depth = depth_by_age(0.35, 5, 8)

    assert depth[:2] == pytest.approx([0.35, 0.48])
    assert depth[5:] == pytest.approx([1.0, 1.0, 1.0])
    assert used(np.array([0.1, 0.3]), depth) == pytest.approx(0.1 * 0.48 + 0.2 * 0.35)


def test_capital_wears_out_and_grows_by_real_investment():
    stock = ai_capital(
        np.array([[102.0, 0.0]]), start_bn=1000.0, depreciation=0.3, price_growth=0.02
    )

    assert stock[0] == pytest.approx([1000.0, 800.0, 560.0])
    assert in_use(stock)[0] == pytest.approx([900.0, 680.0])


def test_full_use_returns_the_official_potential_and_no_more(parameters):
    base = published_base(parameters)

    twice = official(base, index=np.array(2.0))

    assert twice.total == pytest.approx(306210.0, abs=0.5)
    assert required_index(310_000.0, base) == pytest.approx(1.012, abs=5e-4)


def test_the_evidence_is_an_order_of_magnitude_below_the_official_revenue(parameters):
    base = published_base(parameters)

    found = evidence(
        base,
        adoption_gain=np.array(0.204 - 0.064),
        index=np.array(0.07),
        sales_effect=0.04,
        worker_use=0.518,
        time_saved=0.038,
        pass_through=0.25,
        operating_discount=0.25,
    )

    assert found.revenue == pytest.approx(12_908.0, abs=1.0)
    assert found.revenue < potential(base).revenue / 9.0
    assert found.total == pytest.approx(sum(getattr(found, part) for part in PARTS))
