"""Who may open what: each view names its roles, everything else is refused, menus follow."""

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple, TypeVar, cast
from urllib.parse import urlencode

from flask import Flask, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user
from werkzeug.exceptions import Forbidden

from app import store
from app.accounts.identity import viewer
from models.people import User
from models.queries.decisions import everything_count
from models.queries.sign_offs import company_count
from models.vocabulary import Role

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])

EVERYONE: Final = tuple(Role)
STAFF: Final = (Role.OFFICIAL, Role.ECONOMIST, Role.AUDITOR, Role.ADMINISTRATOR)
MAKERS: Final = (Role.OFFICIAL, Role.COMPANY)
CHECKERS: Final = (Role.OFFICIAL, Role.ADMINISTRATOR)
STEPPERS: Final = (*MAKERS, Role.ADMINISTRATOR)
"""Who takes steps on the page of a record: who files it, and who certifies it."""
READERS: Final = (Role.OFFICIAL, Role.COMPANY, Role.AUDITOR, Role.ADMINISTRATOR)
ANALYSTS: Final = (Role.OFFICIAL, Role.ECONOMIST, Role.ADMINISTRATOR)
ADMINISTRATORS: Final = (Role.ADMINISTRATOR,)
INSPECTORS: Final = (Role.AUDITOR, Role.ADMINISTRATOR)

PUBLIC: Final = frozenset({"accounts.sign_in", "accounts.try_sign_in", "asset"})
"""What opens without signing in."""
QUEUE: Final = "approvals.queue"
COMPANY: Final = "company.queue"
PUBLIC_BLUEPRINTS: Final = frozenset({"preferences"})


class Item(NamedTuple):
    """One entry of the main menu."""

    endpoint: str
    label: str
    waiting: int


def requires(*roles: Role) -> Callable[[View], View]:
    """Name the roles that may open a view; a view without this opens for nobody."""

    def mark(view: View) -> View:
        view.roles = frozenset(roles)  # type: ignore[attr-defined]  # A mark on the function.
        return view

    return mark


def roles_of(endpoint: str) -> frozenset[Role]:
    """The roles that may open ``endpoint``."""
    view = current_app.view_functions.get(endpoint)
    return cast(frozenset[Role], getattr(view, "roles", frozenset()))


def is_public(endpoint: str) -> bool:
    """Whether ``endpoint`` opens without signing in."""
    return endpoint in PUBLIC or endpoint.partition(".")[0] in PUBLIC_BLUEPRINTS


def may_open(endpoint: str) -> bool:
    """Whether the user behind this request may open ``endpoint``."""
    return bool(current_user.is_authenticated) and viewer().role in roles_of(endpoint)


def init_app(app: Flask) -> None:
    """Check every request, and offer the menu and ``may_open`` to templates."""
    app.before_request(guard)
    app.add_template_global(menu)
    app.add_template_global(may_open)


def guard() -> ResponseReturnValue | None:
    """Let a request pass, ask for a sign-in, or refuse it (the page says why)."""
    endpoint = request.endpoint
    if endpoint is None or is_public(endpoint):
        return None
    if not current_user.is_authenticated:
        return _ask_to_sign_in()
    if not may_open(endpoint):
        g.needed_roles = sorted(roles_of(endpoint))
        raise Forbidden
    return None


def _ask_to_sign_in() -> ResponseReturnValue:
    """Lead to the sign-in and back to the page; a part of a page says it in its place."""
    wanted = request.full_path.rstrip("?") if _can_be_opened() else "/"
    query = {} if wanted == "/" else {"next": wanted}
    address = f"{url_for('accounts.sign_in')}?{urlencode(query)}".rstrip("?")
    if request.headers.get("HX-Request") == "true":
        return render_template("shared/_signed_out.html", address=address), 401
    return redirect(address, 303)


def _can_be_opened() -> bool:
    """Whether the address of this request is also a page."""
    rules = current_app.create_url_adapter(request)
    return rules is not None and rules.test(request.path, "GET")


def menu() -> list[Item]:
    """The main menu of the user behind this request: only what they may open."""
    return [
        Item(endpoint, label, WAITING[endpoint](viewer()) if endpoint in WAITING else 0)
        for endpoint, label in _labels()
        if may_open(endpoint)
    ]


def _waiting(user: User) -> int:
    """What waits for a user to check."""
    with store.reading() as session:
        return everything_count(session, not_by=user.key)


def _in_company(user: User) -> int:
    """What waits for a user as the second person of their company."""
    with store.reading() as session:
        return company_count(session, user)


WAITING: Final[Mapping[str, Callable[[User], int]]] = {QUEUE: _waiting, COMPANY: _in_company}
"""Entries of the menu that say how much waits."""


def _labels() -> list[tuple[str, str]]:
    own = viewer().role is Role.COMPANY
    return [
        ("dashboard.show", gettext("우리 회사 현황") if own else gettext("현황판")),
        ("counting.breakdown", gettext("현황 집계")),
        ("registry.pledges", gettext("투자계획")),
        ("companies.index", gettext("우리 회사") if own else gettext("기업·기관")),
        ("targets.board", gettext("국가 목표")),
        ("support.index", gettext("받은 지원") if own else gettext("재정지원")),
        ("uploads.start", gettext("자료 제출")),
        ("projections.index", gettext("이행 전망")),
        (QUEUE, gettext("승인함")),
        *([(COMPANY, gettext("사내 확인"))] if own else []),
        ("periods.index", gettext("기간 마감")),
        ("audit.events", gettext("이력")),
        ("people.index", gettext("사용자")),
    ]
