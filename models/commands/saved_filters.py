"""Keeping filters of lists: whoever saves one owns it; officials may share theirs."""

from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from models.commands.history import now, record
from models.errors import FilterNameTaken, NotPermitted
from models.people import User
from models.queries.saved_filters import may_see
from models.saved_filter import ListDefault, SavedFilter, SavedFilterInput
from models.vocabulary import Role

SHARERS = (Role.OFFICIAL, Role.ECONOMIST, Role.ADMINISTRATOR)
"""Who may show their filters to others; a company's stay its own."""


def save_filter(session: Session, given: SavedFilterInput, *, actor: User) -> SavedFilter:
    """Keep the address of a list under a name.

    Raises FilterNameTaken when the actor has a filter of that name, NotPermitted when the role
    does not share.
    """
    _require_sharer(actor, given.is_shared)
    _require_free(session, actor, given.list_name, given.name)
    kept = SavedFilter(**given.model_dump(), owner_id=actor.key, made_at=now())
    session.add(kept)
    session.flush()
    _record(session, "filter_save", kept, actor)
    return kept


def change_filter(
    session: Session, kept: SavedFilter, *, name: str, is_shared: bool, actor: User
) -> None:
    """Rename a filter, share it, or keep it to oneself again. Raises as save_filter does."""
    _require_owner(kept, actor)
    _require_sharer(actor, is_shared)
    given = SavedFilterInput(list_name=kept.list_name, name=name, query=kept.query)
    if given.name != kept.name:
        _require_free(session, actor, kept.list_name, given.name)
    was_shared = kept.is_shared
    kept.name, kept.is_shared = given.name, is_shared
    session.add(kept)
    session.flush()
    if not is_shared:
        _forget(session, kept, but=actor.key)
    _record(session, "filter_change", kept, actor, is_shared=[was_shared, is_shared])


def delete_filter(session: Session, kept: SavedFilter, *, actor: User) -> None:
    """Take a filter away, and with it every default that names it. Raises NotPermitted."""
    _require_owner(kept, actor)
    _forget(session, kept)
    _record(session, "filter_delete", kept, actor)
    session.delete(kept)
    session.flush()


def set_default(session: Session, list_name: str, kept: SavedFilter | None, *, actor: User) -> None:
    """Let the menu open a list with a filter that the actor sees; with None, whole again."""
    if kept is not None and (kept.list_name != list_name or not may_see(session, kept, actor)):
        raise NotPermitted(action="filter_default", role=str(actor.role))
    mine = col(ListDefault.user_id) == actor.key
    session.execute(sa.delete(ListDefault).where(mine, col(ListDefault.list_name) == list_name))
    if kept is not None:
        session.add(ListDefault(user_id=actor.key, list_name=list_name, filter_id=kept.key))
    session.flush()
    record(session, "filter_default", actor=actor, changes={"list": [None, list_name]})


def _require_sharer(actor: User, is_shared: bool) -> None:
    if is_shared and actor.role not in SHARERS:
        raise NotPermitted(action="share", role=str(actor.role))


def _require_owner(kept: SavedFilter, actor: User) -> None:
    """The owner; of a shared filter also an administrator, should the owner be gone."""
    clears = kept.is_shared and actor.role is Role.ADMINISTRATOR
    if kept.owner_id != actor.key and not clears:
        raise NotPermitted(action="filter_change", role=str(actor.role))


def _require_free(session: Session, actor: User, list_name: str, name: str) -> None:
    query = select(SavedFilter.id).where(
        SavedFilter.owner_id == actor.key,
        SavedFilter.list_name == list_name,
        SavedFilter.name == name,
    )
    if session.exec(query).first() is not None:
        raise FilterNameTaken(found=name)


def _forget(session: Session, kept: SavedFilter, but: int | None = None) -> None:
    """Take away the defaults that name a filter, those of the user ``but`` left."""
    of_others = sa.true() if but is None else col(ListDefault.user_id) != but
    named = col(ListDefault.filter_id) == kept.key
    session.execute(sa.delete(ListDefault).where(named, of_others))


def _record(
    session: Session, action: str, kept: SavedFilter, actor: User, **changes: list[Any]
) -> None:
    """The history names shared filters; what somebody keeps to themselves stays unsaid there."""
    said: dict[str, Any] = {"list": [None, kept.list_name], **changes}
    if kept.is_shared:
        said["name"] = [None, kept.name]
    record(session, action, actor=actor, changes=said)
