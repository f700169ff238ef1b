"""Registering and changing the terms of a loan on one page."""

from collections.abc import Mapping

from flask import render_template
from flask.typing import ResponseReturnValue

from app import store
from app.access import MAKERS, requires
from app.accounts.identity import viewer
from app.i18n import language
from app.loans.forms import GROUPS
from app.loans.views import bp
from app.registry.current import today
from app.registry.writing import Writing, needs_reason, own_code
from app.sheet_form import SheetForm, typed_of
from app.store import Session
from models import User
from models.errors import RegistryError
from models.loan import LoanInput
from models.money import Unit
from models.queries.instruments import Shown, find_instrument
from models.queries.parties import parties
from models.queries.visibility import Viewer
from models.vocabulary import Kind, Role

__all__ = ["bp"]


@bp.get("/support/loans/new")
@requires(*MAKERS)
def new() -> ResponseReturnValue:
    """An empty form."""
    return WRITING.new()


@bp.post("/support/loans/new")
@requires(*MAKERS)
def create() -> ResponseReturnValue:
    """The loan stored as a draft or submitted, or the form with more rows or complaints."""
    return WRITING.create()


@bp.get("/support/loans/<code>/change")
@requires(*MAKERS)
def change(code: str) -> ResponseReturnValue:
    """The form filled with the latest version."""
    return WRITING.change(code)


@bp.post("/support/loans/<code>/change")
@requires(*MAKERS)
def save_change(code: str) -> ResponseReturnValue:
    """The change stored as a draft or submitted, or the form with complaints."""
    return WRITING.save(code)


def seen(session: Session, code: str, user: User) -> Shown:
    """The loan of that code, as ``user`` may see it. Raises NotFound."""
    return find_instrument(session, code, Viewer.of(user, today()), Kind.LOAN)


def _blank() -> dict[str, str]:
    return {"known_on": today().isoformat(), "stage": "applied", "filer": own_code()}


def _form(typed: Mapping[str, str]) -> SheetForm:
    return SheetForm(typed, language(), kind=Kind.LOAN, unit=Unit.WON)


def _typed(_session: Session, given: LoanInput) -> dict[str, str]:
    return typed_of(Kind.LOAN, given)


def _more(form: SheetForm, shown: Shown | None) -> ResponseReturnValue | None:
    go = form.text("go")
    return _page(form.with_more(go.removeprefix("add-")), shown) if go.startswith("add-") else None


_PLACES = {"not_found": "filer", "duplicate": "reference"}
"""Where on the page a refusal of the register is said."""


def _place(error: RegistryError, _given: LoanInput) -> str:
    return _PLACES.get(error.code, "title")


def _page(form: SheetForm, shown: Shown | None) -> str:
    with store.reading() as session:
        known = parties(session)
    return render_template(
        "loans/form.html",
        form=form,
        shown=shown,
        failed=bool(form.errors),
        groups=[(title.to(form.lang), names) for title, names in GROUPS],
        parties=known,
        own=viewer().role is Role.COMPANY or shown is not None,
        needs_reason=shown is not None and needs_reason(shown),
        summary=[(f"f-{name}", said) for name, said in form.errors.items()],
    )


WRITING = Writing(
    kind=Kind.LOAN,
    form=_form,
    blank=_blank,
    typed=_typed,
    page=_page,
    button=_more,
    place=_place,
)
