"""Sign-in and sign-out."""

from datetime import UTC, datetime

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user
from flask_security.utils import hash_password, login_user, logout_user, verify_password

from app import store
from app.access import EVERYONE, requires
from app.accounts.identity import Account, viewer
from app.accounts.throttle import WINDOW, delay
from app.preferences import local
from models import User
from models.commands.sign_ins import end_sessions, note_failed_sign_in, note_sign_in
from models.queries.users import failures, user_by_email

bp = Blueprint("accounts", __name__)


@bp.get("/login")
def sign_in() -> ResponseReturnValue:
    """The sign-in page."""
    if current_user.is_authenticated:
        return redirect(_wanted(), 303)
    return _page()


@bp.post("/login")
def try_sign_in() -> ResponseReturnValue:
    """Sign in, or show the page again with what to do."""
    email, address = request.form.get("email", ""), request.remote_addr or ""
    with store.reading() as db:
        moment = datetime.now(UTC)
        recent = failures(db, moment - WINDOW)
    wait = delay(recent, email=email, address=address, now=moment)
    if wait:
        return _page(gettext("%(seconds)s초 뒤에 다시 로그인해 주세요.", seconds=wait)), 429
    user = _checked(email, request.form.get("password", ""))
    if user is None:
        with store.transaction() as db:
            note_failed_sign_in(db, email=email, address=address)
        return _page(gettext("이메일과 비밀번호를 확인하고 다시 입력해 주세요.")), 422
    _open_session(user, address)
    return redirect(_wanted(), 303)


@bp.post("/logout")
@requires(*EVERYONE)
def sign_out() -> ResponseReturnValue:
    """End every session of the user, copied cookies included."""
    with store.transaction() as db:
        end_sessions(db, db.get_one(User, viewer().key))
    logout_user()
    session.clear()
    answer = redirect(url_for(".sign_in"), 303)
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'  # What Back brings again.
    return answer


def _checked(email: str, password: str) -> User | None:
    """The user, if the password is theirs; an unknown address takes as long as a wrong one."""
    with store.reading() as db:
        user = user_by_email(db, email)
    if user is None or not user.active:
        hash_password(password)
        return None
    return user if verify_password(password, user.password) else None


def _open_session(user: User, address: str) -> None:
    """Start a session that shares nothing with the one before the sign-in."""
    session.clear()
    session.permanent = True
    login_user(Account(user))
    with store.transaction() as db:
        note_sign_in(db, user, address=address)


def _page(refusal: str = "") -> str:
    return render_template(
        "auth/sign_in.html",
        refusal=refusal,
        email=request.form.get("email", ""),
        wanted=request.values.get("next", ""),
        failed=bool(refusal),
    )


def _wanted() -> str:
    return local(request.values.get("next") or url_for("dashboard.show"))
