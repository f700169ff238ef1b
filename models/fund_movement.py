"""The dated money of funds 펀드 자금 흐름: calls, payments, investments and distributions."""

from collections.abc import Mapping
from typing import Final

import sqlalchemy as sa
from pydantic import model_validator
from sqlmodel import Field

from models.base import Table
from models.inputs import Line, MovementInput, Name, Share, Short, Won, refused
from models.types import WON, choice
from models.vocabulary import InvestmentNature, MovementKind, Place, RecordedAs

CALLED = (MovementKind.CALL, MovementKind.PAID_IN)
"""Money between the fund and one of its investors."""
OF_INVESTMENTS = ("party", "investee", "investment", "place", "ai_share_ppm", "coinvested_won")
STATED: Final[Mapping[MovementKind, tuple[str, ...]]] = {
    MovementKind.CALL: ("commitment",),
    MovementKind.PAID_IN: ("commitment",),
    MovementKind.DISBURSEMENT: (*OF_INVESTMENTS[:3], "is_recycled", *OF_INVESTMENTS[3:]),
    MovementKind.DISTRIBUTION: (),
    MovementKind.ADJUSTMENT: ("corrects",),
}
"""What money of each kind states beside its period and amount."""


class FundMovement(Table, table=True):
    """What only the money of a fund has: whose commitment, or which investee and on what terms."""

    __tablename__ = "fund_movement"
    __table_args__ = (
        sa.CheckConstraint("ai_share_ppm > 0 AND ai_share_ppm <= 1000000", name="ai_share_range"),
        sa.CheckConstraint("coinvested_won >= 0", name="coinvested_not_negative"),
    )

    movement_id: int = Field(foreign_key="movement.id", primary_key=True)
    commitment: str = Field(default="", max_length=60)
    party_id: int | None = Field(default=None, foreign_key="party.id", index=True)
    investee: str = Field(default="", max_length=300)
    investment: InvestmentNature | None = Field(default=None, sa_type=choice(InvestmentNature))
    is_recycled: bool = Field(default=False)
    place: Place | None = Field(default=None, sa_type=choice(Place))
    ai_share_ppm: int | None = None
    coinvested_won: int | None = Field(default=None, sa_type=WON)
    corrects: str = Field(default="", max_length=60)


class FundMovementInput(MovementInput):
    """Money of a fund: a call and its payment name the commitment, an investment the investee.

    A correction names the entry that it corrects and takes everything else from there.
    """

    commitment: Short = ""
    party: Name = ""
    investee: Line = ""
    investment: InvestmentNature | None = None
    is_recycled: bool = False
    place: Place | None = None
    ai_share_ppm: Share | None = None
    coinvested_won: Won | None = None
    corrects: Short = ""

    @model_validator(mode="after")
    def _complete(self) -> "FundMovementInput":
        if self.recorded_as is RecordedAs.RUNNING_TOTAL:
            raise refused("period_amounts_only", field="recorded_as")
        if self.kind in CALLED and not self.commitment:
            raise refused("commitment_missing", field="commitment")
        if (self.kind is MovementKind.ADJUSTMENT) != bool(self.corrects):
            raise refused("correction_names_entry", field="corrects")
        self._check_investment()
        return self

    def _check_investment(self) -> None:
        if self.kind is not MovementKind.DISBURSEMENT:
            stated = next((name for name in OF_INVESTMENTS if getattr(self, name)), None)
            if stated or self.is_recycled:
                raise refused("investments_only", field=stated or "is_recycled")
            return
        if bool(self.party) == bool(self.investee):
            raise refused("one_investee", field="party")
        if self.investment is None:
            raise refused("investment_missing", field="investment")
