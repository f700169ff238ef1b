"""Pages of national targets: the board, one target, the observations, and their files."""

from collections.abc import Sequence
from urllib.parse import urlencode

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import access, store
from app.access import EVERYONE, STAFF, requires
from app.accounts.identity import viewer
from app.i18n import language
from app.registry.current import data_day
from app.tables import download
from app.targets import asked, say
from app.targets.board import Row, adoption, chosen, read_board, read_series
from app.targets.tables import board_table, series_table
from models.queries.targets import Kept, indicators, kept_rows, waiting_targets
from models.target import Observation, Target
from models.target_vocabulary import MilestoneState, TargetKind, Topic
from models.vocabulary import ScopeState

bp = Blueprint("targets", __name__)


@bp.app_template_global("target_say")
def target_say() -> object:
    """How figures of targets are printed, for templates."""
    return say


@bp.get("/targets")
@requires(*EVERYONE)
def board() -> ResponseReturnValue:
    """Every national target with its paces; the address says which and in what order."""
    problems: list[str] = []
    wanted = asked.board(request.args, problems)
    with store.reading() as session:
        rows = read_board(session, data_day())
        waits = len(waiting_targets(session)) if access.may_open("target_entry.waiting") else 0
    counts = {kind: sum(row.target.kind is kind for row in rows) for kind in TargetKind}
    return render_template(
        "targets/board.html",
        rows=chosen(rows, wanted, language()),
        every=len(rows),
        counts=counts,
        speeds=adoption(rows) if wanted.kind is TargetKind.TARGET else [],
        wanted=wanted,
        topics=list(Topic),
        states=list(MilestoneState),
        problems=problems,
        waits=waits,
        file_url=lambda ending: _file("targets.board_file", ending, asked.BOARD_KEYS),
    )


@bp.get("/targets.<any(csv,xlsx):ending>")
@requires(*EVERYONE)
def board_file(ending: str) -> ResponseReturnValue:
    """The board as a file, by the same address keys."""
    wanted, on = asked.board(request.args, []), data_day()
    with store.reading() as session:
        rows = chosen(read_board(session, on), wanted, language())
    table = board_table(rows, _filters(asked.BOARD_KEYS), viewer(), on, language())
    return download(table, ending)


@bp.get("/targets/<reference>")
@requires(*EVERYONE)
def show(reference: str) -> ResponseReturnValue:
    """One target: what holds, its earlier rows, and all that was observed of it."""
    is_staff = viewer().role in STAFF
    with store.reading() as session:
        versions = kept_rows(session, Target, reference=reference)
        if not is_staff:
            versions = _confirmed(versions)
        row = _row_of(read_board(session, data_day()), reference)
        if not versions:
            abort(404)
        target = row.target if row else versions[0].row
        series = read_series(session, data_day()).get(target.indicator, [])
        rows = kept_rows(session, Observation, indicator=target.indicator)
        beside = [one for one in read_board(session, data_day()) if _is_beside(one, target)]
    return render_template(
        "targets/show.html",
        target=target,
        row=row,
        beside=beside,
        versions=versions,
        series=series,
        rows=rows if is_staff else _confirmed(rows),
        is_staff=is_staff,
    )


@bp.get("/observations")
@requires(*EVERYONE)
def observations() -> ResponseReturnValue:
    """Every observation that the address asks for."""
    problems: list[str] = []
    wanted = asked.observations(request.args, problems)
    rows, every = _observed(), _indicators()
    return render_template(
        "targets/observations.html",
        rows=asked.chosen(rows, wanted),
        wanted=wanted,
        indicators=every,
        states=list(ScopeState) if viewer().role in STAFF else [],
        problems=problems,
        file_url=lambda ending: _file("targets.observations_file", ending, asked.SERIES_KEYS),
    )


@bp.get("/observations.<any(csv,xlsx):ending>")
@requires(*EVERYONE)
def observations_file(ending: str) -> ResponseReturnValue:
    """The list of observations as a file, by the same address keys."""
    rows = asked.chosen(_observed(), asked.observations(request.args, []))
    filters = _filters(asked.SERIES_KEYS)
    return download(series_table(rows, filters, viewer(), data_day(), language()), ending)


def _observed() -> list[Kept]:
    """What was known on the day of the page: all rows for the staff, else what counts."""
    with store.reading() as session:
        rows = kept_rows(session, Observation)
    rows = [one for one in rows if one.row.known_on <= data_day()]
    return rows if viewer().role in STAFF else _confirmed(rows)


def _indicators() -> list[Target]:
    with store.reading() as session:
        return [row for row in indicators(session) if row.state is ScopeState.CONFIRMED]


def _confirmed(rows: Sequence[Kept]) -> list[Kept]:
    return [
        one
        for one in rows
        if one.row.state is ScopeState.CONFIRMED and one.row.replaced_by_id is None
    ]


def _row_of(rows: Sequence[Row], reference: str) -> Row | None:
    return next((row for row in rows if row.target.reference == reference), None)


def _is_beside(row: Row, target: Target) -> bool:
    same = row.target.indicator == target.indicator
    return same and row.target.reference != target.reference


def _file(endpoint: str, ending: str, keys: Sequence[str]) -> str:
    """The address of the same list as a file."""
    kept = {key: text for key in keys if (text := request.args.get(key))}
    query = f"?{urlencode(kept)}" if kept else ""
    return url_for(endpoint, ending=ending) + query


def _filters(keys: Sequence[str]) -> str:
    """The conditions of the address, for the cover of a file."""
    return ", ".join(f"{key}={request.args[key]}" for key in keys if request.args.get(key))
