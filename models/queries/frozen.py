"""At which moment the figures of a day were closed, and what people had decided by then."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from models.counting.duplicates import Decision
from models.event import Event
from models.instrument import Instrument
from models.movement import Movement
from models.period import Period
from models.period_words import FROZEN_STATES
from models.scope import OverlapDecision
from models.vocabulary import Verdict


def frozen_at(session: Session, on: date) -> datetime | None:
    """When the period that the day ``on`` belongs to was closed; None while it is not.

    A day before the first period belongs to the first one that was closed after it.
    """
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
