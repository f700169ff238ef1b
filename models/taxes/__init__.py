"""The arithmetic of tax credits: pure functions in whole won, each naming its article.

Articles are those of the Restriction of Special Taxation Act (조세특례제한법). Won are whole;
fractions of a won are dropped. None is what nobody knows, and what follows from it is None too.
"""

from models.taxes.account import Account, Worked, account, work_out
from models.taxes.book import Caution, LawBook, Rate, Setting
from models.taxes.clawback import Clawback, Repayment, repayment
from models.taxes.compare import Alternative, alternatives, best
from models.taxes.credit import Credit, Investment, Place, Support, credit
from models.taxes.facts import Carried, ClaimFact
from models.taxes.law import CreditLaw, MinimumTax, WatchLaw
from models.taxes.ledger import Lot, TaxYear, YearResult, ledger
from models.taxes.minimum import minimum_tax
from models.taxes.steps import Step

__all__ = [
    "Account",
    "Alternative",
    "Carried",
    "Caution",
    "ClaimFact",
    "Clawback",
    "Credit",
    "CreditLaw",
    "Investment",
    "LawBook",
    "Lot",
    "MinimumTax",
    "Place",
    "Rate",
    "Repayment",
    "Setting",
    "Step",
    "Support",
    "TaxYear",
    "WatchLaw",
    "Worked",
    "YearResult",
    "account",
    "alternatives",
    "best",
    "credit",
    "ledger",
    "minimum_tax",
    "repayment",
    "work_out",
]
