"""Adding up what counts: the lines on each basis, by year, with and without chips and parents."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from models.counting.facts import Scope
from models.counting.figures import Asked, Four, figures
from models.counting.judge import Judgement
from models.counting.portions import LEVELS, Portion, Spent, portions
from models.vocabulary import CountingBasis, Dimension, Stage


@dataclass(frozen=True, slots=True)
class Removed:
    """What one rule keeps out: how many records, and how much where the amount is known."""

    code: str
    records: int
    won: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Totals:
    """The figures of the register on one day, and the portions that they are sums of.

    ``by_year`` holds the window's years; None is money whose years are not stated but whose
    whole period lies in the window.
    """

    headline: Four
    net: Four
    net_grants: Four
    without_chips: Four
    without_foreign: Four
    by_year: Mapping[int | None, Four]
    removed: tuple[Removed, ...]
    counted_records: int
    all_records: int
    portions: tuple[Portion, ...]


def total(judgements: Iterable[Judgement], scope: Scope, spent: Spent) -> Totals:
    """Add up judged records; ``spent`` is verified spending by instrument and year."""
    judged = list(judgements)
    every = tuple(portions(judged, scope, spent))
    parts = _merged(every)
    return Totals(
        headline=figures(parts, Asked()),
        net=figures(parts, Asked(basis=CountingBasis.NET)),
        net_grants=figures(parts, Asked(basis=CountingBasis.NET_GRANTS)),
        without_chips=figures(parts, Asked(chips=False)),
        without_foreign=figures(parts, Asked(foreign=False)),
        by_year=_by_year(parts, scope),
        removed=_removed(judged),
        counted_records=sum(item.counted_won > 0 for item in judged),
        all_records=len(judged),
        portions=every,
    )


def level(stage: Stage) -> str | None:
    """Which of the lines a stage belongs to; closed and deferred stages belong to none."""
    return LEVELS.get(stage)


def _merged(parts: Iterable[Portion]) -> tuple[Portion, ...]:
    """Portions that no total tells apart as one each, so that many records add up fast."""
    wons: dict[tuple[object, ...], Portion] = {}
    for part in parts:
        key = (part.year, part.level, part.is_chips, part.share.is_foreign)
        before = wons.get(key)
        if before is None:
            wons[key] = part
        else:
            added = tuple(map(int.__add__, before.wons, part.wons))
            wons[key] = replace(before, wons=added)
    return tuple(wons.values())


def _by_year(parts: tuple[Portion, ...], scope: Scope) -> dict[int | None, Four]:
    years: tuple[int | None, ...] = (*range(scope.first_year, scope.last_year + 1), None)
    return {year: figures(parts, Asked(where={Dimension.YEAR: str(year or "")})) for year in years}


def _removed(judged: Iterable[Judgement]) -> tuple[Removed, ...]:
    """What each rule keeps out; money is ascribed to the first rule that excludes it."""
    records: Counter[str] = Counter()
    won: Counter[str] = Counter()
    unknown: Counter[str] = Counter()
    for item in judged:
        for code, amount in item.reasons.items():
            records[code] += 1
            won[code] += amount or 0
            unknown[code] += amount is None
    return tuple(Removed(code, records[code], won[code], unknown[code]) for code in records)
