"""Error correction on one series: Danish money as published, plain least squares, simulations."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from statsmodels.datasets import danish_data

from econ import errors
from econ.estimators.error_correction import fit_error_correction

DANISH = ["lry", "ibo", "ide"]


def danish():
    return danish_data.load().data.reset_index()


def world(seed, length=60, adjustment=-0.4, long_run=-0.6):
    """A user cost that wanders, and investment that returns to its level."""
    rng = np.random.default_rng(seed)
    x, y = rng.normal(size=length).cumsum(), np.zeros(length)
    for t in range(1, length):
        gap = y[t - 1] - long_run * x[t - 1]
        y[t] = y[t - 1] + adjustment * gap - 0.2 * (x[t] - x[t - 1]) + 0.5 * rng.normal()
    return pd.DataFrame({"year": 1960 + np.arange(length), "x": x, "y": y})


def fit(frame, **options):
    return fit_error_correction(frame, "y", ["x"], time="year", **options)


def test_the_bounds_test_of_danish_money_as_published():
    """Natsiopoulos and Tzeremes (R package ARDL) on Johansen and Juselius 1990: F = 5.1168."""
    found = fit_error_correction(danish(), "lrm", DANISH, time="period", longest=3, case=2)

    assert (found.lags, found.order) == (3, {"lry": 1, "ibo": 3, "ide": 2})
    assert found.bounds.statistic == pytest.approx(5.1168, abs=1e-4)
    assert found.bounds.verdict == "related"
    assert -1.0 < found.adjustment < 0.0


def test_it_is_least_squares_on_levels_and_changes():
    frame = world(1)

    found = fit(frame.sample(frac=1.0, random_state=1), lags=2, order={"x": 2})
    before, change = frame.shift(), frame.diff()
    design = pd.DataFrame(
        {
            "const": 1.0,
            "y[-1]": before["y"],
            "x[-1]": before["x"],
            "Δy[-1]": change["y"].shift(),
            "Δx": change["x"],
            "Δx[-1]": change["x"].shift(),
        }
    ).dropna()
    peer = sm.OLS(change["y"].loc[design.index], design).fit()

    assert found.params.index.to_list() == design.columns.to_list()
    np.testing.assert_allclose(found.params, peer.params, rtol=1e-9)
    np.testing.assert_allclose(found.std_errors, peer.bse, rtol=1e-9)
    np.testing.assert_allclose(found.pvalues, peer.pvalues, rtol=1e-8)
    assert found.bounds.case == 3
    restricted = sm.OLS(
        change["y"].loc[design.index], design.drop(columns=["y[-1]", "x[-1]"])
    ).fit()
    by_hand = (restricted.ssr - peer.ssr) / 2.0 / (peer.ssr / peer.df_resid)
    assert found.bounds.statistic == pytest.approx(by_hand, rel=1e-8)


def test_the_long_run_is_found_and_its_interval_covers_it():
    found = [fit(world(seed), lags=1, order={"x": 1}) for seed in range(200)]

    estimates = np.array([one.long_run["x"] for one in found])
    errors_ = np.array([one.long_run_se["x"] for one in found])
    covers = np.abs(estimates + 0.6) <= 2.0 * errors_
    assert np.median(estimates) == pytest.approx(-0.6, abs=0.03)
    assert 0.85 <= covers.mean() <= 0.99
    assert np.mean([one.bounds.verdict == "related" for one in found]) > 0.8


def test_series_without_a_common_level_are_seldom_called_related():
    verdicts = []
    for seed in range(150):
        rng = np.random.default_rng(seed)
        walks = rng.normal(size=(60, 2)).cumsum(axis=0)
        frame = pd.DataFrame({"year": np.arange(60), "y": walks[:, 0], "x": walks[:, 1]})
        try:
            verdicts.append(fit(frame, lags=1, order={"x": 1}).bounds.verdict == "related")
        except errors.NoErrorCorrection:
            verdicts.append(False)

    assert np.mean(verdicts) <= 0.12


def test_units_of_measure_do_not_matter():
    frame = world(3)
    other = frame.assign(x=frame["x"] * 1000.0 + 5.0, y=frame["y"] - 70.0)

    one, two = fit(frame), fit(other)

    assert (two.lags, two.order) == (one.lags, one.order)
    assert two.long_run["x"] * 1000.0 == pytest.approx(one.long_run["x"], rel=1e-6)
    assert two.adjustment == pytest.approx(one.adjustment, rel=1e-6)


def test_short_broken_and_restless_series_are_refused():
    frame = world(4)
    # Ten percent growth on growth: nothing pulls it back.
    boom = frame.assign(y=1.1 ** np.arange(60) + 0.01 * frame["y"])

    with pytest.raises(errors.SampleTooShort) as caught:
        fit(frame.iloc[:24])
    assert caught.value.values == {"name": "y", "have": 24, "need": 25}
    with pytest.raises(errors.NotBalanced):
        fit(frame.drop(index=30))
    with pytest.raises(errors.DuplicateObservation):
        fit(pd.concat([frame, frame.iloc[:1]]))
    with pytest.raises(errors.NoErrorCorrection):
        fit(boom, lags=1, order={"x": 1})
    with pytest.raises(errors.AbsorbedByEffects):
        fit(frame.assign(x=2.0), lags=1, order={"x": 1})
    with pytest.raises(errors.OutOfRange):
        fit(frame, lags=0, order={"x": 1})
    with pytest.raises(errors.OutOfRange):
        fit(frame, case=5)
