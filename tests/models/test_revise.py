"""A change lands on the version that its author read, or not at all."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlmodel import Session

from models import Instrument, User
from models.commands import advance, propose, revise
from models.errors import ChangedMeanwhile
from models.queries.instruments import find_instrument
from models.queries.versions import Version, content_at, events_since, version_of
from models.queries.visibility import Viewer
from models.vocabulary import Kind, State
from tests.models.conftest import pledge


@pytest.fixture
def record(session, official, filer):
    """Store a pledge that nobody checked, and give its instrument beside it."""

    def make(state=State.DRAFT):
        revision = propose(session, Kind.PLEDGE, pledge(), actor=official, state=state)
        return revision, session.get_one(Instrument, revision.instrument_id)

    return make


def test_a_draft_is_amended_in_place_and_its_lock_counts_up(session, record, official):
    revision, instrument = record()

    stored = revise(
        session, instrument, pledge(title="새 이름"), actor=official,
        started_from=version_of(revision),
    )  # fmt: skip

    assert (stored.key, stored.number, stored.lock) == (revision.key, 1, 2)
    assert stored.title == "새 이름"


def test_a_verified_record_gets_a_version_of_its_own(session, record, official, checker):
    revision, instrument = record(State.SUBMITTED)
    advance(session, revision, "verify", actor=checker)

    stored = revise(
        session, instrument, pledge(title="새 이름"), actor=official,
        started_from=version_of(revision), state=State.SUBMITTED, reason="정정",
    )  # fmt: skip

    assert (stored.number, stored.state, revision.state) == (2, State.SUBMITTED, State.VERIFIED)


@pytest.mark.parametrize("started", [Version(1, 7), Version(2, 1), Version(0, 0)])
def test_another_version_is_refused_and_nothing_changes(session, record, official, started):
    revision, instrument = record()

    with pytest.raises(ChangedMeanwhile):
        revise(session, instrument, pledge(title="새"), actor=official, started_from=started)

    assert (revision.title, revision.lock) == (pledge().title, 1)


def test_the_same_change_twice_by_one_person_changes_nothing(session, record, official):
    revision, instrument = record()
    started, given = version_of(revision), pledge(title="새 이름")
    said = {"actor": official, "started_from": started}

    revise(session, instrument, given, **said)
    again = revise(session, instrument, given, **said)

    assert (again.key, again.lock) == (revision.key, 2)


def test_the_same_change_by_somebody_else_is_a_conflict(session, record, official, checker):
    revision, instrument = record()
    started, given = version_of(revision), pledge(title="새 이름")
    revise(session, instrument, given, actor=official, started_from=started)

    with pytest.raises(ChangedMeanwhile):
        revise(session, instrument, given, actor=checker, started_from=started)


def test_what_a_form_started_from_is_read_back_from_the_history(session, record, official, checker):
    revision, instrument = record()
    first = revision.title
    for title in ("둘째", "셋째"):
        started = version_of(revision)
        revise(session, instrument, pledge(title=title), actor=checker, started_from=started)
    advance(session, revision, "submit", actor=checker)

    said = [content_at(session, instrument, Version(1, lock))["title"] for lock in (1, 2, 3, 4)]

    assert said == [first, "둘째", "셋째", "셋째"]
    assert content_at(session, instrument, Version(1, 5)) == {}
    assert content_at(session, instrument, Version(2, 1)) == {}
    since = [event.action for event in events_since(session, instrument, Version(1, 2))]
    assert since == ["submit", "amend"]


def test_of_two_changes_at_once_one_is_stored_and_one_is_told(
    engine, session, record, official, checker
):
    revision, instrument = record()
    session.commit()
    started, together = version_of(revision), Barrier(2)

    def change(user_key: int) -> str:
        together.wait()
        with Session(engine) as own:
            actor = own.get_one(User, user_key)
            one = own.get_one(Instrument, instrument.key)
            try:
                given = pledge(title=f"이름 {user_key}")
                revise(own, one, given, actor=actor, started_from=started)
                own.commit()
            except ChangedMeanwhile:
                return "told"
            return "stored"

    with ThreadPoolExecutor(2) as pool:
        told = sorted(pool.map(change, (official.key, checker.key)))

    assert told == ["stored", "told"]
    session.expire_all()
    shown = find_instrument(session, instrument.code, Viewer.of(official, revision.known_on))
    assert (shown.latest.number, shown.latest.lock) == (1, 2)
