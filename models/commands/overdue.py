"""What a person does with an overdue proposal: asks for the change, or puts it aside."""

from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from models.chain import row_digest
from models.commands.history import CHECKERS, now, plain, record, require_checker
from models.commands.proposals import propose
from models.content import given_of
from models.dismissal import OverdueDismissal
from models.errors import (
    ChangeWaiting,
    DeferralNotLater,
    NotPermitted,
    ProposalGone,
    ReasonNeeded,
    StepNotAllowed,
)
from models.instrument import Instrument, Revision
from models.overdue import SOFT, Proposal
from models.overdue_words import Outcome, OverdueRule, Standing
from models.people import User
from models.pledge import LineInput, PledgeInput
from models.vocabulary import COUNTED_STATES, OPEN_STATES, Kind, Stage, State

SAID = ("instrument_id", "rule", "year", "stage", "facts", "as_of", "reason", "dismissed_by_id")
"""What the history keeps the digest of."""
Key = tuple[int | None, Stage]


def accept_proposal(
    session: Session,
    proposal: Proposal,
    *,
    outcome: Outcome,
    actor: User,
    on: date,
    reason: str,
    deferred_to: date | None = None,
) -> Revision:
    """Ask for the change that a proposal suggests: a new version, which somebody else verifies.

    The missing part of a line, or every soft line of a pledge that ended without evidence, is
    deferred to a new date or said to have lapsed on the day ``on``. Raises ReasonNeeded,
    DeferralNotLater, ChangeWaiting, ProposalGone or NotPermitted.
    """
    if not reason.strip():
        raise ReasonNeeded(action="accept_overdue")
    if outcome is Outcome.DEFER and (deferred_to is None or deferred_to <= on):
        raise DeferralNotLater(day=on)
    instrument = session.get_one(Instrument, proposal.record.instrument_id)
    stated = given_of(session, instrument, _counted(session, instrument))
    assert isinstance(stated, PledgeInput)
    new_day = deferred_to if outcome is Outcome.DEFER else None
    lines = settled(stated.lines, proposal, outcome, on=on, deferred_to=new_day)
    said: dict[str, Any] = stated.model_dump() | {"known_on": on, "lines": lines}
    given = PledgeInput.model_validate(said)
    return propose(
        session, Kind.PLEDGE, given, actor=actor, state=State.SUBMITTED, reason=reason.strip()
    )


def settled(
    lines: tuple[LineInput, ...],
    proposal: Proposal,
    outcome: Outcome,
    *,
    on: date,
    deferred_to: date | None,
) -> list[dict[str, Any]]:
    """The lines after a proposal is followed; what was spent stays where it is.

    Money that comes to a year and stage that have a line already is joined to it. Raises
    ProposalGone where the line is not there.
    """
    rows: dict[Key, dict[str, Any]] = {(one.year, one.stage): one.model_dump() for one in lines}
    keys = [key for key in rows if _is_meant(key, proposal)]
    if not keys:
        raise ProposalGone(code=proposal.record.code)
    for key in keys:
        moved = rows.pop(key)
        kept = _kept(moved["amount_won"], proposal)
        if kept and key[1] is not outcome.stage:
            rows[key] = moved | {"amount_won": kept}
            moved = moved | {"amount_won": moved["amount_won"] - kept}
        new = moved | {"stage": outcome.stage, "stage_on": on, "deferred_to": deferred_to}
        target = (key[0], outcome.stage)
        rows[target] = _joined(rows.get(target), new)
    return list(rows.values())


def _is_meant(key: Key, proposal: Proposal) -> bool:
    if proposal.rule is OverdueRule.LAPSED:
        return key[1] in SOFT
    return key == (proposal.year, proposal.stage)


def _kept(amount: int | None, proposal: Proposal) -> int:
    """What of a line was spent, and so stays in its stage."""
    if proposal.rule is OverdueRule.LAPSED or amount is None or proposal.missing_won is None:
        return 0
    return amount - proposal.missing_won


def _joined(there: dict[str, Any] | None, new: dict[str, Any]) -> dict[str, Any]:
    if there is None:
        return new
    amounts = [one["amount_won"] for one in (there, new) if one["amount_won"] is not None]
    return new | {
        "amount_won": sum(amounts) if amounts else None,
        "evidence": there["evidence"] or new["evidence"],
        "evidence_grade": there["evidence_grade"] or new["evidence_grade"],
    }


def _counted(session: Session, instrument: Instrument) -> Revision:
    """The version that counts. Raises ChangeWaiting where another waits, or ProposalGone."""
    query = select(Revision).where(
        Revision.instrument_id == instrument.key,
        col(Revision.state).in_(OPEN_STATES + COUNTED_STATES),
    )
    found = session.exec(query).all()
    if any(one.state in OPEN_STATES for one in found):
        raise ChangeWaiting(code=instrument.code)
    if not found:
        raise ProposalGone(code=instrument.code)
    return found[0]


def dismiss_proposal(
    session: Session, proposal: Proposal, *, actor: User, on: date, reason: str
) -> OverdueDismissal:
    """Put a proposal aside with the reason; it comes back when what it rests on changes.

    Nobody puts aside what is overdue of a record that they made. Raises NotPermitted,
    ReasonNeeded, MakerIsChecker, or StepNotAllowed where the same facts were dismissed before.
    """
    if actor.role not in CHECKERS:
        raise NotPermitted(action="dismiss_overdue", role=str(actor.role))
    if not reason.strip():
        raise ReasonNeeded(action="dismiss_overdue")
    key = proposal.record.instrument_id
    made = session.exec(select(Revision.id).where(Revision.instrument_id == key)).all()
    require_checker(
        session, actor, made_by=(), revision_ids=[one for one in made if one is not None]
    )
    before = select(OverdueDismissal).where(
        OverdueDismissal.instrument_id == key, OverdueDismissal.facts == proposal.facts
    )
    if session.exec(before).first() is not None:
        raise StepNotAllowed(action="dismiss_overdue", state=str(Standing.DISMISSED))
    row = OverdueDismissal(
        instrument_id=key,
        rule=proposal.rule,
        year=proposal.year,
        stage=proposal.stage,
        facts=proposal.facts,
        as_of=on,
        reason=reason.strip(),
        dismissed_by_id=actor.key,
        dismissed_at=now(),
    )
    session.add(row)
    session.flush()
    record(
        session,
        "dismiss_overdue",
        actor=actor,
        reason=row.reason,
        instrument_id=key,
        changes={
            "overdue_rule": [None, plain(proposal.rule)],
            "year": [None, proposal.year],
            "missing_won": [None, proposal.missing_won],
        },
        digest=row_digest(row, SAID),
    )
    return row
