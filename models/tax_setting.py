"""Dated settings of tax law 조세 설정 and official figures 조세지출 공식 통계."""

from datetime import date, datetime
from typing import Annotated

import sqlalchemy as sa
from pydantic import Field as Limit
from pydantic import model_validator
from sqlmodel import Field

from models.base import Table
from models.inputs import Input, Line, Long, SignedWon, Source, Year, refused
from models.tax_vocabulary import BudgetFunction, FigureStatus, TaxParameter
from models.types import PPM, WON, Instant, choice
from models.vocabulary import FirmSize, Provision, ScopeState, TaxTier

DIMENSIONS = ("provision", "tier", "firm_size")
"""What a setting may be limited to; an empty one holds for all that no other row names."""
FLAGS = (0, 1)


class TaxSetting(Table, table=True):
    """What the statute or its decree says between two days, as one whole number, and why.

    What the statute leaves to the decree, or what nobody read yet, says so in its note. The
    first rows came with the register and name nobody; every later row names two people.
    """

    __tablename__ = "tax_setting"
    __table_args__ = (
        sa.CheckConstraint("confirmed_by_id <> proposed_by_id", name="maker_is_not_checker"),
        sa.CheckConstraint("valid_to >= valid_from", name="dates_in_order"),
        sa.CheckConstraint(
            "state <> 'confirmed' OR (proposed_by_id IS NULL) = (confirmed_by_id IS NULL)",
            name="confirmed_by_a_second",
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    parameter: TaxParameter = Field(sa_type=choice(TaxParameter), index=True)
    provision: Provision | None = Field(default=None, sa_type=choice(Provision))
    tier: TaxTier | None = Field(default=None, sa_type=choice(TaxTier))
    firm_size: FirmSize | None = Field(default=None, sa_type=choice(FirmSize))
    value: int = Field(sa_type=WON)
    article: str = Field(max_length=120)
    valid_from: date
    valid_to: date | None = None
    source: str = Field(max_length=500)
    note: str = Field(default="", max_length=2000)
    state: ScopeState = Field(default=ScopeState.CONFIRMED, sa_type=choice(ScopeState))
    proposed_by_id: int | None = Field(default=None, foreign_key="user_account.id")
    proposed_at: datetime | None = Field(default=None, sa_type=Instant)
    confirmed_by_id: int | None = Field(default=None, foreign_key="user_account.id")
    confirmed_at: datetime | None = Field(default=None, sa_type=Instant)
    answer: str = Field(default="", max_length=2000)


class TaxFigure(Table, table=True):
    """An official aggregate: tax expenditure of one year by provision, tier and firm size.

    A later publication of the same cell stands beside the earlier one; the latest counts. It
    is a series of its own and never added to what firms declare.
    """

    __tablename__ = "tax_figure"
    __table_args__ = (
        sa.CheckConstraint("confirmed_by_id <> proposed_by_id", name="maker_is_not_checker"),
    )

    id: int | None = Field(default=None, primary_key=True)
    year: int = Field(index=True)
    provision: Provision = Field(sa_type=choice(Provision))
    tier: TaxTier | None = Field(default=None, sa_type=choice(TaxTier))
    firm_size: FirmSize | None = Field(default=None, sa_type=choice(FirmSize))
    budget_function: BudgetFunction = Field(sa_type=choice(BudgetFunction))
    figure_status: FigureStatus = Field(sa_type=choice(FigureStatus))
    amount_won: int = Field(sa_type=WON)
    published_on: date
    source: str = Field(max_length=500)
    note: str = Field(default="", max_length=2000)
    state: ScopeState = Field(sa_type=choice(ScopeState), index=True)
    proposed_by_id: int = Field(foreign_key="user_account.id")
    proposed_at: datetime = Field(sa_type=Instant)
    confirmed_by_id: int | None = Field(default=None, foreign_key="user_account.id")
    confirmed_at: datetime | None = Field(default=None, sa_type=Instant)
    answer: str = Field(default="", max_length=2000)


class TaxSettingInput(Input):
    """A new row of the settings; confirmed, it closes the one before it."""

    parameter: TaxParameter
    provision: Provision | None = None
    tier: TaxTier | None = None
    firm_size: FirmSize | None = None
    value: Annotated[int, Limit(ge=0, le=10**16)]
    article: Annotated[Line, Limit(min_length=1, max_length=120)]
    valid_from: date
    source: Annotated[Source, Limit(min_length=1)]
    note: Long = ""

    @model_validator(mode="after")
    def _in_its_unit(self) -> "TaxSettingInput":
        name = self.parameter.value
        if name.endswith("_flag") and self.value not in FLAGS:
            raise refused("setting_flag", field="value")
        if name.endswith("_ppm") and self.value > 10 * PPM:
            raise refused("less_than_equal", field="value", le=10 * PPM)
        if name.endswith("_years") and self.value > 50:
            raise refused("less_than_equal", field="value", le=50)
        if self.parameter is TaxParameter.BUDGET_FUNCTION:
            _require_function(self.value)
        return self


class TaxFigureInput(Input):
    """One official figure as it was published."""

    year: Year
    provision: Provision
    tier: TaxTier | None = None
    firm_size: FirmSize | None = None
    budget_function: BudgetFunction
    figure_status: FigureStatus
    amount_won: SignedWon
    published_on: date
    source: Annotated[Source, Limit(min_length=1)]
    note: Long = ""


def _require_function(number: int) -> None:
    try:
        BudgetFunction.numbered(number)
    except ValueError:
        raise refused("setting_function", field="value", found=number) from None
