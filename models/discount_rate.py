"""Discount rates of loans as dated settings, each with its source and two persons."""

from datetime import date, datetime
from typing import Annotated

import sqlalchemy as sa
from pydantic import Field as Limit
from pydantic import model_validator
from sqlmodel import Field

from models.base import Table
from models.inputs import Input, Line, Long, Source, refused
from models.lending import DiscountPurpose
from models.types import Instant, choice
from models.vocabulary import ScopeState

EXPECTED = ("default_ppm", "recovery_ppm", "recovery_months", "fee_ppm")
"""What the treasury expects of loans; no other purpose has it."""


class DiscountRate(Table, table=True):
    """A rate that holds from a day on for one purpose, for all lenders or for one of them.

    The treasury's row also says what is expected: the chance of default in a year, the part
    recovered and after how long, and the fee a year on the balance. A later row for the same
    purpose and lender takes over on its first day; no row is ever changed. The first rows came
    with the register and name nobody.
    """

    __tablename__ = "discount_rate"
    __table_args__ = (
        sa.CheckConstraint("rate_ppm >= 0 AND rate_ppm <= 1000000", name="rate_range"),
        sa.CheckConstraint("default_ppm >= 0 AND default_ppm < 1000000", name="default_range"),
        sa.CheckConstraint("recovery_ppm >= 0 AND recovery_ppm <= 1000000", name="recovery_range"),
        sa.CheckConstraint("confirmed_by_id <> proposed_by_id", name="maker_is_not_checker"),
        sa.CheckConstraint(
            "(purpose = 'treasury') = (default_ppm IS NOT NULL AND recovery_ppm IS NOT NULL"
            " AND recovery_months IS NOT NULL AND fee_ppm IS NOT NULL)",
            name="treasury_expects",
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    purpose: DiscountPurpose = Field(sa_type=choice(DiscountPurpose), index=True)
    lender: str = Field(default="", max_length=300)
    rate_ppm: int
    default_ppm: int | None = None
    recovery_ppm: int | None = None
    recovery_months: int | None = None
    fee_ppm: int | None = None
    valid_from: date
    source: str = Field(max_length=500)
    note: str = Field(default="", max_length=2000)
    state: ScopeState = Field(default=ScopeState.CONFIRMED, sa_type=choice(ScopeState))
    proposed_by_id: int | None = Field(default=None, foreign_key="user_account.id")
    proposed_at: datetime | None = Field(default=None, sa_type=Instant)
    confirmed_by_id: int | None = Field(default=None, foreign_key="user_account.id")
    confirmed_at: datetime | None = Field(default=None, sa_type=Instant)
    answer: str = Field(default="", max_length=2000)


Ppm = Annotated[int, Limit(ge=0, le=1_000_000)]


class DiscountRateInput(Input):
    """A new discount rate with its source; the treasury's names what it expects."""

    purpose: DiscountPurpose
    lender: Line = ""
    rate_ppm: Ppm
    default_ppm: Annotated[int, Limit(ge=0, lt=1_000_000)] | None = None
    recovery_ppm: Ppm | None = None
    recovery_months: Annotated[int, Limit(ge=0, le=600)] | None = None
    fee_ppm: Ppm | None = None
    valid_from: date
    source: Annotated[Source, Limit(min_length=1)]
    note: Long = ""

    @model_validator(mode="after")
    def _complete(self) -> "DiscountRateInput":
        is_treasury = self.purpose is DiscountPurpose.TREASURY
        for name in EXPECTED:
            if is_treasury and getattr(self, name) is None:
                raise refused("treasury_expects", field=name)
            if not is_treasury and getattr(self, name) is not None:
                raise refused("treasury_only", field=name)
        is_everywhere = self.purpose in (DiscountPurpose.IMF_WORLD_BANK, DiscountPurpose.OECD_DAC)
        if is_everywhere and self.lender:
            raise refused("one_for_all", field="lender")
        return self
