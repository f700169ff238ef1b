"""The scope table: proposed by one, confirmed by another, dated, and judged by the day."""

from datetime import date

import pytest
import sqlalchemy as sa
from pydantic import ValidationError
from sqlmodel import select

from models import ScopeRule
from models.commands import confirm_scope, decline_scope, propose_scope
from models.errors import (
    MakerIsChecker,
    NotPermitted,
    ReasonNeeded,
    ScopeNotLater,
    ScopeWaiting,
    StepNotAllowed,
)
from models.event import Event
from models.queries.invariants import broken
from models.queries.register import last_event, read_register, read_scope
from models.scope import ScopeInput
from models.vocabulary import Category, Role, ScopeState, State

JO = 10**12
TODAY = date(2026, 11, 22)


def scope(**said):
    given = {
        "category": "data_centre",
        "in_scope": False,
        "valid_from": date(2026, 6, 1),
        "reason": "고시 개정",
    }
    return ScopeInput(**given | said)


@pytest.fixture
def keeper(make_user):
    """The administrator who proposes."""
    return make_user(Role.ADMINISTRATOR)


def announced(session, on, **options):
    return read_register(session, on=on, **options).totals.headline.announced_won


def test_a_confirmed_row_closes_the_one_before_it_and_holds_from_its_day(
    session, make_pledge, keeper, checker
):
    make_pledge(State.VERIFIED, amount_won=JO)

    row = propose_scope(session, scope(), actor=keeper)
    confirm_scope(session, row, actor=checker)

    rows = session.exec(
        select(ScopeRule).where(ScopeRule.category == Category.DATA_CENTRE).order_by("valid_from")
    ).all()
    assert [(one.valid_from, one.valid_to) for one in rows] == [
        (date(2024, 1, 1), date(2026, 5, 31)),
        (date(2026, 6, 1), None),
    ]
    assert (rows[1].proposed_by_id, rows[1].confirmed_by_id) == (keeper.id, checker.id)
    assert read_scope(session, date(2026, 5, 31)).categories[Category.DATA_CENTRE].in_scope
    assert not read_scope(session, date(2026, 6, 1)).categories[Category.DATA_CENTRE].in_scope


def test_a_proposed_row_counts_nowhere_but_in_its_own_preview(session, make_pledge, keeper):
    make_pledge(State.VERIFIED, amount_won=JO)

    row = propose_scope(session, scope(), actor=keeper)

    assert announced(session, TODAY) == JO
    assert announced(session, TODAY, with_scope=row) == 0
    assert announced(session, date(2026, 5, 31), with_scope=row) == JO


def test_the_figures_are_judged_by_the_row_of_their_day(session, make_pledge, keeper, checker):
    make_pledge(State.VERIFIED, amount_won=JO)

    before = last_event(session)
    confirm_scope(session, propose_scope(session, scope(), actor=keeper), actor=checker)

    assert announced(session, date(2026, 5, 31)) == JO
    assert announced(session, date(2026, 6, 1)) == 0
    assert last_event(session) > before


def test_a_row_for_one_expenditure_kind_leaves_the_others_alone(
    session, make_pledge, keeper, checker
):
    make_pledge(State.VERIFIED, amount_won=JO, spend_kind="current")
    make_pledge(State.VERIFIED, amount_won=JO, spend_kind="capital")

    row = propose_scope(session, scope(spend_kind="current"), actor=keeper)
    confirm_scope(session, row, actor=checker)

    assert announced(session, TODAY) == JO
    assert read_scope(session, TODAY).categories[Category.DATA_CENTRE].in_scope


def test_an_unstated_ai_share_counts_whole_where_the_table_says_so(
    session, make_pledge, keeper, checker
):
    make_pledge(State.VERIFIED, amount_won=JO, ai_share_ppm=None)
    make_pledge(State.VERIFIED, amount_won=JO, ai_share_ppm=250_000)
    assert announced(session, TODAY) == JO // 4

    row = propose_scope(session, scope(in_scope=True, ai_share="whole"), actor=keeper)
    confirm_scope(session, row, actor=checker)

    assert announced(session, TODAY) == JO + JO // 4


