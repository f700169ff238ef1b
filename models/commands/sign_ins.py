"""Signing in and out: what the history keeps of it, and the key that ends sessions."""

import hashlib
import secrets

from sqlmodel import Session

from models.commands.history import record
from models.people import User


def account_digest(email: str) -> str:
    """A typed address that may be a mistyped password is kept only as its digest."""
    return hashlib.sha256(email.strip().lower().encode()).hexdigest()[:24]


def note_failed_sign_in(session: Session, *, email: str, address: str) -> None:
    """Record that somebody at ``address`` did not know the password of ``email``."""
    about = {"account": account_digest(email), "address": address}
    record(session, "sign_in_failed", actor=None, changes=about)


def note_sign_in(session: Session, user: User, *, address: str) -> None:
    """Record that ``user`` signed in."""
    record(session, "sign_in", actor=user, changes={"address": address})


def end_sessions(session: Session, user: User) -> None:
    """Give ``user`` a new session key: every open session of theirs ends, copied ones too."""
    user.session_key = secrets.token_hex(16)
    session.add(user)
    record(session, "sign_out", actor=user)
