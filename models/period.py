"""Reporting periods: opened, closed, published and taken back, each step by two people."""

from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from pydantic import model_validator
from sqlmodel import Field

from models.base import Table
from models.inputs import Input, refused
from models.period_words import PeriodAction, PeriodState
from models.types import Instant, choice
from models.vocabulary import ScopeState, State


class Period(Table, table=True):
    """A span of whole months for which companies file; closed, its figures stand still.

    ``closed_at`` is the moment at which the figures were frozen: for a day of the period only
    what was verified by then is read. ``figures`` and ``digest`` are what they were.
    """

    __tablename__ = "reporting_period"
    __table_args__ = (
        sa.CheckConstraint("last_day >= first_day", name="days_in_order"),
        sa.CheckConstraint(
            "(state IN ('closed_period', 'published_period')) = (closed_at IS NOT NULL)",
            name="closed_whole",
        ),
        sa.CheckConstraint("(closed_at IS NULL) = (digest IS NULL)", name="digest_when_closed"),
    )

    id: int | None = Field(default=None, primary_key=True)
    first_day: date
    last_day: date = Field(unique=True)
    filing_due: date
    state: PeriodState = Field(sa_type=choice(PeriodState))
    closed_at: datetime | None = Field(default=None, sa_type=Instant)
    figures: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)
    digest: str | None = Field(default=None, max_length=64)


class PeriodStep(Table, table=True):
    """A step that one person asked for and another took or declined, with the reasons."""

    __tablename__ = "period_step"
    __table_args__ = (
        sa.CheckConstraint("answered_by_id <> asked_by_id", name="maker_is_not_checker"),
        sa.CheckConstraint(
            "state <> 'confirmed' OR answered_by_id IS NOT NULL", name="confirmed_by_a_second"
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    period_id: int = Field(foreign_key="reporting_period.id", index=True)
    action: PeriodAction = Field(sa_type=choice(PeriodAction))
    state: ScopeState = Field(default=ScopeState.PROPOSED, sa_type=choice(ScopeState))
    reason: str = Field(default="", max_length=2000)
    asked_by_id: int = Field(foreign_key="user_account.id")
    asked_at: datetime = Field(sa_type=Instant)
    answered_by_id: int | None = Field(default=None, foreign_key="user_account.id")
    answered_at: datetime | None = Field(default=None, sa_type=Instant)
    answer: str = Field(default="", max_length=2000)


class NoChange(Table, table=True):
    """A company's statement that nothing was spent or changed in a period: a filing too.

    It walks the workflow of a record: a second person verifies it, and one that was returned or
    withdrawn is filed again in its place.
    """

    __tablename__ = "no_change"
    __table_args__ = (
        sa.UniqueConstraint("period_id", "party_id"),
        sa.CheckConstraint("verified_by_id <> made_by_id", name="maker_is_not_checker"),
        sa.CheckConstraint("signed_by_id <> made_by_id", name="signed_by_a_colleague"),
        sa.CheckConstraint(
            "(state = 'verified') = (verified_by_id IS NOT NULL)", name="verified_whole"
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    period_id: int = Field(foreign_key="reporting_period.id", index=True)
    party_id: int = Field(foreign_key="party.id", index=True)
    note: str = Field(default="", max_length=2000)
    made_by_id: int = Field(foreign_key="user_account.id")
    made_at: datetime = Field(sa_type=Instant)
    state: State = Field(sa_type=choice(State), index=True)
    signed_by_id: int | None = Field(default=None, foreign_key="user_account.id")
    verified_by_id: int | None = Field(default=None, foreign_key="user_account.id")
    verified_at: datetime | None = Field(default=None, sa_type=Instant)
    answer: str = Field(default="", max_length=2000)


class PeriodInput(Input):
    """A new period: whole months, and the day until which companies file."""

    first_day: date
    last_day: date
    filing_due: date

    @model_validator(mode="after")
    def _whole_months(self) -> "PeriodInput":
        if self.first_day.day != 1 or self.first_day.year < 2024:
            raise refused("period_begins", field="first_day")
        if (self.last_day + timedelta(days=1)).day != 1 or self.last_day < self.first_day:
            raise refused("period_ends", field="last_day")
        if self.filing_due <= self.last_day:
            raise refused("period_due", field="filing_due")
        return self
