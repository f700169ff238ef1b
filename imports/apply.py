"""Storing what a comparison found: all of it or nothing, submitted for a checker to verify."""

from sqlmodel import Session

from imports.compare import Comparison
from imports.intake import Examination
from imports.registered import Registered
from imports.status import Status
from models.commands import close_submission, move_many, note_upload, propose_many
from models.errors import AlreadyApplied, HasErrors, NothingToSubmit
from models.inputs import MovementInput
from models.people import User
from models.submission import Submission
from models.vocabulary import State, SubmissionState

Moves = list[tuple[int, MovementInput]]


def apply(
    session: Session,
    comparison: Comparison,
    *,
    actor: User,
    submission: Submission,
    reason: str = "",
) -> dict[str, int]:
    """Propose every new and changed row as submitted, file new dated money, close the bundle.

    ``reason`` says why; without one the rows may correct nothing that is certified.
    Flushes and never commits. Returns the counts of the comparison. Raises HasErrors,
    NothingToSubmit or AlreadyApplied, and then nothing was stored.
    """
    if submission.state is not SubmissionState.UPLOADED:
        raise AlreadyApplied(number=submission.number)
    if comparison.errors:
        raise HasErrors(errors=len(comparison.errors))
    givens = [
        compared.record.given
        for compared in comparison.records
        if compared.status in (Status.NEW, Status.CHANGED) and compared.record.given
    ]
    fresh = [movement for movement in comparison.movements if movement.status is Status.NEW]
    if not givens and not fresh:
        raise NothingToSubmit(filename=submission.filename)
    kind = comparison.reading.kind
    key, state = submission.key, State.SUBMITTED
    propose_many(session, kind, givens, actor=actor, state=state, submission_id=key, reason=reason)
    moves = _moves(session, comparison)
    move_many(session, kind, moves, actor=actor, state=state, submission_id=key)
    counts = comparison.counts()
    close_submission(session, submission, actor=actor, counts=counts)
    return counts


def note_examined(session: Session, found: Examination, *, actor: User) -> Submission:
    """Note an examined file as what ``actor`` brought; nothing in it is stored yet.

    Raises HasErrors for a file of which not even the kind is known.
    """
    if found.kind is None:
        raise HasErrors(errors=len(found.errors))
    return note_upload(
        session,
        kind=found.kind,
        filename=found.file.filename,
        sha256=found.file.sha256,
        size=found.file.size,
        actor=actor,
        counts=found.counts,
    )


def _moves(session: Session, comparison: Comparison) -> Moves:
    """New dated money beside the keys of its instruments, which all exist by now."""
    fresh = [row for row in comparison.movements if row.status is Status.NEW]
    records = [row.record.given for row in fresh if row.record and row.record.given]
    registered = Registered(
        session, comparison.reading.kind, {given.reference for given in records}
    )
    moves: Moves = []
    for row in fresh:
        given = row.record.given if row.record else None
        key = row.key
        if given is not None:
            key = registered.by_identity[given.filer, given.reference].key
        if key is not None and row.row.given is not None:
            moves.append((key, row.row.given))
    return moves
