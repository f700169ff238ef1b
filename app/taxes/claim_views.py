"""Typing a claim of a tax credit: worked out before it is sent, stored, changed."""

from collections.abc import Mapping

from flask import render_template
from flask.typing import ResponseReturnValue

from app import store
from app.access import MAKERS, requires
from app.accounts.identity import viewer
from app.i18n import language
from app.registry.writing import Writing, needs_reason, own_code
from app.sheet_form import SheetForm, typed_of
from app.store import Session
from app.taxes.form import NEW, SECTIONS, Preview, new_typed, preview
from app.taxes.views import bp
from models.errors import RegistryError
from models.queries.instruments import Shown
from models.queries.parties import parties
from models.tax_claim import TaxClaimInput
from models.vocabulary import Kind, Role

__all__ = ["bp"]


@bp.get("/support/claims/new")
@requires(*MAKERS)
def new() -> ResponseReturnValue:
    """An empty form."""
    return WRITING.new()


@bp.post("/support/claims/new")
@requires(*MAKERS)
def create() -> ResponseReturnValue:
    """Work the claim out, or store it as a draft or submitted."""
    return WRITING.create()


@bp.get("/support/claims/<code>/change")
@requires(*MAKERS)
def change(code: str) -> ResponseReturnValue:
    """The form filled with the latest version."""
    return WRITING.change(code)


@bp.post("/support/claims/<code>/change")
@requires(*MAKERS)
def save_change(code: str) -> ResponseReturnValue:
    """Work the change out, or store it."""
    return WRITING.save(code)


def _blank() -> dict[str, str]:
    return new_typed(own_code())


def _form(typed: Mapping[str, str]) -> SheetForm:
    return SheetForm(typed, language(), kind=Kind.TAX_CLAIM)


def _typed(_session: Session, given: TaxClaimInput) -> dict[str, str]:
    return typed_of(Kind.TAX_CLAIM, given)


def _button(form: SheetForm, shown: Shown | None) -> ResponseReturnValue | None:
    """Add rows, or work the claim out without storing it."""
    go = form.text("go")
    if go.startswith("add-"):
        return _page(form.with_more(go.removeprefix("add-")), shown)
    if go != "calculate":
        return None
    given, made = form.read(), None
    if isinstance(given, TaxClaimInput):
        try:
            with store.reading() as session:
                made = preview(session, given, shown.instrument.code if shown else NEW)
        except RegistryError as error:
            form.refuse(error)
    page = _page(form, shown, made)
    return page if made else (page, 422)


def _page(form: SheetForm, shown: Shown | None, made: Preview | None = None) -> str:
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
        needs_reason=shown is not None and needs_reason(shown),
        summary=[(f"f-{name}", said) for name, said in form.errors.items()],
    )


WRITING = Writing(
    kind=Kind.TAX_CLAIM, form=_form, blank=_blank, typed=_typed, page=_page, button=_button
)
