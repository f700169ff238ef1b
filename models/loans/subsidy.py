"""What a loan costs the state: the present value of what goes out less what comes back."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import pairwise
from typing import Final, NamedTuple

from models.lending import LoanFunding, SubsidyPart
from models.loans.course import Course, Segment
from models.loans.position import Arrears
from models.loans.rows import Row, Told
from models.schedules import Instalment, LoanPlan, grant_element, schedule, year_fraction
from models.schedules.calendar import months_after
from models.schedules.schedule import DIGITS
from models.vocabulary import MovementKind

ONE: Final = Decimal(1)


@dataclass(frozen=True, slots=True)
class Assumption:
    """What the treasury expects: all fractions a year but the part that is recovered.

    ``default`` is the chance of default in a year of a loan that has not defaulted; of what is
    then owed ``recovery`` comes back after ``recovery_months``. ``fee`` is earned on the balance.
    """

    rate: Fraction
    default: Fraction
    recovery: Fraction
    recovery_months: int
    fee: Fraction


@dataclass(frozen=True, slots=True)
class Support:
    """How the state carries a loan: whose money, the points of interest it pays, its guarantee."""

    funding: LoanFunding
    subsidy: Fraction | None = None
    guaranteed: Fraction | None = None

    @property
    def is_known(self) -> bool:
        """Whether the cost can be computed."""
        needed = {
            LoanFunding.INTEREST_SUBSIDY: self.subsidy,
            LoanFunding.GUARANTEE: self.guaranteed,
        }
        return needed.get(self.funding, Fraction(0)) is not None

    @property
    def share(self) -> Decimal:
        """The part of the loan that is the state's risk."""
        is_guarantee = self.funding is LoanFunding.GUARANTEE
        return _decimal(self.guaranteed or Fraction(0)) if is_guarantee else ONE


class Outlay(NamedTuple):
    """Money of the state on a day: above zero what goes out, below zero what comes in."""

    part: SubsidyPart
    on: date
    won: Decimal


class Span(NamedTuple):
    """A balance that stood between two days."""

    first: date
    last: date
    won: int


def subsidy_of(
    course: Course,
    rows: Sequence[Row],
    arrears: Arrears | None,
    support: Support,
    assumed: Assumption,
    on: date,
) -> dict[SubsidyPart, int]:
    """The cost of a loan by part, in won of the day of its first tranche; it may be negative.

    What happened by the day ``on`` is taken as it was, what comes after as ``assumed``: where
    the lender tells balances, the schedule in proportion to what is owed. The bank's own
    account costs the state nothing. Net present value at the treasury's rate, as in
    credit reform accounting; every part is rounded half to even, and the cost is their sum.
    """
    begin, count = course.segments[0].plan.begins_on, course.last.plan.day_count
    with localcontext(prec=DIGITS):
        growth = ONE + _decimal(assumed.rate)
        found: dict[SubsidyPart, Decimal] = defaultdict(Decimal)
        for outlay in _outlays(course, rows, arrears, support, assumed, on):
            years = _decimal(year_fraction(begin, outlay.on, count))
            found[outlay.part] += outlay.won * growth**-years
        return {part: round(found[part]) for part in SubsidyPart if part in found}


def preference(course: Course, discount: Fraction) -> Decimal:
    """The grant element of the loan as it was signed: see models.schedules.grant_element."""
    plan = replace(course.segments[0].plan, prepayments=())
    return grant_element(plan, schedule(plan), discount)


def _outlays(
    course: Course,
    rows: Sequence[Row],
    arrears: Arrears | None,
    support: Support,
    assumed: Assumption,
    on: date,
) -> Iterator[Outlay]:
    if support.funding is LoanFunding.BANK:
        return
    known = [row for row in rows if row.on <= on]
    has_begun = any(row.told or row.kind is MovementKind.DISBURSEMENT for row in known)
    since = on if has_begun else course.segments[0].plan.begins_on - timedelta(days=1)
    yield from _past(known, support)
    if support.funding is LoanFunding.INTEREST_SUBSIDY:
        yield from _supported(course, support, since)
    scale = support.share * _left(course, known, since)
    if any(row.told for row in known):
        course = replace(course, planned=())
    for one in _to_come(course, support, assumed, since):
        yield one._replace(won=one.won * scale)
    if arrears and support.funding is LoanFunding.BUDGET:
        back = months_after(on, assumed.recovery_months)
        yield Outlay(SubsidyPart.RECOVERED, back, -arrears.won * _decimal(assumed.recovery))


def _left(course: Course, rows: Sequence[Row], since: date) -> Decimal:
    """What is owed and not overdue by the lender's balances, as a part of what was scheduled."""
    told = next((row for row in reversed(rows) if row.told is not None), None)
    if told is None or told.told is None:
        return ONE
    due = [one.balance for one in course.last.instalments if one.due <= since]
    scheduled = due[-1] if due else course.last.plan.principal
    owed = max(told.won - told.told.overdue_won, 0)
    return Decimal(owed) / scheduled if scheduled else Decimal(0)


