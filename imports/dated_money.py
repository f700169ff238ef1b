"""Rows of dated money against the registry: filed once, never edited."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from imports.problems import Problem
from imports.read import Reading
from imports.records import Joined, MovementRow, Record
from imports.registered import Filed, Known, Registered
from imports.status import Status
from models.commands.history import plain
from models.inputs import MovementInput
from models.vocabulary import State


@dataclass(slots=True)
class ComparedMovement:
    """One row of dated money and where it belongs: in this workbook or in the registry."""

    row: MovementRow
    status: Status
    record: Record | None = None
    key: int | None = None


def movement_names(reading: Reading) -> set[str]:
    """What rows of dated money call their records."""
    names = {row.given.reference for row in reading.movements if row.given}
    return names | {name.rpartition("/")[2] for name in names}


def compare_movements(
    reading: Reading, joined: Joined, registered: Registered, own: str | None
) -> tuple[list[ComparedMovement], list[Problem]]:
    """Find the record of every row, and whether its entry was filed before."""
    work = _Movements(joined, registered, own)
    for row in reading.movements:
        work.place(row)
    work.compare()
    return work.found, work.problems


class _Movements:
    def __init__(self, joined: Joined, registered: Registered, own: str | None) -> None:
        self.joined, self.registered, self.own = joined, registered, own
        self.found: list[ComparedMovement] = []
        self.problems: list[Problem] = []
        self.first: dict[tuple[Any, str], MovementRow] = {}

    def place(self, row: MovementRow) -> None:
        """Join a row to its record. A record of this workbook goes before a registered one."""
        compared = ComparedMovement(row, Status.NEW if row.given else Status.ERROR)
        self.found.append(compared)
        if row.given is None:
            return
        here = self.joined.find(row.given.reference)
        if len(here) == 1:
            compared.record = here[0]
            compared.key = self._key_of(here[0])
        elif here:
            self.joined_complaint(row, here)
        else:
            self._place_in_registry(compared, row.given)
        self._check_twice(compared, row.given)

    def joined_complaint(self, row: MovementRow, here: list[Record]) -> None:
        """Name a reference that several rows of this workbook have."""
        cells = [self.joined.main.address(record.index, "reference") for record in here]
        self._say(row, "reference", "ambiguous_reference", cells=cells)

    def _key_of(self, record: Record) -> int | None:
        given = record.given
        if given is None or self.own not in (None, given.filer):
            return None
        known = self.registered.by_identity.get((given.filer, given.reference))
        return known.key if known else None

    def _place_in_registry(self, compared: ComparedMovement, given: MovementInput) -> None:
        known = list(self._known(given.reference))
        if len(known) == 1:
            compared.key = known[0].key
            return
        if known:
            codes = [found.code for found in known]
            self._say(compared.row, "reference", "ambiguous_reference", cells=codes)
            return
        close = self.joined.near(given.reference)
        expected = close[0] if close else ""
        self._say(
            compared.row, "reference", "unknown_reference", expected=expected, candidates=close
        )

    def _known(self, reference: str) -> Iterator[Known]:
        """What a code, a reference or filer/reference names, among what the user may file for."""
        found = [*self.registered.by_reference.get(reference, ())]
        if known := self.registered.by_code.get(reference):
            found.append(known)
        identity = (self.joined.owner(reference), reference.rpartition("/")[2])
        if known := self.registered.by_identity.get(identity):
            found.append(known)
        return (known for known in dict.fromkeys(found) if self.own in (None, known.filer))

    def _check_twice(self, compared: ComparedMovement, given: MovementInput) -> None:
        owner = id(compared.record) if compared.record else compared.key
        earlier = self.first.setdefault((owner, given.entry), compared.row)
        if earlier is not compared.row:
            first = earlier.decoded.address(earlier.index, "entry")
            self._say(compared.row, "entry", "duplicate_entry", first=first)

    def compare(self) -> None:
        """Rows whose entry is registered are the same, or refused: dated money is not edited."""
        keys = {compared.key for compared in self.found if compared.key is not None}
        stored = self.registered.movements(keys)
        for compared in self.found:
            given = compared.row.given
            if given is None or compared.key is None:
                continue
            if filed := stored.get((compared.key, given.entry)):
                compared.status = Status.SAME
                self._compare(compared.row, given, filed)

    def _compare(self, row: MovementRow, given: MovementInput, filed: Filed) -> None:
        if filed.state is State.WITHDRAWN:
            self._say(row, "entry", "entry_withdrawn")
        for name, old in filed.said.items():
            new = getattr(given, name)
            if old != new:
                self._say(row, name, "entry_changed", old=plain(old), new=plain(new))

    def _say(
        self, row: MovementRow, field: str, code: str, *, expected: str = "", **values: Any
    ) -> None:
        problem = row.decoded.problem(row.index, field, code, expected=expected, **values)
        self.problems.append(problem)
