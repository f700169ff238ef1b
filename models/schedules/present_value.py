"""What dated money is worth on a day, and the grant element of a loan."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import NamedTuple

from models.schedules.day_count import DayCount, year_fraction
from models.schedules.schedule import DIGITS, Instalment, LoanPlan


class Flow(NamedTuple):
    """Won on a day."""

    on: date
    won: int


def discounted(flows: Iterable[Flow], on: date, rate: Fraction, count: DayCount) -> Decimal:
    """The won that ``flows`` are worth on a day: Σ won·(1 + rate)^(−years)."""
    with localcontext(prec=DIGITS):
        growth = 1 + Decimal(rate.numerator) / rate.denominator
        total = Decimal(0)
        for flow in flows:
            years = year_fraction(on, flow.on, count)
            total += flow.won * growth ** (-Decimal(years.numerator) / years.denominator)
        return total


def service(instalments: Sequence[Instalment]) -> list[Flow]:
    """What the borrower pays."""
    return [Flow(one.due, one.payment) for one in instalments]


def grant_element(plan: LoanPlan, instalments: Sequence[Instalment], discount: Fraction) -> Decimal:
    """The part of the money that is a gift: 1 − PV(debt service)/PV(disbursed).

    Seen from the first tranche, by the day count of the loan. Prepayments are service.
    OECD DAC and IMF form, with dated flows.
    """
    on, count = plan.begins_on, plan.day_count
    paid_out = [Flow(one.on, one.won) for one in plan.tranches]
    paid_in = service(instalments) + [Flow(one.on, one.won) for one in plan.prepayments]
    with localcontext(prec=DIGITS):
        received = discounted(paid_in, on, discount, count)
        return 1 - received / discounted(paid_out, on, discount, count)
