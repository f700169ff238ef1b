"""The lists inside a record, such as year lines or participants, as data: pure, no query."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from models.base import Table
from models.inputs import Input

PARTY = "party"
"""The field by which every input names a party; the tables hold ``party_id``."""
FUND = "fund"
"""The field by which a part names a registered fund; its table holds the words and ``fund_id``."""


@dataclass(frozen=True, slots=True)
class PartOf:
    """One list of a record: the field of its input, its table, and what tells rows apart.

    ``identity`` are fields of the part's input; all others are its values.
    """

    name: str
    table: type[Table]
    input: type[Input]
    identity: tuple[str, ...]
    values: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        names = tuple(name for name in self.input.model_fields if name not in self.identity)
        object.__setattr__(self, "values", names)

    @property
    def names_party(self) -> bool:
        """Whether its rows name a party."""
        return PARTY in self.input.model_fields

    def flat(self, identity: Iterable[Any], values: Iterable[Any]) -> dict[str, Any]:
        """One row as the register compares it: ``lines.2026.firm.amount_won`` → 100.

        A part with one value only goes without the name of it: ``participants.nanum`` → 500000.
        """
        name = ".".join((self.name, *map(_word, identity)))
        if len(self.values) == 1:
            return dict.fromkeys((name,), next(iter(values)))
        return {f"{name}.{field}": value for field, value in zip(self.values, values, strict=True)}

    def said(self, row: Input) -> dict[str, Any]:
        """One row of an input, flat; the party by what the input calls it."""
        return self.flat(
            [getattr(row, name) for name in self.identity],
            [getattr(row, name) for name in self.values],
        )


def _word(value: Any) -> str:
    if value is None:
        return "unallocated"
    return str(value.value if isinstance(value, Enum) else value)
