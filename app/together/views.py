"""Changing many records of a list: the value, the check, and the proposals in one bundle."""

from typing import Any
from urllib.parse import parse_qsl

from flask import Blueprint, Flask, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from app import messages, store
from app.access import requires
from app.accounts.identity import viewer
from app.forms import Form
from app.i18n import language
from app.lists.catalogue import LISTS, address_of, kept_query, list_here, may_open_list
from app.messages import INPUTS, field, registry_error
from app.registry.current import today
from app.together.check import Check, check_of
from app.together.chosen import KINDS_OF, codes_of
from imports import cells
from imports.columns import Column
from imports.sheets import SHEETS
from models import User
from models.commands import propose_together
from models.commands.together import require_number
from models.errors import MovedMeanwhile, NothingToSubmit, RegistryError, TooManyRecords
from models.kinds import KINDS
from models.queries.together import Picked, Wanted
from models.queries.visibility import Viewer
from models.vocabulary import Kind, Role

bp = Blueprint("together", __name__)
MAKERS = (Role.OFFICIAL, Role.COMPANY, Role.ADMINISTRATOR)
"""Whoever may file records of some kind."""


def init_app(app: Flask) -> None:
    """Offer the fields that the records of a list may be given together to its template."""
    app.add_template_global(together_fields)


def together_fields() -> list[tuple[str, str]]:
    """The fields that the user behind this request may change on this list, by name and label."""
    kind = KINDS_OF.get(list_here())
    if kind is None or viewer().role not in KINDS[kind].makers:
        return []
    return [(name, field(name, language())) for name in KINDS[kind].input.TOGETHER]


@bp.post("/lists/<name>/together")
@requires(*MAKERS)
def choose(name: str) -> ResponseReturnValue:
    """Which records, and which field: then the value is asked for."""
    kind, form = _kind(name), Form(request.form.to_dict(), language())
    query = kept_query(form.text("query"))
    codes = _codes(name, query)
    try:
        require_number(len(codes))
    except NothingToSubmit:
        flash(gettext("바꿀 기록을 하나 이상 골라 주세요."), "err")
        return redirect(address_of(name, query), 303)
    except TooManyRecords as error:
        flash(registry_error(error, form.lang), "err")
        return redirect(address_of(name, query), 303)
    return _ask(name, kind, form, codes, _column(kind, form.text("field")))


@bp.post("/lists/<name>/together/check")
@requires(*MAKERS)
def check(name: str) -> ResponseReturnValue:
    """Old and new of every record, what the totals change by, and which cannot change."""
    kind, form = _kind(name), Form(request.form.to_dict(), language())
    column, codes = _column(kind, form.text("field")), form.text("codes").split()
    wanted = _wanted(form, column, kind)
    if not form.text("reason"):
        said = INPUTS["missing"].to(form.lang, {"field": field("reason", form.lang)})
        form.complain("reason", said)
    if wanted is None or form.errors:
        return _ask(name, kind, form, codes, column), 422
    return _checked(name, kind, form, codes, wanted)


@bp.post("/lists/<name>/together/apply")
@requires(*MAKERS)
def apply(name: str) -> ResponseReturnValue:
    """Propose all of it, or nothing and say which records moved."""
    kind, form = _kind(name), Form(request.form.to_dict(), language())
    column, picked = _column(kind, form.text("field")), _picked(form.text("picked"))
    wanted = _wanted(form, column, kind)
    if wanted is None:
        return _ask(name, kind, form, [one.code for one in picked], column), 422
    try:
        with store.transaction() as session:
            actor = session.get_one(User, viewer().key)
            bundle = propose_together(
                session, kind, picked, wanted, actor=actor,
                viewer=Viewer.of(actor, today()), reason=form.text("reason"),
            )  # fmt: skip
    except MovedMeanwhile as error:
        form.refuse(error)
        page = _checked(name, kind, form, [one.code for one in picked], wanted)
        return page, 409
    flash(
        gettext(
            "%(count)s건의 변경을 %(number)s(으)로 제출했습니다. 다른 담당 공무원이 승인하면 "
            "반영됩니다.",
            count=len(picked),
            number=bundle.number,
        ),
        "ok",
    )
    return redirect(address_of(name, kept_query(form.text("query"))), 303)


def _kind(name: str) -> Kind:
    kind = KINDS_OF.get(name) or abort(404)
    if not may_open_list(name) or viewer().role not in KINDS[kind].makers:
        abort(403)
    return kind


def _codes(name: str, query: str) -> list[str]:
    """The records that were ticked, or all that the address of the list finds."""
    if request.form.get("which") != "all":
        return list(dict.fromkeys(request.form.getlist("pick")))
    args = MultiDict(parse_qsl(query))
    with store.reading() as session:
        return codes_of(session, name, args, viewer())


def _column(kind: Kind, name: str) -> Column:
    """The column of the workbook that fills a field; by it the value is read."""
    if name not in KINDS[kind].input.TOGETHER:
        abort(400)
    return SHEETS[kind][0].column(name)


def _picked(text: str) -> list[Picked]:
    """The records with the versions that were checked: ``P-2026-000001:12:3`` and so on."""
    found = []
    for one in text.split():
        code, _, rest = one.partition(":")
        revision, _, lock = rest.partition(":")
        if not (revision.isdecimal() and lock.isdecimal()):
            abort(400)
        found.append(Picked(code, int(revision), int(lock)))
    return found


def _wanted(form: Form, column: Column, kind: Kind) -> Wanted | None:
    """The value that was typed; nothing typed takes out what need not be there."""
    text, known = form.text("value"), KINDS[kind].input.model_fields[column.field]
    if not text and known.is_required():
        said = INPUTS["missing"].to(form.lang, {"field": field(column.field, form.lang)})
        form.complain("value", said)
        return None
    if not text:
        return Wanted(column.field, known.get_default())
    try:
        return Wanted(column.field, column.codec.read(text))
    except cells.Refused as refused:
        form.complain("value", messages.cell_refused(refused.code, refused.values, form.lang))
        return None


def _ask(name: str, kind: Kind, form: Form, codes: list[str], column: Column) -> str:
    return render_template(
        "together/value.html",
        **_frame(name, form),
        codes=codes,
        column=column,
        required=KINDS[kind].input.model_fields[column.field].is_required(),
    )


def _checked(name: str, kind: Kind, form: Form, codes: list[str], wanted: Wanted) -> str:
    found: Check | None = None
    try:
        found = check_of(kind, codes, wanted, form.text("reason"), viewer(), form.lang)
    except RegistryError as error:
        form.refuse(error)
    if found and found.refusal:
        form.complain("form", registry_error(found.refusal, form.lang))
    return render_template(
        "together/check.html",
        **_frame(name, form),
        codes=codes,
        found=found,
        field_name_here=field(wanted.field, form.lang),
    )


def _frame(name: str, form: Form) -> dict[str, Any]:
    query = kept_query(form.text("query"))
    return {
        "name": name,
        "title": LISTS[name].said.to(form.lang),
        "home": address_of(name, query),
        "query": query,
        "form": form,
        "failed": bool(form.errors),
    }
