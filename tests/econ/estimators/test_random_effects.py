"""Random effects and the tests between them and fixed ones, against published tables and GLS."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st

from econ import errors
from econ.estimators.fixed_effects import fit_fixed_effects
from econ.estimators.random_effects import effects_tests, fit_random_effects
from tests.econ.estimators.panels import REGRESSORS, grunfeld, random_panel

X = ["x0", "x1"]


def fit(frame, **options):
    return fit_random_effects(frame, "y", X, entity="unit", time="year", **options)


def test_grunfeld_as_published():
    """Baltagi, table 2.1 (Swamy–Arora): -57.83 (28.90), 0.1098 (0.0105), 0.3081 (0.0172)."""
    found = fit_random_effects(grunfeld(), "invest", REGRESSORS, entity="firm")

    assert found.params.to_list() == pytest.approx([-57.8344, 0.1098, 0.3081], abs=1e-4)
    assert found.std_errors.to_list() == pytest.approx([28.8989, 0.0105, 0.0172], abs=1e-4)
    assert (found.sigma_u, found.sigma_e) == pytest.approx((84.20, 52.77), abs=5e-3)
    assert found.theta.iloc[0] == pytest.approx(0.8612, abs=1e-4)


def test_grunfeld_specification_tests_as_published():
    """Baltagi, chapters 4.1 to 4.3: F = 49.18, LM = 798.16; the R package plm: Hausman 2.3304."""
    found = effects_tests(grunfeld(), "invest", REGRESSORS, entity="firm")

    assert found.hausman.statistic == pytest.approx(2.3304, abs=1e-4)
    assert found.hausman.pvalue == pytest.approx(0.3119, abs=1e-4)
    assert found.poolability.statistic == pytest.approx(49.18, abs=5e-3)
    assert found.poolability.dof == (9, 188)
    assert found.lagrange.statistic == pytest.approx(798.16, abs=5e-3)
    assert not found.random_effects


@pytest.mark.parametrize("seed", range(3))
def test_an_unbalanced_panel_equals_least_squares_with_the_full_covariance(seed):
    frame = random_panel(seed, units=20).reset_index(drop=True)

    found = fit(frame)
    same = np.equal.outer(frame["unit"].to_numpy(), frame["unit"].to_numpy())
    omega = found.sigma_u**2 * same + found.sigma_e**2 * np.eye(len(frame))
    peer = sm.GLS(frame["y"], sm.add_constant(frame[X]), sigma=omega).fit()

    np.testing.assert_allclose(found.params, peer.params, rtol=1e-9)
    np.testing.assert_allclose(found.std_errors, peer.bse, rtol=1e-9)


def test_the_mundlak_test_equals_a_regression_with_the_unit_means():
    frame = random_panel(4, units=25).reset_index(drop=True)

    found = effects_tests(frame, "y", X, entity="unit").mundlak
    theta = fit(frame).theta.rename(index=int)
    means = frame.groupby("unit")[X].transform("mean").add_suffix("_mean")
    wide = sm.add_constant(pd.concat([frame[["unit", "y", *X]], means], axis=1))
    columns = ["const", "y", *X, *means.columns]
    left = wide[columns] - wide.groupby("unit")[columns].transform("mean").mul(
        wide["unit"].map(theta), axis=0
    )
    peer = sm.OLS(left["y"], left.drop(columns="y")).fit(
        cov_type="cluster", cov_kwds={"groups": frame["unit"]}, use_t=True
    )
    tested = peer.f_test("x0_mean = 0, x1_mean = 0")

    assert found.statistic == pytest.approx(float(tested.statistic), rel=1e-8)
    assert found.pvalue == pytest.approx(float(tested.pvalue), rel=1e-7)
    assert found.dof == (2, 24)


def drawn(rng, tied, units=14, periods=6):
    """Effects of units that go with the regressor as strongly as ``tied``."""
    unit = np.repeat(np.arange(units), periods)
    alpha = rng.normal(size=units)
    x = rng.normal(size=len(unit)) + tied * alpha[unit]
    y = 0.5 * x + alpha[unit] + rng.normal(size=len(unit))
    return pd.DataFrame({"unit": unit, "y": y, "x": x})


def test_mundlak_has_its_size_and_finds_effects_that_go_with_the_regressor():
    rng, replications = np.random.default_rng(1), 300
    rates = [
        np.mean(
            [
                effects_tests(drawn(rng, tied), "y", ["x"], entity="unit").mundlak.pvalue < 0.05
                for _ in range(replications)
            ]
        )
        for tied in (0.0, 0.8)
    ]

    assert 0.01 <= rates[0] <= 0.12
    assert rates[1] > 0.6


def test_random_effects_are_shown_only_where_nothing_speaks_against_them_and_units_are_few():
    rng = np.random.default_rng(3)
    few, many = drawn(rng, 0.0), drawn(rng, 0.0, units=40)

    found = [effects_tests(frame, "y", ["x"], entity="unit") for frame in (few, many)]

    assert min(test.mundlak.pvalue for test in found) > 0.10
    assert [test.random_effects for test in found] == [True, False]


def test_without_variance_between_units_it_is_pooled():
    rng = np.random.default_rng(5)
    frame = pd.DataFrame({"unit": np.repeat(np.arange(8), 6), "x0": rng.normal(size=48)})
    frame["y"] = frame["x0"] + rng.normal(size=48)
    frame["y"] -= frame.groupby("unit")["y"].transform("mean")
    frame["x0"] -= frame.groupby("unit")["x0"].transform("mean") * (1.0 - 1e-3)

    found = fit_random_effects(frame, "y", ["x0"], entity="unit")
    peer = sm.OLS(frame["y"], sm.add_constant(frame[["x0"]])).fit()

    assert found.sigma_u == 0.0
    np.testing.assert_allclose(found.params, peer.params, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(found.std_errors, peer.bse, rtol=1e-9)


def test_clusters_widen_like_statsmodels():
    frame = random_panel(6, units=20).reset_index(drop=True)

    found = fit(frame, cluster="region")
    theta = found.theta.rename(index=int)
    wide = sm.add_constant(frame[["unit", "y", *X]])
    columns = ["const", "y", *X]
    means = wide.groupby("unit")[columns].transform("mean")
    left = wide[columns] - means.mul(wide["unit"].map(theta), axis=0)
    peer = sm.OLS(left["y"], left[["const", *X]]).fit(
        cov_type="cluster", cov_kwds={"groups": frame["region"]}
    )

    np.testing.assert_allclose(found.std_errors, peer.bse, rtol=1e-9)
    assert found.dof == frame["region"].nunique() - 1


@settings(max_examples=15)
@given(seed=st.integers(0, 10_000), scale=st.floats(1e-4, 1e4))
def test_scale_and_order_do_not_matter(seed, scale):
    frame = random_panel(seed, units=9)
    other = frame.assign(y=frame["y"] * scale, x1=frame["x1"] / scale).iloc[::-1]

    one, two = fit(frame), fit(other)
    first, second = (effects_tests(each, "y", X, entity="unit") for each in (frame, other))

    assert two.params["x0"] == pytest.approx(one.params["x0"] * scale, rel=1e-7, abs=1e-9 * scale)
    assert two.std_errors["x1"] == pytest.approx(one.std_errors["x1"] * scale**2, rel=1e-7)
    assert second.mundlak.pvalue == pytest.approx(first.mundlak.pvalue, rel=1e-5)


def test_a_limit_of_random_effects_is_fixed_effects():
    frame = random_panel(9, units=20)
    frame["y"] += 1e4 * np.sin(frame["unit"])

    random, fixed = fit(frame), fit_fixed_effects(frame, "y", X, entity="unit")

    assert random.params[X].to_list() == pytest.approx(fixed.params.to_list(), rel=1e-2)


def test_too_few_units_are_refused():
    frame = random_panel(2, units=3)

    with pytest.raises(errors.SampleTooShort):
        fit(frame)
    with pytest.raises(errors.TooFewClusters):
        effects_tests(random_panel(2, units=5), "y", X, entity="unit")
    with pytest.raises(errors.DuplicateName):
        fit_random_effects(frame.rename(columns={"x0": "const"}), "y", ["const"], entity="unit")
