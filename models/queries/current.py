"""Which revision of an instrument is the current one."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from models.instrument import Revision
from models.queries.frozen import frozen_at
from models.types import choice
from models.vocabulary import COUNTED_STATES, OPEN_STATES, State

_counted = aliased(Revision)

CURRENT: sa.ColumnElement[bool] = col(Revision.state).in_(COUNTED_STATES) | (
    col(Revision.state).in_(OPEN_STATES)
    & ~sa.exists().where(
        col(_counted.instrument_id) == col(Revision.instrument_id),
        col(_counted.state).in_(COUNTED_STATES),
    )
)
"""The verified or certified revision; where there is none, the one still open."""


def as_known(on: date, by: datetime | None = None) -> sa.ColumnElement[bool]:
    """The revision of an instrument that was current by what was known on the day ``on``.

    The latest one known by then that was verified at any time; where there is none, the open one.
    A record whose withdrawal was verified has none. ``by`` is the moment at which the day was
    closed: what was verified later is left out, and so is everything that was open.
    """
    later = aliased(Revision)
    in_time = sa.true() if by is None else col(later.valid_from) <= by
    verified = sa.exists().where(
        col(later.instrument_id) == col(Revision.instrument_id),
        col(later.valid_from).is_not(None),
        col(later.known_on) <= on,
        in_time,
    )
    replaced = verified.where(col(later.number) > col(Revision.number))
    was_verified = col(Revision.valid_from).is_not(None) & (col(Revision.state) != State.WITHDRAWN)
    known = col(Revision.known_on) <= on
    if by is not None:
        return known & was_verified & (col(Revision.valid_from) <= by) & ~replaced
    is_open = col(Revision.state).in_(OPEN_STATES)
    return known & ((was_verified & ~replaced) | (is_open & ~verified))


def standing(session: Session, on: date | None) -> sa.ColumnElement[bool]:
    """The versions that a list holds: the current ones, or those known on the day ``on``."""
    return CURRENT if on is None else as_known(on, frozen_at(session, on))


def state_on(session: Session, on: date | None) -> Any:
    """The state of a version that a list chose, as it was known for the day ``on``.

    A version that was replaced since counted then; a certificate given later was not there yet.
    """
    if on is None:
        return col(Revision.state)
    by = frozen_at(session, on)
    certified = col(Revision.certified_at)
    return sa.case(
        (certified.is_not(None) if by is None else certified <= by, _said(State.CERTIFIED)),
        (col(Revision.valid_from).is_not(None), _said(State.VERIFIED)),
        else_=col(Revision.state),
    )


def _said(state: State) -> sa.ColumnElement[State]:
    return sa.literal(state, choice(State))


def state_then(revision: Revision) -> State:
    """The state of a revision that as_known chose: one replaced since then counted then."""
    is_replaced = revision.state is State.SUPERSEDED and revision.valid_from is not None
    return State.VERIFIED if is_replaced else revision.state
