"""Workbooks of funds: commitments, budgets and money, with every mistake at its cell."""

from datetime import date
from typing import Any

import pytest

from imports.intake import examine
from imports.write import rows_of
from models.commands import advance_submission
from models.fund import FundInput
from models.fund_movement import FundMovementInput
from models.queries.funds import read_funds
from models.queries.register import read_scope
from models.submission import Submission
from models.vocabulary import Kind, Role
from tests.imports.books import Rows, bring, found, only, written
from tests.imports.conftest import _user

ON = date(2026, 12, 31)
COMMON: dict[str, Any] = {
    "filer": "hana-ai",
    "form": "fund",
    "stage": "investing",
    "known_on": date(2026, 1, 5),
}


def commitment(of: str, number: str, won: int, **said: Any) -> dict[str, Any]:
    return {"reference": of, "number": number, "amount_won": won, **said}


def money(entry: str, kind: str, won: int, **said: Any) -> dict[str, Any]:
    return {
        "reference": "child",
        "entry": entry,
        "kind": kind,
        "amount_won": won,
        "period_from": date(2026, 6, 1),
        "period_to": date(2026, 6, 30),
        "evidence_grade": "B",
        "known_on": date(2026, 7, 1),
        **said,
    }


def fund_rows() -> Rows:
    """A mother fund, its child, and money of the child down to an investee."""
    return {
        "Funds": [
            {"reference": "child", "title": "자펀드", **COMMON},
            {"reference": "mother", "title": "모펀드", **COMMON},
        ],
        "Commitments": [
            commitment("mother", "S", 45 * 10**11, investor="정부", is_public=True),
            commitment("child", "M", 45 * 10**11, fund="mother"),
            commitment("child", "P", 179 * 10**11, party="두리전자"),
        ],
        "Budgets": [
            {
                "reference": "mother",
                "year": 2026,
                "project_code": "1234-567",
                "budget_account": "public_fund",
                "budgeted_won": 10**12,
                "executed_won": 9 * 10**11,
            }
        ],
        "Movements": [
            money("1", "call", 10**12, commitment="P"),
            money("2", "paid_in", 9 * 10**11, commitment="P"),
            money(
                "3",
                "disbursement",
                156 * 10**11,
                investee="투자기업",
                investment="primary",
                ai_share_ppm=1_000_000,
            ),
        ],
    }


def test_a_chain_of_funds_comes_by_workbook_and_counts_once_verified(session, official) -> None:
    counts = bring(session, written(fund_rows(), Kind.FUND), official)
    checker = _user(session, Role.ADMINISTRATOR)
    submission = session.get_one(Submission, 1)

    advance_submission(session, submission, "verify", actor=checker)

    assert (counts["new"], counts["errors"]) == (5, 0)
    layer = read_funds(session, ON).layer(read_scope(session, ON))
    assert layer.counted_won == 12_466_071_428_571


def test_the_same_workbook_again_changes_nothing(session, official) -> None:
    bring(session, written(fund_rows(), Kind.FUND), official)

    seen = examine(session, written(fund_rows(), Kind.FUND), "again.xlsx", actor=official)

    assert (seen.counts["same"], seen.counts["new"], seen.counts["changed"]) == (5, 0, 0)


def test_a_later_workbook_may_name_commitments_and_entries_that_are_registered(
    session, official
) -> None:
    bring(session, written(fund_rows(), Kind.FUND), official)
    later = {
        "Funds": [],
        "Movements": [
            money("4", "call", 1, commitment="M"),
            money("5", "adjustment", -1, corrects="1"),
        ],
    }

    assert bring(session, written(later, Kind.FUND), official)["new"] == 2


