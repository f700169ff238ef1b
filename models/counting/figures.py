"""Figures asked of the portions: one figure, a breakdown of it, and the records behind it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from models.counting.portions import BASES, Portion
from models.vocabulary import CountingBasis, Dimension, Measure

MADE_OF: Mapping[Measure, tuple[Measure, ...]] = {
    Measure.INTENT: (Measure.INTENT,),
    Measure.ANNOUNCED: (Measure.ANNOUNCED, Measure.FIRM),
    Measure.FIRM: (Measure.FIRM,),
    Measure.REALISED: (Measure.REALISED,),
    Measure.REMAINING: (Measure.REMAINING,),
    Measure.PROGRESS: (Measure.REALISED, Measure.REMAINING),
    Measure.OVER: (Measure.OVER,),
}
"""The levels of the portions that each line adds up."""
WHOLE_PERIOD = (Measure.REMAINING, Measure.PROGRESS, Measure.OVER)
"""Lines that hold for all years together and are not divided by year."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which won are asked for: basis, with or without chips and foreign parents, and where."""

    basis: CountingBasis = CountingBasis.HEADLINE
    chips: bool = True
    foreign: bool = True
    where: Mapping[Dimension, str] = field(default_factory=dict)

    def takes(self, portion: Portion) -> bool:
        """Whether a portion belongs to what is asked for."""
        if portion.is_chips and not self.chips:
            return False
        if portion.share.is_foreign and not self.foreign:
            return False
        return all(portion.key(name) == value for name, value in self.where.items())

    def at(self, dimension: Dimension, key: str) -> "Asked":
        """The same question narrowed to one row of a breakdown."""
        return replace(self, where={**self.where, dimension: key})


@dataclass(frozen=True, slots=True)
class Four:
    """The four lines that are always shown together; None: nothing was reported.

    ``intent`` is a memo line. ``announced`` is everything announced or further, ``firm`` the
    part of it that is firm or further, ``realised`` what was spent, net of refunds.
    ``remaining`` is firm money not spent yet, pledge by pledge; ``over_delivery`` what was
    spent above a pledge.
    """

    intent_won: int = 0
    announced_won: int = 0
    firm_won: int = 0
    realised_won: int | None = None
    remaining_won: int = 0
    over_delivery_won: int | None = None

    @property
    def progress_won(self) -> int:
        """Realised and remaining firm: pledge by pledge the larger of firm and realised."""
        return (self.realised_won or 0) + self.remaining_won

    @property
    def pipeline_won(self) -> int:
        """What is announced and not firm yet."""
        return self.announced_won - self.firm_won

    def won(self, measure: Measure) -> int | None:
        """One line by its name."""
        found: int | None = getattr(self, f"{measure}_won")
        return found


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a breakdown; an empty key is what is not known."""

    key: str
    four: Four


def figures(parts: Iterable[Portion], asked: Asked) -> Four:
    """The lines of what is asked for."""
    return _four(_summed(part for part in parts if asked.takes(part))[asked.basis])


def breakdown(parts: Iterable[Portion], asked: Asked, by: Dimension) -> list[Row]:
    """The lines of every row of a breakdown, in the order of the keys, unknown last."""
    groups: dict[str, list[Portion]] = defaultdict(list)
    for part in parts:
        if asked.takes(part):
            groups[part.key(by)].append(part)
    keys = sorted(groups, key=lambda key: (not key, key))
    return [Row(key, _four(_summed(groups[key])[asked.basis])) for key in keys]


def records_of(parts: Iterable[Portion], asked: Asked, measure: Measure) -> dict[int, int]:
    """What each record adds to a figure, by instrument; the sum is the figure."""
    levels = MADE_OF[measure]
    found: Counter[int] = Counter()
    for part in parts:
        if part.level in levels and asked.takes(part):
            found[part.record.instrument_id] += part.won(asked.basis)
    return dict(found)


def _summed(parts: Iterable[Portion]) -> Mapping[CountingBasis, dict[Measure, int]]:
    sums: dict[CountingBasis, dict[Measure, int]] = {basis: {} for basis in BASES}
    for part in parts:
        for basis, won in zip(BASES, part.wons, strict=True):
            sums[basis][part.level] = sums[basis].get(part.level, 0) + won
    return sums


def _four(sums: Mapping[Measure, int]) -> Four:
    firm = sums.get(Measure.FIRM, 0)
    reported = Measure.REALISED in sums
    return Four(
        intent_won=sums.get(Measure.INTENT, 0),
        announced_won=sums.get(Measure.ANNOUNCED, 0) + firm,
        firm_won=firm,
        realised_won=sums.get(Measure.REALISED),
        remaining_won=sums.get(Measure.REMAINING, 0),
        over_delivery_won=sums.get(Measure.OVER, 0 if reported else None),
    )
