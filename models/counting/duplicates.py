"""Rule 4: one of several records of the same investment counts."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from models.counting.between import Wholes, above
from models.counting.facts import Record
from models.counting.findings import Finding
from models.vocabulary import EvidenceGrade, Stage, Verdict

STAGE_RANK = {Stage.COMPLETED: 4, Stage.EXECUTING: 3, Stage.FIRM: 2, Stage.ANNOUNCED: 1}


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about two instruments that may be the same investment."""

    first_id: int
    second_id: int
    verdict: Verdict
    kept_id: int | None


def overlaps(
    records: Mapping[int, Record],
    free: Collection[int],
    decisions: Iterable[Decision],
    within: Mapping[int, int],
    parents: Wholes,
    adds: Callable[[int], bool],
) -> dict[int, Finding]:
    """Rule 4: one record of an overlap key counts; a person may decide otherwise.

    Until somebody decides, a record that adds something stands before one that does not; then
    the furthest stage, the better evidence, the later source, the first code. A decision holds
    whatever the two records call their key afterwards. ``free`` are the records to look at;
    ``within`` names the one by which a part counts: what is the same as a part counts there too.
    """
    asked = {key: records[key] for key in (*free, *within)}
    known = _Known(asked, decisions, within, parents)
    listed = sorted(free, key=lambda key: _standing(records[key]))
    listed.sort(key=lambda key: (key not in known.beaten, key in known.kept, adds(key)))
    found = (known.take(key) for key in reversed(listed))
    return {key: finding for key, finding in found if finding}


def _standing(record: Record) -> tuple[int, str, int, str]:
    """Further stage, better grade, later source, earlier code: larger is better."""
    stage = max((STAGE_RANK.get(line.stage, 0) for line in record.lines), default=0)
    grades = [line.evidence_grade or EvidenceGrade.PRESS for line in record.lines]
    best = min(grades, default=EvidenceGrade.PRESS)
    inverted = "".join(chr(0x10FFFF - ord(mark)) for mark in record.code)
    return stage, chr(0x10FFFF - ord(best)), record.known_on.toordinal(), inverted


class _Known:
    """Takes one record after the other: it stands, or another one stands for it.

    Records that a person found to be the same are one class: what is said of one of them, its
    key or that it is different from a third, holds for all.
    """

    def __init__(
        self,
        records: Mapping[int, Record],
        decisions: Iterable[Decision],
        within: Mapping[int, int],
        parents: Wholes,
    ) -> None:
        self.records, self.within, self.parents = records, within, parents
        told = [one for one in decisions if {one.first_id, one.second_id} <= records.keys()]
        alike = [one for one in told if one.verdict is not Verdict.DIFFERENT]
        self.class_of = _classes(records, alike)
        self.kept = {one.kept_id for one in alike if one.kept_id}
        self.beaten = {key for one in alike if one.kept_id
                       for key in (one.first_id, one.second_id) if key != one.kept_id}  # fmt: skip
        apart = [(one.first_id, one.second_id) for one in told if one not in alike]
        self.apart = {frozenset(pair) for pair in apart}
        self.classes_apart = {frozenset(map(self.class_of.get, pair)) for pair in apart}
        self.names: dict[int, set[str]] = defaultdict(set)
        for key, record in records.items():
            self.names[self.class_of[key]] |= {record.overlap_key} - {""}
        self.stands_for: dict[int, int] = {}
        self.taken: dict[str | int, list[int]] = defaultdict(list)
        for key in sorted(within):
            self._stand(key, within[key])

    def _stand(self, key: int, by: int) -> None:
        self.stands_for[key] = by
        for place in self._places(key):
            self.taken[place].append(key)

    def _places(self, key: int) -> list[str | int]:
        """Where others of the same investment are found: its class, and the keys of the class."""
        own = self.class_of[key]
        return [own, *sorted(self.names[own])]

    def take(self, key: int) -> tuple[int, Finding | None]:
        """The finding that holds a record back, and from now on what stands for it."""
        rival, other = next(self._rivals(key), (key, key))
        self._stand(key, rival)
        if rival == key:
            return key, None
        record = self.records[key]
        values = {
            "kept": self.records[rival].code,
            "key": record.overlap_key or self.records[other].overlap_key,
            "decided": self.class_of[key] == self.class_of[other],
        }
        return key, Finding("count_overlap", values)

    def _rivals(self, key: int) -> Iterator[tuple[int, int]]:
        """What stands for a record that may be the same, and that record itself."""
        for place in self._places(key):
            for other in self.taken.get(place, ()):
                rival = self.stands_for[other]
                if rival == key or self._differ(key, other) or self._differ(key, rival):
                    continue
                if other in self.within and self._is_own(key, other, rival):
                    continue
                yield rival, other

    def _differ(self, one: int, other: int) -> bool:
        """Whether a person found two records to be different investments."""
        classes = frozenset((self.class_of[one], self.class_of[other]))
        if len(classes) == 1:
            return frozenset((one, other)) in self.apart
        return classes in self.classes_apart

    def _is_own(self, key: int, part: int, whole: int) -> bool:
        """Whether a part is the record's own, or its whole a rival in its own right."""
        names = self.names[self.class_of[key]] & self.names[self.class_of[whole]]
        return bool(names) or key in above(self.parents, part)


def _classes(keys: Iterable[int], alike: Iterable[Decision]) -> dict[int, int]:
    """One member of its class for every record: the same for all that are the same."""
    first = {key: key for key in keys}

    def root(key: int) -> int:
        while first[key] != key:
            key = first[key]
        return key

    for one in alike:
        low, high = sorted((root(one.first_id), root(one.second_id)))
        first[high] = low
    return {key: root(key) for key in first}
