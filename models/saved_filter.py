"""Filters of lists under a name: one's own, and those that officials share."""

from datetime import datetime
from typing import Annotated

import sqlalchemy as sa
from pydantic import AfterValidator
from pydantic import Field as Limit
from sqlmodel import Field

from models.base import Table
from models.inputs import Input, clean
from models.types import Instant

MOST_LETTERS = 2000
"""The longest address that is kept."""


class SavedFilter(Table, table=True):
    """The address of a list, without what it is the address of, under a name of its owner's."""

    __tablename__ = "saved_filter"
    __table_args__ = (sa.UniqueConstraint("owner_id", "list_name", "name"),)

    id: int | None = Field(default=None, primary_key=True)
    owner_id: int = Field(foreign_key="user_account.id", index=True)
    list_name: str = Field(max_length=40, index=True)
    name: str = Field(max_length=60)
    query: str = Field(max_length=MOST_LETTERS)
    is_shared: bool = Field(default=False)
    made_at: datetime = Field(sa_type=Instant)


class ListDefault(Table, table=True):
    """The saved filter with which the menu opens a list for one user."""

    __tablename__ = "list_default"
    __table_args__ = (sa.UniqueConstraint("user_id", "list_name"),)

    id: int | None = Field(default=None, primary_key=True)
    user_id: int = Field(foreign_key="user_account.id", index=True)
    list_name: str = Field(max_length=40)
    filter_id: int = Field(foreign_key="saved_filter.id", index=True)


class SavedFilterInput(Input):
    """A filter as its owner names it; ``query`` is the part of an address after the mark."""

    list_name: Annotated[str, Limit(pattern=r"^[a-z]{1,40}$")]
    name: Annotated[str, Limit(min_length=1, max_length=60), AfterValidator(clean)]
    query: Annotated[str, Limit(max_length=MOST_LETTERS), AfterValidator(clean)] = ""
    is_shared: bool = False
