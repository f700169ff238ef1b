"""Tax incentives 조세특례: dated provisions of the Restriction of Special Taxation Act."""

from datetime import date
from typing import Annotated, ClassVar

import sqlalchemy as sa
from pydantic import AfterValidator, model_validator
from pydantic import Field as Limit
from sqlmodel import Field

from models.base import Table
from models.inputs import InstrumentInput, Line, Name, Short, clean, refused
from models.types import choice
from models.vocabulary import FirmSize, Provision, ProvisionStatus, TaxTier


class TaxIncentiveTerms(Table, table=True):
    """One provision: article, tier, firm size, rate and the days between which it holds."""

    __tablename__ = "tax_incentive_terms"
    __table_args__ = (
        sa.CheckConstraint("rate_ppm >= 0 AND rate_ppm <= 1000000", name="rate_range"),
        sa.CheckConstraint("effective_to >= effective_from", name="dates_in_order"),
    )

    revision_id: int = Field(foreign_key="revision.id", primary_key=True)
    article: str = Field(max_length=60)
    provision: Provision = Field(sa_type=choice(Provision))
    tier: TaxTier | None = Field(default=None, sa_type=choice(TaxTier))
    firm_size: FirmSize = Field(sa_type=choice(FirmSize))
    rate_ppm: int | None = None
    rate_text: str = Field(default="", max_length=200)
    extra_rule: str = Field(default="", max_length=300)
    cap_rule: str = Field(default="", max_length=300)
    effective_from: date | None = None
    effective_to: date | None = None
    effective_text: str = Field(default="", max_length=200)
    status: ProvisionStatus = Field(sa_type=choice(ProvisionStatus), index=True)


class TaxIncentiveInput(InstrumentInput):
    """A provision as the statute or its source states it; an unknown date stays empty."""

    TOGETHER: ClassVar[tuple[str, ...]] = (
        "provision",
        "tier",
        "firm_size",
        "extra_rule",
        "cap_rule",
        "effective_from",
        "effective_to",
        "status",
        *InstrumentInput.TOGETHER,
    )

    article: Annotated[str, Limit(min_length=1, max_length=60), AfterValidator(clean)]
    provision: Provision
    tier: TaxTier | None = None
    firm_size: FirmSize
    rate_ppm: Annotated[int, Limit(ge=0, le=1_000_000)] | None = None
    rate_text: Name = ""
    extra_rule: Line = ""
    cap_rule: Line = ""
    effective_from: date | None = None
    effective_to: date | None = None
    effective_text: Short = ""
    status: ProvisionStatus

    @model_validator(mode="after")
    def _dates_in_order(self) -> "TaxIncentiveInput":
        first, last = self.effective_from, self.effective_to
        if first and last and last < first:
            raise refused("period_order", field="effective_to")
        return self
