"""The periods: a list, one period with its steps and who filed, and what people do there."""

from collections.abc import Callable
from datetime import date, timedelta

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app import store
from app.access import CHECKERS, MAKERS, READERS, requires
from app.accounts.identity import viewer
from app.forms import Form
from app.i18n import language
from app.lists.grid import grid_of
from app.lists.page import Cut
from app.messages import label, registry_error
from app.periods import listing
from app.periods.listing import Counted
from app.registry.current import today
from app.store import Session
from app.tables import download
from models import Party, Period, User
from models.commands import (
    advance_no_change,
    ask_step,
    certify_period,
    decline_step,
    plan_period,
    state_no_change,
    take_step,
)
from models.errors import NotFound, ReasonNeeded, RegistryError
from models.lifecycle import PERIODS
from models.period import PeriodInput
from models.period_words import Filing, PeriodAction, PeriodState
from models.queries.filings import Filed, filings, odd_totals, statement_of
from models.queries.periods import (
    find_period,
    pending,
    periods,
    picture,
    steps_of,
    to_certify,
    waiting_step,
)
from models.queries.visibility import FULL_VIEW

bp = Blueprint("periods", __name__)
Work = Callable[[Session, Period], object]


@bp.get("/periods")
@requires(*READERS)
def index() -> ResponseReturnValue:
    """Every period and where it stands."""
    return _index(Form({}, language()))


@bp.get("/periods/list.<any(csv,xlsx):ending>")
@requires(*READERS)
def index_file(ending: str) -> ResponseReturnValue:
    """Every period that the address asks for."""
    asked = listing.read(request.args, language())
    with store.reading() as session:
        rows = listing.chosen(_counted(session), asked)
    return download(listing.SHEET.table(rows, asked, today(), viewer(), language()), ending)


@bp.post("/periods")
@requires(*CHECKERS)
def plan() -> ResponseReturnValue:
    """Ask for a new period; a second person opens it."""
    form = Form(request.form.to_dict(), language())
    given = _read(form)
    if given is not None and not form.errors:
        try:
            with store.transaction() as session:
                plan_period(session, given, actor=_actor(session))
        except RegistryError as error:
            form.refuse(error, "first_day")
        else:
            flash(gettext("기간을 제안했습니다. 다른 사람이 확인하면 열립니다."), "ok")
            return redirect(url_for(".show", day=given.last_day.isoformat()), 303)
    return _index(form), 422


@bp.get("/periods/<day>")
@requires(*READERS)
def show(day: str) -> ResponseReturnValue:
    """One period: its steps, its figures, and who filed."""
    return _show(day)


@bp.get("/periods/<day>/filings.<any(csv,xlsx):ending>")
@requires(*READERS)
def filings_file(day: str, ending: str) -> ResponseReturnValue:
    """Who filed, as a file; the same rows as on the page."""
    asked, lang = listing.read_filings(request.args, language()), language()
    with store.reading() as session:
        period = _found(session, day)
        rows = listing.chosen_filings(_filings(session, period), asked)
    sheet = listing.filings_sheet(period)
    return download(sheet.table(rows, asked, period.last_day, viewer(), lang), ending)


@bp.post("/periods/<day>/ask")
@requires(*CHECKERS)
def ask(day: str) -> ResponseReturnValue:
    """Ask for the next step or the way back."""
    action = request.form.get("action", "")
    if action not in set(PeriodAction):
        return _show(day, gettext("할 일을 골라 주세요.")), 422
    done = gettext("요청했습니다. 다른 사람이 확인하면 처리됩니다.")

    def do(session: Session, period: Period) -> None:
        reason = request.form.get("reason", "")
        ask_step(session, period, PeriodAction(action), actor=_actor(session), reason=reason)

    return _do(day, do, done)


@bp.post("/periods/<day>/decide")
@requires(*CHECKERS)
def decide(day: str) -> ResponseReturnValue:
    """Take or decline the step that waits."""
    decision = request.form.get("decision", "")
    if decision not in ("confirm", "decline"):
        return _show(day, gettext("확인이나 거절을 골라 주세요.")), 422
    confirms = decision == "confirm"
    done = gettext("처리했습니다. 이력에 남았습니다.") if confirms else gettext("거절했습니다.")

    def do(session: Session, period: Period) -> None:
        step, actor = waiting_step(session, period.key), _actor(session)
        if step is None:
            raise NotFound(what="step", found=day)
        if confirms:
            take_step(session, step, actor=actor, today=today())
        else:
            decline_step(session, step, actor=actor, reason=request.form.get("reason", ""))

    return _do(day, do, done)


@bp.post("/periods/<day>/certify")
@requires(*CHECKERS)
def certify(day: str) -> ResponseReturnValue:
    """Certify everything of the period that this person neither made nor verified."""
    return _do(
        day,
        lambda session, period: certify_period(session, period, actor=_actor(session)),
        gettext("확정할 수 있는 자료를 확정했습니다."),
    )


