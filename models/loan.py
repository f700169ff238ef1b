"""Policy loans 융자: programmes and loans with their terms, planned tranches and funding."""

from collections import Counter
from collections.abc import Hashable, Iterable
from datetime import date
from itertools import pairwise
from typing import Annotated, ClassVar

import sqlalchemy as sa
from pydantic import Field as Limit
from pydantic import model_validator
from sqlmodel import Field

from models.base import Table
from models.inputs import (
    Input,
    InstrumentInput,
    InstrumentName,
    Line,
    Name,
    Short,
    Won,
    Year,
    refused,
)
from models.lending import LoanFunding, LoanLedger, LoanStage, RepaymentProfile
from models.lifecycle import Lifecycle, Step
from models.schedules.day_count import DayCount
from models.types import WON, choice

_PAYING = (LoanStage.DISBURSING, LoanStage.DISBURSED)
_OWED = (*_PAYING, LoanStage.REPAYING, LoanStage.IN_ARREARS, LoanStage.RESCHEDULED)

LOAN_STAGES: Lifecycle[LoanStage] = Lifecycle(
    {
        "approve": Step((LoanStage.APPLIED,), LoanStage.APPROVED),
        "decline": Step((LoanStage.APPLIED,), LoanStage.CLOSED, needs_reason=True),
        "make_effective": Step((LoanStage.APPROVED,), LoanStage.EFFECTIVE),
        "cancel": Step(
            (LoanStage.APPROVED, LoanStage.EFFECTIVE), LoanStage.CLOSED, needs_reason=True
        ),
        "pay_out": Step((LoanStage.EFFECTIVE,), LoanStage.DISBURSING),
        "pay_all_out": Step((LoanStage.EFFECTIVE, LoanStage.DISBURSING), LoanStage.DISBURSED),
        "begin_repayment": Step(_PAYING, LoanStage.REPAYING),
        "fall_into_arrears": Step(
            (*_PAYING, LoanStage.REPAYING, LoanStage.RESCHEDULED),
            LoanStage.IN_ARREARS,
            needs_reason=True,
        ),
        "catch_up": Step(
            (LoanStage.IN_ARREARS, LoanStage.RESCHEDULED), LoanStage.REPAYING, needs_reason=True
        ),
        "reschedule": Step(
            (*_PAYING, LoanStage.REPAYING, LoanStage.IN_ARREARS),
            LoanStage.RESCHEDULED,
            needs_reason=True,
        ),
        "write_off": Step(_OWED, LoanStage.WRITTEN_OFF, needs_reason=True),
        "close": Step((*_OWED, LoanStage.WRITTEN_OFF), LoanStage.CLOSED, needs_reason=True),
    }
)
"""Where a loan may go from where it stands; no money is paid out before it is effective."""
BY_HAND = ("approve", "decline", "make_effective", "cancel", "close")
"""Steps that a person decides. All others follow from money that moved."""


class LoanTerms(Table, table=True):
    """A loan or loan programme; face value is never added to grants."""

    __tablename__ = "loan_terms"
    __table_args__ = (
        sa.CheckConstraint("end_year >= start_year", name="years_in_order"),
        sa.CheckConstraint("rate_ppm >= 0 AND rate_ppm <= 1000000", name="rate_range"),
        sa.CheckConstraint("subsidy_ppm >= 0 AND subsidy_ppm <= 1000000", name="subsidy_range"),
        sa.CheckConstraint("guaranteed_ppm > 0 AND guaranteed_ppm <= 1000000", name="guaranteed"),
    )

    revision_id: int = Field(foreign_key="revision.id", primary_key=True)
    stage: LoanStage = Field(sa_type=choice(LoanStage), index=True)
    funding: LoanFunding | None = Field(default=None, sa_type=choice(LoanFunding))
    ledger: LoanLedger = Field(default=LoanLedger.ENTRIES, sa_type=choice(LoanLedger))
    lender: str = Field(default="", max_length=300)
    beneficiary: str = Field(default="", max_length=300)
    applied_on: date | None = None
    approved_on: date | None = None
    effective_on: date | None = None
    rate_ppm: int | None = None
    rate_text: str = Field(default="", max_length=200)
    market_rate_ppm: int | None = None
    subsidy_ppm: int | None = None
    guaranteed_ppm: int | None = None
    maturity_months: int | None = None
    grace_months: int | None = None
    interest_grace_months: int | None = None
    tenor_text: str = Field(default="", max_length=200)
    payments_per_year: int | None = None
    first_due_on: date | None = None
    profile: RepaymentProfile | None = Field(default=None, sa_type=choice(RepaymentProfile))
    day_count: DayCount | None = Field(default=None, sa_type=choice(DayCount))
    is_constrained: bool | None = None
    start_year: int | None = None
    end_year: int | None = None
    part_of: str = Field(default="", max_length=120)
    part_of_id: int | None = Field(default=None, foreign_key="instrument.id", index=True)


