"""Where the money of one loan is on a day, what is overdue and how long, and its stage."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from models.lending import ArrearsClass, LoanStage
from models.loans.course import Course, principal_of
from models.loans.rows import Row, Told
from models.vocabulary import MovementKind

LIMITS: Final = (
    (0, ArrearsClass.CURRENT),
    (30, ArrearsClass.DAYS_30),
    (90, ArrearsClass.DAYS_90),
    (180, ArrearsClass.DAYS_180),
)


class Unpaid(NamedTuple):
    """What is left of something that fell due."""

    due: date
    won: int


@dataclass(frozen=True, slots=True)
class Arrears:
    """What fell due before a day and was not paid; ``told_won`` where only the lender knows."""

    on: date
    principal: tuple[Unpaid, ...] = ()
    interest: tuple[Unpaid, ...] = ()
    told: tuple[Unpaid, ...] = ()

    @property
    def all(self) -> tuple[Unpaid, ...]:
        """Principal and interest together, oldest first."""
        return tuple(sorted((*self.principal, *self.interest, *self.told)))

    @property
    def since(self) -> date | None:
        """The due date of the oldest unpaid part."""
        return self.all[0].due if self.all else None

    @property
    def days(self) -> int:
        """How many days the oldest unpaid part is overdue."""
        return (self.on - self.since).days if self.since else 0

    @property
    def grade(self) -> ArrearsClass:
        """The class of the loan: that of its oldest unpaid part."""
        return class_of(self.days)

    @property
    def won(self) -> int:
        """All that is overdue."""
        return sum(one.won for one in self.all)

    @property
    def by_class(self) -> Mapping[ArrearsClass, int]:
        """Overdue won by how long each part is overdue."""
        found: Counter[ArrearsClass] = Counter()
        for one in self.all:
            found[class_of((self.on - one.due).days)] += one.won
        return {grade: found[grade] for grade in ArrearsClass if found[grade]}


def class_of(days: int) -> ArrearsClass:
    """The class of so many days overdue: 1–30, 31–90, 91–180, more."""
    return next((grade for most, grade in LIMITS if days <= most), ArrearsClass.OVER_180)


@dataclass(frozen=True, slots=True)
class Position:
    """The money of one loan; None where nothing was filed, which is not zero.

    ``outstanding_won`` is principal: paid out and added, less repaid, prepaid and written off.
    ``arrears`` is None where the terms do not say what is due when.
    """

    disbursed_won: int | None = None
    repaid_won: int = 0
    interest_won: int | None = 0
    penalty_won: int = 0
    fees_won: int = 0
    written_off_won: int = 0
    recovered_won: int = 0
    capitalised_won: int = 0
    rescheduled_on: date | None = None
    told_on: date | None = None
    arrears: Arrears | None = None

    @property
    def outstanding_won(self) -> int | None:
        """Principal that is owed."""
        if self.disbursed_won is None:
            return None
        added = self.disbursed_won + self.capitalised_won
        return added - self.repaid_won - self.written_off_won


def position_of(rows: Sequence[Row], course: Course | None, on: date) -> Position:
    """Add up corrected ``rows`` known by the day ``on``; the course says what was due."""
    known = [row for row in rows if row.on <= on]
    told = [row for row in known if row.told is not None]
    if told:
        return _as_told(told[-1], on)
    paid = [row for row in known if row.kind is MovementKind.DISBURSEMENT]
    moved = [row for row in known if row.kind is MovementKind.RESCHEDULE]
    written = _sum(known, MovementKind.WRITE_OFF)
    return Position(
        disbursed_won=sum(row.won for row in paid) if paid else None,
        repaid_won=sum(map(principal_of, known)) - written,
        interest_won=sum(row.interest_won for row in known),
        penalty_won=sum(row.penalty_won for row in known),
        fees_won=_sum(known, MovementKind.FEE),
        written_off_won=written,
        recovered_won=_sum(known, MovementKind.RECOVERY),
        capitalised_won=sum(row.won for row in moved),
        rescheduled_on=moved[-1].on if moved else None,
        arrears=_arrears(known, course, on) if course and paid else None,
    )


def _sum(rows: Iterable[Row], kind: MovementKind) -> int:
    return sum(row.won for row in rows if row.kind is kind)


def _as_told(row: Row, on: date) -> Position:
    told: Told = row.told or Told(0, 0)
    late = (Unpaid(told.overdue_since, told.overdue_won),) if told.overdue_since else ()
    return Position(
        disbursed_won=told.disbursed_won,
        repaid_won=told.repaid_won,
        interest_won=told.interest_won,
        written_off_won=told.written_off_won,
        told_on=row.on,
        arrears=Arrears(row.on, told=late),
    )


def _arrears(rows: Sequence[Row], course: Course, on: date) -> Arrears:
    """Payments settle what is due, oldest first; principal and interest each their own."""
    last = course.last
    paid = [
        row.principal_won
        for row in rows
        if row.kind is MovementKind.REPAYMENT
        and (last.begins_on is None or row.on > last.begins_on)
    ]
    settled = sum(paid) + sum(one.won for one in last.settled)
    added = sum(row.won for row in rows if row.kind is MovementKind.RESCHEDULE)
    received = sum(row.interest_won for row in rows) + added
    principal = [(one.due, one.principal) for one in last.instalments]
    interest = [(one.due, one.interest) for one in course.instalments]
    return Arrears(on, _unpaid(principal, settled, on), _unpaid(interest, received, on))


def _unpaid(due: Iterable[tuple[date, int]], paid: int, on: date) -> tuple[Unpaid, ...]:
    """What is left of amounts due before ``on``; the due date itself is in time."""
    found = []
    for day, won in due:
        left = max(won - paid, 0)
        paid = max(paid - won, 0)
        if left and day < on:
            found.append(Unpaid(day, left))
    return tuple(found)


class StageFound(NamedTuple):
    """The stage that follows from the ledger, and the code of the reason."""

    stage: LoanStage
    why: str


def stage_of(stated: LoanStage, face_won: int | None, at: Position) -> StageFound:
    """Where a loan stands: as stated until money is paid out, then as its money says."""
    owed, paid_out = at.outstanding_won, at.disbursed_won
    if stated is LoanStage.PROGRAMME or not paid_out or owed is None:
        return StageFound(stated, "as_stated")
    all_out = face_won is not None and paid_out >= face_won
    found = (
        (owed <= 0 and at.written_off_won > 0, LoanStage.WRITTEN_OFF, "written_off"),
        (owed <= 0 and (all_out or stated is LoanStage.CLOSED), LoanStage.CLOSED, "repaid"),
        (bool(at.arrears and at.arrears.days), LoanStage.IN_ARREARS, "overdue"),
        (at.rescheduled_on is not None, LoanStage.RESCHEDULED, "rescheduled"),
        (not all_out and face_won is not None, LoanStage.DISBURSING, "paid_out_in_part"),
        (at.repaid_won > 0, LoanStage.REPAYING, "repayment_began"),
    )
    first = ((stage, why) for holds, stage, why in found if holds)
    return StageFound(*next(first, (LoanStage.DISBURSED, "paid_out")))
