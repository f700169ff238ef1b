"""Overdue pledges: the list, one proposal, and what a person decides about it."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app import store
from app.access import CHECKERS, MAKERS, requires
from app.accounts.identity import viewer
from app.forms import Form
from app.i18n import language
from app.lists.grid import grid_of
from app.lists.page import Cut
from app.overdue import listing
from app.registry.current import data_day, register_for, today
from app.registry.record import may_edit, may_not_check
from app.registry.views import LISTERS
from app.store import Session
from app.tables import download
from models import User
from models.commands import accept_proposal, dismiss_proposal
from models.errors import NotFound, NotPermitted, ProposalGone, ReasonNeeded, RegistryError
from models.overdue_words import Outcome, OverdueRule, Standing
from models.queries.instruments import find_instrument
from models.queries.overdue import Overdue, find_overdue, overdue
from models.queries.visibility import FULL_VIEW, Viewer
from models.vocabulary import Kind, Stage

bp = Blueprint("overdue", __name__)
DISMISS = "dismiss"


@bp.get("/overdue")
@requires(*LISTERS)
def index() -> ResponseReturnValue:
    """What is overdue on the day that the address names."""
    asked = listing.read(request.args, language())
    on = asked.as_of or today()
    with store.reading() as session:
        every = _every(session)
    found = listing.chosen(every, asked)
    cut = Cut.of(len(found), asked)
    won, unknown = listing.missing_of(found)
    return render_template(
        "overdue/list.html",
        asked=asked,
        cut=cut,
        rows=cut.part(found),
        grid=grid_of(listing.SHEET, cut.part(found), asked, language(), {"missing": won}),
        on=on,
        decides=on == today(),
        missing_won=won,
        unknown=unknown,
        rules=list(OverdueRule),
        standings=list(Standing),
        stages=[Stage.INTENT, Stage.ANNOUNCED, Stage.FIRM, Stage.EXECUTING, Stage.DEFERRED],
        counts=[(code, said.to(language())) for code, said in listing.COUNTS.items()],
        tally={rule: sum(one.proposal.rule is rule for one in every) for rule in OverdueRule},
        parties_of=listing.parties_of,
    )


@bp.get("/overdue.<any(csv,xlsx):ending>")
@requires(*LISTERS)
def index_file(ending: str) -> ResponseReturnValue:
    """The whole list as a file, by the same address keys."""
    asked = listing.read(request.args, language())
    with store.reading() as session:
        found = listing.chosen(_every(session), asked)
    on = asked.as_of or today()
    return download(listing.SHEET.table(found, asked, on, viewer(), language()), ending)


@bp.get("/overdue/<code>/<place>")
@requires(*LISTERS)
def show(code: str, place: str) -> ResponseReturnValue:
    """One proposal with what it rests on."""
    return _show(code, place, Form({}, language()))


@bp.post("/overdue/<code>/<place>")
@requires(*{*MAKERS, *CHECKERS})
def decide(code: str, place: str) -> ResponseReturnValue:
    """Ask for the change that is proposed, or put the proposal aside."""
    form, decision = Form(request.form.to_dict(), language()), request.form.get("decision", "")
    if decision not in (DISMISS, *Outcome):
        form.complain("decision", gettext("연기, 기한 경과, 제외 가운데 하나를 골라 주세요."))
    day = form.day("deferred_to", "deferred_to") if decision == Outcome.DEFER else None
    if not form.errors:
        try:
            with store.transaction() as session:
                actor = session.get_one(User, viewer().key)
                one = _found(session, actor, code, place)
                reason = form.text("reason")
                if decision == DISMISS:
                    dismiss_proposal(session, one.proposal, actor=actor, on=today(), reason=reason)
                else:
                    _require_editor(session, code, actor)
                    accept_proposal(
                        session, one.proposal, outcome=Outcome(decision), actor=actor,
                        on=today(), reason=reason, deferred_to=day,
                    )  # fmt: skip
        except (NotFound, ProposalGone):
            raise
        except RegistryError as error:
            form.refuse(error, _place_of(error))
        else:
            return _done(code, decision)
    return _show(code, place, form), 422


def _done(code: str, decision: str) -> ResponseReturnValue:
    if decision == DISMISS:
        flash(gettext("제안을 제외했습니다. 사실이 바뀌면 다시 나타납니다."), "ok")
        return redirect(url_for(".index"), 303)
    flash(
        gettext("%(code)s의 변경을 제출했습니다. 다른 담당 공무원이 승인합니다.", code=code), "ok"
    )
    return redirect(url_for("registry.show", code=code), 303)


def _place_of(error: RegistryError) -> str:
    if isinstance(error, ReasonNeeded):
        return "reason"
    return "deferred_to" if error.code == "deferral_not_later" else "decision"


def _every(session: Session) -> list[Overdue]:
    """All that this user may see, on the day of the address."""
    seen, on = Viewer.of(viewer(), today()), data_day()
    return overdue(session, register_for(session, seen, on), on)


def _found(session: Session, user: User, code: str, place: str) -> Overdue:
    """One proposal as of today: what is decided is decided about the present."""
    seen = Viewer.of(user, today())
    return find_overdue(session, register_for(session, seen, today()), today(), code, place)


def _require_editor(session: Session, code: str, actor: User) -> None:
    shown = find_instrument(session, code, Viewer.of(actor, today()), Kind.PLEDGE)
    if not may_edit(actor, shown):
        raise NotPermitted(action="amend", role=str(actor.role))


def _show(code: str, place: str, form: Form) -> str:
    user = viewer()
    with store.reading() as session:
        shown = find_instrument(session, code, Viewer.of(user, today()), Kind.PLEDGE)
        one = _found(session, user, code, place)
        hand = may_not_check(session, shown.current, user)
    return render_template(
        "overdue/show.html",
        one=one,
        form=form,
        shown=shown,
        place=place,
        on=today(),
        failed=bool(form.errors),
        may_accept=may_edit(user, shown) and one.standing is not Standing.ASKED,
        may_dismiss=hand is None and one.standing is Standing.OPEN,
        hand=hand if user.role in FULL_VIEW else None,
        outcomes=list(Outcome),
        parties=listing.parties_of(one),
    )


def summary(session: Session, seen: Viewer) -> dict[OverdueRule, int]:
    """How many proposals nobody decided about yet, by rule, on the day of the page."""
    found = overdue(session, register_for(session, seen, data_day()), data_day())
    waiting = [one.proposal.rule for one in found if one.standing is Standing.OPEN]
    return {rule: waiting.count(rule) for rule in OverdueRule if rule in waiting}
