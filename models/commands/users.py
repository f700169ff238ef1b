"""Registering users, and what an administrator changes about them; passwords arrive hashed."""

import secrets

from sqlmodel import Session, select

from models.chain import row_digest
from models.commands.history import now, record
from models.errors import Duplicate, NotPermitted, ReasonNeeded
from models.people import Party, User
from models.vocabulary import Role

SAID = ("email", "name", "role", "party_id")
"""What the history keeps the digest of; none of it ever changes."""


def register_user(
    session: Session,
    *,
    email: str,
    name: str,
    role: Role,
    password_hash: str,
    party: Party | None = None,
    actor: User | None = None,
) -> User:
    """Register somebody who signs in; company users belong to a party.

    Raises Duplicate when the address is taken.
    """
    if session.exec(select(User).where(User.email == email)).first() is not None:
        raise Duplicate(what="user", found=email)
    user = User(
        email=email,
        name=name,
        role=role,
        party_id=party.key if party else None,
        password=password_hash,
        session_key=secrets.token_hex(16),
        made_at=now(),
    )
    session.add(user)
    session.flush()
    digest = row_digest(user, SAID)
    record(session, "register_user", actor=actor, changes={"user": [None, email]}, digest=digest)
    return user


def grant_names(session: Session, user: User, *, granted: bool, actor: User, reason: str) -> None:
    """Let an economist read the names of firms, or pseudonyms again.

    Raises NotPermitted unless an administrator does so to somebody else, ReasonNeeded.
    """
    action = "grant_names" if granted else "withdraw_names"
    _require_administrator(actor, user, action, reason)
    changes = {"user": [user.email, user.email], "sees_names": [user.sees_names, granted]}
    user.sees_names = granted
    session.add(user)
    record(session, action, actor=actor, reason=reason, changes=changes)


def set_active(session: Session, user: User, *, active: bool, actor: User, reason: str) -> None:
    """Close an account and end its sessions, or open it again; see grant_names."""
    action = "open_account" if active else "close_account"
    _require_administrator(actor, user, action, reason)
    changes = {"user": [user.email, user.email], "active": [user.active, active]}
    user.active = active
    user.session_key = secrets.token_hex(16)
    session.add(user)
    record(session, action, actor=actor, reason=reason, changes=changes)


def set_password(
    session: Session, user: User, *, password_hash: str, actor: User, reason: str = ""
) -> None:
    """Give a user another password and end every session; one's own, or as administrator.

    Raises NotPermitted, ReasonNeeded.
    """
    if actor.key != user.key:
        _require_administrator(actor, user, "set_password", reason)
    user.password = password_hash
    user.session_key = secrets.token_hex(16)
    session.add(user)
    changes = {"user": [user.email, user.email]}
    record(session, "set_password", actor=actor, reason=reason, changes=changes)


def _require_administrator(actor: User, user: User, action: str, reason: str) -> None:
    if actor.role is not Role.ADMINISTRATOR or actor.key == user.key:
        raise NotPermitted(action=action, role=str(actor.role))
    if not reason.strip():
        raise ReasonNeeded(action=action)
