"""The wild cluster bootstrap against a loop that refits every draw, and its size under the null."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from econ import errors
from econ.estimators.bootstrap import weight_matrix, wild_cluster_bootstrap
from econ.estimators.fixed_effects import fit_fixed_effects
from tests.econ.estimators.panels import dummies, grunfeld, random_panel

X = ["x0", "x1"]


def boot(frame, cluster="unit", hypothesis="x0 = 0.4", time=None, **options):
    options = {"rng": 1, **options}
    return wild_cluster_bootstrap(
        frame, "y", X, entity="unit", time=time, cluster=cluster, hypothesis=hypothesis, **options
    )


def refitted(frame, cluster, null, signs, time=None, place=1):
    """t and t* by dummy variables: impose the null, flip residuals, fit all of it again."""
    design = dummies(frame, X, ["unit"] + ([time] if time else [])).to_numpy()
    y, codes = frame["y"].to_numpy(), pd.factorize(frame[cluster], sort=True)[0]

    def tvalue(outcome, value):
        bread = np.linalg.inv(design.T @ design)
        beta = bread @ design.T @ outcome
        scores = design * (outcome - design @ beta)[:, None]
        sums = np.array([scores[codes == g].sum(axis=0) for g in range(codes.max() + 1)])
        variance = (bread @ sums.T @ sums @ bread)[place, place]
        return (beta[place] - value) / np.sqrt(factor * variance)

    groups, nobs = codes.max() + 1, len(y)
    crossing = frame[time].nunique() if time and time != cluster else 1
    nested = frame.groupby("unit")[cluster].nunique().max() == 1
    parameters = 2 + crossing + (0 if nested else frame["unit"].nunique() - 1)
    factor = groups / (groups - 1) * (nobs - 1) / (nobs - parameters)
    rest = np.delete(design, place, axis=1)
    shifted = y - null * design[:, place]
    fitted = rest @ np.linalg.lstsq(rest, shifted, rcond=None)[0]
    outcomes = (null * design[:, place] + fitted + w[codes] * (shifted - fitted) for w in signs)
    return tvalue(y, null), np.array([tvalue(outcome, null) for outcome in outcomes])


@pytest.mark.parametrize("time", [None, "year"])
@pytest.mark.parametrize("cluster", ["unit", "region", "year"])
@pytest.mark.parametrize("weights", ["rademacher", "webb"])
def test_every_draw_equals_a_refit_with_dummy_variables(time, cluster, weights):
    frame = random_panel(21)
    groups = frame[cluster].nunique()

    found = boot(frame, cluster, time=time, weights=weights, draws=60, rng=5)
    signs = weight_matrix(groups, 60, weights, 5)[:300]
    tvalue, draws = refitted(frame, cluster, 0.4, signs, time)

    assert found.statistic == pytest.approx(tvalue, rel=1e-9)
    # The same signs everywhere leave t as it is; the other draws are continuous.
    np.testing.assert_allclose(found.statistics[: len(draws)], draws, rtol=1e-7)
    if len(draws) == len(found.statistics):
        share = np.mean(np.abs(draws) >= np.abs(tvalue) * (1 - 1e-9))
        assert found.pvalue == pytest.approx(share, abs=1e-12)


def test_all_signs_of_six_clusters_are_used_once():
    frame = random_panel(8)

    found = boot(frame, "region", rng=1)
    signs = np.array(np.meshgrid(*[[-1.0, 1.0]] * 6)).reshape(6, -1).T
    tvalue, draws = refitted(frame, "region", 0.4, signs)

    assert (found.enumerated, found.draws, found.resolution) == (True, 64, 1 / 32)
    assert found.pvalue == np.mean(np.abs(draws) >= np.abs(tvalue) * (1 - 1e-9))
    assert found.pvalue >= 1 / 32
    assert found.pvalue == boot(frame, "region", rng=99, draws=99).pvalue


@pytest.mark.parametrize("weights", ["rademacher", "webb"])
@pytest.mark.parametrize("time", [None, "year"])
def test_the_interval_holds_what_is_not_rejected(weights, time):
    frame = random_panel(33, units=14)

    found = boot(frame, weights=weights, time=time)

    width = found.interval[1] - found.interval[0]
    for end, outwards in zip(found.interval, (-1, 1), strict=True):
        inside, outside = (
            boot(frame, hypothesis={"x0": end + outwards * step}, weights=weights, time=time)
            for step in (-1e-3 * width, 1e-3 * width)
        )
        assert inside.pvalue >= 0.05 > outside.pvalue
    assert found.interval[0] < found.estimate < found.interval[1]
    assert found.implied_se == pytest.approx(width / 3.919928, rel=1e-6)


def test_the_statistic_is_the_clustered_t():
    frame = random_panel(6)
    fit = fit_fixed_effects(frame, "y", X, entity="unit", cluster="region")

    found = boot(frame, "region", hypothesis="x1")

    assert found.std_error == pytest.approx(fit.std_errors["x1"], rel=1e-10)
    assert found.statistic == pytest.approx(fit.tvalues["x1"], rel=1e-10)


def test_one_regressor_is_enough():
    found = wild_cluster_bootstrap(
        grunfeld(), "invest", ["value"], entity="firm", cluster="firm", hypothesis="value", rng=0
    )

    assert found.enumerated
    assert 2 / 1024 <= found.pvalue < 0.05
    assert found.effective_clusters < 5 < found.clusters == 10
    assert found.flags == ("webb_advised",)


def world(rng, groups, periods=10):
    """A quarter of the clusters is treated half-way; errors follow AR(0.5): specification 5.4."""
    error = np.empty((groups, periods))
    error[:, 0] = rng.normal(size=groups) / np.sqrt(0.75)
    for t in range(1, periods):
        error[:, t] = 0.5 * error[:, t - 1] + rng.normal(size=groups)
    treated = np.arange(groups)[:, None] < groups // 4
    policy = treated & (np.arange(periods)[None, :] >= periods // 2)
    unit, year = np.divmod(np.arange(groups * periods), periods)
    frame = {"unit": unit, "year": year, "x0": policy.ravel() * 1.0, "y": error.ravel()}
    return pd.DataFrame(frame)


def test_size_is_near_nominal_where_the_t_test_rejects_too_often():
    """Specification 5.4 gives 5.8 % for the bootstrap and 11 % for t(G-1) at twelve clusters."""
    rng, replications = np.random.default_rng(12), 400
    rejected = np.zeros(2)
    for _ in range(replications):
        frame = world(rng, 12)
        names = {"entity": "unit", "time": "year", "cluster": "unit"}
        found = wild_cluster_bootstrap(frame, "y", ["x0"], hypothesis="x0", rng=1, **names)
        t = fit_fixed_effects(frame, "y", ["x0"], effects="twoway", **names)
        rejected += [found.pvalue < 0.05, t.pvalues["x0"] < 0.05]
    size, size_of_t = rejected / replications

    assert 0.02 <= size <= 0.088
    assert size_of_t > size + 0.02


def test_too_few_clusters_get_no_pvalue():
    frame = random_panel(3)

    with pytest.raises(errors.TooFewClusters) as caught:
        boot(frame.assign(region=frame["unit"] % 5), "region")

    assert caught.value.values == {"have": 5, "need": 6}


def test_clusters_of_units_seen_once_do_not_count():
    frame = random_panel(3)
    lone = frame.iloc[:3].assign(unit=[97, 98, 99], region=[97, 98, 99])
    frame = frame.assign(region=frame["unit"] % 5)

    with pytest.raises(errors.TooFewClusters):
        boot(pd.concat([frame, lone], ignore_index=True), "region")


@settings(max_examples=20)
@given(seed=st.integers(0, 10_000), scale=st.floats(1e-4, 1e4))
def test_scale_order_and_names_do_not_matter(seed, scale):
    frame = random_panel(seed, units=7)
    other = frame.assign(x0=frame["x0"] * scale, unit=[f"s{9 - u}" for u in frame["unit"]])

    one = boot(frame, hypothesis={"x0": 0.4})
    two = boot(other.iloc[::-1], hypothesis={"x0": 0.4 / scale})

    assert two.statistic == pytest.approx(one.statistic, rel=1e-7)
    assert two.pvalue == pytest.approx(one.pvalue, abs=1e-12)
    np.testing.assert_allclose(np.array(two.interval) * scale, one.interval, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"hypothesis": "x9 = 1"}, errors.UnknownName),
        ({"hypothesis": "x0 = much"}, errors.OutOfRange),
        ({"hypothesis": {"x0": 0.0, "x1": 0.0}}, errors.OutOfRange),
        ({"hypothesis": {"x0": float("nan")}}, errors.OutOfRange),
        ({"draws": 5}, errors.OutOfRange),
        ({"level": 95.0}, errors.OutOfRange),
        ({"weights": "normal"}, errors.UnknownName),
        ({"effects": "twoway"}, errors.PeriodsNeeded),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(options, error):
    with pytest.raises(error):
        boot(random_panel(3), **options)
