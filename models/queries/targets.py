"""Reading national targets and observations: what held and was known on a day, what waits."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from models.event import Event
from models.people import User
from models.queries.frozen import confirmed_by, frozen_at
from models.target import Observation, Stored, Target
from models.vocabulary import ScopeState

BOTH: tuple[type[Stored], ...] = (Target, Observation)


class Kept(NamedTuple):
    """A row with the names of who proposed and who decided it."""

    row: Any
    proposed_by: str
    confirmed_by: str


def targets_on(session: Session, on: date) -> Sequence[Target]:
    """The confirmed targets that held on the day ``on``, by reference."""
    by = frozen_at(session, on)
    undone = _undone(session, Target, by)
    query = select(Target).where(confirmed_by(Target, by), Target.valid_from <= on)
    return [
        row
        for row in session.exec(query.order_by(col(Target.reference), col(Target.id)))
        if row.key in undone
        or (row.replaced_by_id is None and (row.valid_to is None or row.valid_to >= on))
    ]


def observations_on(session: Session, on: date) -> Sequence[Observation]:
    """Every confirmed observation known on the day ``on``, by series, year and publication."""
    by = frozen_at(session, on)
    undone = _undone(session, Observation, by)
    query = (
        select(Observation)
        .where(confirmed_by(Observation, by), Observation.known_on <= on)
        .where(col(Observation.replaced_by_id).is_(None) | col(Observation.id).in_(undone))
        .order_by(
            col(Observation.series),
            col(Observation.year),
            col(Observation.known_on),
            col(Observation.id),
        )
    )
    return session.exec(query).all()


def _undone(session: Session, table: type[Stored], by: datetime | None) -> set[int]:
    """The rows that were closed or replaced after the moment ``by``: until then they held."""
    if by is None:
        return set()
    query = select(Event.changes).where(Event.action == "confirm_target", col(Event.at) > by)
    return {
        pair[0]
        for changes in session.exec(query)
        if changes["table"] == table.__tablename__
        for how in ("closed", "replaced")
        if (pair := changes.get(how))
    }


def latest_of(rows: Sequence[Observation]) -> list[Observation]:
    """One observation a series and year: the one published last."""
    return list({(row.series, row.year): row for row in rows}.values())


def kept_rows(session: Session, table: type[Stored], **wanted: Any) -> list[Kept]:
    """All rows of a table whose columns hold the wanted values, newest first."""
    made: Any = table
    query = select(made).filter_by(**wanted).order_by(col(made.id).desc())
    names = {user.id: user.name for user in session.exec(select(User))}
    return [
        Kept(row, names.get(row.proposed_by_id, ""), names.get(row.confirmed_by_id, ""))
        for row in session.exec(query)
    ]


def waiting_targets(session: Session) -> list[Kept]:
    """Everything that waits for its second person, targets first, each as it was proposed."""
    found: list[Kept] = []
    for table in BOTH:
        found += reversed(kept_rows(session, table, state=ScopeState.PROPOSED))
    return found


def find_target_row(session: Session, table: type[Stored], key: int) -> Stored | None:
    """A row by its number."""
    found: Any = session.get(table, key)
    row: Stored | None = found
    return row


def indicators(session: Session) -> list[Target]:
    """One row of every indicator that is not declined, the newest, by its code."""
    query = select(Target).where(Target.state != ScopeState.DECLINED).order_by(col(Target.id))
    newest = {row.indicator: row for row in session.exec(query)}
    return [newest[code] for code in sorted(newest)]
