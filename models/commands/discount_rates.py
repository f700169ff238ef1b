"""Changing the discount rates: one person proposes a row, a second one confirms or declines it."""

from sqlmodel import Session, select

from models.commands.history import CHECKERS, plain, record
from models.commands.second import mark_confirmed, mark_declined, require_second, store_proposal
from models.discount_rate import DiscountRate, DiscountRateInput
from models.errors import DiscountRateWaiting, NotPermitted
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
    row = store_proposal(session, DiscountRate, given, actor)
    record(session, "propose_rate", actor=actor, reason=given.note, changes=rate_said(row))
    return row


def confirm_rate(session: Session, row: DiscountRate, *, actor: User) -> DiscountRate:
    """Let a proposed rate hold from its day on.

    Raises StepNotAllowed, NotPermitted or MakerIsChecker.
    """
    require_second(row, "confirm_rate", actor)
    mark_confirmed(session, row, actor)
    session.flush()
    record(session, "confirm_rate", actor=actor, changes=rate_said(row))
    return row


def decline_rate(session: Session, row: DiscountRate, *, actor: User, reason: str) -> DiscountRate:
    """Put a proposed rate aside, with the reason; who proposed it may take it back too.

    Raises StepNotAllowed, NotPermitted or ReasonNeeded.
    """
    mark_declined(row, "decline_rate", actor, reason)
    session.flush()
    record(session, "decline_rate", actor=actor, reason=reason, changes=rate_said(row))
    return row


def rate_said(row: DiscountRate) -> dict[str, object]:
    """What a rate says, as its events remember it."""
    fields = (*DiscountRateInput.model_fields, "state")
    return {"discount_rate": row.key, **{name: plain(getattr(row, name)) for name in fields}}
