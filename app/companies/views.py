"""Parties: the list, its files, one party and its file."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import store
from app.access import EVERYONE, requires
from app.accounts.identity import viewer
from app.companies import listing
from app.companies.page import MEASURES, CompanyPage, company_page, table_of
from app.i18n import language
from app.lists.grid import grid_of
from app.lists.page import Cut
from app.lists.sheet import added
from app.registry.current import data_day, register_for, today
from app.store import Session
from app.tables import download
from models.queries.companies import visible_parties
from models.queries.visibility import Viewer
from models.vocabulary import Origin, PartyKind, Role, Size

bp = Blueprint("companies", __name__)


@bp.get("/companies")
@requires(*EVERYONE)
def index() -> ResponseReturnValue:
    """Every party that this user may know of; a company goes to its own page."""
    seen = _seen()
    asked = listing.read(request.args, language())
    with store.reading() as session:
        if seen.role is Role.COMPANY:
            (own,) = visible_parties(session, seen)
            return redirect(url_for(".show", code=own.code), 303)
        rows = _rows(session, seen)
    cut = Cut.of(len(rows), asked)
    announced = sum(row.four.announced_won for row in rows)
    spent = added([row.four.realised_won for row in rows])
    sums = {"announced": announced, "realised": spent}
    return render_template(
        "companies/list.html",
        asked=asked,
        cut=cut,
        rows=cut.part(rows),
        grid=grid_of(listing.SHEET, cut.part(rows), asked, language(), sums),
        announced_won=announced,
        realised_won=spent,
        kinds=list(PartyKind),
        sizes=list(Size),
        origins=list(Origin),
        sectors=[(code, said.to(language())) for code, said in listing.SECTORS.items()],
        counted_kinds=listing.COUNTED_KINDS,
        on=data_day(),
    )


@bp.get("/companies.<any(csv,xlsx):ending>")
@requires(*EVERYONE)
def index_file(ending: str) -> ResponseReturnValue:
    """The whole list as a file, by the same address keys."""
    asked = listing.read(request.args, language())
    with store.reading() as session:
        rows = _rows(session, _seen())
    return download(listing.SHEET.table(rows, asked, data_day(), viewer(), language()), ending)


@bp.get("/companies/<code>")
@requires(*EVERYONE)
def show(code: str) -> ResponseReturnValue:
    """Everything about one party on the day that the address names."""
    return render_template("companies/show.html", page=_page(code), measures=MEASURES)


@bp.get("/companies/<code>.<any(csv,xlsx):ending>")
@requires(*EVERYONE)
def show_file(code: str, ending: str) -> ResponseReturnValue:
    """The records of one party, and its figures on the cover."""
    return download(table_of(_page(code), viewer(), language()), ending)


def _page(code: str) -> CompanyPage:
    with store.reading() as session:
        return company_page(session, code, viewer(), _seen(), data_day())


def _rows(session: Session, seen: Viewer) -> list[listing.Row]:
    asked = listing.read(request.args, language())
    return listing.rows_of(session, register_for(session, seen, data_day()), seen, asked)


def _seen() -> Viewer:
    return Viewer.of(viewer(), today())
