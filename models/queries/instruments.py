"""One record with everything its page shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, select

from models.base import Table
from models.errors import NotFound
from models.event import Event
from models.instrument import Instrument, Revision
from models.kinds import KINDS
from models.movement import Movement
from models.people import Party, User
from models.pledge import Participant
from models.projection import ProjectionRun
from models.queries.current import CURRENT, standing
from models.queries.names import party_as_seen, row_as_seen
from models.queries.visibility import FULL_VIEW, Viewer, visible
from models.scope import OverlapDecision
from models.submission import Submission
from models.vocabulary import COUNTED_STATES, OPEN_STATES, Kind


@dataclass(frozen=True, slots=True)
class Shown:
    """A record: its identity, its filer, the version that is shown, and all versions.

    ``pending`` is a version that waits beside a verified one.
    """

    instrument: Instrument
    filer: Party
    current: Revision
    pending: Revision | None
    revisions: Sequence[Revision]

    @property
    def latest(self) -> Revision:
        """The version that a change starts from."""
        return self.pending or self.current


class Share(NamedTuple):
    """A participant of a pledge."""

    party: Party
    share_ppm: int


class Happening(NamedTuple):
    """An event with the names of those concerned."""

    event: Event
    actor: str
    party: str
    code: str
    kind: Kind | None = None
    about: str = ""
    """The party that it is about: the filer of the record, or the one that it names."""
    submission: str = ""
    run: str = ""


def movement_count(session: Session, instrument: int) -> int:
    """How many movements of money are filed under a record, whatever became of them."""
    query = select(func.count()).select_from(Movement)
    return session.exec(query.where(Movement.instrument_id == instrument)).one()


def find_instrument(session: Session, code: str, viewer: Viewer, kind: Kind | None = None) -> Shown:
    """The record of that code. Raises NotFound when there is none that ``viewer`` may see."""
    query = (
        select(Instrument, Party)
        .join(Party, col(Party.id) == col(Instrument.filer_id))
        .where(Instrument.code == code)
    )
    if kind is not None:
        query = query.where(Instrument.kind == kind)
    found = session.exec(query).first()
    if found is None:
        raise NotFound(what="instrument", found=code)
    instrument, filer = found
    shown = _shown(session, instrument, filer)
    allowed = (
        select(Revision.id)
        .join(Instrument, col(Instrument.id) == col(Revision.instrument_id))
        .where(Revision.id == shown.current.key, visible(viewer))
    )
    if session.exec(allowed).first() is None:
        raise NotFound(what="instrument", found=code)
    return shown if _sees_all(viewer, instrument) else _as_seen(_current_only(shown), viewer)


def _sees_all(viewer: Viewer, instrument: Instrument) -> bool:
    return viewer.role in FULL_VIEW or viewer.party_id == instrument.filer_id


def _current_only(shown: Shown) -> Shown:
    """What the public may know: not what waits, nor what was said before."""
    return Shown(shown.instrument, shown.filer, shown.current, None, (shown.current,))


def _as_seen(shown: Shown, viewer: Viewer) -> Shown:
    """The record without what names its filer, where ``viewer`` may not know it."""
    filer, code = shown.filer, shown.instrument.code
    current = row_as_seen(shown.current, filer, viewer, code)
    instrument = row_as_seen(shown.instrument, filer, viewer)
    return Shown(instrument, party_as_seen(filer, viewer), current, None, (current,))


def _shown(session: Session, instrument: Instrument, filer: Party) -> Shown:
    revisions = session.exec(
        select(Revision)
        .where(Revision.instrument_id == instrument.key)
        .order_by(col(Revision.number).desc())
    ).all()
    counted, opened = _standing(revisions)
    current = counted or opened or revisions[0]
    return Shown(instrument, filer, current, opened if counted else None, revisions)


def latest_of(revisions: Sequence[Revision]) -> Revision:
    """The version that a change starts from, among all of a record, newest first."""
    counted, opened = _standing(revisions)
    return opened or counted or revisions[0]


def _standing(revisions: Sequence[Revision]) -> tuple[Revision | None, Revision | None]:
    """The version that counts, and the one that is open."""
    counted = next((one for one in revisions if one.state in COUNTED_STATES), None)
    return counted, next((one for one in revisions if one.state in OPEN_STATES), None)


def find_reference(
    session: Session, kind: Kind, filer_id: int, reference: str
) -> Instrument | None:
    """The record that a filer knows by its own ``reference``."""
    return session.exec(
        select(Instrument).where(
            Instrument.kind == kind,
            Instrument.filer_id == filer_id,
            Instrument.reference == reference,
        )
    ).first()


def terms_of_revision(session: Session, kind: Kind, revision_id: int) -> Table:
    """The terms of one version."""
    return session.get_one(KINDS[kind].terms, revision_id)


def participants_of(session: Session, revision_id: int) -> list[Share]:
    """Who shares a pledge, largest share first."""
    query = (
        select(Party, Participant.share_ppm)
        .join(Participant, col(Participant.party_id) == col(Party.id))
        .where(Participant.revision_id == revision_id)
        .order_by(col(Participant.share_ppm).desc(), col(Party.name_ko))
    )
    return [Share(party, share) for party, share in session.exec(query)]


def movements_of(session: Session, instrument_id: int) -> Sequence[Movement]:
    """Dated money under a record, newest period first."""
    return session.exec(
        select(Movement)
        .where(Movement.instrument_id == instrument_id)
        .order_by(col(Movement.period_to).desc(), col(Movement.id).desc())
    ).all()


def decisions_of(session: Session, instrument_id: int) -> dict[int, OverlapDecision]:
    """What people decided about a record and others, by the other's key."""
    rows = session.exec(
        select(OverlapDecision).where(
            (col(OverlapDecision.first_id) == instrument_id)
            | (col(OverlapDecision.second_id) == instrument_id)
        )
    )
    return {row.second_id if row.first_id == instrument_id else row.first_id: row for row in rows}


