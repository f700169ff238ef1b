"""Sums of won in the database that outgrow 64 bits: high and low digits are added apart."""

from typing import Any, Final, NamedTuple

import sqlalchemy as sa

PART: Final = 10**9


class ListTotals(NamedTuple):
    """What a whole list holds, all pages together; ``unknown`` records state no won."""

    records: int
    amount_won: int
    unknown: int


def sums(column: Any) -> tuple[Any, Any]:
    """Two columns that together say the sum of ``column``; see whole."""
    return sa.func.sum(column // PART), sa.func.sum(column % PART)


def whole(high: Any, low: Any) -> int:
    """The sum that the two columns say; nothing sums to zero."""
    return int(high or 0) * PART + int(low or 0)
