"""Search of the history."""

from datetime import UTC, datetime

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from app import store
from app.access import INSPECTORS, requires
from app.accounts.identity import viewer
from app.audit.listing import SHEET, lines_of, read
from app.i18n import language
from app.lists.grid import grid_of
from app.lists.page import Cut
from app.messages.invariants import INVARIANTS
from app.registry.current import today
from app.tables import download
from models.queries.chain import chain_end
from models.queries.history import actions_seen, history, history_count
from models.queries.invariants import broken
from models.vocabulary import Kind

bp = Blueprint("audit", __name__)


@bp.get("/audit")
@requires(*INSPECTORS)
def events() -> ResponseReturnValue:
    """One page of the events that the address asks for."""
    with store.reading() as session:
        actions = actions_seen(session)
        asked = read(request.args, actions, viewer().role, language())
        cut = Cut.of(history_count(session, asked.filter), asked)
        rows = history(session, asked.filter, sort=asked.sort, limit=cut.per, offset=cut.offset)
    lines = lines_of(rows, viewer().role)
    return render_template(
        "audit/events.html",
        lines=lines,
        grid=grid_of(SHEET, lines, asked, language()),
        asked=asked,
        cut=cut,
        actions=actions,
        kinds=list(Kind),
    )


@bp.get("/audit.<any(csv,xlsx):ending>")
@requires(*INSPECTORS)
def events_file(ending: str) -> ResponseReturnValue:
    """Every event that the address asks for."""
    with store.reading() as session:
        asked = read(request.args, actions_seen(session), viewer().role, language())
        rows = history(session, asked.filter, sort=asked.sort)
    lines = lines_of(rows, viewer().role)
    return download(SHEET.table(lines, asked, today(), viewer(), language()), ending)


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
