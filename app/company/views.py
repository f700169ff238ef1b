"""A company's own second person: the setting, what waits for one, and the decision."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app import store
from app.access import requires
from app.accounts.identity import viewer
from app.company.reading import (
    BUNDLE,
    STATEMENT,
    company_waiting,
    signing_of,
    standings,
    waiting_bundle,
    waiting_money,
    waiting_statement,
    waiting_version,
)
from app.i18n import language
from app.messages import registry_error
from app.store import Session
from models import Party, User
from models.commands import (
    advance,
    advance_movement,
    advance_no_change,
    advance_submission,
    end_sign_off,
    keep_sign_off,
    require_sign_off,
)
from models.errors import NotFound, ReasonNeeded, RegistryError
from models.queries.approvals import ENTRY
from models.queries.parties import PartyIndex
from models.vocabulary import Role

bp = Blueprint("company", __name__)
KEEPERS = (Role.COMPANY, Role.ADMINISTRATOR)
DECISIONS = ("countersign", "send_back")


@bp.get("/company")
@requires(*KEEPERS)
def queue() -> ResponseReturnValue:
    """What waits inside the company, and whether two people are wanted; for administrators all."""
    return _queue()


@bp.post("/company/sign-off")
@requires(*KEEPERS)
def decide_setting() -> ResponseReturnValue:
    """Want two people, ask to end that, agree, or keep it."""
    action, reason = request.form.get("action", ""), request.form.get("reason", "")
    try:
        with store.transaction() as session:
            actor, party = session.get_one(User, viewer().key), _party(session)
            if action == "require":
                require_sign_off(session, party, actor=actor)
            elif action == "keep":
                keep_sign_off(session, party, actor=actor)
            else:
                end_sign_off(session, party, actor=actor, reason=reason)
    except NotFound:
        raise
    except RegistryError as error:
        return _queue(registry_error(error, language())), 422
    flash(gettext("설정을 저장했습니다. 이력에 남았습니다."), "ok")
    return redirect(url_for(".queue"), 303)


@bp.get("/company/waiting/<code>")
@requires(Role.COMPANY)
def show(code: str) -> ResponseReturnValue:
    """One thing that waits for a second person of the company."""
    return _show(code)


@bp.post("/company/waiting/<code>")
@requires(Role.COMPANY)
def decide(code: str) -> ResponseReturnValue:
    """Sign it off, or send it back to its author."""
    action = request.form.get("decision", "")
    if action not in DECISIONS:
        return _show(code, gettext("확인이나 반려를 골라 주세요."), "decision"), 422
    try:
        with store.transaction() as session:
            _decide(session, code, action)
    except NotFound:
        raise
    except RegistryError as error:
        place = "why" if isinstance(error, ReasonNeeded) else "decide"
        return _show(code, registry_error(error, language()), place), 422
    done = {
        "countersign": gettext("%(code)s을(를) 확인해 제출했습니다.", code=code),
        "send_back": gettext("%(code)s을(를) 작성자에게 돌려보냈습니다.", code=code),
    }
    flash(done[action], "ok")
    return redirect(url_for(".queue"), 303)


def _decide(session: Session, code: str, action: str) -> None:
    actor = session.get_one(User, viewer().key)
    reason, lock = request.form.get("reason", ""), request.form.get("lock", "")
    number = int(lock) if lock.isdecimal() else None
    if code.startswith(BUNDLE):
        bundle = waiting_bundle(session, code, actor)
        advance_submission(session, bundle, action, actor=actor, reason=reason)
    elif code.startswith(ENTRY):
        money = waiting_money(session, code, actor)
        advance_movement(session, money, action, actor=actor, reason=reason, lock=number)
    elif code.startswith(STATEMENT):
        said = waiting_statement(session, code, actor)
        advance_no_change(session, said, action, actor=actor, reason=reason)
    else:
        version = waiting_version(session, code, actor)
        advance(session, version, action, actor=actor, reason=reason, lock=number)


def _party(session: Session) -> Party:
    """One's own company; administrators name one."""
    own = viewer().party_id
    if own is not None:
        return session.get_one(Party, own)
    return PartyIndex(session).named(request.form.get("party", ""))


def _queue(refusal: str = "") -> str:
    user = viewer()
    own = user.role is Role.COMPANY
    with store.reading() as session:
        found = company_waiting(session, user) if own else []
        firms = standings(session, user.party_id)
    return render_template(
        "company/queue.html",
        firms=firms,
        own=own,
        mine=[one for one in found if one.made_by_id == user.key],
        others=[one for one in found if one.made_by_id != user.key],
        refusal=refusal,
        failed=bool(refusal),
        me=user.key,
    )


def _show(code: str, refusal: str = "", place: str = "") -> str:
    with store.reading() as session:
        page = signing_of(session, code, viewer(), language())
    return render_template(
        "company/show.html", page=page, refusal=refusal, place=place, failed=bool(refusal)
    )
