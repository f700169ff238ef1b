"""Deciding whether two records with one overlap key are the same investment."""

from sqlmodel import Session, col, select

from models.chain import row_digest
from models.commands.history import CHECKERS, moment, plain, record, require_checker
from models.errors import NotPermitted, NotTwo, ReasonNeeded
from models.instrument import Instrument, Revision
from models.people import User
from models.scope import OverlapDecision
from models.vocabulary import Verdict

SAID = ("first_id", "second_id", "verdict", "kept_id", "reason", "decided_by_id")
"""What the history keeps the digest of."""


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

    Raises NotPermitted for roles that do not decide, MakerIsChecker for whoever made one of the
    records, ReasonNeeded without a reason, NotTwo unless one of two records is kept where they
    are not different.
    """
    if actor.role not in CHECKERS:
        raise NotPermitted(action="decide_overlap", role=str(actor.role))
    if not reason.strip():
        raise ReasonNeeded(action="decide_overlap")
    keys = (one.key, other.key)
    is_kept = kept is not None and kept.key in keys
    if one.key == other.key or is_kept is (verdict is Verdict.DIFFERENT):
        raise NotTwo()
    _require_no_hand(session, actor, keys)
    first, second = sorted((one, other), key=lambda instrument: instrument.key)
    decision = session.exec(
        select(OverlapDecision).where(
            OverlapDecision.first_id == first.key, OverlapDecision.second_id == second.key
        )
    ).first()
    before = plain(decision.verdict) if decision else None
    earlier = session.get(Instrument, decision.kept_id or 0) if decision else None
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
        decided_at=moment(session),
    )
    session.add(decision)
    session.flush()
    digest = row_digest(decision, SAID)
    for instrument in (first, second):
        record(
            session,
            "decide_overlap",
            actor=actor,
            reason=reason,
            instrument_id=instrument.key,
            changes={
                "verdict": [before, plain(verdict)],
                "kept": [earlier and earlier.code, kept and kept.code],
            },
            digest=digest,
        )
    return decision


def _require_no_hand(session: Session, actor: User, instruments: tuple[int, ...]) -> None:
    """A decision changes what counts, so that nobody decides about what they made."""
    query = select(Revision.id).where(col(Revision.instrument_id).in_(instruments))
    made = [key for key in session.exec(query) if key is not None]
    require_checker(session, actor, made_by=(), revision_ids=made)
