"""Which closed days a viewer may not read yet: their figures wait to be published."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col, select

from models.errors import NotPublished
from models.period import Period
from models.period_words import FROZEN_STATES, PeriodState
from models.projection import ProjectionRun
from models.queries.visibility import FULL_VIEW, Viewer


class Withheld(NamedTuple):
    """The days after ``after`` until ``last_day``, closed at a moment and not published."""

    after: date | None
    last_day: date
    closed_at: datetime | None


def withheld(session: Session, viewer: Viewer) -> Sequence[Withheld]:
    """The closed days that ``viewer`` may not read: none for those who keep or audit them.

    A company and an economist read a closed day once it is published, as everybody does.
    """
    if viewer.role in FULL_VIEW:
        return ()
    query = (
        select(Period).where(col(Period.state).in_(FROZEN_STATES)).order_by(col(Period.last_day))
    )
    periods = session.exec(query).all()
    ends = [None, *(period.last_day for period in periods)]
    return [
        Withheld(after, period.last_day, period.closed_at)
        for after, period in zip(ends, periods, strict=False)
        if period.state is not PeriodState.PUBLISHED
    ]


def require_published(session: Session, viewer: Viewer, on: date) -> None:
    """Refuse a closed day before its publication. Raises NotPublished."""
    for days in withheld(session, viewer):
        if (days.after is None or days.after < on) and on <= days.last_day:
            raise NotPublished(day=days.last_day)


def readable_runs(session: Session, viewer: Viewer) -> sa.ColumnElement[bool]:
    """The condition on runs that they tell nothing of a closed day before its publication.

    A run that was made while its day was open tells what was known then, and stays.
    """
    as_of, made = col(ProjectionRun.as_of), col(ProjectionRun.made_at)
    kept_back = [
        (as_of <= days.last_day)
        & (sa.true() if days.after is None else as_of > days.after)
        & (made >= days.closed_at)
        for days in withheld(session, viewer)
    ]
    return ~sa.or_(sa.false(), *kept_back)
