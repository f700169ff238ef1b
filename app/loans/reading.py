"""The loans of the register as one viewer may read them, with their cost by purpose."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from sqlmodel import Session

from app.lists.address import Asked
from models.discount_rate import DiscountRate
from models.lending import ArrearsClass, DiscountPurpose, LoanFunding, LoanStage
from models.loan import LoanTerms
from models.loan_estimate import LoanEstimate
from models.loans.subsidy import preference
from models.queries.discount_rates import Rates
from models.queries.loans import LoanFacts, newest_estimates, read_loans
from models.queries.support import SupportFilter, SupportRow, support_rows
from models.queries.visibility import Viewer
from models.types import PPM


class Preference(NamedTuple):
    """The grant element at one discount rate; None where no rate holds or no schedule is."""

    purpose: DiscountPurpose
    rate: DiscountRate | None
    element: float | None
    won: int | None


def preferences(loan: LoanFacts, rates: Rates) -> list[Preference]:
    """What the low rate is worth by purpose, on the day of the first tranche; never added up."""
    course = loan.course
    begin = course.segments[0].plan.begins_on if course else loan.on
    found = []
    for purpose in DiscountPurpose:
        rate = rates.on(purpose, begin, loan.terms.lender)
        if rate is None or course is None:
            found.append(Preference(purpose, rate, None, None))
            continue
        element = preference(course, Fraction(rate.rate_ppm, PPM))
        won = round(element * course.segments[0].plan.principal)
        found.append(Preference(purpose, rate, float(element), won))
    return found


@dataclass(frozen=True, slots=True)
class LoanFilter:
    """What the list of loans asks for: of the records, and of what their ledgers say."""

    records: SupportFilter
    stages: tuple[LoanStage, ...] = ()
    arrears: tuple[ArrearsClass, ...] = ()
    fundings: tuple[LoanFunding, ...] = ()


class LoanLine(NamedTuple):
    """One loan of the list."""

    row: SupportRow
    loan: LoanFacts | None
    estimate: LoanEstimate | None

    @property
    def stage(self) -> LoanStage:
        """Where it stands by its ledger."""
        return self.loan.stage.stage if self.loan else self.terms.stage

    @property
    def terms(self) -> LoanTerms:
        """Its terms as the viewer may read them."""
        assert isinstance(self.row.terms, LoanTerms)
        return self.row.terms

    @property
    def arrears(self) -> ArrearsClass | None:
        """How long it is overdue; None where nobody can say."""
        late = self.loan.position.arrears if self.loan else None
        return late.grade if late else None


@dataclass(frozen=True, slots=True)
class LoanTotals:
    """Sums over the list; None where nothing was filed. Face values and cost stand apart."""

    face_won: int | None
    disbursed_won: int | None
    outstanding_won: int | None
    overdue_won: int | None
    subsidy_won: int | None
    unestimated: int


def loan_lines(
    session: Session, asked: Asked[LoanFilter], viewer: Viewer, on: date
) -> list[LoanLine]:
    """The loans that the viewer may see and the address asks for, sorted."""
    rows = support_rows(session, asked.filter.records, viewer)
    facts = read_loans(session, on)
    estimates = newest_estimates(session, on)
    lines = [
        LoanLine(row, facts.get(row.instrument.key), estimates.get(row.instrument.key))
        for row in rows
    ]
    found = [line for line in lines if _asked_for(line, asked.filter)]
    name = asked.sort.removeprefix("-")
    known = [line for line in found if SORTS[name](line) is not None]
    unknown = [line for line in found if SORTS[name](line) is None]
    return [*sorted(known, key=SORTS[name], reverse=asked.sort.startswith("-")), *unknown]


def _asked_for(line: LoanLine, asked: LoanFilter) -> bool:
    return (
        (not asked.stages or line.stage in asked.stages)
        and (not asked.arrears or line.arrears in asked.arrears)
        and (not asked.fundings or line.terms.funding in asked.fundings)
    )


SORTS: Mapping[str, Callable[[LoanLine], Any]] = {
    "code": lambda line: line.row.instrument.code,
    "amount": lambda line: line.row.revision.amount_won,
    "outstanding": lambda line: line.loan.position.outstanding_won if line.loan else None,
    "overdue": lambda line: _late(line),
    "subsidy": lambda line: line.estimate.subsidy_won if line.estimate else None,
}
"""How the list may be sorted; what is not known comes last."""


def _late(line: LoanLine) -> int | None:
    late = line.loan.position.arrears if line.loan else None
    return late.won if late else None


def totals_of(lines: Collection[LoanLine]) -> LoanTotals:
    """Sums over all lines, whatever page is shown; a programme above others is not a loan."""
    single = [line for line in lines if line.stage is not LoanStage.PROGRAMME]
    positions = [line.loan.position for line in single if line.loan]
    paid_out = [line for line in single if line.loan and line.loan.position.disbursed_won]
    known = [line.estimate.subsidy_won for line in single if line.estimate]
    return LoanTotals(
        face_won=_sum([line.row.revision.amount_won for line in single]),
        disbursed_won=_sum([at.disbursed_won for at in positions]),
        outstanding_won=_sum([at.outstanding_won for at in positions]),
        overdue_won=_sum([at.arrears.won for at in positions if at.arrears]),
        subsidy_won=_sum(known),
        unestimated=sum(line.estimate is None for line in paid_out),
    )


def _sum(amounts: Collection[int | None]) -> int | None:
    stated = [won for won in amounts if won is not None]
    return sum(stated) if stated else None


def by_arrears(lines: Collection[LoanLine]) -> Mapping[ArrearsClass, int]:
    """How many loans of the list are in each class."""
    found = dict.fromkeys(ArrearsClass, 0)
    for line in lines:
        if line.arrears is not None:
            found[line.arrears] += 1
    return found
