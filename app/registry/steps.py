"""Steps that a page of a record offers: submit, withdraw, ask for withdrawal, certify."""

from flask import request
from flask_babel import gettext

from app.accounts.identity import viewer
from app.registry.current import today
from app.registry.record import may_not_check, steps_of
from app.store import Session
from models import User
from models.commands import advance, propose_withdrawal
from models.errors import ChangedMeanwhile, NotPermitted, RegistryError
from models.queries.instruments import Shown, find_instrument
from models.queries.versions import version_of
from models.queries.visibility import Viewer
from models.vocabulary import PENDING_STATES, Kind, State


def take(session: Session, code: str, kind: Kind | None = None) -> str:
    """Take the step that the form names on the record ``code``; return what to tell of it.

    Raises NotFound, NotPermitted for a step that is not offered, and whatever the step raises.
    """
    action = request.form.get("action", "")
    actor = session.get_one(User, viewer().key)
    shown = find_instrument(session, code, Viewer.of(actor, today()), kind)
    if action not in steps_of(actor, shown):
        raise NotPermitted(action=action, role=str(actor.role))
    require_seen(shown)
    reason, lock = request.form.get("reason", ""), request.form.get("lock", "")
    if action == "ask_withdrawal":
        propose_withdrawal(session, shown.instrument, actor=actor, reason=reason, known_on=today())
    else:
        number = int(lock) if lock.isdecimal() else None
        advance(session, shown.latest, action, actor=actor, reason=reason, lock=number)
    return told(action, code, shown.latest.state)


def require_seen(shown: Shown) -> None:
    """Refuse a step on another version than the page showed. Raises ChangedMeanwhile."""
    seen, now = request.form.get("seen", ""), version_of(shown.latest)
    if seen and seen != f"{now.number}.{now.lock}":
        raise ChangedMeanwhile(found=now.lock, given=seen)


def told(action: str, code: str, state: State) -> str:
    """What a step came to; ``state`` is where the version stands after it."""
    if state is State.AT_COMPANY:
        return str(
            gettext(
                "%(code)s을(를) 저장했습니다. 같은 회사의 다른 담당자가 확인하면 제출됩니다.",
                code=code,
            )
        )
    said = {
        "submit": gettext("%(code)s을(를) 제출했습니다. 담당 공무원이 검토합니다.", code=code),
        "withdraw": gettext("%(code)s을(를) 철회했습니다.", code=code),
        "ask_withdrawal": gettext(
            "%(code)s의 철회를 요청했습니다. 다른 담당 공무원이 승인할 때까지 집계에 남습니다.",
            code=code,
        ),
        "certify": gettext("%(code)s의 자료를 확정했습니다.", code=code),
    }
    return str(said[action])


def checking_of(session: Session, shown: Shown, user: User) -> RegistryError | None:
    """Why ``user`` may not verify what waits of a record; None where they may or nothing waits."""
    if shown.latest.state not in PENDING_STATES:
        return None
    return may_not_check(session, shown.latest, user)
