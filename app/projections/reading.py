"""A run as one reader may see it, and a run asked for by a user."""

from collections.abc import Mapping

from sqlmodel import Session

from app.exports.page import Names
from app.projections.asking import Asked
from app.projections.run import run_projection
from app.registry.current import today
from models.errors import NotFound
from models.people import User
from models.projection import ProjectionRun
from models.queries.publication import require_published
from models.queries.run_family import seen_names
from models.queries.runs import find_run
from models.queries.visibility import Viewer


def ask(session: Session, asked: Asked, actor: User) -> ProjectionRun:
    """Make the run that a form asks for.

    Raises EconError where it cannot be made, NotPublished for a closed day that waits.
    """
    question, choice = asked
    require_published(session, Viewer.of(actor, today()), question.as_of)
    return run_projection(
        session,
        scenario=choice.start.name,
        scope=question.scope,
        basis=question.basis,
        as_of=question.as_of,
        draws=question.draws,
        seed=question.seed,
        overrides=choice.overrides,
        actor=actor,
    )


def found(session: Session, number: str, reader: User) -> ProjectionRun:
    """The run of that number, where ``reader`` may read it. Raises NotFound."""
    run = find_run(session, number, Viewer.of(reader, today()))
    if run is None:
        raise NotFound(what="run", found=number)
    return run


def names(session: Session, run: ProjectionRun, reader: User) -> Names:
    """Code, title and filer of each pledge; the code alone where the reader may not see it."""
    viewer = Viewer.of(reader, today())
    seen = seen_names(session, viewer)
    return {
        key: _as_seen(said, seen.get(said["code"]), viewer)
        for key, said in run.inputs["names"].items()
    }


def _as_seen(
    said: Mapping[str, str], seen: Mapping[str, str] | None, viewer: Viewer
) -> Mapping[str, str]:
    """The names at the time of the run, unless the reader may not know them."""
    if seen is None:
        return {**said, "title": "", "filer": ""}
    return said if viewer.sees_names else seen
