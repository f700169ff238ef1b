"""Claims of tax credits: the list, the form, steps, and the calculator beside them."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app import store
from app.access import EVERYONE, MAKERS, requires
from app.accounts.identity import viewer
from app.i18n import language
from app.lists.grid import grid_of
from app.lists.page import Cut
from app.messages import INPUTS, field
from app.registry.current import today
from app.registry.record import may_edit
from app.registry.tabs import name_of, tabs
from app.sheet_form import SheetForm
from app.store import Session
from app.tables import download
from app.taxes import calculate, say
from app.taxes.form import SECTIONS, Preview, claim_form, new_typed, preview, typed_claim
from app.taxes.listing import CHOICES, SHEET, read, rows_of, sums_of
from imports.columns import Column
from models import Party, User
from models.commands import advance, amend, propose
from models.errors import ChangedMeanwhile, NotPermitted, RegistryError
from models.inputs import InstrumentInput
from models.queries.instruments import Shown, find_instrument, find_reference
from models.queries.parties import PartyIndex, parties
from models.queries.tax_law import read_book
from models.queries.visibility import Viewer
from models.tax_claim import TaxClaimInput
from models.vocabulary import COUNTED_STATES, Kind, Role, State

bp = Blueprint("taxes", __name__)
TAXPAYERS = (Role.OFFICIAL, Role.ADMINISTRATOR, Role.COMPANY)
"""Who may open claims: officials all of them, a company its own."""


@bp.app_context_processor
def words() -> dict[str, object]:
    """What templates about taxes say."""
    return {
        "tax_step": say.step,
        "tax_caution": say.caution,
        "tax_reason": say.reason,
        "tax_setting": say.setting,
        "options": options,
    }


@bp.get("/support/claims")
@requires(*TAXPAYERS)
def claims() -> ResponseReturnValue:
    """The list; its address says what it holds."""
    asked, seen = read(request.args, language()), Viewer.of(viewer(), today())
    with store.reading() as session:
        rows = rows_of(session, asked, seen, today())
        lists = tabs(session, seen, Kind.TAX_CLAIM)
    cut, sums = Cut.of(len(rows), asked), sums_of(rows)
    return render_template(
        "support/tax_claim.html",
        asked=asked,
        rows=cut.part(rows),
        grid=grid_of(SHEET, cut.part(rows), asked, language(), sums),
        sums=sums,
        cut=cut,
        lists=lists,
        name=name_of(Kind.TAX_CLAIM),
        choices=CHOICES,
        states=CHOICES["state"],
    )


@bp.get("/support/claims.<any(csv,xlsx):ending>")
@requires(*TAXPAYERS)
def claims_file(ending: str) -> ResponseReturnValue:
    """The whole list as a file, by the same address keys."""
    asked, seen = read(request.args, language()), Viewer.of(viewer(), today())
    with store.reading() as session:
        rows = rows_of(session, asked, seen, today())
    return download(SHEET.table(rows, asked, today(), viewer(), language()), ending)


@bp.get("/support/claims/new")
@requires(*MAKERS)
def new() -> ResponseReturnValue:
    """An empty form."""
    return _show(claim_form(new_typed(_own_code()), language()))


@bp.post("/support/claims/new")
@requires(*MAKERS)
def create() -> ResponseReturnValue:
    """Work the claim out, or store it as a draft or submitted."""
    typed = request.form.to_dict()
    if viewer().role is Role.COMPANY:
        typed["filer"] = _own_code()
    return _turn(claim_form(typed, language()), None)


@bp.get("/support/claims/<code>/change")
@requires(*MAKERS)
def change(code: str) -> ResponseReturnValue:
    """The form filled with the latest version."""
    with store.reading() as session:
        shown = _editable(session, code, viewer())
        typed = typed_claim(session, shown, shown.latest)
    return _show(claim_form(typed, language()), shown)


@bp.post("/support/claims/<code>/change")
@requires(*MAKERS)
def save_change(code: str) -> ResponseReturnValue:
    """Work the change out, or store it."""
    with store.reading() as session:
        shown = _editable(session, code, viewer())
    fixed = {"filer": shown.filer.code, "reference": shown.instrument.reference}
    return _turn(claim_form({**request.form.to_dict(), **fixed}, language()), shown)


@bp.get("/calculators/tax-credit")
@requires(*EVERYONE)
def calculator() -> ResponseReturnValue:
    """The form, and what the address comes to by the dated law; nothing is stored."""
    typed = {name: said for name, said in request.args.items() if name in calculate.FIELDS}
    asked = calculate.TypedCredit(typed or _example(), language())
    with store.reading() as session:
        found = asked.calculate(read_book(session, today()))
    page = render_template(
        "taxes/calculator.html",
        form=SheetForm(asked.typed, language(), errors=asked.errors, kind=Kind.TAX_CLAIM),
        found=found,
        supports=calculate.SUPPORTS,
        carried=range(calculate.CARRIED_ROWS),
        cautions=calculate.cautions_of(found) if found else (),
        said=calculate.as_json(found) if found else {},
        summary=[(f"f-{name}", said) for name, said in asked.errors.items()],
    )
    return page, 422 if asked.errors else 200


def options(column: Column) -> list[tuple[str, str]]:
    """The choices of a column as code and text; yes and no for a flag."""
    if column.codec.name == "flag":
        return [("yes", gettext("예")), ("no", gettext("아니요"))]
    place = 1 if language() == "ko" else 0
    return [(column.codec.read(words[0]).value, words[place]) for words in column.choices]


def _example() -> dict[str, str]:
    """The check figure of the registry: a large firm, 1,200 against an average of 600."""
    return {
        "year": str(today().year),
        "provision": "investment_credit",
        "tier": "national_strategic",
        "firm_size": "large",
        "site": "outside",
        "invested_won": "1,200억",
        "prior1_won": "600억",
        "prior2_won": "600억",
        "prior3_won": "600억",
        "other_relief_won": "0",
    }


def _turn(form: SheetForm, shown: Shown | None) -> ResponseReturnValue:
    """Do what the pressed button says; what was typed stays on the page."""
    go = form.text("go")
    if go.startswith("add-"):
        name = go.removeprefix("add-")
        more = str(len(form.rows(name)) + 1)
        return _show(claim_form({**form.typed, f"{name}-rows": more}, form.lang), shown)
    given = form.read()
    if shown is not None and go != "calculate" and _lacks_reason(form, shown):
        said = INPUTS["missing"].to(form.lang, {"field": field("reason", form.lang)})
        form.complain("reason", said)
    if given is None or form.errors:
        return _show(form, shown), 422
    assert isinstance(given, TaxClaimInput)
    if go == "calculate":
        return _worked_out(form, given, shown)
    state = State.DRAFT if go == "draft" else State.SUBMITTED
    try:
        code = _store(given, state, form, shown)
    except RegistryError as error:
        form.refuse(error)
        return _show(form, shown), 422
    done = {
        State.DRAFT: gettext(
            "%(code)s을(를) 임시저장했습니다. 아직 제출하지 않았습니다.", code=code
        ),
        State.SUBMITTED: gettext(
            "%(code)s을(를) 제출했습니다. 담당 공무원이 검토합니다.", code=code
        ),
    }
    flash(done[state], "ok")
    return redirect(url_for("support.show", code=code), 303)


def _worked_out(form: SheetForm, given: TaxClaimInput, shown: Shown | None) -> ResponseReturnValue:
    try:
        with store.reading() as session:
            code = shown.instrument.code if shown else ""
            made = preview(session, given, code) if code else preview(session, given)
    except RegistryError as error:
        form.refuse(error)
        return _show(form, shown), 422
    return _show(form, shown, made)


def _store(given: TaxClaimInput, state: State, form: SheetForm, shown: Shown | None) -> str:
    with store.transaction() as session:
        actor = session.get_one(User, viewer().key)
        if shown is None:
            return _register(session, given, state, actor)
        return _change(session, given, state, form, actor)


def _register(session: Session, given: InstrumentInput, state: State, actor: User) -> str:
    """A new claim; the second submit of one form finds what the first stored."""
    filer = PartyIndex(session).named(given.filer)
    known = find_reference(session, Kind.TAX_CLAIM, filer.key, given.reference)
    if known is None:
        propose(session, Kind.TAX_CLAIM, given, actor=actor, state=state)
        known = find_reference(session, Kind.TAX_CLAIM, filer.key, given.reference)
    assert known is not None
    return known.code


def _change(
    session: Session, given: InstrumentInput, state: State, form: SheetForm, actor: User
) -> str:
    """A change of the version that the form was opened on. Raises ChangedMeanwhile."""
    filer = PartyIndex(session).named(given.filer)
    known = find_reference(session, Kind.TAX_CLAIM, filer.key, given.reference)
    assert known is not None
    shown, reason = _editable(session, known.code, actor), form.text("reason")
    latest = shown.latest
    if [str(latest.number), str(latest.lock)] != [form.text("base"), form.text("lock")]:
        raise ChangedMeanwhile(found=latest.lock, given=form.text("lock"))
    if latest.state in (State.DRAFT, State.RETURNED):
        amend(session, latest, given, actor=actor, lock=latest.lock)
        if state is State.SUBMITTED:
            advance(session, latest, "submit", actor=actor, reason=reason)
    else:
        propose(session, Kind.TAX_CLAIM, given, actor=actor, state=state, reason=reason)
    return known.code


def _lacks_reason(form: SheetForm, shown: Shown) -> bool:
    """A change of a verified record says why."""
    return shown.current.state in COUNTED_STATES and not form.text("reason")


def _editable(session: Session, code: str, user: User) -> Shown:
    shown = find_instrument(session, code, Viewer.of(user, today()), Kind.TAX_CLAIM)
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


def _show(form: SheetForm, shown: Shown | None = None, made: Preview | None = None) -> str:
    with store.reading() as session:
        known = parties(session)
    return render_template(
        "taxes/form.html",
        form=form,
        shown=shown,
        made=made,
        failed=bool(form.errors),
        sections=SECTIONS,
        parties=known,
        own=viewer().role is Role.COMPANY or shown is not None,
        summary=[(f"f-{name}", said) for name, said in form.errors.items()],
    )
