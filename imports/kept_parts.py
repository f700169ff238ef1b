"""What a workbook without an optional sheet leaves as it is registered."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from imports.problems import Problem
from imports.records import Joined
from imports.registered import Latest
from imports.sheets import SHEETS
from imports.status import Compared
from models.kinds import KINDS
from models.parts import PartOf


def keep_parts(joined: Joined, found: Compared, latest: Mapping[int, Latest]) -> Iterator[Problem]:
    """Let a known record keep the rows of optional sheets that its workbook does not have."""
    known = latest.get(found.key or 0)
    if known is None:
        return
    absent = {
        spec.fills
        for spec in SHEETS[joined.kind]
        if spec.is_optional and spec.fills not in joined.parts
    }
    for part in KINDS[joined.kind].parts:
        if part.name in absent and found.record.given and (rows := _rows(part, known.said)):
            yield from joined.take_over(found.record, part.name, rows)


def _rows(part: PartOf, said: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows of a part that has one field of identity, from what a revision says."""
    (identity,) = part.identity
    rows: dict[str, dict[str, Any]] = defaultdict(dict)
    for name, value in said.items():
        if name.startswith(f"{part.name}."):
            which, _, field = name.removeprefix(f"{part.name}.").rpartition(".")
            rows[which] |= {identity: which, field: value}
    return list(rows.values())
