"""Who filed for a period, and whether running totals and period amounts agree."""

from datetime import date

import pytest

from models import Instrument, Period
from models.commands import advance_movement, move, state_no_change
from models.errors import Duplicate, NotPermitted, StepNotAllowed
from models.period_words import Filing
from models.queries.filings import filings, odd_totals
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

    state_no_change(session, period, parties["steady"], actor=official, note="전화")
    with pytest.raises(Duplicate):
        state_no_change(session, period, parties["steady"], actor=official)

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
