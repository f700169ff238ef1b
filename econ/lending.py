"""The loans of a run by year: principal, what the low rate is worth, who is constrained."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from econ.inputs import Loan
from econ.loans import grant_element
from econ.results import Entry
from econ.units import Vector


@dataclass(frozen=True, slots=True)
class LoanTable:
    """Loans of the window added up by year; vectors of shape (Y,), KRW bn.

    Attributes
    ----------
    loans : tuple of Loan
        Those of the window.
    grant_elements : tuple of float
        One a loan; below 0 where the rate is not concessional.
    principal_bn : Vector
    constrained_bn, unknown_bn : Vector
        Principal to firms without other credit, and to firms about which this is unknown.
    subsidy_bn, unknown_subsidy_bn : Vector
        Grant element times principal of unconstrained firms, and of those unknown.
    """

    loans: tuple[Loan, ...]
    grant_elements: tuple[float, ...]
    principal_bn: Vector
    constrained_bn: Vector
    unknown_bn: Vector
    subsidy_bn: Vector
    unknown_subsidy_bn: Vector


def loan_table(loans: Sequence[Loan], window: Sequence[int]) -> tuple[LoanTable, list[Entry]]:
    """Return the loans of the window by year, and what had to be left out or taken as nothing."""
    ordered = sorted(loans, key=lambda loan: loan.id)
    inside = tuple(loan for loan in ordered if loan.year in window)
    elements = tuple(element_of(loan) for loan in inside)
    sums = np.zeros((5, len(window)))
    for loan, element in zip(inside, elements, strict=True):
        year = loan.year - window[0]
        subsidy = max(element, 0.0) * loan.principal_bn
        sums[0, year] += loan.principal_bn
        if loan.constrained is None:
            sums[2, year] += loan.principal_bn
            sums[4, year] += subsidy
        elif loan.constrained:
            sums[1, year] += loan.principal_bn
        else:
            sums[3, year] += subsidy
    return LoanTable(inside, elements, *sums), _log(ordered, inside, elements)


def element_of(loan: Loan) -> float:
    """Return the grant element of one loan."""
    return grant_element(
        rate=loan.rate,
        discount=loan.market_rate,
        maturity_years=loan.maturity_years,
        grace_years=loan.grace_years,
        payments_per_year=loan.payments_per_year,
        profile=loan.profile,
    )


def _log(
    loans: Sequence[Loan], inside: tuple[Loan, ...], elements: tuple[float, ...]
) -> list[Entry]:
    outside = [loan for loan in loans if loan not in inside]
    log = [Entry("loan_outside_window", {"id": loan.id, "year": loan.year}) for loan in outside]
    for loan, element in zip(inside, elements, strict=True):
        if element < 0.0:
            values = {"id": loan.id, "rate": loan.rate, "market_rate": loan.market_rate}
            log.append(Entry("loan_not_concessional", values))
    return log
