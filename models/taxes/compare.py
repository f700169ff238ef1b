"""The alternatives of Art. 24① side by side: the taxpayer chooses one of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.taxes.credit import Credit, Investment, credit
from models.taxes.law import CreditLaw
from models.vocabulary import Provision

CHOICES = (Provision.INVESTMENT_CREDIT, Provision.TEMPORARY_INVESTMENT_CREDIT)
"""Item 2 and item 3 of Art. 24①: never both."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """One provision that a taxpayer may choose, and what it gives."""

    provision: Provision
    article: str
    credit: Credit


def alternatives(
    investment: Investment, laws: Mapping[Provision, CreditLaw]
) -> tuple[Alternative, ...]:
    """The credit by every provision that holds, in the order of the act (Art. 24①, last part)."""
    return tuple(
        Alternative(provision, laws[provision].article, credit(investment, laws[provision]))
        for provision in CHOICES
        if provision in laws
    )


def best(found: Sequence[Alternative]) -> Alternative | None:
    """The alternative with the largest credit; None while any of them is not known."""
    totals = [one.credit.total_won for one in found]
    if not found or None in totals:
        return None
    return max(found, key=lambda one: one.credit.total_won or 0)
