"""Driscoll–Kraay against statsmodels on dummy variables, and its size under common shocks."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from econ import errors
from econ.estimators.driscoll_kraay import default_bandwidth, fit_driscoll_kraay
from econ.estimators.fixed_effects import fit_fixed_effects
from tests.econ.estimators.panels import dummies, random_panel

X = ["x0", "x1"]
COLUMNS = {"entity": ["unit"], "twoway": ["unit", "year"]}


def fit(frame, **options):
    return fit_driscoll_kraay(frame, "y", X, entity="unit", time="year", **options)


@pytest.mark.parametrize("effects", COLUMNS)
@pytest.mark.parametrize("lags", [1, 3, None])
def test_it_equals_the_sums_of_periods_with_dummy_variables(effects, lags):
    frame = random_panel(13, periods=20).sort_values("year")
    used = default_bandwidth(20) if lags is None else lags

    found = fit(frame, effects=effects, bandwidth=lags)
    peer = sm.OLS(frame["y"], dummies(frame, X, COLUMNS[effects])).fit(
        cov_type="hac-groupsum",
        cov_kwds={
            "time": frame["year"].to_numpy() - 2000,
            "maxlags": used,
            "use_correction": False,
        },
    )

    parameters = 2 + frame["unit"].nunique()
    factor = 20 / 19 * (len(frame) - 1) / (len(frame) - parameters)
    np.testing.assert_allclose(found.params, peer.params[X], rtol=1e-9)
    np.testing.assert_allclose(found.std_errors, peer.bse[X] * factor**0.5, rtol=1e-8)
    assert (found.inference, found.dof, found.groups) == ("driscoll_kraay", 19, 20)


def test_without_lags_it_is_clustering_by_period():
    frame = random_panel(14, periods=16)

    found = fit(frame, bandwidth=0)
    peer = fit_fixed_effects(frame, "y", X, entity="unit", cluster="year")

    np.testing.assert_allclose(found.covariance, peer.covariance, rtol=1e-10)


@pytest.mark.parametrize(("periods", "lags"), [(15, 2), (20, 2), (40, 3), (100, 4)])
def test_the_default_bandwidth(periods, lags):
    assert default_bandwidth(periods) == lags


def test_common_shocks_do_not_make_it_reject_as_they_do_clusters_of_units():
    rng, rejected, replications = np.random.default_rng(2), np.zeros(2), 300
    unit, year = np.divmod(np.arange(15 * 40), 40)
    for _ in range(replications):
        shock, common = rng.normal(size=(2, 40))
        x = common[year] + 0.5 * rng.normal(size=600)
        y = shock[year] + 0.5 * rng.normal(size=600)
        frame = pd.DataFrame({"unit": unit, "year": year, "x": x, "y": y})
        names = {"entity": "unit"}
        one = fit_driscoll_kraay(frame, "y", ["x"], time="year", **names)
        two = fit_fixed_effects(frame, "y", ["x"], cluster="unit", **names)
        rejected += [one.pvalues["x"] < 0.05, two.pvalues["x"] < 0.05]
    size, clustered = rejected / replications

    assert 0.02 <= size <= 0.12
    assert clustered > 0.4


def test_few_periods_and_impossible_lags_are_refused():
    with pytest.raises(errors.SampleTooShort) as caught:
        fit(random_panel(1, periods=14))
    assert caught.value.values == {"name": "year", "have": 14, "need": 15}
    with pytest.raises(errors.OutOfRange):
        fit(random_panel(1, periods=16), bandwidth=16)
