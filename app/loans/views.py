"""The calculator of loans: what falls due when, and what the low rate is worth."""

import io
from fractions import Fraction

from flask import Blueprint, render_template, request, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app import store
from app.access import EVERYONE, requires
from app.accounts.identity import viewer
from app.i18n import language
from app.loans.book import schedule_book
from app.loans.listing import SHEET, read
from app.loans.page import schedule_table
from app.loans.reading import loan_lines
from app.loans.terms import EXAMPLES, PROFILES, TypedLoan, default_terms, rate_of
from app.messages import label
from app.messages.schedules import bad_terms
from app.registry.current import data_day, today
from app.tables import XLSX_TYPE, download
from models.lending import DiscountPurpose, RepaymentProfile
from models.queries.discount_rates import read_rates
from models.queries.instruments import find_instrument
from models.queries.visibility import Viewer
from models.schedules import BadTerms, DayCount, Instalment, LoanPlan, grant_element, schedule
from models.types import PPM
from models.vocabulary import Kind

bp = Blueprint("loans", __name__)
FIELDS = frozenset(EXAMPLES) | {"discount"}
INTERNATIONAL = (DiscountPurpose.IMF_WORLD_BANK, DiscountPurpose.OECD_DAC)
"""What discount rates of international comparison are for."""


@bp.get("/calculators/loan")
@requires(*EVERYONE)
def calculator() -> ResponseReturnValue:
    """The form, and the schedule of what the address says; nothing is stored."""
    typed = _typed()
    loan = TypedLoan(typed)
    plan, discount = loan.plan(), _discount(loan)
    rows = _rows(loan, plan)
    page = render_template(
        "loans/calculator.html",
        typed=typed,
        errors={error.field: bad_terms(error, language()) for error in reversed(loan.errors)},
        profiles=[(one.value, label(RepaymentProfile(one.value), language())) for one in PROFILES],
        counts=[(one.value, one.value) for one in DayCount],
        rows=rows,
        total=sum(row.interest for row in rows),
        elements=_elements(plan, rows, discount),
    )
    return page, 422 if loan.errors else 200


@bp.get("/calculators/loan.xlsx")
@requires(*EVERYONE)
def workbook() -> ResponseReturnValue:
    """The schedule as a workbook that goes on calculating."""
    loan = TypedLoan(_typed())
    plan = loan.plan()
    rows = _rows(loan, plan)
    _discount(loan)
    if plan is None or loan.errors:
        return calculator()
    file = io.BytesIO(schedule_book(plan, rows))
    name = f"{gettext('융자 상환표')}.xlsx"
    return send_file(file, XLSX_TYPE, as_attachment=True, download_name=name)


def _typed() -> dict[str, str]:
    typed = {name: said for name, said in request.args.items() if name in FIELDS}
    return typed if "principal" in typed else default_terms(today()) | typed


def _rows(loan: TypedLoan, plan: LoanPlan | None) -> list[Instalment]:
    try:
        return schedule(plan) if plan else []
    except BadTerms as error:
        loan.errors.append(error)
        return []


def _discount(loan: TypedLoan) -> Fraction | None:
    text = loan.typed.get("discount", "").strip()
    try:
        return rate_of(text) if text else None
    except BadTerms as error:
        loan.errors.append(BadTerms("discount", error.code, **error.values))
        return None


@bp.get("/support/loans/list.<any(csv,xlsx):ending>")
@requires(*EVERYONE)
def list_file(ending: str) -> ResponseReturnValue:
    """Every row of the list that the address asks for, with its sums on the cover."""
    asked = read(request.args, language())
    with store.reading() as session:
        lines = loan_lines(session, asked, Viewer.of(viewer(), today()), data_day())
    return download(SHEET.table(lines, asked, data_day(), viewer(), language()), ending)


@bp.get("/support/loans/<code>/schedule.<any(csv,xlsx):ending>")
@requires(*EVERYONE)
def schedule_file(code: str, ending: str) -> ResponseReturnValue:
    """The schedule of a loan with what of it is unpaid."""
    seen = Viewer.of(viewer(), today())
    with store.reading() as session:
        shown = find_instrument(session, code, seen, Kind.LOAN)
        return download(schedule_table(session, shown, today(), viewer(), language()), ending)


def _international() -> list[Fraction]:
    """The rates of international comparison that hold today."""
    with store.reading() as session:
        rates = read_rates(session, today())
    held = [rates.on(purpose, today()) for purpose in INTERNATIONAL]
    return [Fraction(row.rate_ppm, PPM) for row in held if row is not None]


def _elements(
    plan: LoanPlan | None, rows: list[Instalment], discount: Fraction | None
) -> list[tuple[float, float]]:
    """Discount rate and grant element, both as shares: one's own rate first."""
    if plan is None or not rows:
        return []
    rates = [rate for rate in (discount, *_international()) if rate is not None]
    return [(float(rate), float(grant_element(plan, rows, rate))) for rate in rates]
