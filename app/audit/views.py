"""Search of the history."""

from datetime import UTC, date, datetime

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from app import store
from app.access import INSPECTORS, requires
from app.accounts.identity import viewer
from app.i18n import language
from app.messages import cell_refused
from app.messages.invariants import INVARIANTS
from app.registry.record import detail_of
from imports import cells
from models.queries.chain import chain_end
from models.queries.history import HistoryFilter, actions_seen, history, history_count
from models.queries.instruments import Happening
from models.queries.invariants import broken
from models.queries.visibility import CONFIDENTIAL, SEES_TAXPAYERS

bp = Blueprint("audit", __name__)
PER_PAGE = 50


@bp.get("/audit")
@requires(*INSPECTORS)
def events() -> ResponseReturnValue:
    """One page of the events that the address asks for."""
    problems: list[str] = []
    asked = HistoryFilter(
        action=request.args.get("action", ""),
        code=request.args.get("code", "").strip(),
        actor=request.args.get("actor", "").strip()[:100],
        first_day=_day("from", problems),
        last_day=_day("to", problems),
    )
    number = request.args.get("page", "1")
    with store.reading() as session:
        count = history_count(session, asked)
        pages = max(1, -(-count // PER_PAGE))
        page = min(max(1, int(number)), pages) if number.isdecimal() else 1
        rows = history(session, asked, limit=PER_PAGE, offset=(page - 1) * PER_PAGE)
        actions = actions_seen(session)
    return render_template(
        "audit/events.html",
        rows=[(row, detail_of(row, language()), _is_hidden(row)) for row in rows],
        asked=asked,
        count=count,
        page=page,
        pages=pages,
        actions=actions,
        problems=problems,
    )


@bp.get("/audit/check")
@requires(*INSPECTORS)
def check() -> ResponseReturnValue:
    """Whether the history is whole and every row says what its events say it said."""
    with store.reading() as session:
        found = broken(session)
        events, end = chain_end(session)
    sentences = [INVARIANTS[one.code].to(language(), one.values) for one in found]
    return render_template(
        "audit/check.html", sentences=sentences, events=events, end=end, at=datetime.now(UTC)
    )


def _is_hidden(row: Happening) -> bool:
    """Whether the event is about taxpayer data that this reader may not see."""
    return row.kind in CONFIDENTIAL and viewer().role not in SEES_TAXPAYERS


def _day(key: str, problems: list[str]) -> date | None:
    text = request.args.get(key, "").strip()
    if not text:
        return None
    try:
        return cells.day(text)
    except cells.Refused as refused:
        problems.append(cell_refused(refused.code, refused.values, language()))
        return None
