"""Typing what was spent of a pledge and what moved in a fund, for another person to verify."""

import re

import pytest
from sqlmodel import Session, select

from app import db
from models.commands import advance, propose
from models.instrument import Instrument
from models.movement import Movement
from models.people import User
from models.vocabulary import Kind, MovementKind, State
from tests.app.test_funds import fund

SPENT = {
    "kind": "actual",
    "entry": "2026-1",
    "period_from": "2026-01-01",
    "period_to": "2026-03-31",
    "amount_won": "350억",
    "recorded_as": "period",
    "basis": "cash",
    "evidence_grade": "A",
    "evidence": "감사보고서",
    "known_on": "2026-04-15",
}
CALLED = {**SPENT, "kind": "call", "entry": "c-1", "commitment": "LP-1"}


@pytest.fixture
def pledge(make_pledge):
    """The code of a verified pledge."""
    return make_pledge()


@pytest.fixture
def investing(engine, filer, official, checker) -> str:
    """The code of a verified fund."""
    with db.transaction(engine) as session:
        maker, other = (session.get_one(User, user.key) for user in (official, checker))
        revision = propose(session, Kind.FUND, fund("f-1"), actor=maker, state=State.SUBMITTED)
        advance(session, revision, "verify", actor=other)
        return session.get_one(Instrument, revision.instrument_id).code


def moved(engine) -> list[Movement]:
    with Session(engine) as session:
        return list(session.exec(select(Movement)))


def at(code: str) -> str:
    return f"/records/{code}/money/new"


def test_the_form_comes_with_a_number_of_its_own_and_what_is_usual(browser_of, official, pledge):
    page = browser_of(official).get(at(pledge)).text

    assert re.search(r'name="entry"[^>]*value="\d{8}-1"|value="\d{8}-1"[^>]*name="entry"', page)
    assert 'value="period" selected' in page
    assert "commitment" not in page


def test_what_was_spent_is_filed_and_waits_for_another_person(
    engine, browser_of, official, checker, pledge
):
    sent = browser_of(official).post(at(pledge), data=SPENT)

    (found,) = moved(engine)
    assert sent.location == f"/pledges/{pledge}"
    assert (found.kind, found.amount_won, found.state) == (
        MovementKind.ACTUAL,
        35_000_000_000,
        State.SUBMITTED,
    )
    assert pledge in browser_of(checker).get("/approvals").text


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"amount_won": ""}, "amount_won"),
        ({"amount_won": "많이"}, "amount_won"),
        ({"period_to": "2027-01-31"}, "period_to"),
        ({"period_from": "2026-04-01"}, "period_to"),
        ({"known_on": "2026-02-01"}, "known_on"),
        ({"evidence_grade": "Z"}, "evidence_grade"),
        ({"entry": ""}, "entry"),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_stored(
    engine, browser_of, official, pledge, wrong, field
):
    answer = browser_of(official).post(at(pledge), data={**SPENT, **wrong})

    assert answer.status_code == 422
    assert f'href="#f-{field}"' in answer.text
    assert moved(engine) == []


def test_the_same_number_twice_is_said_beside_it(engine, browser_of, official, pledge):
    browser = browser_of(official)
    browser.post(at(pledge), data=SPENT)

    again = browser.post(at(pledge), data=SPENT)

    assert again.status_code == 422
    assert 'href="#f-entry"' in again.text
    assert len(moved(engine)) == 1


def test_a_call_names_the_commitment_that_it_calls(engine, browser_of, official, investing):
    browser = browser_of(official)
    page = browser.get(at(investing) + "?kind=call").text

    refused = browser.post(at(investing), data={**CALLED, "commitment": ""})

    assert 'name="commitment"' in page
    assert 'name="investee"' not in page
    assert refused.status_code == 422
    assert 'href="#f-commitment"' in refused.text
    assert moved(engine) == []


def test_money_distributed_by_a_fund_is_filed(engine, browser_of, official, investing):
    sent = browser_of(official).post(at(investing), data={**SPENT, "kind": "distribution"})

    assert sent.location == f"/support/{investing}"
    assert [one.kind for one in moved(engine)] == [MovementKind.DISTRIBUTION]


def test_records_without_money_of_this_form_have_none(browser_of, official):
    assert browser_of(official).get(at("T-2026-000001")).status_code == 404
