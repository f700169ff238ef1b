"""Finding users, and how often somebody failed to sign in."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlmodel import Session, col, func, select

from models.errors import NotFound
from models.event import Event
from models.people import User


class Failure(NamedTuple):
    """One failed attempt to sign in: when, for which account (a digest), from where."""

    at: datetime
    account: str
    address: str


def user_by_email(session: Session, email: str) -> User | None:
    """The user who signs in with that address, whatever its capitals."""
    wanted = func.lower(User.email) == email.strip().lower()
    return session.exec(select(User).where(wanted)).first()


def user_by_session_key(session: Session, key: str) -> User | None:
    """The user whose sessions carry that key."""
    return session.exec(select(User).where(User.session_key == key)).first()


def found_user(session: Session, key: int) -> User:
    """The user of that key. Raises NotFound."""
    user = session.get(User, key)
    if user is None:
        raise NotFound(what="user", found=str(key))
    return user


def users(session: Session) -> Sequence[User]:
    """All users by address."""
    return session.exec(select(User).order_by(col(User.email))).all()


def failures(session: Session, since: datetime) -> list[Failure]:
    """The failed attempts after ``since``, oldest first."""
    query = (
        select(Event.at, Event.changes)
        .where(col(Event.at) > since)
        .where(Event.action == "sign_in_failed")
        .order_by(col(Event.at))
    )
    return [
        Failure(at, str(said.get("account")), str(said.get("address")))
        for at, said in session.exec(query)
    ]
