"""Tables that ship with the product: adoption of AI by year, each row with its source."""

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from app.i18n import Language
from econ.inputs import AdoptionSeries
from econ.results import digest

DATA = Path(__file__).with_name("data")
ADOPTION = DATA / "adoption.csv"


@dataclass(frozen=True, slots=True)
class Definition:
    """What a series of adoption counts, in both languages."""

    name: str
    ko: str
    en: str

    def to(self, lang: Language) -> str:
        """The definition in one language."""
        return self.ko if lang == "ko" else self.en


def rows(path: Path = ADOPTION) -> list[dict[str, str]]:
    """The rows of a shipped table as they stand."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def adoption(path: Path = ADOPTION) -> tuple[AdoptionSeries, ...]:
    """Every series of adoption; the first one drives the contributions to the impact."""
    table = rows(path)
    return tuple(_series(name, table) for name in dict.fromkeys(row["series"] for row in table))


def definitions(path: Path = ADOPTION) -> dict[str, Definition]:
    """What each series counts, as its first row says."""
    first = {row["series"]: row for row in reversed(rows(path))}
    return {
        name: Definition(name, row["definition_ko"], row["definition_en"])
        for name, row in first.items()
    }


def sha256(path: Path = ADOPTION) -> str:
    """The digest of a table's rows, whatever its line ends."""
    return digest(rows(path))


def _series(name: str, table: list[dict[str, str]]) -> AdoptionSeries:
    own = sorted((row for row in table if row["series"] == name), key=lambda row: row["year"])
    stated = next(row for row in table if row["series"] == name)
    return AdoptionSeries(
        name=name,
        definition=stated["definition_ko"],
        years=tuple(int(row["year"]) for row in own),
        share=np.array([float(row["share"]) for row in own]),
        source="; ".join(dict.fromkeys(row["source"] for row in own)),
    )
