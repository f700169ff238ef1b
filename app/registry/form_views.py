"""Registering and changing a pledge in four steps; nothing typed is ever lost on the way."""

from collections.abc import Mapping
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from flask import after_this_request, render_template
from flask.typing import ResponseReturnValue

from app import store
from app.access import MAKERS, requires
from app.accounts.identity import viewer
from app.i18n import language
from app.messages import label
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
from app.registry.views import bp
from app.registry.writing import Writing, needs_reason, own_code
from app.security_headers import keep_for_back
from app.store import Session
from models.errors import (
    FinancingAboveRecord,
    FinancingNotFitting,
    NotFound,
    RegistryError,
)
from models.financing import Finance
from models.pledge import PledgeInput
from models.queries.instruments import Shown
from models.queries.parties import PartyIndex, parties
from models.queries.pledges import PledgeFilter, PledgeRow, pledge_rows
from models.queries.visibility import Viewer
from models.vocabulary import (
    Category,
    EvidenceGrade,
    Kind,
    Nature,
    Place,
    Role,
    SpendKind,
    Stage,
    Visibility,
)

__all__ = ["bp"]

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
NEVER_HIDDEN = ("csrf_token", "opening", "step", "go", "returns")


@bp.get("/pledges/new")
@requires(*MAKERS)
def new() -> ResponseReturnValue:
    """The first step of an empty form."""
    return WRITING.new()


@bp.post("/pledges/new")
@requires(*MAKERS)
def create() -> ResponseReturnValue:
    """The next step, or the pledge stored as a draft or submitted."""
    return WRITING.create()


@bp.get("/pledges/<code>/change")
@requires(*MAKERS)
def change(code: str) -> ResponseReturnValue:
    """The last step of the form filled with the latest version."""
    return WRITING.change(code)


@bp.post("/pledges/<code>/change")
@requires(*MAKERS)
def save_change(code: str) -> ResponseReturnValue:
    """The next step, or the change stored as a draft or submitted."""
    return WRITING.save(code)


def _turn(form: PledgeForm, shown: Shown | None) -> ResponseReturnValue | None:
    """Do what a button that leads to another step says; leave those that store."""
    step, go = _step(form), form.text("go") or "next"
    if go in ("draft", "submit"):
        return None
    if name := MORE.get(go):
        more = min(_number(form.text(name), 1, MOST_ROWS) + 1, MOST_ROWS)
        return _show(PledgeForm({**form.typed, name: str(more)}, form.lang), step, shown)
    if go.isdecimal():
        typed = {**form.typed, "returns": "yes" if step == STEPS else ""}
        return _show(PledgeForm(typed, form.lang), _number(go, 1), shown)
    if go in ("back", "sum"):
        return _show(form, max(1, step - (go == "back")), shown)
    form.read()
    return _forward(form, step, shown)


def _forward(form: PledgeForm, step: int, shown: Shown | None) -> ResponseReturnValue:
    """The next step, once this one has no complaint; other steps keep theirs for later."""
    form.errors = {name: said for name, said in form.errors.items() if step_of(name) == step}
    if form.errors:
        return _show(form, step, shown), 422
    return _show(form, STEPS if form.text("returns") else min(step + 1, STEPS), shown)


def _page(form: PledgeForm, shown: Shown | None) -> str:
    """The step that was left, or the first one with a complaint and no other complaints."""
    if not form.errors:
        return _show(form, _step(form), shown)
    first = min(step_of(name) for name in form.errors)
    form.errors = {name: said for name, said in form.errors.items() if step_of(name) == first}
    return _show(form, first, shown)


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


def _step(form: PledgeForm) -> int:
    return _number(form.text("step"), 1)


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
        needs_reason=shown is not None and needs_reason(shown),
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
    return step_of(name) != step and name not in NEVER_HIDDEN


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


def _blank() -> dict[str, str]:
    return new_typed(own_code())


def _typed(session: Session, given: PledgeInput) -> dict[str, str]:
    names = {party.code: party.name_ko for party in parties(session)}
    return {**typed_of(given, names), "step": str(STEPS)}


def _form(typed: Mapping[str, str]) -> PledgeForm:
    return PledgeForm(typed, language())


WRITING = Writing(
    kind=Kind.PLEDGE,
    form=_form,
    blank=_blank,
    typed=_typed,
    page=_page,
    button=_turn,
    place=_place_of,
    record="registry.show",
    menu="registry.pledges",
)
