"""Periods: each step by two people, figures that stand still, and who filed."""

from datetime import date

import pytest
import sqlalchemy as sa
from sqlmodel import col, select

from models import Instrument, PeriodStep, Revision, ScopeRule
from models.commands import (
    advance,
    advance_movement,
    ask_step,
    certify_period,
    confirm_scope,
    decide_overlap,
    decline_step,
    move,
    plan_period,
    propose,
    propose_scope,
    propose_withdrawal,
    take_step,
)
from models.errors import (
    MakerIsChecker,
    NotPermitted,
    PeriodExists,
    PeriodNotCertified,
    PeriodNotOver,
    PeriodOrder,
    PeriodWaiting,
    ReasonNeeded,
    StepNotAllowed,
    VerifierIsCertifier,
)
from models.period import PeriodInput
from models.period_words import PeriodAction, PeriodState
from models.queries.invariants import broken
from models.queries.periods import picture
from models.queries.register import read_register
from models.scope import ScopeInput
from models.vocabulary import Kind, Role, State, Verdict
from tests.models.conftest import LATER, MARCH, month, pledge
from tests.models.test_commands import movement

JO = 10**12
APRIL = date(2025, 4, 30)


def announced(session, on=MARCH):
    return read_register(session, on=on).totals.headline.announced_won


def test_each_step_is_asked_by_one_person_and_taken_by_another(session, opened, walk, official):
    period = opened()
    assert period.state is PeriodState.OPEN

    for action, state in (
        ("close", PeriodState.CLOSED),
        ("publish", PeriodState.PUBLISHED),
        ("retract", PeriodState.CLOSED),
        ("reopen", PeriodState.OPEN),
    ):
        step = ask_step(session, period, PeriodAction(action), actor=official, reason="까닭")
        with pytest.raises(MakerIsChecker):
            take_step(session, step, actor=official, today=LATER)
        decline_step(session, step, actor=official, reason="거둠")
        walk(period, action)
        assert period.state is state

    assert (period.closed_at, period.digest, period.figures) == (None, None, {})
    assert broken(session) == []


def test_the_database_itself_refuses_one_person_for_both_halves(session, opened, official):
    step = ask_step(session, opened(), PeriodAction.CLOSE, actor=official)

    with pytest.raises(sa.exc.IntegrityError, match="maker_is_not_checker"):
        session.execute(sa.update(PeriodStep).values(answered_by_id=col(PeriodStep.asked_by_id)))
    assert step.action is PeriodAction.CLOSE


@pytest.mark.parametrize("role", [Role.ECONOMIST, Role.AUDITOR])
def test_other_roles_neither_ask_nor_take(session, opened, official, make_user, role):
    period, other = opened(), make_user(role)

    with pytest.raises(NotPermitted):
        plan_period(session, month(APRIL), actor=other)
    with pytest.raises(NotPermitted):
        certify_period(session, period, actor=other)
    step = ask_step(session, period, PeriodAction.CLOSE, actor=official)
    with pytest.raises(NotPermitted):
        take_step(session, step, actor=other, today=LATER)


def test_a_step_that_does_not_follow_or_lacks_its_reason_is_refused(session, opened, official):
    period = opened()

    with pytest.raises(StepNotAllowed):
        ask_step(session, period, PeriodAction.PUBLISH, actor=official)
    step = ask_step(session, period, PeriodAction.CLOSE, actor=official)
    with pytest.raises(PeriodWaiting):
        ask_step(session, period, PeriodAction.CLOSE, actor=official)
    with pytest.raises(ReasonNeeded):
        decline_step(session, step, actor=official, reason=" ")


def test_going_back_needs_a_reason(session, opened, walk, official):
    period = walk(opened(), "close")

    with pytest.raises(ReasonNeeded):
        ask_step(session, period, PeriodAction.REOPEN, actor=official)


