"""Whatever the panel, an estimator gives finite figures or an error with a name."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from econ.errors import EconError
from econ.estimators.bootstrap import wild_cluster_bootstrap
from econ.estimators.counts import fit_poisson
from econ.estimators.driscoll_kraay import fit_driscoll_kraay
from econ.estimators.dynamic import fit_dynamic
from econ.estimators.error_correction import fit_error_correction
from econ.estimators.fixed_effects import fit_fixed_effects
from econ.estimators.panel_tests import cross_section_dependence, serial_correlation
from econ.estimators.random_effects import effects_tests, fit_random_effects
from econ.estimators.shares import fit_fractional_response
from econ.estimators.unit_roots import unit_root

NAMES = {"entity": "unit", "time": "year"}
X = ["x", "z"]
ESTIMATORS = {
    "within": lambda f: fit_fixed_effects(f, "y", X, **NAMES),
    "two-way": lambda f: fit_fixed_effects(f, "y", X, **NAMES, effects="twoway", cluster="unit"),
    "bootstrap": lambda f: wild_cluster_bootstrap(
        f, "y", X, **NAMES, cluster="unit", hypothesis="x", rng=1
    ),
    "driscoll_kraay": lambda f: fit_driscoll_kraay(f, "y", X, **NAMES),
    "random": lambda f: fit_random_effects(f, "y", X, **NAMES),
    "tests": lambda f: effects_tests(f, "y", X, **NAMES),
    "poisson": lambda f: fit_poisson(f.assign(y=f["y"].abs()), "y", X, **NAMES),
    "dynamic": lambda f: fit_dynamic(f, "y", X, **NAMES),
    "cross": lambda f: cross_section_dependence(f, "y", X, **NAMES),
    "serial": lambda f: serial_correlation(f, "y", X, **NAMES),
    "series": lambda f: fit_error_correction(
        f[f["unit"] == 0], "y", ["x"], time="year", lags=1, order={"x": 1}
    ),
    "share": lambda f: fit_fractional_response(f, "y", X, cluster="unit"),
    "unit root": lambda f: unit_root(f["y"]),
}
CELL = st.sampled_from([0.0, 0.0, 1.0, -1.0, 0.5, 3.0, 1e-300, 1e-9, 1e12, 1e90, 1e150])
ODD = st.sampled_from([float("nan"), float("inf")])


@st.composite
def panels(draw):
    units, periods = draw(st.integers(0, 8)), draw(st.sampled_from([0, 1, 2, 5, 16, 26]))
    unit, year = np.divmod(np.arange(units * periods), max(periods, 1))
    rng = np.random.default_rng(draw(st.integers(0, 99)))
    frame = pd.DataFrame({"unit": unit, "year": year})
    for name in ("y", *X):
        pool = draw(st.lists(CELL, min_size=1, max_size=4))
        strange = draw(st.booleans())
        frame[name] = rng.choice(pool, size=len(unit)) if strange else rng.random(len(unit))
    if len(frame) and draw(st.integers(0, 5)) == 0:
        frame.loc[0, "x"] = draw(ODD)
    if draw(st.booleans()):
        frame = frame[rng.random(len(frame)) < 0.8]
    return frame


@pytest.mark.parametrize("name", ESTIMATORS)
@settings(max_examples=30)
@given(frame=panels())
def test_figures_are_finite_or_the_refusal_has_a_name(name, frame):
    try:
        found = ESTIMATORS[name](frame)
    except EconError:
        return

    for key in ("params", "std_errors", "residuals"):
        if hasattr(found, key):
            assert np.isfinite(getattr(found, key).to_numpy()).all(), key
    for key in ("statistic", "pvalue", "r2_within", "adf", "kpss"):
        if hasattr(found, key):
            assert np.isfinite(getattr(found, key)), key
