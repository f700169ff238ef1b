"""Sums of won in the database that outgrow 64 bits: high and low digits are added apart."""

from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

PART: Final = 10**9


class ListTotals(NamedTuple):
    """What a whole list holds, all pages together; ``unknown`` records state no won.

    ``inside`` records are parts of others in the list, whose won holds theirs: they add nothing.
    """

    records: int
    amount_won: int
    unknown: int
    inside: int = 0


class Sized(NamedTuple):
    """A record of a list: what it is part of, and its size where it states one."""

    key: int
    part_of: int | None
    won: int | None


def topmost(rows: Iterable[Sized]) -> list[Sized]:
    """The records whose size no other record of the list holds: a whole stands for its parts.

    A whole without a size of its own holds nothing, so that its parts are counted.
    """
    known = {row.key: row for row in rows}
    return [row for row in known.values() if not _is_held(row, known)]


def _is_held(row: Sized, known: Mapping[int, Sized]) -> bool:
    seen = {row.key}
    above = known.get(row.part_of or 0)
    while above is not None and above.key not in seen:
        if above.won is not None:
            return True
        seen.add(above.key)
        above = known.get(above.part_of or 0)
    return False


def sums(column: Any) -> tuple[Any, Any]:
    """Two columns that together say the sum of ``column``; see whole."""
    return sa.func.sum(column // PART), sa.func.sum(column % PART)


def whole(high: Any, low: Any) -> int:
    """The sum that the two columns say; nothing sums to zero."""
    return int(high or 0) * PART + int(low or 0)
