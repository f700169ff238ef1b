"""Each command changes rows and leaves its event, or refuses and changes nothing."""

from datetime import date
from itertools import pairwise

import pytest
import sqlalchemy as sa
from sqlmodel import col, select

from models import Event, Instrument, Revision
from models.commands import (
    advance,
    advance_movement,
    advance_submission,
    amend,
    close_submission,
    decide_overlap,
    move,
    note_upload,
    propose,
    propose_many,
)
from models.content import contents_of, parts_of
from models.errors import (
    AlreadyApplied,
    ChangedMeanwhile,
    Duplicate,
    MakerIsChecker,
    NotFound,
    NotPermitted,
    NotTwo,
    PartLoop,
    ReasonNeeded,
    StepNotAllowed,
)
from models.inputs import MovementInput
from models.queries.parties import PartyIndex
from models.vocabulary import Kind, Role, State, SubmissionState, Verdict
from tests.models.conftest import pledge


def actions(session, revision):
    query = select(Event.action).where(Event.revision_id == revision.key).order_by(col(Event.id))
    return list(session.exec(query))


def movement(**said):
    given = {
        "reference": "p-1",
        "entry": "2025-q1",
        "kind": "actual",
        "period_from": date(2025, 1, 1),
        "period_to": date(2025, 3, 31),
        "amount_won": 7,
        "evidence_grade": "A",
        "known_on": date(2025, 4, 30),
    }
    return MovementInput(**given | said)


def test_a_new_pledge_has_one_event_with_everything_it_says(session, make_pledge):
    revision = make_pledge()

    event = session.exec(select(Event).where(Event.revision_id == revision.key)).one()
    assert event.action == "propose"
    assert event.changes["amount_won"] == [None, 12 * 10**11]
    assert event.changes["lines.2025.announced.amount_won"] == [None, 12 * 10**11]


def test_what_is_stored_is_what_was_said(session, make_pledge, make_party):
    make_party(code="other")
    shares = [
        {"party": "filer", "share_ppm": 400_000},
        {"party": "other", "share_ppm": 600_000},
    ]
    given = pledge("p-9", participants=shares, overlap_key="x", region="울산")

    revision = make_pledge(reference="p-9", participants=shares, overlap_key="x", region="울산")

    stored = contents_of(session, Kind.PLEDGE, {1: revision})[1]
    assert stored == parts_of(Kind.PLEDGE, given, PartyIndex(session))


def test_nobody_verifies_what_they_made(session, make_pledge, official):
    revision = make_pledge()

    with pytest.raises(MakerIsChecker):
        advance(session, revision, "verify", actor=official)

    assert revision.state is State.SUBMITTED
    assert actions(session, revision) == ["propose"]


def test_an_administrator_does_not_verify_an_own_record_either(session, filer, make_user):
    official = make_user(Role.OFFICIAL)
    revision = propose(session, Kind.PLEDGE, pledge(), actor=official, state=State.SUBMITTED)
    official.role = Role.ADMINISTRATOR

    with pytest.raises(MakerIsChecker):
        advance(session, revision, "verify", actor=official)


@pytest.mark.parametrize("role", [Role.ECONOMIST, Role.AUDITOR, Role.ADMINISTRATOR])
def test_only_officials_and_companies_file(session, filer, make_user, role):
    with pytest.raises(NotPermitted):
        propose(session, Kind.PLEDGE, pledge(), actor=make_user(role))


@pytest.mark.parametrize("role", [Role.ECONOMIST, Role.AUDITOR])
def test_only_officials_and_administrators_verify(session, make_pledge, make_user, role):
    revision = make_pledge()

    with pytest.raises(NotPermitted):
        advance(session, revision, "verify", actor=make_user(role))


def test_who_amended_a_draft_does_not_verify_it(session, filer, official, checker):
    revision = propose(session, Kind.PLEDGE, pledge(), actor=official)
    amend(session, revision, pledge(title="better"), actor=checker, lock=1)
    advance(session, revision, "submit", actor=official)

    for maker in (official, checker):
        with pytest.raises(MakerIsChecker):
            advance(session, revision, "verify", actor=maker)


def test_the_database_itself_refuses_a_maker_who_checks(session, make_pledge):
    revision = make_pledge()

    with pytest.raises(sa.exc.IntegrityError, match="maker_is_not_checker"):
        session.execute(
            sa.update(Revision)
            .where(col(Revision.id) == revision.key)
            .values(verified_by_id=revision.made_by_id, valid_from=revision.made_at)
        )


