"""What a loan pays when, after everything that happened to it: tranches to reschedulings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from models.loans.contract import Contract
from models.loans.rows import Row
from models.schedules import Instalment, LoanPlan, Payment, Profile, RateChange, schedule
from models.schedules.schedule import first_due_after
from models.vocabulary import MovementKind


@dataclass(frozen=True, slots=True)
class Segment:
    """The instalments between two reschedulings.

    ``begins_on`` is the day of the rescheduling before it, None for the first. ``settled``
    are write-offs and prepayments of principal that was due already. ``rolled_won`` is
    principal that fell due unpaid and went into the next segment; below zero where more had
    been paid than was due.
    """

    plan: LoanPlan
    instalments: tuple[Instalment, ...]
    begins_on: date | None = None
    settled: tuple[Payment, ...] = ()
    rolled_won: int = 0


@dataclass(frozen=True, slots=True)
class Course:
    """All segments of a loan, oldest first; ``planned`` are tranches that were not paid out."""

    segments: tuple[Segment, ...]
    planned: tuple[Payment, ...] = ()

    @property
    def last(self) -> Segment:
        """The segment that holds now."""
        return self.segments[-1]

    @property
    def instalments(self) -> list[Instalment]:
        """Every instalment, past and to come."""
        return [one for segment in self.segments for one in segment.instalments]


def course_of(contract: Contract, rows: Sequence[Row], on: date) -> Course | None:
    """Follow a loan through its corrected ``rows`` up to the day ``on``, and on to its end.

    Planned tranches that were not paid out yet are expected on their days. None where not even
    the first day is known. Raises BadTerms where rows and terms contradict each other.
    """
    walk = _Walk(contract, rows, on)
    if not walk.tranches:
        return None
    return Course(tuple(walk.segments()), tuple(walk.planned))


class _Walk:
    """A loan on its way from one rescheduling to the next."""

    def __init__(self, contract: Contract, rows: Sequence[Row], on: date) -> None:
        self.contract, self.on = contract, on
        self.rows = [row for row in rows if row.on <= on]
        paid = self._of(MovementKind.DISBURSEMENT)
        self.tranches = [Payment(row.on, row.won) for row in paid if row.won]
        self.planned = _still_planned(contract, paid, on)
        self.tranches += self.planned
        self.changes = tuple(
            RateChange(row.on, row.rate)
            for row in self._of(MovementKind.RATE_CHANGE)
            if row.rate is not None
        )

    def _of(self, kind: MovementKind) -> list[Row]:
        return [row for row in self.rows if row.kind is kind]

    def segments(self) -> Iterable[Segment]:
        terms, opened = self.contract, None
        for row in self._of(MovementKind.RESCHEDULE):
            segment = self._segment(terms, opened, until=row.on)
            yield segment
            terms, opened = self._rescheduled(segment, terms, row), row
        yield self._segment(terms, opened)

    def _segment(self, terms: Contract, opened: Row | None, until: date | None = None) -> Segment:
        begins = opened.on if opened else None
        plan = self._plan(terms, opened, until)
        ahead = self._prepayments(begins, until)
        settled = [one for one in ahead if one.on >= plan.dues[-1]]
        plan = replace(plan, prepayments=tuple(one for one in ahead if one.on < plan.dues[-1]))
        for row in self._of(MovementKind.WRITE_OFF):
            if _within(row.on, begins, until):
                late = self._late(plan, begins, row.on) - sum(one.won for one in settled)
                is_over = row.on >= plan.dues[-1]
                part = row.won if is_over else min(row.won, max(late, 0))
                settled.append(Payment(row.on, part))
                plan = _prepaid(plan, Payment(row.on, row.won - part))
        instalments = schedule(plan)
        if until is None:
            return Segment(plan, tuple(instalments), begins, tuple(settled))
        kept = _cut(plan, instalments, until)
        due = sum(one.principal for one in kept)
        unpaid = due - self._principal_paid(begins, until) - sum(one.won for one in settled)
        return Segment(plan, tuple(kept), begins, tuple(settled), unpaid)

    def _plan(self, terms: Contract, opened: Row | None, until: date | None) -> LoanPlan:
        begins = opened.on if opened else None
        first = [Payment(opened.on, self._owed(opened))] if opened else []
        later = [one for one in self.tranches if begins is None or one.on >= begins]
        tranches = [*first, *(one for one in later if until is None or one.on < until)]
        due = terms.first_due or first_due_after(min(one.on for one in tranches), terms.per_year)
        return LoanPlan(
            tranches=tuple(tranches),
            rate=terms.rate,
            first_due=due,
            periods=terms.periods,
            per_year=terms.per_year,
            profile=terms.profile,
            day_count=terms.day_count,
            principal_grace=terms.principal_grace,
            interest_grace=terms.interest_grace,
            rate_changes=tuple(one for one in self.changes if begins is None or one.on > begins),
            custom=terms.custom,
        )

    def _prepayments(self, begins: date | None, until: date | None) -> list[Payment]:
        rows = self._of(MovementKind.PREPAYMENT)
        return [
            Payment(row.on, row.won) for row in rows if row.won and _within(row.on, begins, until)
        ]

    def _owed(self, opened: Row) -> int:
        """Principal owed on the day of a rescheduling, with the interest that it adds."""
        before = [row for row in self.rows if row.on <= opened.on]
        lent = sum(one.won for one in self.tranches if one.on < opened.on)
        added = sum(row.won for row in before if row.kind is MovementKind.RESCHEDULE)
        return lent + added - sum(principal_of(row) for row in before)

    def _rescheduled(self, segment: Segment, terms: Contract, row: Row) -> Contract:
        custom = terms.profile is Profile.CUSTOM
        return replace(
            terms,
            rate=segment.plan.rate_on(row.on) if row.rate is None else row.rate,
            first_due=row.first_due,
            periods=row.periods,
            principal_grace=row.grace,
            interest_grace=0,
            profile=Profile.EQUAL_PRINCIPAL if custom else terms.profile,
            custom={},
        )

    def _principal_paid(self, begins: date | None, until: date) -> int:
        """Principal of regular repayments within a segment."""
        paid = self._of(MovementKind.REPAYMENT)
        return sum(row.principal_won for row in paid if _within(row.on, begins, until))

    def _late(self, plan: LoanPlan, begins: date | None, day: date) -> int:
        due = sum(one.principal for one in schedule(plan) if one.due <= day)
        return due - self._principal_paid(begins, day)


def principal_of(row: Row) -> int:
    """The principal that a row takes off what is owed."""
    if row.kind is MovementKind.REPAYMENT:
        return row.principal_won
    return row.won if row.kind in (MovementKind.PREPAYMENT, MovementKind.WRITE_OFF) else 0


def _within(day: date, begins: date | None, until: date | None) -> bool:
    return (begins is None or day > begins) and (until is None or day <= until)


def _still_planned(contract: Contract, paid: Sequence[Row], on: date) -> list[Payment]:
    """Planned tranches that were not paid out, as far as the loan is not used up."""
    if not contract.tranches:
        return [] if paid else list(contract.planned)
    used = {row.tranche for row in paid}
    left = contract.face_won - sum(row.won for row in paid)
    found = []
    for number, planned in contract.tranches.items():
        part = min(planned.won, left)
        if number not in used and part > 0 and (planned.on > on or not paid):
            found.append(Payment(planned.on, part))
            left -= part
    return found


def _prepaid(plan: LoanPlan, payment: Payment) -> LoanPlan:
    """The plan after principal that was not due yet went."""
    return replace(plan, prepayments=(*plan.prepayments, payment)) if payment.won else plan


def _cut(plan: LoanPlan, instalments: Sequence[Instalment], until: date) -> list[Instalment]:
    """The instalments up to a rescheduling; all interest until that day is due on it."""
    kept = [one for one in instalments if one.due <= until]
    deferred = sum(one.accrued - one.interest for one in kept)
    if kept and kept[-1].due == until:
        return [*kept[:-1], replace(kept[-1], interest=kept[-1].interest + deferred)]
    balance = kept[-1].balance if kept else 0
    accrued = _accrued(plan, kept[-1].due if kept else None, balance, deferred, until)
    if not accrued + deferred:
        return kept
    left = balance + sum(one.won for one in _moved(plan, kept[-1].due if kept else None, until))
    return [*kept, Instalment(until, 0, accrued + deferred, left, accrued)]


def _moved(plan: LoanPlan, since: date | None, until: date) -> list[Payment]:
    """Principal that came and went between two days, with its sign."""
    moves = [*plan.tranches, *(Payment(one.on, -one.won) for one in plan.prepayments)]
    return [one for one in moves if (since is None or one.on >= since) and one.on < until]


def _accrued(plan: LoanPlan, since: date | None, balance: int, deferred: int, until: date) -> int:
    """Interest of the broken period before a rescheduling."""
    grown = deferred if plan.profile is Profile.BULLET_CAPITALISED else 0
    moves = _moved(plan, since, until)
    begin = [Payment(since, balance + grown)] if since is not None else []
    tranches = [one for one in (*begin, *moves) if one.won > 0]
    if not tranches:
        return 0
    stub = replace(
        plan,
        tranches=tuple(tranches),
        first_due=until,
        periods=1,
        per_year=1,
        profile=Profile.BULLET,
        principal_grace=0,
        interest_grace=0,
        prepayments=tuple(Payment(one.on, -one.won) for one in moves if one.won < 0),
        custom={},
    )
    return schedule(stub)[0].accrued
