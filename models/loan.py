"""Policy loans 융자: programmes and loans with the terms that a grant element needs."""

from typing import Annotated

import sqlalchemy as sa
from pydantic import Field as Limit
from pydantic import model_validator
from sqlmodel import Field

from models.base import Table
from models.inputs import InstrumentInput, InstrumentName, Line, Name, Year, refused
from models.types import choice
from models.vocabulary import LoanStage, RepaymentProfile


class LoanTerms(Table, table=True):
    """A loan or loan programme; face value is never added to grants."""

    __tablename__ = "loan_terms"
    __table_args__ = (
        sa.CheckConstraint("end_year >= start_year", name="years_in_order"),
        sa.CheckConstraint("rate_ppm >= 0 AND rate_ppm <= 1000000", name="rate_range"),
    )

    revision_id: int = Field(foreign_key="revision.id", primary_key=True)
    stage: LoanStage = Field(sa_type=choice(LoanStage), index=True)
    lender: str = Field(default="", max_length=300)
    beneficiary: str = Field(default="", max_length=300)
    rate_ppm: int | None = None
    rate_text: str = Field(default="", max_length=200)
    market_rate_ppm: int | None = None
    maturity_months: int | None = None
    grace_months: int | None = None
    tenor_text: str = Field(default="", max_length=200)
    payments_per_year: int | None = None
    profile: RepaymentProfile | None = Field(default=None, sa_type=choice(RepaymentProfile))
    is_constrained: bool | None = None
    start_year: int | None = None
    end_year: int | None = None
    part_of: str = Field(default="", max_length=120)
    part_of_id: int | None = Field(default=None, foreign_key="instrument.id", index=True)


class LoanInput(InstrumentInput):
    """A loan or loan programme as its source states it; unknown terms stay empty."""

    stage: LoanStage
    lender: Line = ""
    beneficiary: Line = ""
    rate_ppm: Annotated[int, Limit(ge=0, le=1_000_000)] | None = None
    rate_text: Name = ""
    market_rate_ppm: Annotated[int, Limit(ge=0, le=1_000_000)] | None = None
    maturity_months: Annotated[int, Limit(ge=1, le=600)] | None = None
    grace_months: Annotated[int, Limit(ge=0, le=600)] | None = None
    tenor_text: Name = ""
    payments_per_year: Annotated[int, Limit(ge=1, le=12)] | None = None
    profile: RepaymentProfile | None = None
    is_constrained: bool | None = None
    start_year: Year | None = None
    end_year: Year | None = None
    part_of: InstrumentName = ""

    @model_validator(mode="after")
    def _consistent(self) -> "LoanInput":
        if self.start_year and self.end_year and self.end_year < self.start_year:
            raise refused("period_order", field="end_year")
        if self.maturity_months and (self.grace_months or 0) >= self.maturity_months:
            raise refused("grace_above_maturity", field="grace_months", found=self.grace_months)
        return self