def test_verifying_takes_one_step_and_one_event(session, make_pledge, checker):
    revision = make_pledge()

    advance(session, revision, "verify", actor=checker)

    assert revision.state is State.VERIFIED
    assert revision.verified_by_id == checker.key
    assert actions(session, revision) == ["propose", "verify"]


@pytest.mark.parametrize("action", ["verify", "submit", "return", "dance"])
def test_a_refused_step_changes_nothing(session, make_pledge, checker, action):
    revision = make_pledge(State.VERIFIED)

    with pytest.raises(StepNotAllowed):
        advance(session, revision, action, actor=checker, reason="because")

    assert actions(session, revision) == ["propose", "verify"]


def test_returning_needs_a_reason(session, make_pledge, checker):
    with pytest.raises(ReasonNeeded):
        advance(session, make_pledge(), "return", actor=checker, reason=" ")


def test_a_change_since_the_page_was_opened_is_refused(session, make_pledge, checker):
    with pytest.raises(ChangedMeanwhile):
        advance(session, make_pledge(), "verify", actor=checker, lock=7)


def test_the_verified_version_stands_until_the_next_is_verified(session, make_pledge, checker):
    first = make_pledge(State.VERIFIED, reference="p")
    second = make_pledge(reference="p", title="larger")
    assert (first.state, second.state) == (State.VERIFIED, State.SUBMITTED)

    advance(session, second, "verify", actor=checker)

    assert (first.state, second.state) == (State.SUPERSEDED, State.VERIFIED)
    assert first.valid_to == second.valid_from
    assert first.instrument_id == second.instrument_id
    assert (first.number, second.number) == (1, 2)


def test_a_version_never_verified_gives_way_at_once(session, make_pledge):
    first = make_pledge(reference="p")

    make_pledge(reference="p", title="larger")

    session.refresh(first)
    assert first.state is State.SUPERSEDED
    assert actions(session, first) == ["propose", "supersede"]


def test_a_new_version_tells_only_what_changed(session, make_pledge):
    make_pledge(reference="p")

    second = make_pledge(reference="p", title="larger")

    event = session.exec(select(Event).where(Event.revision_id == second.key)).one()
    assert event.changes == {
        "title": ["AI data centre", "larger"],
        "state": [None, "submitted"],
    }


def test_an_amended_draft_keeps_its_number(session, filer, official):
    revision = propose(session, Kind.PLEDGE, pledge(), actor=official)

    amend(session, revision, pledge(title="better"), actor=official, lock=1)

    assert (revision.title, revision.number, revision.lock) == ("better", 1, 2)
    with pytest.raises(ChangedMeanwhile):
        amend(session, revision, pledge(), actor=official, lock=1)


def test_a_submitted_version_is_not_amended(session, make_pledge, official):
    with pytest.raises(StepNotAllowed):
        amend(session, make_pledge(), pledge(), actor=official, lock=1)


def test_parents_may_come_after_their_parts(session, filer, official):
    givens = [pledge("part", part_of="whole"), pledge("whole")]

    propose_many(session, Kind.PLEDGE, givens, actor=official)

    assert len(session.exec(select(Instrument)).all()) == 2


@pytest.mark.parametrize(
    "said",
    [
        {"filer": "nobody"},
        {"part_of": "nothing"},
        {"participants": [{"party": "nobody", "share_ppm": 1_000_000}]},
    ],
)
def test_a_name_that_is_not_registered_is_refused(session, filer, official, said):
    with pytest.raises(NotFound):
        propose(session, Kind.PLEDGE, pledge(**said), actor=official)


def test_one_registration_number_has_one_party(session, make_party):
    make_party(brn="1248100998")

    with pytest.raises(Duplicate):
        make_party(brn="1248100998")


def test_money_is_recorded_once_by_entry_and_checked_by_another(
    session, make_pledge, official, checker
):
    instrument = session.get_one(Instrument, make_pledge().instrument_id)
    spent = move(session, instrument, movement(), actor=official)

    with pytest.raises(Duplicate):
        move(session, instrument, movement(), actor=official)
    with pytest.raises(MakerIsChecker):
        advance_movement(session, spent, "verify", actor=official)
    advance_movement(session, spent, "verify", actor=checker)

    assert spent.state is State.VERIFIED


