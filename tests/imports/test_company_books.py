"""What a company may bring, and what it may learn: its own records and nothing else."""

from sqlmodel import Session

from imports.intake import examine
from models.people import User
from tests.imports.books import Rows, bring, found, pledge_rows, realisation, set_cell, written


def test_a_company_files_only_for_itself(session: Session, company_user: User) -> None:
    seen = examine(session, set_cell("Pledges", "B3", "duri"), "a.xlsx", actor=company_user)

    assert found(seen) == {("Pledges", "B3", "not_own_filer")}
    assert seen.counts["new"] == 3


def test_a_company_files_no_money_under_records_of_others(
    session: Session, official: User, company_user: User
) -> None:
    bring(session, set_cell("Pledges", "B3", "duri"), official)
    rows: Rows = {"Realisations": [realisation(reference="R-2")]}

    seen = examine(session, written(rows), "a.xlsx", actor=company_user)

    assert found(seen) == {("Realisations", "A2", "unknown_reference")}


def test_a_company_learns_nothing_of_the_records_of_others(
    session: Session, official: User, company_user: User
) -> None:
    bring(session, written(theirs := pledge_rows(filer="duri", overlap_key="k")), official)
    guess = pledge_rows(filer="duri", amount_won=10**13, overlap_key="k")
    guess["Realisations"] = [{**theirs["Realisations"][0], "amount_won": 1}]
    for line in guess["Lines"]:
        line["amount_won"] *= 10
    mine = [{**guess["Pledges"][0], "reference": "M-1", "filer": "hana-ai"}]
    guess["Pledges"] += mine
    guess["Lines"] += [{**guess["Lines"][0], "reference": "M-1", "amount_won": 10**13}]

    seen = examine(session, written(guess), "a.xlsx", actor=company_user)

    assert {problem.code for problem in seen.errors} >= {"not_own_filer"}
    told = {problem.code for problem in seen.problems}
    assert not told & {"amount_power_of_ten", "unit_shift", "entry_changed"}
    assert seen.comparison
    assert [found.changes for found in seen.comparison.records] == [{}] * 4
    others = [problem for problem in seen.problems if problem.code == "possible_duplicate"]
    assert not any(name.startswith("P-") for one in others for name in one.values["others"])
