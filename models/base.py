"""The base of every stored row: one metadata with a naming convention."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import registry
from sqlmodel import SQLModel

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

rows: registry = registry(metadata=metadata)


class Table(SQLModel, registry=rows):
    """Base of every stored row. Built by commands, never from user input."""

    @property
    def key(self) -> int:
        """The primary key of a row that was flushed.

        Raises LookupError when the row has no key yet.
        """
        key: Any = getattr(self, "id", None)
        if not isinstance(key, int):
            raise LookupError(f"{type(self).__name__} was not flushed")
        return key