def test_foreign_parents_are_left_out_where_the_table_says_so(
    session, make_pledge, make_party, keeper, checker
):
    make_party(code="abroad", is_foreign=True)
    make_pledge(State.VERIFIED, amount_won=JO, filer="abroad")
    shares = [{"party": "filer", "share_ppm": 700_000}, {"party": "abroad", "share_ppm": 300_000}]
    make_pledge(State.VERIFIED, amount_won=JO, participants=shares)

    row = propose_scope(session, scope(in_scope=True, foreign_parent="left_out"), actor=keeper)
    confirm_scope(session, row, actor=checker)
    register = read_register(session, on=TODAY)

    assert register.totals.headline.announced_won == 7 * JO // 10
    assert {rule.code: rule.won for rule in register.totals.removed} == {
        "count_foreign_parent": JO,
        "count_foreign_share": 3 * JO // 10,
    }


def test_only_an_administrator_proposes_and_only_a_second_person_confirms(
    session, keeper, official, make_user
):
    with pytest.raises(NotPermitted):
        propose_scope(session, scope(), actor=official)
    row = propose_scope(session, scope(), actor=keeper)

    with pytest.raises(MakerIsChecker):
        confirm_scope(session, row, actor=keeper)
    with pytest.raises(NotPermitted):
        confirm_scope(session, row, actor=make_user(Role.AUDITOR))

    assert row.state is ScopeState.PROPOSED


def test_one_proposal_waits_at_a_time_and_a_declined_one_can_follow(session, keeper, checker):
    row = propose_scope(session, scope(), actor=keeper)

    with pytest.raises(ScopeWaiting):
        propose_scope(session, scope(), actor=keeper)
    with pytest.raises(ReasonNeeded):
        decline_scope(session, row, actor=checker, reason=" ")
    decline_scope(session, row, actor=checker, reason="근거 부족")
    with pytest.raises(StepNotAllowed):
        confirm_scope(session, row, actor=checker)

    assert (row.answer, row.confirmed_by_id) == ("근거 부족", checker.id)
    assert propose_scope(session, scope(), actor=keeper).key != row.key


def test_who_proposed_a_row_may_take_it_back(session, keeper):
    row = propose_scope(session, scope(), actor=keeper)

    decline_scope(session, row, actor=keeper, reason="잘못 적음")

    assert (row.state, row.confirmed_by_id) == (ScopeState.DECLINED, None)


def test_a_row_begins_after_the_one_it_closes(session, keeper, checker):
    with pytest.raises(ScopeNotLater):
        propose_scope(session, scope(valid_from=date(2024, 1, 1)), actor=keeper)
    row = propose_scope(session, scope(), actor=keeper)
    confirm_scope(session, row, actor=checker)

    with pytest.raises(ScopeNotLater):
        propose_scope(session, scope(valid_from=date(2026, 6, 1)), actor=keeper)


def test_a_day_outside_the_target_is_refused():
    with pytest.raises(ValidationError, match="scope_day"):
        scope(valid_from=date(2023, 12, 31))


def test_each_step_leaves_one_event_with_its_reason(session, keeper, checker):
    row = propose_scope(session, scope(), actor=keeper)
    confirm_scope(session, row, actor=checker)

    query = select(Event).where(Event.action.in_(("propose_scope", "confirm_scope")))
    events = session.exec(query.order_by(Event.id)).all()

    assert [(event.action, event.actor_id) for event in events] == [
        ("propose_scope", keeper.id),
        ("confirm_scope", checker.id),
    ]
    assert events[0].reason == "고시 개정"
    assert events[1].changes["closed"][1] == "2026-05-31"


def test_the_database_refuses_a_row_confirmed_by_its_maker(session, keeper):
    row = propose_scope(session, scope(), actor=keeper)
    row.confirmed_by_id = keeper.id

    with pytest.raises(sa.exc.IntegrityError):
        session.flush()
    session.rollback()


def test_two_rows_that_hold_on_one_day_are_found(session, keeper, checker):
    row = propose_scope(session, scope(), actor=keeper)
    confirm_scope(session, row, actor=checker)
    assert broken(session) == []

    first = session.exec(
        select(ScopeRule).where(
            ScopeRule.category == Category.DATA_CENTRE, ScopeRule.valid_from == date(2024, 1, 1)
        )
    ).one()
    first.valid_to = None
    session.flush()

    found = [one.code for one in broken(session)]
    assert found == ["verify_scope_overlap", "verify_scope_altered"]
