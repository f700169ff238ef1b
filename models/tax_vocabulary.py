"""The words of tax credits as codes; every one is stored by its value."""

from enum import StrEnum


class ClaimBasis(StrEnum):
    """On what ground a firm's claim is in the register: taxpayer data come in no other way."""

    SELF_DECLARED = "self_declared"
    CONSENTED = "consented"


class ClaimStage(StrEnum):
    """Where a claim stands in the world; it follows from the figures and is never typed."""

    CLAIMED = "claimed"
    ALLOWED = "allowed"
    USED = "used"
    CARRIED_FORWARD = "carried_forward"
    EXPIRED = "expired"
    CLAWED_BACK = "clawed_back"


class SupportItem(StrEnum):
    """Public money that is deducted from the base: Art. 127①, items 1 to 4."""

    GRANT = "grant"
    STATE_PAID_INTEREST = "state_paid_interest"
    STATE_LOAN_INTEREST = "state_loan_interest"
    CONTRIBUTION = "contribution"


class Site(StrEnum):
    """Whether an investment lies in the over-concentrated capital area: Art. 130."""

    OUTSIDE = "outside"
    CAPITAL_AREA = "capital_area"


class ClawbackCause(StrEnum):
    """Why a credit is paid back: the asset was disposed of or let, or put to another use."""

    DISPOSAL = "disposal"
    DIVERSION = "diversion"


class AssetKind(StrEnum):
    """What was bought: buildings and structures are watched for longer."""

    BUILDING = "building"
    OTHER = "other"


class BudgetFunction(StrEnum):
    """The functions of the state budget, in the order of their codes 010 to 160."""

    GENERAL_ADMINISTRATION = "general_administration"
    PUBLIC_ORDER = "public_order"
    FOREIGN_AFFAIRS = "foreign_affairs"
    DEFENCE = "defence"
    EDUCATION = "education"
    CULTURE = "culture"
    ENVIRONMENT = "environment"
    SOCIAL_WELFARE = "social_welfare"
    HEALTH = "health"
    AGRICULTURE = "agriculture"
    INDUSTRY = "industry"
    TRANSPORT = "transport"
    COMMUNICATION = "communication"
    REGIONAL_DEVELOPMENT = "regional_development"
    SCIENCE = "science"
    RESERVE = "reserve"

    @property
    def number(self) -> int:
        """The code of the function in the budget: 110 for industry."""
        return 10 * (list(BudgetFunction).index(self) + 1)

    @classmethod
    def numbered(cls, number: int) -> "BudgetFunction":
        """The function with that code. Raises ValueError."""
        found = next((one for one in cls if one.number == number), None)
        if found is None:
            raise ValueError(f"no budget function has the code {number}")
        return found


class FigureStatus(StrEnum):
    """What an official figure is, as the tax-expenditure budget divides its columns."""

    ACTUAL = "actual"
    ESTIMATE = "estimate"
    FORECAST = "forecast"


class TaxParameter(StrEnum):
    """What a dated setting says; each holds one whole number in the unit of its name."""

    ADDITIONAL_RATE = "additional_rate_ppm"
    ADDITIONAL_CAP = "additional_cap_times"
    AVERAGE_YEARS = "average_years"
    RATIO_MULTIPLE = "ratio_multiple_ppm"
    RATIO_CAP = "ratio_cap_ppm"
    ADDITIONAL_NEEDS_HISTORY = "additional_needs_history_flag"
    DEDUCTS_SUPPORT = "deducts_support_flag"
    EXCLUDES_CAPITAL_AREA = "excludes_capital_area_flag"
    MINIMUM_RATE = "minimum_rate_ppm"
    MINIMUM_RATE_MIDDLE = "minimum_rate_middle_ppm"
    MINIMUM_RATE_LOWER = "minimum_rate_lower_ppm"
    MINIMUM_UPPER_BOUND = "minimum_upper_bound_won"
    MINIMUM_LOWER_BOUND = "minimum_lower_bound_won"
    MINIMUM_EXEMPT = "minimum_exempt_flag"
    CARRY_YEARS = "carry_years"
    DISPOSAL_YEARS = "disposal_years"
    DISPOSAL_YEARS_BUILDING = "disposal_building_years"
    DIVERSION_YEARS = "diversion_years"
    DIVERSION_YEARS_BUILDING = "diversion_building_years"
    CLAWBACK_INTEREST = "clawback_interest_ppm"
    CLAWBACK_CANCELS_UNUSED = "clawback_cancels_unused_flag"
    RURAL_TAX = "rural_tax_ppm"
    BUDGET_FUNCTION = "budget_function"
