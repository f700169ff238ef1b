"""Claims of tax credits: the list, the form, steps, and the calculator beside them."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from app import store
from app.access import EVERYONE, requires
from app.accounts.identity import viewer
from app.i18n import language
from app.lists.grid import grid_of
from app.lists.page import Cut
from app.registry.current import data_day, today
from app.registry.tabs import name_of, tabs
from app.sheet_form import SheetForm
from app.tables import download
from app.taxes import calculate, say
from app.taxes.listing import CHOICES, SHEET, read, rows_of, sums_of
from models.queries.tax_law import read_book
from models.queries.visibility import Viewer
from models.vocabulary import Kind, Role

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
    }


@bp.get("/support/claims")
@requires(*TAXPAYERS)
def claims() -> ResponseReturnValue:
    """The list; its address says what it holds."""
    asked, seen = read(request.args, language()), Viewer.of(viewer(), today())
    with store.reading() as session:
        rows = rows_of(session, asked, seen, data_day())
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
        rows = rows_of(session, asked, seen, data_day())
    return download(SHEET.table(rows, asked, data_day(), viewer(), language()), ending)


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
