"""The words of national targets as codes; every one is stored by its value."""

from enum import StrEnum


class TargetKind(StrEnum):
    """What a row states: a goal, an official estimate, a thing to be done, or no figure."""

    TARGET = "target"
    PROJECTION = "projection"
    MILESTONE = "milestone"
    INDICATOR = "indicator"


class Topic(StrEnum):
    """The part of the strategy that a target belongs to, in the order of the board."""

    INVESTMENT = "private_investment"
    IMPACT = "economic_impact"
    ADOPTION = "ai_adoption"
    COMPUTE = "computing"
    FINANCE = "finance"
    INDUSTRY = "industry_ax"
    PUBLIC = "public_ax"
    STARTUPS = "startups"
    TALENT = "talent"
    MODELS = "ai_models"
    CHIPS = "ai_chips"
    REGIONS = "regional_hubs"
    DEFENCE = "defence_ai"
    GLOBAL = "global_cooperation"
    TAX = "tax_incentives"
    LAW = "law_and_safety"
    SECTOR = "ai_industry"
    BUDGET = "government_budget"
    LINKAGE = "input_output"


class MetricUnit(StrEnum):
    """What a figure counts; money is whole won or dollars, never thousands of them."""

    WON = "won"
    WON_A_YEAR = "won_a_year"
    DOLLAR = "us_dollar"
    PERCENT = "percent"
    POINTS = "points_a_year"
    EXAFLOPS = "exaflops"
    TIMES = "times"
    GPUS = "gpus"
    GIGAWATTS = "gigawatts"
    PERSONS = "persons"
    FIRMS = "firms"
    INDUSTRIES = "industries"
    FIELDS = "service_fields"
    MODELS = "model_count"
    TECHNOLOGIES = "technologies"
    COEFFICIENT = "coefficient"

    @property
    def steps(self) -> int:
        """How many stored steps one unit is: won are whole, shares parts per million."""
        return _STEPS.get(self, 10**6)

    @property
    def is_money(self) -> bool:
        """Whether a typed figure may be an amount in words (65조)."""
        return self in (MetricUnit.WON, MetricUnit.WON_A_YEAR)


_STEPS = {
    MetricUnit.WON: 1,
    MetricUnit.WON_A_YEAR: 1,
    MetricUnit.DOLLAR: 1,
    MetricUnit.PERCENT: 10_000,
}


class Bound(StrEnum):
    """How a figure is meant by its source."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    UP_TO = "up_to"
    ABOUT = "about"


class MilestoneState(StrEnum):
    """Where a thing to be done stands, as far as its source says."""

    PLANNED = "foreseen"
    UNDER_WAY = "under_way"
    DONE = "achieved"
    CHANGED = "changed"
    DROPPED = "dropped"
    UNVERIFIED = "unverified"


class Confidence(StrEnum):
    """How sure the source of a figure is."""

    HIGH = "confidence_high"
    MEDIUM = "confidence_medium"
    LOW = "confidence_low"
