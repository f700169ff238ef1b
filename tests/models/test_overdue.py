"""Overdue pledges are proposed and never decided; a person asks for the change or says why not."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import select

from models import OverdueDismissal, PledgeLine
from models.commands import (
    accept_proposal,
    advance,
    advance_movement,
    dismiss_proposal,
    move,
    propose,
)
from models.counting.facts import LineFact
from models.errors import (
    ChangeWaiting,
    DeferralNotLater,
    MakerIsChecker,
    NotPermitted,
    ReasonNeeded,
    StepNotAllowed,
)
from models.inputs import MovementInput
from models.instrument import Instrument
from models.overdue import fulfilled
from models.overdue_words import Outcome, OverdueRule, Standing
from models.queries.invariants import broken
from models.queries.overdue import overdue
from models.queries.register import read_register
from models.vocabulary import Kind, Role, Stage, State
from tests.models.conftest import pledge

EOK = 10**8
ON = date(2026, 3, 1)
END_OF_2025 = date(2025, 12, 31)


def line(
    year: int | None, won: int | None, stage: str = "announced", **said: Any
) -> dict[str, Any]:
    firm = {"evidence_grade": "B", "evidence": "이사회 의결"} if stage in _FIRM else {}
    return {"year": year, "amount_won": won, "stage": stage, **firm, **said}


_FIRM = ("firm", "executing", "completed")


def fact(year: int | None, won: int | None, stage: str) -> LineFact:
    return LineFact(year, won, Stage(stage))


@pytest.fixture
def ask(session):
    """What is overdue on a day."""

    def read(on=ON):
        return overdue(session, read_register(session, on=on), on)

    return read


@pytest.fixture
def one(ask):
    """The only proposal."""

    def read(on=ON):
        (found,) = ask(on)
        return found

    return read


@pytest.fixture
def spend(session, official, checker):
    """File money of a pledge and let another official verify it."""

    def make(revision, won, year=2025, kind="actual", entry="1"):
        instrument = session.get_one(Instrument, revision.instrument_id)
        given = MovementInput(
            reference=instrument.reference, entry=entry, kind=kind,
            period_from=date(year, 1, 1), period_to=date(year, 12, 31), amount_won=won,
            recorded_as="period", basis="cash", evidence_grade="A", evidence="감사보고서",
            known_on=date(year + 1, 1, 15),
        )  # fmt: skip
        movement = move(session, instrument, given, actor=official)
        advance_movement(session, movement, "verify", actor=checker)

    return make


@pytest.fixture
def late(make_pledge):
    """A verified pledge: 300 firm in 2025, 500 announced in 2027 (억원)."""

    def make(**said):
        lines = said.pop("lines", [line(2025, 300 * EOK, "firm"), line(2027, 500 * EOK)])
        total = sum(one["amount_won"] for one in lines)
        return make_pledge(State.VERIFIED, lines=lines, amount_won=total, **said)

    return make


@pytest.mark.parametrize(
    ("lines", "spent", "held"),
    [
        ([(2024, 100, "firm"), (2025, 100, "firm")], {2024: 100}, [100, 0]),
        ([(2024, 100, "firm"), (2025, 100, "firm")], {2025: 150}, [50, 100]),
        ([(2024, 100, "firm"), (2025, 100, "firm")], {2024: 150}, [100, 50]),
        ([(2024, 100, "announced"), (2024, 60, "completed")], {2024: 70}, [10, 60]),
        ([(2024, 100, "firm"), (2025, 100, "firm")], {2024: 150, 2025: -30}, [100, 20]),
        ([(2024, 100, "firm")], {2024: -30}, [0]),
        ([(None, 100, "firm"), (2025, 40, "firm")], {2024: 70}, [30, 40]),
        ([(2024, 100, "cancelled"), (2025, 40, "firm")], {2024: 70}, [0, 40]),
        ([(2024, None, "firm")], {2024: 70}, [0]),
    ],
)
def test_money_fills_its_own_year_first_then_the_earliest_year_that_is_short(lines, spent, held):
    assert fulfilled([fact(*one) for one in lines], spent) == held


def test_a_line_is_overdue_from_the_day_after_its_year(late, ask):
    late()

    assert ask(END_OF_2025) == []
    (found,) = ask(date(2026, 1, 1))
    assert (found.proposal.rule, found.proposal.year) == (OverdueRule.LINE, 2025)
    assert (found.days, found.standing) == (1, Standing.OPEN)
    assert (found.proposal.planned_won, found.proposal.missing_won) == (300 * EOK, 300 * EOK)
    assert found.proposal.realised_won is None


def test_what_was_spent_is_taken_off_and_zero_is_not_unknown(late, one, spend):
    spend(late(), 120 * EOK)

    found = one().proposal

    assert (found.realised_won, found.missing_won) == (120 * EOK, 180 * EOK)


def test_a_line_that_was_spent_in_full_is_not_overdue_and_a_refund_brings_it_back(late, ask, spend):
    revision = late()
    spend(revision, 300 * EOK)
    before = ask()
    spend(revision, 40 * EOK, kind="refund", entry="2")

    assert before == []
    assert [found.proposal.missing_won for found in ask()] == [40 * EOK]


def test_only_verified_versions_are_asked(make_pledge, ask):
    make_pledge()

    assert ask() == []


def test_a_pledge_that_ended_without_any_evidence_is_proposed_as_lapsed_once(late, one):
    late(lines=[line(2024, 100 * EOK, "intent"), line(2025, 200 * EOK)])

    found = one().proposal

    assert (found.rule, found.year, found.due_on) == (OverdueRule.LAPSED, None, END_OF_2025)
    assert found.missing_won == 300 * EOK


def test_the_stated_end_of_the_period_is_waited_for(late, one):
    late(lines=[line(2025, 200 * EOK)], period_start=2025, period_end=2027)

    assert one().proposal.rule is OverdueRule.LINE


def test_any_spending_or_firm_line_is_evidence(late, one, spend):
    spend(late(lines=[line(2025, 200 * EOK)]), EOK)

    assert one().proposal.rule is OverdueRule.LINE


def test_an_amount_nobody_knows_is_overdue_with_an_unknown_gap(make_pledge, one):
    make_pledge(State.VERIFIED, amount_won=None, lines=[line(2025, None, "firm")])

    assert one().proposal.missing_won is None


def test_closed_and_completed_lines_are_not_asked(late, ask):
    late(lines=[line(2024, EOK, "completed"), line(2025, EOK, "cancelled"), line(2027, EOK)])

    assert ask() == []


def test_a_deferred_line_waits_for_its_new_date(late, ask, one):
    late(lines=[line(2025, EOK, "deferred", deferred_to=date(2026, 6, 30)), line(2027, EOK)])

    assert ask(date(2026, 6, 30)) == []
    found = one(date(2026, 7, 1))
    assert (found.proposal.rule, found.proposal.due_on) == (
        OverdueRule.DEFERRAL, date(2026, 6, 30),
    )  # fmt: skip


def test_a_deferral_without_a_date_is_asked_about(late, one):
    late(lines=[line(2025, EOK, "deferred")])

    assert one().proposal.rule is OverdueRule.UNDATED


def test_accepting_moves_the_missing_part_and_somebody_else_verifies(
    session, late, one, spend, official, checker, ask
):
    spend(late(), 120 * EOK)

    asked = accept_proposal(
        session, one().proposal, outcome=Outcome.DEFER, actor=official, on=ON,
        reason="부지 인허가 지연", deferred_to=date(2027, 6, 30),
    )  # fmt: skip

    assert asked.state is State.SUBMITTED
    assert one().standing is Standing.ASKED
    with pytest.raises(MakerIsChecker):
        advance(session, asked, "verify", actor=official)
    advance(session, asked, "verify", actor=checker)
    assert _lines(session, asked) == {
        (2025, Stage.FIRM): (120 * EOK, None),
        (2025, Stage.DEFERRED): (180 * EOK, date(2027, 6, 30)),
        (2027, Stage.ANNOUNCED): (500 * EOK, None),
    }
    assert ask() == []
    assert broken(session) == []


def test_accepting_a_lapse_closes_every_soft_line_and_joins_those_of_one_year(
    session, late, one, official, checker
):
    late(lines=[line(2025, 100 * EOK, "intent"), line(2025, 200 * EOK)])

    asked = accept_proposal(
        session, one().proposal, outcome=Outcome.LAPSE, actor=official, on=ON, reason="끝남"
    )
    advance(session, asked, "verify", actor=checker)

    assert _lines(session, asked) == {(2025, Stage.LAPSED): (300 * EOK, None)}
    totals = read_register(session, on=ON).totals.headline
    assert (totals.announced_won, totals.intent_won) == (0, 0)


def _lines(session, revision):
    rows = session.exec(select(PledgeLine).where(PledgeLine.revision_id == revision.key))
    return {(row.year, row.stage): (row.amount_won, row.deferred_to) for row in rows}


def test_a_deferral_names_a_later_day_and_every_answer_a_reason(session, late, one, official):
    late()

    with pytest.raises(DeferralNotLater):
        accept_proposal(
            session, one().proposal, outcome=Outcome.DEFER, actor=official, on=ON,
            reason="늦음", deferred_to=ON,
        )  # fmt: skip
    with pytest.raises(ReasonNeeded):
        accept_proposal(
            session, one().proposal, outcome=Outcome.LAPSE, actor=official, on=ON, reason=" "
        )


def test_a_change_that_waits_is_not_replaced_unseen(session, late, one, official):
    late()
    found = one().proposal
    accept_proposal(session, found, outcome=Outcome.LAPSE, actor=official, on=ON, reason="끝남")

    with pytest.raises(ChangeWaiting):
        accept_proposal(session, found, outcome=Outcome.LAPSE, actor=official, on=ON, reason="끝")


def test_a_dismissal_holds_until_the_facts_change(session, late, one, checker, spend):
    revision = late()
    dismiss_proposal(session, one().proposal, actor=checker, on=ON, reason="4월 공시 예정")

    assert one(date(2026, 9, 1)).standing is Standing.DISMISSED
    assert one().dismissal.reason == "4월 공시 예정"
    with pytest.raises(StepNotAllowed):
        dismiss_proposal(session, one().proposal, actor=checker, on=ON, reason="또")
    assert broken(session) == []

    spend(revision, 10 * EOK)
    assert one().standing is Standing.OPEN


def test_who_made_the_record_or_decides_nothing_puts_nothing_aside(
    session, late, one, official, checker, make_user
):
    late()
    found = one().proposal

    with pytest.raises(MakerIsChecker):
        dismiss_proposal(session, found, actor=official, on=ON, reason="내 것")
    with pytest.raises(NotPermitted):
        dismiss_proposal(session, found, actor=make_user(Role.AUDITOR), on=ON, reason="감사")
    with pytest.raises(ReasonNeeded):
        dismiss_proposal(session, found, actor=checker, on=ON, reason="")


@pytest.mark.parametrize("harm", ["altered", "gone"])
def test_an_altered_dismissal_is_found_and_named(session, late, one, checker, harm):
    code = session.get_one(Instrument, late().instrument_id).code
    row = dismiss_proposal(session, one().proposal, actor=checker, on=ON, reason="공시 예정")
    if harm == "gone":
        session.delete(row)
    else:
        session.get_one(OverdueDismissal, row.key).reason = "다른 까닭"
    session.flush()

    found = [(item.code, item.values["code"]) for item in broken(session)]

    assert ("verify_dismissal_altered", code) in found


@pytest.mark.parametrize(
    ("before", "after", "needs_reason"),
    [
        ("intent", "announced", False),
        ("announced", "firm", False),
        ("announced", "executing", False),
        ("firm", "completed", False),
        ("deferred", "firm", False),
        ("announced", "deferred", True),
        ("announced", "cancelled", True),
        ("firm", "lapsed", True),
        ("firm", "announced", True),
        ("completed", "executing", True),
        ("cancelled", "announced", True),
        ("lapsed", "firm", True),
    ],
)
def test_lines_go_forward_with_evidence_and_any_other_way_with_a_reason(
    make_pledge, session, official, before, after, needs_reason
):
    make_pledge(State.VERIFIED, reference="r-1", lines=[line(2025, 12 * 10**11, before)])
    given = pledge("r-1", lines=[line(2025, 12 * 10**11, after)])

    if needs_reason:
        with pytest.raises(ReasonNeeded):
            propose(session, Kind.PLEDGE, given, actor=official)
    propose(session, Kind.PLEDGE, given, actor=official, reason="공시 2026-01" * needs_reason)