def test_periods_follow_each_other(session, opened, walk, official, third):
    first, second = opened(MARCH), opened(APRIL)

    with pytest.raises(PeriodExists):
        plan_period(session, month(MARCH), actor=official)
    with pytest.raises(PeriodOrder):
        walk(second, "close")
    waits = session.exec(select(PeriodStep).where(PeriodStep.state == "waiting")).one()
    decline_step(session, waits, actor=third, reason="먼저 것부터")
    walk(first, "close")
    walk(second, "close")
    with pytest.raises(PeriodOrder):
        walk(first, "reopen")


def test_a_period_that_is_not_over_is_not_closed(session, opened, official, third):
    step = ask_step(session, opened(), PeriodAction.CLOSE, actor=official)

    with pytest.raises(PeriodNotOver):
        take_step(session, step, actor=third, today=MARCH)


def test_closing_certifies_what_a_third_person_may_and_stores_figures(
    session, make_pledge, opened, walk, third
):
    revision = make_pledge(State.VERIFIED)

    period = walk(opened(), "close")

    assert revision.state is State.CERTIFIED
    assert revision.certified_by_id == third.key
    assert period.figures["announced"] == 12 * 10**11
    assert period.digest == picture(session, MARCH).digest
    assert broken(session) == []


def test_who_made_or_verified_a_record_certifies_neither_alone_nor_by_closing(
    session, make_pledge, opened, official, checker, third
):
    revision = make_pledge(State.VERIFIED)
    with pytest.raises(MakerIsChecker):
        advance(session, revision, "certify", actor=official)
    with pytest.raises(VerifierIsCertifier):
        advance(session, revision, "certify", actor=checker)
    period = opened()
    assert certify_period(session, period, actor=checker) == 0

    step = ask_step(session, period, PeriodAction.CLOSE, actor=third)
    with pytest.raises(PeriodNotCertified):
        take_step(session, step, actor=checker, today=LATER)
    assert certify_period(session, period, actor=third) == 1
    take_step(session, step, actor=checker, today=LATER)

    assert period.state is PeriodState.CLOSED


def test_dated_money_is_certified_by_a_third_person_too(
    session, make_pledge, opened, official, checker, third
):
    instrument = session.get_one(Instrument, make_pledge(State.VERIFIED).instrument_id)
    spent = move(session, instrument, movement(known_on=MARCH), actor=official)
    advance_movement(session, spent, "verify", actor=checker)
    with pytest.raises(VerifierIsCertifier):
        advance_movement(session, spent, "certify", actor=checker)

    assert certify_period(session, opened(), actor=third) == 2

    assert spent.state is State.CERTIFIED
    assert read_register(session, on=MARCH).totals.headline.realised_won == 7
    assert broken(session) == []


def test_the_database_itself_refuses_a_maker_or_verifier_who_certifies(session, make_pledge):
    revision = make_pledge(State.VERIFIED)

    for person in (Revision.made_by_id, Revision.verified_by_id):
        with (
            pytest.raises(sa.exc.IntegrityError, match="certified_by_a_third"),
            session.begin_nested(),
        ):
            session.execute(
                sa.update(Revision)
                .where(col(Revision.id) == revision.key)
                .values(certified_by_id=person, certified_at=revision.made_at)
            )


def test_what_is_verified_after_the_close_leaves_the_closed_day_as_it_was(
    session, make_pledge, opened, walk
):
    make_pledge(State.VERIFIED, amount_won=JO, lines=[line(JO)])
    walk(opened(), "close")

    make_pledge(State.VERIFIED, amount_won=3 * JO, lines=[line(3 * JO)])

    assert announced(session) == JO
    assert announced(session, APRIL) == 4 * JO
    assert broken(session) == []


