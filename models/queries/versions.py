"""Versions of a record by number and lock: which one a form started from, and what it said."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from models.commands.history import plain
from models.content import contents_of
from models.event import Event
from models.instrument import Instrument, Revision
from models.queries.instruments import latest_of


class Version(NamedTuple):
    """One state of a record: the number of its version, and how often that was touched."""

    number: int
    lock: int


def version_of(revision: Revision) -> Version:
    """The state that a form over ``revision`` starts from."""
    return Version(revision.number, revision.lock)


def held_latest(session: Session, instrument: Instrument) -> Revision:
    """The version that a change starts from now; nobody else revises until the commit."""
    session.exec(select(Instrument.id).where(Instrument.id == instrument.key).with_for_update())
    return latest_of(_revisions(session, instrument))


def content_at(session: Session, instrument: Instrument, version: Version) -> dict[str, Any]:
    """What the record said in that state, flat, as JSON holds it; empty for no such state.

    A version that was amended in place is read back event by event: every step that counts
    its lock up has written one.
    """
    found = [one for one in _revisions(session, instrument) if one.number == version.number]
    if not found or not 1 <= version.lock <= found[0].lock:
        return {}
    said = contents_of(session, instrument.kind, {0: found[0]})[0]
    said = {name: plain(held) for name, held in said.items()}
    for event in events_after(session, found[0], version.lock):
        if event.action == "amend":
            said |= {name: old for name, (old, _) in event.changes.items()}
    return said


def events_after(session: Session, revision: Revision, lock: int) -> Sequence[Event]:
    """What was done to a version since its lock stood at ``lock``, newest first."""
    query = select(Event).where(Event.revision_id == revision.key)
    return session.exec(query.order_by(col(Event.id).desc()).limit(revision.lock - lock)).all()


def events_since(session: Session, instrument: Instrument, version: Version) -> list[Event]:
    """What was done to a record since that state of it, newest first."""
    found: list[Event] = []
    for revision in _revisions(session, instrument):
        if revision.number >= version.number:
            lock = version.lock if revision.number == version.number else 0
            found.extend(events_after(session, revision, lock))
    return sorted(found, key=lambda event: event.key, reverse=True)


def _revisions(session: Session, instrument: Instrument) -> Sequence[Revision]:
    query = (
        select(Revision)
        .where(Revision.instrument_id == instrument.key)
        .order_by(col(Revision.number).desc())
        .execution_options(populate_existing=True)
    )
    return session.exec(query).all()
