"""What is not wrong but wants a second look: jumps by a power of ten, possible duplicates."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Final

from imports.plausibility import power_of_ten
from imports.problems import Problem
from imports.records import Joined
from imports.registered import Registered
from imports.status import Compared, Status
from models.kinds import KINDS

MOST_OTHERS: Final = 10
SHIFTED_ROWS: Final = 3
"""From so many rows on, one common factor is a wrong unit and not a coincidence."""


def doubts(
    joined: Joined, records: list[Compared], registered: Registered, own: str | None
) -> Iterator[Problem]:
    """Amounts that moved by a power of ten, and projects that were filed already.

    A company is told of duplicates among its own records (``own``) alone.
    """
    factors: list[int] = []
    known = 0
    for compared in records:
        known += compared.key is not None
        old, new = compared.changes.get("amount_won", (None, None))
        if old and new and (factor := power_of_ten(old, new)):
            factors.append(factor)
            yield joined.main.problem(
                compared.record.index,
                "amount_won",
                "amount_power_of_ten",
                old=old,
                new=new,
                factor=factor,
            )
    if len(factors) >= SHIFTED_ROWS and len(set(factors)) == 1 and 2 * len(factors) > known:
        yield _shift(joined, factors)
    yield from _stage_doubts(joined, records)
    if "overlap_key" in joined.schema.model_fields:
        yield from _possible_duplicates(joined, records, registered, own)


def _stage_doubts(joined: Joined, records: Iterable[Compared]) -> Iterator[Problem]:
    """Stages that no step leads to from where the record stands."""
    stages = KINDS[joined.kind].stages
    if stages is None:
        return
    for compared in records:
        given: Any = compared.record.given
        old, new = compared.changes.get("stage", (None, None))
        if given and old and not stages.leads(type(given.stage)(old), given.stage):
            yield joined.main.problem(
                compared.record.index, "stage", "stage_backwards", old=old, new=new
            )


def _shift(joined: Joined, factors: list[int]) -> Problem:
    """Every amount is the same power of ten away from the registry: the header's unit is wrong."""
    table = joined.main.table
    row, position = table.header_row, table.positions["amount_won"]
    heading = " ".join(str(table.sheet.columns[position][row]).split())
    values = {"field": "amount_won", "factor": factors[0], "rows": len(factors), "unit": heading}
    cell = table.address(row, "amount_won")
    return Problem(table.name, cell, "unit_shift", heading, values)


def _possible_duplicates(
    joined: Joined, records: list[Compared], registered: Registered, own: str | None
) -> Iterator[Problem]:
    """Rows that share an overlap key with another record; a person decides what they are."""
    groups: dict[str, list[Compared]] = defaultdict(list)
    for compared in records:
        given: Any = compared.record.given
        if given and (overlap_key := given.overlap_key):
            groups[overlap_key].append(compared)
    fresh = {
        overlap_key: group
        for overlap_key, group in groups.items()
        if any(compared.status in (Status.NEW, Status.CHANGED) for compared in group)
    }
    stored = registered.overlapping(fresh, own)
    decided = registered.decided() if fresh else set()
    for overlap_key, group in fresh.items():
        here = {compared.key for compared in group}
        elsewhere = [other for other in stored.get(overlap_key, []) if other[0] not in here]
        for compared in group:
            if compared.status is Status.SAME:
                continue
            others = list(islice(_others(compared, group, elsewhere, decided), MOST_OTHERS))
            if others:
                yield joined.main.problem(
                    compared.record.index, "overlap_key", "possible_duplicate", others=others
                )


def _others(
    compared: Compared,
    group: Iterable[Compared],
    stored: Iterable[tuple[int, str]],
    decided: set[tuple[int, int]],
) -> Iterator[str]:
    """References in this workbook and codes in the registry, but for pairs decided on."""
    for other in group:
        if other is not compared and _open(compared.key, other.key, decided) and other.record.given:
            yield other.record.given.reference
    for key, code in stored:
        if _open(compared.key, key, decided):
            yield code


def _open(one: int | None, other: int | None, decided: set[tuple[int, int]]) -> bool:
    return one is None or other is None or (min(one, other), max(one, other)) not in decided
