"""Names and signatures that other programs call stay as they are."""

from inspect import signature

import numpy as np
import pandas as pd
import pytest

from econ import attribution, loans, realisation, scores, user_cost
from econ.estimators.bootstrap import wild_cluster_bootstrap
from econ.estimators.fixed_effects import fit_fixed_effects
from econ.input_output import InputOutputTable


@pytest.mark.parametrize(
    ("function", "named"),
    [
        (user_cost.depreciation_present_value, ("method", "rate=None", "life=None", "discount")),
        (
            user_cost.user_cost,
            (
                *("tau", "r", "pi", "delta", "z", "credit=0.0", "utilisation=1.0"),
                *("rural_tax=0.0", "psi=0.0", "wealth_tax=0.0"),
            ),
        ),
        (
            loans.grant_element,
            (
                *("rate", "discount", "maturity_years", "grace_years"),
                *("payments_per_year", "profile"),
            ),
        ),
        (InputOutputTable.from_transactions, ("domestic", "imports", "output")),
        (realisation.realise, ("schedule", "share", "slippage", "cancellation=0.0")),
        (attribution.shapley, ("values",)),
        (scores.crps, ("draws", "observed")),
    ],
)
def test_a_fixed_function_has_its_parameters_and_defaults(function, named):
    found = tuple(
        name if each.default is each.empty else f"{name}={each.default}"
        for name, each in signature(function).parameters.items()
    )

    assert found == named


@pytest.mark.parametrize(
    ("function", "positional"),
    [
        (user_cost.depreciation_present_value, 1),
        (user_cost.user_cost, 0),
        (loans.grant_element, 0),
        (realisation.realise, 4),
    ],
)
def test_what_has_a_unit_is_given_by_name(function, positional):
    kinds = [each.kind.name for each in signature(function).parameters.values()]

    assert kinds.count("POSITIONAL_OR_KEYWORD") == positional
    assert set(kinds[positional:]) <= {"KEYWORD_ONLY"}


def test_the_shapley_value_is_a_mapping_of_names_to_arrays():
    values = {frozenset(): np.zeros(2), frozenset("a"): np.array([1.0, 2.0])}

    assert {name: found.tolist() for name, found in attribution.shapley(values).items()} == {
        "a": [1.0, 2.0]
    }


def test_a_table_gives_its_inverse_and_its_multipliers():
    table = InputOutputTable.from_transactions(
        domestic=np.array([[10.0]]), imports=np.array([[5.0]]), output=np.array([100.0])
    )

    assert table.leontief[0, 0] == pytest.approx(1.0 / 0.9)
    assert table.multipliers()[0] == pytest.approx(1.0 / 0.9)


def test_the_estimators():
    unit, year = np.divmod(np.arange(48), 6)
    rng = np.random.default_rng(1)
    x, noise = rng.normal(size=(2, 48))
    frame = pd.DataFrame({"unit": unit, "year": year, "x": x, "y": x + unit + noise})
    names = {"entity": "unit", "time": "year"}

    plain = fit_fixed_effects(frame, "y", ["x"], **names, effects="twoway", cluster=None)
    tested = wild_cluster_bootstrap(
        frame, "y", ["x"], **names, cluster="unit", hypothesis="x = 1", draws=999,
        weights="webb", rng=np.random.default_rng(2),
    )  # fmt: skip

    assert isinstance(plain.params, pd.Series)
    assert isinstance(plain.std_errors, pd.Series)
    assert plain.nobs == len(plain.residuals) == 48
    assert 0.0 < plain.r2_within < 1.0
    assert tested.interval[0] < 1.0 < tested.interval[1]
    assert tested.pvalue > 0.05
    assert abs(tested.statistic) < 3.0
