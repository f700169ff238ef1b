"""Pages of national targets: the board, one target, the observations, and their files."""

from collections.abc import Sequence

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from app import access, store
from app.access import EVERYONE, STAFF, requires
from app.accounts.identity import viewer
from app.i18n import language
from app.lists.grid import grid_of
from app.lists.page import Cut
from app.registry.current import data_day
from app.tables import download
from app.targets import asked as addresses
from app.targets import say
from app.targets.board import Row, adoption, chosen, read_board, read_series
from app.targets.tables import BOARD, SERIES, pairs
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
    asked = addresses.board(request.args, language())
    with store.reading() as session:
        rows = read_board(session, data_day())
        waits = len(waiting_targets(session)) if access.may_open("target_entry.waiting") else 0
    counts = {kind: sum(row.target.kind is kind for row in rows) for kind in TargetKind}
    found, wanted = chosen(rows, asked, language()), asked.filter
    cut = Cut.of(len(found), asked)
    return render_template(
        "targets/board.html",
        rows=cut.part(found),
        asked=asked,
        cut=cut,
        grid=grid_of(BOARD, pairs(cut.part(found)), asked, language()),
        every=len(rows),
        counts=counts,
        speeds=adoption(rows) if wanted.kind is TargetKind.TARGET else [],
        wanted=wanted,
        topics=list(Topic),
        states=list(MilestoneState),
        waits=waits,
    )


@bp.get("/targets.<any(csv,xlsx):ending>")
@requires(*EVERYONE)
def board_file(ending: str) -> ResponseReturnValue:
    """The board as a file, by the same address keys."""
    asked, on = addresses.board(request.args, language()), data_day()
    with store.reading() as session:
        rows = chosen(read_board(session, on), asked, language())
    return download(BOARD.table(pairs(rows), asked, on, viewer(), language()), ending)


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
    every = _indicators()
    asked = addresses.observations(request.args, every, language())
    rows = addresses.chosen(_observed(), asked)
    cut = Cut.of(len(rows), asked)
    return render_template(
        "targets/observations.html",
        rows=cut.part(rows),
        asked=asked,
        cut=cut,
        grid=grid_of(SERIES, cut.part(rows), asked, language()),
        wanted=asked.filter,
        indicators=every,
        states=list(ScopeState) if viewer().role in STAFF else [],
    )


@bp.get("/observations.<any(csv,xlsx):ending>")
@requires(*EVERYONE)
def observations_file(ending: str) -> ResponseReturnValue:
    """The list of observations as a file, by the same address keys."""
    asked = addresses.observations(request.args, _indicators(), language())
    rows = addresses.chosen(_observed(), asked)
    return download(SERIES.table(rows, asked, data_day(), viewer(), language()), ending)


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
