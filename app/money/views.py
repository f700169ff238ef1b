"""Typing one movement of money under a pledge or a fund, for another person to verify."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app import store
from app.access import MAKERS, requires
from app.accounts.identity import viewer
from app.i18n import language
from app.money.form import OWN, PAGES, MoneyForm, fresh
from app.registry.current import today
from app.registry.writing import editable
from app.store import Session
from models import User
from models.commands import move
from models.errors import NotFound, RegistryError
from models.kinds import KINDS
from models.queries.instruments import Shown, find_instrument, movement_count
from models.queries.visibility import Viewer
from models.vocabulary import MovementKind, State

bp = Blueprint("money", __name__)
PLACES = {"duplicate": "entry"}
"""Beside which field a refusal of the register stands; else above the form."""


@bp.get("/records/<code>/money/new")
@requires(*MAKERS)
def new(code: str) -> ResponseReturnValue:
    """The form of one movement; the address may say its kind."""
    with store.reading() as session:
        shown = _shown(session, code)
        typed = fresh(today(), movement_count(session, shown.instrument.key))
    return _page(MoneyForm(typed, language()), shown, _kind(shown, request.args.get("kind", "")))


@bp.post("/records/<code>/money/new")
@requires(*MAKERS)
def create(code: str) -> ResponseReturnValue:
    """The movement filed for a checker, or the form with complaints."""
    form = MoneyForm(request.form.to_dict(), language())
    with store.reading() as session:
        shown = _shown(session, code)
    kind = _kind(shown, request.form.get("kind", ""))
    given = form.given(shown.instrument.kind, kind, shown.instrument.reference)
    if given is not None:
        try:
            with store.transaction() as session:
                actor = session.get_one(User, viewer().key)
                moved = move(session, _shown(session, code).instrument, given, actor=actor)
                state = moved.state
        except RegistryError as error:
            form.refuse(error, PLACES.get(error.code, "form"))
        else:
            flash(_said(state), "ok")
            return redirect(_home(shown), 303)
    return _page(form, shown, kind), 422


def _said(state: State) -> str:
    done = gettext("기록을 제출했습니다. 다른 담당 공무원이 승인하면 반영됩니다.")
    inside = gettext("기록을 저장했습니다. 같은 기업의 다른 사람이 확인하면 제출됩니다.")
    return str(inside if state is State.AT_COMPANY else done)


def _shown(session: Session, code: str) -> Shown:
    """The record, for somebody who may file its money. Raises NotFound, NotPermitted."""
    found = find_instrument(session, code, Viewer.of(viewer(), today()))
    if found.instrument.kind not in OWN:
        raise NotFound(what="money", found=code)
    return editable(session, code, viewer(), found.instrument.kind)


def _kind(shown: Shown, said: str) -> MovementKind:
    """The kind that was asked for, or the first that the record has."""
    kinds = KINDS[shown.instrument.kind].movements
    return next((kind for kind in kinds if kind == said), kinds[0])


def _home(shown: Shown) -> str:
    return url_for(PAGES[shown.instrument.kind], code=shown.instrument.code)


def _page(form: MoneyForm, shown: Shown, kind: MovementKind) -> str:
    record = shown.instrument.kind
    return render_template(
        "money/new.html",
        form=form,
        columns=form.columns(record, kind),
        kind=kind,
        kinds=KINDS[record].movements,
        shown=shown,
        home=_home(shown),
        failed=bool(form.errors),
    )
