"""A dated row and its two people: what is proposed on a page, and what the second one decides."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import flash, request
from flask_babel import gettext

from app import store
from app.accounts.identity import viewer
from app.forms import Form
from app.i18n import language
from app.messages import registry_error
from app.store import Session
from models import User
from models.errors import NotFound, RegistryError

T = TypeVar("T")


def propose(
    form: Form, given: T | None, command: Callable[..., Any], place: str = "form"
) -> int | None:
    """Propose the row that was read from ``form``; its number, or None with complaints.

    A refusal of the register is said at the field ``place``.
    """
    if given is None or form.errors:
        return None
    try:
        with store.transaction() as session:
            actor = session.get_one(User, viewer().key)
            key: int = command(session, given, actor=actor).key
    except RegistryError as error:
        form.refuse(error, place)
        return None
    flash(gettext("제안을 저장했습니다. 다른 사람이 확인하면 적용됩니다."), "ok")
    return key


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
