"""Stored projection runs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from sqlmodel import Session, col, func, select

from models.projection import ProjectionRun
from models.queries.publication import readable_runs
from models.queries.visibility import Viewer


def latest_run(session: Session, viewer: Viewer) -> ProjectionRun | None:
    """The newest run of the base scenario under the default scope and basis."""
    query = (
        select(ProjectionRun)
        .where(ProjectionRun.scope == "strict", ProjectionRun.basis == "headline")
        .where(readable_runs(session, viewer))
        .order_by(col(ProjectionRun.id).desc())
    )
    rows = session.exec(query.limit(50)).all()
    base = [run for run in rows if run.scenario in ("", "base", "baseline")]
    return next(iter(base or rows), None)


def find_run(session: Session, number: str, viewer: Viewer) -> ProjectionRun | None:
    """The run of that number, where ``viewer`` may read it."""
    query = select(ProjectionRun).where(ProjectionRun.number == number)
    return session.exec(query.where(readable_runs(session, viewer))).first()


@dataclass(frozen=True, slots=True)
class RunFilter:
    """What a list of runs asks for; an empty field asks for nothing."""

    number: str = ""
    scenarios: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    first_day: date | None = None
    last_day: date | None = None


DEFAULT_SORT = "-number"
SORTS: dict[str, Any] = {"number": ProjectionRun.id, "asof": ProjectionRun.as_of}


def runs(
    session: Session,
    asked: RunFilter,
    viewer: Viewer,
    *,
    sort: str = DEFAULT_SORT,
    limit: int | None = None,
    offset: int = 0,
) -> Sequence[ProjectionRun]:
    """One page of the list; ties are broken by number, the newest first."""
    column = col(SORTS[sort.removeprefix("-")])
    return session.exec(
        select(ProjectionRun)
        .where(readable_runs(session, viewer), *_conditions(asked))
        .order_by(column.desc() if sort.startswith("-") else column, col(ProjectionRun.id).desc())
        .offset(offset)
        .limit(limit)
    ).all()


def run_count(session: Session, asked: RunFilter, viewer: Viewer) -> int:
    """How many runs the list holds."""
    query = select(func.count()).select_from(ProjectionRun)
    return session.exec(query.where(readable_runs(session, viewer), *_conditions(asked))).one()


def _conditions(asked: RunFilter) -> list[Any]:
    """The days are those of the data."""
    wanted: tuple[tuple[Any, Any], ...] = (
        (asked.number, partial(col(ProjectionRun.number).icontains, autoescape=True)),
        (asked.scenarios, col(ProjectionRun.scenario).in_),
        (asked.scopes, col(ProjectionRun.scope).in_),
        (asked.bases, col(ProjectionRun.basis).in_),
        (asked.first_day, col(ProjectionRun.as_of).__ge__),
        (asked.last_day, col(ProjectionRun.as_of).__le__),
    )
    return [compare(value) for value, compare in wanted if value]
