"""Column types that databases disagree about, written once."""

from datetime import UTC, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.engine import Dialect

WON = sa.BigInteger
PPM = 1_000_000
"""Shares are whole parts per million: 1,000,000 is 100 percent."""


def choice(enum: type[StrEnum]) -> sa.Enum:
    """A column holding the *values* of ``enum``, guarded by a CHECK."""
    return sa.Enum(
        enum,
        values_callable=lambda members: [member.value for member in members],
        native_enum=False,
        create_constraint=True,
        length=32,
        name=enum.__name__.lower(),
    )


class Instant(sa.types.TypeDecorator[datetime]):
    """A moment in UTC; refuses naive datetimes and returns aware ones."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store UTC; a naive moment is a mistake of the caller."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return an aware UTC moment whatever the database gave."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
