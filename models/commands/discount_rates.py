"""Changing the discount rates: one person proposes a row, a second one confirms or declines it."""

from sqlmodel import Session, select

from models.commands.history import CHECKERS, now, plain, record
from models.discount_rate import DiscountRate, DiscountRateInput
from models.errors import (
    DiscountRateWaiting,
    MakerIsChecker,
    NotPermitted,
    ReasonNeeded,
    StepNotAllowed,
)
from models.people import User
from models.vocabulary import ScopeState


def propose_rate(session: Session, given: DiscountRateInput, *, actor: User) -> DiscountRate:
    """Store a proposed rate; nothing is computed with it until a second person confirms it.

    Raises NotPermitted, or DiscountRateWaiting while another for the same purpose and lender
    waits.
    """
    if actor.role not in CHECKERS:
        raise NotPermitted(action="propose_rate", role=str(actor.role))
    query = select(DiscountRate).where(
        DiscountRate.purpose == given.purpose,
        DiscountRate.lender == given.lender,
        DiscountRate.state == ScopeState.PROPOSED,
    )
    if session.exec(query).first() is not None:
        raise DiscountRateWaiting(purpose=given.purpose)
    row = DiscountRate(
        **given.model_dump(),
        state=ScopeState.PROPOSED,
        proposed_by_id=actor.key,
        proposed_at=now(),
    )
    session.add(row)
    session.flush()
    record(session, "propose_rate", actor=actor, reason=given.note, changes=rate_said(row))
    return row


def confirm_rate(session: Session, row: DiscountRate, *, actor: User) -> DiscountRate:
    """Let a proposed rate hold from its day on.

    Raises StepNotAllowed, NotPermitted or MakerIsChecker.
    """
    _require_open(row, "confirm_rate", actor)
    if actor.key == row.proposed_by_id:
        raise MakerIsChecker(name=actor.name)
    row.state = ScopeState.CONFIRMED
    row.confirmed_by_id, row.confirmed_at = actor.key, now()
    session.flush()
    record(session, "confirm_rate", actor=actor, changes=rate_said(row))
    return row


def decline_rate(session: Session, row: DiscountRate, *, actor: User, reason: str) -> DiscountRate:
    """Put a proposed rate aside, with the reason; who proposed it may take it back too.

    Raises StepNotAllowed, NotPermitted or ReasonNeeded.
    """
    _require_open(row, "decline_rate", actor)
    if not reason.strip():
        raise ReasonNeeded(action="decline_rate")
    row.state, row.answer = ScopeState.DECLINED, reason.strip()
    row.confirmed_by_id = None if actor.key == row.proposed_by_id else actor.key
    row.confirmed_at = now()
    session.flush()
    record(session, "decline_rate", actor=actor, reason=reason, changes=rate_said(row))
    return row


def _require_open(row: DiscountRate, action: str, actor: User) -> None:
    if row.state is not ScopeState.PROPOSED:
        raise StepNotAllowed(action=action, state=row.state)
    if actor.role not in CHECKERS:
        raise NotPermitted(action=action, role=str(actor.role))


def rate_said(row: DiscountRate) -> dict[str, object]:
    """What a rate says, as its events remember it."""
    fields = (*DiscountRateInput.model_fields, "state")
    return {"discount_rate": row.key, **{name: plain(getattr(row, name)) for name in fields}}
