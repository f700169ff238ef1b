"""Registering and changing a pledge in four steps; nothing typed is ever lost on the way."""

from collections.abc import Callable
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from flask import after_this_request, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app import store
from app.access import MAKERS, requires
from app.accounts.identity import viewer
from app.i18n import language
from app.messages import INPUTS, field, label
from app.registry.current import register_for, today
from app.registry.pledge_form import (
    STEPS,
    PledgeForm,
    echo,
    exact,
    plan_total,
    step_of,
    unsourced,
)
from app.registry.pledge_typed import MOST_ROWS, new_typed, typed_of
from app.registry.record import may_edit
from app.registry.views import bp
from app.security_headers import keep_for_back
from app.store import Session
from models import Party, User
from models.commands import advance, amend, propose
from models.content import contents_of, parts_of
from models.errors import (
    ChangedMeanwhile,
    FinancingAboveRecord,
    FinancingNotFitting,
    NotFound,
    NotPermitted,
    RegistryError,
)
from models.financing import Finance
from models.pledge import PledgeInput, PledgeTerms
from models.queries.financing import financing_of
from models.queries.instruments import (
    Shown,
    find_instrument,
    find_reference,
    participants_of,
    terms_of_revision,
)
from models.queries.parties import PartyIndex, parties
from models.queries.pledges import PledgeFilter, PledgeRow, pledge_rows
from models.queries.register import pledge_lines
from models.queries.visibility import Viewer
from models.vocabulary import (
    COUNTED_STATES,
    Category,
    EvidenceGrade,
    Kind,
    Nature,
    Place,
    Role,
    SpendKind,
    Stage,
    State,
    Visibility,
)

__all__ = ["bp"]

Save = Callable[[PledgeInput, State, str], str]
CHOICES: dict[str, Any] = {
    "categories": Category,
    "natures": Nature,
    "places": Place,
    "spend_kinds": SpendKind,
    "stages": Stage,
    "grades": EvidenceGrade,
    "visibilities": Visibility,
    "finances": Finance,
}
ALIKE = 0.6
MORE = {"add-line": "lines", "add-share": "shares", "add-source": "sources"}
"""Buttons that ask for one more row, by the field that counts the rows."""


@bp.get("/pledges/new")
@requires(*MAKERS)
def new() -> ResponseReturnValue:
    """The first step of an empty form."""
    return _show(PledgeForm(new_typed(_own_code()), language()), 1)


@bp.post("/pledges/new")
@requires(*MAKERS)
def create() -> ResponseReturnValue:
    """The next step, or the pledge stored as a draft or submitted."""
    typed = request.form.to_dict()
    if viewer().role is Role.COMPANY:
        typed["filer"] = _own_code()
    return _turn(PledgeForm(typed, language()), _register)


@bp.get("/pledges/<code>/change")
@requires(*MAKERS)
def change(code: str) -> ResponseReturnValue:
    """The form filled with the latest version."""
    with store.reading() as session:
        shown = _editable(session, code, viewer())
        latest = shown.latest
        terms = terms_of_revision(session, Kind.PLEDGE, latest.key)
        assert isinstance(terms, PledgeTerms)
        typed = typed_of(
            shown.filer.code,
            shown.instrument.reference,
            latest,
            terms,
            pledge_lines(session, latest.key),
            participants_of(session, latest.key),
            financing_of(session, latest.key),
        )
    typed |= {"lock": str(latest.lock), "base": str(latest.number)}
    return _show(PledgeForm(typed, language()), STEPS, shown)


@bp.post("/pledges/<code>/change")
@requires(*MAKERS)
def save_change(code: str) -> ResponseReturnValue:
    """The next step, or the change stored as a draft or submitted."""
    with store.reading() as session:
        shown = _editable(session, code, viewer())
    fixed = {"filer": shown.filer.code, "reference": shown.instrument.reference}
    form = PledgeForm({**request.form.to_dict(), **fixed}, language())

    def save(given: PledgeInput, state: State, reason: str) -> str:
        return _change(code, given, state, reason)

    return _turn(form, save, shown)


def _turn(form: PledgeForm, save: Save, shown: Shown | None = None) -> ResponseReturnValue:
    """Do what the pressed button says."""
    step, go = _number(form.text("step"), 1), form.text("go") or "next"
    if name := MORE.get(go):
        more = min(_number(form.text(name), 1, MOST_ROWS) + 1, MOST_ROWS)
        return _show(PledgeForm({**form.typed, name: str(more)}, form.lang), step, shown)
    if go.isdecimal():
        typed = {**form.typed, "returns": "yes" if step == STEPS else ""}
        return _show(PledgeForm(typed, form.lang), _number(go, 1), shown)
    if go == "back":
        return _show(form, max(1, step - 1), shown)
    if go == "sum":
        return _show(form, step, shown)
    given = form.read()
    if go == "next":
        return _forward(form, step, shown)
    return _finish(form, given, go, save, shown)


def _forward(form: PledgeForm, step: int, shown: Shown | None) -> ResponseReturnValue:
    """The next step, once this one has no complaint; other steps keep theirs for later."""
    form.errors = {name: said for name, said in form.errors.items() if step_of(name) == step}
    if form.errors:
        return _show(form, step, shown), 422
    return _show(form, STEPS if form.text("returns") else min(step + 1, STEPS), shown)


