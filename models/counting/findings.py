"""Rules and what they find."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from models.counting.facts import Record, Scope


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason why a record, a line or a part of it does not count.

    ``removed_won`` is what this rule takes out; None where the amount is not known in won.
    """

    code: str
    values: Mapping[str, object] = field(default_factory=dict)
    removed_won: int | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule on one record alone; ``guard`` is its number in the register's counting rules.

    The code names the sentences shown to users; ``holds`` returns the values that fill them,
    or None when the record passes.
    """

    code: str
    guard: int
    holds: Callable[[Record, Scope], Mapping[str, object] | None]
