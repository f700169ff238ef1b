"""Discount rates with two persons behind each, and estimates that are kept."""

from datetime import date

import pytest
import sqlalchemy as sa
from pydantic import ValidationError

from models.commands import (
    confirm_rate,
    decline_rate,
    estimate_loan,
    propose_rate,
)
from models.discount_rate import DiscountRate, DiscountRateInput
from models.errors import (
    DiscountRateMissing,
    DiscountRateWaiting,
    MakerIsChecker,
    NotPermitted,
    ReasonNeeded,
    StepNotAllowed,
    TermsUnknown,
)
from models.lending import DiscountPurpose
from models.loan_estimate import LoanEstimate
from models.loan_movement import LoanMovement
from models.queries.discount_rates import rate_rows, read_rates, waiting_rates
from models.queries.invariants import broken
from models.queries.loans import (
    estimates_of,
    loan_subsidy,
    newest_estimates,
)
from models.vocabulary import Role
from tests.models.loans.conftest import DAY, ON, TREASURY, WON, entry


def test_an_estimate_is_kept_with_its_rates_and_never_changed(
    session, make_loan, filed, make_rate, checker
):
    loan, rate = make_loan(), make_rate()
    ordinary = make_rate(purpose="lender_ordinary", rate_ppm=50_000, **NOTHING_EXPECTED)
    filed(loan, entry("1", "disbursement", WON))

    first = estimate_loan(session, loan, actor=checker, on=DAY, note="first")
    again = estimate_loan(session, loan, actor=checker, on=ON, note="second")

    # The grant element of the guide: 36.950554 percent at 10 percent.
    assert first.subsidy_won == pytest.approx(0.36950554 * WON, abs=1000)
    assert first.dac_ppm == 369_506
    assert first.ordinary_id == ordinary.key
    assert (first.rate_id, first.expected_id) == (rate.key, rate.key)
    assert sum(first.parts.values()) == first.subsidy_won
    assert again.subsidy_won > first.subsidy_won  # An instalment was missed, nothing recovered.
    assert [row.number for row in estimates_of(session, loan.key)] == [2, 1]
    assert newest_estimates(session, DAY)[loan.key].key == first.key
    assert loan_subsidy(session, ON) == again.subsidy_won
    assert broken(session) == []


NOTHING_EXPECTED = dict.fromkeys(("default_ppm", "recovery_ppm", "recovery_months", "fee_ppm"))


def test_the_cost_of_all_loans_is_unknown_while_one_was_not_estimated(
    session, make_loan, filed, make_rate, checker
):
    one, two = make_loan(), make_loan(reference="l-2")
    make_rate()
    filed(one, entry("1", "disbursement", WON))
    estimate_loan(session, one, actor=checker, on=ON)
    assert loan_subsidy(session, ON) is not None

    filed(two, entry("1", "disbursement", WON))

    assert loan_subsidy(session, ON) is None


def test_the_rate_is_that_of_the_first_tranche_and_what_is_expected_is_of_today(
    session, make_loan, filed, make_rate, checker
):
    loan, old = make_loan(), make_rate()
    new = make_rate(valid_from=date(2026, 6, 1), rate_ppm=30_000, default_ppm=10_000)
    filed(loan, entry("1", "disbursement", WON))

    made = estimate_loan(session, loan, actor=checker, on=ON)

    assert (made.rate_id, made.expected_id) == (old.key, new.key)


def test_nothing_is_estimated_without_terms_rate_or_permission(
    session, make_loan, make_user, make_rate, checker
):
    whole, lacking = make_loan(), make_loan(reference="l-2", funding=None)
    auditor = make_user(Role.AUDITOR)

    with pytest.raises(DiscountRateMissing):
        estimate_loan(session, whole, actor=checker, on=ON)
    with pytest.raises(TermsUnknown) as refusal:
        estimate_loan(session, lacking, actor=checker, on=ON)
    with pytest.raises(NotPermitted):
        estimate_loan(session, whole, actor=auditor, on=ON)
    assert refusal.value.values["fields"] == ["funding"]


def test_the_banks_own_account_needs_no_rate_and_costs_nothing(session, make_loan, checker):
    made = estimate_loan(session, make_loan(funding="bank_account"), actor=checker, on=ON)

    assert (made.subsidy_won, made.parts) == (0, {})
    assert made.dac_ppm == 369_506


def test_a_rate_takes_over_on_its_day_and_a_lenders_own_goes_first(session, make_rate):
    make_rate()
    make_rate(valid_from=date(2026, 1, 1), rate_ppm=30_000)
    make_rate(valid_from=date(2025, 1, 1), rate_ppm=40_000, lender="A bank")
    rates = read_rates(session, date(2026, 1, 1))

    def held(day: date, lender: str = "") -> int | None:
        row = rates.on(DiscountPurpose.TREASURY, day, lender)
        return row.rate_ppm if row else None

    assert held(date(2019, 1, 1)) is None
    assert held(date(2025, 6, 1)) == 100_000
    assert held(ON) == 30_000
    assert held(ON, "A bank") == 40_000
    assert held(ON, "Another") == 30_000


def test_international_rates_came_with_their_sources(session):
    rows = {row.rate.purpose: row.rate for row in rate_rows(session)}

    assert rows[DiscountPurpose.IMF_WORLD_BANK].rate_ppm == 50_000
    assert rows[DiscountPurpose.OECD_DAC].rate_ppm == 100_000
    assert all(row.source for row in rows.values())


def test_two_persons_stand_behind_a_rate(session, official, checker, make_user):
    given = DiscountRateInput(**TREASURY)
    with pytest.raises(NotPermitted):
        propose_rate(session, given, actor=make_user(Role.ECONOMIST))
    row = propose_rate(session, given, actor=official)
    assert waiting_rates(session) == 1

    with pytest.raises(DiscountRateWaiting):
        propose_rate(session, given, actor=checker)
    with pytest.raises(MakerIsChecker):
        confirm_rate(session, row, actor=official)
    with pytest.raises(ReasonNeeded):
        decline_rate(session, row, actor=official, reason=" ")
    with pytest.raises(NotPermitted):
        confirm_rate(session, row, actor=make_user(Role.AUDITOR))
    confirm_rate(session, row, actor=checker)
    with pytest.raises(StepNotAllowed):
        decline_rate(session, row, actor=checker, reason="late")


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"default_ppm": None}, "treasury_expects"),
        ({"purpose": "lender_ordinary"}, "treasury_only"),
        ({"purpose": "oecd_dac", "lender": "A bank", **NOTHING_EXPECTED}, "one_for_all"),
        ({"default_ppm": 1_000_000}, "less_than"),
    ],
)
def test_a_rate_says_what_its_purpose_needs(said, code):
    with pytest.raises(ValidationError) as refusal:
        DiscountRateInput(**TREASURY | said)

    assert refusal.value.errors()[0]["type"] == code


def test_what_somebody_changed_behind_the_register_is_found(
    session, make_loan, filed, make_rate, checker
):
    loan = make_loan()
    make_rate()
    filed(loan, entry("1", "disbursement", WON), entry("2", "write_off", 5))
    estimate_loan(session, loan, actor=checker, on=ON)

    session.execute(sa.update(LoanEstimate).values(subsidy_won=1))
    session.execute(sa.update(LoanMovement).values(corrects="9"))
    session.execute(sa.update(DiscountRate).values(rate_ppm=1))

    codes = {one.code for one in broken(session)}
    assert {
        "verify_loan_estimate",
        "verify_loan_correction",
        "verify_movement_altered",
        "verify_rate_altered",
    } <= codes
