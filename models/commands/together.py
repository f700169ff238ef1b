"""One change of one field on many records: all of them are proposed in one bundle, or none."""

import hashlib
import json
from collections.abc import Sequence

from sqlmodel import Session

from models.commands.history import now, plain, record, require_filer
from models.commands.proposals import propose_many
from models.commands.submissions import next_number
from models.errors import MovedMeanwhile, NotFound, NothingToSubmit, ReasonNeeded, TooManyRecords
from models.kinds import KINDS
from models.people import User
from models.queries.together import Picked, Row, Wanted, may_change, rows_of
from models.queries.visibility import Viewer
from models.submission import Submission
from models.vocabulary import Kind, State, SubmissionState

MOST = 500
"""How many records one change takes."""


def propose_together(
    session: Session,
    kind: Kind,
    picked: Sequence[Picked],
    wanted: Wanted,
    *,
    actor: User,
    viewer: Viewer,
    reason: str,
) -> Submission:
    """Propose one change of many records as one bundle that waits for a checker.

    Every record is as it was when somebody checked the change: MovedMeanwhile names those
    that are not, and nothing is stored. Raises NotPermitted unless the role files the kind,
    NotFound for a field that is not changed so, ReasonNeeded, NothingToSubmit without records,
    TooManyRecords, and whatever propose_many raises.
    """
    require_filer(actor, KINDS[kind].makers, action="propose")
    if not may_change(kind, wanted.field):
        raise NotFound(what="field", found=wanted.field)
    require_number(len(picked))
    if not reason.strip():
        raise ReasonNeeded(action="change_together")
    rows = rows_of(session, kind, picked, wanted, viewer, hold=True)
    if moved := [row.picked.code for row in rows if row.refusal]:
        raise MovedMeanwhile(codes=", ".join(moved))
    submission = _bundle(session, kind, rows, wanted, actor, reason)
    propose_many(
        session,
        kind,
        [row.given for row in rows if row.given],
        actor=actor,
        state=State.SUBMITTED,
        submission_id=submission.key,
        reason=reason,
    )
    return submission


def require_number(count: int) -> None:
    """Raise NothingToSubmit for no records, TooManyRecords for more than one change takes."""
    if not count:
        raise NothingToSubmit()
    if count > MOST:
        raise TooManyRecords(most=MOST, found=count)


def _bundle(
    session: Session, kind: Kind, rows: Sequence[Row], wanted: Wanted, actor: User, reason: str
) -> Submission:
    """The bundle that holds the proposals: its digest is of the list of changes."""
    changes = [[*row.picked, wanted.field, plain(row.old), plain(wanted.value)] for row in rows]
    text = json.dumps(changes, ensure_ascii=False, separators=(",", ":")).encode()
    moment = now()
    submission = Submission(
        number=next_number(session),
        kind=kind,
        state=SubmissionState.APPLIED,
        filename=" ".join(reason.split())[:200],
        sha256=hashlib.sha256(text).hexdigest(),
        size=len(text),
        party_id=actor.party_id,
        made_by_id=actor.key,
        made_at=moment,
        applied_at=moment,
        counts={"new": 0, "changed": len(rows), "same": 0},
        is_selection=True,
    )
    session.add(submission)
    session.flush()
    record(
        session,
        "change_together",
        actor=actor,
        submission_id=submission.key,
        reason=reason,
        changes={wanted.field: [None, plain(wanted.value)], "counts": submission.counts},
    )
    return submission
