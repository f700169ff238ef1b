"""Funds 펀드: programmes and vehicles, who commits to them, and their lines in the budget."""

from collections import Counter
from collections.abc import Hashable, Iterable
from datetime import date
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
    Source,
    Won,
    Year,
    refused,
)
from models.lifecycle import Lifecycle, Step
from models.types import WON, choice
from models.vocabulary import BudgetAccount, FundForm, FundStage

FUND_STAGES: Lifecycle[FundStage] = Lifecycle(
    {
        "form": Step((FundStage.PLANNED,), FundStage.FORMED),
        "fail_to_form": Step((FundStage.PLANNED,), FundStage.FAILED, needs_reason=True),
        "plan_again": Step((FundStage.FAILED,), FundStage.PLANNED, needs_reason=True),
        "invest": Step((FundStage.FORMED,), FundStage.INVESTING),
        "harvest": Step((FundStage.INVESTING,), FundStage.HARVESTING),
        "liquidate": Step(
            (FundStage.FORMED, FundStage.INVESTING, FundStage.HARVESTING),
            FundStage.LIQUIDATED,
            needs_reason=True,
        ),
    }
)
"""Where a fund may go from where it stands; a fund never invests before it is formed."""


class FundTerms(Table, table=True):
    """A fund or programme. Its size is a plan; money that moved is a movement."""

    __tablename__ = "fund_terms"
    __table_args__ = (sa.CheckConstraint("end_year >= start_year", name="years_in_order"),)

    revision_id: int = Field(foreign_key="revision.id", primary_key=True)
    form: FundForm = Field(sa_type=choice(FundForm))
    stage: FundStage = Field(sa_type=choice(FundStage), index=True)
    operator: str = Field(default="", max_length=300)
    beneficiary: str = Field(default="", max_length=300)
    public_won: int | None = Field(default=None, sa_type=WON)
    private_won: int | None = Field(default=None, sa_type=WON)
    start_year: int | None = None
    end_year: int | None = None
    part_of: str = Field(default="", max_length=120)
    part_of_id: int | None = Field(default=None, foreign_key="instrument.id", index=True)


class FundCommitment(Table, table=True):
    """What one investor committed to a fund: a party, another fund, or somebody by name.

    Another fund is looked through to its own investors, so it is neither public nor private.
    """

    __tablename__ = "fund_commitment"
    __table_args__ = (
        sa.UniqueConstraint("revision_id", "number"),
        sa.CheckConstraint("amount_won >= 0", name="amount_not_negative"),
        sa.CheckConstraint("party_id IS NULL OR (fund = '' AND investor = '')", name="one_party"),
        sa.CheckConstraint("fund = '' OR (investor = '' AND is_public IS NULL)", name="one_fund"),
    )

    id: int | None = Field(default=None, primary_key=True)
    revision_id: int = Field(foreign_key="revision.id", index=True)
    number: str = Field(max_length=60)
    party_id: int | None = Field(default=None, foreign_key="party.id", index=True)
    fund: str = Field(default="", max_length=120)
    fund_id: int | None = Field(default=None, foreign_key="instrument.id", index=True)
    investor: str = Field(default="", max_length=300)
    is_public: bool | None = None
    amount_won: int = Field(sa_type=WON)
    committed_on: date | None = None


class FundBudget(Table, table=True):
    """One year of a programme in the state's budget: planned, handed out, and really spent."""

    __tablename__ = "fund_budget"
    __table_args__ = (
        sa.UniqueConstraint("revision_id", "year", "project_code"),
        sa.CheckConstraint(
            "budgeted_won >= 0 AND executed_won >= 0 AND spent_won >= 0",
            name="amounts_not_negative",
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    revision_id: int = Field(foreign_key="revision.id", index=True)
    year: int = Field(index=True)
    project_code: str = Field(default="", max_length=60)
    budget_account: BudgetAccount = Field(sa_type=choice(BudgetAccount))
    account_name: str = Field(default="", max_length=300)
    budgeted_won: int | None = Field(default=None, sa_type=WON)
    executed_won: int | None = Field(default=None, sa_type=WON)
    spent_won: int | None = Field(default=None, sa_type=WON)
    source: str = Field(default="", max_length=500)


class CommitmentInput(Input):
    """One commitment: by a registered party, a registered fund, or an investor by name.

    An empty ``is_public`` takes over what the register says of the party; of somebody who is
    only named it means that nobody knows.
    """

    number: Annotated[Short, Limit(min_length=1)]
    party: Name = ""
    fund: InstrumentName = ""
    investor: Line = ""
    is_public: bool | None = None
    amount_won: Won
    committed_on: date | None = None

    @model_validator(mode="after")
    def _one_investor(self) -> "CommitmentInput":
        named = [name for name in (self.party, self.fund, self.investor) if name]
        if len(named) != 1:
            raise refused("one_investor", field="party")
        if self.fund and self.is_public is not None:
            raise refused("fund_is_looked_through", field="is_public")
        return self


class BudgetInput(Input):
    """One year of a programme in the budget; an amount that is not known stays empty."""

    year: Year
    project_code: Short = ""
    budget_account: BudgetAccount
    account_name: Line = ""
    budgeted_won: Won | None = None
    executed_won: Won | None = None
    spent_won: Won | None = None
    source: Source = ""


class FundInput(InstrumentInput):
    """A fund or programme as its source states it."""

    TOGETHER: ClassVar[tuple[str, ...]] = (
        "form",
        "operator",
        "beneficiary",
        "start_year",
        "end_year",
        *InstrumentInput.TOGETHER,
    )

    form: FundForm
    stage: FundStage
    operator: Line = ""
    beneficiary: Line = ""
    public_won: Won | None = None
    private_won: Won | None = None
    start_year: Year | None = None
    end_year: Year | None = None
    part_of: InstrumentName = ""
    commitments: Annotated[tuple[CommitmentInput, ...], Limit(max_length=500)] = ()
    budgets: Annotated[tuple[BudgetInput, ...], Limit(max_length=100)] = ()

    @model_validator(mode="after")
    def _consistent(self) -> "FundInput":
        if self.start_year and self.end_year and self.end_year < self.start_year:
            raise refused("period_order", field="end_year")
        for name in ("public_won", "private_won"):
            part = getattr(self, name)
            if part and self.amount_won is not None and part > self.amount_won:
                raise refused("part_above_total", field=name, found=part)
        if _twice(one.number for one in self.commitments):
            raise refused("commitment_twice", field="commitments")
        if _twice((one.year, one.project_code) for one in self.budgets):
            raise refused("budget_twice", field="budgets")
        return self


def _twice(identities: Iterable[Hashable]) -> bool:
    return max(Counter(identities).values(), default=0) > 1
