"""Which estimate a panel allows, and what stops the others: one panel for every rule."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from app.messages.projection import said
from econ import errors
from econ.estimators.elasticity import estimate_elasticity
from econ.estimators.fixed_effects import fit_fixed_effects
from econ.estimators.ladder import Question, ladder

TRUE = -0.7


def sectors(seed=0, units=24, periods=10, true=TRUE, spread=0.15, persistence=0.0, noise=0.1):
    """Sectors whose user cost differs by their asset mix; investment follows it with TRUE."""
    rng = np.random.default_rng(seed)
    burn = 20 if persistence else 0
    length = periods + burn
    alpha, years = rng.normal(size=units), 0.1 * rng.normal(size=length)
    cost = 0.3 * alpha[:, None] + years + spread * rng.normal(size=(units, length))
    output = alpha[:, None] + 0.05 * np.arange(length) + 0.1 * rng.normal(size=(units, length))
    target = true * cost + 0.5 * output + alpha[:, None] - years
    shocks = noise * rng.normal(size=(units, length))
    invested = target + shocks
    for t in range(1, length):
        invested[:, t] = persistence * invested[:, t - 1] + (1 - persistence) * target[:, t]
        invested[:, t] += shocks[:, t]
    unit, year = np.divmod(np.arange(units * periods), periods)
    kept = (slice(None), slice(burn, None))
    return pd.DataFrame(
        {
            "sector": [f"s{number:02d}" for number in unit],
            "year": 2010 + year,
            "investment": np.exp(5.0 + invested[kept].ravel()),
            "user_cost": np.exp(-1.5 + cost[kept].ravel()),
            "va": np.exp(3.0 + output[kept].ravel()),
        }
    )


def asked(frame, **changes):
    question = Question(frame, "investment", "user_cost", ("va",), "sector", "year")
    return replace(question, **changes)


def estimated(frame, parameters, prior=-0.6, prior_sd=0.25, **changes):
    return estimate_elasticity(
        asked(frame, **changes), prior=prior, prior_sd=prior_sd, parameters=parameters, rng=1
    )


def codes(entries):
    return {entry.code for entry in entries}


def rung(steps, name):
    return next(one for one in steps.rungs if one.name == name)


def with_zeros(frame, count):
    rows = np.random.default_rng(5).permutation(len(frame))[:count]
    return frame.assign(investment=frame["investment"].where(~frame.index.isin(rows), 0.0))


def one_reform(frame):
    return frame.assign(user_cost=np.where(frame["year"] >= 2015, 0.2, 0.25))


def one_sector_moves(frame):
    moved = frame["sector"] == "s00"
    return frame.assign(user_cost=np.where(moved, frame["user_cost"], 0.2))


RULES = {
    "few_units_of_variation": one_sector_moves,
    "one_common_change": one_reform,
    "little_variation": lambda f: f.assign(user_cost=0.2 * (f["user_cost"] / 0.2) ** 0.02),
    "few_sectors": lambda f: f[f["sector"] < "s09"],
    "few_years": lambda f: f[f["year"] < 2014],
    "few_degrees_of_freedom": lambda f: f[(f["sector"] < "s10") & (f["year"] < 2014)],
    "too_many_imputed": lambda f: f.assign(filled=np.arange(len(f)) % 9 == 0),
}


@pytest.mark.parametrize("code", RULES)
def test_a_panel_that_breaks_a_rule_rests_on_the_prior_and_says_which(code, parameters):
    frame = RULES[code](sectors())
    imputed = "filled" if "filled" in frame else None

    found = estimated(frame, parameters, imputed=imputed)

    assert code in codes(found.refused)
    assert (found.rung, found.point, found.pooled.weight) == ("prior_only", None, 0.0)
    assert (found.pooled.mean, found.pooled.sd) == (-0.6, pytest.approx(0.25))
    sentences = [
        said({"code": entry.code, "values": entry.values}, lang)
        for entry in found.refused
        for lang in ("ko", "en")
    ]
    assert all(sentence and "{" not in sentence and "—" not in sentence for sentence in sentences)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda f: f[f["sector"] < "s14"], "few_sectors_for_dynamics"),
        (lambda f: f[f["year"] < 2017], "few_years_for_dynamics"),
        (lambda f: f[(f["sector"] < "s16") & (f["year"] < 2019)], "few_cells_for_dynamics"),
        (lambda f: f.drop(index=[7, 8]), "holes_for_dynamics"),
        (lambda f: with_zeros(f, 4), "holes_for_dynamics"),
    ],
)
def test_what_forbids_dynamics_leaves_the_static_estimate(change, code, parameters):
    steps = ladder(asked(change(sectors())), parameters)

    assert code in codes(rung(steps, "dynamic").refused)
    assert rung(steps, "static").allowed
    assert steps.chosen == "static"


def test_a_good_panel_reaches_dynamics_and_never_the_rungs_that_are_not_offered(parameters):
    steps = ladder(asked(sectors()), parameters)

    assert steps.chosen == "dynamic"
    assert codes(rung(steps, "long_series").refused) == {"few_years_for_long_series"}
    assert codes(rung(steps, "moments").refused) == {"moments_not_offered"}
    assert codes(rung(steps, "poisson").refused) == {"zeros_are_rare"}
    assert steps.within_sd == pytest.approx(0.15, rel=0.15)


def test_thresholds_are_those_of_the_table_of_parameters(parameters):
    frame = sectors(units=12)
    stricter = parameters.replace({"rule.static_units": 13.0})

    assert ladder(asked(frame), parameters).chosen == "static"
    assert ladder(asked(frame), stricter).chosen == "prior_only"


def test_many_zeros_are_estimated_by_poisson(parameters):
    frame = with_zeros(sectors(), 30)

    found = estimated(frame, parameters)

    assert (found.rung, found.point.inference) == ("poisson", "clustered")
    assert "zeros_have_no_logarithm" in codes(found.refused)
    assert found.point.nobs == 240
    assert found.point.estimate == pytest.approx(TRUE, abs=3.5 * found.point.se)


def test_few_zeros_are_left_out_and_said(parameters):
    found = estimated(with_zeros(sectors(), 4), parameters)

    assert (found.rung, found.point.nobs) == ("static", 236)
    assert "zeros_left_out" in codes(found.notes)


def test_the_static_estimate_is_the_two_way_regression_in_logarithms(parameters):
    frame = sectors().drop(index=[3])
    logs = frame.assign(**{name: np.log(frame[name]) for name in ("investment", "user_cost", "va")})

    found = estimated(frame, parameters)
    peer = fit_fixed_effects(
        logs,
        "investment",
        ["user_cost", "va"],
        entity="sector",
        time="year",
        effects="twoway",
        cluster="sector",
    )

    assert found.point.estimate == pytest.approx(peer.params["user_cost"], rel=1e-10)
    assert found.point.se == pytest.approx(peer.std_errors["user_cost"], rel=1e-10)
    assert found.point.inference == "clustered"
    weight = 0.25**2 / (0.25**2 + found.point.se**2)
    assert found.pooled.weight == pytest.approx(weight)
    assert found.pooled.mean == pytest.approx(weight * found.point.estimate - 0.6 * (1 - weight))


def test_few_sectors_take_the_error_that_the_bootstrap_implies(parameters):
    found = estimated(sectors(units=12), parameters)

    low, high = found.point.interval
    assert found.point.inference == "wild_bootstrap"
    assert found.point.se == pytest.approx((high - low) / 3.919928, rel=1e-6)
    assert found.pooled.estimate_se == found.point.se


@pytest.mark.parametrize(("units", "inference"), [(24, "clustered"), (16, "unit_bootstrap")])
def test_the_dynamic_estimate_is_the_long_run(units, inference, parameters):
    found = estimated(sectors(3, units=units, periods=12, persistence=0.5), parameters)

    assert (found.rung, found.point.inference) == ("dynamic", inference)
    assert found.point.estimate == pytest.approx(TRUE, abs=4.0 * found.point.se)
    assert found.point.interval[0] < found.point.estimate < found.point.interval[1]


def test_without_a_correction_the_static_estimate_stands(parameters):
    frame = sectors(units=20, periods=9)
    slopes = np.linspace(-2.0, 2.0, 20)[frame["sector"].str[1:].astype(int)]
    growth = slopes * (frame["year"] - 2010) ** 2 / 10.0
    frame = frame.assign(investment=frame["investment"] * np.exp(growth))

    found = estimated(frame, parameters)

    assert "bias_not_corrected" in codes(found.refused)
    assert found.rung == "static"


def test_one_sector_that_decides_weighs_no_more_than_half(parameters):
    frame = sectors(units=12, noise=0.02, true=0.0)
    odd = frame["sector"] == "s03"
    pull = np.where(odd, np.exp(-9.0 * np.log(frame["user_cost"] / 0.2)), 1.0)
    frame = frame.assign(investment=frame["investment"] * pull)

    found = estimated(frame, parameters, prior_sd=2.0)

    low, high = found.without_one
    assert low < 0.0 < high
    assert "one_sector_decides" in codes(found.notes)
    assert found.point.se < 2.0
    assert found.pooled.weight <= 0.5 + 1e-12


def test_controls_that_move_with_the_user_cost_are_flagged_then_refused(parameters):
    rng, frame = np.random.default_rng(2), sectors()
    logs = np.log(frame["user_cost"])

    near, nearer = (
        estimated(frame.assign(va=np.exp(logs + sd * rng.normal(size=len(frame)))), parameters)
        for sd in (0.04, 0.005)
    )

    assert "controls_move_together" in codes(near.notes)
    assert near.rung != "prior_only"
    assert "controls_replace_user_cost" in codes(nearer.refused)
    assert nearer.rung == "prior_only"


def test_a_control_without_variation_is_named(parameters):
    found = estimated(sectors().assign(va=3.0), parameters)

    assert "controls_not_identified" in codes(found.refused)
    assert found.rung == "prior_only"


def test_the_true_elasticity_lies_in_the_interval_about_as_often_as_said(parameters):
    inside = []
    for seed in range(120):
        frame = sectors(1000 + seed, units=12, periods=7, spread=0.1)
        low, high = estimated(frame, parameters).point.interval
        inside.append(low <= TRUE <= high)

    assert 0.88 <= np.mean(inside) <= 0.99


def test_an_estimate_far_from_the_prior_raises_the_conflict(parameters):
    found = estimated(sectors(true=-2.5), parameters, prior_sd=0.1)

    assert "estimate_conflicts_with_prior" in found.pooled.flags
    assert abs(found.pooled.conflict) > 2.0


def test_a_panel_that_cannot_be_read_is_an_error_not_a_refusal(parameters):
    frame = sectors()

    with pytest.raises(errors.OutOfRange):
        ladder(asked(frame.assign(user_cost=0.0)), parameters)
    with pytest.raises(errors.OutOfRange):
        ladder(asked(frame.assign(investment=-frame["investment"])), parameters)
    with pytest.raises(errors.MissingValues):
        ladder(asked(frame.assign(va=np.nan)), parameters)
    with pytest.raises(errors.UnknownName):
        ladder(asked(frame, imputed="guessed"), parameters)
    with pytest.raises(errors.DuplicateObservation):
        ladder(asked(pd.concat([frame, frame.iloc[:1]])), parameters)
