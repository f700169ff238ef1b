"""What must be true for the target, by the draws of a run."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from econ.deterministic import deterministic
from econ.errors import UnknownName
from econ.frame import lay_out
from econ.inputs import FundBook, LoanBook
from econ.lending import element_of
from econ.names import SIZES
from econ.projection import project
from econ.public_cost import public_cost
from econ.required import Lever, figure, requirements
from econ.scenarios import Override, Scenario, apply

SOON = date(2027, 1, 1)


def credit(value):
    terms = {"asset": "equipment", "rate": value}
    return tuple(Override("credit_rate", SOON, {**terms, "size": size}) for size in SIZES)


CREDIT = Lever("credit", "tax_incentive", 0.0, 0.6, credit)
FUND = Lever(
    "fund",
    "fund",
    0.0,
    100_000.0,
    lambda value: (Override("fund_disbursement", SOON, {"annual_bn": value}),),
)
DELIVERY = Lever(
    "delivery", "pledge", -3.0, 6.0, lambda value: (Override("delivery", SOON, {"logit": value}),)
)


@pytest.fixture
def asked(supported, make_settings, parameters):
    """A target a little above the mean of a small broad run."""
    settings = make_settings(scope="broad")
    mean = project(supported, settings, parameters).cumulative[-1].mean
    return supported, make_settings(scope="broad", target_bn=mean + 15.0), parameters


@pytest.mark.parametrize("lever", [CREDIT, FUND, DELIVERY], ids=lambda lever: lever.name)
def test_a_run_with_the_answer_meets_the_target(asked, lever):
    inputs, settings, parameters = asked

    standing, (found,) = requirements(*asked, [lever], aim="mean")

    again = apply(Scenario("again", lever.overrides(found.answer.value)), inputs, settings)
    assert standing == pytest.approx(settings.target_bn - 15.0)
    assert project(again, settings, parameters).cumulative[-1].mean == pytest.approx(
        settings.target_bn, rel=1e-6
    )


def test_four_chances_in_five_need_more_than_an_even_chance(asked):
    found = {aim: requirements(*asked, [FUND], aim=aim) for aim in ("even", "likely")}

    standing = {aim: at for aim, (at, _) in found.items()}
    levers = {aim: answers[0].answer.value for aim, (_, answers) in found.items()}
    assert standing["likely"] < standing["even"]
    assert levers["likely"] > levers["even"]


def test_an_interval_of_levers_stands_beside_the_answer(asked):
    _, (found,) = requirements(*asked, [FUND], aim="even")

    low, high = found.interval
    assert low is not None
    assert low <= found.answer.value
    assert high is None or high >= found.answer.value
    assert 0.0 <= found.unattainable < 0.5


def test_a_lever_that_is_too_weak_tells_what_is_missing(supported, make_settings, parameters):
    settings = make_settings(scope="broad", target_bn=1e6)

    _, (found,) = requirements(supported, settings, parameters, [CREDIT], aim="mean")

    assert found.answer.value is None
    assert found.answer.gap > 0.0
    assert found.unattainable == 1.0
    assert found.interval == (None, None)
    assert (found.cost, found.marginal_cost) == (None, None)


def test_the_price_of_one_more_won_is_told_by_kind(asked):
    _, (by_credit, by_fund) = requirements(*asked, [CREDIT, FUND], aim="mean")

    for found in (by_credit, by_fund):
        before, after = found.cost
        assert after > before
        assert found.marginal_cost > 0.0
    assert by_fund.cost[1] - by_fund.cost[0] == pytest.approx(by_fund.answer.value, rel=1e-6)


def test_the_delivery_share_that_is_needed_is_told(asked):
    _, (found,) = requirements(*asked, [DELIVERY], aim="mean")

    before, after = found.share
    assert 0.0 < before < after < 1.0
    assert found.cost is None


def test_the_tax_expenditure_is_on_all_eligible_spending(supported, make_settings, parameters):
    """0.25 × υ × (1 - 0.2) × (1 - c) on the equipment of every registered won since 2025."""
    bare = replace(supported, funds=FundBook(), loans=LoanBook())
    chain = deterministic(lay_out(bare, make_settings(), parameters))

    equipment = parameters.categories["data_centre"].assets["equipment"]
    worth = parameters["credit.utilisation"] * 0.8 * (1.0 - parameters["credit.clawback"])
    invested = sum(group["registered"][1:].sum() for group in chain["groups"])
    assert public_cost(chain)["tax_incentive"] == pytest.approx(0.25 * worth * equipment * invested)


def test_funds_cost_what_they_disburse_and_loans_their_grant_element(
    supported, make_settings, parameters
):
    cost = public_cost(deterministic(lay_out(supported, make_settings(), parameters)))

    assert cost["fund"] == pytest.approx(900.0)
    assert cost["loan"] == pytest.approx(600.0 * element_of(supported.loans.loans[0]))


def test_no_credit_costs_nothing(make_inputs, make_settings, parameters):
    chain = deterministic(lay_out(make_inputs(), make_settings(), parameters))

    assert public_cost(chain) == {"tax_incentive": 0.0, "fund": 0.0, "loan": 0.0}


def test_an_aim_must_be_one_of_three():
    with pytest.raises(UnknownName):
        figure(np.ones(3), "certain")