class LoanTranche(Table, table=True):
    """A part of a loan that is paid out on its own; the day is a plan."""

    __tablename__ = "loan_tranche"
    __table_args__ = (
        sa.UniqueConstraint("revision_id", "tranche"),
        sa.CheckConstraint("amount_won >= 0", name="amount_not_negative"),
    )

    id: int | None = Field(default=None, primary_key=True)
    revision_id: int = Field(foreign_key="revision.id", index=True)
    tranche: str = Field(max_length=60)
    amount_won: int = Field(sa_type=WON)
    planned_on: date | None = None


class LoanInstalment(Table, table=True):
    """The principal of one due date, where the contract states it date by date."""

    __tablename__ = "loan_instalment"
    __table_args__ = (
        sa.UniqueConstraint("revision_id", "due_on"),
        sa.CheckConstraint("principal_won >= 0", name="principal_not_negative"),
    )

    id: int | None = Field(default=None, primary_key=True)
    revision_id: int = Field(foreign_key="revision.id", index=True)
    due_on: date
    principal_won: int = Field(sa_type=WON)


class TrancheInput(Input):
    """One tranche as it is planned; payments that are made name its number."""

    tranche: Annotated[Short, Limit(min_length=1)]
    amount_won: Won
    planned_on: date | None = None


class InstalmentInput(Input):
    """The principal that falls due on one day, for repayment stated date by date."""

    due_on: date
    principal_won: Won


FUNDING_TERMS = {
    "subsidy_ppm": LoanFunding.INTEREST_SUBSIDY,
    "guaranteed_ppm": LoanFunding.GUARANTEE,
}
"""Terms that only loans of one funding have."""
Ppm = Annotated[int, Limit(ge=0, le=1_000_000)]
Months = Annotated[int, Limit(ge=0, le=600)]


class LoanInput(InstrumentInput):
    """A loan or loan programme as its source states it; unknown terms stay empty."""

    TOGETHER: ClassVar[tuple[str, ...]] = (
        "funding",
        "lender",
        "beneficiary",
        "market_rate_ppm",
        "day_count",
        "is_constrained",
        "start_year",
        "end_year",
        *InstrumentInput.TOGETHER,
    )

    stage: LoanStage
    funding: LoanFunding | None = None
    ledger: LoanLedger = LoanLedger.ENTRIES
    lender: Line = ""
    beneficiary: Line = ""
    applied_on: date | None = None
    approved_on: date | None = None
    effective_on: date | None = None
    rate_ppm: Ppm | None = None
    rate_text: Name = ""
    market_rate_ppm: Ppm | None = None
    subsidy_ppm: Ppm | None = None
    guaranteed_ppm: Annotated[int, Limit(gt=0, le=1_000_000)] | None = None
    maturity_months: Annotated[int, Limit(ge=1, le=600)] | None = None
    grace_months: Months | None = None
    interest_grace_months: Months | None = None
    tenor_text: Name = ""
    payments_per_year: Annotated[int, Limit(ge=1, le=12)] | None = None
    first_due_on: date | None = None
    profile: RepaymentProfile | None = None
    day_count: DayCount | None = None
    is_constrained: bool | None = None
    start_year: Year | None = None
    end_year: Year | None = None
    part_of: InstrumentName = ""
    tranches: Annotated[tuple[TrancheInput, ...], Limit(max_length=200)] = ()
    instalments: Annotated[tuple[InstalmentInput, ...], Limit(max_length=600)] = ()

    @model_validator(mode="after")
    def _consistent(self) -> "LoanInput":
        self._check_days()
        self._check_funding()
        self._check_tranches()
        self._check_instalments()
        return self

    def _check_days(self) -> None:
        if self.start_year and self.end_year and self.end_year < self.start_year:
            raise refused("period_order", field="end_year")
        days = ("applied_on", "approved_on", "effective_on")
        stated = [(name, day) for name in days if (day := getattr(self, name))]
        for (_, earlier), (name, later) in pairwise(stated):
            if later < earlier:
                raise refused("period_order", field=name)
        for name in ("grace_months", "interest_grace_months"):
            grace = getattr(self, name)
            if self.maturity_months and (grace or 0) >= self.maturity_months:
                raise refused("grace_above_maturity", field=name, found=grace)

    def _check_funding(self) -> None:
        only = {
            "subsidy_ppm": LoanFunding.INTEREST_SUBSIDY,
            "guaranteed_ppm": LoanFunding.GUARANTEE,
        }
        for name, funding in only.items():
            if getattr(self, name) is not None and self.funding is not funding:
                raise refused("funding_term", field=name, funding=funding)

    def _check_tranches(self) -> None:
        if _twice(one.tranche for one in self.tranches):
            raise refused("tranche_twice", field="tranches")
        total = sum(one.amount_won for one in self.tranches)
        if self.amount_won is not None and total > self.amount_won:
            raise refused("tranches_above_total", field="tranches", found=total)

    def _check_instalments(self) -> None:
        if _twice(one.due_on for one in self.instalments):
            raise refused("instalment_twice", field="instalments")
        if bool(self.instalments) is not (self.profile is RepaymentProfile.CUSTOM):
            raise refused("instalments_custom", field="profile")
        total = sum(one.principal_won for one in self.instalments)
        if self.instalments and total != self.amount_won:
            raise refused("instalments_sum", field="instalments", found=total)


def _twice(identities: Iterable[Hashable]) -> bool:
    return max(Counter(identities).values(), default=0) > 1
