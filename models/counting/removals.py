"""What each rule keeps out, line by line, so that it can be told by stage and by record."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from models.counting.facts import Record, Scope
from models.counting.figures import MADE_OF, Asked
from models.counting.financing import NET_LOAN, NET_PUBLIC
from models.counting.guards import GUARD_OF
from models.counting.judge import Judgement
from models.counting.portions import LEVELS, Portion, Spent
from models.counting.regions import province
from models.vocabulary import CountingBasis, Dimension, Measure, Origin, Stage

_STAGES = {Measure(stage): stage for stage in (Stage.INTENT, Stage.ANNOUNCED, Stage.FIRM)}


@dataclass(frozen=True, slots=True)
class Removal:
    """The won of one line that one rule keeps out; None where the amount is not known."""

    record: Record
    code: str
    stage: Stage
    year: int | None
    won: int | None

    @property
    def level(self) -> Measure | None:
        """The line that the money would have stood in; None where its stage is closed."""
        return LEVELS.get(self.stage)


@dataclass(slots=True)
class Kept:
    """What one rule keeps out: the records, the won by line, and the records without amount."""

    code: str
    won: int = 0
    by_level: dict[Measure | None, int] = field(default_factory=lambda: defaultdict(int))
    records: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    unknown: set[int] = field(default_factory=set)

    def add(self, removal: Removal) -> None:
        """Take one more removal in."""
        won = removal.won or 0
        self.won += won
        self.by_level[removal.level] += won
        self.records[removal.record.instrument_id] += won
        if removal.won is None:
            self.unknown.add(removal.record.instrument_id)


def removals(judged: Iterable[Judgement]) -> Iterator[Removal]:
    """Every won that is kept out, under one rule only: the first on the whole record takes all."""
    for item in judged:
        record = item.record
        for line in item.lines:
            stage, year = line.line.stage, line.line.year
            if item.findings:
                code = item.findings[0].code
                yield Removal(record, code, stage, year, line.line.amount_won)
            elif line.finding:
                yield Removal(record, line.finding.code, stage, year, line.finding.removed_won)
            for step in line.taken:
                yield Removal(record, step.code, stage, year, step.removed)


def spending_removals(judged: Iterable[Judgement], spent: Spent, scope: Scope) -> Iterator[Removal]:
    """Every won of spending that is kept out; with what counts they make up what was reported."""
    for item in judged:
        record = item.record
        for year, won in spent.get(record.instrument_id, {}).items():
            if code := _keeps_out(item, year, scope):
                yield Removal(record, code, Stage.EXECUTING, year, won)
                continue
            for step in record.steps(won):
                if step.removed:
                    yield Removal(record, step.code, Stage.EXECUTING, year, step.removed)


def _keeps_out(item: Judgement, year: int, scope: Scope) -> str:
    """The rule that keeps the spending of a year out as a whole; empty where none does."""
    if item.findings:
        return item.findings[0].code
    if not item.spends:
        return "count_part_of"
    return "" if scope.holds(year) else "count_out_of_window"


def net_removals(parts: Iterable[Portion], asked: Asked, measure: Measure) -> Iterator[Removal]:
    """What public support takes out of one line of what is asked for; nothing on the headline.

    With the line on the asked basis it makes up the headline, to the won. Support whose amount
    is not known is said as unknown.
    """
    bases = {NET_PUBLIC: (CountingBasis.HEADLINE, CountingBasis.NET_GRANTS)}
    if asked.basis is CountingBasis.NET:
        bases[NET_LOAN] = (CountingBasis.NET_GRANTS, CountingBasis.NET)
    if asked.basis is CountingBasis.HEADLINE:
        return
    for part in parts:
        if part.level not in MADE_OF[measure] or not asked.takes(part):
            continue
        for code, (before, after) in bases.items():
            won, stage = (
                part.won(before) - part.won(after),
                _STAGES.get(part.level, Stage.EXECUTING),
            )
            if won:
                yield Removal(part.record, code, stage, part.year, won)
            if code in part.record.unknown_support:
                yield Removal(part.record, code, stage, part.year, None)


def by_rule(found: Iterable[Removal]) -> dict[str, Kept]:
    """What each rule keeps out, in the order in which the rules are asked."""
    kept = {code: Kept(code) for code in GUARD_OF}
    for removal in found:
        kept[removal.code].add(removal)
    return kept


def touching(found: Iterable[Removal], asked: Asked, scope: Scope) -> Iterator[Removal]:
    """The removals that would otherwise have been part of what is asked for.

    A joint pledge belongs to a kind of party when any of its parties does.
    """
    for removal in found:
        keys = _keys(removal)
        if _in_view(removal.record, asked, scope) and all(
            value in keys[name] for name, value in asked.where.items()
        ):
            yield removal


def _in_view(record: Record, asked: Asked, scope: Scope) -> bool:
    treated = scope.treatment(record)
    if treated and treated.is_chips and not asked.chips:
        return False
    return asked.foreign or not all(share.is_foreign for share in record.shares)


def _keys(removal: Removal) -> Mapping[Dimension, set[str]]:
    record = removal.record
    return {
        Dimension.YEAR: {str(removal.year or "")},
        Dimension.CATEGORY: {record.category},
        Dimension.REGION: {province(record.region) or ""},
        Dimension.SIZE: {share.size or "" for share in record.shares},
        Dimension.INVESTOR: {share.kind for share in record.shares},
        Dimension.ORIGIN: {
            Origin.FOREIGN if share.is_foreign else Origin.DOMESTIC for share in record.shares
        },
        Dimension.SPEND: {record.spend_kind or ""},
    }
