"""Registering and changing a fund or programme on one page, with who commits and its budget."""

from collections.abc import Mapping

from flask import render_template
from flask.typing import ResponseReturnValue

from app import store
from app.access import MAKERS, requires
from app.accounts.identity import viewer
from app.funds.views import bp
from app.i18n import language
from app.registry.current import today
from app.registry.writing import Writing, needs_reason, own_code
from app.sheet_form import SheetForm, typed_of
from app.store import Session
from models.errors import RegistryError
from models.fund import FundInput
from models.queries.instruments import Shown
from models.queries.parties import parties
from models.vocabulary import Kind, Role

__all__ = ["bp"]


@bp.get("/support/funds/new")
@requires(*MAKERS)
def new() -> ResponseReturnValue:
    """An empty form."""
    return WRITING.new()


@bp.post("/support/funds/new")
@requires(*MAKERS)
def create() -> ResponseReturnValue:
    """The fund stored as a draft or submitted, or the form with more rows or complaints."""
    return WRITING.create()


@bp.get("/support/funds/<code>/change")
@requires(*MAKERS)
def change(code: str) -> ResponseReturnValue:
    """The form filled with the latest version."""
    return WRITING.change(code)


@bp.post("/support/funds/<code>/change")
@requires(*MAKERS)
def save_change(code: str) -> ResponseReturnValue:
    """The change stored as a draft or submitted, or the form with complaints."""
    return WRITING.save(code)


def _blank() -> dict[str, str]:
    return {"known_on": today().isoformat(), "filer": own_code()}


def _form(typed: Mapping[str, str]) -> SheetForm:
    return SheetForm(typed, language(), kind=Kind.FUND)


def _typed(_session: Session, given: FundInput) -> dict[str, str]:
    return typed_of(Kind.FUND, given)


def _more(form: SheetForm, shown: Shown | None) -> ResponseReturnValue | None:
    go = form.text("go")
    return _page(form.with_more(go.removeprefix("add-")), shown) if go.startswith("add-") else None


def _place(error: RegistryError, _given: FundInput) -> str:
    return {"duplicate": "reference", "fund_loop": "commitments"}.get(error.code, "form")


def _page(form: SheetForm, shown: Shown | None) -> str:
    with store.reading() as session:
        known = parties(session)
    return render_template(
        "funds/form.html",
        form=form,
        shown=shown,
        failed=bool(form.errors),
        skipped=("reference", "filer"),
        parties=known,
        own=viewer().role is Role.COMPANY or shown is not None,
        needs_reason=shown is not None and needs_reason(shown),
        summary=[(f"f-{name}", said) for name, said in form.errors.items()],
    )


WRITING = Writing(
    kind=Kind.FUND,
    form=_form,
    blank=_blank,
    typed=_typed,
    page=_page,
    button=_more,
    place=_place,
)
