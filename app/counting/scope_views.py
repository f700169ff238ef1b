"""The scope table: its rows and history, a proposal with its effect, and the second person."""

from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

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
from models import ScopeRule
from models.commands import confirm_scope, decline_scope, propose_scope
from models.counting import Four
from models.queries.counting import ScopeRow, find_scope_row, scope_rows
from models.queries.register import read_register
from models.scope import ScopeInput
from models.vocabulary import AiShare, Category, ForeignParent, Role, ScopeState, SpendKind

bp = Blueprint("scope", __name__)
KEEPERS = (Role.ADMINISTRATOR,)
CHOICES = {
    "category": Category,
    "spend_kind": SpendKind,
    "foreign_parent": ForeignParent,
    "ai_share": AiShare,
}


class Change(NamedTuple):
    """One figure before and after a row of the scope table."""

    name: str
    before: Four
    after: Four


@dataclass(frozen=True, slots=True)
class Effect:
    """What a proposed row would change, and how many records it would let in or out."""

    on: Any
    changes: tuple[Change, ...]
    records_before: int
    records_after: int


@bp.get("/reference/scope")
@requires(*STAFF)
def show() -> ResponseReturnValue:
    """The rows that hold today, what waits, and everything that held before."""
    return _page(Form({}, language()))


@bp.post("/reference/scope")
@requires(*KEEPERS)
def propose() -> ResponseReturnValue:
    """Propose a row; a second person confirms it on its own page."""
    form = Form(request.form.to_dict(), language())
    key = propose_second(form, _read(form), propose_scope)
    return (_page(form), 422) if key is None else redirect(url_for(".review", row_id=key), 303)


@bp.get("/reference/scope/<int:row_id>")
@requires(*STAFF)
def review(row_id: int) -> ResponseReturnValue:
    """One row with what it changes in the totals."""
    return _review(row_id)


@bp.post("/reference/scope/<int:row_id>")
@requires(*CHECKERS)
def decide(row_id: int) -> ResponseReturnValue:
    """Confirm or decline a proposed row."""
    refusal = decide_second(partial(_found, row_id=row_id), confirm_scope, decline_scope)
    if refusal:
        return _review(row_id, refusal), 422
    done = {
        "confirm": gettext("확인했습니다. 적용 시작일부터 집계에 반영됩니다."),
        "decline": gettext("거절했습니다. 까닭이 이력에 남습니다."),
    }
    flash(done[request.form["decision"]], "ok")
    return redirect(url_for(".show"), 303)


def _found(session: Session, row_id: int) -> ScopeRule:
    row = find_scope_row(session, row_id)
    if row is None:
        abort(404)
    return row


def _read(form: Form) -> ScopeInput | None:
    day = form.day("valid_from", "valid_from")
    values = {
        "category": form.text("category"),
        "spend_kind": form.text("spend_kind") or None,
        "in_scope": form.text("in_scope"),
        "is_chips": form.text("is_chips") == "yes",
        "foreign_parent": form.text("foreign_parent"),
        "ai_share": form.text("ai_share"),
        "reason": form.text("reason"),
        **({"valid_from": day} if day else {}),
    }
    return form.validated(ScopeInput, values, lambda place: str(place[-1] if place else "form"))


def _page(form: Form) -> str:
    with store.reading() as session:
        rows = scope_rows(session)
    return render_template(
        "counting/scope.html",
        form=form,
        failed=bool(form.errors),
        groups=_groups(rows),
        waiting=[row for row in rows if row.rule.state is ScopeState.PROPOSED],
        history=sorted(rows, key=lambda row: row.rule.key, reverse=True),
        may_propose=viewer().role in KEEPERS,
        choices=CHOICES,
        today=today(),
    )


def _groups(rows: list[ScopeRow]) -> list[ScopeRow]:
    """The rows that hold today, in the order of the categories."""
    places = {category: place for place, category in enumerate(Category)}
    held = [row for row in rows if _holds(row.rule)]
    return sorted(held, key=lambda row: (places[row.rule.category], row.rule.spend_kind or ""))


def _holds(row: ScopeRule) -> bool:
    begun = row.state is ScopeState.CONFIRMED and row.valid_from <= today()
    return begun and (row.valid_to is None or row.valid_to >= today())


def _review(row_id: int, refusal: str = "") -> str:
    with store.reading() as session:
        row = _found(session, row_id)
        named = next(one for one in scope_rows(session) if one.rule.key == row_id)
        effect = _effect(session, row) if row.state is ScopeState.PROPOSED else None
    return render_template(
        "counting/scope_row.html",
        row=named,
        effect=effect,
        refusal=refusal,
        failed=bool(refusal),
        may_decide=access.may_open("scope.decide"),
        is_maker=row.proposed_by_id == viewer().key,
    )


def _effect(session: Session, row: ScopeRule) -> Effect:
    """The totals with and without the row, on its first day or today where that is later."""
    on = max(row.valid_from, today())
    before = read_register(session, on=on).totals
    after = read_register(session, on=on, with_scope=row).totals
    changes = (
        Change(gettext("총액 기준"), before.headline, after.headline),
        Change(gettext("순액 기준"), before.net, after.net),
        Change(gettext("반도체 제외"), before.without_chips, after.without_chips),
        Change(gettext("외국계 제외"), before.without_foreign, after.without_foreign),
    )
    return Effect(on, changes, before.counted_records, after.counted_records)
