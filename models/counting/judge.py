"""Judging a register: which lines count, how much of them, and what keeps the rest out."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from models.counting.between import above, joint_children, parts_of_counted, wholes
from models.counting.duplicates import Decision, overlaps
from models.counting.facts import LineFact, Record, Scope, Step
from models.counting.findings import Finding
from models.counting.guards import RULES, UNKNOWNS
from models.vocabulary import CLOSED_STAGES, Stage


@dataclass(frozen=True, slots=True)
class Judged:
    """One line with the won of it that count, or the finding that keeps it out.

    ``taken`` is what the rules on shares take out of a line that counts.
    """

    line: LineFact
    counted_won: int
    finding: Finding | None
    taken: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """One record: findings on the whole of it, its lines, and the parts taken out.

    ``spends`` is false where a record that contains this one reports the same spending.
    """

    record: Record
    findings: tuple[Finding, ...]
    lines: tuple[Judged, ...]
    partial: tuple[Finding, ...]
    spends: bool = True

    @property
    def counted_won(self) -> int:
        """The won of its lines that count in the window, intent included."""
        return sum(line.counted_won for line in self.lines)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of everything that keeps the record or a line of it out."""
        of_lines = (line.finding.code for line in self.lines if line.finding)
        return tuple(dict.fromkeys([*(found.code for found in self.findings), *of_lines]))

    @property
    def reasons(self) -> dict[str, int | None]:
        """What keeps money of the record out, each won under one code only.

        The first rule on the whole record takes all of it; None where the amount is not
        known. With ``counted_won`` these make up everything that was said.
        """
        if self.findings:
            return {self.findings[0].code: self.record.amount_won}
        found = {item.code: item.removed_won for item in self.partial}
        for line in self.lines:
            if line.finding:
                code, won = line.finding.code, line.finding.removed_won
                before = found.get(code, 0)
                found[code] = None if won is None or before is None else before + won
        return found

    @property
    def passes(self) -> bool:
        """Whether no rule on the whole record keeps it out, whatever its years."""
        return not self.findings

    def realised(self, spent: Mapping[int, int], scope: Scope) -> dict[int, int]:
        """What counts of the spending of the record, by year of the window."""
        if self.findings or not self.spends:
            return {}
        return {year: self.record.counted(won) for year, won in spent.items() if scope.holds(year)}


def judge(
    records: Iterable[Record],
    scope: Scope,
    decisions: Iterable[Decision] = (),
    spent: Mapping[int, Mapping[int, int]] = MappingProxyType({}),
) -> dict[int, Judgement]:
    """Judge every record by every rule; the answer is by instrument key.

    First each record alone, then joint children, then parts of wholes that count, then
    possible duplicates among what is left. ``spent`` is spending by instrument and year: a
    record may add that alone.
    """
    known = {record.instrument_id: scope.applied(record) for record in records}
    own = {key: _own_findings(record, scope) for key, record in known.items()}
    lines = {key: _lines(record, scope) for key, record in known.items() if not own[key]}
    reach = {key: _reach(judged) for key, judged in lines.items()}
    parents = wholes(known)
    children = joint_children(known, parents)
    parts = parts_of_counted(parents, lambda key: 0 if key in children else reach.get(key, 0))
    within = parts | children
    free = {key for key in lines if key not in within}
    held = overlaps(
        known,
        free,
        decisions,
        _counted_elsewhere(own, within, free),
        parents,
        lambda key: bool(reach[key] or any(map(scope.holds, spent.get(key, ())))),
    )
    between = (
        {key: (finding,) for key, finding in held.items()}
        | _named("count_part_of", parts, known)
        | _named("count_joint_child", children, known)
    )
    judged = {
        key: _judgement(record, (*own[key], *between.get(key, ())), lines.get(key), scope)
        for key, record in known.items()
    }
    told = {
        key
        for key in spent
        if any(whole in spent and judged[whole].passes for whole in above(parents, key))
    }
    return {
        key: replace(item, spends=False) if key in told else item for key, item in judged.items()
    }


