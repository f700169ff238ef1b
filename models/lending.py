"""The words of loans as codes; every one is stored by its value."""

from enum import StrEnum


class LoanStage(StrEnum):
    """Where a loan stands; a programme is not a loan."""

    PROGRAMME = "programme"
    APPLIED = "applied"
    APPROVED = "approved"
    EFFECTIVE = "effective"
    DISBURSING = "disbursing"
    DISBURSED = "disbursed"
    REPAYING = "repaying"
    IN_ARREARS = "in_arrears"
    RESCHEDULED = "rescheduled"
    WRITTEN_OFF = "written_off"
    CLOSED = "closed"


class RepaymentProfile(StrEnum):
    """How principal is repaid."""

    EQUAL_PRINCIPAL = "equal_principal"
    ANNUITY = "annuity"
    BULLET = "bullet"
    BULLET_CAPITALISED = "bullet_capitalised"
    CUSTOM = "custom"


class LoanFunding(StrEnum):
    """Whose money a loan is, and what it costs the state."""

    BUDGET = "budget"
    BANK = "bank_account"
    INTEREST_SUBSIDY = "interest_subsidy"
    GUARANTEE = "guarantee"


class LoanLedger(StrEnum):
    """Where single payments of a loan are booked: here, or with the lender who tells balances."""

    ENTRIES = "entries"
    BALANCES = "quarterly_balances"


class ArrearsClass(StrEnum):
    """How long the oldest unpaid instalment of a loan is overdue."""

    CURRENT = "current"
    DAYS_30 = "days_1_30"
    DAYS_90 = "days_31_90"
    DAYS_180 = "days_91_180"
    OVER_180 = "days_over_180"


class DiscountPurpose(StrEnum):
    """What a discount rate is for; figures at different rates are never added or averaged."""

    TREASURY = "treasury"
    ORDINARY = "lender_ordinary"
    IMF_WORLD_BANK = "imf_world_bank"
    OECD_DAC = "oecd_dac"


class SubsidyPart(StrEnum):
    """What the cost of a loan to the state is made of, as present values."""

    PAID_OUT = "paid_out"
    SERVICE = "service"
    RECOVERED = "recovered"
    FEES = "fees"
    INTEREST_SUPPORT = "interest_support"
    GUARANTEE_CALLS = "guarantee_calls"
