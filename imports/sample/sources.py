"""Reading the sample's tables: rows as text, amounts exactly, dates only as far as stated."""

import csv
import re
from calendar import monthrange
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent
BILLION = 10**9

_QUOTED = re.compile(r'(?:([A-Z]\d{3}) )?"([^"]*)"')
_STATED = re.compile(r"([\d.]+) (million|billion|trillion)\b")
_SCALE = {"million": 10**6, "billion": BILLION, "trillion": 10**12}


class Quote(NamedTuple):
    """Words of a source, and the row they stand in when it is another row."""

    row: str
    words: str


def table(name: str) -> list[dict[str, str]]:
    """The rows of one of the sample's tables."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def by_id(name: str) -> dict[str, dict[str, str]]:
    """The rows of a table by their id."""
    return {row["id"]: row for row in table(name)}


def whole(number: str, unit: int) -> int | None:
    """Turn ``number`` of ``unit`` into a whole number; nothing stays nothing, a fraction fails."""
    if not number:
        return None
    exact = Decimal(number) * unit
    if exact != int(exact):
        raise ValueError(f"{number} × {unit} is not whole")
    return int(exact)


def won(billions: str) -> int | None:
    """Billions of won as whole won."""
    return whole(billions, BILLION)


def ppm(percent: str) -> int | None:
    """Percent as parts per million."""
    return whole(percent, 10_000)


def stated(text: str) -> int | None:
    """The first amount of a text such as "5.88 billion", in whole units of its currency."""
    found = _STATED.match(text)
    return whole(found[1], _SCALE[found[2]]) if found else None


def year(text: str) -> int | None:
    """A year, or nothing where none is stated."""
    return int(text) if text else None


def full_day(text: str) -> date | None:
    """The day when ``text`` is a full date; a month or a year alone names no day."""
    return date.fromisoformat(text) if len(text) == len("2025-01-31") else None


def last_day(text: str) -> date:
    """The last day of the day, month or year that ``text`` names."""
    named, *smaller = [int(part) for part in text.split("-")]
    month = smaller[0] if smaller else 12
    return date(named, month, smaller[1] if len(smaller) > 1 else monthrange(named, month)[1])


def quotes(basis: str) -> dict[str, list[Quote]]:
    """The words that each decision of a row rests on, by the decision's column."""
    parts = re.split(r"(?:^|; )(\w+): ", basis)[1:]
    return {
        column: [Quote(*found) for found in _QUOTED.findall(words)]
        for column, words in zip(parts[::2], parts[1::2], strict=True)
    }


def note(row: dict[str, str], basis: str, announced: str) -> str:
    """What the source says beside the figures, how its dates were read, and the basis."""
    said = [row.get("description", ""), row["note"]]
    said.append(f"Source says: {row['status']}; confidence: {row['confidence']}.")
    if (how := row.get("krw_basis", "")) not in ("", "stated"):
        said.append(f"Amount in won: {how}.")
    if announced and full_day(announced) is None:
        said.append(f"Announced: {announced}; the day is not stated.")
    if full_day(row["source_date"]) is None:
        said.append(f"Known on: last day of {row['source_date']}; the source gives no day.")
    said.append(f"Coded from: {basis}")
    return "\n".join(filter(None, said))
