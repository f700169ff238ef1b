"""Poisson with fixed effects against statsmodels, and zeros that separation makes certain."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st

from econ import errors
from econ.estimators.counts import fit_poisson
from tests.econ.estimators.panels import dummies, random_panel

X = ["x0", "x1"]
COLUMNS = {"entity": ["unit"], "twoway": ["unit", "year"]}


def amounts(seed, **options):
    """An unbalanced panel of amounts of which a good part is zero."""
    frame = random_panel(seed, **options).reset_index(drop=True)
    rng = np.random.default_rng(seed)
    mean = np.exp(0.3 * frame["x0"] - 0.2 * frame["x1"] + 0.2 * (frame["unit"] % 3))
    return frame.assign(y=rng.poisson(mean) * rng.gamma(5.0, 0.2, len(frame)))


def fit(frame, effects="entity", **options):
    return fit_poisson(frame, "y", X, entity="unit", time="year", effects=effects, **options)


@pytest.mark.parametrize("effects", COLUMNS)
@pytest.mark.parametrize("seed", range(3))
def test_it_equals_a_poisson_regression_on_dummy_variables(effects, seed):
    frame = amounts(seed, units=14)

    found = fit(frame, effects)
    design = dummies(frame, X, COLUMNS[effects])
    peer = sm.GLM(frame["y"], design, family=sm.families.Poisson()).fit(
        cov_type="cluster",
        cov_kwds={"groups": frame["unit"], "use_correction": False},
        tol=1e-13,
    )

    groups, nobs = frame["unit"].nunique(), len(frame)
    parameters = 2 + (frame["year"].nunique() if effects == "twoway" else 1)
    factor = groups / (groups - 1) * (nobs - 1) / (nobs - parameters)
    np.testing.assert_allclose(found.params, peer.params[X], rtol=1e-7)
    np.testing.assert_allclose(found.std_errors, peer.bse[X] * factor**0.5, rtol=1e-6)
    np.testing.assert_allclose(found.residuals, peer.resid_response, rtol=1e-6, atol=1e-7)
    assert found.deviance == pytest.approx(peer.deviance, rel=1e-9)
    assert found.zeros == pytest.approx((frame["y"] == 0.0).mean())
    assert (found.separated, found.empty) == (0, ())


def test_the_first_order_conditions_hold():
    frame = amounts(4)

    found = fit(frame, "twoway")
    residuals = frame.assign(rest=found.residuals)

    for column in ("unit", "year"):
        assert residuals.groupby(column)["rest"].sum().abs().max() < 1e-8 * frame["y"].sum()
    assert np.abs(frame[X].T @ found.residuals).max() < 1e-7 * frame["y"].sum()


def test_a_unit_of_zeros_is_left_out_and_named():
    frame = amounts(5, units=9)
    with_empty = frame.assign(y=frame["y"].where(frame["unit"] != 4, 0.0))

    found, without = fit(with_empty), fit(frame[frame["unit"] != 4])

    assert found.empty == ("4",)
    assert found.nobs == without.nobs
    np.testing.assert_allclose(found.params, without.params, rtol=1e-9)
    np.testing.assert_allclose(found.std_errors, without.std_errors, rtol=1e-9)


def test_a_variable_that_marks_only_zeros_separates_them():
    """Its coefficient would run away; what it marks is left out, and then it says nothing."""
    frame = amounts(6)
    marked = frame.index[(frame["y"] == 0.0)][:3]
    frame["flag"] = frame.index.isin(marked) * 1.0
    names = {"entity": "unit", "time": "year"}

    with pytest.raises(errors.AbsorbedByEffects) as caught:
        fit_poisson(frame, "y", [*X, "flag"], **names)

    assert caught.value.values == {"name": "flag"}


def test_zeros_that_the_effects_alone_make_certain_are_left_out():
    """Early units are zero in the late years, and late units enter then: effects fit it exactly."""
    frame = amounts(8, units=10, periods=8, kept=1.0)
    early, late = frame["unit"] < 5, frame["year"] >= 2004
    frame = frame[early | late].assign(y=frame["y"] + 0.1)
    certain = early & late
    frame["y"] = frame["y"].where(~certain, 0.0)

    found = fit(frame, "twoway")
    rest = frame[~certain.loc[frame.index]]
    design = dummies(rest, X, ["unit", "year"]).drop(columns="year_2007")
    peer = sm.GLM(rest["y"], design, family=sm.families.Poisson()).fit(tol=1e-13)

    assert (found.separated, found.empty) == (20, ())
    assert found.nobs == len(frame) - 20
    np.testing.assert_allclose(found.params, peer.params[X], rtol=1e-7)


def test_one_positive_amount_ends_the_separation():
    frame = amounts(8, units=10, periods=8, kept=1.0)
    early, late = frame["unit"] < 5, frame["year"] >= 2004
    frame = frame[early | late].assign(y=frame["y"] + 0.1)
    certain = (early & late).loc[frame.index]
    frame["y"] = frame["y"].where(~certain, 0.0)
    frame.loc[frame.index[certain][0], "y"] = 0.3

    assert fit(frame, "twoway").separated == 0


def test_true_slopes_are_recovered_though_the_spread_is_not_poisson():
    rng, misses = np.random.default_rng(3), []
    unit, year = np.divmod(np.arange(40 * 8), 8)
    for _ in range(150):
        alpha = rng.normal(size=40)
        x = rng.normal(size=320) + 0.5 * alpha[unit]
        mean = np.exp(-0.6 * x + alpha[unit] + 0.1 * year)
        y = mean * rng.gamma(0.5, 2.0, 320) * (rng.random(320) < 0.7) / 0.7
        frame = pd.DataFrame({"unit": unit, "year": year, "x": x, "y": y})
        found = fit_poisson(frame, "y", ["x"], entity="unit", time="year", effects="twoway")
        low, high = found.interval().loc["x"]
        misses.append([found.params["x"] + 0.6, low <= -0.6 <= high])
    bias, coverage = np.mean(misses, axis=0)

    assert abs(bias) < 0.05
    assert 0.83 <= coverage <= 0.99


@settings(max_examples=10)
@given(seed=st.integers(0, 1000), scale=st.floats(1e-3, 1e9))
def test_the_unit_of_money_does_not_matter(seed, scale):
    frame = amounts(seed)

    one, two = fit(frame), fit(frame.assign(y=frame["y"] * scale).iloc[::-1])

    np.testing.assert_allclose(two.params, one.params, rtol=1e-6, atol=1e-9)
    np.testing.assert_allclose(two.std_errors, one.std_errors, rtol=1e-5)


def test_amounts_below_zero_and_nothing_but_zeros_are_refused():
    frame = amounts(1)

    with pytest.raises(errors.OutOfRange):
        fit(frame.assign(y=frame["y"] - 1.0))
    with pytest.raises(errors.SampleTooShort):
        fit(frame.assign(y=0.0))
    with pytest.raises(errors.PeriodsNeeded):
        fit_poisson(frame, "y", X, entity="unit", effects="twoway")
