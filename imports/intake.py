"""Examining an uploaded workbook: the one call behind the page and the command line."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session

from imports.collection import uncollected
from imports.compare import Comparison, compare
from imports.headers import NOTHING_CHOSEN
from imports.left_out import Skipped
from imports.opening import FileRefused, Form, OpenBook, open_workbook
from imports.parties import Parties
from imports.problems import Problem
from imports.read import read_book
from imports.recognise import kind_of
from imports.sheets import SHEETS
from imports.tables import UnitRead
from models.money import Unit
from models.people import User
from models.queries.parties import PartyIndex
from models.vocabulary import Kind

NOTHING = {"rows": 0, "new": 0, "changed": 0, "same": 0, "skipped": 0, "errors": 0, "warnings": 0}


@dataclass(frozen=True, slots=True)
class FileIdentity:
    """Which file this is."""

    filename: str
    sha256: str
    size: int
    sheets: tuple[str, ...] = ()
    form: Form | None = None


@dataclass(frozen=True, slots=True)
class Examination:
    """Everything there is to say about an uploaded file before anything is stored.

    ``kind`` is None and ``comparison`` too when the file could not be read at all.
    """

    file: FileIdentity
    kind: Kind | None
    comparison: Comparison | None
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> list[Problem]:
        """The problems that block the file."""
        return [problem for problem in self.problems if problem.is_error]

    @property
    def warnings(self) -> list[Problem]:
        """The problems that ask for a second look."""
        return [problem for problem in self.problems if not problem.is_error]

    @property
    def counts(self) -> dict[str, int]:
        """Rows by what they would do, rows skipped, errors and warnings."""
        if self.comparison is not None:
            return self.comparison.counts()
        return NOTHING | {"errors": len(self.errors), "warnings": len(self.warnings)}

    @property
    def units(self) -> Sequence[UnitRead]:
        """The unit in which every amount column was read."""
        return self.comparison.reading.units if self.comparison else ()

    @property
    def skipped(self) -> Sequence[Skipped]:
        """Runs of rows that were not read, and why."""
        return self.comparison.reading.skipped if self.comparison else ()

    @property
    def can_apply(self) -> bool:
        """Whether confirming would store something."""
        counts = self.counts
        return not counts["errors"] and bool(counts["new"] or counts["changed"])


def examine(
    session: Session,
    data: bytes,
    filename: str,
    *,
    kind: Kind | None = None,
    actor: User | None = None,
    units: Mapping[tuple[str, str], Unit] = NOTHING_CHOSEN,
) -> Examination:
    """Open, read, check and compare a file; stores nothing.

    The kind is found from the names of the sheets, or from their headers, unless it is given.
    With a company as ``actor``, rows of other filers are errors. ``units`` are those that a
    person set for amounts, by the names of sheet and field; they go before what the file says.
    """
    file = FileIdentity(filename, hashlib.sha256(data).hexdigest(), len(data))
    try:
        with uncollected():
            book = open_workbook(data, filename)
    except FileRefused as refusal:
        return _refused(file, kind, Problem("", "", refusal.code, filename, refusal.values))
    names = tuple(sheet.name for sheet in book.sheets)
    file = replace(file, sheets=names, form=book.form)
    kind = kind or kind_of(book)
    if kind is None:
        return _refused(file, None, _unknown(book))
    with uncollected():
        index = PartyIndex(session)
        reading = read_book(book, kind, Parties(index), units)
        comparison = compare(session, reading, index, actor=actor)
    return Examination(file, kind, comparison, tuple(comparison.problems))


def _refused(file: FileIdentity, kind: Kind | None, problem: Problem) -> Examination:
    return Examination(file, kind, None, (problem,))


def _unknown(book: OpenBook) -> Problem:
    sheets = [sheet.name for sheet in book.sheets]
    known = [spec.name for specs in SHEETS.values() for spec in specs]
    values = {"sheets": sheets, "known": known}
    return Problem("", "", "unknown_workbook", ", ".join(sheets), values, known[0])
