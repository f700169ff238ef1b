"""The words of the registry as codes; every one is stored by its value."""

from enum import StrEnum


class Kind(StrEnum):
    """The four instruments of the strategy; of tax incentives the provision and the claim."""

    PLEDGE = "pledge"
    TAX_INCENTIVE = "tax_incentive"
    TAX_CLAIM = "tax_claim"
    FUND = "fund"
    LOAN = "loan"


class State(StrEnum):
    """Where a record stands in the office: the workflow axis."""

    DRAFT = "draft"
    AT_COMPANY = "at_company"
    SUBMITTED = "submitted"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    VERIFIED = "verified"
    CERTIFIED = "certified"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


COUNTED_STATES = (State.VERIFIED, State.CERTIFIED)
OPEN_STATES = (State.DRAFT, State.AT_COMPANY, State.SUBMITTED, State.IN_REVIEW, State.RETURNED)
PENDING_STATES = (State.SUBMITTED, State.IN_REVIEW)


class Stage(StrEnum):
    """Where the investment stands in the world, line by line."""

    INTENT = "intent"
    ANNOUNCED = "announced"
    FIRM = "firm"
    EXECUTING = "executing"
    COMPLETED = "completed"
    DEFERRED = "deferred"
    CANCELLED = "cancelled"
    SUPERSEDED = "superseded"
    LAPSED = "lapsed"
    DISPUTED = "disputed"


CLOSED_STAGES = (Stage.CANCELLED, Stage.SUPERSEDED, Stage.LAPSED, Stage.DISPUTED)
FIRM_STAGES = (Stage.FIRM, Stage.EXECUTING, Stage.COMPLETED)


class EvidenceGrade(StrEnum):
    """How well a statement is supported."""

    AUDITED = "A"
    FILING = "B"
    COMPANY = "C"
    PRESS = "D"


class Category(StrEnum):
    """What the money is for."""

    DATA_CENTRE = "data_centre"
    COMPUTE = "compute"
    SEMICONDUCTOR = "semiconductor"
    MODEL = "model"
    NETWORK = "network"
    CLOUD = "cloud"
    ROBOTICS = "robotics"
    RND_TALENT = "rnd_talent"
    EQUITY = "equity"
    OTHER_AI = "other_ai"
    MIXED = "mixed"
    NOT_AI = "not_ai"


class Nature(StrEnum):
    """What kind of statement the amount is."""

    INVESTMENT = "investment"
    AGGREGATE = "aggregate"
    RUMOUR = "rumour"
    ORDERS_TARGET = "orders_target"
    FUNDRAISING = "fundraising"
    EQUITY_ROUND = "equity_round"
    FUND = "fund"
    ACQUISITION = "acquisition"
    LAND = "land"
    INTRA_GROUP = "intra_group"
    SECONDARY = "secondary"
    LEASE = "lease"
    PUBLIC_MONEY = "public_money"


class Place(StrEnum):
    """Where the spending is performed."""

    KOREA = "korea"
    ABROAD = "abroad"
    MIXED = "mixed"


class SpendKind(StrEnum):
    """Capital or current expenditure."""

    CAPITAL = "capital"
    CURRENT = "current"
    MIXED = "mixed"


class Visibility(StrEnum):
    """Who may see a record."""

    PUBLIC = "public"
    OFFICIALS = "officials"
    EMBARGOED = "embargoed"


class Size(StrEnum):
    """Firm size classes."""

    LARGE = "large"
    MID = "mid"
    SME = "sme"
    STARTUP = "startup"


class PartyKind(StrEnum):
    """What a party is."""

    COMPANY = "company"
    GROUP = "group"
    CONSORTIUM = "consortium"
    FUND = "fund"
    BANK = "bank"
    PUBLIC_BODY = "public_body"


class Role(StrEnum):
    """What a user may do; maker and checker are both officials."""

    OFFICIAL = "official"
    ECONOMIST = "economist"
    COMPANY = "company"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


class MovementKind(StrEnum):
    """What a dated amount under an instrument is."""

    ACTUAL = "actual"
    REFUND = "refund"
    ADJUSTMENT = "adjustment"
    CALL = "call"
    PAID_IN = "paid_in"
    DISBURSEMENT = "disbursement"
    DISTRIBUTION = "distribution"
    REPAYMENT = "repayment"
    PREPAYMENT = "prepayment"
    FEE = "fee"
    RATE_CHANGE = "rate_change"
    RESCHEDULE = "reschedule"
    WRITE_OFF = "write_off"
    RECOVERY = "recovery"
    BALANCE = "balance"


class RecordedAs(StrEnum):
    """Whether a movement states a period's amount or a running total."""

    PERIOD = "period"
    RUNNING_TOTAL = "running_total"


class Basis(StrEnum):
    """Accounting basis of a movement."""

    CASH = "cash"
    ACCRUAL = "accrual"


