"""Pledges: the list, its files, one pledge, and the steps that are taken on it."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app import store
from app.access import CHECKERS, MAKERS, READERS, requires
from app.accounts.identity import viewer
from app.i18n import language
from app.lists.grid import grid_of
from app.messages import registry_error
from app.registry import filters
from app.registry.current import today
from app.registry.pledge_list import page_of, sheet_of, table_of
from app.registry.record import PledgePage, may_edit, pledge_page, steps_of
from app.store import Session
from app.tables import download
from models import User
from models.commands import advance, decide_overlap, propose_withdrawal
from models.errors import NotPermitted, RegistryError
from models.kinds import KINDS
from models.queries.instruments import find_instrument
from models.queries.visibility import Viewer
from models.vocabulary import Category, Kind, Role, Stage, State, Verdict

bp = Blueprint("registry", __name__)
LISTERS = (*READERS, Role.ECONOMIST)


@bp.get("/pledges")
@requires(*LISTERS)
def pledges() -> ResponseReturnValue:
    """The list; its address says what it holds."""
    asked = filters.read(request.args, language())
    with store.reading() as session:
        page = page_of(session, asked, viewer())
    sums = {
        "amount": page.totals.amount_won,
        "counted": page.counted_won,
        "realised": page.realised_won,
    }
    return render_template(
        "registry/list.html",
        asked=asked,
        page=page,
        grid=grid_of(sheet_of(asked), page.lines, asked, language(), sums),
        categories=list(Category),
        stages=list(Stage),
        states=[State.DRAFT, State.SUBMITTED, State.RETURNED, State.VERIFIED, State.CERTIFIED],
    )


@bp.get("/pledges.<any(csv,xlsx):ending>")
@requires(*LISTERS)
def pledges_file(ending: str) -> ResponseReturnValue:
    """The whole list as a file, by the same address keys."""
    asked = filters.read(request.args, language())
    with store.reading() as session:
        return download(table_of(session, asked, viewer(), language()), ending)


@bp.get("/pledges/<code>")
@requires(*LISTERS)
def show(code: str) -> ResponseReturnValue:
    """One pledge, in the current version or the one that the address names."""
    if not code.startswith(KINDS[Kind.PLEDGE].letter):
        return redirect(url_for("support.show", code=code), 303)
    number = request.args.get("version", "")
    with store.reading() as session:
        page = pledge_page(
            session, code, viewer(), language(), int(number) if number.isdecimal() else None
        )
    return _show(page)


@bp.post("/pledges/<code>/steps")
@requires(*MAKERS)
def step(code: str) -> ResponseReturnValue:
    """Submit or withdraw the open version."""
    action = request.form.get("action", "")
    try:
        with store.transaction() as session:
            _take(session, code, action)
    except RegistryError as error:
        return _refused(code, registry_error(error, language()))
    done = {
        "submit": gettext("%(code)s을(를) 제출했습니다. 담당 공무원이 검토합니다.", code=code),
        "withdraw": gettext("%(code)s을(를) 철회했습니다.", code=code),
        "ask_withdrawal": gettext(
            "%(code)s의 철회를 요청했습니다. 다른 담당 공무원이 승인할 때까지 집계에 남습니다.",
            code=code,
        ),
    }
    flash(done[action], "ok")
    return redirect(url_for(".show", code=code), 303)


def _take(session: Session, code: str, action: str) -> None:
    actor = session.get_one(User, viewer().key)
    shown = find_instrument(session, code, Viewer.of(actor, today()), Kind.PLEDGE)
    if action not in steps_of(actor, shown):
        raise NotPermitted(action=action, role=str(actor.role))
    reason, lock = request.form.get("reason", ""), request.form.get("lock", "")
    if action == "ask_withdrawal":
        propose_withdrawal(session, shown.instrument, actor=actor, reason=reason, known_on=today())
        return
    number = int(lock) if lock.isdecimal() else None
    advance(session, shown.latest, action, actor=actor, reason=reason, lock=number)


@bp.post("/pledges/<code>/overlap")
@requires(*CHECKERS)
def overlap(code: str) -> ResponseReturnValue:
    """Decide whether this pledge and another are the same investment."""
    verdict = request.form.get("verdict", "")
    if verdict not in set(Verdict):
        return _refused(code, gettext("두 기록이 같은 투자인지 골라 주세요."))
    try:
        with store.transaction() as session:
            _decide(session, code, Verdict(verdict))
    except RegistryError as error:
        return _refused(code, registry_error(error, language()))
    flash(gettext("중복 여부를 저장했습니다. 집계가 다시 계산되었습니다."), "ok")
    return redirect(url_for(".show", code=code), 303)


def _decide(session: Session, code: str, verdict: Verdict) -> None:
    given, actor = request.form, session.get_one(User, viewer().key)
    seen = Viewer.of(actor, today())
    one = find_instrument(session, code, seen, Kind.PLEDGE).instrument
    other = find_instrument(session, given.get("other", ""), seen, Kind.PLEDGE).instrument
    chosen = {"this": one, "other": other}.get(given.get("kept", ""))
    kept = None if verdict is Verdict.DIFFERENT else chosen
    reason = given.get("reason", "")
    decide_overlap(session, one, other, verdict=verdict, kept=kept, actor=actor, reason=reason)


def _refused(code: str, refusal: str) -> ResponseReturnValue:
    """The same page with what stands in the way; nothing was stored."""
    with store.reading() as session:
        page = pledge_page(session, code, viewer(), language())
    return _show(page, refusal=refusal), 422


def _show(page: PledgePage, refusal: str = "") -> str:
    return render_template(
        "registry/pledge.html",
        page=page,
        refusal=refusal,
        failed=bool(refusal),
        steps=steps_of(viewer(), page.shown),
        editable=may_edit(viewer(), page.shown),
        verdicts=list(Verdict),
    )