def codes_of(session: Session, instrument_ids: Sequence[int]) -> dict[int, str]:
    """The codes of records by their keys."""
    query = select(Instrument.id, Instrument.code).where(col(Instrument.id).in_(instrument_ids))
    return {key: code for key, code in session.exec(query) if key is not None}


def titles_of(session: Session, viewer: Viewer, codes: Sequence[str]) -> dict[str, str]:
    """The titles of those records among ``codes`` that ``viewer`` may see, by their codes."""
    query = (
        select(Instrument.code, Revision.title)
        .join(Revision, col(Revision.instrument_id) == col(Instrument.id))
        .where(col(Instrument.code).in_(codes), CURRENT, visible(viewer))
    )
    return dict(session.exec(query).all())


def visible_instruments(session: Session, viewer: Viewer, on: date | None = None) -> set[int]:
    """The keys of every record whose version ``viewer`` may see: the current one, or of a day."""
    query = (
        select(Instrument.id)
        .join(Revision, col(Revision.instrument_id) == col(Instrument.id))
        .where(standing(session, on), visible(viewer))
    )
    return {key for key in session.exec(query) if key is not None}


def happenings(
    session: Session,
    *conditions: Any,
    limit: int | None = None,
    offset: int = 0,
    newest_first: bool = True,
) -> list[Happening]:
    """Events in their order, with the names of those concerned."""
    place, subject = col(Event.id), aliased(Party)
    about = sa.func.coalesce(col(Event.party_id), col(Instrument.filer_id))
    query = (
        sa.select(
            Event,
            col(User.name),
            col(Party.name_ko),
            col(Instrument.code),
            sa.func.coalesce(col(Instrument.kind), col(Submission.kind)),
            sa.func.coalesce(col(subject.name_ko), ""),
            sa.func.coalesce(col(Submission.number), ""),
            sa.func.coalesce(col(ProjectionRun.number), ""),
        )
        .join(User, col(User.id) == col(Event.actor_id), isouter=True)
        .join(Party, col(Party.id) == col(User.party_id), isouter=True)
        .join(Instrument, col(Instrument.id) == col(Event.instrument_id), isouter=True)
        .join(subject, col(subject.id) == about, isouter=True)
        .join(Submission, col(Submission.id) == col(Event.submission_id), isouter=True)
        .join(ProjectionRun, col(ProjectionRun.id) == col(Event.run_id), isouter=True)
        .where(*conditions)
        .order_by(place.desc() if newest_first else place)
        .offset(offset)
        .limit(limit)
    )
    return [
        Happening(
            row[0], row[1] or "", row[2] or "", row[3] or "", row[4] and Kind(row[4]), *row[5:]
        )
        for row in session.execute(query)
    ]


def happened_to_money(session: Session, movement_id: int) -> list[Happening]:
    """What happened to one row of money."""
    return happenings(session, col(Event.movement_id) == movement_id)


def history_of(session: Session, instrument: Instrument, viewer: Viewer) -> list[Happening]:
    """What happened to one record: all of it for its filer and officials, else nothing."""
    if not _sees_all(viewer, instrument):
        return []
    return happenings(session, col(Event.instrument_id) == instrument.key)
