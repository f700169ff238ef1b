"""Dynamic panels: the correction against its own algebra, simulations, and what must not matter."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from econ import errors
from econ.estimators.dynamic import bootstrap_long_run, bun_carree, corrected, fit_dynamic, nickell
from econ.estimators.fixed_effects import fit_fixed_effects
from tests.econ.studies.dynamic_bias import LONG_RUN, simulated, summary, world


def panel(seed, periods=10, spread=2.0, units=40):
    """A balanced panel in long format."""
    y, x = world(np.random.default_rng(seed), spread, periods)
    unit, year = np.divmod(np.arange(40 * (periods + 1)), periods + 1)
    frame = pd.DataFrame({"unit": unit, "year": 2000 + year, "y": y.ravel(), "x": x.ravel()})
    return frame[frame["unit"] < units].sample(frac=1.0, random_state=seed)


def fit(frame):
    return fit_dynamic(frame, "y", ["x"], entity="unit", time="year")


@pytest.mark.parametrize("periods", [3, 6, 25])
@pytest.mark.parametrize("rho", [-0.4, 0.0, 0.6, 0.95])
def test_the_bias_is_the_trace_it_stands_for(periods, rho):
    """E[l'Me] = -σ²(T-1)h: sums of the moving-average weights of the lag, after demeaning."""
    t = np.arange(periods)
    lags = t[:, None] - 1 - t[None, :]
    weights = np.where(lags >= 0, float(rho) ** np.maximum(lags, 0), 0.0)

    assert nickell(rho, periods) * (periods - 1) == pytest.approx(weights.sum() / periods)


def test_the_corrected_estimate_solves_its_equation():
    y, x = world(np.random.default_rng(5), 1.0, 7)

    found = corrected(y, x, ("y", "x"))
    lag, other = found.w[..., 0].ravel(), found.w[..., 1].ravel()
    scale = 40 * 6
    along = lag - other * (other @ lag) / (other @ other)
    bias = nickell(found.beta[0], 7) * (found.residuals**2).sum() / (along @ along)

    assert found.beta[0] - bias == pytest.approx(found.plain[0], abs=1e-10)
    assert found.beta[0] > found.plain[0] + 0.05
    moved = found.plain[1] - (other @ lag) / (other @ other) * (found.beta[0] - found.plain[0])
    assert found.beta[1] == pytest.approx(moved, rel=1e-10)
    assert scale == found.residuals.size - 40


def test_uncorrected_it_is_the_two_way_within_estimate():
    frame = panel(3).sort_values(["unit", "year"])
    frame["before"] = frame.groupby("unit")["y"].shift()

    found = fit(frame)
    peer = fit_fixed_effects(
        frame.dropna(), "y", ["before", "x"], entity="unit", time="year", effects="twoway"
    )

    np.testing.assert_allclose(found.uncorrected, peer.params, rtol=1e-9)
    assert (found.nobs, found.entities, found.periods) == (400, 40, 10)
    assert found.params.index.to_list() == ["lag(y)", "x"]


@pytest.mark.parametrize("periods", [5, 12])
def test_the_slope_is_how_the_correction_moves(periods):
    y, x = world(np.random.default_rng(6), 1.0, periods)
    found = corrected(y, x, ("y", "x"))
    w, step = found.w.reshape(-1, 2), 1e-5
    outcome = found.residuals.ravel() + w @ found.beta

    ends = []
    for move in (step, -step):
        plain = found.plain + np.array([move, 0.0])
        moved, _ = bun_carree(outcome + move * w[:, 0], w, plain, 40, periods)
        ends.append(moved[0])

    assert found.slope > 1.0
    assert found.slope == pytest.approx((ends[0] - ends[1]) / (2.0 * step), rel=1e-5)


def test_bias_and_coverage_of_a_short_panel():
    """The study of specification 5.3 with fewer replications; its bounds leave sampling error."""
    plain, mended, without = simulated(2.0, 6, 250, seed=11)

    before, after = summary(plain), summary(mended)

    assert before[0] > LONG_RUN + 0.15
    assert before[2] < 0.45
    assert after[3] == pytest.approx(LONG_RUN, abs=0.05)
    assert 0.90 <= after[2] <= 0.985
    assert without < 10


def test_bias_and_coverage_of_a_longer_panel():
    plain, mended, without = simulated(2.0, 12, 250, seed=12)

    before, after = summary(plain), summary(mended)

    assert before[0] > LONG_RUN + 0.08
    assert after[0] == pytest.approx(LONG_RUN, abs=0.03)
    assert after[1] < before[1]
    assert 0.90 <= after[2] <= 0.985
    assert without == 0


def test_the_long_run_is_the_effect_over_one_less_persistence():
    found = fit(panel(7))
    rho, beta = found.params

    assert found.long_run["x"] == pytest.approx(beta / (1.0 - rho))
    step = 1e-6
    up = np.array([(beta / (1 - rho - step)) - beta / (1 - rho), step / (1 - rho)]) / step
    variance = up @ found.covariance.to_numpy() @ up
    assert found.long_run_se["x"] == pytest.approx(variance**0.5, rel=1e-4)


def test_units_drawn_again_spread_as_the_delta_method_says():
    frame = panel(8, periods=12)
    delta = fit(frame)

    found, again = (
        bootstrap_long_run(frame, "y", ["x"], entity="unit", time="year", draws=199, rng=4)
        for _ in range(2)
    )

    assert found.estimate["x"] == pytest.approx(delta.long_run["x"])
    assert found.std_errors["x"] == pytest.approx(delta.long_run_se["x"], rel=0.3)
    assert found.interval.loc["x", "low"] < found.estimate["x"] < found.interval.loc["x", "high"]
    pd.testing.assert_frame_equal(found.interval, again.interval)


def test_few_units_are_told_to_bootstrap():
    assert fit(panel(9, units=19)).flags == ("few_clusters_bootstrap_long_run",)
    assert fit(panel(9, units=20)).flags == ()


@settings(max_examples=15)
@given(seed=st.integers(0, 1000), scale=st.floats(1e-3, 1e3), shift=st.floats(-100, 100))
def test_units_origins_order_and_names_do_not_matter(seed, scale, shift):
    frame = panel(seed)
    other = frame.assign(
        x=frame["x"] * scale + shift,
        y=frame["y"] - shift,
        unit=[f"u{99 - u}" for u in frame["unit"]],
    ).sort_index()

    one, two = fit(frame), fit(other.sort_index())

    assert two.params["lag(y)"] == pytest.approx(one.params["lag(y)"], rel=1e-6)
    assert two.long_run["x"] * scale == pytest.approx(one.long_run["x"], rel=1e-5)
    assert two.long_run_se["x"] * scale == pytest.approx(one.long_run_se["x"], rel=1e-5)


def test_residuals_stand_in_the_rows_of_the_frame():
    frame = panel(2)

    found = fit(frame)

    assert set(found.residuals.index) == set(frame.index[frame["year"] > 2000])
    placed = frame.join(found.residuals)
    assert placed.groupby("unit")["residuals"].sum().abs().max() < 1e-8
    assert placed.groupby("year")["residuals"].sum().abs().max() < 1e-8


def test_a_random_walk_has_no_correction():
    rng = np.random.default_rng(1)
    unit, year = np.divmod(np.arange(40 * 9), 9)
    drift = np.repeat(np.linspace(-3.0, 3.0, 40), 9) * year**2
    walk = rng.normal(size=(40, 9)).cumsum(axis=1).ravel() + drift
    frame = pd.DataFrame({"unit": unit, "year": year, "y": walk, "x": rng.normal(size=360)})

    with pytest.raises(errors.NoCorrection):
        fit(frame)


def test_holes_gaps_and_short_panels_are_refused():
    frame = panel(1)

    with pytest.raises(errors.NotBalanced) as caught:
        fit(frame.iloc[3:])
    assert caught.value.values == {"name": "year", "missing": 3}
    with pytest.raises(errors.NotBalanced):
        fit(frame[frame["year"] != 2004])
    with pytest.raises(errors.SampleTooShort):
        fit(frame[frame["year"] < 2003])
    with pytest.raises(errors.AbsorbedByEffects):
        fit(frame.assign(x=frame["year"]))
    with pytest.raises(errors.OutOfRange):
        bootstrap_long_run(frame, "y", ["x"], entity="unit", time="year", draws=5, rng=1)
