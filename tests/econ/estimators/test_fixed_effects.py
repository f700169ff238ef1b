"""The within estimators against published tables, dummy variables and what must not matter."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st

from econ import errors
from econ.estimators.fixed_effects import fit_fixed_effects
from tests.econ.estimators.panels import REGRESSORS, dummies, grunfeld, random_panel

COLUMNS = {"entity": ["unit"], "twoway": ["unit", "year"]}
X = ["x0", "x1"]


def fit(frame, effects="entity", regressors=X, **options):
    return fit_fixed_effects(
        frame, "y", regressors, entity="unit", time="year", effects=effects, **options
    )


def test_grunfeld_within_as_published():
    """Baltagi, Econometric Analysis of Panel Data, table 2.1; R² within as in Stata's xtreg."""
    found = fit_fixed_effects(grunfeld(), "invest", REGRESSORS, entity="firm")

    assert found.params.to_list() == pytest.approx([0.1101, 0.3101], abs=1e-4)
    assert found.std_errors.to_list() == pytest.approx([0.0119, 0.0174], abs=1e-4)
    assert found.r2_within == pytest.approx(0.7668, abs=1e-4)
    assert (found.nobs, found.entities, found.dof) == (200, 10, 188)


def test_grunfeld_two_way_within_as_published():
    """Baltagi, table 3.1: 0.118 (0.014), 0.358 (0.023)."""
    found = fit_fixed_effects(
        grunfeld(), "invest", REGRESSORS, entity="firm", time="year", effects="twoway"
    )

    assert found.params.to_list() == pytest.approx([0.118, 0.358], abs=5e-4)
    assert found.std_errors.to_list() == pytest.approx([0.014, 0.023], abs=5e-4)
    assert found.dof == 200 - 10 - 19 - 2


def test_grunfeld_clustered_by_firm_as_gretl_prints_it():
    found = fit_fixed_effects(grunfeld(), "invest", REGRESSORS, entity="firm", cluster="firm")

    assert found.std_errors.to_list() == pytest.approx([0.0151945, 0.0527518], abs=1e-6)
    assert (found.dof, found.groups) == (9, 10)


@pytest.mark.parametrize("effects", COLUMNS)
@pytest.mark.parametrize("seed", range(4))
def test_an_unbalanced_panel_equals_dummy_variables(effects, seed):
    frame = random_panel(seed)

    found = fit(frame, effects)
    peer = sm.OLS(frame["y"], dummies(frame, X, COLUMNS[effects])).fit()

    np.testing.assert_allclose(found.params, peer.params[X], rtol=1e-9)
    np.testing.assert_allclose(found.std_errors, peer.bse[X], rtol=1e-9)
    np.testing.assert_allclose(found.pvalues, peer.pvalues[X], rtol=1e-8)
    np.testing.assert_allclose(found.interval(0.9), peer.conf_int(0.1).loc[X], rtol=1e-9)
    np.testing.assert_allclose(found.residuals, peer.resid[found.residuals.index], atol=1e-9)
    assert found.dof == peer.df_resid


@pytest.mark.parametrize(("effects", "nested_in"), [("entity", 1), ("twoway", 7)])
@pytest.mark.parametrize("cluster", ["unit", "region"])
def test_clusters_equal_dummy_variables_but_for_the_stated_factor(effects, nested_in, cluster):
    frame = random_panel(11)
    periods = frame["year"].nunique() if effects == "twoway" else 1

    found = fit(frame, effects, cluster=cluster)
    design = dummies(frame, X, COLUMNS[effects])
    peer = sm.OLS(frame["y"], design).fit(
        cov_type="cluster", cov_kwds={"groups": frame[cluster], "use_correction": False}
    )

    groups, nobs, parameters = frame[cluster].nunique(), len(frame), 2 + periods
    factor = groups / (groups - 1) * (nobs - 1) / (nobs - parameters)
    np.testing.assert_allclose(found.std_errors, peer.bse[X] * factor**0.5, rtol=1e-9)
    assert periods == nested_in
    assert found.dof == groups - 1


