"""What waits for a second person: versions of records, workbooks, single rows of money."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from models.instrument import Instrument, Revision
from models.movement import Movement
from models.people import Party, User
from models.queries.current import CURRENT
from models.submission import Submission
from models.vocabulary import COUNTED_STATES, OPEN_STATES, PENDING_STATES, Kind, State

ENTRY = "M-"
"""What the code of a single row of money begins with."""


class Waiting(NamedTuple):
    """One entry of the queue.

    ``nature`` says what it is: a version of a record (``new``, ``changed``, ``withdrawal``), a
    workbook (``file``), a row of money (``entry``), or a dated row of models.queries.decisions.
    ``place`` is what the address of its own page names; ``about`` holds the codes, days and years
    that its title is made of, where nobody gave it one.
    """

    code: str
    nature: str
    kind: Kind | None
    title: str
    filer: str
    made_by_id: int
    made_by: str
    made_at: datetime
    amount_won: int | None = None
    records: int = 1
    state: StrEnum = State.SUBMITTED
    place: str = ""
    about: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True)
class WaitingFilter:
    """What a search of the queue asks for; an empty field asks for nothing."""

    text: str = ""
    kinds: tuple[Kind, ...] = ()
    natures: tuple[str, ...] = ()
    least_won: int | None = None
    most_won: int | None = None

    def holds(self, one: Waiting) -> bool:
        """Whether the search finds an entry."""
        about = map(str, one.about)
        said = " ".join((one.code, one.title, one.filer, one.made_by, *about)).casefold()
        won = one.amount_won
        return (
            self.text.casefold() in said
            and (not self.kinds or one.kind in self.kinds)
            and (not self.natures or one.nature in self.natures)
            and (self.least_won is None or (won is not None and won >= self.least_won))
            and (self.most_won is None or (won is not None and won <= self.most_won))
        )


@dataclass(frozen=True, slots=True)
class Queue:
    """Whose queue: the ministry's, or that of one company's own second person."""

    states: Sequence[State] = PENDING_STATES
    filer_id: int | None = None

    def single(self, table: Any) -> list[sa.ColumnElement[bool]]:
        """The conditions on versions or rows of money that came without a workbook."""
        asked = [table.state.in_(self.states), table.submission_id.is_(None)]
        return [*asked, *self.of(Instrument.filer_id)]

    def of(self, column: Any) -> list[sa.ColumnElement[bool]]:
        """The condition on whose the record or the workbook is."""
        return [] if self.filer_id is None else [column == self.filer_id]


MINISTRY = Queue()


def company_queue(party_id: int) -> Queue:
    """What waits for a second user of the company."""
    return Queue((State.AT_COMPANY,), party_id)


def waiting(session: Session, queue: Queue = MINISTRY) -> list[Waiting]:
    """The records, workbooks and single rows of money of a queue, oldest first."""
    entries = [*_singles(session, queue), *_bundles(session, queue), *_entries(session, queue)]
    return sorted(entries, key=lambda entry: (entry.made_at, entry.code))


def waiting_count(session: Session, queue: Queue = MINISTRY, *, not_by: int | None = None) -> int:
    """How many entries a queue holds, those of the user ``not_by`` left out."""
    singles = [
        select(func.count())
        .select_from(table)
        .join(Instrument, col(Instrument.id) == col(table.instrument_id))
        .where(*queue.single(table), col(table.made_by_id) != (not_by or 0))
        .scalar_subquery()
        for table in (Revision, Movement)
    ]
    bundles = (
        select(func.count())
        .where(col(Submission.id).in_(_in_bundles(queue)), *queue.of(Submission.party_id))
        .where(col(Submission.made_by_id) != (not_by or 0))
        .scalar_subquery()
    )
    return int(sum(session.execute(sa.select(*singles, bundles)).one()))


def _in_bundles(queue: Queue) -> Any:
    """The keys of the workbooks of which something waits."""
    keys = [
        sa.select(col(table.submission_id)).where(
            col(table.state).in_(queue.states), col(table.submission_id).is_not(None)
        )
        for table in (Revision, Movement)
    ]
    return sa.union(*keys)


def _singles(session: Session, queue: Queue) -> list[Waiting]:
    query = (
        select(Revision, Instrument, Party.name_ko, User.name)
        .join(Instrument, col(Instrument.id) == col(Revision.instrument_id))
        .join(Party, col(Party.id) == col(Instrument.filer_id))
        .join(User, col(User.id) == col(Revision.made_by_id))
        .where(*queue.single(Revision))
    )
    rows = session.exec(query).all()
    counted = _counted(session, [instrument.key for _, instrument, _, _ in rows])
    return [
        Waiting(
            code=instrument.code,
            nature=_nature(revision, instrument.key in counted),
            kind=instrument.kind,
            title=revision.title,
            filer=filer,
            made_by_id=revision.made_by_id,
            made_by=name,
            made_at=revision.made_at,
            amount_won=revision.amount_won,
            state=revision.state,
        )
        for revision, instrument, filer, name in rows
    ]


def _nature(revision: Revision, is_known: bool) -> str:
    if revision.is_withdrawal:
        return "withdrawal"
    return "changed" if is_known else "new"


def _counted(session: Session, keys: Sequence[int]) -> set[int]:
    query = select(Revision.instrument_id).where(
        col(Revision.instrument_id).in_(keys), col(Revision.state).in_(COUNTED_STATES)
    )
    return set(session.exec(query))


def _entries(session: Session, queue: Queue) -> Iterator[Waiting]:
    """Rows of money that were typed one by one."""
    current = (col(Revision.instrument_id) == col(Instrument.id)) & CURRENT
    query = (
        sa.select(Movement, Instrument, col(Revision.title), col(Party.name_ko), col(User.name))
        .join(Instrument, col(Instrument.id) == col(Movement.instrument_id))
        .join(Revision, current, isouter=True)
        .join(Party, col(Party.id) == col(Instrument.filer_id))
        .join(User, col(User.id) == col(Movement.made_by_id))
        .where(*queue.single(Movement))
    )
    for movement, instrument, title, filer, name in session.execute(query):
        yield Waiting(
            code=f"{ENTRY}{movement.key}",
            nature="entry",
            kind=instrument.kind,
            title=title or instrument.code,
            filer=filer,
            made_by_id=movement.made_by_id,
            made_by=name,
            made_at=movement.made_at,
            amount_won=movement.amount_won,
            state=movement.state,
            about=(movement.kind, movement.period_to, instrument.code),
        )


def _bundles(session: Session, queue: Queue) -> list[Waiting]:
    pending = _pending_submissions(session, queue.states)
    query = (
        select(Submission, User.name, Party.name_ko)
        .join(User, col(User.id) == col(Submission.made_by_id))
        .join(Party, col(Party.id) == col(Submission.party_id), isouter=True)
        .where(col(Submission.id).in_(_in_bundles(queue)), *queue.of(Submission.party_id))
    )
    return [
        Waiting(
            code=submission.number,
            nature="together" if submission.is_selection else "file",
            kind=submission.kind,
            title=submission.filename,
            filer=filer or "",
            made_by_id=submission.made_by_id,
            made_by=name,
            made_at=submission.made_at,
            records=pending[submission.key],
            state=queue.states[0],
        )
        for submission, name, filer in session.exec(query)
    ]


def _pending_submissions(session: Session, states: Sequence[State]) -> dict[int, int]:
    """How many rows of each workbook wait."""
    found: dict[int, int] = {}
    for table in (Revision, Movement):
        query = (
            select(table.submission_id, func.count())
            .where(col(table.state).in_(states), col(table.submission_id).is_not(None))
            .group_by(col(table.submission_id))
        )
        for key, count in session.exec(query):
            if key is not None:
                found[key] = found.get(key, 0) + count
    return found


def find_waiting_entry(session: Session, code: str) -> Movement | None:
    """The row of money of that code, where it came alone; whatever became of it."""
    number = code.removeprefix(ENTRY)
    found = session.get(Movement, int(number)) if number.isdecimal() else None
    return found if found is not None and found.submission_id is None else None


def find_submission(session: Session, number: str) -> Submission | None:
    """The workbook of that number."""
    return session.exec(select(Submission).where(Submission.number == number)).first()


class BundleRow(NamedTuple):
    """One record of a workbook."""

    revision_id: int
    instrument_id: int
    code: str
    reference: str
    filer: str
    title: str
    amount_won: int | None
    state: State
    number: int


def bundle_rows(session: Session, submission_id: int) -> list[BundleRow]:
    """The records of a workbook in the order of their codes."""
    query = (
        select(Revision, Instrument, Party.name_ko)
        .join(Instrument, col(Instrument.id) == col(Revision.instrument_id))
        .join(Party, col(Party.id) == col(Instrument.filer_id))
        .where(Revision.submission_id == submission_id)
        .order_by(col(Instrument.code))
    )
    return [
        BundleRow(
            revision_id=revision.key,
            instrument_id=instrument.key,
            code=instrument.code,
            reference=instrument.reference,
            filer=filer,
            title=revision.title,
            amount_won=revision.amount_won,
            state=revision.state,
            number=revision.number,
        )
        for revision, instrument, filer in session.exec(query)
    ]


def counted_versions(session: Session, instruments: Sequence[int]) -> dict[int, Revision]:
    """The versions that count of some records, by the keys of the records."""
    query = select(Revision).where(
        col(Revision.instrument_id).in_(instruments), col(Revision.state).in_(COUNTED_STATES)
    )
    return {revision.instrument_id: revision for revision in session.exec(query)}


def bundle_movements(session: Session, submission_id: int) -> Sequence[Movement]:
    """The dated money of a workbook."""
    return session.exec(
        select(Movement).where(Movement.submission_id == submission_id).order_by(col(Movement.id))
    ).all()


def pending_revision(session: Session, code: str) -> Revision | None:
    """The version of a record that waits for a checker."""
    return version_in(session, code, MINISTRY)


def version_in(session: Session, code: str, queue: Queue) -> Revision | None:
    """The version of a record that stands in a queue, alone or in a workbook."""
    return session.exec(
        select(Revision)
        .join(Instrument, col(Instrument.id) == col(Revision.instrument_id))
        .where(Instrument.code == code, col(Revision.state).in_(queue.states))
        .where(*queue.of(Instrument.filer_id))
    ).first()


def own_open(session: Session, user_id: int) -> list[tuple[Revision, str]]:
    """What a user made and nobody verified yet, newest first."""
    query = (
        select(Revision, Instrument.code)
        .join(Instrument, col(Instrument.id) == col(Revision.instrument_id))
        .where(Revision.made_by_id == user_id)
        .where(col(Revision.state).in_(OPEN_STATES))
        .where(col(Revision.submission_id).is_(None))
        .order_by(col(Revision.made_at).desc())
    )
    return [(revision, code) for revision, code in session.exec(query)]
