"""Rules between records: joint pledges, parts of a whole, and possible duplicates."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from models.counting.facts import Record
from models.counting.findings import Finding
from models.vocabulary import EvidenceGrade, Stage, Verdict

STAGE_RANK = {Stage.COMPLETED: 4, Stage.EXECUTING: 3, Stage.FIRM: 2, Stage.ANNOUNCED: 1}


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about two instruments with one overlap key."""

    first_id: int
    second_id: int
    verdict: Verdict
    kept_id: int | None


def joint_children(records: Mapping[int, Record]) -> dict[int, Finding]:
    """Rule 2: the child of a joint pledge is never counted itself; the shares are."""
    parents = {key: records.get(record.parent_id or 0) for key, record in records.items()}
    return {
        key: Finding("count_joint_child", {"parent": parent.code})
        for key, parent in parents.items()
        if parent is not None and parent.is_joint
    }


def parts_of_counted(
    records: Mapping[int, Record], passes: Callable[[int], bool]
) -> dict[int, Finding]:
    """Rule 3: a whole and its part never both; the part gives way when any whole counts."""
    found = {}
    for key in records:
        whole = next((above for above in _ancestors(records, key) if passes(above)), None)
        if whole is not None:
            found[key] = Finding("count_part_of", {"parent": records[whole].code})
    return found


def _ancestors(records: Mapping[int, Record], key: int) -> Iterable[int]:
    seen = {key}
    above = records[key].parent_id
    while above is not None and above in records and above not in seen:
        seen.add(above)
        yield above
        above = records[above].parent_id


def overlaps(records: Iterable[Record], decisions: Iterable[Decision]) -> dict[int, Finding]:
    """Rule 4: one record of an overlap key counts; a person may decide otherwise.

    Until somebody decides, the record in the furthest stage stands for the others; among
    equals the better evidence, then the later source, then the first code.
    """
    verdicts = {(item.first_id, item.second_id): item for item in decisions}
    groups: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        if record.overlap_key:
            groups[record.overlap_key].append(record)
    found: dict[int, Finding] = {}
    for group in groups.values():
        found |= _held(sorted(group, key=_standing, reverse=True), verdicts)
    return found


def _standing(record: Record) -> tuple[int, str, int, str]:
    """Further stage, better grade, later source, earlier code: larger is better."""
    stage = max((STAGE_RANK.get(line.stage, 0) for line in record.lines), default=0)
    grades = [line.evidence_grade or EvidenceGrade.PRESS for line in record.lines]
    best = min(grades, default=EvidenceGrade.PRESS)
    inverted = "".join(chr(0x10FFFF - ord(mark)) for mark in record.code)
    return stage, chr(0x10FFFF - ord(best)), record.known_on.toordinal(), inverted


def _held(ranked: list[Record], verdicts: Mapping[tuple[int, int], Decision]) -> dict[int, Finding]:
    found: dict[int, Finding] = {}
    standing: list[Record] = []
    for record in _kept_first(ranked, verdicts):
        rival = next((one for one in standing if _is_same(one, record, verdicts)), None)
        if rival is None:
            standing.append(record)
        else:
            decided = _pair(rival, record) in verdicts
            values = {"kept": rival.code, "key": record.overlap_key, "decided": decided}
            found[record.instrument_id] = Finding("count_overlap", values)
    return found


def _kept_first(ranked: list[Record], verdicts: Mapping[tuple[int, int], Decision]) -> list[Record]:
    kept = {decision.kept_id for decision in verdicts.values()}
    return sorted(ranked, key=lambda record: record.instrument_id not in kept)


def _pair(one: Record, other: Record) -> tuple[int, int]:
    low, high = sorted((one.instrument_id, other.instrument_id))
    return low, high


def _is_same(one: Record, other: Record, verdicts: Mapping[tuple[int, int], Decision]) -> bool:
    decision = verdicts.get(_pair(one, other))
    return decision is None or decision.verdict is not Verdict.DIFFERENT
