"""Dated decisions about what counts: the scope table and verdicts on possible duplicates."""

from datetime import date, datetime

import sqlalchemy as sa
from pydantic import model_validator
from sqlmodel import Field

from models.base import Table
from models.inputs import Input, Long, refused
from models.types import Instant, choice
from models.vocabulary import (
    AiShare,
    Category,
    ForeignParent,
    ScopeState,
    SpendKind,
    Verdict,
)


class ScopeRule(Table, table=True):
    """How a category, or one expenditure kind of it, is treated between two dates, and why.

    A row without expenditure kind holds for all that no row of its own treats. The first rows
    came with the register and name nobody; every later row names who proposed and confirmed it.
    """

    __tablename__ = "scope_rule"
    __table_args__ = (
        sa.CheckConstraint("confirmed_by_id <> proposed_by_id", name="maker_is_not_checker"),
        sa.CheckConstraint("valid_to >= valid_from", name="dates_in_order"),
        sa.CheckConstraint(
            "state <> 'confirmed' OR (proposed_by_id IS NULL) = (confirmed_by_id IS NULL)",
            name="confirmed_by_a_second",
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    category: Category = Field(sa_type=choice(Category), index=True)
    spend_kind: SpendKind | None = Field(default=None, sa_type=choice(SpendKind))
    in_scope: bool
    is_chips: bool = Field(default=False)
    foreign_parent: ForeignParent = Field(
        default=ForeignParent.COUNTED, sa_type=choice(ForeignParent)
    )
    ai_share: AiShare = Field(default=AiShare.STATED, sa_type=choice(AiShare))
    valid_from: date
    valid_to: date | None = None
    reason: str = Field(max_length=2000)
    state: ScopeState = Field(default=ScopeState.CONFIRMED, sa_type=choice(ScopeState))
    proposed_by_id: int | None = Field(default=None, foreign_key="user_account.id")
    proposed_at: datetime | None = Field(default=None, sa_type=Instant)
    confirmed_by_id: int | None = Field(default=None, foreign_key="user_account.id")
    confirmed_at: datetime | None = Field(default=None, sa_type=Instant)
    answer: str = Field(default="", max_length=2000)


class ScopeInput(Input):
    """A new row of the scope table; confirmed, it closes the one before it."""

    category: Category
    spend_kind: SpendKind | None = None
    in_scope: bool
    is_chips: bool = False
    foreign_parent: ForeignParent = ForeignParent.COUNTED
    ai_share: AiShare = AiShare.STATED
    valid_from: date
    reason: Long

    @model_validator(mode="after")
    def _dated_with_a_reason(self) -> "ScopeInput":
        if not self.reason:
            raise refused("string_too_short", field="reason")
        if not 2024 <= self.valid_from.year <= 2100:
            raise refused("scope_day", field="valid_from")
        return self


class OverlapDecision(Table, table=True):
    """What a person decided about two records that share an overlap key."""

    __tablename__ = "overlap_decision"
    __table_args__ = (
        sa.UniqueConstraint("first_id", "second_id"),
        sa.CheckConstraint("first_id < second_id", name="one_order"),
    )

    id: int | None = Field(default=None, primary_key=True)
    first_id: int = Field(foreign_key="instrument.id", index=True)
    second_id: int = Field(foreign_key="instrument.id", index=True)
    verdict: Verdict = Field(sa_type=choice(Verdict))
    kept_id: int | None = Field(default=None, foreign_key="instrument.id")
    reason: str = Field(max_length=2000)
    decided_by_id: int = Field(foreign_key="user_account.id")
    decided_at: datetime = Field(sa_type=Instant)
