"""Uploaded workbooks: noted when they arrive, closed when applied, checked as a bundle."""

from typing import Any

from sqlmodel import Session, col, func, select

from models.commands.history import now, plain, record, require_filer
from models.commands.instruments import advance_many
from models.commands.movements import advance_movement
from models.errors import AlreadyApplied, StepNotAllowed
from models.instrument import Revision
from models.kinds import KINDS
from models.lifecycle import WORKFLOW
from models.movement import Movement
from models.people import User
from models.submission import Submission
from models.vocabulary import PENDING_STATES, Kind, State, SubmissionState


def note_upload(
    session: Session,
    *,
    kind: Kind,
    filename: str,
    sha256: str,
    size: int,
    actor: User,
    counts: dict[str, Any],
) -> Submission:
    """Note a file that somebody brought; nothing in it is stored yet. Raises NotPermitted."""
    require_filer(actor, KINDS[kind].makers, action="upload")
    submission = Submission(
        number=next_number(session),
        kind=kind,
        state=SubmissionState.UPLOADED,
        filename=filename,
        sha256=sha256,
        size=size,
        party_id=actor.party_id,
        made_by_id=actor.key,
        made_at=now(),
        counts=counts,
    )
    session.add(submission)
    session.flush()
    record(session, "upload", actor=actor, submission_id=submission.key)
    return submission


def next_number(session: Session) -> str:
    """The number of the next bundle."""
    last = session.exec(select(func.max(Submission.id))).one() or 0
    return f"S-{last + 1:05d}"


def close_submission(
    session: Session, submission: Submission, *, actor: User, counts: dict[str, Any]
) -> Submission:
    """Mark a submission applied. Raises AlreadyApplied when it was."""
    if submission.state is not SubmissionState.UPLOADED:
        raise AlreadyApplied(number=submission.number)
    submission.state = SubmissionState.APPLIED
    submission.applied_at = now()
    submission.counts = counts
    session.flush()
    record(session, "apply", actor=actor, submission_id=submission.key, changes={"counts": counts})
    return submission


def advance_submission(
    session: Session, submission: Submission, action: str, *, actor: User, reason: str = ""
) -> int:
    """Take every pending row of a bundle one step: all of them or none. Returns how many.

    A step of the company's own second person takes the rows that wait for one. Raises whatever a
    single row raises (MakerIsChecker, ReasonNeeded …), and StepNotAllowed when nothing is pending.
    """
    step = WORKFLOW.steps.get(action)
    states = (State.AT_COMPANY,) if step and step.by_colleague else PENDING_STATES
    revisions = session.exec(
        select(Revision)
        .where(Revision.submission_id == submission.key)
        .where(col(Revision.state).in_(states))
    ).all()
    movements = session.exec(
        select(Movement)
        .where(Movement.submission_id == submission.key)
        .where(col(Movement.state).in_(states))
    ).all()
    if not revisions and not movements:
        raise StepNotAllowed(action=action, state=str(submission.state))
    if revisions:
        advance_many(session, revisions, action, actor=actor, reason=reason)
    for movement in movements:
        advance_movement(session, movement, action, actor=actor, reason=reason)
    _note_state(session, submission, action, actor)
    return len(revisions) + len(movements)


TARGETS = {"verify": SubmissionState.VERIFIED, "withdraw": SubmissionState.WITHDRAWN}


def _note_state(session: Session, submission: Submission, action: str, actor: User) -> None:
    target = TARGETS.get(action, submission.state)
    if target is submission.state:
        return
    changes = {"state": [plain(submission.state), plain(target)]}
    submission.state = target
    record(session, action, actor=actor, submission_id=submission.key, changes=changes)
