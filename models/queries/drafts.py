"""What a person typed and did not send; nobody else can ask for it."""

from datetime import datetime

from sqlmodel import Session, col, select

from models.draft import KEPT_FOR, FormDraft
from models.people import User


def drafts_of(session: Session, user: User, form: str, at: datetime) -> list[FormDraft]:
    """The drafts of one form by ``user`` that are kept at the moment ``at``, newest first."""
    query = (
        select(FormDraft)
        .where(FormDraft.user_id == user.key, FormDraft.form == form)
        .where(col(FormDraft.is_closed).is_(False), col(FormDraft.saved_at) >= at - KEPT_FOR)
        .order_by(col(FormDraft.saved_at).desc(), col(FormDraft.id).desc())
    )
    return list(session.exec(query))
