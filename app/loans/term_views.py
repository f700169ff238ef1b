"""Registering and changing the terms of a loan on one page."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app import store
from app.access import MAKERS, requires
from app.accounts.identity import viewer
from app.i18n import language
from app.loans.forms import LoanForm, typed_terms
from app.loans.views import bp
from app.registry.current import today
from app.registry.record import may_edit
from app.registry.sheet_form import row_count
from app.store import Session
from models import Instrument, Party, User
from models.commands import advance, amend, propose
from models.content import given_of
from models.errors import ChangedMeanwhile, Duplicate, NotPermitted, RegistryError
from models.loan import LoanInput
from models.queries.instruments import Shown, find_instrument, find_reference
from models.queries.parties import PartyIndex, parties
from models.queries.visibility import Viewer
from models.vocabulary import COUNTED_STATES, Kind, Role, State

__all__ = ["bp"]
MORE_ROWS = 5


@bp.get("/support/loans/new")
@requires(*MAKERS)
def new() -> ResponseReturnValue:
    """An empty form."""
    known = {"known_on": today().isoformat(), "stage": "applied", "filer": _own_code()}
    return _show(LoanForm(known, language()))


@bp.post("/support/loans/new")
@requires(*MAKERS)
def create() -> ResponseReturnValue:
    """The loan stored as a draft or submitted, or the form with more rows or complaints."""
    typed = request.form.to_dict()
    if viewer().role is Role.COMPANY:
        typed["filer"] = _own_code()
    return _save(LoanForm(typed, language()))


@bp.get("/support/loans/<code>/change")
@requires(*MAKERS)
def change(code: str) -> ResponseReturnValue:
    """The form filled with the latest version."""
    with store.reading() as session:
        shown = editable(session, code, viewer())
        typed = typed_terms(given_of(session, shown.instrument, shown.latest))
    typed |= {"base": str(shown.latest.number), "lock": str(shown.latest.lock)}
    return _show(LoanForm(typed, language()), shown)


@bp.post("/support/loans/<code>/change")
@requires(*MAKERS)
def save_change(code: str) -> ResponseReturnValue:
    """The change stored as a draft or submitted, or the form with complaints."""
    with store.reading() as session:
        shown = editable(session, code, viewer())
    fixed = {"filer": shown.filer.code, "reference": shown.instrument.reference}
    return _save(LoanForm({**request.form.to_dict(), **fixed}, language()), shown)


def _save(form: LoanForm, shown: Shown | None = None) -> ResponseReturnValue:
    """Do what the pressed button says."""
    go = form.text("go")
    if go.startswith("more-"):
        name = go.removeprefix("more-")
        rows = str(row_count(form, name) + MORE_ROWS)
        return _show(LoanForm({**form.typed, f"{name}-rows": rows}, form.lang), shown)
    given = form.given()
    if shown and shown.current.state in COUNTED_STATES and not form.text("reason"):
        form.complain("reason", gettext("변경 사유를 적어 주세요."))
    if given is None or form.errors:
        return _show(form, shown), 422
    state = State.DRAFT if go == "draft" else State.SUBMITTED
    try:
        code = _store(given, state, form, shown)
    except RegistryError as error:
        form.refuse(error, _PLACES.get(error.code, "title"))
        return _show(form, shown), 422
    flash(_stored(code, state), "ok")
    return redirect(url_for("support.show", code=code), 303)


_PLACES = {"not_found": "filer", "duplicate": "reference"}
"""Where on the page a refusal of the register is said."""


def _stored(code: str, state: State) -> str:
    if state is State.DRAFT:
        return str(gettext("%(code)s을(를) 임시저장했습니다.", code=code))
    return str(gettext("%(code)s을(를) 제출했습니다. 담당 공무원이 검토합니다.", code=code))


def _store(given: LoanInput, state: State, form: LoanForm, shown: Shown | None) -> str:
    with store.transaction() as session:
        actor = session.get_one(User, viewer().key)
        if shown is not None:
            _revise(session, given, state, form, shown.instrument.code, actor)
            return str(shown.instrument.code)
        filer = PartyIndex(session).named(given.filer)
        if find_reference(session, Kind.LOAN, filer.key, given.reference):
            raise Duplicate(what="loan", found=given.reference)
        reason = form.text("reason")
        revision = propose(session, Kind.LOAN, given, actor=actor, state=state, reason=reason)
        return str(session.get_one(Instrument, revision.instrument_id).code)


def _revise(
    session: Session, given: LoanInput, state: State, form: LoanForm, code: str, actor: User
) -> None:
    """Change the version that the form was opened on; raises ChangedMeanwhile for another."""
    latest = editable(session, code, actor).latest
    if (str(latest.number), str(latest.lock)) != (form.text("base"), form.text("lock")):
        raise ChangedMeanwhile(found=latest.lock, given=form.text("lock"))
    reason = form.text("reason")
    if latest.state not in (State.DRAFT, State.RETURNED):
        propose(session, Kind.LOAN, given, actor=actor, state=state, reason=reason)
        return
    amend(session, latest, given, actor=actor, lock=latest.lock)
    if state is State.SUBMITTED:
        advance(session, latest, "submit", actor=actor, reason=reason)


def _show(form: LoanForm, shown: Shown | None = None) -> str:
    with store.reading() as session:
        known = parties(session)
    return render_template(
        "loans/form.html",
        form=form,
        shown=shown,
        failed=bool(form.errors),
        parties=known,
        own=viewer().role is Role.COMPANY or shown is not None,
        needs_reason=shown is not None and shown.current.state in COUNTED_STATES,
        travelling=("base", "lock"),
    )


def seen(session: Session, code: str, user: User) -> Shown:
    """The loan of that code, as ``user`` may see it. Raises NotFound."""
    return find_instrument(session, code, Viewer.of(user, today()), Kind.LOAN)


def editable(session: Session, code: str, user: User) -> Shown:
    """The loan of that code, for somebody who may change it. Raises NotFound, NotPermitted."""
    shown = seen(session, code, user)
    if not may_edit(user, shown):
        raise NotPermitted(action="amend", role=str(user.role))
    return shown


def _own_code() -> str:
    """The party of a company user; officials name the filer themselves."""
    party = viewer().party_id
    if party is None:
        return ""
    with store.reading() as session:
        return session.get_one(Party, party).code
