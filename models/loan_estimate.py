"""What a loan was estimated to cost, year after year; a later estimate never changes one."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field

from models.base import Table
from models.lending import LoanFunding
from models.types import WON, Instant, choice


class LoanEstimate(Table, table=True):
    """The subsidy cost of a loan as it was computed once, with the rates that it used.

    ``parts`` are won by part and add up to ``subsidy_won``, which is None where a rate or a term
    was not known. Grant elements are in parts per million of what was paid out.
    """

    __tablename__ = "loan_estimate"
    __table_args__ = (sa.UniqueConstraint("instrument_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    instrument_id: int = Field(foreign_key="instrument.id", index=True)
    number: int
    revision_id: int = Field(foreign_key="revision.id")
    estimated_on: date
    funding: LoanFunding = Field(sa_type=choice(LoanFunding))
    face_won: int = Field(sa_type=WON)
    outstanding_won: int | None = Field(default=None, sa_type=WON)
    subsidy_won: int | None = Field(default=None, sa_type=WON)
    parts: dict[str, int] = Field(default_factory=dict, sa_type=sa.JSON)
    rate_id: int | None = Field(default=None, foreign_key="discount_rate.id")
    expected_id: int | None = Field(default=None, foreign_key="discount_rate.id")
    ordinary_id: int | None = Field(default=None, foreign_key="discount_rate.id")
    ordinary_ppm: int | None = None
    imf_ppm: int | None = None
    dac_ppm: int | None = None
    note: str = Field(default="", max_length=2000)
    made_by_id: int = Field(foreign_key="user_account.id")
    made_at: datetime = Field(sa_type=Instant)