_PAST: Final[Mapping[LoanFunding, Mapping[MovementKind, tuple[SubsidyPart, int]]]] = {
    LoanFunding.BUDGET: {
        MovementKind.DISBURSEMENT: (SubsidyPart.PAID_OUT, 1),
        MovementKind.REPAYMENT: (SubsidyPart.SERVICE, -1),
        MovementKind.PREPAYMENT: (SubsidyPart.SERVICE, -1),
        MovementKind.FEE: (SubsidyPart.FEES, -1),
        MovementKind.RECOVERY: (SubsidyPart.RECOVERED, -1),
    },
    LoanFunding.GUARANTEE: {
        MovementKind.WRITE_OFF: (SubsidyPart.GUARANTEE_CALLS, 1),
        MovementKind.FEE: (SubsidyPart.FEES, -1),
        MovementKind.RECOVERY: (SubsidyPart.RECOVERED, -1),
    },
    LoanFunding.INTEREST_SUBSIDY: {},
}


def _past(rows: Sequence[Row], support: Support) -> Iterator[Outlay]:
    """What moved, by whose money it was; between two balances it moved on the later day."""
    kinds = _PAST[support.funding]
    for row in rows:
        if row.kind in kinds:
            part, sign = kinds[row.kind]
            share = ONE if part is SubsidyPart.FEES else support.share
            yield Outlay(part, row.on, sign * row.won * share)
    before = Told(0, 0)
    for row in rows:
        if row.told is not None:
            yield from _between(before, row.told, row.on, support)
            before = row.told


def _between(before: Told, after: Told, on: date, support: Support) -> Iterator[Outlay]:
    if support.funding is LoanFunding.GUARANTEE:
        called = (after.written_off_won - before.written_off_won) * support.share
        yield Outlay(SubsidyPart.GUARANTEE_CALLS, on, called)
    if support.funding is LoanFunding.BUDGET:
        paid_out = after.disbursed_won - before.disbursed_won
        service = after.repaid_won - before.repaid_won
        service += (after.interest_won or 0) - (before.interest_won or 0)
        yield Outlay(SubsidyPart.PAID_OUT, on, Decimal(paid_out))
        yield Outlay(SubsidyPart.SERVICE, on, Decimal(-service))


def _supported(course: Course, support: Support, on: date) -> Iterator[Outlay]:
    """Interest that the state paid on instalments that fell due."""
    for segment in course.segments:
        for one, spans in balances(segment):
            if one.due <= on:
                won = _interest(spans, segment.plan, support.subsidy or Fraction(0))
                yield Outlay(SubsidyPart.INTEREST_SUPPORT, one.due, won)


def _to_come(
    course: Course, support: Support, assumed: Assumption, since: date
) -> Iterator[Outlay]:
    """What is expected after the day ``since`` of a loan that defaults now and then."""
    plan = course.last.plan
    survival = _Survival(max(since, plan.begins_on), plan, assumed)
    if support.funding is LoanFunding.BUDGET:
        for tranche in course.planned:
            won = tranche.won * survival.until(tranche.on)
            yield Outlay(SubsidyPart.PAID_OUT, tranche.on, won)
    before = ONE
    for one, spans in balances(course.last):
        if one.due <= since or not spans:
            continue
        alive = survival.until(one.due)
        lost = (before - alive) * spans[-1].won
        yield from _expected(one, spans, plan, support, assumed, alive, lost)
        before = alive


def _expected(
    one: Instalment,
    spans: Sequence[Span],
    plan: LoanPlan,
    support: Support,
    assumed: Assumption,
    alive: Decimal,
    lost: Decimal,
) -> Iterator[Outlay]:
    if support.funding is LoanFunding.INTEREST_SUBSIDY:
        won = alive * _interest(spans, plan, support.subsidy or Fraction(0))
        yield Outlay(SubsidyPart.INTEREST_SUPPORT, one.due, won)
        return
    if support.funding is LoanFunding.BUDGET:
        yield Outlay(SubsidyPart.SERVICE, one.due, -alive * one.payment)
    else:
        yield Outlay(SubsidyPart.GUARANTEE_CALLS, one.due, lost)
    back = months_after(one.due, assumed.recovery_months)
    yield Outlay(SubsidyPart.RECOVERED, back, -lost * _decimal(assumed.recovery))
    yield Outlay(SubsidyPart.FEES, one.due, -alive * _interest(spans, plan, assumed.fee))


class _Survival:
    """The chance that a loan has not defaulted by a day."""

    def __init__(self, start: date, plan: LoanPlan, assumed: Assumption) -> None:
        self.start, self.count = start, plan.day_count
        self.kept = ONE - _decimal(assumed.default)

    def until(self, day: date) -> Decimal:
        if day <= self.start:
            return ONE
        years = _decimal(year_fraction(self.start, day, self.count))
        return self.kept**years if years else ONE


def balances(segment: Segment) -> Iterator[tuple[Instalment, list[Span]]]:
    """Every instalment with the balances that stood in its period."""
    plan = segment.plan
    moves = [(one.on, one.won) for one in plan.tranches]
    moves += [(one.on, -one.won) for one in plan.prepayments]
    begin, balance = plan.begins_on, 0
    for one in segment.instalments:
        days = sorted({begin, one.due, *(on for on, _ in moves if begin <= on < one.due)})
        spans = []
        for first, last in pairwise(days):
            balance += sum(won for on, won in moves if on == first)
            spans.append(Span(first, last, balance))
        yield one, spans
        begin, balance = one.due, one.balance


def _interest(spans: Sequence[Span], plan: LoanPlan, rate: Fraction) -> Decimal:
    """What ``rate`` a year brings on balances."""
    years = sum(
        (span.won * year_fraction(span.first, span.last, plan.day_count) for span in spans),
        Fraction(0),
    )
    return _decimal(rate * years)


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / value.denominator
