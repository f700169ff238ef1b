"""The second person of a dated row: who proposed it never confirms it; pure of any one table."""

from datetime import datetime
from typing import Any, Protocol, TypeVar

from sqlmodel import Session

from models.base import Table
from models.commands.history import CHECKERS, moment, now
from models.errors import MakerIsChecker, NotPermitted, ReasonNeeded, StepNotAllowed
from models.inputs import Input
from models.people import User
from models.vocabulary import ScopeState

Row = TypeVar("Row", bound=Table)


class Proposed(Protocol):
    """A row that somebody proposed and somebody else confirms or declines."""

    state: ScopeState
    confirmed_by_id: int | None
    confirmed_at: datetime | None
    answer: str

    @property
    def proposed_by_id(self) -> int | None:
        """Who proposed it; nobody for the first rows."""


def waiting(actor: User) -> dict[str, Any]:
    """The columns of a row that ``actor`` proposes: it waits for its second person."""
    return {"state": ScopeState.PROPOSED, "proposed_by_id": actor.key, "proposed_at": now()}


def store_proposal(session: Session, table: type[Row], given: Input, actor: User) -> Row:
    """Store what is given as a row of ``table`` that holds nothing until it is confirmed."""
    row = table(**given.model_dump(), **waiting(actor))
    session.add(row)
    session.flush()
    return row


def require_open(row: Proposed, action: str, actor: User) -> None:
    """Refuse a row that was decided, or a user who decides nothing.

    Raises StepNotAllowed or NotPermitted.
    """
    if row.state is not ScopeState.PROPOSED:
        raise StepNotAllowed(action=action, state=row.state)
    if actor.role not in CHECKERS:
        raise NotPermitted(action=action, role=str(actor.role))


def require_second(row: Proposed, action: str, actor: User) -> None:
    """Refuse whoever proposed the row as well. Raises MakerIsChecker besides."""
    require_open(row, action, actor)
    if actor.key == row.proposed_by_id:
        raise MakerIsChecker(name=actor.name)


def mark_confirmed(session: Session, row: Proposed, actor: User) -> None:
    """Let the row hold from now on, in the name of the second person."""
    row.state = ScopeState.CONFIRMED
    row.confirmed_by_id, row.confirmed_at = actor.key, moment(session)


def mark_declined(row: Proposed, action: str, actor: User, reason: str) -> None:
    """Put the row aside with the reason; who proposed it may take it back too.

    Raises StepNotAllowed, NotPermitted or ReasonNeeded.
    """
    require_open(row, action, actor)
    if not reason.strip():
        raise ReasonNeeded(action=action)
    row.state, row.answer = ScopeState.DECLINED, reason.strip()
    row.confirmed_by_id = None if actor.key == row.proposed_by_id else actor.key
    row.confirmed_at = now()
