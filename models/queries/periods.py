"""Reporting periods: what their figures are, what is left to certify, and who filed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col, select

from models.chain import content_digest
from models.commands.history import MAKING
from models.event import Event
from models.instrument import Revision
from models.movement import Movement
from models.people import User
from models.period import Period, PeriodStep
from models.period_words import FROZEN_STATES, PeriodState
from models.queries.frozen import frozen_at, read_decisions
from models.queries.funds import read_funds
from models.queries.register import read_register
from models.queries.visibility import FULL_VIEW, Viewer
from models.vocabulary import PENDING_STATES, ScopeState, State

LINES = ("intent", "announced", "firm", "realised")


class Picture(NamedTuple):
    """The figures of a day and the digest of everything they are made of."""

    figures: dict[str, Any]
    digest: str


@dataclass(frozen=True, slots=True)
class ToCertify:
    """Verified versions and dated money that nobody certified yet."""

    revisions: Sequence[Revision]
    movements: Sequence[Movement]

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.revisions) + len(self.movements)


class Step(NamedTuple):
    """A step of a period with the names of the two people behind it."""

    row: PeriodStep
    asked_by: str
    answered_by: str


def picture(session: Session, on: date) -> Picture:
    """What the register says of the day ``on``: the lines, and what each record adds to them."""
    register = read_register(session, on=on)
    judged = register.judgements
    decisions = read_decisions(session, frozen_at(session, on))
    layer = read_funds(session, on).layer(register.scope, judged.values(), decisions)
    headline, net = register.totals.headline, register.totals.net
    figures = {
        **{line: getattr(headline, f"{line}_won") for line in LINES},
        **{f"net_{line}": getattr(net, f"{line}_won") for line in LINES},
        "through_funds": layer.counted_won if layer.rows else None,
        "records": register.totals.counted_records,
    }
    records = sorted(
        [item.record.code, item.counted_won, sorted(register.realised.get(key, {}).items())]
        for key, item in judged.items()
        if item.passes
    )
    return Picture(figures, content_digest({"on": on, "figures": figures, "records": records}))


def periods(session: Session) -> Sequence[Period]:
    """Every period, the latest first."""
    return session.exec(select(Period).order_by(col(Period.last_day).desc())).all()


def find_period(session: Session, last_day: date) -> Period | None:
    """The period that ends on that day."""
    return session.exec(select(Period).where(Period.last_day == last_day)).first()


def closed_days(session: Session, viewer: Viewer) -> list[date]:
    """The last days of closed periods, the latest first; for outsiders of published ones."""
    states = FROZEN_STATES if viewer.role in FULL_VIEW else (PeriodState.PUBLISHED,)
    query = sa.select(col(Period.last_day)).where(col(Period.state).in_(states))
    return list(session.scalars(query.order_by(col(Period.last_day).desc())))


def steps_of(session: Session, period: Period) -> list[Step]:
    """Every step of a period, the newest first."""
    names = {user.id: user.name for user in session.exec(select(User))}
    query = select(PeriodStep).where(PeriodStep.period_id == period.key)
    return [
        Step(row, names[row.asked_by_id], names.get(row.answered_by_id or 0, ""))
        for row in session.exec(query.order_by(col(PeriodStep.id).desc()))
    ]


def waiting_step(session: Session, period_id: int) -> PeriodStep | None:
    """The step of a period that waits for its second person."""
    query = select(PeriodStep).where(
        PeriodStep.period_id == period_id, PeriodStep.state == ScopeState.PROPOSED
    )
    return session.exec(query).first()


def to_certify(session: Session, last_day: date, actor: User | None = None) -> ToCertify:
    """What was known by ``last_day`` and is verified, not certified.

    With ``actor`` only what they may certify: neither made nor verified by them.
    """
    return ToCertify(
        session.exec(_verified(Revision, Event.revision_id, last_day, actor)).all(),
        session.exec(_verified(Movement, Event.movement_id, last_day, actor)).all(),
    )


def _verified(table: Any, column: Any, last_day: date, actor: User | None) -> Any:
    query = select(table).where(table.state == State.VERIFIED, table.known_on <= last_day)
    if actor is None:
        return query.order_by(table.id)
    had_a_hand = sa.exists().where(
        col(column) == table.id, col(Event.actor_id) == actor.key, col(Event.action).in_(MAKING)
    )
    free = (table.made_by_id != actor.key) & (table.verified_by_id != actor.key) & ~had_a_hand
    return query.where(free).order_by(table.id)


def pending(session: Session, last_day: date) -> int:
    """How much of what was known by ``last_day`` waits for a checker; it will not be in."""
    counts = (
        session.exec(
            select(sa.func.count()).where(
                col(table.state).in_(PENDING_STATES), col(table.known_on) <= last_day
            )
        ).one()
        for table in (Revision, Movement)
    )
    return sum(counts)