class SubmissionState(StrEnum):
    """The fate of one uploaded workbook."""

    UPLOADED = "uploaded"
    APPLIED = "applied"
    VERIFIED = "verified"
    WITHDRAWN = "withdrawn"


class Verdict(StrEnum):
    """What a person decided about two records with one overlap key."""

    SAME = "same"
    DIFFERENT = "different"
    PART_OF = "part_of"


class TaxTier(StrEnum):
    """Tier of a credit in the Restriction of Special Taxation Act."""

    NATIONAL_STRATEGIC = "national_strategic"
    SEMICONDUCTOR = "semiconductor"
    NEW_GROWTH = "new_growth"
    GENERAL = "general"
    OTHER = "other"


class FirmSize(StrEnum):
    """Firm size as the tax provisions divide it."""

    SME = "sme"
    GRADUATED = "graduated"
    GRADUATED_LATE = "graduated_late"
    MID = "mid"
    MID_LARGE = "mid_large"
    LARGE = "large"
    CORPORATION = "corporation"
    ALL = "all"


class Provision(StrEnum):
    """What a tax provision grants."""

    RND_CREDIT = "rnd_credit"
    INVESTMENT_CREDIT = "investment_credit"
    TEMPORARY_INVESTMENT_CREDIT = "temporary_investment_credit"
    EQUITY_CREDIT = "equity_credit"
    RULE = "rule"


class ProvisionStatus(StrEnum):
    """Whether a provision is law; a proposed one counts nowhere."""

    IN_FORCE = "in_force"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"
    PROPOSED = "proposed"


class FundForm(StrEnum):
    """The shape of a fund or programme."""

    PROGRAMME = "programme"
    FUND_OF_FUNDS = "fund_of_funds"
    FUND = "fund"
    DIRECT = "direct"
    INDIRECT = "indirect"
    EQUITY = "equity"
    PROCUREMENT = "procurement"
    REGISTER = "register"


class FundStage(StrEnum):
    """Where a fund stands; a plan disburses nothing."""

    PLANNED = "planned"
    FORMED = "formed"
    INVESTING = "investing"
    HARVESTING = "harvesting"
    LIQUIDATED = "liquidated"
    FAILED = "failed"


class InvestmentNature(StrEnum):
    """What the money of a fund buys: only new shares reach the investee."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    FUND = "fund"


class BudgetAccount(StrEnum):
    """Where a programme stands in the state's budget (회계·기금)."""

    GENERAL_ACCOUNT = "general_account"
    SPECIAL_ACCOUNT = "special_account"
    PUBLIC_FUND = "public_fund"


class CountingBasis(StrEnum):
    """How much of an investment is counted: all of it, or what public support does not finance."""

    HEADLINE = "headline"
    NET = "net"
    NET_GRANTS = "net_grants"


class Measure(StrEnum):
    """The lines that are always shown together, and what follows from them."""

    INTENT = "intent"
    ANNOUNCED = "announced"
    FIRM = "firm"
    REALISED = "realised"
    REMAINING = "remaining"
    PROGRESS = "progress"
    OVER = "over_delivery"


class Dimension(StrEnum):
    """By what the counted won can be broken down."""

    YEAR = "year"
    CATEGORY = "category"
    REGION = "region"
    SIZE = "size"
    INVESTOR = "investor"
    ORIGIN = "origin"
    SPEND = "spend_kind"


class Origin(StrEnum):
    """Where the parent of an investor sits."""

    DOMESTIC = "domestic"
    FOREIGN = "foreign"


class ForeignParent(StrEnum):
    """How the scope table treats investors with a foreign parent."""

    COUNTED = "counted"
    LEFT_OUT = "left_out"


class AiShare(StrEnum):
    """How the scope table treats an amount whose AI share is not stated."""

    STATED = "stated"
    WHOLE = "whole"


class ScopeState(StrEnum):
    """Where a row of the scope table stands: it holds once a second person confirmed it."""

    PROPOSED = "waiting"
    CONFIRMED = "confirmed"
    DECLINED = "declined"


class Region(StrEnum):
    """Provinces and metropolitan cities (시·도)."""

    SEOUL = "seoul"
    BUSAN = "busan"
    DAEGU = "daegu"
    INCHEON = "incheon"
    GWANGJU = "gwangju"
    DAEJEON = "daejeon"
    ULSAN = "ulsan"
    SEJONG = "sejong"
    GYEONGGI = "gyeonggi"
    GANGWON = "gangwon"
    CHUNGBUK = "chungbuk"
    CHUNGNAM = "chungnam"
    JEONBUK = "jeonbuk"
    JEONNAM = "jeonnam"
    GYEONGBUK = "gyeongbuk"
    GYEONGNAM = "gyeongnam"
    JEJU = "jeju"
    SEVERAL = "several_regions"


class CostPart(StrEnum):
    """What support costs the public: never face values, and never the money itself."""

    LOAN_SUBSIDY = "loan_subsidy"
    TAX_EXPENDITURE = "tax_expenditure"
    FUND_SHARE = "fund_share"
