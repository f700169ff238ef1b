"""At which moment the figures of a day were closed, and what people had decided by then."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlmodel import Session, col, select

from models.counting.duplicates import Decision
from models.event import Event
from models.instrument import Instrument
from models.movement import Movement
from models.period import Period
from models.period_words import FROZEN_STATES
from models.scope import OverlapDecision
from models.vocabulary import ScopeState, Verdict

KNOWN_BY: Final = "known_by"
"""Under which name a session keeps the moment whose knowledge it reads."""


@contextmanager
def known_by(session: Session, moment: datetime) -> Iterator[None]:
    """Read with what the register knew at ``moment``: every question of the session follows.

    What was verified, decided, confirmed, closed or opened again later is not there yet.
    """
    session.info[KNOWN_BY] = moment
    try:
        yield
    finally:
        del session.info[KNOWN_BY]


def frozen_at(session: Session, on: date) -> datetime | None:
    """The moment whose knowledge the day ``on`` is read with; None where it is the present.

    It is when the period that the day belongs to was closed; a day before the first period
    belongs to the first one that was closed after it. See known_by for another moment.
    """
    by: datetime | None = session.info.get(KNOWN_BY)
    if by is None:
        return _closed_at(session, on)
    return min(_closed_then(session, on, by) or by, by)


def _closed_then(session: Session, on: date, by: datetime) -> datetime | None:
    """When the period of a day had been closed, as things stood at the moment ``by``."""
    query = select(Event.action, Event.changes, Event.at).where(
        col(Event.action).in_(("close_period", "reopen_period")), col(Event.at) <= by
    )
    closed: dict[date, datetime] = {}
    for action, changes, moment in session.exec(query.order_by(col(Event.id))):
        last_day = date.fromisoformat(changes["period"][1])
        closed.pop(last_day, None)
        if action == "close_period":
            closed[last_day] = moment
    days = [day for day in closed if day >= on]
    return closed[min(days)] if days else None


def _closed_at(session: Session, on: date) -> datetime | None:
    query = (
        select(Period.closed_at)
        .where(col(Period.state).in_(FROZEN_STATES), col(Period.last_day) >= on)
        .order_by(col(Period.last_day))
        .limit(1)
    )
    return session.exec(query).first()


def verified_by(by: datetime | None) -> sa.ColumnElement[bool]:
    """The condition on movements that they were verified at the moment ``by``."""
    return sa.true() if by is None else col(Movement.verified_at) <= by


def confirmed_by(table: Any, by: datetime | None) -> sa.ColumnElement[bool]:
    """The condition on dated rows that they held at the moment ``by``; first rows always did."""
    in_time = sa.true() if by is None else table.confirmed_at.is_(None) | (table.confirmed_at <= by)
    return sa.and_(table.state == ScopeState.CONFIRMED, in_time)


def read_decisions(session: Session, by: datetime | None = None) -> list[Decision]:
    """What people decided about possible duplicates, at the moment ``by`` or until now."""
    rows = session.exec(select(OverlapDecision)).all()
    found = [
        Decision(row.first_id, row.second_id, row.verdict, row.kept_id)
        if by is None or row.decided_at <= by
        else _decided_before(session, row, by)
        for row in rows
    ]
    return [decision for decision in found if decision is not None]


def _decided_before(session: Session, row: OverlapDecision, by: datetime) -> Decision | None:
    """What was decided of the same pair before, by the history; None where nothing was."""
    of_second = sa.select(col(Event.digest)).where(
        col(Event.action) == "decide_overlap", col(Event.instrument_id) == row.second_id
    )
    query = (
        select(Event.changes)
        .where(Event.action == "decide_overlap", Event.instrument_id == row.first_id)
        .where(col(Event.digest).in_(of_second), col(Event.at) <= by)
        .order_by(col(Event.id).desc())
        .limit(1)
    )
    changes = session.exec(query).first()
    if changes is None:
        return None
    code = changes.get("kept", [None, None])[1]
    kept = session.exec(select(Instrument.id).where(Instrument.code == code)).first()
    return Decision(row.first_id, row.second_id, Verdict(changes["verdict"][1]), kept)
