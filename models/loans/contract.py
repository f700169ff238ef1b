"""What a schedule needs of the terms of a loan, or which of them nobody stated."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Final

from models.loan import LoanInstalment, LoanTerms, LoanTranche
from models.schedules import BadTerms, DayCount, Payment, Profile
from models.schedules.calendar import MONTHS
from models.types import PPM

NEEDED: Final = ("rate_ppm", "maturity_months", "payments_per_year", "profile", "day_count")


@dataclass(frozen=True, slots=True)
class Contract:
    """The terms of one loan in whole periods; ``tranches`` are planned, by their numbers."""

    face_won: int
    rate: Fraction
    per_year: int
    periods: int
    profile: Profile
    day_count: DayCount
    first_due: date | None = None
    effective_on: date | None = None
    principal_grace: int = 0
    interest_grace: int = 0
    tranches: Mapping[str, Payment] = field(default_factory=dict)
    custom: Mapping[date, int] = field(default_factory=dict)

    @property
    def planned(self) -> tuple[Payment, ...]:
        """The dated tranches; without any the whole loan on its first day, where that is known."""
        if self.tranches:
            return tuple(self.tranches.values())
        return (Payment(self.effective_on, self.face_won),) if self.effective_on else ()


def missing_terms(terms: LoanTerms, face_won: int | None) -> tuple[str, ...]:
    """The fields without which nothing can be scheduled."""
    unknown = [name for name in NEEDED if getattr(terms, name) is None]
    return (*(["amount_won"] if not face_won else []), *unknown)


def contract_of(
    terms: LoanTerms,
    face_won: int | None,
    tranches: Iterable[LoanTranche] = (),
    instalments: Iterable[LoanInstalment] = (),
) -> Contract | None:
    """The contract that ``terms`` make; None where a term is not stated.

    Raises BadTerms where months do not make whole periods.
    """
    if missing_terms(terms, face_won):
        return None
    per_year = terms.payments_per_year or 0
    if per_year < 1 or MONTHS % per_year:
        raise BadTerms("per_year", "per_year_divides")
    return Contract(
        face_won=face_won or 0,
        rate=Fraction(terms.rate_ppm or 0, PPM),
        per_year=per_year,
        periods=_periods(terms.maturity_months, per_year),
        profile=Profile(str(terms.profile)),
        day_count=DayCount(str(terms.day_count)),
        first_due=terms.first_due_on,
        effective_on=terms.effective_on,
        principal_grace=_periods(terms.grace_months, per_year),
        interest_grace=_periods(terms.interest_grace_months, per_year),
        tranches={
            one.tranche: Payment(one.planned_on, one.amount_won)
            for one in tranches
            if one.planned_on is not None and one.amount_won
        },
        custom={one.due_on: one.principal_won for one in instalments},
    )


def _periods(months: int | None, per_year: int) -> int:
    """Months as whole periods; a term that is not stated has none."""
    whole, rest = divmod(months or 0, MONTHS // per_year)
    if rest:
        raise BadTerms("maturity_months", "months_not_whole", found=months)
    return whole
