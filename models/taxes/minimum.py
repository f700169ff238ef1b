"""The minimum tax of a corporation: Art. 132①."""

from models.taxes.law import MinimumTax
from models.taxes.steps import whole


def minimum_tax(tax_base_won: int, law: MinimumTax) -> int:
    """Return the tax below which listed credits may not bring a corporation.

    Parameters
    ----------
    tax_base_won : int
        The tax base as it is before the deductions that Art. 132① item 2 lists.
    law : MinimumTax
        17 percent above KRW 100 billion, 12 percent above KRW 10 billion, 10 percent up to
        there; for an SME 7 percent, and 8 then 9 percent in the years after it has left.
    """
    left = max(tax_base_won, 0)
    tax, floor = law.rate * 0, 0
    for bracket in (law.lower, law.middle):
        if bracket is not None:
            bound, rate = bracket
            tax += rate * (min(left, bound) - min(left, floor))
            floor = bound
    return whole(tax + law.rate * (left - min(left, floor)))
