"""What must hold between records and what they are part of before they are stored."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from models.errors import PartLoop
from models.instrument import Instrument, Revision
from models.kinds import KINDS
from models.queries.chunks import chunks
from models.vocabulary import COUNTED_STATES, OPEN_STATES, Kind


def refuse_circles(session: Session, revisions: Collection[int], kind: Kind) -> None:
    """Refuse revisions after which records would contain each other in a circle.

    Waiting versions are looked at beside the verified ones, so that no verification can close a
    circle. Raises PartLoop.
    """
    started = _parts(session, kind, revisions)
    if not started:
        return
    parents = _all_parents(session, kind)
    for key in started:
        if key in _reached(parents, key):
            raise PartLoop(code=session.get_one(Instrument, key).code)


def _parts(session: Session, kind: Kind, revisions: Collection[int]) -> set[int]:
    terms: Any = KINDS[kind].terms
    query = (
        sa.select(col(Revision.instrument_id))
        .join(terms, terms.revision_id == col(Revision.id))
        .where(terms.part_of_id.is_not(None))
    )
    return {
        key
        for chunk in chunks(revisions)
        for key in session.scalars(query.where(col(Revision.id).in_(chunk)))
    }


def _all_parents(session: Session, kind: Kind) -> Mapping[int, set[int]]:
    terms: Any = KINDS[kind].terms
    query = (
        sa.select(col(Revision.instrument_id), terms.part_of_id)
        .join(terms, terms.revision_id == col(Revision.id))
        .where(col(Revision.state).in_(OPEN_STATES + COUNTED_STATES))
        .where(terms.part_of_id.is_not(None))
    )
    parents: dict[int, set[int]] = defaultdict(set)
    for key, parent in session.execute(query):
        parents[key].add(parent)
    return parents


def _reached(parents: Mapping[int, set[int]], key: int) -> set[int]:
    """Everything that contains a record, by any of its versions."""
    reached: set[int] = set()
    ahead = set(parents.get(key, ()))
    while ahead:
        reached |= ahead
        ahead = {one for here in ahead for one in parents.get(here, ())} - reached
    return reached
