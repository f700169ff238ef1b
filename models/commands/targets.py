"""Keeping national targets and observations: one person proposes rows, a second confirms them."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from models.commands.bulk import insert_all
from models.commands.history import CHECKERS, now, plain, record_all
from models.commands.second import mark_confirmed, mark_declined, require_second, waiting
from models.errors import (
    NotFound,
    NotPermitted,
    TargetNotLater,
    TargetWaiting,
)
from models.people import User
from models.target import (
    TABLES,
    ObservationInput,
    Stated,
    Stored,
    Target,
    TargetInput,
)
from models.vocabulary import ScopeState


def propose_targets(session: Session, givens: Sequence[Stated], *, actor: User) -> list[Stored]:
    """Store rows that hold nothing until a second person confirms them; all or none.

    A row of a reference that exists is a change or a correction of it. Raises NotPermitted,
    TargetWaiting, TargetNotLater, or NotFound for an observation of an unknown indicator.
    """
    if actor.role not in CHECKERS:
        raise NotPermitted(action="propose_target", role=str(actor.role))
    _require_indicators(session, givens)
    rows: list[Stored] = []
    common = waiting(actor)
    for kind, table in TABLES.items():
        own = [given for given in givens if isinstance(given, kind)]
        _require_free(session, table, own)
        rows += _insert(session, table, own, common)
    _write(session, "propose_target", rows, actor)
    return rows


def confirm_targets(session: Session, rows: Sequence[Stored], *, actor: User) -> None:
    """Let proposed rows hold; each closes or replaces the row of its reference before it.

    Raises StepNotAllowed, NotPermitted, MakerIsChecker or TargetNotLater, and then none holds.
    """
    about: list[dict[str, Any]] = []
    for row in rows:
        require_second(row, "confirm_target", actor)
        about.append(_take_place(session, row))
        mark_confirmed(session, row, actor)
        session.flush()
    _write(session, "confirm_target", rows, actor, about)


def decline_targets(session: Session, rows: Sequence[Stored], *, actor: User, reason: str) -> None:
    """Put rows aside with the reason; who proposed them may take them back too.

    Raises StepNotAllowed, NotPermitted or ReasonNeeded.
    """
    for row in rows:
        mark_declined(row, "decline_target", actor, reason)
    session.flush()
    _write(session, "decline_target", rows, actor, reason=reason.strip())


def said_of(row: Stored) -> dict[str, Any]:
    """What a row states, as its events keep it."""
    kind = TargetInput if isinstance(row, Target) else ObservationInput
    return {name: plain(getattr(row, name)) for name in (*kind.model_fields, "state")}


def held_row(session: Session, table: type[Stored], reference: str) -> Stored | None:
    """The newest confirmed row of a reference that nothing replaced."""
    made: Any = table
    query = (
        select(made)
        .where(made.reference == reference, made.state == ScopeState.CONFIRMED)
        .where(made.replaced_by_id.is_(None))
        .order_by(col(made.id).desc())
    )
    rows: Sequence[Stored] = session.exec(query).all()
    return max(rows, key=_begins, default=None)


def _begins(row: Stored) -> Any:
    return (row.valid_from if isinstance(row, Target) else row.known_on, row.key)


def _take_place(session: Session, row: Stored) -> dict[str, Any]:
    """Close the target that held before, or replace what is corrected; says which."""
    held = held_row(session, type(row), row.reference)
    if held is None:
        return {}
    if isinstance(row, Target) and isinstance(held, Target):
        _require_later(row.reference, held, row)
        if row.valid_from > held.valid_from:
            held.valid_to = row.valid_from - timedelta(days=1)
            return {"closed": [held.key, held.valid_to.isoformat()]}
    held.replaced_by_id = row.key
    return {"replaced": [held.key, row.key]}


def _require_later(reference: str, held: Target, given: Target | TargetInput) -> None:
    if given.valid_from < held.valid_from:
        raise TargetNotLater(reference=reference, day=held.valid_from)


def _require_free(session: Session, table: type[Stored], givens: Sequence[Stated]) -> None:
    """No row of a reference waits, and a change begins no earlier than what it changes."""
    made: Any = table
    query = sa.select(made.reference).where(made.state == ScopeState.PROPOSED)
    waits: set[Any] = set(session.scalars(query))
    for given in givens:
        if given.reference in waits:
            raise TargetWaiting(reference=given.reference)
        waits.add(given.reference)
        held = held_row(session, table, given.reference)
        if isinstance(given, TargetInput) and isinstance(held, Target):
            _require_later(given.reference, held, given)


def _require_indicators(session: Session, givens: Sequence[Stated]) -> None:
    """Every observation belongs to an indicator that a target row names."""
    wanted = {given.indicator for given in givens if isinstance(given, ObservationInput)}
    if not wanted:
        return
    known = {given.indicator for given in givens if isinstance(given, TargetInput)}
    query = select(Target.indicator).where(col(Target.state) != ScopeState.DECLINED)
    known |= set(session.exec(query).all())
    for code in sorted(wanted - known):
        raise NotFound(what="indicator", found=code)


def _insert(
    session: Session, table: type[Stored], givens: Sequence[Stated], common: dict[str, Any]
) -> list[Stored]:
    keys = insert_all(session, table, [given.stored() | common for given in givens])
    made: Any = table
    return [session.get_one(made, key) for key in keys]


def _write(
    session: Session,
    action: str,
    rows: Sequence[Stored],
    actor: User,
    about: Sequence[dict[str, Any]] = (),
    reason: str = "",
) -> None:
    """One event a row, with everything that it states."""
    extra = about or [{}] * len(rows)
    record_all(
        session,
        [
            {
                "at": now(),
                "actor_id": actor.key,
                "action": action,
                "reason": reason or row.reason,
                "changes": {
                    "table": row.__tablename__,
                    "row": row.key,
                    "said": said_of(row),
                    "reference": [None, row.reference],
                    "name_ko": [None, row.name_ko],
                    **more,
                },
            }
            for row, more in zip(rows, extra, strict=True)
        ],
    )
