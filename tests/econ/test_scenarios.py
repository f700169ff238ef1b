"""Scenarios act from their date on and never on what has happened."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from econ.errors import OutOfRange, ScenarioInThePast, UnknownName, UnknownParameter
from econ.inputs import FundBook, LoanBook, Provision, TaxRegime
from econ.names import SIZES
from econ.projection import project
from econ.provisions import yearly_credit
from econ.scenarios import Override, Scenario, apply, parameters_under

YEARS = (2024, 2025, 2026, 2027)
SOON = date(2026, 12, 1)
CREDIT = {"asset": "equipment", "size": "large", "rate": 0.25}
LOANS = {
    "annual_bn": 365.0,
    "rate": 0.02,
    "market_rate": 0.05,
    "maturity_years": 8,
    "grace_years": 3,
}


def scenario(lever, values, effective=SOON):
    return Scenario("what if", (Override(lever, effective, values),))


def test_a_higher_credit_holds_from_its_day_on(supported, make_settings):
    found = apply(scenario("credit_rate", CREDIT), supported, make_settings())

    rates = [yearly_credit(found.tax, "equipment", "large", "", year) for year in YEARS]
    assert [rate.rate for rate in rates[:2]] == pytest.approx([0.0, 0.25])
    assert rates[3].rate == pytest.approx(0.25)
    assert rates[3].rate_without == pytest.approx(0.06)
    assert rates[3].rural_tax == pytest.approx(0.2)


def test_a_credit_for_a_category_leaves_the_general_one(make_inputs, make_settings):
    general = Provision("equipment", "large", 0.15, 0.03, date(2025, 1, 1))
    inputs = make_inputs(tax=TaxRegime((general,)))
    values = {**CREDIT, "category": "semiconductor", "rural_tax": 0.1}

    found = apply(scenario("credit_rate", values), inputs, make_settings()).tax

    assert found.provisions[0] == general
    assert found.provisions[1].category == "semiconductor"
    assert found.provisions[1].rate_without == general.rate_without
    assert found.provisions[1].planned == general.rate


def test_a_provision_of_the_future_is_replaced_whole(make_inputs, make_settings):
    future = Provision("equipment", "large", 0.15, 0.03, date(2027, 1, 1))

    found = apply(
        scenario("credit_rate", CREDIT), make_inputs(tax=TaxRegime((future,))), make_settings()
    )

    assert [row.rate for row in found.tax.provisions] == [0.25, 0.25]
    assert [row.valid_from for row in found.tax.provisions] == [SOON, future.valid_from]
    assert [row.planned for row in found.tax.provisions] == [0.0, future.rate]


def a_credit_of(rate, effective=SOON):
    values = [{**CREDIT, "size": size, "rate": rate} for size in SIZES]
    return Scenario("more", tuple(Override("credit_rate", effective, value) for value in values))


def test_a_higher_credit_adds_to_what_was_pledged_only_outside_the_register(
    supported, make_settings, parameters
):
    strict, broad = make_settings(), make_settings(scope="broad")
    reform = apply(a_credit_of(0.35), supported, strict)

    narrow = [project(inputs, strict, parameters).annual for inputs in (supported, reform)]
    before, after = (project(inputs, broad, parameters).annual for inputs in (supported, reform))

    assert narrow[0] == narrow[1]
    assert after[:2] == before[:2]
    assert after[3].mean > before[3].mean


def test_a_reform_adds_pledges_times_the_ratio_of_user_costs_to_the_elasticity(
    supported, make_settings, parameters
):
    """I¹[(UC²/UC¹)^ε - 1] of specification 4.3, where everything has arrived at once."""
    at_once = parameters.replace({"elasticity.persistence": 0.0})
    settings = make_settings(scope="broad")
    inputs = replace(supported, funds=FundBook(), loans=LoanBook())
    reform = apply(a_credit_of(0.35, date(2027, 1, 1)), inputs, settings)

    before, after = (project(found, settings, at_once).deterministic for found in (inputs, reform))

    costs = {row["class"]: row for row in after["user_cost"] if row["year"] == 2027}
    added = 0.0
    for group in after["groups"]:
        lift = {
            name: 1.0
            / sum(
                share * (costs[c][name] / costs[c]["uc0"]) ** -costs[c]["elasticity"]
                for c, share in enumerate(group["mix"])
            )
            for name in ("uc1", "uc_planned")
        }
        added += group["registered"][3] * (lift["uc1"] / lift["uc_planned"] - 1.0)
    totals = [found["investment"]["total"] for found in (before, after)]
    assert added > 1.0
    assert totals[1][:3] == pytest.approx(totals[0][:3])
    assert totals[1][3] - totals[0][3] == pytest.approx(added)


def test_a_credit_as_the_law_has_it_changes_nothing(supported, make_settings, parameters):
    settings = make_settings(scope="broad")
    same = apply(a_credit_of(0.25), supported, settings)

    assert (
        project(same, settings, parameters).annual
        == project(supported, settings, parameters).annual
    )


def test_fund_money_of_a_scenario_is_marked_and_comes_on_top(supported, make_settings):
    values = {"annual_bn": 365.0}

    found = apply(scenario("fund_disbursement", values), supported, make_settings()).funds

    assert found.scenario
    assert found.disbursed_bn == pytest.approx([100.0, 200.0, 331.0, 665.0])


def test_fund_money_may_come_where_none_is_known(make_inputs, make_settings):
    values = {"annual_bn": 100.0}

    found = apply(scenario("fund_disbursement", values), make_inputs(), make_settings()).funds

    assert found.years == YEARS
    assert found.disbursed_bn[:2].tolist() == [0.0, 0.0]


def test_earlier_fund_years_are_kept(make_inputs, make_settings):
    inputs = make_inputs(funds=FundBook((2023,), np.array([50.0])))

    found = apply(scenario("fund_disbursement", {"annual_bn": 0.0}), inputs, make_settings()).funds

    assert found.years[0] == 2023
    assert found.disbursed_bn[0] == 50.0


def test_a_loan_programme_lends_from_its_day_on(make_inputs, make_settings):
    values = {**LOANS, "constrained": True}

    found = apply(scenario("loan_programme", values), make_inputs(), make_settings()).loans

    assert [(loan.year, round(loan.principal_bn)) for loan in found.loans] == [
        (2026, 31),
        (2027, 365),
    ]
    assert found.scenario
    assert found.loans[0].constrained is True


@pytest.mark.parametrize(
    ("lever", "field"), [("delivery", "delivery_shift"), ("adoption_speed", "speed_shift")]
)
def test_a_shift_acts_on_the_days_that_are_left(make_inputs, make_settings, lever, field):
    found = getattr(apply(scenario(lever, {"logit": 1.0}), make_inputs(), make_settings()), field)

    assert [found[year] for year in YEARS] == pytest.approx([0.0, 0.0, 31 / 365, 1.0])


def test_better_delivery_raises_the_total_by_the_same_draws(supported, make_settings, parameters):
    settings = make_settings()
    better = apply(scenario("delivery", {"logit": 1.0}), supported, settings)

    before = project(supported, settings, parameters)
    after = project(better, settings, parameters)

    assert after.annual[0] == before.annual[0]
    assert after.annual[3].mean > before.annual[3].mean
    assert (
        after.deterministic["investment"]["total"][3]
        > before.deterministic["investment"]["total"][3]
    )


def test_faster_adoption_raises_the_impact_and_not_the_investment(
    supported, make_settings, parameters
):
    settings = make_settings()
    faster = apply(scenario("adoption_speed", {"logit": 0.5}), supported, settings)

    before = project(supported, settings, parameters)
    after = project(faster, settings, parameters)

    assert after.totals["investment"] == before.totals["investment"]
    assert after.totals["impact_official"] > before.totals["impact_official"]


def test_a_parameter_may_be_another(parameters, supported, make_settings):
    other = scenario("parameter", {"id": "delivery.slippage", "value": 0.5})

    assert parameters_under(other, parameters)["delivery.slippage"] == 0.5
    assert apply(other, supported, make_settings()) is supported


def test_a_parameter_that_does_not_exist_is_refused(parameters):
    with pytest.raises(UnknownParameter):
        parameters_under(scenario("parameter", {"id": "luck", "value": 1.0}), parameters)


def test_the_past_cannot_be_changed(supported, make_settings):
    with pytest.raises(ScenarioInThePast):
        apply(scenario("delivery", {"logit": 1.0}, date(2025, 1, 1)), supported, make_settings())


def test_an_unknown_lever_is_refused(supported, make_settings):
    with pytest.raises(UnknownName):
        apply(scenario("luck", {}), supported, make_settings())


@pytest.mark.parametrize(
    ("lever", "values"),
    [
        ("delivery", {}),
        ("delivery", {"logit": "much"}),
        ("delivery", {"logit": True}),
        ("loan_programme", {**LOANS, "constrained": "perhaps"}),
    ],
)
def test_a_lever_without_its_number_is_refused(supported, make_settings, lever, values):
    with pytest.raises(OutOfRange):
        apply(scenario(lever, values), supported, make_settings())


def test_two_programmes_may_follow_each_other(make_inputs, make_settings):
    twice = scenario("loan_programme", LOANS)
    twice = replace(twice, overrides=twice.overrides * 2)

    found = apply(twice, make_inputs(), make_settings()).loans

    assert len({loan.id for loan in found.loans}) == 4
