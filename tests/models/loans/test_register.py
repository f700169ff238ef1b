"""Loans in the register: terms, ledger, corrections and stages."""

from datetime import date

import pytest
import sqlalchemy as sa
from pydantic import ValidationError
from sqlmodel import col

from models.commands import (
    advance,
    advance_loan,
    amend,
    move,
    propose,
)
from models.content import contents_of, given_of, parts_of
from models.errors import (
    LedgerElsewhere,
    NotFound,
    ReasonNeeded,
    StepNotAllowed,
)
from models.instrument import Instrument, Revision
from models.lending import LoanStage
from models.loan import LoanInput, LoanTerms
from models.loan_movement import LoanMovement
from models.queries.invariants import broken
from models.queries.loans import (
    ledger_of,
    lent,
)
from models.queries.parties import PartyIndex
from models.vocabulary import Kind
from tests.models.loans.conftest import DAY, ON, TERMS, WON, entry, facts


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
