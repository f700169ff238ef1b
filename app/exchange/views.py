"""Exchange rates: the list, a proposal, and the second person."""

from decimal import Decimal
from functools import partial

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app import access, messages, store
from app.access import CHECKERS, EVERYONE, requires
from app.accounts.identity import viewer
from app.exchange.listing import SHEET, ordered, rate_text, read
from app.forms import Form
from app.i18n import language
from app.lists.grid import grid_of
from app.lists.page import Cut
from app.registry.current import today
from app.second import decide as decide_second
from app.tables import download
from imports import cells
from models import User
from models.commands import (
    confirm_exchange_rate,
    decline_exchange_rate,
    propose_exchange_rate,
)
from models.counting.foreign import MILLION
from models.errors import RegistryError
from models.exchange_rate import ExchangeRateInput
from models.queries.exchange_rates import (
    ExchangeRateRow,
    currencies,
    exchange_rate_rows,
    find_exchange_rate,
)
from models.vocabulary import Role, ScopeState

bp = Blueprint("exchange", __name__)
bp.add_app_template_filter(rate_text, "exchange_rate")


@bp.get("/reference/exchange-rates")
@requires(*EVERYONE)
def show() -> ResponseReturnValue:
    """Every rate that the address asks for, and what waits."""
    return _page(Form({"currency": "USD"}, language()))


@bp.get("/reference/exchange-rates.<any(csv,xlsx):ending>")
@requires(*EVERYONE)
def show_file(ending: str) -> ResponseReturnValue:
    """The same list as a file."""
    with store.reading() as session:
        asked = read(request.args, currencies(session), language())
        rows = ordered(_rows(session, asked.filter.currency), asked.sort)
    return download(SHEET.table(rows, asked, today(), viewer(), language()), ending)


@bp.post("/reference/exchange-rates")
@requires(*CHECKERS)
def propose() -> ResponseReturnValue:
    """Propose a rate; a second person confirms it."""
    form = Form(request.form.to_dict(), language())
    given = _read(form)
    if given is not None and not form.errors:
        try:
            with store.transaction() as session:
                actor = session.get_one(User, viewer().key)
                propose_exchange_rate(session, given, actor=actor, today=today())
        except RegistryError as error:
            form.refuse(error, "quoted_on")
        else:
            flash(gettext("제안을 저장했습니다. 다른 사람이 확인하면 적용됩니다."), "ok")
            return redirect(url_for(".show"), 303)
    return _page(form), 422


@bp.post("/reference/exchange-rates/<int:row_id>")
@requires(*CHECKERS)
def decide(row_id: int) -> ResponseReturnValue:
    """Confirm or decline a proposed rate."""
    find = partial(find_exchange_rate, key=row_id)
    if refusal := decide_second(find, confirm_exchange_rate, decline_exchange_rate):
        flash(refusal, "err")
    else:
        flash(gettext("결정을 저장했습니다. 환산하는 집계가 다시 계산됩니다."), "ok")
    return redirect(url_for(".show"), 303)


def _read(form: Form) -> ExchangeRateInput | None:
    said: dict[str, object] = {name: form.text(name) for name in ("source", "note")}
    said["currency"] = form.text("currency").upper()
    said["quoted_on"] = form.day("quoted_on", "quoted_on")
    said["rate_millionths"] = _millionths(form)
    stated = {name: value for name, value in said.items() if value is not None}
    return form.validated(ExchangeRateInput, stated, lambda loc: str(loc[-1] if loc else "form"))


def _millionths(form: Form) -> int | None:
    """The quoted number exactly; more than six decimals are refused, never rounded."""
    text = form.text("rate_millionths")
    if not text:
        return None
    try:
        steps: Decimal = cells.figure(text) * MILLION
    except cells.Refused as refused:
        form.complain("rate_millionths", messages.cell_refused(refused.code, {}, form.lang))
        return None
    if steps != int(steps):
        said = gettext("소수점 아래 여섯 자리까지 적어 주세요. 예: 1,432.5")
        form.complain("rate_millionths", said)
        return None
    return int(steps)


def _rows(session: store.Session, currency: str = "") -> list[ExchangeRateRow]:
    """The rates; a company reads no names of those who keep them."""
    rows = exchange_rate_rows(session, currency)
    if viewer().role is not Role.COMPANY:
        return rows
    return [row._replace(proposed_by="", confirmed_by="") for row in rows]


def _page(form: Form) -> str:
    with store.reading() as session:
        known = currencies(session)
        asked = read(request.args, known, language())
        rows = ordered(_rows(session, asked.filter.currency), asked.sort)
        waiting = [row for row in _rows(session) if row.rate.state is ScopeState.PROPOSED]
    cut = Cut.of(len(rows), asked)
    shown = cut.part(rows)
    return render_template(
        "exchange/rates.html",
        form=form,
        failed=bool(form.errors),
        asked=asked,
        cut=cut,
        rows=shown,
        grid=grid_of(SHEET, shown, asked, language()),
        waiting=waiting,
        known=known,
        may_propose=access.may_open("exchange.propose"),
        mine=viewer().key,
    )
