"""What pledges said would have happened by a day and did not: proposals, never decisions; pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.chain import content_digest
from models.counting.facts import LineFact, Record
from models.overdue_words import OverdueRule
from models.vocabulary import COUNTED_STATES, FIRM_STAGES, Stage

PLANNED = (Stage.EXECUTING, Stage.FIRM, Stage.ANNOUNCED, Stage.INTENT)
"""Stages whose money is still to come, the furthest first."""
SOFT = (Stage.ANNOUNCED, Stage.INTENT)
"""Stages that no evidence stands behind yet."""
FILLED = (Stage.COMPLETED, *PLANNED, Stage.DEFERRED)
"""In this order money spent in a year is held against the lines of the year."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One line, or a whole pledge, whose day has passed.

    ``due_on`` is the last day on which it was in time. ``realised_won`` is None while nothing
    was filed for the pledge, and ``missing_won`` None where the amount is not known. ``stage``
    is that of the line; of a whole pledge the furthest that is still open.
    """

    record: Record
    rule: OverdueRule
    year: int | None
    stage: Stage
    due_on: date
    planned_won: int | None
    realised_won: int | None
    missing_won: int | None

    @property
    def place(self) -> str:
        """What tells the proposals of one pledge apart, for addresses."""
        return f"{self.rule}.{self.year or 0}.{self.stage}"

    @property
    def facts(self) -> str:
        """The digest of what the proposal rests on: it changes when a fact does, not by the day."""
        return content_digest(
            {
                "rule": self.rule.value,
                "year": self.year,
                "stage": self.stage.value,
                "due_on": self.due_on.isoformat(),
                "planned_won": self.planned_won,
                "realised_won": self.realised_won,
                "missing_won": self.missing_won,
            }
        )

    def days(self, on: date) -> int:
        """How many days after its last day ``on`` is."""
        return (on - self.due_on).days


def proposals_of(
    records: Iterable[Record], spent: Mapping[int, Mapping[int, int]], *, on: date
) -> list[Proposal]:
    """Everything that is overdue on the day ``on``, by code and year.

    Only verified and certified versions are asked. ``spent`` is verified spending in won by
    instrument and year; a pledge without an entry has filed nothing, which is not zero.
    """
    return [
        proposal
        for record in sorted(records, key=lambda record: record.code)
        if record.state in COUNTED_STATES
        for proposal in _of_record(record, spent.get(record.instrument_id), on)
    ]


def end_of(record: Record) -> int | None:
    """The last year of a pledge: of its stated period or of its lines, whichever is later."""
    years = [line.year for line in record.lines if line.year is not None]
    return max([*years, *([record.period_end] if record.period_end else [])], default=None)


def fulfilled(lines: Sequence[LineFact], spent: Mapping[int, int]) -> list[int]:
    """The won of spending held against each line, in the order of ``lines``.

    Money of a year goes to the lines of that year first, the furthest stage before others; what
    is left goes to the earliest lines still short, those without a year last. A year of net
    refunds takes from what is left.
    """
    held = [0] * len(lines)
    left = defaultdict(int, {year: max(won, 0) for year, won in spent.items()})
    order = [place for place, line in enumerate(lines) if line.stage in FILLED]
    order.sort(key=lambda place: FILLED.index(lines[place].stage))
    for place in order:
        year = lines[place].year
        if year is not None:
            held[place] = min(lines[place].amount_won or 0, left[year])
            left[year] -= held[place]
    rest = max(sum(left.values()) + sum(min(won, 0) for won in spent.values()), 0)
    for place in sorted(order, key=lambda place: lines[place].year or 9999):
        more = min((lines[place].amount_won or 0) - held[place], rest)
        held[place] += more
        rest -= more
    return held


def _of_record(record: Record, spent: Mapping[int, int] | None, on: date) -> Iterator[Proposal]:
    lapsed = _lapsed(record, spent, on)
    if lapsed is not None:
        yield lapsed
        return
    held = fulfilled(record.lines, spent or {})
    pairs = sorted(zip(record.lines, held, strict=True), key=lambda pair: pair[0].year or 9999)
    for line, won in pairs:
        found = _rule_of(record, line, on)
        missing = None if line.amount_won is None else line.amount_won - won
        is_short = missing is None or missing > 0
        if found is not None and is_short and not (missing is None and any((spent or {}).values())):
            rule, due = found
            realised = None if spent is None else won
            yield Proposal(
                record, rule, line.year, line.stage, due, line.amount_won, realised, missing
            )


def _rule_of(record: Record, line: LineFact, on: date) -> tuple[OverdueRule, date] | None:
    """Which rule a line falls under on a day, and its last day in time; None for none."""
    if line.stage is Stage.DEFERRED and line.deferred_to is not None:
        return (OverdueRule.DEFERRAL, line.deferred_to) if line.deferred_to < on else None
    year = line.year or end_of(record)
    if year is None or date(year, 12, 31) >= on:
        return None
    if line.stage is Stage.DEFERRED:
        return OverdueRule.UNDATED, date(year, 12, 31)
    return (OverdueRule.LINE, date(year, 12, 31)) if line.stage in PLANNED else None


def _lapsed(record: Record, spent: Mapping[int, int] | None, on: date) -> Proposal | None:
    """The whole pledge, where its end has passed and nothing was ever evidenced or spent."""
    end = end_of(record)
    stages = {line.stage for line in record.lines}
    soft = [line for line in record.lines if line.stage in SOFT]
    is_evidenced = spent is not None or bool(stages & {*FIRM_STAGES})
    if end is None or date(end, 12, 31) >= on or not soft or is_evidenced:
        return None
    if Stage.DEFERRED in stages:
        return None
    known = [line.amount_won for line in soft if line.amount_won is not None]
    won = sum(known) if known else None
    stage = next(stage for stage in SOFT if stage in stages)
    return Proposal(record, OverdueRule.LAPSED, None, stage, date(end, 12, 31), won, None, won)
