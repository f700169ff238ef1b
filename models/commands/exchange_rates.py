"""Keeping exchange rates: one person proposes a rate, a second one confirms or declines it."""

from datetime import date

from sqlmodel import Session, select

from models.commands.history import CHECKERS, plain, record
from models.commands.second import mark_confirmed, mark_declined, require_second, store_proposal
from models.errors import ExchangeRateAhead, ExchangeRateWaiting, NotPermitted
from models.exchange_rate import ExchangeRate, ExchangeRateInput
from models.people import User
from models.vocabulary import ScopeState


def propose_exchange_rate(
    session: Session, given: ExchangeRateInput, *, actor: User, today: date
) -> ExchangeRate:
    """Store a proposed rate; nothing is converted by it until a second person confirms it.

    Raises NotPermitted, ExchangeRateAhead for a day that has not come, or ExchangeRateWaiting
    while another for the same currency and day waits.
    """
    if actor.role not in CHECKERS:
        raise NotPermitted(action="propose_exchange_rate", role=str(actor.role))
    if given.quoted_on > today:
        raise ExchangeRateAhead(day=given.quoted_on)
    query = select(ExchangeRate).where(
        ExchangeRate.currency == given.currency,
        ExchangeRate.quoted_on == given.quoted_on,
        ExchangeRate.state == ScopeState.PROPOSED,
    )
    if session.exec(query).first() is not None:
        raise ExchangeRateWaiting(currency=given.currency, day=given.quoted_on)
    row = store_proposal(session, ExchangeRate, given, actor)
    changes = exchange_rate_said(row)
    record(session, "propose_exchange_rate", actor=actor, reason=given.note, changes=changes)
    return row


def confirm_exchange_rate(session: Session, row: ExchangeRate, *, actor: User) -> ExchangeRate:
    """Let a proposed rate hold for its day.

    Raises StepNotAllowed, NotPermitted or MakerIsChecker.
    """
    require_second(row, "confirm_exchange_rate", actor)
    mark_confirmed(session, row, actor)
    session.flush()
    record(session, "confirm_exchange_rate", actor=actor, changes=exchange_rate_said(row))
    return row


def decline_exchange_rate(
    session: Session, row: ExchangeRate, *, actor: User, reason: str
) -> ExchangeRate:
    """Put a proposed rate aside, with the reason; who proposed it may take it back too.

    Raises StepNotAllowed, NotPermitted or ReasonNeeded.
    """
    mark_declined(row, "decline_exchange_rate", actor, reason)
    session.flush()
    changes = exchange_rate_said(row)
    record(session, "decline_exchange_rate", actor=actor, reason=reason, changes=changes)
    return row


def exchange_rate_said(row: ExchangeRate) -> dict[str, object]:
    """What a rate says, as its events remember it."""
    fields = (*ExchangeRateInput.model_fields, "state")
    return {"exchange_rate": row.key, **{name: plain(getattr(row, name)) for name in fields}}
