"""Uploaded workbooks: whose they are and who may see them."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from models.errors import NotFound
from models.people import User
from models.submission import Submission
from models.vocabulary import Role


def submissions(session: Session, user: User, *, limit: int) -> Sequence[Submission]:
    """The newest workbooks that ``user`` may see: a company's own, else everybody's."""
    query = select(Submission).order_by(col(Submission.id).desc()).limit(limit)
    if user.role is Role.COMPANY:
        query = query.where(Submission.party_id == user.party_id)
    return session.exec(query).all()


def find_visible(session: Session, number: str, user: User) -> Submission:
    """The workbook of that number. Raises NotFound when ``user`` may not see one."""
    found = session.exec(select(Submission).where(Submission.number == number)).first()
    if found is None or (user.role is Role.COMPANY and found.party_id != user.party_id):
        raise NotFound(what="submission", found=number)
    return found
