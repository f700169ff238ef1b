"""Runs that belong together: the same question again, and other scenarios beside it."""

import sqlalchemy as sa
from sqlmodel import Session, col, select

from models.instrument import Instrument, Revision
from models.people import Party, User
from models.projection import ProjectionRun
from models.queries.current import CURRENT
from models.queries.names import seen_columns
from models.queries.publication import readable_runs
from models.queries.visibility import Viewer, visible
from models.vocabulary import Kind


def made_by(session: Session, run: ProjectionRun) -> str | None:
    """The name of who made a run; None for the command line."""
    user = session.get(User, run.made_by_id) if run.made_by_id else None
    return user.name if user else None


def repeated(session: Session, run: ProjectionRun, viewer: Viewer) -> ProjectionRun | None:
    """An earlier run with the same inputs, seed and results: proof that it can be made again."""
    return session.exec(
        select(ProjectionRun)
        .where(ProjectionRun.inputs_sha256 == run.inputs_sha256)
        .where(ProjectionRun.results_sha256 == run.results_sha256)
        .where(ProjectionRun.seed == run.seed, col(ProjectionRun.id) < run.id)
        .where(readable_runs(session, viewer))
        .order_by(col(ProjectionRun.id).desc())
    ).first()


def beside(
    session: Session, run: ProjectionRun, viewer: Viewer, *, limit: int
) -> list[ProjectionRun]:
    """The newest runs of every scenario on the same day, scope and basis, newest first.

    Levers of a user make a scenario of their own each time.
    """
    query = (
        select(ProjectionRun)
        .where(ProjectionRun.as_of == run.as_of, ProjectionRun.scope == run.scope)
        .where(ProjectionRun.basis == run.basis, readable_runs(session, viewer))
        .order_by(col(ProjectionRun.id).desc())
    )
    chosen: dict[str, ProjectionRun] = {_family(run): run}
    for other in session.exec(query.limit(20 * limit)):
        chosen.setdefault(_family(other), other)
        if len(chosen) == limit:
            break
    return sorted(chosen.values(), key=lambda one: one.key, reverse=True)


def seen_names(session: Session, viewer: Viewer) -> dict[str, dict[str, str]]:
    """Code, title and filer of every pledge that ``viewer`` may see, as they may read them."""
    columns = seen_columns((Instrument.code, Revision.title, Party.name_ko), viewer)
    query = (
        sa.select(*columns)
        .select_from(Instrument)
        .join(Revision, col(Revision.instrument_id) == col(Instrument.id))
        .join(Party, col(Party.id) == col(Instrument.filer_id))
        .where(col(Instrument.kind) == Kind.PLEDGE, CURRENT, visible(viewer))
    )
    return {
        code: {"code": code, "title": title, "filer": filer}
        for code, title, filer in session.execute(query)
    }


def _family(run: ProjectionRun) -> str:
    return run.scenario if run.scenario != "custom" else f"{run.inputs_sha256}/{run.seed}"
