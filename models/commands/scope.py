"""Changing the scope table: one person proposes a row, a second one confirms or declines it."""

from collections.abc import Sequence
from datetime import timedelta

from sqlmodel import Session, col, select

from models.commands.history import plain, record
from models.commands.second import (
    mark_confirmed,
    mark_declined,
    require_second,
    store_proposal,
)
from models.errors import NotPermitted, ScopeNotLater, ScopeWaiting
from models.people import User
from models.scope import ScopeInput, ScopeRule
from models.vocabulary import Role, ScopeState

KEEPERS = (Role.ADMINISTRATOR,)


def propose_scope(session: Session, given: ScopeInput, *, actor: User) -> ScopeRule:
    """Store a proposed row; nothing is counted otherwise until a second person confirms it.

    Raises NotPermitted for everybody but administrators, ScopeWaiting while another row for
    the same place waits, ScopeNotLater when the row would not begin after the one it closes.
    """
    if actor.role not in KEEPERS:
        raise NotPermitted(action="propose_scope", role=str(actor.role))
    if any(row.state is ScopeState.PROPOSED for row in _beside(session, given)):
        raise ScopeWaiting(category=given.category)
    _require_later(session, given)
    row = store_proposal(session, ScopeRule, given, actor)
    record(session, "propose_scope", actor=actor, reason=given.reason, changes=_changes(row))
    return row


def confirm_scope(session: Session, row: ScopeRule, *, actor: User) -> ScopeRule:
    """Let a proposed row hold from its day on, and close the row before it the day earlier.

    Raises StepNotAllowed, NotPermitted, MakerIsChecker or ScopeNotLater.
    """
    require_second(row, "confirm_scope", actor)
    held = _require_later(session, row)
    closed = None
    if held is not None:
        held.valid_to = row.valid_from - timedelta(days=1)
        closed = [held.key, held.valid_to.isoformat()]
    mark_confirmed(session, row, actor)
    session.flush()
    changes = {**_changes(row), "closed": closed}
    record(session, "confirm_scope", actor=actor, reason=row.reason, changes=changes)
    return row


def decline_scope(session: Session, row: ScopeRule, *, actor: User, reason: str) -> ScopeRule:
    """Put a proposed row aside, with the reason; who proposed it may take it back too.

    Raises StepNotAllowed, NotPermitted or ReasonNeeded.
    """
    mark_declined(row, "decline_scope", actor, reason)
    session.flush()
    record(session, "decline_scope", actor=actor, reason=reason, changes=_changes(row))
    return row


def _require_later(session: Session, given: ScopeInput | ScopeRule) -> ScopeRule | None:
    """The row that ``given`` closes; it must begin later than all that were confirmed."""
    confirmed = [row for row in _beside(session, given) if row.state is ScopeState.CONFIRMED]
    last = max(confirmed, key=lambda row: row.valid_from, default=None)
    if last is not None and last.valid_from >= given.valid_from:
        raise ScopeNotLater(category=given.category, day=last.valid_from)
    return last


def _beside(session: Session, given: ScopeInput | ScopeRule) -> Sequence[ScopeRule]:
    """The rows for the same category and expenditure kind."""
    same = (
        col(ScopeRule.spend_kind).is_(None)
        if given.spend_kind is None
        else col(ScopeRule.spend_kind) == given.spend_kind
    )
    query = select(ScopeRule).where(ScopeRule.category == given.category, same)
    return session.exec(query).all()


def _changes(row: ScopeRule) -> dict[str, object]:
    fields = (*ScopeInput.model_fields, "state")
    return {"scope_rule": row.key, **{name: plain(getattr(row, name)) for name in fields}}
