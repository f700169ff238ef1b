"""The users: who may sign in and read names; and everybody's own password."""

import secrets

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_security.utils import hash_password, login_user, verify_password

from app import messages, store
from app.access import ADMINISTRATORS, EVERYONE, requires
from app.accounts.identity import Account, viewer
from app.accounts.typed import BadUser, read_user
from app.i18n import language
from app.store import Session
from models.commands import grant_names, register_user, set_active, set_password
from models.errors import NotFound, RegistryError
from models.people import User
from models.queries.parties import PartyIndex, parties
from models.queries.users import found_user, users
from models.user_input import UserInput
from models.vocabulary import Role

bp = Blueprint("people", __name__)
LEAST = 12
"""Characters of a password: length is what counts (NIST SP 800-63B, 5.1.1)."""


@bp.get("/users")
@requires(*ADMINISTRATORS)
def index() -> ResponseReturnValue:
    """Everybody who may sign in."""
    return _page()


@bp.post("/users")
@requires(*ADMINISTRATORS)
def add() -> ResponseReturnValue:
    """Register a user; the first password is shown once and stored nowhere in clear."""
    password = new_password()
    try:
        given = read_user(request.form)
    except BadUser as error:
        said = error.said(language())
        return _page(errors=[(f"f-{name}", text) for name, text in said.items()]), 422
    try:
        with store.transaction() as session:
            user = registered(session, given, password, actor=viewer())
    except RegistryError as error:
        return _page(errors=[("f-email", messages.registry_error(error, language()))]), 422
    return _page(made=(user.email, password))


@bp.post("/users/<int:key>/<any(names,pseudonyms,open,close,password):step>")
@requires(*ADMINISTRATORS)
def change(key: int, step: str) -> ResponseReturnValue:
    """Grant or withdraw names, open or close an account, or give it a new password."""
    password, reason, actor = new_password(), request.form.get("reason", ""), viewer()
    try:
        with store.transaction() as session:
            user = found_user(session, key)
            if step == "password":
                hashed = hash_password(password)
                set_password(session, user, password_hash=hashed, actor=actor, reason=reason)
            elif step in ("names", "pseudonyms"):
                grant_names(session, user, granted=step == "names", actor=actor, reason=reason)
            else:
                set_active(session, user, active=step == "open", actor=actor, reason=reason)
    except NotFound:
        raise
    except RegistryError as error:
        sentence = messages.registry_error(error, language())
        return _page(errors=[(f"f-reason-{key}", sentence)]), 422
    if step == "password":
        return _page(made=(user.email, password))
    flash(gettext("%(name)s 님의 계정을 바꿨습니다.", name=user.name), "ok")
    return redirect(url_for(".index"), 303)


@bp.get("/account")
@requires(*EVERYONE)
def account() -> ResponseReturnValue:
    """The page on which users change their own password."""
    return render_template("users/account.html", error="", least=LEAST)


@bp.post("/account")
@requires(*EVERYONE)
def change_password() -> ResponseReturnValue:
    """Change one's own password; every other session ends."""
    now, new = request.form.get("now", ""), request.form.get("new", "")
    with store.transaction() as session:
        user = session.get_one(User, viewer().key)
        error = _refusal(user, now, new)
        if not error:
            set_password(session, user, password_hash=hash_password(new), actor=user)
    if error:
        return render_template("users/account.html", error=error, least=LEAST), 422
    login_user(Account(user))
    flash(gettext("비밀번호를 바꿨습니다. 다른 곳의 로그인은 모두 끝났습니다."), "ok")
    return redirect(url_for(".account"), 303)


def new_password() -> str:
    """A first password that nobody chose."""
    return secrets.token_urlsafe(12)


def _refusal(user: User, now: str, new: str) -> str:
    if not verify_password(now, user.password):
        return str(gettext("지금 쓰는 비밀번호를 다시 확인해 주세요."))
    if len(new) < LEAST or new == now:
        text = gettext("새 비밀번호를 %(least)s자 이상, 지금과 다르게 적어 주세요.", least=LEAST)
        return str(text)
    return ""


def registered(session: Session, given: UserInput, password: str, *, actor: User | None) -> User:
    """Register the user who was typed, with a first password. Raises Duplicate or NotFound."""
    return register_user(
        session,
        email=given.email,
        name=given.name,
        role=given.role,
        password_hash=hash_password(password),
        party=PartyIndex(session).named(given.party) if given.party else None,
        actor=actor,
    )


def _page(errors: list[tuple[str, str]] | None = None, made: tuple[str, str] | None = None) -> str:
    with store.reading() as session:
        everyone, firms = users(session), parties(session)
    return render_template(
        "users/index.html",
        users=everyone,
        firms={firm.key: firm for firm in firms},
        roles=[(role.value, messages.label(role, language())) for role in Role],
        errors=errors or [],
        said=dict(errors or []),
        made=made,
        typed=request.form if errors else {},
    )
