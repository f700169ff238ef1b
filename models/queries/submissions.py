"""Uploaded workbooks: whose they are and who may see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from models.errors import NotFound
from models.people import Party, User
from models.queries.history import midnight
from models.queries.visibility import CONFIDENTIAL, SEES_TAXPAYERS
from models.submission import Submission
from models.vocabulary import Kind, Role, SubmissionState


@dataclass(frozen=True, slots=True)
class SubmissionFilter:
    """What the list of workbooks asks for; an empty field asks for nothing."""

    text: str = ""
    kinds: tuple[Kind, ...] = ()
    states: tuple[SubmissionState, ...] = ()
    first_day: date | None = None
    last_day: date | None = None
    party_id: int | None = None


class Brought(NamedTuple):
    """A workbook with who brought it and for whom."""

    submission: Submission
    maker: str
    party: str


DEFAULT_SORT = "-made"
SORTS: dict[str, Any] = {
    "number": Submission.number,
    "file": Submission.filename,
    "state": Submission.state,
    "made": Submission.made_at,
}


def submission_rows(
    session: Session,
    asked: SubmissionFilter,
    user: User,
    *,
    sort: str = DEFAULT_SORT,
    limit: int | None = None,
    offset: int = 0,
) -> list[Brought]:
    """One page of the workbooks that ``user`` may see; ties are broken by number."""
    column = col(SORTS[sort.removeprefix("-")])
    query = (
        select(Submission, User.name, Party.name_ko)
        .join(User, col(User.id) == col(Submission.made_by_id))
        .join(Party, col(Party.id) == col(Submission.party_id), isouter=True)
        .where(*_conditions(asked, user))
        .order_by(column.desc() if sort.startswith("-") else column, col(Submission.id).desc())
        .offset(offset)
        .limit(limit)
    )
    return [Brought(row, maker, party or "") for row, maker, party in session.exec(query)]


def submissions(session: Session, user: User, *, limit: int) -> Sequence[Submission]:
    """The newest workbooks that ``user`` may see."""
    rows = submission_rows(session, SubmissionFilter(), user, limit=limit)
    return [row.submission for row in rows]


def find_visible(session: Session, number: str, user: User) -> Submission:
    """The workbook of that number. Raises NotFound when ``user`` may not see one."""
    asked = _conditions(SubmissionFilter(), user)
    found = session.exec(select(Submission).where(Submission.number == number, *asked)).first()
    if found is None:
        raise NotFound(what="submission", found=number)
    return found


def _seen_by(user: User) -> list[Any]:
    """A company sees its own, others all; but taxpayer data only those who may see it."""
    if user.role is Role.COMPANY:
        return [col(Submission.party_id) == user.party_id]
    if user.role not in SEES_TAXPAYERS:
        return [col(Submission.kind).not_in(CONFIDENTIAL)]
    return []


def _conditions(asked: SubmissionFilter, user: User) -> list[Any]:
    conditions = _seen_by(user)
    if asked.text:
        columns = (col(Submission.number), col(Submission.filename))
        found = [column.icontains(asked.text, autoescape=True) for column in columns]
        conditions.append(found[0] | found[1])
    if asked.kinds:
        conditions.append(col(Submission.kind).in_(asked.kinds))
    if asked.states:
        conditions.append(col(Submission.state).in_(asked.states))
    if asked.party_id is not None:
        conditions.append(col(Submission.party_id) == asked.party_id)
    if asked.first_day:
        conditions.append(col(Submission.made_at) >= midnight(asked.first_day))
    if asked.last_day:
        conditions.append(col(Submission.made_at) < midnight(asked.last_day + timedelta(days=1)))
    return conditions