def test_a_changed_commitment_is_a_change_of_the_fund(session, official) -> None:
    bring(session, written(fund_rows(), Kind.FUND), official)
    rows = fund_rows()
    rows["Commitments"][2]["amount_won"] += 1

    seen = examine(session, written(rows, Kind.FUND), "more.xlsx", actor=official)

    assert seen.comparison is not None
    (changed,) = (record for record in seen.comparison.records if record.status == "changed")
    assert changed.changes == {"commitments.P.amount_won": [179 * 10**11, 179 * 10**11 + 1]}


def test_a_stage_that_no_step_leads_to_wants_a_second_look(session, official) -> None:
    bring(session, written(fund_rows(), Kind.FUND), official)
    rows = fund_rows()
    rows["Funds"][0]["stage"] = "planned"
    rows["Funds"][1]["stage"] = "liquidated"

    seen = examine(session, written(rows, Kind.FUND), "back.xlsx", actor=official)

    assert only(seen.problems, "stage_backwards").cell == "E2"
    assert seen.errors == []


WRONG = [
    ("Commitments", 1, {"fund": "nowhere"}, ("Commitments", "D3", "unknown_parent")),
    ("Commitments", 1, {"is_public": True}, ("Commitments", "F3", "fund_is_looked_through")),
    ("Commitments", 2, {"investor": "누구"}, ("Commitments", "C4", "one_investor")),
    ("Commitments", 2, {"number": "M"}, ("Commitments", "B4", "commitment_twice")),
    ("Commitments", 0, {"investor": "", "fund": "child"}, ("Funds", "A2", "fund_loop")),
    ("Movements", 0, {"commitment": "X"}, ("Movements", "L2", "unknown_commitment")),
    ("Movements", 0, {"commitment": None}, ("Movements", "L2", "commitment_missing")),
    ("Movements", 1, {"kind": "adjustment", "commitment": None, "corrects": "9"},
     ("Movements", "T3", "unknown_entry")),
    ("Movements", 0, {"recorded_as": "running_total"}, ("Movements", "G2", "period_amounts_only")),
    ("Movements", 0, {"period_to": date(2027, 1, 1)}, ("Movements", "E2", "one_year_period")),
    ("Movements", 0, {"known_on": date(2026, 6, 29)}, ("Movements", "K2", "period_not_over")),
    ("Movements", 2, {"party": "duri"}, ("Movements", "M4", "one_investee")),
    ("Movements", 2, {"investment": None}, ("Movements", "O4", "investment_missing")),
    ("Movements", 1, {"is_recycled": True}, ("Movements", "P3", "investments_only")),
]  # fmt: skip


@pytest.mark.parametrize(("sheet", "row", "said", "problem"), WRONG)
def test_every_mistake_is_named_at_its_cell(session, official, sheet, row, said, problem) -> None:
    rows = fund_rows()
    rows[sheet][row] |= said
    if said.get("fund") == "child":
        rows[sheet][row].pop("is_public")

    seen = examine(session, written(rows, Kind.FUND), "wrong.xlsx", actor=official)

    assert problem in found(seen), found(seen)


def test_two_budget_rows_of_one_year_and_project_are_joined_by_the_user(session, official) -> None:
    rows = fund_rows()
    rows["Budgets"] *= 2

    seen = examine(session, written(rows, Kind.FUND), "wrong.xlsx", actor=official)

    assert only(seen.problems, "budget_twice").cell == "B3"


def test_inputs_of_funds_become_rows_and_back() -> None:
    given = FundInput(
        reference="mother",
        title="모펀드",
        commitments=[{"number": "S", "amount_won": 5, "investor": "정부", "is_public": True}],
        budgets=[{"year": 2026, "budget_account": "special_account", "spent_won": 3}],
        **COMMON,
    )
    moved = FundMovementInput(**money("1", "call", 5, commitment="S"))

    rows = rows_of(Kind.FUND, [given], [moved])

    assert rows["Commitments"][0]["investor"] == "정부"
    assert rows["Budgets"][0]["spent_won"] == 3
    assert rows["Movements"][0]["commitment"] == "S"
