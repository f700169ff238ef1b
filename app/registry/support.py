"""Tax incentives, funds and loans: lists and pages."""

from collections.abc import Callable
from datetime import date

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import store
from app.access import EVERYONE, STEPPERS, requires
from app.accounts.identity import viewer
from app.funds.page import fund_page
from app.funds.reading import funds_for
from app.i18n import language
from app.lists.grid import grid_of
from app.lists.page import Cut
from app.loans.listing import loan_list
from app.loans.page import loan_page
from app.messages import registry_error
from app.registry import support_list
from app.registry.current import data_day, today
from app.registry.record import entries, steps_of
from app.registry.steps import checking_of, take
from app.registry.tabs import PATHS, STATES, address_of, name_of, tabs
from app.sheet_form import said
from app.tables import download
from app.taxes.page import claim_page
from imports.sheets import SHEETS
from models.errors import NotFound, RegistryError
from models.kinds import KINDS
from models.queries.instruments import (
    Shown,
    find_instrument,
    history_of,
    movements_of,
    terms_of_revision,
)
from models.queries.names import row_as_seen
from models.queries.support import moved_total, support_rows, support_totals
from models.queries.visibility import Viewer
from models.vocabulary import Kind

bp = Blueprint("support", __name__)
MORE: dict[Kind, Callable[[store.Session, Shown, Viewer, date], object]] = {
    Kind.FUND: fund_page,
    Kind.LOAN: loan_page,
    Kind.TAX_CLAIM: claim_page,
}
"""What the page of a record shows beyond its terms, in ``support/parts/<kind>.html``."""
LISTED: dict[Kind, Callable[[store.Session, Viewer, date], object]] = {Kind.FUND: funds_for}
"""What the list of a kind shows beyond the terms of its rows."""
LISTS: dict[Kind, Callable[[], ResponseReturnValue]] = {Kind.LOAN: loan_list}
"""Kinds whose list asks more than a text."""
LEDGERS = (Kind.LOAN,)
"""Kinds that show their dated money row by row among what they show beyond their terms."""


@bp.get("/support")
@requires(*EVERYONE)
def index() -> ResponseReturnValue:
    """The first of the three lists."""
    return redirect(address_of(Kind.TAX_INCENTIVE), 303)


@bp.get("/support/<any(tax,funds,loans):path>")
@requires(*EVERYONE)
def list_kind(path: str) -> ResponseReturnValue:
    """The list of one kind of support."""
    if own := LISTS.get(PATHS[path]):
        return own()
    kind, seen = PATHS[path], Viewer.of(viewer(), today())
    asked = support_list.read(request.args, kind, language())
    with store.reading() as session:
        totals = support_totals(session, asked.filter, seen)
        cut = Cut.of(totals.records, asked)
        rows = support_rows(
            session, asked.filter, seen, sort=asked.sort, limit=cut.per, offset=cut.offset
        )
        moved = moved_total(session, asked.filter, seen)
        more = LISTED[kind](session, seen, data_day()) if kind in LISTED else None
        lists = tabs(session, seen, kind)
    known = totals.amount_won if totals.records > totals.unknown else None
    sums = {"amount": known, "invested": moved}
    sheet = support_list.sheet_of(kind, more)
    return render_template(
        f"support/{kind.value}.html",
        asked=asked,
        rows=rows,
        more=more,
        totals=totals,
        moved_won=moved,
        cut=cut,
        lists=lists,
        grid=grid_of(sheet, rows, asked, language(), sums),
        name=name_of(kind),
        path=path,
        facets=support_list.FACETS[kind],
        states=STATES,
    )


@bp.get("/support/<any(tax,funds):path>.<any(csv,xlsx):ending>")
@requires(*EVERYONE)
def list_file(path: str, ending: str) -> ResponseReturnValue:
    """Every row of the list that the address asks for, with its sums on the cover."""
    kind, seen, lang = PATHS[path], Viewer.of(viewer(), today()), language()
    asked = support_list.read(request.args, kind, lang)
    with store.reading() as session:
        rows = support_rows(session, asked.filter, seen, sort=asked.sort)
        more = LISTED[kind](session, seen, data_day()) if kind in LISTED else None
        sheet = support_list.sheet_of(kind, more)
        return download(sheet.table(rows, asked, data_day(), viewer(), lang), ending)


@bp.get("/support/<code>")
@requires(*EVERYONE)
def show(code: str) -> ResponseReturnValue:
    """One tax incentive, fund or loan."""
    return _show(code)


@bp.post("/support/<code>/steps")
@requires(*STEPPERS)
def step(code: str) -> ResponseReturnValue:
    """Submit or withdraw the open version, ask for a withdrawal, or certify what was verified."""
    try:
        with store.transaction() as session:
            done = take(session, code)
    except NotFound:
        raise
    except RegistryError as error:
        return make_response(_show(code, registry_error(error, language())), 422)
    flash(done, "ok")
    return redirect(url_for(".show", code=code), 303)


def _show(code: str, refusal: str = "") -> ResponseReturnValue:
    seen = Viewer.of(viewer(), today())
    with store.reading() as session:
        shown = find_instrument(session, code, seen)
        kind = shown.instrument.kind
        if kind is Kind.PLEDGE:
            return redirect(url_for("registry.show", code=code), 303)
        terms = row_as_seen(terms_of_revision(session, kind, shown.current.key), shown.filer, seen)
        moved = [
            row_as_seen(one, shown.filer, seen)
            for one in movements_of(session, shown.instrument.key)
        ]
        more = MORE[kind](session, shown, seen, today()) if kind in MORE else None
        checking = checking_of(session, shown, viewer())
        history = entries(history_of(session, shown.instrument, seen), language())
    fields = [name for name in KINDS[kind].input.model_fields if hasattr(terms, name)]
    names = {column.field: said(column.header, language()) for column in SHEETS[kind][0].columns}
    return render_template(
        "support/show.html",
        shown=shown,
        terms=terms,
        fields=fields,
        names_of=names,
        no_feed=kind in LEDGERS or not KINDS[kind].movements,
        moved=moved,
        history=history,
        more=more,
        home=(address_of(kind), name_of(kind)),
        steps=steps_of(viewer(), shown),
        checking=checking,
        refusal=refusal,
        failed=bool(refusal),
    )
