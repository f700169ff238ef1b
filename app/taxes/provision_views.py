"""Proposing a provision of tax law; a second person verifies it in the queue."""

from collections.abc import Mapping

from flask import render_template
from flask.typing import ResponseReturnValue

from app.access import CHECKERS, requires
from app.i18n import language
from app.registry.current import today
from app.registry.writing import Writing, needs_reason
from app.sheet_form import SheetForm, typed_of
from app.store import Session
from app.taxes.law_views import bp
from models.queries.instruments import Shown
from models.tax_incentive import TaxIncentiveInput
from models.vocabulary import Kind

__all__ = ["bp"]
FILER = "moef"


@bp.get("/reference/tax-provisions/new")
@requires(*CHECKERS)
def new_provision() -> ResponseReturnValue:
    """An empty form."""
    return WRITING.new()


@bp.post("/reference/tax-provisions/new")
@requires(*CHECKERS)
def create_provision() -> ResponseReturnValue:
    """The provision submitted, or the form with complaints."""
    return WRITING.create()


@bp.get("/reference/tax-provisions/<code>/change")
@requires(*CHECKERS)
def change_provision(code: str) -> ResponseReturnValue:
    """The form filled with the latest version."""
    return WRITING.change(code)


@bp.post("/reference/tax-provisions/<code>/change")
@requires(*CHECKERS)
def save_provision(code: str) -> ResponseReturnValue:
    """The other version submitted with its reason, or the form with complaints."""
    return WRITING.save(code)


def _blank() -> dict[str, str]:
    return {"filer": FILER, "known_on": today().isoformat(), "status": "proposed"}


def _form(typed: Mapping[str, str]) -> SheetForm:
    return SheetForm(typed, language(), kind=Kind.TAX_INCENTIVE)


def _typed(_session: Session, given: TaxIncentiveInput) -> dict[str, str]:
    return typed_of(Kind.TAX_INCENTIVE, given)


def _page(form: SheetForm, shown: Shown | None) -> str:
    return render_template(
        "taxes/provision_form.html",
        form=form,
        shown=shown,
        failed=bool(form.errors),
        needs_reason=shown is not None and needs_reason(shown),
        summary=[(f"f-{name}", said) for name, said in form.errors.items()],
        skipped=("reference", "filer", "currency", "foreign_amount", "amount_text"),
    )


WRITING = Writing(kind=Kind.TAX_INCENTIVE, form=_form, blank=_blank, typed=_typed, page=_page)
