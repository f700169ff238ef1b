"""Exchange rates as dated rows, each with its source and two persons."""

from datetime import date, datetime
from typing import Annotated

import sqlalchemy as sa
from pydantic import Field as Limit
from pydantic import model_validator
from sqlmodel import Field

from models.base import Table
from models.inputs import Input, Long, Source, refused
from models.types import Instant, choice
from models.vocabulary import ScopeState

MOST_RATE = 10**12
"""A million won for one unit of a currency; no currency is worth more."""
CURRENCY = r"^[A-Z]{3}$"


class ExchangeRate(Table, table=True):
    """The won for one unit of a currency on one day, in millionths of a won.

    No row is ever changed: of two confirmed rows of one day the one that was written later holds.
    """

    __tablename__ = "exchange_rate"
    __table_args__ = (
        sa.CheckConstraint(
            f"rate_millionths > 0 AND rate_millionths <= {MOST_RATE}", name="rate_range"
        ),
        sa.CheckConstraint("currency <> 'KRW'", name="foreign_currency"),
        sa.CheckConstraint("confirmed_by_id <> proposed_by_id", name="maker_is_not_checker"),
        sa.CheckConstraint(
            "state <> 'confirmed' OR confirmed_by_id IS NOT NULL", name="confirmed_by_a_second"
        ),
        sa.Index("ix_exchange_rate_currency_day", "currency", "quoted_on"),
    )

    id: int | None = Field(default=None, primary_key=True)
    currency: str = Field(max_length=3)
    quoted_on: date
    rate_millionths: int = Field(sa_type=sa.BigInteger)
    source: str = Field(max_length=500)
    note: str = Field(default="", max_length=2000)
    state: ScopeState = Field(sa_type=choice(ScopeState))
    proposed_by_id: int = Field(foreign_key="user_account.id")
    proposed_at: datetime = Field(sa_type=Instant)
    confirmed_by_id: int | None = Field(default=None, foreign_key="user_account.id")
    confirmed_at: datetime | None = Field(default=None, sa_type=Instant)
    answer: str = Field(default="", max_length=2000)


class ExchangeRateInput(Input):
    """A rate as its source quotes it: won for one unit of the currency, in millionths."""

    currency: Annotated[str, Limit(pattern=CURRENCY)]
    quoted_on: date
    rate_millionths: Annotated[int, Limit(gt=0, le=MOST_RATE)]
    source: Annotated[Source, Limit(min_length=1)]
    note: Long = ""

    @model_validator(mode="after")
    def _foreign(self) -> "ExchangeRateInput":
        if self.currency == "KRW":
            raise refused("rate_of_won", field="currency")
        return self