@bp.post("/periods/<day>/no-change")
@requires(*MAKERS)
def no_change(day: str) -> ResponseReturnValue:
    """File that nothing changed: the company itself, or an official for it."""

    def do(session: Session, period: Period) -> None:
        said = request.form.get("party", "")
        key = viewer().party_id or (int(said) if said.isdecimal() else 0)
        party = session.get(Party, key)
        if party is None:
            raise NotFound(what="party", found=said)
        note = request.form.get("note", "")[:2000]
        state_no_change(session, period, party, actor=_actor(session), note=note)

    return _do(day, do, gettext("변동 없음으로 제출했습니다. 다른 사람이 승인하면 반영됩니다."))


@bp.post("/periods/<day>/no-change/decide")
@requires(*CHECKERS)
def decide_no_change(day: str) -> ResponseReturnValue:
    """Verify a statement of no change, or send it back with the reason."""
    decision, party = request.form.get("decision", ""), request.form.get("party", "")
    if decision not in ("verify", "return"):
        return _show(day, gettext("승인이나 보완 요청을 골라 주세요."), "filings"), 422

    def do(session: Session, period: Period) -> None:
        said = statement_of(session, period, int(party) if party.isdecimal() else 0)
        reason = request.form.get("reason", "")[:2000]
        advance_no_change(session, said, decision, actor=_actor(session), reason=reason)

    return _do(day, do, gettext("결정을 저장했습니다."), "filings")


def _do(day: str, do: Work, done: str, where: str = "") -> ResponseReturnValue:
    """Do it and show the period again, or show why it was refused; then nothing was stored."""
    try:
        with store.transaction() as session:
            do(session, _found(session, day))
    except RegistryError as error:
        if isinstance(error, NotFound):
            raise
        place = where or ("reason" if isinstance(error, ReasonNeeded) else "steps")
        return _show(day, registry_error(error, language()), place), 422
    flash(done, "ok")
    return redirect(url_for(".show", day=day), 303)


def _actor(session: Session) -> User:
    return session.get_one(User, viewer().key)


def _found(session: Session, day: str) -> Period:
    try:
        period = find_period(session, date.fromisoformat(day))
    except ValueError:
        period = None
    return period or abort(404)


def _read(form: Form) -> PeriodInput | None:
    days = {name: form.day(name, name) for name in PeriodInput.model_fields}
    values = {name: found for name, found in days.items() if found}
    return form.validated(PeriodInput, values, lambda place: str(place[-1] if place else "form"))


def _index(form: Form) -> str:
    asked = listing.read(request.args, language())
    with store.reading() as session:
        every = _counted(session)
    found = listing.chosen(every, asked)
    cut = Cut.of(len(found), asked)
    return render_template(
        "periods/index.html",
        form=form,
        failed=bool(form.errors),
        asked=asked,
        cut=cut,
        rows=cut.part(found),
        grid=grid_of(listing.SHEET, cut.part(found), asked, language()),
        states=list(PeriodState),
        staff=_is_staff(),
        suggested=_suggested(every[0].period if every else None),
    )


def _counted(session: Session) -> list[Counted]:
    """Every period, the latest first; companies do not see how others filed."""
    staff = _is_staff()
    return [
        Counted(one, _counts(filings(session, one)) if staff else None) for one in periods(session)
    ]


def _suggested(last: Period | None) -> dict[str, str]:
    """The month after the latest period, or the month before this one."""
    first = last.last_day + timedelta(days=1) if last else None
    first = first or (today().replace(day=1) - timedelta(days=1)).replace(day=1)
    after = (first + timedelta(days=32)).replace(day=1)
    days = {"first_day": first, "last_day": after - timedelta(days=1)}
    return {
        name: day.isoformat() for name, day in {**days, "filing_due": after.replace(day=15)}.items()
    }


def _is_staff() -> bool:
    return viewer().role in FULL_VIEW


def _filings(session: Session, period: Period) -> list[Filed]:
    return filings(session, period, None if _is_staff() else viewer().party_id)


def _counts(rows: list[Filed]) -> dict[Filing, int]:
    return {filing: sum(row.filing is filing for row in rows) for filing in Filing}


def _show(day: str, refusal: str = "", place: str = "steps") -> str:
    staff, asked = _is_staff(), listing.read_filings(request.args, language())
    with store.reading() as session:
        period = _found(session, day)
        rows = _filings(session, period)
        found = listing.chosen_filings(rows, asked)
        cut = Cut.of(len(found), asked)
        sheet, sums = listing.filings_sheet(period), listing.sums_of(found)
        steps = steps_of(session, period)
        return render_template(
            "periods/show.html",
            period=period,
            asked=asked,
            cut=cut,
            rows=cut.part(found),
            grid=grid_of(sheet, cut.part(found), asked, language(), sums),
            sums=sums,
            counts=_counts(rows),
            wanted=request.args.get("filing", ""),
            odd=odd_totals(session, period) if staff else [],
            steps=steps,
            waits=next((step for step in steps if step.row.state == "waiting"), None),
            actions=PERIODS.actions(period.state),
            figures=(period.figures or picture(session, period.last_day).figures) if staff else {},
            uncertified=to_certify(session, period.last_day).count if staff else 0,
            certifiable=to_certify(session, period.last_day, viewer()).count if staff else 0,
            pending=pending(session, period.last_day) if staff else 0,
            staff=staff,
            refusal=refusal,
            place=place,
            failed=bool(refusal),
            title=label(period.state, language()),
        )
