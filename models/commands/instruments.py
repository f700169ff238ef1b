"""Amending and advancing the revisions of instruments of every kind."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from models.commands.history import (
    moment,
    plain,
    record,
    record_all,
    require_checker,
    require_filer,
)
from models.commands.proposals import differences, digest_of, header_of, store_contents
from models.commands.sign_off import filed_state, require_colleague, require_own
from models.content import contents_of, links_of, parts_of
from models.errors import ChangedMeanwhile, StepNotAllowed
from models.inputs import InstrumentInput
from models.instrument import Instrument, Revision
from models.kinds import KINDS
from models.lifecycle import WORKFLOW, Step
from models.people import User
from models.queries.chunks import chunks
from models.queries.parties import PartyIndex
from models.vocabulary import COUNTED_STATES, State


def amend(
    session: Session,
    revision: Revision,
    given: InstrumentInput,
    *,
    actor: User,
    lock: int,
    reason: str = "",
) -> Revision:
    """Replace the content of a draft or returned revision in place; a ``reason`` replaces its own.

    Raises StepNotAllowed for other states, ChangedMeanwhile when ``lock`` is not current.
    """
    if revision.state not in (State.DRAFT, State.RETURNED):
        raise StepNotAllowed(action="amend", state=str(revision.state))
    _check_lock(revision, lock)
    instrument = session.get_one(Instrument, revision.instrument_id)
    owners = (instrument.filer_id,)
    require_filer(actor, KINDS[instrument.kind].makers, action="amend", owners=owners)
    before = contents_of(session, instrument.kind, {revision.key: revision})[revision.key]
    for name, value in header_of(given).items():
        setattr(revision, name, value)
    revision.reason = reason or revision.reason
    revision.made_by_id, revision.signed_by_id = actor.key, None
    revision.lock += 1
    _clear_contents(session, instrument, revision)
    index = PartyIndex(session)
    store_contents(session, instrument.kind, {revision.key: given}, index)
    said = parts_of(instrument.kind, given, index)
    record(
        session,
        "amend",
        actor=actor,
        reason=reason,
        instrument_id=instrument.key,
        revision_id=revision.key,
        changes=differences(before, said),
        digest=digest_of(
            instrument.key,
            (instrument.filer_id, instrument.reference),
            revision.number,
            said,
            links_of(session, instrument.kind, [revision.key]).get(revision.key, {}),
        ),
    )
    return revision


def _clear_contents(session: Session, instrument: Instrument, revision: Revision) -> None:
    made = KINDS[instrument.kind]
    for table in (*(part.table for part in made.parts), made.terms):
        owner: Any = table
        session.execute(sa.delete(table).where(owner.revision_id == revision.key))


def advance(
    session: Session,
    revision: Revision,
    action: str,
    *,
    actor: User,
    reason: str = "",
    lock: int | None = None,
) -> None:
    """Move a revision one step along the workflow, and record it.

    Raises StepNotAllowed, ReasonNeeded, ChangedMeanwhile, NotPermitted or MakerIsChecker.
    """
    if lock is not None:
        _check_lock(revision, lock)
    advance_many(session, [revision], action, actor=actor, reason=reason)


def advance_many(
    session: Session,
    revisions: Sequence[Revision],
    action: str,
    *,
    actor: User,
    reason: str = "",
) -> None:
    """Move revisions one step along the workflow, all of them or none; see advance."""
    steps = [WORKFLOW.step(action, revision.state, reason) for revision in revisions]
    if any(step.by_checker for step in steps):
        require_checker(
            session,
            actor,
            made_by={revision.made_by_id for revision in revisions},
            verified_by={revision.verified_by_id for revision in revisions},
            revision_ids=[revision.key for revision in revisions],
        )
    if any(step.by_colleague for step in steps):
        require_colleague(actor, {revision.made_by_id for revision in revisions})
        require_own(session, actor, [revision.instrument_id for revision in revisions])
    if not all(step.by_checker or step.by_colleague for step in steps):
        _require_filer(session, revisions, action, actor)
    pairs = list(zip(revisions, steps, strict=True))
    at = moment(session)
    said = {"at": at, "actor_id": actor.key, "reason": reason}
    verified = [one for one, step in pairs if step.target is State.VERIFIED]
    retired = _make_current(session, verified, actor, at)
    for certified in (one for one, step in pairs if step.target is State.CERTIFIED):
        certified.certified_by_id, certified.certified_at = actor.key, at
    for signed in revisions if action == "countersign" else ():
        signed.signed_by_id = actor.key
    targets = [_target(session, revision, step, actor) for revision, step in pairs]
    events = [_stepped(one, target) for one, target in zip(revisions, targets, strict=True)]
    record_all(session, [said | event | {"action": "supersede"} for event in retired])
    record_all(session, [said | event | {"action": action} for event in events])


def _target(session: Session, revision: Revision, step: Step[State], actor: User) -> State:
    """Where a step takes a revision; submitted by its own author, to a colleague first."""
    target = reached(revision, step)
    return filed_state(session, actor, target) if actor.key == revision.made_by_id else target


def _require_filer(
    session: Session, revisions: Sequence[Revision], action: str, actor: User
) -> None:
    """Whoever submits or withdraws files records of the kind, a company its own ones."""
    for keys in chunks({revision.instrument_id for revision in revisions}):
        query = select(col(Instrument.kind), col(Instrument.filer_id)).where(
            col(Instrument.id).in_(keys)
        )
        for kind, owner in session.exec(query.distinct()):
            require_filer(actor, KINDS[kind].makers, action=action, owners=(owner,))


def reached(revision: Revision, step: Step[State]) -> State:
    """Where a step takes a revision: a withdrawal that is verified withdraws the record."""
    withdraws = revision.is_withdrawal and step.target is State.VERIFIED
    return State.WITHDRAWN if withdraws else step.target


def _stepped(revision: Revision, target: State) -> dict[str, Any]:
    changes = {"state": [plain(revision.state), plain(target)]}
    revision.state = target
    revision.lock += 1
    return {
        "instrument_id": revision.instrument_id,
        "revision_id": revision.key,
        "submission_id": revision.submission_id,
        "changes": changes,
    }


def _check_lock(revision: Revision, lock: int) -> None:
    if revision.lock != lock:
        raise ChangedMeanwhile(found=revision.lock, given=lock)


def _make_current(
    session: Session, revisions: Sequence[Revision], actor: User, moment: datetime
) -> list[dict[str, Any]]:
    """These revisions count from now on; those that counted until now no longer do.

    Returns the events of the latter.
    """
    events: list[dict[str, Any]] = []
    for chunk in chunks(revision.instrument_id for revision in revisions):
        earlier = session.exec(
            select(Revision)
            .where(col(Revision.instrument_id).in_(chunk))
            .where(col(Revision.state).in_(COUNTED_STATES))
        )
        for old in earlier:
            old.valid_to = moment
            events.append(_stepped(old, State.SUPERSEDED))
    for revision in revisions:
        revision.verified_by_id = actor.key
        revision.valid_from = moment
    return events
