"""The smallest parts that are added up: a participant's share of one year line, or of spending.

Every figure of the register is a sum over portions, so that a total, any breakdown of it and
the list of records behind it agree to the won.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from models.counting.facts import Record, Scope, ShareFact
from models.counting.judge import Judgement
from models.counting.regions import province
from models.vocabulary import (
    FIRM_STAGES,
    CountingBasis,
    Dimension,
    Measure,
    Origin,
    Stage,
)

Spent = Mapping[int, Mapping[int, int]]
Wons = tuple[int, ...]
BASES = tuple(CountingBasis)
LEVELS = {Stage.INTENT: Measure.INTENT, Stage.ANNOUNCED: Measure.ANNOUNCED} | dict.fromkeys(
    FIRM_STAGES, Measure.FIRM
)


@dataclass(frozen=True, slots=True)
class Portion:
    """Won of one party in one record, with the won on each basis in the order of BASES.

    ``level`` is intent, announced (not firm yet), firm, realised, remaining or over-delivery;
    the last two hold for all years together.
    """

    record: Record
    share: ShareFact
    year: int | None
    level: Measure
    wons: Wons
    is_chips: bool

    def won(self, basis: CountingBasis) -> int:
        """The won on one basis."""
        return self.wons[BASES.index(basis)]

    def key(self, dimension: Dimension) -> str:
        """Where the portion stands in a breakdown; empty where that is not known."""
        return KEYS[dimension](self)


def _region(portion: Portion) -> str:
    return province(portion.record.region) or ""


def _origin(portion: Portion) -> str:
    return Origin.FOREIGN if portion.share.is_foreign else Origin.DOMESTIC


KEYS: dict[Dimension, Callable[[Portion], str]] = {
    Dimension.YEAR: lambda portion: str(portion.year or ""),
    Dimension.CATEGORY: lambda portion: portion.record.category,
    Dimension.REGION: _region,
    Dimension.SIZE: lambda portion: portion.share.size or "",
    Dimension.INVESTOR: lambda portion: portion.share.kind,
    Dimension.ORIGIN: _origin,
    Dimension.SPEND: lambda portion: portion.record.spend_kind or "",
}


def portions(judged: Iterable[Judgement], scope: Scope, spent: Spent) -> list[Portion]:
    """Every portion of the records that no rule keeps out as a whole."""
    return [
        portion
        for item in judged
        if item.passes
        for portion in _of_record(item, scope, spent.get(item.record.instrument_id, {}))
    ]


def _of_record(item: Judgement, scope: Scope, spent: Mapping[int, int]) -> list[Portion]:
    treated = scope.treatment(item.record)
    is_chips = bool(treated and treated.is_chips)
    made = [
        Portion(item.record, share, year, level, wons, is_chips)
        for year, level, won in _amounts(item, scope, spent)
        for share, wons in _shared(item.record, won)
    ]
    return [*made, *_left(made)]


def _amounts(
    item: Judgement, scope: Scope, spent: Mapping[int, int]
) -> Iterator[tuple[int | None, Measure, int]]:
    for judged in item.lines:
        level = LEVELS.get(judged.line.stage)
        if level and judged.counted_won:
            yield judged.line.year, level, judged.counted_won
    for year, won in item.realised(spent, scope).items():
        yield year, Measure.REALISED, won


def _shared(record: Record, won: int) -> Iterator[tuple[ShareFact, Wons]]:
    """``won`` on every basis, split among the parties that can count without losing a won."""
    wons = (
        won,
        record.net_of_support(won),
        record.net_of_support(won, loans=False),
    )
    shares = record.counted_shares
    if len(shares) == 1:
        yield shares[0], wons
        return
    whole, before = record.counted_ppm, 0
    for share in shares:
        upto = before + share.share_ppm
        yield share, tuple(won * upto // whole - won * before // whole for won in wons)
        before = upto


def _left(made: list[Portion]) -> Iterator[Portion]:
    """Firm money not spent yet, and spending above the pledge, party by party.

    Spending above one pledge fills nobody else's gap, so both are found before adding up.
    """
    parties: dict[int, list[Portion]] = defaultdict(list)
    for portion in made:
        parties[portion.share.party_id].append(portion)
    for own in parties.values():
        sums = [_sums(own, place) for place in range(len(BASES))]
        firm = tuple(max(by[Measure.FIRM] - by[Measure.REALISED], 0) for by in sums)
        yield from _whole_period(own[0], Measure.REMAINING, firm)
        over = tuple(max(by[Measure.REALISED] - _pledged(by), 0) for by in sums)
        yield from _whole_period(own[0], Measure.OVER, over)


def _sums(own: Iterable[Portion], place: int) -> Counter[Measure]:
    by: Counter[Measure] = Counter()
    for portion in own:
        by[portion.level] += portion.wons[place]
    return by


def _pledged(by: Mapping[Measure, int]) -> int:
    return by[Measure.ANNOUNCED] + by[Measure.FIRM]


def _whole_period(like: Portion, level: Measure, wons: Wons) -> Iterator[Portion]:
    if any(wons):
        yield Portion(like.record, like.share, None, level, wons, like.is_chips)
