"""The one list of workbooks: which sheets each kind has; the first one is the main sheet."""

from typing import Final

from imports.columns import SheetSpec
from imports.sheets import fund, loan, pledge, tax_claim, tax_incentive
from imports.sheets.shared import EXAMPLE_MARK
from models.vocabulary import Kind

SHEETS: Final[dict[Kind, tuple[SheetSpec, ...]]] = {
    Kind.PLEDGE: pledge.SHEETS,
    Kind.TAX_INCENTIVE: tax_incentive.SHEETS,
    Kind.TAX_CLAIM: tax_claim.SHEETS,
    Kind.FUND: fund.SHEETS,
    Kind.LOAN: loan.SHEETS,
}

__all__ = ["EXAMPLE_MARK", "SHEETS"]
