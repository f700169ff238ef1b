"""Workbooks of loans: terms, tranches, ledgers and balances, with every mistake at its cell."""

from datetime import date
from typing import Any

import pytest

from imports.intake import examine
from imports.write import rows_of
from models.commands import advance_submission
from models.lending import LoanStage
from models.loan import LoanInput
from models.loan_movement import LoanMovementInput
from models.queries.loans import read_loans
from models.submission import Submission
from models.vocabulary import Kind, Role
from tests.imports.books import Rows, bring, found, only, written
from tests.imports.conftest import _user

ON = date(2026, 12, 31)
DAY = date(2026, 1, 15)
WON = 10**10
COMMON: dict[str, Any] = {
    "filer": "hana-ai",
    "title": "AI 융자",
    "amount_won": WON,
    "stage": "effective",
    "funding": "budget",
    "rate_ppm": 20_000,
    "maturity_months": 120,
    "grace_months": 36,
    "payments_per_year": 2,
    "profile": "equal_principal",
    "day_count": "30/360",
    "known_on": DAY,
}


def row(of: str, entry: str, kind: str, won: int, day: date = DAY, **said: Any) -> dict[str, Any]:
    return {
        "reference": of,
        "entry": entry,
        "kind": kind,
        "amount_won": won,
        "period_from": day,
        "period_to": day,
        "evidence_grade": "A",
        "known_on": day,
        **said,
    }