def test_clusters_across_units_count_the_effects_of_units():
    frame = random_panel(11)

    found = fit(frame, cluster="year")
    peer = sm.OLS(frame["y"], dummies(frame, X, ["unit"])).fit(
        cov_type="cluster", cov_kwds={"groups": frame["year"], "use_correction": True}
    )

    np.testing.assert_allclose(found.std_errors, peer.bse[X], rtol=1e-9)


def test_a_panel_in_two_parts_loses_one_effect_less():
    frame = random_panel(5, kept=1.0)
    early = frame["year"] < 2003
    parts = frame[early == (frame["unit"] < 6)]

    found = fit(parts, "twoway")
    design = dummies(parts, X, ["unit", "year"]).drop(columns="year_2006")
    peer = sm.OLS(parts["y"], design).fit()

    np.testing.assert_allclose(found.params, peer.params[X], rtol=1e-9)
    np.testing.assert_allclose(found.std_errors, peer.bse[X], rtol=1e-9)
    assert found.absorbed == 12 + 7 - 2


def test_more_periods_than_units_are_solved_the_other_way_round():
    frame = random_panel(2, units=5, periods=40)

    found = fit(frame, "twoway")
    peer = sm.OLS(frame["y"], dummies(frame, X, ["unit", "year"])).fit()

    np.testing.assert_allclose(found.params, peer.params[X], rtol=1e-9)


def test_a_unit_seen_once_changes_no_coefficient_and_is_named():
    frame = random_panel(3)
    lone = frame.iloc[[0]].assign(unit=99, y=1e3)

    alone, beside = fit(frame), fit(pd.concat([frame, lone], ignore_index=True))

    np.testing.assert_allclose(beside.params, alone.params, rtol=1e-9)
    np.testing.assert_allclose(beside.std_errors, alone.std_errors, rtol=1e-9)
    assert beside.singletons == ("99",)
    assert beside.nobs == alone.nobs + 1
    assert beside.residuals.iloc[-1] == pytest.approx(0.0, abs=1e-9)


@settings(max_examples=25)
@given(
    seed=st.integers(0, 10_000),
    scale=st.floats(1e-6, 1e6),
    shift=st.floats(-1e3, 1e3),
    effects=st.sampled_from(sorted(COLUMNS)),
)
def test_units_origins_order_and_names_do_not_matter(seed, scale, shift, effects):
    frame = random_panel(seed)
    names = {unit: f"sector {97 * (unit + 3) % 31}" for unit in frame["unit"]}
    other = frame.assign(unit=frame["unit"].map(names), x0=frame["x0"] * scale + shift)
    other = other.assign(y=frame["y"] + shift).iloc[::-1].reset_index(drop=True)

    one, two = (fit(each, effects, cluster="unit") for each in (frame, other))

    np.testing.assert_allclose(two.params["x0"] * scale, one.params["x0"], rtol=1e-5)
    np.testing.assert_allclose(two.std_errors["x0"] * scale, one.std_errors["x0"], rtol=1e-5)
    np.testing.assert_allclose(two.pvalues["x1"], one.pvalues["x1"], rtol=1e-4)
    assert two.r2_within == pytest.approx(one.r2_within, rel=1e-6)


@settings(max_examples=15)
@given(seed=st.integers(0, 10_000))
def test_the_same_rows_twice_add_no_clustered_information(seed):
    frame = random_panel(seed)
    twice = pd.concat([frame, frame.assign(year=frame["year"] + 50)])

    one, two = (fit(each, cluster="unit") for each in (frame, twice))

    ratio = (len(frame) - 3) / (len(frame) - 1) * (2 * len(frame) - 1) / (2 * len(frame) - 3)
    np.testing.assert_allclose(two.params, one.params, rtol=1e-8)
    np.testing.assert_allclose(two.std_errors, one.std_errors * ratio**0.5, rtol=1e-8)


