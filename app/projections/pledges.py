"""The judged pledges as the book that econ reads: KRW bn a year, status by evidence."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from econ.inputs import PledgeBook, PledgeRecord
from econ.results import Entry
from econ.units import bn_of_won
from models.counting.facts import LineFact, Record, Scope
from models.counting.judge import Judgement
from models.queries.dated import Filed, Report
from models.queries.register import Register
from models.types import PPM
from models.vocabulary import CLOSED_STAGES, Size, Stage

CONTRACT = re.compile(
    r"계약|발주|수주|착공|허가|인가|준공|\b(?:contract(?:ed|s)?|signed|ordered|permit(?:ted|s)?)\b",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"https?://\S+")
STATUS = {
    Stage.INTENT: "intent",
    Stage.ANNOUNCED: "announced",
    Stage.EXECUTING: "in_progress",
    Stage.COMPLETED: "completed",
}
NEAREST_FIRST = ("completed", "in_progress", "contracted", "board", "announced", "intent")
LEFT_OUT = (*CLOSED_STAGES, Stage.DEFERRED)
ASSUMED_SIZE = Size.LARGE


@dataclass(frozen=True, slots=True)
class PledgeNames:
    """What a reader wants to see instead of a key."""

    code: str
    title: str
    filer: str


@dataclass(frozen=True, slots=True)
class Pledges:
    """The book, which of it the register counts, the names behind its keys, what was assumed."""

    book: PledgeBook
    counted: tuple[str, ...]
    names: Mapping[str, PledgeNames]
    log: tuple[Entry, ...]


def read_pledges(
    register: Register,
    filed: Mapping[int, Filed],
    reports: Mapping[int, Sequence[Report]],
    *,
    counted_only: bool = False,
) -> Pledges:
    """Every pledge that no rule on the whole record keeps out, with the won that can count.

    A record is split by status, because each status is delivered with its own probability.
    Money without years enters with its period; ``counted_only`` leaves it out where the
    register does not count it. Of a whole and its part only the net amount enters: a part that
    the register counts or that was reported on enters itself and is taken from the whole's
    money without years; any other part stays out. So do lines that were cancelled, deferred,
    superseded or are disputed.
    """
    readings = {
        key: _Reading(
            judgement.record,
            _lines(judgement, counted_only=counted_only),
            filed[key],
            register.realised.get(key, {}),
            reports.get(key, ()),
        )
        for key, judgement in register.judgements.items()
        if judgement.passes and key in filed
    }
    entering = {key: found for key, found in readings.items() if found.enters}
    kept = {
        key: found
        for key, found in entering.items()
        if _whole(key, register, entering) is None
        or register.judgements[key].counted_won
        or found.spent
    }
    wholes = {key: _whole(key, register, kept) for key in readings}
    parts_bn: dict[str, float] = defaultdict(float)
    for key, found in kept.items():
        if whole := wholes[key]:
            parts_bn[whole.id] += found.bn
    records = [record for found in kept.values() for record in found.records(parts_bn[found.id])]
    records.sort(key=lambda record: record.id)
    return Pledges(
        book=PledgeBook.of(records, years=_span(records, register.scope)),
        counted=tuple(
            sorted(found.id for key, found in kept.items() if register.judgements[key].counted_won)
        ),
        names={found.id: found.names for found in readings.values()},
        log=tuple(_log(readings, kept, wholes)),
    )


def _lines(judgement: Judgement, *, counted_only: bool) -> tuple[LineFact, ...]:
    if counted_only:
        return tuple(judged.line for judged in judgement.lines if judged.counted_won)
    return judgement.record.lines


def _whole(key: int, register: Register, entering: Mapping[int, "_Reading"]) -> "_Reading | None":
    """The pledge that enters and of which this one is a part, at whatever depth."""
    above = register.judgements[key].record.parent_id
    while above is not None and above in register.judgements:
        if above in entering:
            return entering[above]
        above = register.judgements[above].record.parent_id
    return None


def _log(
    readings: Mapping[int, "_Reading"],
    kept: Mapping[int, "_Reading"],
    wholes: Mapping[int, "_Reading | None"],
) -> Iterator[Entry]:
    for key, found in sorted(readings.items(), key=lambda item: item[1].id):
        whole = wholes[key]
        if whole is not None and found.enters and key not in kept:
            yield Entry("part_of_projected", {"id": found.id, "whole": whole.id})
            continue
        if whole is not None and key in kept:
            values = {"id": found.id, "whole": whole.id, "amount_bn": found.bn}
            yield Entry("part_netted", values)
        yield from found.log()


def status_of(line: LineFact, evidence: str) -> str:
    """The status by which a line is delivered (specification 3.4, amendment 11).

    A firm line is contracted where its evidence speaks of a contract, an order, a permit or
    the start of works, and decided by a board otherwise. Addresses are not evidence.
    """
    if line.stage is Stage.FIRM:
        signed = CONTRACT.search(ADDRESS.sub(" ", evidence))
        return "contracted" if signed else "board"
    return STATUS[line.stage]


@dataclass(frozen=True, slots=True)
class _Reading:
    """One pledge on its way into the book."""

    record: Record
    lines: tuple[LineFact, ...]
    filed: Filed
    spent: Mapping[int, int]
    reports: Sequence[Report]

    @property
    def id(self) -> str:
        """The same in every database that holds the same filings."""
        return f"{self.filed.filer}/{self.filed.reference}"

    @property
    def names(self) -> PledgeNames:
        """What a reader wants to see instead of the key."""
        return PledgeNames(self.filed.code, self.record.title, self.filed.filer_name)

    @property
    def enters(self) -> bool:
        """Whether there is money to project or a report of it."""
        return bool(self._kept() or self.spent)

    @property
    def bn(self) -> float:
        """What of it enters, in all years and without years."""
        return sum(self._bn(line) for line in self._kept())

    def records(self, parts_bn: float = 0.0) -> list[PledgeRecord]:
        """One record a status, the nearest to completion first, net of parts that enter too."""
        by_status: dict[str, list[LineFact]] = {}
        for line in self._kept():
            by_status.setdefault(self._status(line), []).append(line)
        if not by_status and self.spent:
            by_status["in_progress"] = []
        ordered = sorted(by_status, key=NEAREST_FIRST.index)
        schedules = [self._schedule(by_status[status]) for status in ordered]
        shared = self._share_out(schedules)
        made = [
            self._record(status, by_status[status], schedule, reported)
            for status, schedule, reported in zip(ordered, schedules, shared, strict=True)
        ]
        return _net_of(made, parts_bn)

    def log(self) -> list[Entry]:
        """What was assumed or left out, as codes with values."""
        entries = [
            Entry(
                "line_left_out",
                {"id": self.id, "stage": str(line.stage), "amount_bn": self._bn(line)},
            )
            for line in self.record.lines
            if line.stage in LEFT_OUT and line.amount_won
        ]
        if self.record.amount_won is None:
            entries.append(Entry("amount_unknown", {"id": self.id}))
        elif self.enters and self.filed.size is None:
            entries.append(Entry("size_assumed", {"id": self.id, "size": str(ASSUMED_SIZE)}))
        return entries

    def _kept(self) -> list[LineFact]:
        return [line for line in self.lines if line.stage not in LEFT_OUT and self._bn(line)]

    def _status(self, line: LineFact) -> str:
        _, text = self.filed.evidence.get((line.year, line.stage), (None, ""))
        return status_of(line, text)

    def _bn(self, line: LineFact) -> float:
        return bn_of_won(self.record.counted(line.amount_won or 0))

    def _schedule(self, lines: Sequence[LineFact]) -> dict[int, float]:
        schedule: dict[int, float] = {}
        for line in lines:
            if line.year is not None:
                schedule[line.year] = schedule.get(line.year, 0.0) + self._bn(line)
        return schedule

    def _share_out(self, schedules: Sequence[Mapping[int, float]]) -> list[dict[int, float]]:
        """Reported money by record: each fills its plan of the year, the nearest first."""
        shared: list[dict[int, float]] = [{} for _ in schedules]
        for year, won in self.spent.items():
            left = bn_of_won(self.record.counted(won))
            for reported, schedule in zip(shared, schedules, strict=True):
                reported[year] = min(max(left, 0.0), schedule.get(year, 0.0))
                left -= reported[year]
            if shared:
                shared[0][year] += left
        return shared

    def _record(
        self,
        status: str,
        lines: Sequence[LineFact],
        schedule: Mapping[int, float],
        reported: Mapping[int, float],
    ) -> PledgeRecord:
        record, announced = self.record, self.filed.announced_on
        return PledgeRecord(
            id=f"{self.id}:{status}",
            pledge=self.id,
            firm=self.filed.filer,
            category=str(record.category),
            size=str(self.filed.size or ASSUMED_SIZE),
            status=status,
            schedule=schedule,
            unallocated_bn=sum(self._bn(line) for line in lines if line.year is None),
            start_year=record.period_start,
            end_year=record.period_end,
            announced_year=announced.year if announced else None,
            reported=reported,
            covered={year: covered(self.reports, year) for year in reported},
            grade=self._grade(),
            net_share=record.net_of_support(PPM) / PPM,
        )

    def _grade(self) -> str:
        """The weakest grade among the reports; without reports it is not used."""
        return max((str(report.grade) for report in self.reports), default="C")


def _net_of(records: Sequence[PledgeRecord], parts_bn: float) -> list[PledgeRecord]:
    """The records with the parts taken from money without years, the least certain first."""
    left, made = parts_bn, []
    for record in reversed(records):
        taken = min(left, record.unallocated_bn)
        left -= taken
        made.append(replace(record, unallocated_bn=record.unallocated_bn - taken))
    return made[::-1]


def covered(reports: Sequence[Report], year: int) -> float:
    """The share of the days of ``year`` that reports cover, overlaps counted once."""
    first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    days: set[int] = set()
    for report in reports:
        begin, end = max(report.first.toordinal(), first), min(report.last.toordinal(), last)
        days.update(range(begin, end + 1))
    return len(days) / (last - first + 1)


def _span(records: Sequence[PledgeRecord], scope: Scope) -> range:
    years = [scope.first_year, scope.last_year]
    for record in records:
        years += [*record.schedule, *record.reported]
        years += [year for year in (record.start_year, record.end_year) if year]
    return range(min(years), max(years) + 1)
