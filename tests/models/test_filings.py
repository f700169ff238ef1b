"""Who filed for a period, and whether running totals and period amounts agree."""

from datetime import date

import pytest

from models import Instrument, Period
from models.commands import advance_movement, advance_no_change, move, state_no_change
from models.errors import Duplicate, MakerIsChecker, NotPermitted, ReasonNeeded, StepNotAllowed
from models.period_words import Filing
from models.queries.filings import filings, odd_totals
from models.queries.invariants import broken
from models.vocabulary import Role, State
from tests.models.conftest import MARCH
from tests.models.test_commands import movement


def test_who_filed_and_who_did_not_is_told_apart(
    session, make_pledge, make_party, opened, official, checker
):
    for name in ("quiet", "steady"):
        make_party(code=name)
        make_pledge(State.VERIFIED, filer=name)
    steady = make_party(code="late")
    instrument = session.get_one(Instrument, make_pledge(State.VERIFIED).instrument_id)
    period = opened()
    spent = move(session, instrument, movement(), actor=official)
    assert said(session, period)["filer"] is Filing.WAITING
    advance_movement(session, spent, "verify", actor=checker)
    parties = {row.party.code: row.party for row in filings(session, period)}

    stated = state_no_change(session, period, parties["steady"], actor=official, note="전화")
    with pytest.raises(Duplicate):
        state_no_change(session, period, parties["steady"], actor=official)
    with pytest.raises(MakerIsChecker):
        advance_no_change(session, stated, "verify", actor=official)
    assert said(session, period)["steady"] is Filing.NO_CHANGE_WAITING
    advance_no_change(session, stated, "verify", actor=checker)

    assert said(session, period) == {
        "filer": Filing.FILED,
        "steady": Filing.NO_CHANGE,
        "quiet": Filing.MISSING,
    }
    missing = next(row for row in filings(session, period) if row.filing is Filing.MISSING)
    assert (missing.period_won, missing.running_won) == (None, None)
    assert steady.code not in said(session, period)


def test_a_company_says_no_change_for_itself_alone_and_while_the_period_is_open(
    session, make_party, make_user, opened, walk
):
    own, other = make_party(), make_party()
    company, period = make_user(Role.COMPANY, own), opened()

    with pytest.raises(NotPermitted):
        state_no_change(session, period, other, actor=company)
    state_no_change(session, period, own, actor=company)
    walk(period, "close")
    with pytest.raises(StepNotAllowed):
        state_no_change(session, period, other, actor=make_user(Role.COMPANY, other))


def test_a_returned_statement_of_no_change_is_missing_until_it_is_filed_again(
    session, make_pledge, make_user, filer, opened, official, checker
):
    make_pledge(State.VERIFIED)
    period, company = opened(), make_user(Role.COMPANY, filer)
    stated = state_no_change(session, period, filer, actor=company)

    with pytest.raises(ReasonNeeded):
        advance_no_change(session, stated, "return", actor=checker)
    advance_no_change(session, stated, "return", actor=checker, reason="3월 지출이 있음")
    returned = said(session, period)["filer"]
    again = state_no_change(session, period, filer, actor=company, note="다시 확인")

    assert returned is Filing.MISSING
    assert (again.key, again.state, again.answer) == (stated.key, State.SUBMITTED, "")
    assert [one.code for one in broken(session)] == []


@pytest.mark.parametrize(
    ("entries", "codes"),
    [
        ([("jan", 1, 5, "period"), ("t", 3, 9, "running_total")], []),
        ([("jan", 1, 5, "period"), ("t", 3, 4, "running_total")], ["running_short"]),
        ([("jan", 1, 5, "period"), ("t", 1, 6, "running_total")], ["running_differs"]),
        ([("a", 1, 5, "running_total"), ("b", 3, 4, "running_total")], ["running_falls"]),
    ],
)
def test_running_totals_are_checked_against_the_amounts_of_their_period(
    session, make_pledge, opened, official, checker, entries, codes
):
    instrument = session.get_one(Instrument, make_pledge(State.VERIFIED).instrument_id)
    for entry, last, won, recorded_as in entries:
        given = movement(
            entry=entry,
            period_from=date(2025, 1, 1),
            period_to=date(2025, last, 31),
            amount_won=won,
            recorded_as=recorded_as,
            known_on=MARCH,
        )
        made = move(session, instrument, given, actor=official)
        advance_movement(session, made, "verify", actor=checker)

    assert [odd.found.code for odd in odd_totals(session, opened())] == codes


def said(session, period: Period):
    return {row.party.code: row.filing for row in filings(session, period)}
