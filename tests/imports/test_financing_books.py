"""The sheet of financing: read and written back, every mistake at its cell, kept when absent."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session, select

from imports.intake import examine
from imports.write import rows_of
from models.commands import propose
from models.content import given_of
from models.financing import PledgeFinancing
from models.instrument import Instrument, Revision
from models.loan import LoanInput
from models.people import User
from models.vocabulary import Kind
from tests.imports.books import Rows, bring, edited, only, pledge_rows, written

BN = 10**9


def financed(*rows: dict[str, Any], **said: Any) -> Rows:
    given = [
        {"reference": "R-1", "entry": "1", "finance": "own_funds", "amount_won": 500 * BN},
        {"reference": "R-1", "entry": "2", "finance": "debt", "amount_won": 300 * BN},
        {
            "reference": "R-1",
            "entry": "3",
            "finance": "credit_guarantee",
            "amount_won": 300 * BN,
            "covers": "2",
            "party": "duri",
            "evidence": "보증서",
        },
    ]
    given[1] |= said
    return pledge_rows() | {"Financing": [*given, *rows]}


def loan(session: Session, official: User, won: int) -> str:
    given = LoanInput(
        filer="duri", reference="l-1", title="융자", amount_won=won, stage="approved",
        known_on=date(2026, 1, 15),
    )  # fmt: skip
    revision = propose(session, Kind.LOAN, given, actor=official)
    return session.get_one(Instrument, revision.instrument_id).code


def without_sheet(data: bytes) -> bytes:
    return edited(lambda book: book.remove(book["Financing"]), data)


def test_what_is_written_is_brought_once(session, official):
    first = bring(session, written(financed()), official)
    again = examine(session, written(financed()), "b.xlsx", actor=official)

    assert (first["new"], first["errors"]) == (4, 0)
    assert (again.counts["new"], again.counts["changed"], again.counts["errors"]) == (0, 0, 0)
    stored = session.exec(select(PledgeFinancing).order_by(PledgeFinancing.entry)).all()
    assert [row.amount_won for row in stored] == [500 * BN, 300 * BN, 300 * BN]
    assert stored[2].party_id is not None


def test_what_is_registered_is_written_and_changes_nothing(session, official):
    bring(session, written(financed()), official)
    pairs = session.exec(
        select(Instrument, Revision).join(Revision, Revision.instrument_id == Instrument.id)
    )
    givens = [given_of(session, instrument, revision) for instrument, revision in pairs]

    found = examine(session, written(rows_of(Kind.PLEDGE, givens)), "b.xlsx", actor=official)

    assert (found.counts["same"], found.counts["changed"], found.counts["errors"]) == (3, 0, 0)


def test_a_changed_row_is_a_change_of_the_pledge(session, official):
    bring(session, written(financed()), official)

    found = examine(session, written(financed(amount_won=400 * BN)), "b.xlsx", actor=official)

    assert found.comparison is not None
    changes = next(row.changes for row in found.comparison.records if row.changes)
    assert changes["financing.2.amount_won"] == [300 * BN, 400 * BN]


@pytest.mark.parametrize(
    ("field", "value", "cell", "code"),
    [
        ("finance", "저축", "C3", "unknown_choice"),
        ("amount_won", 600 * BN, "A4", "financing_above_total"),
        ("amount_won", 200 * BN, "A4", "guarantee_above_debt"),
        ("record", "L-1999-000001", "F3", "unknown_source"),
        ("covers", "1", "G3", "guarantee_covers"),
        ("entry", "1", "B3", "financing_twice"),
        ("party", "없는 은행", "E3", "unknown_party"),
        ("amount_won", "많음", "D3", "amount_unreadable"),
    ],
)
def test_every_mistake_has_its_cell(session, official, field, value, cell, code):
    unwritable = code in ("unknown_choice", "amount_unreadable")
    data = written(financed(**({} if unwritable else {field: value})))
    if unwritable:
        data = edited(lambda book: book["Financing"].__setitem__(cell, value), data)

    found = examine(session, data, "b.xlsx", actor=official)

    problem = only(found.errors, code)
    assert (problem.sheet, problem.cell) == ("Financing", cell)


def test_rows_draw_no_more_from_a_loan_than_it_has(session, official):
    code = loan(session, official, 400 * BN)
    more = {"reference": "R-2", "entry": "1", "finance": "policy_loan", "record": code}
    rows = financed({**more, "amount_won": 200 * BN}, record=code)

    found = examine(session, written(rows), "b.xlsx", actor=official)
    fewer = examine(
        session,
        written(financed({**more, "amount_won": 100 * BN}, record=code)),
        "b.xlsx",
        actor=official,
    )

    cells = {one.cell for one in found.errors if one.code == "source_exhausted"}
    assert cells == {"F3", "F5"}
    assert fewer.counts["errors"] == 0


def test_a_workbook_without_the_sheet_leaves_what_is_registered(session, official):
    bring(session, written(financed()), official)

    same = examine(session, without_sheet(written()), "b.xlsx", actor=official)
    changed = without_sheet(written(pledge_rows(title="다른 이름")))
    counts = bring(session, changed, official)

    assert (same.counts["same"], same.counts["changed"], same.counts["errors"]) == (4, 0, 0)
    assert counts["changed"] == 3
    newest = session.exec(select(Revision.id).order_by(Revision.id.desc())).all()[:3]
    kept = session.exec(
        select(PledgeFinancing).where(PledgeFinancing.revision_id.in_(newest))
    ).all()
    assert len(kept) == 3


def test_what_is_kept_must_still_fit(session, official):
    bring(session, written(financed()), official)
    rows = pledge_rows()
    for row in rows["Pledges"]:
        row |= {"amount_won": 700 * BN, "amount_text": ""}
    for row in rows["Lines"]:
        row["amount_won"] = 350 * BN

    found = examine(session, without_sheet(written(rows)), "b.xlsx", actor=official)

    problem = only(found.errors, "financing_above_total")
    assert (problem.sheet, problem.cell) == ("Pledges", "A2")


def foreign(**said: Any) -> Rows:
    """A pledge of USD 4bn over two years, converted at the rate of a stated day."""
    rows = pledge_rows(1, amount_text="4 billion", currency="USD", foreign_amount=4 * BN)
    rows["Pledges"][0] |= {"amount_won": None, "rate_on": date(2026, 10, 15)} | said
    for line, won in zip(rows["Lines"], (BN, 3 * BN), strict=True):
        line |= {"amount_won": None, "foreign_amount": won}
    return rows


def test_foreign_amounts_are_brought_once(session, official):
    first = bring(session, written(foreign()), official)
    again = examine(session, written(foreign()), "b.xlsx", actor=official)

    assert (first["new"], first["errors"]) == (2, 0)
    assert (again.counts["new"], again.counts["changed"], again.counts["errors"]) == (0, 0, 0)


@pytest.mark.parametrize(
    ("said", "sheet", "field", "code"),
    [
        ({"foreign_amount": 5 * BN}, "Lines", "foreign_amount", "foreign_lines_sum"),
        ({"rate_on": date(2026, 10, 17)}, "Pledges", "rate_on", "rate_after_known"),
        ({"currency": "KRW"}, "Pledges", "rate_on", "rate_without_foreign"),
    ],
)
def test_a_mistake_in_a_foreign_amount_has_its_cell(session, official, said, sheet, field, code):
    found = examine(session, written(foreign(**said)), "b.xlsx", actor=official)

    problem = only(found.errors, code)
    assert (problem.sheet, problem.values["field"]) == (sheet, field)
