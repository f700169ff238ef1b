"""The registry: what is recorded, and every change to it."""

from models.discount_rate import DiscountRate
from models.dismissal import OverdueDismissal
from models.draft import FormDraft
from models.event import Event
from models.exchange_rate import ExchangeRate
from models.financing import PledgeFinancing
from models.fund import FundBudget, FundCommitment, FundTerms
from models.fund_movement import FundMovement
from models.instrument import Instrument, Revision
from models.loan import LoanInstalment, LoanTerms, LoanTranche
from models.loan_estimate import LoanEstimate
from models.loan_movement import LoanMovement
from models.movement import Movement
from models.people import Party, User
from models.period import NoChange, Period, PeriodStep
from models.pledge import Participant, PledgeLine, PledgeTerms
from models.projection import ProjectionRun
from models.saved_filter import ListDefault, SavedFilter
from models.scope import OverlapDecision, ScopeRule
from models.sign_off import SignOff
from models.submission import Submission
from models.target import Observation, Target
from models.tax_claim import ClaimCarried, ClaimClawback, ClaimSupport, TaxClaimTerms
from models.tax_incentive import TaxIncentiveTerms
from models.tax_setting import TaxFigure, TaxSetting

__all__ = [
    "ClaimCarried",
    "ClaimClawback",
    "ClaimSupport",
    "DiscountRate",
    "Event",
    "ExchangeRate",
    "FormDraft",
    "FundBudget",
    "FundCommitment",
    "FundMovement",
    "FundTerms",
    "Instrument",
    "ListDefault",
    "LoanEstimate",
    "LoanInstalment",
    "LoanMovement",
    "LoanTerms",
    "LoanTranche",
    "Movement",
    "NoChange",
    "Observation",
    "OverdueDismissal",
    "OverlapDecision",
    "Participant",
    "Party",
    "Period",
    "PeriodStep",
    "PledgeFinancing",
    "PledgeLine",
    "PledgeTerms",
    "ProjectionRun",
    "Revision",
    "SavedFilter",
    "ScopeRule",
    "SignOff",
    "Submission",
    "Target",
    "TaxClaimTerms",
    "TaxFigure",
    "TaxIncentiveTerms",
    "TaxSetting",
    "User",
]
