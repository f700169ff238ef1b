"""Loans in the register: terms, ledger, corrections, stages, rates and estimates."""

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from pydantic import ValidationError
from sqlmodel import col

from models.commands import (
    advance,
    advance_loan,
    advance_movement,
    amend,
    confirm_rate,
    decline_rate,
    estimate_loan,
    move,
    propose,
    propose_rate,
)
from models.content import contents_of, given_of, parts_of
from models.discount_rate import DiscountRate, DiscountRateInput
from models.errors import (
    DiscountRateMissing,
    DiscountRateWaiting,
    LedgerElsewhere,
    MakerIsChecker,
    NotFound,
    NotPermitted,
    ReasonNeeded,
    StepNotAllowed,
    TermsUnknown,
)
from models.instrument import Instrument, Revision
from models.lending import DiscountPurpose, LoanStage
from models.loan import LoanInput, LoanTerms
from models.loan_estimate import LoanEstimate
from models.loan_movement import LoanMovement, LoanMovementInput
from models.queries.discount_rates import rate_rows, read_rates, waiting_rates
from models.queries.invariants import broken
from models.queries.loans import (
    estimates_of,
    ledger_of,
    lent,
    loan_subsidy,
    newest_estimates,
    read_loans,
)
from models.queries.parties import PartyIndex
from models.vocabulary import Kind, Role, State

ON = date(2026, 12, 31)
DAY = date(2026, 1, 15)
WON = 10**10
TERMS: dict[str, Any] = {
    "filer": "filer",
    "reference": "l-1",
    "title": "AI loan",
    "amount_won": WON,
    "stage": "effective",
    "funding": "budget",
    "effective_on": DAY,
    "rate_ppm": 20_000,
    "maturity_months": 120,
    "grace_months": 36,
    "payments_per_year": 2,
    "profile": "equal_principal",
    "day_count": "30/360",
    "known_on": DAY,
}
TREASURY: dict[str, Any] = {
    "purpose": "treasury",
    "rate_ppm": 100_000,
    "default_ppm": 0,
    "recovery_ppm": 0,
    "recovery_months": 0,
    "fee_ppm": 0,
    "valid_from": date(2020, 1, 1),
    "source": "a document",
}


def entry(number: str, kind: str, won: int = 0, day: date = DAY, **said: Any) -> LoanMovementInput:
    given = {
        "reference": "l-1",
        "entry": number,
        "kind": kind,
        "amount_won": won,
        "period_from": day,
        "period_to": day,
        "evidence_grade": "A",
        "known_on": day,
    }
    return LoanMovementInput(**given | said)


@pytest.fixture
def make_loan(session, filer, official, checker):
    """Register a verified loan."""

    def make(**said: Any) -> Instrument:
        given = LoanInput(**TERMS | said)
        revision = propose(session, Kind.LOAN, given, actor=official, state=State.SUBMITTED)
        advance(session, revision, "verify", actor=checker)
        return session.get_one(Instrument, revision.instrument_id)

    return make


@pytest.fixture
def filed(session, official, checker):
    """File verified rows under a loan."""

    def make(instrument: Instrument, *givens: LoanMovementInput) -> None:
        for given in givens:
            movement = move(session, instrument, given, actor=official)
            advance_movement(session, movement, "verify", actor=checker)

    return make


@pytest.fixture
def make_rate(session, official, checker):
    """Confirm a discount rate."""

    def make(**said: Any) -> Any:
        row = propose_rate(session, DiscountRateInput(**TREASURY | said), actor=official)
        return confirm_rate(session, row, actor=checker)

    return make


def facts(session, instrument, on=ON):
    return read_loans(session, on, [instrument.key])[instrument.key]


def test_a_loan_is_followed_from_its_terms_to_its_arrears(session, make_loan, filed):
    loan = make_loan(tranches=[{"tranche": "1", "amount_won": WON, "planned_on": DAY}])
    assert facts(session, loan).stage.stage is LoanStage.EFFECTIVE

    filed(loan, entry("1", "disbursement", WON, tranche="1"))
    early, late = facts(session, loan, date(2026, 7, 15)), facts(session, loan)

    assert early.stage == (LoanStage.DISBURSED, "paid_out")
    assert late.stage == (LoanStage.IN_ARREARS, "overdue")
    assert late.position.arrears.won == 100_000_000
    assert broken(session) == []


def test_nothing_counts_before_a_second_person_verifies_it(session, make_loan, official, filed):
    loan = make_loan()
    move(session, loan, entry("1", "disbursement", WON), actor=official)

    assert facts(session, loan).position.disbursed_won is None
    assert lent(session, ON) == {}


def test_what_became_known_later_was_not_known_before(session, make_loan, filed):
    loan = make_loan()
    filed(loan, entry("1", "disbursement", WON, known_on=date(2026, 3, 1)))

    assert facts(session, loan, date(2026, 2, 1)).position.disbursed_won is None
    assert facts(session, loan, date(2026, 3, 1)).position.disbursed_won == WON


