"""Writing events, and who may check what."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, Final

from sqlmodel import Session, col, select

from models.chain import LINKED, link
from models.commands.bulk import insert_parts
from models.errors import MakerIsChecker, NotPermitted, VerifierIsCertifier
from models.event import Event, EventChain
from models.people import User
from models.queries.chunks import chunks
from models.vocabulary import Role

EMPTY: Final[Mapping[str, Any]] = {
    **dict.fromkeys(LINKED), "changes": {}, "reason": "",
}  # fmt: skip
"""An event that says nothing."""
MAKING = ("propose", "amend", "submit", "move")
CHECKERS = (Role.OFFICIAL, Role.ADMINISTRATOR)


def now() -> datetime:
    """This moment in UTC."""
    return datetime.now(UTC)


def moment(session: Session) -> datetime:
    """This moment, after which whatever counts by it is known to everybody who comes later.

    From here to the commit nobody else writes an event: who closes a period at a later moment
    has seen what was verified at an earlier one.
    """
    with session.no_autoflush:  # Rows half changed hold no rule of the database yet.
        session.exec(select(EventChain).with_for_update()).one()
    return now()


def plain(value: Any) -> Any:
    """A value as JSON can hold it."""
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value


def record(
    session: Session, action: str, *, actor: User | None, reason: str = "", **about: Any
) -> Event:
    """Write what happened; ``about`` holds the ids and the changes of the event."""
    said = {"at": now(), "actor_id": actor.key if actor else None, "reason": reason}
    (key,) = record_all(session, [{**said, "action": action, **about}])
    return session.get_one(Event, key)


def record_all(session: Session, events: Sequence[Mapping[str, Any]]) -> list[int]:
    """Write events at the end of the chain, in their order; returns their numbers.

    From here to the commit nobody else writes an event.
    """
    if not events:
        return []
    session.flush()
    end = session.exec(select(EventChain).with_for_update()).one()
    rows: list[dict[str, Any]] = []
    before = end.hash
    for number, said in enumerate(events, start=end.events + 1):
        row = {**EMPTY, **said, "id": number, "prev_hash": before}
        before = row["hash"] = link(before, row)
        rows.append(row)
    insert_parts(session, Event, rows)
    end.events, end.hash = rows[-1]["id"], before
    session.flush()
    return [row["id"] for row in rows]


def require_filer(
    actor: User, makers: Collection[Role], *, action: str, owners: Collection[int] = ()
) -> None:
    """Refuse whose role does not file, and a company about the records of others.

    ``owners`` are the parties whose records they are. Raises NotPermitted.
    """
    is_other = actor.role is Role.COMPANY and any(owner != actor.party_id for owner in owners)
    if actor.role not in makers or is_other:
        raise NotPermitted(action=action, role=str(actor.role))


def require_checker(
    session: Session,
    actor: User,
    *,
    made_by: Collection[int],
    verified_by: Collection[int | None] = (),
    revision_ids: Sequence[int] = (),
    movement_ids: Sequence[int] = (),
) -> None:
    """Refuse a checker who may not check, or who had a hand in making any of the records.

    ``verified_by`` are those who verified what is to be certified: a third person certifies.
    Raises NotPermitted, MakerIsChecker or VerifierIsCertifier.
    """
    if actor.role not in CHECKERS:
        raise NotPermitted(action="verify", role=str(actor.role))
    made = actor.key in made_by or any(
        _has_made(session, actor, column, keys)
        for column, ids in ((Event.revision_id, revision_ids), (Event.movement_id, movement_ids))
        for keys in chunks(ids)
    )
    if made:
        raise MakerIsChecker(name=actor.name)
    if actor.key in verified_by:
        raise VerifierIsCertifier(name=actor.name)


def _has_made(session: Session, actor: User, column: Any, keys: Sequence[int]) -> bool:
    query = (
        select(Event.id)
        .where(Event.actor_id == actor.key, col(Event.action).in_(MAKING))
        .where(col(column).in_(keys))
        .limit(1)
    )
    return session.exec(query).first() is not None
