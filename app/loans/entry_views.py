"""Typing loans: rows of the ledger, steps and estimates; and deciding about a row."""

from collections.abc import Callable, Mapping

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app import store
from app.access import CHECKERS, MAKERS, requires
from app.accounts.identity import viewer
from app.i18n import language
from app.loans.forms import EntryForm
from app.loans.term_views import bp, seen
from app.messages import registry_error
from app.registry.current import today
from app.registry.steps import require_seen
from app.registry.writing import editable
from app.store import Session
from models import LoanTerms, User
from models.commands import advance_loan, advance_movement, estimate_loan, move
from models.commands.loan_checks import fits_ledger
from models.errors import NotFound, RegistryError
from models.kinds import KINDS
from models.money import Unit
from models.queries.instruments import Shown, terms_of_revision
from models.queries.loans import find_entry
from models.vocabulary import Kind, MovementKind

__all__ = ["bp"]
DECISIONS = ("verify", "return")


@bp.get("/support/loans/<code>/entries/new")
@requires(*MAKERS)
def new_entry(code: str) -> ResponseReturnValue:
    """The form of one row; the address may say its kind and what it corrects."""
    day = today().isoformat()
    typed = {"known_on": day, "period_to": day, "corrects": request.args.get("corrects", "")}
    return _show(_form(typed), code, request.args.get("kind", ""))


@bp.post("/support/loans/<code>/entries/new")
@requires(*MAKERS)
def create_entry(code: str) -> ResponseReturnValue:
    """The row filed for a checker, or the form with complaints."""
    form, said = _form(request.form.to_dict()), request.form.get("kind", "")
    with store.reading() as session:
        shown = editable(session, code, viewer(), Kind.LOAN)
        kind = _kind(session, shown, said)
    given = form.given(kind, shown.instrument.reference)
    if given is not None:
        try:
            with store.transaction() as session:
                actor = session.get_one(User, viewer().key)
                move(
                    session,
                    editable(session, code, actor, Kind.LOAN).instrument,
                    given,
                    actor=actor,
                )
        except RegistryError as error:
            form.refuse(error, "entry" if error.code == "duplicate" else "corrects")
        else:
            flash(gettext("기록을 제출했습니다. 다른 담당 공무원이 승인하면 반영됩니다."), "ok")
            return redirect(url_for("support.show", code=code, _anchor="ledger"), 303)
    return _show(form, code, said), 422


def _form(typed: Mapping[str, str]) -> EntryForm:
    return EntryForm(typed, language(), unit=Unit.WON)


def _show(form: EntryForm, code: str, said: str) -> str:
    with store.reading() as session:
        shown = editable(session, code, viewer(), Kind.LOAN)
        kind = _kind(session, shown, said)
        kinds = _kinds(session, shown)
    return render_template(
        "loans/entry.html",
        form=form,
        columns=form.columns(kind),
        labels=form.labels(kind),
        kind=kind,
        kinds=kinds,
        shown=shown,
        failed=bool(form.errors),
    )


def _kind(session: Session, shown: Shown, said: str) -> MovementKind:
    """The kind that was asked for, or the first that fits the ledger of the loan."""
    kinds = _kinds(session, shown)
    return next((kind for kind in kinds if kind == said), kinds[0])


def _kinds(session: Session, shown: Shown) -> list[MovementKind]:
    terms = terms_of_revision(session, Kind.LOAN, shown.latest.key)
    assert isinstance(terms, LoanTerms)
    return [kind for kind in KINDS[Kind.LOAN].movements if fits_ledger(kind, terms.ledger)]


@bp.post("/support/loans/<code>/entries/<int:number>")
@requires(*CHECKERS)
def decide_entry(code: str, number: int) -> ResponseReturnValue:
    """Verify a row of the ledger, or send it back with the reason."""
    action, reason = request.form.get("decision", ""), request.form.get("reason", "")
    lock = request.form.get("lock", "")
    if action not in DECISIONS:
        abort(404)

    def decide(session: Session, actor: User) -> None:
        movement = find_entry(session, seen(session, code, actor).instrument.key, number)
        held = int(lock) if lock.isdecimal() else None
        advance_movement(session, movement, action, actor=actor, reason=reason, lock=held)

    return _done(code, decide, gettext("결정을 저장했습니다."), "ledger")


@bp.post("/support/loans/<code>/stage")
@requires(*MAKERS)
def step(code: str) -> ResponseReturnValue:
    """Propose the next stage of the loan."""
    action, reason = request.form.get("action", ""), request.form.get("reason", "")

    def take(session: Session, actor: User) -> None:
        shown = editable(session, code, actor, Kind.LOAN)
        require_seen(shown)
        one, latest = shown.instrument, shown.latest
        advance_loan(session, one, latest, action, actor=actor, on=today(), reason=reason)

    said = gettext("저장했습니다. 승인이 필요한 변경은 다른 담당 공무원이 승인하면 반영됩니다.")
    return _done(code, take, said, "stage")


@bp.post("/support/loans/<code>/estimates")
@requires(*CHECKERS)
def estimate(code: str) -> ResponseReturnValue:
    """Estimate the cost of a loan as of today and keep it."""
    note = request.form.get("note", "")[:2000]

    def keep(session: Session, actor: User) -> None:
        shown = seen(session, code, actor)
        estimate_loan(session, shown.instrument, actor=actor, on=today(), note=note)

    return _done(code, keep, gettext("추정을 저장했습니다."), "cost")


def _done(
    code: str, act: Callable[[Session, User], None], said: str, anchor: str
) -> ResponseReturnValue:
    """Do it in one transaction, and say on the page of the loan what came of it."""
    try:
        with store.transaction() as session:
            act(session, session.get_one(User, viewer().key))
    except NotFound:
        raise
    except RegistryError as error:
        flash(registry_error(error, language()), "err")
    else:
        flash(said, "ok")
    return redirect(url_for("support.show", code=code, _anchor=anchor), 303)
