"""Tax credit claims 세액공제 신청: what one firm claims for one tax year under one provision."""

from collections import Counter
from collections.abc import Hashable, Iterable
from datetime import date
from typing import Annotated, ClassVar

import sqlalchemy as sa
from pydantic import Field as Limit
from pydantic import model_validator
from sqlmodel import Field

from models.base import Table
from models.inputs import Input, InstrumentInput, Line, Short, Won, Year, refused
from models.tax_vocabulary import AssetKind, ClaimBasis, ClawbackCause, Site, SupportItem
from models.types import WON, choice
from models.vocabulary import FirmSize, Provision, TaxTier, Visibility

SIZES = (
    FirmSize.SME,
    FirmSize.GRADUATED,
    FirmSize.GRADUATED_LATE,
    FirmSize.MID,
    FirmSize.LARGE,
)
"""What a firm can be; the other sizes group these in provisions."""
CREDITS = tuple(one for one in Provision if one is not Provision.RULE)
"""What a firm can claim."""
AREA_FACTS = ("is_expansion", "in_complex", "is_listed")
"""What Art. 130 asks of every investment in the capital area, besides when the firm came."""


class TaxClaimTerms(Table, table=True):
    """One claim: the tax year, what was invested and earlier, and the firm's tax of that year.

    ``tax_base_won`` is the base before the deductions that Art. 132① item 2 lists. Amounts and
    facts that nobody stated are NULL, never zero.
    """

    __tablename__ = "tax_claim_terms"
    __table_args__ = (
        sa.CheckConstraint("closes_on > opens_on", name="year_in_order"),
        sa.CheckConstraint("claim_basis <> 'consented' OR consent <> ''", name="consent_named"),
        sa.CheckConstraint(
            "invested_won >= 0 AND prior1_won >= 0 AND prior2_won >= 0 AND prior3_won >= 0",
            name="investment_not_negative",
        ),
        sa.CheckConstraint(
            "computed_tax_won >= 0 AND other_relief_won >= 0 AND allowed_won >= 0",
            name="tax_not_negative",
        ),
    )

    revision_id: int = Field(foreign_key="revision.id", primary_key=True)
    opens_on: date
    closes_on: date = Field(index=True)
    provision: Provision = Field(sa_type=choice(Provision), index=True)
    tier: TaxTier = Field(sa_type=choice(TaxTier))
    firm_size: FirmSize = Field(sa_type=choice(FirmSize))
    claim_basis: ClaimBasis = Field(sa_type=choice(ClaimBasis))
    consent: str = Field(default="", max_length=300)
    invested_won: int = Field(sa_type=WON)
    prior1_won: int | None = Field(default=None, sa_type=WON)
    prior2_won: int | None = Field(default=None, sa_type=WON)
    prior3_won: int | None = Field(default=None, sa_type=WON)
    revenue_won: int | None = Field(default=None, sa_type=WON)
    site: Site = Field(sa_type=choice(Site))
    since_1989: bool | None = None
    is_expansion: bool | None = None
    in_complex: bool | None = None
    is_listed: bool | None = None
    tax_base_won: int | None = Field(default=None, sa_type=WON)
    computed_tax_won: int | None = Field(default=None, sa_type=WON)
    other_relief_won: int | None = Field(default=None, sa_type=WON)
    allowed_won: int | None = Field(default=None, sa_type=WON)
    filed_on: date | None = None


class ClaimSupport(Table, table=True):
    """Public money behind the investment of a claim, with the loan or grant that it came from."""

    __tablename__ = "claim_support"
    __table_args__ = (
        sa.UniqueConstraint("revision_id", "entry"),
        sa.CheckConstraint("amount_won >= 0", name="amount_not_negative"),
    )

    id: int | None = Field(default=None, primary_key=True)
    revision_id: int = Field(foreign_key="revision.id", index=True)
    entry: str = Field(max_length=60)
    item: SupportItem = Field(sa_type=choice(SupportItem))
    amount_won: int = Field(sa_type=WON)
    record: str = Field(default="", max_length=20, index=True)


class ClaimCarried(Table, table=True):
    """An unused credit of a year before the first one that the register knows."""

    __tablename__ = "claim_carried"
    __table_args__ = (
        sa.UniqueConstraint("revision_id", "origin_year", "provision"),
        sa.CheckConstraint("unused_won >= 0", name="unused_not_negative"),
    )

    id: int | None = Field(default=None, primary_key=True)
    revision_id: int = Field(foreign_key="revision.id", index=True)
    origin_year: int
    provision: Provision = Field(sa_type=choice(Provision))
    unused_won: int = Field(sa_type=WON)


