"""Stored projection runs."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from models.projection import ProjectionRun


def latest_run(session: Session) -> ProjectionRun | None:
    """The newest run of the base scenario under the default scope and basis."""
    query = (
        select(ProjectionRun)
        .where(ProjectionRun.scope == "strict", ProjectionRun.basis == "headline")
        .order_by(col(ProjectionRun.id).desc())
    )
    rows = session.exec(query.limit(50)).all()
    base = [run for run in rows if run.scenario in ("", "base", "baseline")]
    return next(iter(base or rows), None)


def find_run(session: Session, number: str) -> ProjectionRun | None:
    """The run of that number."""
    return session.exec(select(ProjectionRun).where(ProjectionRun.number == number)).first()


def runs(session: Session, *, limit: int, offset: int = 0) -> Sequence[ProjectionRun]:
    """Runs, newest first."""
    return session.exec(
        select(ProjectionRun).order_by(col(ProjectionRun.id).desc()).offset(offset).limit(limit)
    ).all()
