"""A sound register has nothing to complain of; each kind of damage is found."""

import pytest
import sqlalchemy as sa
from sqlmodel import col

from models import Event, Participant, PledgeLine, PledgeTerms, Revision
from models.queries.invariants import broken
from models.vocabulary import State


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