def loan_rows() -> Rows:
    """A loan whose entries are filed, and one of which the lender tells balances."""
    return {
        "Loans": [
            {"reference": "L-1", **COMMON},
            {"reference": "L-2", "ledger": "quarterly_balances", **COMMON},
            {"reference": "L-3", **COMMON, "profile": "custom", "maturity_months": 12,
             "grace_months": None},
        ],
        "Tranches": [
            {"reference": "L-1", "tranche": "1", "amount_won": WON // 2, "planned_on": DAY},
            {"reference": "L-1", "tranche": "2", "amount_won": WON // 2},
        ],
        "Instalments": [
            {"reference": "L-3", "due_on": date(2026, 7, 15), "principal_won": WON // 2},
            {"reference": "L-3", "due_on": date(2027, 1, 15), "principal_won": WON // 2},
        ],
        "Movements": [
            row("L-1", "1", "disbursement", WON // 2, tranche="1"),
            row("L-1", "2", "repayment", 50_000_000, date(2026, 7, 15), interest_won=50_000_000),
            row("L-1", "3", "rate_change", 0, date(2026, 7, 15), rate_ppm=30_000),
        ],
        "Balances": [
            row("L-2", "3Q", "balance", 8 * 10**9, date(2026, 9, 30), disbursed_won=9 * 10**9,
                repaid_won=10**9, overdue_won=5, overdue_since=date(2026, 7, 15)),
        ],
    }  # fmt: skip


def test_a_workbook_brings_terms_ledger_and_balances(session, official) -> None:
    counts = bring(session, written(loan_rows(), Kind.LOAN), official)
    checker = _user(session, Role.ADMINISTRATOR)

    advance_submission(session, session.get_one(Submission, 1), "verify", actor=checker)

    assert (counts["new"], counts["errors"]) == (7, 0)
    one, two, three = sorted(read_loans(session, ON).values(), key=lambda loan: loan.code)
    assert one.position.outstanding_won == WON // 2
    assert one.stage.stage is LoanStage.DISBURSING
    assert two.position.outstanding_won == 8 * 10**9
    assert two.position.arrears is not None
    assert two.position.arrears.days == 77
    assert three.contract is not None
    assert list(three.contract.custom.values()) == [WON // 2, WON // 2]


def test_the_same_workbook_again_changes_nothing(session, official) -> None:
    bring(session, written(loan_rows(), Kind.LOAN), official)

    seen = examine(session, written(loan_rows(), Kind.LOAN), "again.xlsx", actor=official)

    assert (seen.counts["same"], seen.counts["new"], seen.counts["changed"]) == (7, 0, 0)


def test_a_later_workbook_may_name_what_is_registered(session, official) -> None:
    bring(session, written(loan_rows(), Kind.LOAN), official)
    later: Rows = {
        "Loans": [],
        "Movements": [
            row("L-1", "4", "disbursement", 5, tranche="2"),
            row("L-1", "5", "adjustment", -1, corrects="1"),
        ],
        "Balances": [
            row("L-2", "3Q-2", "balance", 7 * 10**9, date(2026, 9, 30), disbursed_won=9 * 10**9,
                repaid_won=2 * 10**9, corrects="3Q"),
        ],
    }  # fmt: skip

    assert bring(session, written(later, Kind.LOAN), official)["new"] == 3


PERIOD = ("period_from", "period_to")
WRONG = [
    ("Loans", 0, {"guaranteed_ppm": 800_000}, ("Loans", "funding_term")),
    ("Loans", 2, {"profile": "bullet"}, ("Loans", "instalments_custom")),
    ("Tranches", 0, {"amount_won": 2 * WON}, ("Tranches", "tranches_above_total")),
    ("Tranches", 1, {"tranche": "1"}, ("Tranches", "tranche_twice")),
    ("Instalments", 1, {"principal_won": 5}, ("Instalments", "instalments_sum")),
    ("Instalments", 1, {"due_on": date(2026, 7, 15)}, ("Instalments", "instalment_twice")),
    ("Movements", 0, {"tranche": "9"}, ("Movements", "unknown_tranche")),
    ("Movements", 0, {"rate_ppm": 5}, ("Movements", "not_of_this_kind")),
    ("Movements", 1, {"interest_won": 5}, ("Movements", "repayment_parts")),
    ("Movements", 2, {"rate_ppm": None}, ("Movements", "rate_missing")),
    ("Movements", 2, {"amount_won": 5}, ("Movements", "no_money_moves")),
    ("Movements", 2, {"kind": "reschedule"}, ("Movements", "reschedule_terms")),
    ("Movements", 2, {"corrects": "9"}, ("Movements", "unknown_entry")),
    ("Movements", 2, {"corrects": "1"}, ("Movements", "unknown_entry")),
    ("Movements", 0, {"reference": "L-2", "tranche": None}, ("Movements", "ledger_elsewhere")),
    ("Balances", 0, {"reference": "L-1"}, ("Balances", "ledger_elsewhere")),
    ("Balances", 0, dict.fromkeys(PERIOD, date(2026, 9, 29)), ("Balances", "quarter_end")),
    ("Balances", 0, {"repaid_won": None}, ("Balances", "balance_totals")),
    ("Balances", 0, {"repaid_won": 5}, ("Balances", "balance_sum")),
    ("Balances", 0, {"overdue_since": None}, ("Balances", "overdue_day")),
    ("Balances", 0, {"recorded_as": "period"}, ("Balances", "balance_is_running_total")),
]  # fmt: skip


@pytest.mark.parametrize(("sheet", "row_number", "said", "problem"), WRONG)
def test_every_mistake_is_named_at_its_cell(
    session, official, sheet, row_number, said, problem
) -> None:
    rows = loan_rows()
    rows[sheet][row_number] |= said

    seen = examine(session, written(rows, Kind.LOAN), "wrong.xlsx", actor=official)

    assert problem in {(place, code) for place, _, code in found(seen)}, found(seen)


def test_a_stage_that_no_step_leads_to_wants_a_second_look(session, official) -> None:
    bring(session, written(loan_rows(), Kind.LOAN), official)
    rows = loan_rows()
    rows["Loans"][0]["stage"] = "applied"
    rows["Loans"][2]["stage"] = "repaying"

    seen = examine(session, written(rows, Kind.LOAN), "back.xlsx", actor=official)

    assert only(seen.problems, "stage_backwards").cell == "D2"
    assert seen.errors == []


def test_inputs_of_loans_become_rows_and_back() -> None:
    given = LoanInput(
        reference="L-1", tranches=[{"tranche": "1", "amount_won": 5}], **COMMON
    )  # fmt: skip
    lent = LoanMovementInput(**row("L-1", "1", "disbursement", 5, tranche="1"))
    told = LoanMovementInput(
        **row("L-1", "3Q", "balance", 5, date(2026, 9, 30), disbursed_won=5, repaid_won=0)
    )

    rows = rows_of(Kind.LOAN, [given], [lent, told])

    assert rows["Tranches"][0]["amount_won"] == 5
    assert [one["entry"] for one in rows["Movements"]] == ["1"]
    assert [one["entry"] for one in rows["Balances"]] == ["3Q"]