def test_a_wrong_amount_is_corrected_by_a_second_row(session, make_loan, filed):
    loan = make_loan()
    filed(
        loan,
        entry("1", "disbursement", WON),
        entry("2", "repayment", 3, principal_won=2, interest_won=1),
        entry("3", "adjustment", -(WON // 2), corrects="1"),
        entry("4", "adjustment", 5, principal_won=4, interest_won=1, corrects="2"),
    )

    at = facts(session, loan).position

    assert (at.disbursed_won, at.repaid_won, at.interest_won) == (WON // 2, 6, 2)
    assert lent(session, ON) == {loan.key: {2026: WON // 2}}
    assert len(ledger_of(session, loan.key)) == 4
    assert broken(session) == []


def test_balances_of_the_lender_stand_instead_of_entries(session, make_loan, filed, official):
    loan = make_loan(ledger="quarterly_balances")
    told = {"disbursed_won": 900, "repaid_won": 100}
    filed(
        loan,
        entry("1Q", "balance", 800, date(2026, 3, 31), **told),
        entry("2Q", "balance", 700, date(2027, 3, 31), disbursed_won=1000, repaid_won=300),
    )

    assert facts(session, loan).position.outstanding_won == 800
    assert lent(session, date(2027, 12, 31)) == {loan.key: {2026: 900, 2027: 100}}
    with pytest.raises(LedgerElsewhere):
        move(session, loan, entry("1", "disbursement", 5), actor=official)
    one = make_loan(reference="l-2")
    with pytest.raises(LedgerElsewhere):
        move(session, one, entry("1Q", "balance", 800, date(2026, 3, 31), **told), actor=official)


@pytest.mark.parametrize(
    "given",
    [
        entry("2", "disbursement", 5, tranche="9"),
        entry("2", "adjustment", 5, corrects="9"),
        entry("2", "rate_change", rate_ppm=1, corrects="1"),
    ],
    ids=["tranche", "entry", "other kind"],
)
def test_a_row_names_what_the_loan_has(session, make_loan, filed, official, given):
    loan = make_loan()
    filed(loan, entry("1", "disbursement", WON))

    with pytest.raises(NotFound):
        move(session, loan, given, actor=official)


def test_an_adjustment_is_not_adjusted(session, make_loan, filed, official):
    loan = make_loan()
    filed(loan, entry("1", "disbursement", WON), entry("2", "adjustment", -1, corrects="1"))

    with pytest.raises(NotFound):
        move(session, loan, entry("3", "adjustment", 1, corrects="2"), actor=official)


WRONG_ROWS = [
    ({"kind": "repayment", "won": 5, "principal_won": 3}, "repayment_parts"),
    ({"kind": "repayment", "won": 0, "principal_won": 3, "interest_won": -3}, "negative"),
    ({"kind": "disbursement", "won": 5, "rate_ppm": 3}, "not_of_this_kind"),
    ({"kind": "disbursement", "won": 5, "recorded_as": "running_total"},
     "balance_is_running_total"),
    ({"kind": "adjustment", "won": 5}, "correction_names_entry"),
    ({"kind": "adjustment", "won": 5, "corrects": "1", "principal_won": 4}, "repayment_parts"),
    ({"kind": "rate_change"}, "rate_missing"),
    ({"kind": "rate_change", "rate_ppm": 1, "won": 5}, "no_money_moves"),
    ({"kind": "reschedule"}, "reschedule_terms"),
    ({"kind": "reschedule", "first_due_on": DAY, "periods": 2}, "reschedule_terms"),
    ({"kind": "reschedule", "first_due_on": ON, "periods": 2, "grace_periods": 2},
     "grace_above_maturity"),
    ({"kind": "balance", "won": 5}, "quarter_end"),
    ({"kind": "balance", "won": 5, "day": date(2026, 3, 31)}, "balance_totals"),
    ({"kind": "balance", "won": 5, "day": date(2026, 3, 31), "disbursed_won": 9, "repaid_won": 3},
     "balance_sum"),
    ({"kind": "balance", "won": 6, "day": date(2026, 3, 31), "disbursed_won": 9, "repaid_won": 3,
      "overdue_won": 1}, "overdue_day"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "code"), WRONG_ROWS)
def test_a_row_that_says_too_much_or_too_little_is_refused(said, code):
    kind, won = said.pop("kind"), said.pop("won", 0)

    with pytest.raises(ValidationError) as refusal:
        entry("1", kind, won, **said)

    assert refusal.value.errors()[0]["type"] == code


TRANCHE = {"tranche": "1", "amount_won": 5}
WRONG_TERMS = [
    ({"approved_on": date(2026, 2, 1)}, "period_order"),
    ({"grace_months": 120}, "grace_above_maturity"),
    ({"interest_grace_months": 120}, "grace_above_maturity"),
    ({"guaranteed_ppm": 1}, "funding_term"),
    ({"funding": "guarantee", "subsidy_ppm": 1}, "funding_term"),
    ({"tranches": [TRANCHE, TRANCHE]}, "tranche_twice"),
    ({"tranches": [TRANCHE | {"amount_won": WON + 1}]}, "tranches_above_total"),
    ({"profile": "custom"}, "instalments_custom"),
    ({"instalments": [{"due_on": ON, "principal_won": WON}]}, "instalments_custom"),
    ({"profile": "custom", "instalments": [{"due_on": ON, "principal_won": 1}]},
     "instalments_sum"),
    ({"profile": "custom", "instalments": [{"due_on": ON, "principal_won": 1}] * 2},
     "instalment_twice"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "code"), WRONG_TERMS)
def test_terms_that_contradict_each_other_are_refused(said, code):
    with pytest.raises(ValidationError) as refusal:
        LoanInput(**TERMS | said)

    assert refusal.value.errors()[0]["type"] == code


def test_terms_that_nobody_stated_are_named(session, make_loan):
    loan = make_loan(rate_ppm=None, day_count=None, amount_won=None)

    found = facts(session, loan)

    assert found.missing == ("amount_won", "rate_ppm", "day_count")
    assert (found.contract, found.course, found.position.arrears) == (None, None, None)


def test_months_that_make_no_whole_periods_are_named(session, make_loan):
    found = facts(session, make_loan(maturity_months=121))

    assert found.problem is not None
    assert found.problem.code == "months_not_whole"


def test_principal_by_date_is_followed(session, make_loan, filed):
    dues = [{"due_on": date(2026, 7, 15), "principal_won": 4 * 10**9},
            {"due_on": date(2027, 1, 15), "principal_won": 6 * 10**9}]  # fmt: skip
    loan = make_loan(profile="custom", instalments=dues, maturity_months=12, grace_months=None)
    filed(loan, entry("1", "disbursement", WON))

    course = facts(session, loan).course

    assert [one.principal for one in course.instalments] == [4 * 10**9, 6 * 10**9]


def test_content_reads_back_as_it_was_given(session, filer, official):
    given = LoanInput(
        **TERMS | {"tranches": [TRANCHE], "profile": "custom", "source": "s"},
        instalments=[{"due_on": ON, "principal_won": WON}],
    )
    revision = propose(session, Kind.LOAN, given, actor=official)
    instrument = session.get_one(Instrument, revision.instrument_id)

    stored = contents_of(session, Kind.LOAN, {0: revision})[0]

    assert stored == parts_of(Kind.LOAN, given, PartyIndex(session))
    assert given_of(session, instrument, revision) == given
    changed = given.model_copy(update={"instalments": (), "profile": None, "tranches": ()})
    amend(session, revision, changed, actor=official, lock=revision.lock)
    assert given_of(session, instrument, revision) == changed


def test_a_person_decides_steps_that_no_money_tells(session, make_loan, official, checker):
    loan = make_loan(stage="applied", effective_on=None)
    first = session.get_one(Revision, facts(session, loan).terms.revision_id)

    waiting = advance_loan(session, loan, first, "approve", actor=official, on=DAY, reason="good")
    advance(session, waiting, "verify", actor=checker)

    terms = session.get_one(LoanTerms, waiting.key)
    assert (terms.stage, terms.approved_on, waiting.reason) == (LoanStage.APPROVED, DAY, "good")
    with pytest.raises(StepNotAllowed):
        advance_loan(session, loan, waiting, "approve", actor=official, on=DAY)
    with pytest.raises(StepNotAllowed):
        advance_loan(session, loan, waiting, "write_off", actor=official, on=DAY, reason="x")
    with pytest.raises(ReasonNeeded):
        advance_loan(session, loan, waiting, "cancel", actor=official, on=DAY)


def test_a_loan_closes_from_where_its_money_stands(session, make_loan, filed, official):
    loan = make_loan()
    filed(loan, entry("1", "disbursement", WON), entry("2", "write_off", WON, ON))
    revision = session.get_one(Revision, facts(session, loan).terms.revision_id)
    assert facts(session, loan).stage.stage is LoanStage.WRITTEN_OFF

    closed = advance_loan(session, loan, revision, "close", actor=official, on=ON, reason="done")

    assert session.get_one(LoanTerms, closed.key).stage is LoanStage.CLOSED


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
    rates = read_rates(session)

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


def test_more_than_was_lent_cannot_come_back_unnoticed(session, make_loan, filed):
    loan = make_loan()
    filed(loan, entry("1", "disbursement", 5), entry("2", "repayment", 6, principal_won=6))

    assert [one.code for one in broken(session)] == ["verify_loan_overpaid"]


def test_a_ledger_may_move_to_the_lender_whose_balances_then_stand(session, make_loan, filed):
    loan = make_loan()
    filed(loan, entry("1", "disbursement", 5))
    make_loan(ledger="quarterly_balances", title="moved")

    filed(loan, entry("1Q", "balance", 3, date(2026, 3, 31), disbursed_won=5, repaid_won=2))

    assert facts(session, loan).position.outstanding_won == 3
    assert broken(session) == []


def test_a_row_without_its_particulars_is_found(session, make_loan, filed):
    filed(make_loan(), entry("1", "disbursement", 5))

    session.execute(sa.delete(LoanMovement).where(col(LoanMovement.movement_id) > 0))

    assert "verify_loan_row" in {one.code for one in broken(session)}
