"""Unit-root tests against published values of the macro data, and their verdicts."""

import numpy as np
import pandas as pd
import pytest
from statsmodels.datasets import macrodata
from statsmodels.tsa.stattools import adfuller

from econ import errors
from econ.estimators.unit_roots import panel_unit_root, unit_root


def product():
    return macrodata.load_pandas().data["realgdp"].to_numpy()


@pytest.mark.parametrize(
    ("trend", "lags", "adf", "kpss"),
    [
        (False, 4, 0.97505, None),
        (True, 4, -1.85664, None),
        (False, 3, None, 5.0169),
        (True, 3, None, 1.1828),
    ],
)
def test_the_real_product_of_the_united_states_as_published(trend, lags, adf, kpss):
    """Reference values of R (fUnitRoots, tseries) in the suite of statsmodels."""
    found = unit_root(product(), trend=trend, lags=lags)

    assert adf is None or found.adf == pytest.approx(adf, abs=1e-4)
    assert kpss is None or found.kpss == pytest.approx(kpss, abs=1e-4)
    assert found.verdict == "unit_root"


@pytest.mark.parametrize(("persistence", "verdict"), [(0.2, "stationary"), (1.0, "unit_root")])
def test_most_series_are_told_apart_and_few_are_told_wrong(persistence, verdict):
    rng, verdicts = np.random.default_rng(1), []
    for _ in range(100):
        series = np.zeros(80)
        for t in range(1, 80):
            series[t] = persistence * series[t - 1] + rng.normal()
        verdicts.append(unit_root(series).verdict)
    wrong = {"stationary", "unit_root"} - {verdict}

    assert np.mean([one == verdict for one in verdicts]) > 0.6
    assert np.mean([one in wrong for one in verdicts]) < 0.08


def panel(rng, persistence, units=12, years=30):
    series = np.zeros((units, years))
    for t in range(1, years):
        series[:, t] = persistence * series[:, t - 1] + rng.normal(size=units)
    unit, year = np.divmod(np.arange(units * years), years)
    return pd.DataFrame({"unit": unit, "year": year, "y": series.ravel()})


def test_fisher_adds_the_logarithms_of_the_units():
    frame = panel(np.random.default_rng(3), 0.5)

    found = panel_unit_root(frame.sample(frac=1.0, random_state=2), "y", entity="unit", time="year")
    pvalues = [
        adfuller(own["y"], maxlag=1, autolag=None, result_object=True).pvalue
        for _, own in frame.groupby("unit")
    ]

    assert found.statistic == pytest.approx(-2.0 * np.log(pvalues).sum(), rel=1e-6)
    assert found.dof == 24


@pytest.mark.parametrize(
    ("persistence", "decision"), [(0.3, "levels"), (1.0, "differences_beside")]
)
def test_a_panel_is_told_apart(persistence, decision):
    rng = np.random.default_rng(6)

    found = [
        panel_unit_root(panel(rng, persistence), "y", entity="unit", time="year").decision
        for _ in range(40)
    ]

    assert np.mean([one == decision for one in found]) >= 0.85


def test_short_constant_and_straight_series_are_refused():
    with pytest.raises(errors.SampleTooShort):
        unit_root(np.arange(19.0))
    with pytest.raises(errors.AbsorbedByEffects):
        unit_root(np.full(30, 2.5))
    with pytest.raises(errors.AbsorbedByEffects):
        unit_root(np.arange(30.0))
    with pytest.raises(errors.OutOfRange):
        unit_root([*range(30), float("nan")])
    frame = panel(np.random.default_rng(1), 0.5)
    with pytest.raises(errors.SampleTooShort):
        panel_unit_root(frame[frame["unit"] < 9], "y", entity="unit", time="year")
    with pytest.raises(errors.SampleTooShort):
        panel_unit_root(frame[frame["year"] < 9], "y", entity="unit", time="year")
