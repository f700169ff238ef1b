"""Keeping what somebody types until it is sent: no event, because it is no record."""

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from models.draft import KEPT_FOR, LONGEST, MOST, FormDraft
from models.errors import DraftTooLong
from models.people import User


def keep_draft(
    session: Session,
    *,
    user: User,
    form: str,
    opening: str,
    typed: Mapping[str, str],
    at: datetime,
) -> bool:
    """Keep the text of a form in place of what was kept from the same opening of it.

    False when that form was sent or thrown away already: then nothing is kept. Drafts older
    than 30 days go, of whomever they are. Raises DraftTooLong.
    """
    if sum(len(name) + len(text) for name, text in typed.items()) > LONGEST:
        raise DraftTooLong(most=LONGEST)
    _forget_old(session, at)
    draft = _held(session, user, opening)
    if draft is not None and draft.is_closed:
        return False
    if draft is None:
        draft = FormDraft(user_id=user.key, form=form, opening=opening, saved_at=at)
    draft.typed, draft.saved_at = dict(typed), at
    session.add(draft)
    session.flush()
    _forget_most(session, user)
    return True


def close_draft(session: Session, *, user: User, form: str, opening: str, at: datetime) -> None:
    """Forget the text of a form that was sent or thrown away, and what arrives late of it."""
    draft = _held(session, user, opening)
    if draft is None:
        draft = FormDraft(user_id=user.key, form=form, opening=opening, saved_at=at)
    draft.typed, draft.is_closed, draft.saved_at = {}, True, at
    session.add(draft)
    session.flush()


def _held(session: Session, user: User, opening: str) -> FormDraft | None:
    """The draft of that opening, held until the commit together with all of its user."""
    session.exec(select(User.id).where(User.id == user.key).with_for_update(key_share=True)).one()
    query = select(FormDraft).where(FormDraft.user_id == user.key, FormDraft.opening == opening)
    return session.exec(query.execution_options(populate_existing=True)).first()


def _forget_old(session: Session, at: datetime) -> None:
    session.execute(sa.delete(FormDraft).where(col(FormDraft.saved_at) < at - KEPT_FOR))


def _forget_most(session: Session, user: User) -> None:
    """Keep the newest drafts of one person only."""
    newest = (
        select(FormDraft.id)
        .where(FormDraft.user_id == user.key)
        .order_by(col(FormDraft.saved_at).desc(), col(FormDraft.id).desc())
        .offset(MOST)
    )
    if surplus := session.exec(newest).all():
        session.execute(sa.delete(FormDraft).where(col(FormDraft.id).in_(surplus)))
