"""Tests of panel errors against published values, statsmodels, and their own size and power."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from econ import errors
from econ.estimators.panel_tests import cross_section_dependence, serial_correlation
from tests.econ.estimators.panels import REGRESSORS, grunfeld, random_panel

NAMES = {"entity": "unit", "time": "year"}


def panel(rng, units=12, periods=20, common=0.0, persistence=0.0):
    unit, year = np.divmod(np.arange(units * periods), periods)
    error = rng.normal(size=(units, periods))
    for t in range(1, periods):
        error[:, t] += persistence * error[:, t - 1]
    error += common * rng.normal(size=periods)
    x = rng.normal(size=len(unit))
    y = 0.5 * x + 0.1 * unit + error.ravel()
    return pd.DataFrame({"unit": unit, "year": year, "x": x, "y": y})


def test_grunfeld_cross_section_dependence_as_published():
    """The R package plm, pcdtest on regressions by firm: z = 5.3401, p = 9.292e-08."""
    found = cross_section_dependence(
        grunfeld(), "invest", REGRESSORS, entity="firm", time="year", by_unit=True
    )

    assert found.statistic == pytest.approx(5.3401, abs=1e-4)
    assert found.pvalue == pytest.approx(9.292e-8, rel=1e-3)
    assert found.decision == "driscoll_kraay"


@pytest.mark.parametrize(("common", "decision"), [(0.0, "clustered"), (1.0, "driscoll_kraay")])
def test_common_shocks_are_found_and_only_they(common, decision):
    rng = np.random.default_rng(4)

    found = [
        cross_section_dependence(panel(rng, common=common), "y", ["x"], **NAMES).decision
        for _ in range(100)
    ]

    assert np.mean([one == decision for one in found]) >= 0.88


def test_with_few_periods_common_shocks_are_only_named():
    frame = panel(np.random.default_rng(4), periods=8, common=2.0)

    found = cross_section_dependence(frame, "y", ["x"], **NAMES)

    assert found.decision == "common_shocks_remain"


def test_the_order_of_rows_does_not_matter():
    frame = random_panel(2, periods=16)
    other = frame.assign(unit=[f"u{20 - unit}" for unit in frame["unit"]]).iloc[::-1]

    for test in (cross_section_dependence, serial_correlation):
        one, two = (test(each, "y", ["x0", "x1"], **NAMES) for each in (frame, other))
        assert two.statistic == pytest.approx(one.statistic, rel=1e-9)


def test_the_serial_test_equals_differences_regressed_on_their_past():
    frame = panel(np.random.default_rng(1), persistence=0.4)

    found = serial_correlation(frame.sample(frac=1.0, random_state=1), "y", ["x"], **NAMES)
    change = frame.groupby("unit")[["y", "x"]].diff().dropna()
    rest = sm.OLS(change["y"], change[["x"]]).fit().resid
    both = pd.DataFrame({"rest": rest, "unit": frame["unit"]}).dropna()
    both["before"] = both.groupby("unit")["rest"].shift()
    both = both.dropna()
    peer = sm.OLS(both["rest"], both[["before"]]).fit(
        cov_type="cluster", cov_kwds={"groups": both["unit"]}, use_t=True
    )
    tested = peer.t_test("before = -0.5")

    assert found.statistic == pytest.approx(float(tested.tvalue.item()) ** 2, rel=1e-8)
    assert found.pvalue == pytest.approx(float(tested.pvalue), rel=1e-7)
    assert found.dof == (1, 11)


@pytest.mark.parametrize(("persistence", "decision"), [(0.0, "static"), (0.6, "try_dynamic")])
def test_persistence_is_found_and_only_it(persistence, decision):
    rng = np.random.default_rng(8)

    found = [
        serial_correlation(panel(rng, persistence=persistence), "y", ["x"], **NAMES).decision
        for _ in range(150)
    ]

    assert np.mean([one == decision for one in found]) >= 0.88


def test_too_little_to_test_is_refused():
    frame = panel(np.random.default_rng(1), periods=2)

    with pytest.raises(errors.SampleTooShort):
        serial_correlation(frame, "y", ["x"], **NAMES)
    with pytest.raises(errors.SampleTooShort):
        cross_section_dependence(frame, "y", ["x"], **NAMES)
    with pytest.raises(errors.AbsorbedByEffects):
        serial_correlation(panel(np.random.default_rng(1)).assign(x=1.0), "y", ["x"], **NAMES)