class ClaimClawback(Table, table=True):
    """An asset of a claim that was disposed of, let, or put to another use too soon."""

    __tablename__ = "claim_clawback"
    __table_args__ = (
        sa.UniqueConstraint("revision_id", "entry"),
        sa.CheckConstraint("credit_won >= 0", name="credit_not_negative"),
        sa.CheckConstraint("happened_on >= completed_on", name="days_in_order"),
    )

    id: int | None = Field(default=None, primary_key=True)
    revision_id: int = Field(foreign_key="revision.id", index=True)
    entry: str = Field(max_length=60)
    cause: ClawbackCause = Field(sa_type=choice(ClawbackCause))
    asset: AssetKind = Field(sa_type=choice(AssetKind))
    credit_won: int = Field(sa_type=WON)
    completed_on: date
    happened_on: date
    repaid_on: date | None = None


class SupportInput(Input):
    """One deduction of Art. 127①; ``record`` is the code of the loan, fund or pledge behind it."""

    entry: Annotated[Short, Limit(min_length=1)]
    item: SupportItem
    amount_won: Won
    record: Annotated[str, Limit(max_length=20)] = ""


class CarriedInput(Input):
    """What is left of a credit of an earlier year."""

    origin_year: Year
    provision: Provision
    unused_won: Won


class ClawbackInput(Input):
    """One asset whose credit is paid back; ``repaid_on`` is the day of that return."""

    entry: Annotated[Short, Limit(min_length=1)]
    cause: ClawbackCause
    asset: AssetKind
    credit_won: Won
    completed_on: date
    happened_on: date
    repaid_on: date | None = None

    @model_validator(mode="after")
    def _days_in_order(self) -> "ClawbackInput":
        if self.happened_on < self.completed_on:
            raise refused("period_order", field="happened_on")
        return self


class TaxClaimInput(InstrumentInput):
    """A claim as the firm declared it, or as it consented that it may be used.

    ``amount_won`` is the credit that the return claims; the register works out its own.
    """

    TOGETHER: ClassVar[tuple[str, ...]] = (
        "provision",
        "tier",
        "firm_size",
        "claim_basis",
        "site",
        "filed_on",
        "source",
        "note",
    )

    visibility: Visibility = Visibility.OFFICIALS
    opens_on: date
    closes_on: date
    provision: Provision
    tier: TaxTier
    firm_size: FirmSize
    claim_basis: ClaimBasis
    consent: Line = ""
    invested_won: Won
    prior1_won: Won | None = None
    prior2_won: Won | None = None
    prior3_won: Won | None = None
    revenue_won: Won | None = None
    site: Site = Site.OUTSIDE
    since_1989: bool | None = None
    is_expansion: bool | None = None
    in_complex: bool | None = None
    is_listed: bool | None = None
    tax_base_won: Won | None = None
    computed_tax_won: Won | None = None
    other_relief_won: Won | None = None
    allowed_won: Won | None = None
    filed_on: date | None = None
    supports: Annotated[tuple[SupportInput, ...], Limit(max_length=100)] = ()
    carried: Annotated[tuple[CarriedInput, ...], Limit(max_length=60)] = ()
    clawbacks: Annotated[tuple[ClawbackInput, ...], Limit(max_length=100)] = ()

    @model_validator(mode="after")
    def _consistent(self) -> "TaxClaimInput":
        self._check_privacy()
        self._check_year()
        self._check_choices()
        self._check_rows()
        return self

    def _check_privacy(self) -> None:
        if self.visibility is not Visibility.OFFICIALS:
            raise refused("claim_is_confidential", field="visibility")
        if self.claim_basis is ClaimBasis.CONSENTED and not self.consent:
            raise refused("consent_missing", field="consent")

    def _check_year(self) -> None:
        days = (self.closes_on - self.opens_on).days + 1
        if not 1 < days <= 366:
            raise refused("tax_year_length", field="closes_on", days=days)
        if self.filed_on and self.filed_on <= self.closes_on:
            raise refused("filed_too_early", field="filed_on", day=self.closes_on)

    def _check_choices(self) -> None:
        if self.firm_size not in SIZES:
            raise refused("firm_size_of_group", field="firm_size")
        if self.provision not in CREDITS:
            raise refused("not_a_credit", field="provision")
        if self.site is Site.CAPITAL_AREA:
            unstated = [name for name in AREA_FACTS if getattr(self, name) is None]
            if self.since_1989 is None and self.firm_size is not FirmSize.SME:
                unstated.insert(0, "since_1989")
            if unstated:
                raise refused("area_facts", field=unstated[0])

    def _check_rows(self) -> None:
        if _twice(one.entry for one in self.supports):
            raise refused("support_twice", field="supports")
        if _twice((one.origin_year, one.provision) for one in self.carried):
            raise refused("carried_twice", field="carried")
        if _twice(one.entry for one in self.clawbacks):
            raise refused("clawback_twice", field="clawbacks")
        if any(one.origin_year >= self.closes_on.year for one in self.carried):
            raise refused("carried_too_late", field="carried", year=self.closes_on.year)


def _twice(identities: Iterable[Hashable]) -> bool:
    return max(Counter(identities).values(), default=0) > 1
