"""Credits, funds and loans: only what is dated counts, plans only in a labelled scenario."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlmodel import Session

from app.projections.scenarios import chosen
from app.projections.snapshot import Question, Snapshot, take
from models.vocabulary import Kind

Make = Callable[..., Any]
TODAY = date(2026, 11, 1)
TN = 10**12
LOAN = {
    "rate_ppm": 20_000,
    "market_rate_ppm": 50_000,
    "maturity_months": 96,
    "grace_months": 36,
    "profile": "equal_principal",
}


def read(session: Session, scenario: str = "baseline") -> Snapshot:
    return take(session, Question(as_of=TODAY), chosen(scenario))


def codes(snapshot: Snapshot) -> set[str]:
    return {entry.code for entry in snapshot.log}


def listed(make_support: Make, provision: str = "rnd_credit", **dates: Any) -> None:
    make_support(
        Kind.TAX_INCENTIVE, firm_size="all", provision=provision, rate_text="listed", **dates
    )


def test_a_research_credit_holds_for_ai_from_the_day_ai_is_listed(
    session: Session, make_support: Make
) -> None:
    listed(make_support, effective_from=date(2025, 1, 1))
    make_support(
        Kind.TAX_INCENTIVE,
        firm_size="mid_large",
        rate_ppm=300_000,
        effective_from=date(2021, 7, 1),
        effective_to=date(2029, 12, 31),
    )

    provisions = read(session).inputs.tax.provisions

    assert {(row.size, row.valid_from, row.rate) for row in provisions} == {
        ("mid", date(2025, 1, 1), 0.30),
        ("large", date(2025, 1, 1), 0.30),
    }
    assert {row.rural_tax for row in provisions} == {0.0}


def test_the_counterfactual_is_the_registered_new_growth_credit_of_the_day(
    session: Session, make_support: Make
) -> None:
    listed(make_support, "investment_credit", effective_from=date(2025, 1, 1))
    policy = {"provision": "investment_credit", "firm_size": "large"}
    growth = {"tier": "new_growth", "firm_size": "large"}
    make_support(Kind.TAX_INCENTIVE, **policy, rate_ppm=150_000, effective_from=date(2025, 1, 1))
    make_support(
        Kind.TAX_INCENTIVE,
        **growth,
        provision="temporary_investment_credit",
        rate_ppm=60_000,
        effective_from=date(2025, 1, 1),
        effective_to=date(2025, 12, 31),
        status="expired",
    )
    make_support(Kind.TAX_INCENTIVE, **growth, provision="investment_credit", rate_ppm=30_000)

    provisions = read(session).inputs.tax.provisions

    assert [(row.valid_from, row.valid_to, row.rate_without) for row in provisions] == [
        (date(2025, 1, 1), date(2025, 12, 31), 0.06),
        (date(2026, 1, 1), None, 0.03),
    ]


def test_a_credit_without_a_date_counts_only_where_a_scenario_dates_it(
    session: Session, make_support: Make
) -> None:
    listed(make_support, "investment_credit")
    make_support(
        Kind.TAX_INCENTIVE,
        provision="investment_credit",
        firm_size="large",
        rate_ppm=150_000,
        effective_to=date(2029, 12, 31),
    )

    base, dated = read(session), read(session, "facility_credit")

    assert base.inputs.tax.provisions == ()
    assert "tax_provision_undated" in codes(base)
    assert dated.inputs.tax.provisions[0].valid_from == date(2025, 1, 1)


def test_a_proposed_credit_counts_nowhere(session: Session, make_support: Make) -> None:
    listed(make_support, effective_from=date(2025, 1, 1))
    make_support(
        Kind.TAX_INCENTIVE,
        firm_size="large",
        rate_ppm=500_000,
        effective_from=date(2026, 1, 1),
        status="proposed",
    )

    assert read(session).inputs.tax.provisions == ()


def test_a_chip_credit_holds_for_chips_alone(session: Session, make_support: Make) -> None:
    make_support(
        Kind.TAX_INCENTIVE,
        provision="investment_credit",
        tier="semiconductor",
        firm_size="large",
        rate_ppm=200_000,
        effective_from=date(2025, 1, 1),
    )

    assert {row.category for row in read(session).inputs.tax.provisions} == {"semiconductor"}


def test_a_planned_fund_disburses_nothing(session: Session, make_support: Make) -> None:
    make_support(Kind.FUND, amount_won=TN, public_won=TN // 2)

    snapshot = read(session)

    assert snapshot.inputs.funds.years == ()
    assert "fund_plans_only" in codes(snapshot)


def test_the_public_part_of_a_disbursement_is_disbursed(
    session: Session, make_support: Make, make_movement: Make
) -> None:
    fund = make_support(Kind.FUND, amount_won=TN, public_won=TN // 4)
    make_movement(fund, kind="disbursement", amount_won=TN // 10)

    funds = read(session).inputs.funds

    assert funds.years == (2025,)
    assert (funds.disbursed_bn[0], funds.coinvested_bn[0]) == (25.0, 75.0)
    assert not funds.scenario


def test_a_disbursement_takes_its_public_part_from_the_plan_above(
    session: Session, make_support: Make, make_movement: Make
) -> None:
    make_support(Kind.FUND, reference="w", title="Growth", amount_won=TN, public_won=TN // 2)
    fund = make_support(Kind.FUND, amount_won=TN // 5, part_of="w")
    make_movement(fund, kind="disbursement", amount_won=TN // 10)

    assert read(session).inputs.funds.disbursed_bn.tolist() == [50.0]


def test_a_disbursement_without_a_known_public_part_is_not_taken_as_public(
    session: Session, make_support: Make, make_movement: Make
) -> None:
    fund = make_support(Kind.FUND, amount_won=TN)
    make_movement(fund, kind="disbursement", amount_won=TN // 10)

    snapshot = read(session)

    assert snapshot.inputs.funds.years == ()
    assert "fund_public_share_unknown" in codes(snapshot)


def test_a_scenario_takes_one_plan_of_each_family(session: Session, make_support: Make) -> None:
    make_support(Kind.FUND, reference="whole", amount_won=TN, public_won=TN // 2)
    make_support(Kind.FUND, reference="part", amount_won=TN // 4, part_of="whole")
    make_support(Kind.FUND, title="Batteries", amount_won=TN, public_won=TN)

    funds = read(session, "planned_support").inputs.funds

    assert funds.disbursed_bn.tolist() == [250.0, 250.0]
    assert funds.scenario


def test_a_plan_takes_its_public_part_from_the_plan_above(
    session: Session, make_support: Make
) -> None:
    make_support(Kind.FUND, reference="w", title="Growth", amount_won=TN, public_won=TN // 2)
    make_support(Kind.FUND, amount_won=TN // 5, part_of="w")

    assert read(session, "planned_support").inputs.funds.disbursed_bn.tolist() == [50.0, 50.0]


def test_a_plan_without_a_known_public_part_is_left_out_and_said(
    session: Session, make_support: Make
) -> None:
    make_support(Kind.FUND, amount_won=TN)

    snapshot = read(session, "planned_support")

    assert snapshot.inputs.funds.years == ()
    assert "fund_public_share_unknown" in codes(snapshot)


def test_a_disbursed_loan_carries_its_own_terms(
    session: Session, make_support: Make, make_movement: Make
) -> None:
    loan = make_support(Kind.LOAN, amount_won=TN, is_constrained=True, **LOAN)
    make_movement(loan, kind="disbursement", amount_won=TN // 10)

    lent = read(session).inputs.loans.loans

    assert [(row.year, row.principal_bn, row.rate, row.maturity_years) for row in lent] == [
        (2025, 100.0, 0.02, 8.0)
    ]
    assert lent[0].constrained is True


def test_a_disbursed_loan_without_terms_is_left_out_and_said(
    session: Session, make_support: Make, make_movement: Make
) -> None:
    loan = make_support(Kind.LOAN, amount_won=TN)
    make_movement(loan, kind="disbursement")

    snapshot = read(session)

    assert snapshot.inputs.loans.loans == ()
    assert "loan_terms_unknown" in codes(snapshot)


def test_two_records_of_one_loan_plan_are_lent_once(session: Session, make_support: Make) -> None:
    make_support(Kind.LOAN, amount_won=TN)
    make_support(Kind.LOAN, amount_won=TN)

    lent = read(session, "planned_support").inputs.loans.loans

    assert [(row.year, row.principal_bn) for row in lent] == [(2026, 500.0), (2027, 500.0)]
