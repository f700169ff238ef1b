"""The dated law of tax credits: provisions and settings, kept by administrators, seen by staff."""

from datetime import date
from decimal import Decimal, InvalidOperation
from functools import partial

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app import access, store
from app.access import CHECKERS, STAFF, requires
from app.accounts.identity import viewer
from app.forms import Form
from app.i18n import language
from app.registry.current import today
from app.second import decide as decide_second
from app.second import propose as propose_second
from app.store import Session
from imports import cells
from models import TaxSetting
from models.commands import confirm_setting, decline_setting, propose_setting
from models.money import AmountError, parse_amount
from models.queries.approvals import waiting
from models.queries.tax_law import find_setting, read_rates, tax_settings
from models.tax_setting import TaxSettingInput
from models.tax_vocabulary import TaxParameter
from models.taxes import Rate
from models.vocabulary import FirmSize, Kind, Provision, ProvisionStatus, Role, ScopeState
from models.vocabulary import TaxTier as Tier

bp = Blueprint("tax_law", __name__)
KEEPERS = (Role.ADMINISTRATOR,)
CHOICES = {
    "parameter": TaxParameter,
    "provision": Provision,
    "tier": Tier,
    "firm_size": FirmSize,
}
FILER = "moef"


@bp.get("/reference/tax-provisions")
@requires(*STAFF)
def provisions() -> ResponseReturnValue:
    """The dated provisions; the address says on which day and in which state."""
    form = Form(request.args.to_dict(), language())
    on = form.day("on", "valid_from")
    wanted = request.args.get("status", "")
    with store.reading() as session:
        rates = read_rates(session, today())
        proposed = (
            [one for one in waiting(session) if one.kind is Kind.TAX_INCENTIVE]
            if access.may_open("approvals.queue")
            else []
        )
    rows = [rate for rate in rates if _fits(rate, wanted) and (on is None or _holds(rate, on))]
    return render_template(
        "taxes/provisions.html",
        form=form,
        rows=rows,
        every=len(rates),
        on=on,
        wanted=wanted,
        statuses=list(ProvisionStatus),
        waiting=proposed,
        may_keep=viewer().role in CHECKERS,
    )


def _fits(rate: Rate, wanted: str) -> bool:
    return not wanted or rate.status.value == wanted


def _holds(rate: Rate, on: date) -> bool:
    """Whether the day lies between the dates of a provision, whatever its rate."""
    return (rate.since or date.min) <= on <= (rate.until or date.max)


@bp.get("/reference/tax-settings")
@requires(*STAFF)
def settings() -> ResponseReturnValue:
    """The settings that hold today, what waits, and everything before."""
    return _settings(Form({}, language()))


@bp.post("/reference/tax-settings")
@requires(*KEEPERS)
def propose_one() -> ResponseReturnValue:
    """Propose a setting; a second person confirms it on its own page."""
    form = Form(request.form.to_dict(), language())
    key = propose_second(form, _read(form), propose_setting)
    return (_settings(form), 422) if key is None else redirect(url_for(".setting", row_id=key), 303)


@bp.get("/reference/tax-settings/<int:row_id>")
@requires(*STAFF)
def setting(row_id: int) -> ResponseReturnValue:
    """One setting."""
    return _setting(row_id)


@bp.post("/reference/tax-settings/<int:row_id>")
@requires(*CHECKERS)
def decide(row_id: int) -> ResponseReturnValue:
    """Confirm or decline a proposed setting."""
    refusal = decide_second(partial(_found, row_id=row_id), confirm_setting, decline_setting)
    if refusal:
        return _setting(row_id, refusal), 422
    done = {
        "confirm": gettext("확인했습니다. 적용 시작일부터 계산에 반영됩니다."),
        "decline": gettext("거절했습니다. 까닭이 이력에 남습니다."),
    }
    flash(done[request.form["decision"]], "ok")
    return redirect(url_for(".settings"), 303)


def _found(session: Session, row_id: int) -> TaxSetting:
    row = find_setting(session, row_id)
    if row is None:
        abort(404)
    return row


def _read(form: Form) -> TaxSettingInput | None:
    parameter = form.text("parameter")
    value = None
    if parameter in set(TaxParameter):
        value = _value(form, TaxParameter(parameter))
    day = form.day("valid_from", "valid_from")
    values = {
        "parameter": parameter,
        **{name: form.text(name) or None for name in ("provision", "tier", "firm_size")},
        **({} if value is None else {"value": value}),
        **{name: text for name in ("article", "source") if (text := form.text(name))},
        "note": form.text("note"),
        **({"valid_from": day} if day else {}),
    }
    return form.validated(
        TaxSettingInput, values, lambda place: str(place[-1] if place else "form")
    )


def _value(form: Form, parameter: TaxParameter) -> int | None:
    """A typed value in the unit of its setting: percent, an amount, yes or no, a number."""
    name, text = parameter.value, form.text("value")
    if not text:
        return None
    try:
        if name.endswith("_ppm"):
            return _percent(text)
        if name.endswith("_won"):
            return parse_amount(text)
        if name.endswith("_flag"):
            return int(cells.flag(text))
        return cells.whole(text)
    except (cells.Refused, AmountError, InvalidOperation):
        said = {
            "_ppm": gettext("값: 비율을 17%% 또는 0.022%%처럼 적어 주세요."),
            "_won": gettext("값: 금액을 100억처럼 적어 주세요."),
            "flag": gettext("값: 예나 아니요로 적어 주세요."),
        }
        form.complain("value", said.get(name[-4:], gettext("값: 숫자로만 적어 주세요.")))
        return None


def _percent(text: str) -> int:
    """Percent of any size as whole parts per million."""
    parts = Decimal(text.replace(" ", "").removesuffix("%")) * 10**4
    if parts != int(parts) or parts < 0:
        raise InvalidOperation
    return int(parts)


def _settings(form: Form) -> str:
    with store.reading() as session:
        rows = tax_settings(session)
    return render_template(
        "taxes/settings.html",
        form=form,
        failed=bool(form.errors),
        now=[kept for kept in rows if _holds_now(kept.row)],
        waiting=[kept for kept in rows if kept.row.state is ScopeState.PROPOSED],
        rest=[kept for kept in rows if not _holds_now(kept.row)],
        may_propose=viewer().role in KEEPERS,
        choices=CHOICES,
        today=today(),
    )


def _holds_now(row: TaxSetting) -> bool:
    begun = row.state is ScopeState.CONFIRMED and row.valid_from <= today()
    return begun and (row.valid_to is None or row.valid_to >= today())


def _setting(row_id: int, refusal: str = "") -> str:
    with store.reading() as session:
        _found(session, row_id)
        rows = tax_settings(session)
    kept = next(one for one in rows if one.row.key == row_id)
    beside = [
        one
        for one in rows
        if one.row.key != row_id
        and one.row.state is ScopeState.CONFIRMED
        and all(
            getattr(one.row, name) == getattr(kept.row, name)
            for name in ("parameter", "provision", "tier", "firm_size")
        )
    ]
    return render_template(
        "taxes/setting.html",
        kept=kept,
        beside=beside,
        refusal=refusal,
        failed=bool(refusal),
        may_decide=access.may_open("tax_law.decide"),
        is_maker=kept.row.proposed_by_id == viewer().key,
    )
