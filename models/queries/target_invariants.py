"""What must hold among national targets and observations, whatever wrote them."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from models.commands.history import plain
from models.commands.targets import said_of
from models.event import Event
from models.queries.broken import Broken
from models.queries.targets import BOTH
from models.target import Target
from models.vocabulary import ScopeState

ENDS = ("valid_to", "replaced_by_id")
ACTIONS = ("propose_target", "confirm_target", "decline_target")
Key = tuple[str, int]


def targets(session: Session) -> Iterator[Broken]:
    """Every row is what its newest event says, and two people stand behind what holds."""
    events = _events(session)
    ended = _ended(events)
    for table in BOTH:
        made: Any = table
        for row in session.exec(select(made).order_by(made.id)):
            yield from _altered(row, events, ended)
    yield from _missing(session, events)


def one_target_at_a_time(session: Session) -> Iterator[Broken]:
    """On any day one row of a reference holds: only the newest is open."""
    query = (
        sa.select(col(Target.reference))
        .where(col(Target.state) == ScopeState.CONFIRMED)
        .where(col(Target.replaced_by_id).is_(None), col(Target.valid_to).is_(None))
    )
    for reference, found in Counter(session.scalars(query)).items():
        if found > 1:
            yield Broken("verify_target_overlap", {"reference": reference})


def _events(session: Session) -> dict[Key, list[Event]]:
    found: dict[Key, list[Event]] = {}
    query = select(Event).where(col(Event.action).in_(ACTIONS)).order_by(col(Event.id))
    for event in session.exec(query):
        key = (event.changes["table"], event.changes["row"])
        found.setdefault(key, []).append(event)
    return found


def _ended(events: dict[Key, list[Event]]) -> dict[Key, dict[str, Any]]:
    """When each row was closed, or by which row it was replaced, as confirmations say."""
    ended: dict[Key, dict[str, Any]] = {}
    for (table, _), happened in events.items():
        for event in happened:
            for how, field in (("closed", "valid_to"), ("replaced", "replaced_by_id")):
                if pair := event.changes.get(how):
                    ended.setdefault((table, pair[0]), {})[field] = pair[1]
    return ended


def _altered(
    row: Any, events: dict[Key, list[Event]], ended: dict[Key, dict[str, Any]]
) -> Iterator[Broken]:
    key = (row.__tablename__, row.key)
    happened = events.get(key, [])
    if not happened or happened[0].actor_id != row.proposed_by_id:
        yield Broken("verify_target_without_event", {"reference": row.reference})
        return
    newest = happened[-1]
    kept = {name: held for name in ENDS if (held := plain(getattr(row, name, None))) is not None}
    decided = row.state is ScopeState.PROPOSED or newest.action != "propose_target"
    checker = row.state is not ScopeState.CONFIRMED or newest.actor_id == row.confirmed_by_id
    if (
        said_of(row) != newest.changes["said"]
        or kept != ended.get(key, {})
        or not (decided and checker)
    ):
        yield Broken("verify_target_altered", {"reference": row.reference})


def _missing(session: Session, events: dict[Key, list[Event]]) -> Iterator[Broken]:
    """Rows of which the history speaks and that are gone."""
    there: set[Key] = set()
    for table in BOTH:
        made: Any = table
        there |= {(made.__tablename__, key) for key in session.exec(select(made.id))}
    for key in sorted(events.keys() - there):
        reference = events[key][0].changes["said"]["reference"]
        yield Broken("verify_target_missing", {"reference": reference})


OF_TARGETS = (targets, one_target_at_a_time)
