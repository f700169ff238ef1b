"""What waits for a checker: single records and whole workbooks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlmodel import Session, col, func, select

from models.instrument import Instrument, Revision
from models.movement import Movement
from models.people import Party, User
from models.submission import Submission
from models.vocabulary import COUNTED_STATES, PENDING_STATES, Kind, State


class Waiting(NamedTuple):
    """One entry of the queue: a record's version, or a workbook with all its rows."""

    code: str
    kind: Kind
    title: str
    filer: str
    made_by_id: int
    made_by: str
    made_at: datetime
    amount_won: int | None
    records: int
    is_new: bool
    state: State
    is_bundle: bool

    @property
    def nature(self) -> str:
        """A workbook (``file``), or one record: ``new`` or ``changed``."""
        return "file" if self.is_bundle else "new" if self.is_new else "changed"


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
        said = " ".join((one.code, one.title, one.filer, one.made_by)).casefold()
        won = one.amount_won
        return (
            self.text.casefold() in said
            and (not self.kinds or one.kind in self.kinds)
            and (not self.natures or one.nature in self.natures)
            and (self.least_won is None or (won is not None and won >= self.least_won))
            and (self.most_won is None or (won is not None and won <= self.most_won))
        )


def waiting(session: Session) -> list[Waiting]:
    """The queue, oldest first."""
    entries = [*_singles(session), *_bundles(session)]
    return sorted(entries, key=lambda entry: (entry.made_at, entry.code))


def waiting_count(session: Session, *, not_by: int | None = None) -> int:
    """How many entries the queue holds, those of the user ``not_by`` left out."""
    singles = (
        select(func.count())
        .where(col(Revision.state).in_(PENDING_STATES), col(Revision.submission_id).is_(None))
        .where(col(Revision.made_by_id) != (not_by or 0))
    )
    bundles = (
        select(func.count())
        .where(col(Submission.id).in_(_pending_submissions(session)))
        .where(col(Submission.made_by_id) != (not_by or 0))
    )
    return session.exec(singles).one() + session.exec(bundles).one()


def _singles(session: Session) -> list[Waiting]:
    query = (
        select(Revision, Instrument, Party.name_ko, User.name)
        .join(Instrument, col(Instrument.id) == col(Revision.instrument_id))
        .join(Party, col(Party.id) == col(Instrument.filer_id))
        .join(User, col(User.id) == col(Revision.made_by_id))
        .where(col(Revision.state).in_(PENDING_STATES), col(Revision.submission_id).is_(None))
    )
    rows = session.exec(query).all()
    counted = _counted(session, [instrument.key for _, instrument, _, _ in rows])
    return [
        Waiting(
            code=instrument.code,
            kind=instrument.kind,
            title=revision.title,
            filer=filer,
            made_by_id=revision.made_by_id,
            made_by=name,
            made_at=revision.made_at,
            amount_won=revision.amount_won,
            records=1,
            is_new=instrument.key not in counted,
            state=revision.state,
            is_bundle=False,
        )
        for revision, instrument, filer, name in rows
    ]


def _counted(session: Session, keys: Sequence[int]) -> set[int]:
    query = select(Revision.instrument_id).where(
        col(Revision.instrument_id).in_(keys), col(Revision.state).in_(COUNTED_STATES)
    )
    return set(session.exec(query))


def _bundles(session: Session) -> list[Waiting]:
    pending = _pending_submissions(session)
    query = (
        select(Submission, User.name, Party.name_ko)
        .join(User, col(User.id) == col(Submission.made_by_id))
        .join(Party, col(Party.id) == col(Submission.party_id), isouter=True)
        .where(col(Submission.id).in_(pending))
    )
    return [
        Waiting(
            code=submission.number,
            kind=submission.kind,
            title=submission.filename,
            filer=filer or "",
            made_by_id=submission.made_by_id,
            made_by=name,
            made_at=submission.made_at,
            amount_won=None,
            records=pending[submission.key],
            is_new=True,
            state=State.SUBMITTED,
            is_bundle=True,
        )
        for submission, name, filer in session.exec(query)
    ]


def _pending_submissions(session: Session) -> dict[int, int]:
    """How many rows of each workbook wait."""
    found: dict[int, int] = {}
    for table in (Revision, Movement):
        query = (
            select(table.submission_id, func.count())
            .where(col(table.state).in_(PENDING_STATES), col(table.submission_id).is_not(None))
            .group_by(col(table.submission_id))
        )
        for key, count in session.exec(query):
            if key is not None:
                found[key] = found.get(key, 0) + count
    return found


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


def bundle_movements(session: Session, submission_id: int) -> Sequence[Movement]:
    """The dated money of a workbook."""
    return session.exec(
        select(Movement).where(Movement.submission_id == submission_id).order_by(col(Movement.id))
    ).all()


def pending_revision(session: Session, code: str) -> Revision | None:
    """The version of a record that waits for a checker."""
    return session.exec(
        select(Revision)
        .join(Instrument, col(Instrument.id) == col(Revision.instrument_id))
        .where(Instrument.code == code, col(Revision.state).in_(PENDING_STATES))
    ).first()


def own_open(session: Session, user_id: int) -> list[tuple[Revision, str]]:
    """What a user made and nobody verified yet, newest first."""
    query = (
        select(Revision, Instrument.code)
        .join(Instrument, col(Instrument.id) == col(Revision.instrument_id))
        .where(Revision.made_by_id == user_id)
        .where(col(Revision.state).in_((State.DRAFT, State.RETURNED, *PENDING_STATES)))
        .where(col(Revision.submission_id).is_(None))
        .order_by(col(Revision.made_at).desc())
    )
    return [(revision, code) for revision, code in session.exec(query)]
