"""The guards against counting twice, each with its rules and what they keep out by line."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.messages.figures import GUARDS
from models.counting.guards import GUARD_OF, OF_FUNDS, OF_NET
from models.counting.removals import Kept, by_rule, removals
from models.queries.register import Register
from models.vocabulary import Measure

LEVELS = (Measure.INTENT, Measure.ANNOUNCED, Measure.FIRM, None)
"""The stages by which removed money is told; None is money whose stage is closed."""
ON_PLEDGES = tuple(code for code in GUARD_OF if code not in {**OF_FUNDS, **OF_NET})
"""Rules on the money of funds stand in a table of their own; those of the net basis take
nothing out of the headline."""


@dataclass(frozen=True, slots=True)
class GuardRow:
    """One guard: its number, its rules, and their sums; a record may stand under several."""

    number: int
    rules: tuple[Kept, ...]
    records: int
    unknown: int
    won: int
    by_level: Mapping[Measure | None, int]


def guard_rows(register: Register) -> list[GuardRow]:
    """The eleven guards in their order, then scope and window."""
    kept = by_rule(removals(register.judgements.values()))
    numbers = [number for number in GUARDS if number] + [0]
    return [
        _row(number, [kept[code] for code in ON_PLEDGES if GUARD_OF[code] == number])
        for number in numbers
    ]


def _row(number: int, rules: list[Kept]) -> GuardRow:
    records = {key for rule in rules for key in rule.records}
    unknown = {key for rule in rules for key in rule.unknown}
    return GuardRow(
        number=number,
        rules=tuple(rules),
        records=len(records),
        unknown=len(unknown),
        won=sum(rule.won for rule in rules),
        by_level={level: sum(rule.by_level[level] for rule in rules) for level in LEVELS},
    )
