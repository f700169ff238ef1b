"""What somebody is typing: kept beside the register while they type, and offered again."""

import re
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from flask import Flask, g, request

from app import store
from app.accounts.identity import viewer
from models import FormDraft, User
from models.commands import close_draft, keep_draft
from models.queries.drafts import drafts_of

OPENING: Final = "opening"
"""The hidden field that tells one opening of a form from another."""
_OPENING: Final = re.compile(r"[0-9a-f]{16}")
_OF_ONE_REQUEST: Final = ("csrf_token", "go", "seen")
_CHOICE: Final = "choose-"


def init_app(app: Flask) -> None:
    """Let templates offer what was kept."""
    app.add_template_global(offered, "drafts_offered")


def offered() -> list[FormDraft]:
    """The drafts that the form on this page may go on from."""
    found: list[FormDraft] = g.get("drafts_offered", [])
    return found


def offer(drafts: list[FormDraft]) -> None:
    """Let the page of this request offer drafts."""
    g.drafts_offered = drafts


def kept(form: str) -> list[FormDraft]:
    """What the user behind this request typed into a form and did not send, newest first."""
    with store.reading() as session:
        return drafts_of(session, viewer(), form, datetime.now(UTC))


def new_opening() -> str:
    """The number of a form that was just opened."""
    return secrets.token_hex(8)


def opening_of(typed: Mapping[str, str]) -> str:
    """The number of the opening that was typed into; a form that lost it gets a new one."""
    said = typed.get(OPENING, "")
    return said if _OPENING.fullmatch(said) else new_opening()


def keep(form: str, typed: Mapping[str, str]) -> datetime | None:
    """Keep what was typed; None when the form was sent meanwhile. Raises DraftTooLong."""
    at = datetime.now(UTC)
    with store.transaction() as session:
        user = session.get_one(User, viewer().key)
        text = {
            name: said
            for name, said in typed.items()
            if name not in _OF_ONE_REQUEST and not name.startswith(_CHOICE)
        }
        is_kept = keep_draft(
            session, user=user, form=form, opening=opening_of(typed), typed=text, at=at
        )
    return at if is_kept else None


def close(session: store.Session, form: str, typed: Mapping[str, str], user: User) -> None:
    """Forget what was typed, in the transaction that stores what came of it."""
    opening = opening_of(typed)
    close_draft(session, user=user, form=form, opening=opening, at=datetime.now(UTC))


def is_partial() -> bool:
    """Whether a part of the page asks, and not a person who goes on to another page."""
    return request.headers.get("HX-Request") == "true"
