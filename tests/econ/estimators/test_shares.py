"""Fractional responses and hazards against statsmodels, an optimiser, and simulated pledges."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize
from scipy.special import expit, logit, xlog1py, xlogy

from econ import errors
from econ.estimators.shares import fit_fractional_response, fit_hazard

X = ["board", "size"]
SD = {"const": 0.5, "board": 0.5, "size": 1.0}


def tranches(seed, count=240, firms=40, phi=4.0):
    """Delivered shares of tranches with shocks of firms; zeros and ones are frequent."""
    rng = np.random.default_rng(seed)
    firm = rng.integers(firms, size=count)
    frame = pd.DataFrame({"firm": firm, "board": (rng.random(count) < 0.5) * 1.0})
    frame["size"] = rng.normal(size=count)
    frame["prior"] = logit(0.6)
    index = frame["prior"] + 0.8 * frame["board"] - 0.4 * frame["size"]
    mean = expit(index + 0.4 * rng.normal(size=firms)[firm])
    share = rng.beta(mean * phi, (1.0 - mean) * phi)
    return frame.assign(y=np.clip(1.1 * share - 0.05, 0.0, 1.0))


def fit(frame, **options):
    return fit_fractional_response(frame, "y", X, cluster="firm", **options)


@pytest.mark.parametrize(
    ("link", "peer_link"),
    [("logit", sm.families.links.Logit), ("cloglog", sm.families.links.CLogLog)],
)
@pytest.mark.parametrize("offset", [None, "prior"])
def test_without_priors_it_equals_a_generalised_linear_model(link, peer_link, offset):
    frame = tranches(1)

    found = fit(frame, link=link, offset=offset)
    peer = sm.GLM(
        frame["y"],
        sm.add_constant(frame[X]),
        family=sm.families.Binomial(link=peer_link()),
        offset=frame[offset] if offset else None,
    ).fit(cov_type="cluster", cov_kwds={"groups": frame["firm"]}, tol=1e-13)

    assert {0.0, 1.0} <= set(frame["y"])
    np.testing.assert_allclose(found.params, peer.params, rtol=1e-7)
    np.testing.assert_allclose(found.fitted, peer.fittedvalues, rtol=1e-7)
    if link == "logit":
        np.testing.assert_allclose(found.std_errors, peer.bse, rtol=1e-7)
    assert found.dof == frame["firm"].nunique() - 1


def test_with_priors_it_is_the_penalised_maximum_with_its_covariance():
    frame = tranches(2, count=60, firms=15)
    x = sm.add_constant(frame[X]).to_numpy()
    y, start = frame["y"].to_numpy(), frame["prior"].to_numpy()
    precision = np.array([1.0 / SD[name] ** 2 for name in ("const", *X)])

    def loss(d):
        mean = expit(start + x @ d)
        return -(xlogy(y, mean) + xlog1py(1.0 - y, -mean)).sum() + 0.5 * precision @ d**2

    found = fit(frame, offset="prior", prior_sd=SD)
    peer = minimize(loss, np.zeros(3), method="BFGS", options={"gtol": 1e-9})
    mean = expit(start + x @ peer.x)
    h = x.T @ np.diag(mean * (1.0 - mean)) @ x + np.diag(precision)
    sums = pd.DataFrame(x * (y - mean)[:, None]).groupby(frame["firm"].to_numpy()).sum().to_numpy()
    groups = len(sums)
    middle = groups / (groups - 1) * sums.T @ sums + np.diag(precision)
    covariance = np.linalg.inv(h) @ middle @ np.linalg.inv(h)

    np.testing.assert_allclose(found.params, peer.x, atol=1e-6)
    np.testing.assert_allclose(found.covariance, covariance, rtol=1e-4, atol=1e-7)
    assert found.penalised == ("const", *X)


def test_priors_run_from_no_influence_to_all_of_it():
    frame = tranches(3)

    loose = fit(frame, offset="prior", prior_sd=dict.fromkeys(SD, 1e4))
    tight = fit(frame, offset="prior", prior_sd=dict.fromkeys(SD, 1e-4))
    free = fit(frame, offset="prior")

    np.testing.assert_allclose(loose.params, free.params, rtol=1e-5)
    np.testing.assert_allclose(tight.fitted, 0.6, atol=1e-4)


def test_in_small_samples_the_prior_brings_the_slope_nearer_to_the_truth():
    misses = []
    for seed in range(120):
        frame = tranches(100 + seed, count=40, firms=12)
        found = [fit(frame, offset="prior"), fit(frame, offset="prior", prior_sd=SD)]
        misses.append([one.params["size"] + 0.38 for one in found])

    free, held = np.sqrt(np.mean(np.square(misses), axis=0))
    assert held < 0.95 * free


def test_intervals_cover_the_mean_share_of_the_population():
    truth = fit(tranches(9, count=200_000, firms=20_000)).params["size"]
    inside = []
    for seed in range(200):
        low, high = fit(tranches(500 + seed)).interval().loc["size"]
        inside.append(low <= truth <= high)

    assert 0.90 <= np.mean(inside) <= 0.985


def test_the_dispersion_is_that_of_the_beta_it_was_drawn_from():
    rng = np.random.default_rng(4)
    frame = tranches(4, count=8000)
    mean = expit(0.4 + 0.5 * frame["size"])
    frame = frame.assign(y=rng.beta(mean * 5.0, (1.0 - mean) * 5.0))

    assert fit(frame).dispersion == pytest.approx(5.0, rel=0.08)


def test_other_rows_are_expected_by_the_same_formula():
    frame = tranches(5)
    found = fit(frame, offset="prior", prior_sd=SD)

    np.testing.assert_allclose(found.expected(frame), found.fitted, rtol=1e-12)
    with pytest.raises(errors.UnknownName):
        found.expected(frame.drop(columns="prior"))


@settings(max_examples=15)
@given(seed=st.integers(0, 1000), scale=st.floats(1e-3, 1e3))
def test_units_order_and_names_of_firms_do_not_matter(seed, scale):
    frame = tranches(seed)
    other = frame.assign(size=frame["size"] * scale, firm=[f"f{999 - f}" for f in frame["firm"]])

    one, two = fit(frame), fit(other.iloc[::-1])

    assert two.params["size"] * scale == pytest.approx(one.params["size"], rel=1e-6, abs=1e-9)
    assert two.std_errors["size"] * scale == pytest.approx(one.std_errors["size"], rel=1e-6)


def years_at_risk(seed, pledges=600, base=-2.2, slope=0.7):
    rng = np.random.default_rng(seed)
    rows = []
    for pledge in range(pledges):
        x = rng.normal()
        for year in range(int(rng.integers(1, 6))):
            event = rng.random() < -np.expm1(-np.exp(base + slope * x))
            rows.append((pledge // 5, pledge, year, x, float(event)))
            if event:
                break
    return pd.DataFrame(rows, columns=["firm", "pledge", "year", "x", "cancelled"])


def test_the_hazard_finds_the_slope_it_was_made_with():
    found = fit_hazard(years_at_risk(1), "cancelled", ["x"], cluster="firm")

    assert found.params["const"] == pytest.approx(-2.2, abs=3.0 * found.std_errors["const"])
    assert found.params["x"] == pytest.approx(0.7, abs=3.0 * found.std_errors["x"])
    assert found.std_errors["x"] < 0.12
    expected = -np.expm1(-np.exp(found.params["const"]))
    assert found.expected(pd.DataFrame({"x": [0.0]})).iloc[0] == pytest.approx(expected)


def test_few_cancellations_leave_the_prior_hazards():
    frame = years_at_risk(2)
    rare = frame[(frame["cancelled"] == 0.0) | (frame["cancelled"].cumsum() <= 9)]

    with pytest.raises(errors.SampleTooShort) as caught:
        fit_hazard(rare, "cancelled", ["x"], cluster="firm")

    assert caught.value.values == {"name": "cancelled", "have": 9, "need": 10}


@pytest.mark.parametrize(
    ("change", "options", "error"),
    [
        (lambda f: f.assign(y=f["y"] + 0.2), {}, errors.OutOfRange),
        (lambda f: f.assign(y=f["y"] - 0.2), {}, errors.OutOfRange),
        (lambda f: f.assign(firm=1), {}, errors.TooFewClusters),
        (lambda f: f.assign(size=2.0 * f["board"]), {}, errors.Collinear),
        (lambda f: f.assign(size=3.0), {}, errors.Collinear),
        (lambda f: f.iloc[:3], {}, errors.SampleTooShort),
        (lambda f: f.assign(y=f["board"]), {}, errors.NotConverged),
        (lambda f: f.assign(y=1.0), {}, errors.NotConverged),
        (lambda f: f, {"prior_sd": {"size": 0.0}}, errors.OutOfRange),
        (lambda f: f, {"prior_sd": {"age": 1.0}}, errors.UnknownName),
        (lambda f: f, {"link": "probit"}, errors.UnknownName),
    ],
)
def test_what_allows_no_answer_is_refused(change, options, error):
    with pytest.raises(error):
        fit(change(tranches(6)), **options)


def test_a_prior_answers_where_the_likelihood_alone_has_no_maximum():
    frame = tranches(6)

    found = fit(frame.assign(y=frame["board"]), offset="prior", prior_sd=SD)

    assert np.isfinite(found.params).all()
    assert found.params["board"] > 1.0
