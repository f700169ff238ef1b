"""A sound register has nothing to complain of; each kind of damage is found."""

import sqlite3
from contextlib import closing

import pytest
import sqlalchemy as sa
from sqlmodel import col

from models import Event, Instrument, Movement, Participant, PledgeLine, PledgeTerms, Revision
from models.commands import (
    advance_movement,
    confirm_scope,
    decide_overlap,
    move,
    propose_scope,
    record_run,
)
from models.people import Party, User
from models.projection import ProjectionRun
from models.queries.invariants import broken
from models.scope import OverlapDecision, ScopeInput, ScopeRule
from models.vocabulary import Role, State, Verdict
from tests.models.test_commands import movement

SPENT = movement()


def tamper(session):
    """Do what somebody with the rights of the database's owner could do."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.text("ALTER TABLE event DISABLE TRIGGER event_is_kept"))
        return
    for step in ("update", "delete"):
        session.execute(sa.text(f"DROP TRIGGER event_is_kept_{step}"))


def codes(session):
    return {found.code for found in broken(session)}


def test_a_register_written_by_commands_is_sound(session, make_pledge, make_party):
    make_party(code="other")
    shares = [{"party": "filer", "share_ppm": 300_000}, {"party": "other", "share_ppm": 700_000}]
    make_pledge(State.VERIFIED, reference="p", participants=shares)
    make_pledge(reference="p", title="larger", participants=shares)
    make_pledge(amount_won=None, lines=[{"stage": "intent"}])

    assert broken(session) == []


DAMAGE = {
    "verify_line_sums": sa.update(PledgeLine).values(amount_won=1),
    "verify_share_sums": sa.update(Participant).values(share_ppm=1),
    "verify_missing_terms": sa.delete(PledgeTerms),
    "verify_without_event": sa.update(Event)
    .where(col(Event.action) == "propose")
    .values(action="x"),
    "verify_state_without_event": sa.update(Event)
    .where(col(Event.action) == "verify")
    .values(action="x"),
    "verify_two_open": sa.update(Revision).values(state=State.DRAFT),
}


@pytest.mark.parametrize("code", DAMAGE)
def test_damage_done_past_the_commands_is_found(session, make_pledge, code):
    shares = [{"party": "filer", "share_ppm": 1_000_000}]
    make_pledge(State.VERIFIED, reference="p", participants=shares)
    make_pledge(reference="p", title="larger", participants=shares)

    tamper(session)
    session.execute(DAMAGE[code])

    assert code in codes(session)


def test_a_maker_who_checked_is_found(session, make_pledge, official):
    revision = make_pledge(State.VERIFIED)
    tamper(session)

    session.execute(
        sa.update(Event).where(col(Event.revision_id) == revision.key).values(actor_id=official.key)
    )

    assert "verify_maker_is_checker" in codes(session)


def test_two_versions_that_count_are_found(session, make_pledge, checker):
    make_pledge(State.VERIFIED, reference="p")
    second = make_pledge(reference="p", title="larger")

    session.execute(
        sa.update(Revision)
        .where(col(Revision.id) == second.key)
        .values(state=State.VERIFIED, verified_by_id=checker.key, valid_from=second.made_at)
    )

    assert "verify_two_current" in codes(session)


ROWS = {
    "verify_user_altered": sa.update(User)
    .where(col(User.role) == Role.OFFICIAL)
    .values(role=Role.AUDITOR),
    "verify_party_altered": sa.update(Party).values(is_public=True),
    "verify_decision_altered": sa.update(OverlapDecision).values(verdict="same"),
    "verify_scope_altered": sa.update(ScopeRule)
    .where(col(ScopeRule.proposed_by_id).is_not(None))
    .values(in_scope=False),
    "verify_first_scope_altered": sa.update(ScopeRule)
    .where(col(ScopeRule.category) == "not_ai")
    .values(in_scope=True),
    "verify_run_altered": sa.update(ProjectionRun).values(results={"total": 2}),
    "verify_record_altered": sa.update(Instrument)
    .where(col(Instrument.reference) == "part")
    .values(reference="else"),
    "verify_state_without_event": sa.update(Movement).values(verified_by_id=None),
    "verify_movement_altered": sa.update(Movement).values(amount_won=8),
}


@pytest.fixture
def decided(session, make_pledge, make_user, official, checker):
    """A register in which people decided about everything that changes what counts."""
    whole = make_pledge(State.VERIFIED, reference="whole", overlap_key="k")
    part = make_pledge(State.VERIFIED, reference="part", part_of="whole")
    other = make_pledge(State.VERIFIED, reference="other", overlap_key="k")
    one, two = (session.get_one(Instrument, row.instrument_id) for row in (whole, other))
    decide_overlap(
        session, one, two, verdict=Verdict.DIFFERENT, kept=None, actor=checker, reason="two sites"
    )
    spent = move(session, one, SPENT, actor=official)
    advance_movement(session, spent, "verify", actor=checker)
    said = {"category": "cloud", "in_scope": True, "valid_from": "2026-01-01", "reason": "r"}
    row = propose_scope(session, ScopeInput(**said), actor=make_user(Role.ADMINISTRATOR))
    confirm_scope(session, row, actor=checker)
    stored = dict.fromkeys(("scenario", "scope", "basis"), "x")
    record_run(
        session, **stored, as_of=SPENT.known_on, draws=1, seed=1, inputs_sha256="0",
        results_sha256="0", inputs={}, results={"total": 1.5}, manifest={}, actor=official,
    )  # fmt: skip
    session.flush()
    return part


def test_a_register_in_which_people_decided_is_sound(session, decided):
    session.expire_all()

    assert broken(session) == []


@pytest.mark.parametrize("code", ROWS)
def test_rows_that_change_what_counts_are_watched(session, decided, code):
    session.execute(ROWS[code])
    session.expire_all()

    assert codes(session) == {code}


def test_a_parent_that_somebody_slipped_in_is_found(session, decided):
    session.execute(
        sa.update(PledgeTerms)
        .where(col(PledgeTerms.part_of) != "")
        .values(part_of_id=decided.instrument_id)
    )
    session.expire_all()

    assert codes(session) == {"verify_record_altered"}


def test_a_decision_that_somebody_deleted_is_found(session, decided):
    session.execute(sa.delete(OverlapDecision))

    assert codes(session) == {"verify_decision_altered"}


def test_another_maker_than_the_history_names_is_found(session, decided, make_user):
    other = make_user()
    session.execute(
        sa.update(Revision).where(col(Revision.id) == decided.key).values(made_by_id=other.key)
    )

    assert codes(session) == {"verify_maker_altered"}


def test_a_party_that_nobody_registered_is_found(session, decided):
    session.add(
        Party(code="x", name_ko="x", kind="company", pseudonym="F-X", made_at=decided.made_at)
    )
    session.flush()

    assert codes(session) == {"verify_party_without_event"}


def test_a_version_that_somebody_deleted_is_refused_or_found(session, decided):
    gone = ["pledge_line", "pledge_terms", "revision"]
    steps = [f"DELETE FROM {name} WHERE {{}} = {decided.key}" for name in gone]
    steps = [step.format("id" if "revision WHERE" in step else "revision_id") for step in steps]
    if session.get_bind().dialect.name == "postgresql":
        with pytest.raises(sa.exc.IntegrityError):
            session.execute(sa.text(";".join(steps)))
        return
    session.commit()
    with closing(sqlite3.connect(session.get_bind().url.database)) as file:
        file.executescript(";".join(steps))

    assert "verify_row_missing" in codes(session)


def test_a_record_that_somebody_deleted_is_refused_or_found(session, decided):
    gone = f"DELETE FROM instrument WHERE id = {decided.instrument_id}"
    if session.get_bind().dialect.name == "postgresql":
        with pytest.raises(sa.exc.IntegrityError):
            session.execute(sa.text(gone))
        return
    session.commit()
    with closing(sqlite3.connect(session.get_bind().url.database)) as file:
        file.executescript(gone)

    assert "verify_without_record" in codes(session)
