"""Discount rates: the ones that hold, a proposal, and the second person."""

from datetime import date
from functools import partial

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app import access, store
from app.access import CHECKERS, STAFF, requires
from app.accounts.identity import viewer
from app.forms import Form
from app.i18n import language
from app.messages import label
from app.registry.current import today
from app.second import decide as decide_second
from app.second import propose as propose_second
from models.commands import confirm_rate, decline_rate, propose_rate
from models.discount_rate import EXPECTED, DiscountRateInput
from models.lending import DiscountPurpose
from models.queries.discount_rates import RateRow, find_rate, rate_rows
from models.vocabulary import ScopeState

bp = Blueprint("rates", __name__)
SHARES = ("rate_ppm", "default_ppm", "recovery_ppm", "fee_ppm")


@bp.get("/reference/discount-rates")
@requires(*STAFF)
def show() -> ResponseReturnValue:
    """The rates that hold today, what waits, and everything that held before."""
    return _page(Form({}, language()))


@bp.post("/reference/discount-rates")
@requires(*CHECKERS)
def propose() -> ResponseReturnValue:
    """Propose a rate; a second person confirms it."""
    form = Form(request.form.to_dict(), language())
    key = propose_second(form, _read(form), propose_rate, "purpose")
    return (_page(form), 422) if key is None else redirect(url_for(".show"), 303)


@bp.post("/reference/discount-rates/<int:row_id>")
@requires(*CHECKERS)
def decide(row_id: int) -> ResponseReturnValue:
    """Confirm or decline a proposed rate."""
    if refusal := decide_second(partial(find_rate, key=row_id), confirm_rate, decline_rate):
        flash(refusal, "err")
    else:
        flash(gettext("결정을 저장했습니다."), "ok")
    return redirect(url_for(".show"), 303)


def _read(form: Form) -> DiscountRateInput | None:
    said: dict[str, object] = {
        name: form.text(name) for name in ("purpose", "lender", "source", "note")
    }
    said |= {name: form.share(name, name) for name in SHARES}
    said["recovery_months"] = form.whole("recovery_months", "recovery_months")
    said["valid_from"] = form.day("valid_from", "valid_from")
    stated = {name: value for name, value in said.items() if value is not None}
    return form.validated(DiscountRateInput, stated, lambda loc: str(loc[-1] if loc else "form"))


def _page(form: Form) -> str:
    with store.reading() as session:
        rows = rate_rows(session)
    return render_template(
        "loans/rates.html",
        form=form,
        failed=bool(form.errors),
        held=_held(rows, today()),
        waiting=[row for row in rows if row.rate.state is ScopeState.PROPOSED],
        history=sorted(rows, key=lambda row: row.rate.key, reverse=True),
        may_propose=access.may_open("rates.propose"),
        purposes=[(one.value, label(one, language())) for one in DiscountPurpose],
        expected=EXPECTED,
        mine=viewer().key,
        on=today(),
    )


def _held(rows: list[RateRow], on: date) -> list[RateRow]:
    """The rows that hold on a day, one for each purpose and lender."""
    found: dict[tuple[DiscountPurpose, str], RateRow] = {}
    for row in rows:
        rate = row.rate
        if rate.state is ScopeState.CONFIRMED and rate.valid_from <= on:
            found.setdefault((rate.purpose, rate.lender), row)
    return list(found.values())
