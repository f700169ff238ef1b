"""The second person of a dated row: carries out the decision that a page's form asks for."""

from collections.abc import Callable
from typing import Any

from flask import request
from flask_babel import gettext

from app import store
from app.accounts.identity import viewer
from app.i18n import language
from app.messages import registry_error
from app.store import Session
from models import User
from models.errors import NotFound, RegistryError


def decide(
    find: Callable[[Session], Any], confirm: Callable[..., Any], decline: Callable[..., Any]
) -> str:
    """Confirm or decline the row that ``find`` finds; return why that is refused, or nothing.

    Raises NotFound when there is no such row.
    """
    decision, reason = request.form.get("decision", ""), request.form.get("reason", "")
    if decision not in ("confirm", "decline"):
        return str(gettext("확인이나 거절을 골라 주세요."))
    try:
        with store.transaction() as session:
            actor, row = session.get_one(User, viewer().key), find(session)
            if decision == "confirm":
                confirm(session, row, actor=actor)
            else:
                decline(session, row, actor=actor, reason=reason)
    except NotFound:
        raise
    except RegistryError as error:
        return registry_error(error, language())
    return ""
