"""Saved filters as one user may see them: their own, and what officials share."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col, select

from models.errors import NotFound
from models.people import User
from models.saved_filter import ListDefault, SavedFilter
from models.vocabulary import Role


class Kept(NamedTuple):
    """A saved filter: who made it, whether it is one's own, and one's default of the list."""

    row: SavedFilter
    owner: str
    is_mine: bool
    is_default: bool


def saved_filters(session: Session, user: User, list_name: str) -> list[Kept]:
    """What ``user`` sees of a list: their own first, then the shared ones, by name."""
    chosen = session.exec(
        select(ListDefault.filter_id).where(
            ListDefault.user_id == user.key, ListDefault.list_name == list_name
        )
    ).first()
    query = (
        select(SavedFilter, User.name)
        .join(User, col(User.id) == col(SavedFilter.owner_id))
        .where(SavedFilter.list_name == list_name, _seen(user))
        .order_by(col(SavedFilter.name), col(SavedFilter.id))
    )
    kept = [
        Kept(row, owner, row.owner_id == user.key, row.id == chosen)
        for row, owner in session.exec(query)
    ]
    return sorted(kept, key=lambda one: not one.is_mine)


def find_filter(session: Session, key: int, user: User) -> SavedFilter:
    """The filter of that key. Raises NotFound when ``user`` may not see one."""
    query = (
        select(SavedFilter)
        .join(User, col(User.id) == col(SavedFilter.owner_id))
        .where(SavedFilter.id == key, _seen(user))
    )
    found = session.exec(query).first()
    if found is None:
        raise NotFound(what="saved_filter", found=str(key))
    return found


def may_see(session: Session, kept: SavedFilter, user: User) -> bool:
    """Whether ``user`` may see a filter."""
    owner = session.get_one(User, kept.owner_id)
    return owner.key == user.key or (
        kept.is_shared and user.role is not Role.COMPANY and _names(user) >= _names(owner)
    )


def defaults_of(session: Session, user: User) -> dict[str, str]:
    """The query with which each list opens for ``user``, by the name of the list."""
    query = (
        select(ListDefault.list_name, SavedFilter.query)
        .join(SavedFilter, col(SavedFilter.id) == col(ListDefault.filter_id))
        .join(User, col(User.id) == col(SavedFilter.owner_id))
        .where(ListDefault.user_id == user.key, _seen(user))
    )
    return dict(session.exec(query).all())


def _names(user: User) -> bool:
    """Whether somebody may know the names of firms."""
    return user.sees_names or user.role is not Role.ECONOMIST


def _seen(user: User) -> Any:
    """One's own; for officials also what is shared.

    A filter may name firms in its name and its conditions: who may not know names sees what
    those share who may not either.
    """
    own = col(SavedFilter.owner_id) == user.key
    if user.role is Role.COMPANY:
        return own
    hidden: Sequence[Any] = (
        () if _names(user) else (User.role == Role.ECONOMIST, ~col(User.sees_names))
    )
    return own | sa.and_(col(SavedFilter.is_shared), *hidden)