def _finish(
    form: PledgeForm, given: PledgeInput | None, go: str, save: Save, shown: Shown | None
) -> ResponseReturnValue:
    """Store, or show the first step with a complaint."""
    state = State.DRAFT if go == "draft" else State.SUBMITTED
    if _lacks_reason(form, shown):
        said = INPUTS["missing"].to(form.lang, {"field": field("reason", form.lang)})
        form.complain("reason", said)
        given = None
    if given is not None:
        try:
            code = save(given, state, form.text("reason"))
        except RegistryError as error:
            form.refuse(error, _place_of(error, given))
        else:
            flash(_done(code, state), "ok")
            return redirect(url_for("registry.show", code=code), 303)
    first = min(step_of(name) for name in form.errors)
    form.errors = {name: said for name, said in form.errors.items() if step_of(name) == first}
    return _show(form, first, shown), 422


def _lacks_reason(form: PledgeForm, shown: Shown | None) -> bool:
    """A change of a verified record says why."""
    counts = shown is not None and shown.current.state in COUNTED_STATES
    return counts and not form.text("reason")


def _place_of(error: RegistryError, given: PledgeInput) -> str:
    if isinstance(error, FinancingNotFitting | FinancingAboveRecord):
        return "financing"
    if not isinstance(error, NotFound):
        return "form"
    if error.values.get("what") == "part_of":
        return "part_of"
    found = error.values.get("found")
    if found == given.filer:
        return "filer"
    return "financing" if found in {row.party for row in given.financing} else "participants"


def _done(code: str, state: State) -> str:
    if state is State.DRAFT:
        return str(gettext("%(code)s을(를) 임시저장했습니다. 아직 제출하지 않았습니다.", code=code))
    return str(gettext("%(code)s을(를) 제출했습니다. 담당 공무원이 검토합니다.", code=code))


def _register(given: PledgeInput, state: State, reason: str) -> str:
    """A new pledge; the second submit of one form finds what the first stored."""
    with store.transaction() as session:
        actor = session.get_one(User, viewer().key)
        filer = PartyIndex(session).named(given.filer)
        known = find_reference(session, Kind.PLEDGE, filer.key, given.reference)
        if known is None:
            propose(session, Kind.PLEDGE, given, actor=actor, state=state, reason=reason)
            known = find_reference(session, Kind.PLEDGE, filer.key, given.reference)
        assert known is not None
        return known.code


def _change(code: str, given: PledgeInput, state: State, reason: str) -> str:
    """A change of the version that the form was opened on.

    Raises ChangedMeanwhile when another version came in between.
    """
    with store.transaction() as session:
        actor = session.get_one(User, viewer().key)
        shown = _editable(session, code, actor)
        latest, lock = shown.latest, _number(request.form.get("lock", ""), 0, 10**9)
        if (latest.number, latest.lock) != (_number(request.form.get("base", ""), 0, 10**9), lock):
            if _says(session, shown, given, actor):
                return code
            raise ChangedMeanwhile(found=latest.lock, given=lock)
        if latest.state in (State.DRAFT, State.RETURNED):
            amend(session, latest, given, actor=actor, lock=lock, reason=reason)
            if state is State.SUBMITTED:
                advance(session, latest, "submit", actor=actor, reason=reason)
        else:
            propose(session, Kind.PLEDGE, given, actor=actor, state=state, reason=reason)
    return code


def _says(session: Session, shown: Shown, given: PledgeInput, actor: User) -> bool:
    """Whether this user's form was stored already: a second submit changes nothing."""
    latest = shown.latest
    stored = contents_of(session, Kind.PLEDGE, {latest.key: latest})[latest.key]
    return latest.made_by_id == actor.key and stored == parts_of(
        Kind.PLEDGE, given, PartyIndex(session)
    )


def _editable(session: Session, code: str, user: User) -> Shown:
    shown = find_instrument(session, code, Viewer.of(user, today()), Kind.PLEDGE)
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


def _number(text: str, least: int, most: int = STEPS) -> int:
    return min(max(int(text), least), most) if text.isdecimal() else least


def _show(form: PledgeForm, step: int, shown: Shown | None = None) -> str:
    after_this_request(keep_for_back)
    with store.reading() as session:
        known = parties(session)
        alike = _alike(session, form) if step == STEPS and shown is None else []
    placed, left = plan_total(form, form.lang)
    sourced, rest = unsourced(form, form.lang)
    return render_template(
        "registry/form.html",
        form=form,
        step=step,
        shown=shown,
        failed=bool(form.errors),
        hidden=[(name, text) for name, text in form.typed.items() if _is_elsewhere(name, step)],
        parties=known,
        own=viewer().role is Role.COMPANY or shown is not None,
        alike=alike,
        placed=placed,
        left=left,
        sourced=sourced,
        rest=rest,
        echo=echo,
        exact=exact,
        summary=[(f"f-{name}", said) for name, said in form.errors.items()],
        choices=_choices,
        **CHOICES,
    )


def _choices(members: type[StrEnum]) -> list[tuple[str, str]]:
    return [(member.value, label(member, language())) for member in members]


def _is_elsewhere(name: str, step: int) -> bool:
    """Whether a field is not shown on this step and travels hidden."""
    travels = (
        "reference",
        "lines",
        "shares",
        "sources",
        "lock",
        "base",
        "amount_was",
        "amount_text",
    )
    if name in travels or (name == "returns" and step != STEPS):
        return True
    return step_of(name) != step and name not in ("csrf_token", "step", "go", "returns")


def _alike(session: Session, form: PledgeForm) -> list[PledgeRow]:
    """Pledges of the same filer with a similar title: possibly the same one."""
    filer = PartyIndex(session).find(form.text("filer"))
    if filer is None:
        return []
    asked = Viewer.of(viewer(), today())
    register = register_for(session, asked, today())
    rows = pledge_rows(session, PledgeFilter(party_id=filer.key), register, asked)
    title = form.text("title").casefold()
    return [
        row
        for row in rows
        if row.reference != form.text("reference")
        and SequenceMatcher(None, title, row.title.casefold()).ratio() >= ALIKE
    ]