def _reach(lines: Iterable[Judged]) -> int:
    """How far a record counts: 2 announced or further, 1 intent alone, 0 not at all."""
    counted = {line.line.stage for line in lines if line.counted_won}
    return 2 if counted - {Stage.INTENT} else len(counted)


def _counted_elsewhere(
    own: Mapping[int, tuple[Finding, ...]], within: Mapping[int, int], free: Collection[int]
) -> dict[int, int]:
    """The record by which a part counts, for parts that are what they say they are."""
    found = {}
    for key, whole in within.items():
        while whole in within:
            whole = within[whole]
        if whole in free and {finding.code for finding in own[key]} <= UNKNOWNS:
            found[key] = whole
    return found


def _named(
    code: str, wholes: Mapping[int, int], known: Mapping[int, Record]
) -> dict[int, tuple[Finding, ...]]:
    return {key: (Finding(code, {"parent": known[whole].code}),) for key, whole in wholes.items()}


def _own_findings(record: Record, scope: Scope) -> tuple[Finding, ...]:
    return tuple(
        Finding(rule.code, values, record.amount_won)
        for rule in RULES
        if (values := rule.holds(record, scope)) is not None
    )


def _judgement(
    record: Record, findings: tuple[Finding, ...], lines: tuple[Judged, ...] | None, scope: Scope
) -> Judgement:
    if findings or lines is None:
        whole = tuple(replace(found, removed_won=record.amount_won) for found in findings)
        silent = tuple(Judged(line, 0, _line_finding(record, line, scope)) for line in record.lines)
        return Judgement(record, whole, silent, ())
    return Judgement(record, (), lines, _partial(lines))


def _lines(record: Record, scope: Scope) -> tuple[Judged, ...]:
    return tuple(_judged(record, line, scope) for line in record.lines)


def _judged(record: Record, line: LineFact, scope: Scope) -> Judged:
    finding = _line_finding(record, line, scope)
    won = line.amount_won or 0
    if finding or record.is_whole:
        return Judged(line, 0 if finding else won, finding)
    steps = record.steps(won)
    return Judged(line, steps[-1].left, None, tuple(step for step in steps if step.removed))


def _line_finding(record: Record, line: LineFact, scope: Scope) -> Finding | None:
    """Why one line does not count: closed stage, outside the window, or not allocated."""
    won = line.amount_won
    if line.stage in CLOSED_STAGES:
        return Finding("count_stage_closed", {"stage": line.stage}, won)
    if line.stage is Stage.DEFERRED:
        return Finding("count_deferred", {}, won)
    if line.year is not None:
        outside = not scope.holds(line.year)
        return Finding("count_out_of_window", {"year": line.year}, won) if outside else None
    return _unallocated(record, won, scope)


def _unallocated(record: Record, won: int | None, scope: Scope) -> Finding | None:
    """An amount without years counts only when its whole period lies in the window."""
    start, end = record.period_start, record.period_end
    values: Mapping[str, object] = {"start": start, "end": end}
    if start is None or end is None:
        return Finding("count_unallocated", values, won)
    if end < scope.first_year or start > scope.last_year:
        return Finding("count_out_of_window", values, won)
    inside = scope.holds(start) and scope.holds(end)
    return None if inside else Finding("count_unallocated", values, won)


def _partial(lines: tuple[Judged, ...]) -> tuple[Finding, ...]:
    """What the shares take out of a record that counts, in the order they are taken."""
    removed: Counter[str] = Counter()
    left: Counter[str] = Counter()
    for line in lines:
        for step in line.taken:
            removed[step.code] += step.removed
            left[step.code] += step.left
    face = sum(line.line.amount_won or 0 for line in lines if line.finding is None)
    return tuple(
        Finding(code, {"of": face, "left": left[code]}, won) for code, won in removed.items()
    )
