"""The calculator of loans: what falls due when, and what the low rate is worth."""

import io
from fractions import Fraction

from flask import Blueprint, render_template, request, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.access import EVERYONE, requires
from app.i18n import language
from app.loans.book import schedule_book
from app.loans.terms import EXAMPLES, PROFILES, TypedLoan, default_terms, rate_of
from app.messages import label
from app.messages.schedules import bad_terms
from app.registry.current import today
from app.tables import XLSX_TYPE
from models.schedules import BadTerms, DayCount, Instalment, LoanPlan, grant_element, schedule
from models.vocabulary import RepaymentProfile

bp = Blueprint("loans", __name__)
FIELDS = frozenset(EXAMPLES) | {"discount"}
INTERNATIONAL = (Fraction(5, 100), Fraction(10, 100))
"""Discount rates of international comparison: IMF–World Bank since 2013, and OECD DAC before."""


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


def _elements(
    plan: LoanPlan | None, rows: list[Instalment], discount: Fraction | None
) -> list[tuple[float, float]]:
    """Discount rate and grant element, both as shares: one's own rate first."""
    if plan is None or not rows:
        return []
    rates = [rate for rate in (discount, *INTERNATIONAL) if rate is not None]
    return [(float(rate), float(grant_element(plan, rows, rate))) for rate in rates]
