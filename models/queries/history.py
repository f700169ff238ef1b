"""The history of the whole registry, searched and paged."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from models.event import Event
from models.instrument import Instrument
from models.people import Party, User
from models.projection import ProjectionRun
from models.queries.instruments import Happening, happenings
from models.queries.visibility import CONFIDENTIAL, FULL_VIEW, SEES_TAXPAYERS, Viewer
from models.submission import Submission
from models.vocabulary import Kind

DEFAULT_SORT = "-number"
SORTS = ("number",)
SEOUL = timezone(timedelta(hours=9))


@dataclass(frozen=True, slots=True)
class HistoryFilter:
    """What a search of the history asks for; an empty field asks for nothing."""

    action: str = ""
    code: str = ""
    """A record's code or its beginning, or the number of a workbook or a run."""
    party: str = ""
    actor: str = ""
    kinds: tuple[Kind, ...] = ()
    sees_taxpayers: bool = True
    """Whether taxpayer data may be found; for others a search must not tell that it is there."""
    first_day: date | None = None
    last_day: date | None = None


def history(
    session: Session,
    asked: HistoryFilter,
    *,
    sort: str = DEFAULT_SORT,
    limit: int | None = None,
    offset: int = 0,
) -> list[Happening]:
    """One page of the history, in its order or backwards."""
    conditions, backwards = _conditions(session, asked), sort.startswith("-")
    return happenings(session, *conditions, limit=limit, offset=offset, newest_first=backwards)


def history_count(session: Session, asked: HistoryFilter) -> int:
    """How many events the search finds."""
    conditions = _conditions(session, asked)
    return session.exec(select(func.count()).select_from(Event).where(*conditions)).one()


def recent(session: Session, viewer: Viewer, *, limit: int) -> list[Happening]:
    """The newest changes that ``viewer`` may see; a workbook's rows stand as one change."""
    of_bundle = col(Event.submission_id).is_not(None) & col(Event.revision_id).is_not(None)
    conditions: list[Any] = [
        col(Event.action).not_in(("sign_in", "sign_in_failed", "sign_out")),
        ~of_bundle,
    ]
    if viewer.role not in SEES_TAXPAYERS:
        closed = select(Instrument.id).where(col(Instrument.kind).in_(CONFIDENTIAL))
        is_own = col(Instrument.filer_id) == viewer.party_id
        hidden = closed.where(~is_own) if viewer.party_id else closed
        conditions.append(
            col(Event.instrument_id).is_(None) | col(Event.instrument_id).not_in(hidden)
        )
    if viewer.role not in FULL_VIEW:
        own = select(Instrument.id).where(Instrument.filer_id == viewer.party_id)
        conditions.append(col(Event.instrument_id).in_(own))
    return happenings(session, *conditions, limit=limit)


def actions_seen(session: Session) -> list[str]:
    """Every action that the history holds."""
    return sorted(session.exec(select(Event.action).distinct()))


def _conditions(session: Session, asked: HistoryFilter) -> list[Any]:
    conditions: list[Any] = _about(asked)
    if asked.action:
        conditions.append(col(Event.action) == asked.action)
    if asked.actor:
        named = select(User.id).where(
            col(User.name).icontains(asked.actor, autoescape=True)
            | col(User.email).icontains(asked.actor, autoescape=True)
        )
        conditions.append(col(Event.actor_id).in_(named))
    if asked.first_day:
        conditions.append(col(Event.at) >= midnight(asked.first_day))
    if asked.last_day:
        conditions.append(col(Event.at) < midnight(asked.last_day + timedelta(days=1)))
    return conditions


def _about(asked: HistoryFilter) -> list[Any]:
    """What the search asks of records, parties and kinds, taxpayer data kept apart."""
    conditions: list[Any] = []
    if asked.code:
        conditions.append(_named(asked.code))
    if asked.party:
        conditions.append(_of_party(asked.party))
    if asked.kinds:
        of_kinds = select(Instrument.id).where(col(Instrument.kind).in_(asked.kinds))
        conditions.append(col(Event.instrument_id).in_(of_kinds))
    if conditions and not asked.sees_taxpayers:
        conditions.append(_not_confidential())
    return conditions


def _not_confidential() -> sa.ColumnElement[bool]:
    records = select(Instrument.id).where(col(Instrument.kind).in_(CONFIDENTIAL))
    files = select(Submission.id).where(col(Submission.kind).in_(CONFIDENTIAL))
    return (col(Event.instrument_id).is_(None) | col(Event.instrument_id).not_in(records)) & (
        col(Event.submission_id).is_(None) | col(Event.submission_id).not_in(files)
    )


def _named(code: str) -> sa.ColumnElement[bool]:
    """Events about the record, workbook or run that is called so."""
    text = code.upper()
    record = select(Instrument.id).where(col(Instrument.code).startswith(text, autoescape=True))
    return (
        col(Event.instrument_id).in_(record)
        | col(Event.submission_id).in_(select(Submission.id).where(Submission.number == text))
        | col(Event.run_id).in_(select(ProjectionRun.id).where(ProjectionRun.number == text))
    )


def _of_party(text: str) -> sa.ColumnElement[bool]:
    """Events about a party: its own, those of its records, and what its users did."""
    digits = text.replace("-", "").replace(" ", "")
    parties = select(Party.id).where(
        col(Party.name_ko).icontains(text, autoescape=True)
        | col(Party.name_en).icontains(text, autoescape=True)
        | (col(Party.code) == text)
        | (col(Party.brn) == digits)
    )
    records = select(Instrument.id).where(col(Instrument.filer_id).in_(parties))
    users = select(User.id).where(col(User.party_id).in_(parties))
    return (
        col(Event.party_id).in_(parties)
        | col(Event.instrument_id).in_(records)
        | col(Event.actor_id).in_(users)
    )


def midnight(day: date) -> datetime:
    """The first moment of a day in Seoul (no summer time)."""
    return datetime.combine(day, time(), SEOUL)
