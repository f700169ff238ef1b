"""National targets 국가 목표 and their observations 관측값, as dated rows with sources."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

import sqlalchemy as sa
from pydantic import AfterValidator, BeforeValidator, model_validator
from pydantic import Field as Limit
from sqlmodel import Field

from models.base import Table
from models.inputs import Input, Line, Long, Short, Year, clean, one_spelling, refused
from models.target_vocabulary import (
    Bound,
    Confidence,
    MetricUnit,
    MilestoneState,
    TargetKind,
    Topic,
)
from models.types import WON, Instant, choice
from models.vocabulary import ScopeState

MOST_STEPS = 10**18
FIGURES = ("baseline", "value")
"""Fields that are stored in whole steps of the unit of their row."""


class Target(Table, table=True):
    """A goal, official estimate or milestone of the strategy, between two days.

    ``value`` and ``baseline`` are whole steps of the unit: won, parts per million of a share,
    millionths of anything else. A later row of the same reference closes this one; a correction
    replaces it.
    """

    __tablename__ = "target"
    __table_args__ = (
        sa.CheckConstraint("confirmed_by_id <> proposed_by_id", name="maker_is_not_checker"),
        sa.CheckConstraint("valid_to >= valid_from", name="dates_in_order"),
        sa.CheckConstraint(
            "state <> 'confirmed' OR confirmed_by_id IS NOT NULL", name="confirmed_by_a_second"
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    reference: str = Field(max_length=40, index=True)
    kind: TargetKind = Field(sa_type=choice(TargetKind))
    topic: Topic = Field(sa_type=choice(Topic))
    indicator: str = Field(max_length=120, index=True)
    name_ko: str = Field(max_length=300)
    name_en: str = Field(max_length=300)
    unit: MetricUnit | None = Field(default=None, sa_type=choice(MetricUnit))
    baseline: int | None = Field(default=None, sa_type=WON)
    baseline_year: int | None = None
    baseline_note: str = Field(default="", max_length=300)
    value: int | None = Field(default=None, sa_type=WON)
    bound: Bound = Field(default=Bound.EXACT, sa_type=choice(Bound))
    due_year: int | None = None
    period: str = Field(default="", max_length=60)
    milestone: MilestoneState | None = Field(default=None, sa_type=choice(MilestoneState))
    valid_from: date
    valid_to: date | None = None
    known_on: date
    source: str = Field(max_length=500)
    confidence: Confidence = Field(sa_type=choice(Confidence))
    note: str = Field(default="", max_length=2000)
    reason: str = Field(default="", max_length=2000)
    replaced_by_id: int | None = Field(default=None, foreign_key="target.id")
    state: ScopeState = Field(sa_type=choice(ScopeState), index=True)
    proposed_by_id: int = Field(foreign_key="user_account.id")
    proposed_at: datetime = Field(sa_type=Instant)
    confirmed_by_id: int | None = Field(default=None, foreign_key="user_account.id")
    confirmed_at: datetime | None = Field(default=None, sa_type=Instant)
    answer: str = Field(default="", max_length=2000)


class Observation(Table, table=True):
    """What a source observed of an indicator in one year, under a definition.

    Observations of one series compare with each other as far back as the last break. A later
    publication of the same year stands beside the earlier one and is read in its place; a
    correction of what was typed replaces the row.
    """

    __tablename__ = "observation"
    __table_args__ = (
        sa.CheckConstraint("confirmed_by_id <> proposed_by_id", name="maker_is_not_checker"),
        sa.CheckConstraint(
            "state <> 'confirmed' OR confirmed_by_id IS NOT NULL", name="confirmed_by_a_second"
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    reference: str = Field(max_length=40, index=True)
    indicator: str = Field(max_length=120, index=True)
    series: str = Field(max_length=120, index=True)
    name_ko: str = Field(max_length=300)
    name_en: str = Field(max_length=300)
    year: int
    period: str = Field(default="", max_length=60)
    unit: MetricUnit = Field(sa_type=choice(MetricUnit))
    value: int = Field(sa_type=WON)
    bound: Bound = Field(default=Bound.EXACT, sa_type=choice(Bound))
    definition: str = Field(max_length=500)
    breaks_series: bool = False
    is_provisional: bool = False
    known_on: date
    source: str = Field(max_length=500)
    confidence: Confidence = Field(sa_type=choice(Confidence))
    note: str = Field(default="", max_length=2000)
    reason: str = Field(default="", max_length=2000)
    replaced_by_id: int | None = Field(default=None, foreign_key="observation.id")
    state: ScopeState = Field(sa_type=choice(ScopeState), index=True)
    proposed_by_id: int = Field(foreign_key="user_account.id")
    proposed_at: datetime = Field(sa_type=Instant)
    confirmed_by_id: int | None = Field(default=None, foreign_key="user_account.id")
    confirmed_at: datetime | None = Field(default=None, sa_type=Instant)
    answer: str = Field(default="", max_length=2000)


Reference = Annotated[str, Limit(max_length=40, pattern=r"^[A-Za-z0-9][A-Za-z0-9-]*$")]
Code = Annotated[
    str,
    BeforeValidator(one_spelling),
    Limit(max_length=120, pattern=r"^[a-z0-9][a-z0-9_]*$"),
]
Named = Annotated[str, Limit(min_length=1, max_length=300), AfterValidator(clean)]
Sourced = Annotated[str, Limit(min_length=1, max_length=500), AfterValidator(clean)]


class _Stated(Input):
    """What a target and an observation share: figures in their unit, and a source."""

    reference: Reference
    indicator: Code
    name_ko: Named
    name_en: Named
    known_on: date
    source: Sourced
    confidence: Confidence = Confidence.HIGH
    bound: Bound = Bound.EXACT
    period: Short = ""
    note: Long = ""
    reason: Long = ""

    def stored(self) -> dict[str, Any]:
        """The fields as the table keeps them, figures in whole steps."""
        said = self.model_dump()
        unit = said["unit"]
        return {
            name: to_steps(held, unit) if name in FIGURES and held is not None else held
            for name, held in said.items()
        }


class TargetInput(_Stated):
    """A target, official estimate, milestone or indicator without a figure."""

    kind: TargetKind
    topic: Topic
    unit: MetricUnit | None = None
    baseline: Decimal | None = None
    baseline_year: Year | None = None
    baseline_note: Line = ""
    value: Decimal | None = None
    due_year: Year | None = None
    milestone: MilestoneState | None = None
    valid_from: date

    @model_validator(mode="after")
    def _states_what_its_kind_states(self) -> "TargetInput":
        has_figure = self.kind in (TargetKind.TARGET, TargetKind.PROJECTION)
        if has_figure and self.value is None:
            raise refused("target_value", field="value")
        if self.kind is TargetKind.INDICATOR and self.value is not None:
            raise refused("target_without_value", field="value")
        if (self.kind is TargetKind.MILESTONE) != (self.milestone is not None):
            raise refused("target_milestone", field="milestone")
        if self.unit is None and not (self.value is None and self.baseline is None):
            raise refused("target_unit", field="unit")
        if self.baseline_year and self.due_year and self.baseline_year > self.due_year:
            raise refused("period_order", field="due_year")
        for name in FIGURES:
            require_exact(getattr(self, name), self.unit, name)
        return self


class ObservationInput(_Stated):
    """One figure that a source gives for one year, with the definition it goes by."""

    series: Code
    year: Year
    unit: MetricUnit
    value: Decimal
    definition: Sourced
    breaks_series: bool = False
    is_provisional: bool = False

    @model_validator(mode="after")
    def _exact_and_known_later(self) -> "ObservationInput":
        require_exact(self.value, self.unit, "value")
        if self.known_on.year + 1 < self.year:  # A budget is known the year before.
            raise refused("period_not_over", field="known_on")
        return self


Stated = TargetInput | ObservationInput
Stored = Target | Observation
TABLES: Mapping[type[Stated], type[Stored]] = {
    TargetInput: Target,
    ObservationInput: Observation,
}
"""The table of each input."""


def to_steps(value: Decimal, unit: MetricUnit) -> int:
    """A figure in its unit as whole steps."""
    return int(value * unit.steps)


def from_steps(steps: int, unit: MetricUnit) -> Decimal:
    """Whole steps as a figure in the unit."""
    return Decimal(steps) / unit.steps


def require_exact(value: Decimal | None, unit: MetricUnit | None, name: str) -> None:
    """Refuse a figure that its unit cannot hold to the last digit, or a share above the whole."""
    if value is None or unit is None:
        return
    if not value.is_finite() or value * unit.steps != int(value * unit.steps):
        raise refused("target_digits", field=name)
    if abs(value * unit.steps) > MOST_STEPS or (unit is MetricUnit.PERCENT and value > 100):
        raise refused("target_size", field=name)
