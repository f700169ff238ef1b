"""Pledges: the list, its files, one pledge, and the steps that are taken on it."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app import store
from app.access import CHECKERS, READERS, STEPPERS, requires
from app.accounts.identity import viewer
from app.i18n import language
from app.lists.grid import grid_of
from app.messages import registry_error
from app.registry import filters
from app.registry.current import today
from app.registry.pledge_list import page_of, sheet_of, table_of
from app.registry.record import PledgePage, may_edit, pledge_page, steps_of
from app.registry.steps import take
from app.store import Session
from app.tables import download
from models import User
from models.commands import decide_overlap
from models.errors import NotFound, RegistryError
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
@requires(*STEPPERS)
def step(code: str) -> ResponseReturnValue:
    """Submit or withdraw the open version, or certify what was verified."""
    try:
        with store.transaction() as session:
            done = take(session, code, Kind.PLEDGE)
    except NotFound:
        raise
    except RegistryError as error:
        return _refused(code, registry_error(error, language()))
    flash(done, "ok")
    return redirect(url_for(".show", code=code), 303)


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