def test_a_pledge_has_no_repayment(session, make_pledge, official):
    instrument = session.get_one(Instrument, make_pledge().instrument_id)

    with pytest.raises(StepNotAllowed):
        move(session, instrument, movement(kind="repayment"), actor=official)


@pytest.mark.parametrize("role", [Role.ECONOMIST, Role.AUDITOR, Role.ADMINISTRATOR])
def test_who_does_not_file_brings_no_workbook(session, make_user, role):
    with pytest.raises(NotPermitted):
        note_upload(
            session,
            kind=Kind.PLEDGE,
            filename="a.xlsx",
            sha256="0" * 64,
            size=1,
            actor=make_user(role),
            counts={},
        )


def test_a_bundle_is_checked_whole_by_another_official(session, filer, official, checker):
    bundle = note_upload(
        session,
        kind=Kind.PLEDGE,
        filename="a.xlsx",
        sha256="0" * 64,
        size=1,
        actor=official,
        counts={},
    )
    propose_many(
        session,
        Kind.PLEDGE,
        [pledge("a"), pledge("b")],
        actor=official,
        state=State.SUBMITTED,
        submission_id=bundle.key,
    )
    close_submission(session, bundle, actor=official, counts={"new": 2})

    with pytest.raises(AlreadyApplied):
        close_submission(session, bundle, actor=official, counts={})
    with pytest.raises(MakerIsChecker):
        advance_submission(session, bundle, "verify", actor=official)
    assert advance_submission(session, bundle, "verify", actor=checker) == 2

    assert bundle.state is SubmissionState.VERIFIED
    with pytest.raises(StepNotAllowed):
        advance_submission(session, bundle, "verify", actor=checker)


def test_a_decision_on_a_possible_duplicate_needs_a_reason_and_is_kept(
    session, make_pledge, checker, make_user
):
    one, other = (session.get_one(Instrument, make_pledge().instrument_id) for _ in range(2))
    say = {"verdict": Verdict.DIFFERENT, "kept": None}

    with pytest.raises(ReasonNeeded):
        decide_overlap(session, one, other, actor=checker, reason="", **say)
    with pytest.raises(NotPermitted):
        decide_overlap(session, one, other, actor=make_user(Role.AUDITOR), reason="x", **say)
    first = decide_overlap(session, other, one, actor=checker, reason="two sites", **say)
    again = decide_overlap(
        session, one, other, actor=checker, reason="one site", verdict=Verdict.SAME, kept=one
    )

    assert (first.first_id, first.second_id) == (one.key, other.key)
    assert (again.verdict, again.kept_id) == (Verdict.SAME, one.key)


def test_nobody_decides_about_a_duplicate_of_what_they_made(session, make_pledge, official):
    one, other = (session.get_one(Instrument, make_pledge().instrument_id) for _ in range(2))
    say = {"verdict": Verdict.DIFFERENT, "kept": None, "reason": "two sites"}

    with pytest.raises(MakerIsChecker):
        decide_overlap(session, one, other, actor=official, **say)


@pytest.mark.parametrize(
    ("verdict", "kept"),
    [("same", None), ("part_of", None), ("same", "third"), ("different", "one")],
)
def test_a_decision_keeps_one_of_two_records_or_neither_where_they_differ(
    session, make_pledge, checker, verdict, kept
):
    names = ("one", "other", "third")
    found = {name: session.get_one(Instrument, make_pledge().instrument_id) for name in names}
    say = {"verdict": Verdict(verdict), "kept": found.get(kept), "reason": "x", "actor": checker}

    with pytest.raises(NotTwo):
        decide_overlap(session, found["one"], found["other"], **say)
    with pytest.raises(NotTwo):
        decide_overlap(session, found["one"], found["one"], **say)


@pytest.mark.parametrize("way", [["a"], ["b", "a"], ["b", "c", "a"]])
def test_records_never_contain_each_other_in_a_circle(session, make_pledge, way):
    make_pledge(State.VERIFIED, reference="a")
    for child, parent in reversed(list(pairwise(way))):
        make_pledge(State.VERIFIED, reference=child, part_of=parent)

    with pytest.raises(PartLoop):
        make_pledge(reference="a", part_of=way[0])
