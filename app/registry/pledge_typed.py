"""The pledge form before anybody typed: empty, or filled with a stored version."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from app import format as fmt
from app.registry.current import today
from models.counting.target import FIRST_YEAR, LAST_YEAR
from models.financing import FinancingInput
from models.pledge import LineInput, PledgeInput

WINDOW: Final = tuple(range(FIRST_YEAR, LAST_YEAR + 1))
SPARE_ROWS: Final = 1
SHARE_ROWS: Final = 2
FINANCE_ROWS: Final = 2
FINANCE_PARTS: Final = ("finance", "amount", "party", "record", "covers", "evidence")
"""What is typed in a row of the financing."""
MOST_ROWS: Final = 40
UNSET: Final = "미정"
"""What a spare row says for its year when money without a year has a second stage."""
NAME_OF: Final = {
    "amount_won": "amount",
    "ai_share_ppm": "ai_share",
    "public_part_won": "public_part",
    "public_grant_won": "public_grant",
    "policy_loan_won": "policy_loan",
}
"""Fields of the input whose typed text has another name."""


class Row(NamedTuple):
    """A row of the yearly table: its number and its year, None where the year is typed too.

    The last row is the explicit unallocated line.
    """

    number: int
    year: int | None
    is_unset: bool = False


def new_typed(filer: str) -> dict[str, str]:
    """An empty form; its reference makes a second submit find the first."""
    return {
        "reference": f"W-{secrets.token_hex(6)}",
        "filer": filer,
        "known_on": today().isoformat(),
        "nature": "investment",
        "place": "korea",
        "currency": "KRW",
        "visibility": "public",
        "lines": str(SPARE_ROWS),
        "shares": str(SHARE_ROWS),
        "sources": str(FINANCE_ROWS),
    }


def typed_of(given: PledgeInput, names: Mapping[str, str]) -> dict[str, str]:
    """A stored version as somebody would have typed it; ``names`` of parties by their code."""
    typed = {
        "shares": str(max(SHARE_ROWS, len(given.participants) + 1)),
        "sources": str(max(FINANCE_ROWS, len(given.financing) + 1)),
    }
    for name in PledgeInput.model_fields.keys() - {"lines", "participants", "financing"}:
        typed[NAME_OF.get(name, name)] = _as_typed(name, getattr(given, name))
    typed |= _typed_lines(given.lines)
    for number, share in enumerate(given.participants):
        typed |= {
            f"share-{number}-party": names.get(share.party, share.party),
            f"share-{number}-share": _as_typed("share_ppm", share.share_ppm),
        }
    for number, source in enumerate(given.financing):
        typed |= _typed_source(number, source, names)
    return typed | {"amount_was": typed["amount"]}


def _typed_source(number: int, source: FinancingInput, names: Mapping[str, str]) -> dict[str, str]:
    held = {
        "entry": source.entry,
        "finance": source.finance.value,
        "amount": _as_typed("amount_won", source.amount_won),
        "party": names.get(source.party, source.party),
        "record": source.record,
        "covers": source.covers,
        "evidence": source.evidence,
    }
    return {f"fin-{number}-{name}": text for name, text in held.items()}


def _typed_lines(lines: Sequence[LineInput]) -> dict[str, str]:
    """Window years have rows of their own; a second stage of a year goes to a spare row."""
    typed: dict[str, str] = {}
    taken: set[int] = set()
    spare = [line for line in lines if not _has_own_row(line, taken)]
    rows = rows_of(len(spare) + SPARE_ROWS)
    free = iter([row for row in rows if row.year is None and not row.is_unset])
    own = {row.year: row for row in rows if row.year is not None}
    unset = next(row for row in rows if row.is_unset)
    for line in lines:
        at_home = unset if line.year is None else own.get(line.year, unset)
        typed |= _typed_line(next(free) if line in spare else at_home, line)
    return {**typed, "lines": str(len(spare) + SPARE_ROWS)}


def _has_own_row(line: LineInput, taken: set[int]) -> bool:
    key = line.year or 0
    own = key in (*WINDOW, 0) and key not in taken
    taken.add(key)
    return own


def _typed_line(row: Row, line: LineInput) -> dict[str, str]:
    held = {
        "year": UNSET if line.year is None else str(line.year),
        "amount": _as_typed("amount_won", line.amount_won),
        "stage": line.stage.value,
        "stage_on": _as_typed("stage_on", line.stage_on),
        "grade": line.evidence_grade.value if line.evidence_grade else "",
        "evidence": line.evidence,
        "foreign": _as_typed("foreign_amount", line.foreign_amount),
        "deferred_to": _as_typed("deferred_to", line.deferred_to),
    }
    return {f"line-{row.number}-{name}": text for name, text in held.items()}


def _as_typed(name: str, held: Any) -> str:
    if held is None:
        return ""
    if isinstance(held, bool):
        return "yes" if held else ""
    if name.endswith("_won"):
        return fmt.won(held, "ko", units=4)
    if name == "foreign_amount":
        return f"{held:,}"
    if name.endswith("_ppm"):
        return f"{held / 10_000:.4f}".rstrip("0").rstrip(".")
    return str(held.value if hasattr(held, "value") else held)


def rows_of(spare: int) -> list[Row]:
    """The rows of the yearly table: the window, ``spare`` years to type, and “not set”.

    A row keeps its number when rows are added.
    """
    own = [Row(number, year) for number, year in enumerate(WINDOW)]
    unset = Row(len(own), None, is_unset=True)
    return [*own, *(Row(unset.number + 1 + extra, None) for extra in range(spare)), unset]


def count_of(typed: Mapping[str, str], name: str, least: int) -> int:
    """How many rows the form holds."""
    text = typed.get(name, "")
    return min(max(int(text), least), MOST_ROWS) if text.isdecimal() else least
