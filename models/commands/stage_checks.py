"""What must hold between the stages of a pledge's lines from one version to the next."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from models.errors import ReasonNeeded, StepNotAllowed
from models.instrument import Revision
from models.pledge import LINE_STAGES, PledgeLine
from models.queries.chunks import chunks
from models.vocabulary import COUNTED_STATES, Stage

Years = Mapping[int | None, set[Stage]]


def require_stage_reasons(session: Session, revisions: Collection[int]) -> None:
    """Refuse new versions that take lines a way which needs a reason, and give none.

    A version is held against the one that counts. Lines forward to firm, executing or completed
    carry their evidence; deferring, cancelling, letting lapse, and going back need the reason of
    the version. Raises ReasonNeeded.
    """
    for keys in chunks(revisions):
        before = _counted(session, keys)
        after = _stages(session, before)
        held = _stages(session, set(before.values()))
        for key, counted in before.items():
            for year, stages in after[key].items():
                _require_way(held[counted], year, stages)


def _counted(session: Session, keys: Collection[int]) -> dict[int, int]:
    """The counting version beside each new version that states no reason."""
    held = aliased(Revision)
    query = (
        select(Revision.id, held.id)
        .join(held, col(held.instrument_id) == col(Revision.instrument_id))
        .where(col(Revision.id).in_(keys), Revision.reason == "")
        .where(col(held.state).in_(COUNTED_STATES))
    )
    return {new: old for new, old in session.exec(query) if new is not None and old is not None}


def _stages(session: Session, keys: Collection[int]) -> dict[int, dict[int | None, set[Stage]]]:
    found: dict[int, dict[int | None, set[Stage]]] = defaultdict(lambda: defaultdict(set))
    query = select(PledgeLine.revision_id, PledgeLine.year, PledgeLine.stage)
    for some in chunks(keys):
        for key, year, stage in session.exec(query.where(col(PledgeLine.revision_id).in_(some))):
            found[key][year].add(Stage(stage))
    return found


def _require_way(held: Years, year: int | None, stages: set[Stage]) -> None:
    """Refuse stages that no step without a reason leads to, from those held before."""
    before = held.get(year) or set().union(*held.values())
    for stage in stages - before:
        if not any(_leads(old, stage) for old in before):
            raise ReasonNeeded(action="restage", stage=stage)


def _leads(old: Stage, new: Stage) -> bool:
    action = next((name for name, step in LINE_STAGES.steps.items() if step.target is new), "")
    try:
        LINE_STAGES.step(action, old)
    except (StepNotAllowed, ReasonNeeded):
        return False
    return True