def test_what_is_decided_after_the_close_leaves_the_closed_day_as_it_was(
    session, make_pledge, opened, walk, make_user, third
):
    one, other = (
        make_pledge(State.VERIFIED, amount_won=won, lines=[line(won)], overlap_key="k")
        for won in (JO, 2 * JO)
    )
    pair = [session.get_one(Instrument, made.instrument_id) for made in (one, other)]
    decider = make_user()
    decide = {"verdict": Verdict.SAME, "actor": decider, "reason": "같음"}
    decide_overlap(session, *pair, kept=pair[0], **decide)
    before = announced(session)
    walk(opened(), "close")

    decide_overlap(session, *pair, kept=pair[1], **decide)
    row = propose_scope(
        session,
        ScopeInput(
            category="data_centre", in_scope=False, valid_from=date(2025, 1, 1), reason="고시"
        ),
        actor=third,
    )
    confirm_scope(session, row, actor=decider)

    assert before == JO
    assert announced(session) == JO
    assert announced(session, APRIL) == 0
    assert session.exec(select(ScopeRule).where(ScopeRule.id == row.id)).one().confirmed_at
    assert broken(session) == []


def test_a_figure_of_a_closed_day_that_was_altered_is_found(session, make_pledge, opened, walk):
    make_pledge(State.VERIFIED)
    period = walk(opened(), "close")

    period.figures = {**period.figures, "announced": 1}
    session.flush()
    assert [found.code for found in broken(session)] == ["verify_period_figures"]
    period.digest = "1" * 64
    session.flush()

    assert [found.code for found in broken(session)] == ["verify_period_altered"]


def test_a_certified_record_is_corrected_only_with_a_reason(
    session, make_pledge, opened, walk, official, checker
):
    certified = make_pledge(State.VERIFIED, reference="p")
    walk(opened(), "close")
    given = pledge("p", title="corrected", known_on=APRIL)

    with pytest.raises(ReasonNeeded):
        propose(session, Kind.PLEDGE, given, actor=official, state=State.SUBMITTED)
    correction = propose(
        session, Kind.PLEDGE, given, actor=official, state=State.SUBMITTED, reason="오기"
    )
    advance(session, correction, "verify", actor=checker)

    assert certified.state is State.SUPERSEDED
    assert announced(session) == 12 * 10**11


@pytest.mark.parametrize("certify", [False, True])
def test_a_record_that_counts_is_withdrawn_by_two_people_and_counts_until_then(
    session, make_pledge, official, checker, third, certify
):
    held = make_pledge(State.VERIFIED)
    if certify:
        advance(session, held, "certify", actor=third)
    instrument = session.get_one(Instrument, held.instrument_id)
    with pytest.raises(ReasonNeeded):
        propose_withdrawal(session, instrument, actor=official, reason="", known_on=APRIL)
    asked = propose_withdrawal(session, instrument, actor=official, reason="취소", known_on=APRIL)
    assert announced(session, LATER) == 12 * 10**11
    with pytest.raises(MakerIsChecker):
        advance(session, asked, "verify", actor=official)

    advance(session, asked, "verify", actor=checker)

    assert (held.state, asked.state) == (State.SUPERSEDED, State.WITHDRAWN)
    assert announced(session, LATER) == 0
    assert announced(session, MARCH) == 12 * 10**11
    assert broken(session) == []


def test_a_withdrawal_is_asked_for_only_where_something_counts(session, make_pledge, official):
    instrument = session.get_one(Instrument, make_pledge().instrument_id)

    with pytest.raises(StepNotAllowed):
        propose_withdrawal(session, instrument, actor=official, reason="취소", known_on=APRIL)


@pytest.mark.parametrize(
    "said",
    [
        {"first_day": date(2025, 3, 2)},
        {"last_day": date(2025, 3, 30)},
        {"filing_due": date(2025, 3, 31)},
    ],
)
def test_a_period_is_whole_months_and_due_after_its_end(said):
    given = {"first_day": date(2025, 3, 1), "last_day": MARCH, "filing_due": LATER}

    with pytest.raises(ValueError, match="period_"):
        PeriodInput(**given | said)


def line(won):
    return {"year": 2025, "amount_won": won, "stage": "announced"}
