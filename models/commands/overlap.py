"""Deciding whether two records with one overlap key are the same investment."""

from sqlmodel import Session, select

from models.commands.history import CHECKERS, now, plain, record
from models.errors import NotPermitted, ReasonNeeded
from models.instrument import Instrument
from models.people import User
from models.scope import OverlapDecision
from models.vocabulary import Verdict


def decide_overlap(
    session: Session,
    one: Instrument,
    other: Instrument,
    *,
    verdict: Verdict,
    kept: Instrument | None,
    actor: User,
    reason: str,
) -> OverlapDecision:
    """Store a person's decision with its reason; a later one replaces it, with its event.

    Raises NotPermitted for roles that do not decide, ReasonNeeded without a reason.
    """
    if actor.role not in CHECKERS:
        raise NotPermitted(action="decide_overlap", role=str(actor.role))
    if not reason.strip():
        raise ReasonNeeded(action="decide_overlap")
    first, second = sorted((one, other), key=lambda instrument: instrument.key)
    decision = session.exec(
        select(OverlapDecision).where(
            OverlapDecision.first_id == first.key, OverlapDecision.second_id == second.key
        )
    ).first()
    before = plain(decision.verdict) if decision else None
    if decision is not None:
        session.delete(decision)
        session.flush()
    decision = OverlapDecision(
        first_id=first.key,
        second_id=second.key,
        verdict=verdict,
        kept_id=kept.key if kept else None,
        reason=reason,
        decided_by_id=actor.key,
        decided_at=now(),
    )
    session.add(decision)
    session.flush()
    for instrument in (first, second):
        record(
            session,
            "decide_overlap",
            actor=actor,
            reason=reason,
            instrument_id=instrument.key,
            changes={"verdict": [before, plain(verdict)]},
        )
    return decision
