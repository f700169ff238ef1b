"""Rows of several sheets joined into inputs: a record with its parts, and dated money."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, get_args

from pydantic import ValidationError

from imports.complaints import Complaint, complaints, problem_of
from imports.decode import BAD, Decoded
from imports.nearest import Suggestions
from imports.parties import Parties
from imports.problems import Problem
from models.content import NESTED
from models.inputs import Input, InstrumentInput, MovementInput
from models.kinds import KINDS
from models.vocabulary import Kind

Row = dict[str, Any]
Identity = tuple[str, str]
_SUMS: Final[Mapping[str, tuple[str, str]]] = {
    "lines": ("amount_won", "amount_won"),
    "participants": ("filer", "share_ppm"),
}
"""For lists that must add up: the field of the record and of the part that stand for the sum."""
_REFERENCES: Final = ("reference", "reference")


@dataclass(slots=True)
class Record:
    """One row of the main sheet with the rows that belong to it; no input when it has errors."""

    index: int
    parts: dict[str, list[int]] = field(default_factory=dict)
    given: InstrumentInput | None = None


@dataclass(slots=True)
class MovementRow:
    """One row of dated money, and the record of this workbook that it belongs to, if any."""

    decoded: Decoded
    index: int
    given: MovementInput | None


class Joined:
    """The main sheet joined with the sheets of its parts."""

    def __init__(
        self,
        kind: Kind,
        main: Decoded,
        parts: Mapping[str, Decoded],
        parties: Parties,
    ) -> None:
        self.kind, self.main, self.parts = kind, main, parts
        self.schema = KINDS[kind].input
        self._identity = {part.name: part.identity for part in KINDS[kind].parts}
        self._parties, self._suggestions = parties, Suggestions()
        self.problems: list[Problem] = []
        self._repeats: set[int] = set()
        self.records = [Record(index) for index in range(len(main.rows))]
        self._by_reference = self._references()
        self._children = {name: decoded.dicts() for name, decoded in parts.items()}
        self._absent = (_SUMS.keys() & self._identity.keys()) - parts.keys()
        for name, decoded in parts.items():
            self._attach(name, decoded)
        self._validate()

    def _references(self) -> dict[str, list[Record]]:
        """Records by their reference; a filer uses each reference once."""
        found: dict[str, list[Record]] = defaultdict(list)
        first: dict[Identity, Record] = {}
        identities = zip(
            self.main.values("filer"), self.main.values("reference"), self.records, strict=True
        )
        for filer, reference, record in identities:
            if reference is None or reference is BAD:
                continue
            earlier = first.setdefault((filer, reference), record)
            if earlier is record:
                found[reference].append(record)
            else:
                self._repeats.add(record.index)
                values = {"first": self.main.address(earlier.index, "reference")}
                self._say(self.main, record.index, "reference", "duplicate_reference", **values)
        return found

    def find(self, reference: str) -> list[Record]:
        """The records that a reference, or filer/reference, names in this workbook."""
        found = self._by_reference.get(reference, [])
        if found or "/" not in reference:
            return found
        bare = reference.rpartition("/")[2]
        filer = self.owner(reference)
        filers = self.main.values("filer")
        return [
            record for record in self._by_reference.get(bare, []) if filers[record.index] == filer
        ]

    def near(self, reference: str) -> list[str]:
        """The references of the workbook that are like this one."""
        return self._suggestions.near(reference, self._by_reference)

    def owner(self, reference: str) -> str:
        """The filer that filer/reference names, by its code; empty when it names none."""
        party = self._parties.find(reference.rpartition("/")[0])
        return party.code if party else ""

    def places(self, record: Record) -> Iterator[tuple[str, int]]:
        """Sheet and row number of a record and of every part of it."""
        yield self.main.place(record.index)
        for name, indices in record.parts.items():
            yield from (self.parts[name].place(index) for index in indices)

    def take_over(self, record: Record, name: str, rows: Sequence[Row]) -> Iterator[Problem]:
        """Let a record keep ``rows`` of a part whose sheet this workbook does not have."""
        said = {**vars(record.given), name: rows}
        try:
            record.given = self.schema.model_validate(said)
        except ValidationError:
            record.given = None
            for complaint in complaints(self.schema, said, set()):
                yield self._placed(record, complaint)

    def _attach(self, name: str, decoded: Decoded) -> None:
        for index, reference in enumerate(decoded.values("reference")):
            if reference is None or reference is BAD:
                continue
            found = self.find(reference)
            if len(found) == 1:
                found[0].parts.setdefault(name, []).append(index)
            else:
                self._complain_of_reference(decoded, index, found)

    def _complain_of_reference(self, decoded: Decoded, index: int, found: Sequence[Record]) -> None:
        """Name a reference that fits no record, or more than one."""
        if found:
            cells = [self.main.address(record.index, "reference") for record in found]
            self._say(decoded, index, "reference", "ambiguous_reference", cells=cells)
            return
        reference = decoded.values("reference")[index]
        self._say(decoded, index, "reference", "unknown_reference", candidates=self.near(reference))

    def _validate(self) -> None:
        rows = self.main.dicts()
        validate = self.schema.__pydantic_validator__.validate_python
        broken = set(range(len(rows))) if self._absent else broken_rows(self.main)
        for record, row in zip(self.records, rows, strict=True):
            usable = self._add_parts(record, row)
            if usable and record.index not in broken:
                try:
                    record.given = validate(row)
                    continue
                except ValidationError:
                    pass
            self._complain(record, row)

    def _add_parts(self, record: Record, row: Row) -> bool:
        """Put the parts into the row; say whether every one of them could be read."""
        usable = True
        for name, indices in record.parts.items():
            rows = [self._children[name][index] for index in indices]
            row[name] = [
                {key: value for key, value in part.items() if key != "reference"} for part in rows
            ]
            usable = usable and not any(BAD in part.values() for part in row[name])
        return usable

    def _complain(self, record: Record, row: Row) -> None:
        unusable = {name for name, value in row.items() if value is BAD} | self._absent
        if record.index in self._repeats:  # Its parts went to the row that came first.
            unusable |= self._identity.keys()
        for name in record.parts:
            if any(BAD in part.values() for part in row[name]):
                unusable.add(name)
                self._complain_of_parts(record, name, row[name])
        unusable |= {column.field for column in self._required_and_empty(row)}
        for complaint in complaints(self.schema, row, unusable):
            self.problems.append(self._placed(record, complaint))

    def _required_and_empty(self, row: Row) -> list[Any]:
        columns = self.main.table.spec.columns
        return [column for column in columns if column.required and column.field not in row]

    def _complain_of_parts(self, record: Record, name: str, parts: Sequence[Row]) -> None:
        """Check the parts one by one when they cannot be checked together."""
        schema = part_schema(self.schema, name)
        for index, part in zip(record.parts[name], parts, strict=True):
            unusable = {key for key, value in part.items() if value is BAD}
            for complaint in complaints(schema, part, unusable):
                found = problem_of(self.parts[name], index, complaint.field, complaint)
                self.problems.append(found)

    def _placed(self, record: Record, complaint: Complaint) -> Problem:
        """The cell that a complaint is about: of the record, of a part, or of their sum."""
        name = complaint.field
        if name not in self.parts or not record.parts.get(name):
            return problem_of(self.main, record.index, _on_main(name), complaint)
        decoded, indices = self.parts[name], record.parts[name]
        if complaint.part is not None:
            return problem_of(decoded, indices[complaint.part], complaint.inner, complaint)
        total, part = _SUMS.get(name, _REFERENCES)
        if complaint.code == "foreign_lines_sum":
            part = "foreign_amount"
        cells = [decoded.address(index, part) for index in indices]
        complaint.values["cells"] = cells
        if complaint.code == "lines_sum":
            return problem_of(self.main, record.index, total, _with_difference(complaint))
        if complaint.code.endswith("_twice"):
            return self._twice(name, indices, complaint)
        return problem_of(decoded, indices[-1], part, complaint)

    def _twice(self, name: str, indices: Sequence[int], complaint: Complaint) -> Problem:
        decoded, fields = self.parts[name], self._identity[name]
        seen: dict[tuple[Any, ...], int] = {}
        for index in indices:
            key = tuple(decoded.values(one)[index] for one in fields)
            if key in seen:
                first = decoded.address(seen[key], fields[0])
                said = complaint._replace(values={"first": first})
                return problem_of(decoded, index, fields[0], said)
            seen[key] = index
        return problem_of(decoded, indices[-1], fields[0], complaint)

    def _say(self, decoded: Decoded, index: int, field: str, code: str, **values: Any) -> None:
        expected = next(iter(values.get("candidates", ())), "")
        self.problems.append(decoded.problem(index, field, code, expected=expected, **values))


def part_schema(schema: type[InstrumentInput], name: str) -> type[Input]:
    """The schema of one part of the list ``name``."""
    inner: type[Input] = get_args(schema.model_fields[name].annotation)[0]
    return inner


def broken_rows(decoded: Decoded) -> set[int]:
    """The rows with a cell that could not be read."""
    if not any(BAD in column for column in decoded.columns.values()):
        return set()
    return {
        index
        for column in decoded.columns.values()
        for index, value in enumerate(column)
        if value is BAD
    }


def movement_rows(decoded: Decoded, joined: Joined) -> list[MovementRow]:
    """Dated money, joined to records of the workbook where its reference names one."""
    found: list[MovementRow] = []
    schema = KINDS[joined.kind].movement_input
    broken = broken_rows(decoded)
    for index, row in enumerate(decoded.dicts()):
        given = None
        try:
            given = None if index in broken else schema.model_validate(row)
        except ValidationError:
            broken.add(index)
        if given is None:
            unusable = {name for name, value in row.items() if value is BAD}
            columns = decoded.table.spec.columns
            unusable |= {c.field for c in columns if c.required and c.field not in row}
            for complaint in complaints(schema, row, unusable):
                joined.problems.append(problem_of(decoded, index, complaint.field, complaint))
        found.append(MovementRow(decoded, index, given))
    return found


def _on_main(name: str) -> str:
    """The column that stands for a list which has no rows."""
    return "reference" if name in NESTED else name


def _with_difference(complaint: Complaint) -> Complaint:
    total, found = complaint.values.get("total", 0), complaint.values.get("found", 0)
    return complaint._replace(values={**complaint.values, "difference": found - total})