def test_effects_that_follow_the_regressors_do_not_bias():
    misses = []
    for replication in range(200):
        frame = random_panel(7000 + replication, kept=0.8)
        found = fit(frame, "twoway", cluster="unit")
        low, high = found.interval()["low"], found.interval()["high"]
        misses.append([found.params["x0"] - 0.5, low["x0"] <= 0.5 <= high["x0"]])
    bias, coverage = np.mean(misses, axis=0)

    assert abs(bias) < 3.5 * np.std([error for error, _ in misses]) / 200**0.5
    assert 0.88 <= coverage <= 0.985


def test_a_result_cannot_be_changed():
    found = fit(random_panel(1))

    with pytest.raises(AttributeError):
        found.nobs = 3
    with pytest.raises(ValueError, match="read-only"):
        found.params.iloc[0] = 0.0


BAD = {
    "constant": (lambda f: f.assign(x1=3.3), errors.AbsorbedByEffects, {"name": "x1"}),
    "of the unit": (
        lambda f: f.assign(x1=f["unit"] / 7.0),
        errors.AbsorbedByEffects,
        {"name": "x1"},
    ),
    "of the year": (lambda f: f.assign(x1=f["year"]), errors.AbsorbedByEffects, {"name": "x1"}),
    "dependent": (lambda f: f.assign(y=f["unit"]), errors.AbsorbedByEffects, {"name": "y"}),
    "copied": (
        lambda f: f.assign(x1=2.0 * f["x0"] + f["year"]),
        errors.Collinear,
        None,
    ),
    "empty cell": (
        lambda f: f.assign(x0=f["x0"].where(f["unit"] != 3)),
        errors.MissingValues,
        None,
    ),
    "infinite": (
        lambda f: f.assign(x0=f["x0"].where(f["unit"] != 3, np.inf)),
        errors.MissingValues,
        None,
    ),
    "huge": (lambda f: f.assign(x0=f["x0"] * 1e200), errors.OutOfRange, None),
    "text": (lambda f: f.assign(x0="many"), errors.NotNumeric, {"name": "x0"}),
    "no unit": (
        lambda f: f.assign(unit=f["unit"].where(f["unit"] != 3)),
        errors.MissingValues,
        None,
    ),
    "twice": (
        lambda f: pd.concat([f, f[(f["unit"] == 2)].iloc[:1]]),
        errors.DuplicateObservation,
        None,
    ),
    "no rows": (lambda f: f.iloc[:0], errors.SampleTooShort, None),
    "few rows": (lambda f: f.iloc[:4], errors.SampleTooShort, None),
    "no column": (lambda f: f.drop(columns="x0"), errors.UnknownName, None),
    "mixed years": (
        lambda f: f.assign(year=["2001" if u == 2 else 7 for u in f["unit"]]),
        errors.OutOfRange,
        None,
    ),
    "one cluster": (lambda f: f.assign(region=1), errors.TooFewClusters, {"have": 1, "need": 2}),
}


@pytest.mark.parametrize("name", BAD)
def test_a_panel_that_allows_no_answer_is_refused_by_name(name):
    change, error, values = BAD[name]

    with pytest.raises(error) as caught:
        fit(change(random_panel(4)), "twoway", cluster="region")

    assert values is None or caught.value.values == values


def test_periods_and_names_are_asked_for():
    frame = random_panel(4)

    with pytest.raises(errors.PeriodsNeeded):
        fit_fixed_effects(frame, "y", X, entity="unit", effects="twoway")
    with pytest.raises(errors.UnknownName):
        fit(frame, "random")
    with pytest.raises(errors.OutOfRange):
        fit(frame, regressors=[])
    with pytest.raises(errors.DuplicateName):
        fit(frame, regressors=["x0", "x0"])
    with pytest.raises(errors.OutOfRange):
        fit(frame).interval(95.0)
