"""The ledger of loans 융자 원장: money, changes of terms, and balances that a lender tells."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Final

import sqlalchemy as sa
from pydantic import Field as Limit
from pydantic import model_validator
from sqlmodel import Field

from models.base import Table
from models.inputs import MovementInput, Short, SignedWon, Won, refused
from models.types import WON
from models.vocabulary import MovementKind, RecordedAs

PARTS: Final = ("principal_won", "interest_won", "penalty_won")
"""What a repayment is made of."""
TOLD: Final = ("disbursed_won", "repaid_won", "written_off_won")
"""Running totals that explain an outstanding balance."""
STATED: Final[Mapping[MovementKind, tuple[str, ...]]] = {
    MovementKind.DISBURSEMENT: ("tranche",),
    MovementKind.REPAYMENT: PARTS,
    MovementKind.PREPAYMENT: (),
    MovementKind.FEE: (),
    MovementKind.RATE_CHANGE: ("rate_ppm", "corrects"),
    MovementKind.RESCHEDULE: ("rate_ppm", "first_due_on", "periods", "grace_periods", "corrects"),
    MovementKind.WRITE_OFF: (),
    MovementKind.RECOVERY: (),
    MovementKind.BALANCE: (*TOLD, "interest_won", "overdue_won", "overdue_since", "corrects"),
    MovementKind.ADJUSTMENT: (*PARTS, "corrects"),
}
"""What a row of each kind states beside its day and amount; anything else stays empty."""
STATEMENTS: Final = (MovementKind.RATE_CHANGE, MovementKind.RESCHEDULE, MovementKind.BALANCE)
"""Rows that state how things are; a later row of the same kind that names one replaces it."""
QUARTER = 3


class LoanMovement(Table, table=True):
    """What only the ledger of a loan has: parts of a payment, new terms, or running totals."""

    __tablename__ = "loan_movement"
    __table_args__ = (
        sa.CheckConstraint("rate_ppm >= 0 AND rate_ppm <= 1000000", name="rate_range"),
        sa.CheckConstraint("periods > 0 AND grace_periods < periods", name="periods_in_order"),
        sa.CheckConstraint(
            "disbursed_won >= 0 AND repaid_won >= 0 AND written_off_won >= 0 AND overdue_won >= 0",
            name="told_not_negative",
        ),
    )

    movement_id: int = Field(foreign_key="movement.id", primary_key=True)
    tranche: str = Field(default="", max_length=60)
    principal_won: int | None = Field(default=None, sa_type=WON)
    interest_won: int | None = Field(default=None, sa_type=WON)
    penalty_won: int | None = Field(default=None, sa_type=WON)
    rate_ppm: int | None = None
    first_due_on: date | None = None
    periods: int | None = None
    grace_periods: int | None = None
    disbursed_won: int | None = Field(default=None, sa_type=WON)
    repaid_won: int | None = Field(default=None, sa_type=WON)
    written_off_won: int | None = Field(default=None, sa_type=WON)
    overdue_won: int | None = Field(default=None, sa_type=WON)
    overdue_since: date | None = None
    corrects: str = Field(default="", max_length=60)


class LoanMovementInput(MovementInput):
    """One row of the ledger of a loan; the day that counts is the last of its period.

    An adjustment names the entry that it corrects: it adds to an amount, and takes back a change
    of rate, a rescheduling or a balance. These may also be replaced by a row of the same kind.
    """

    tranche: Short = ""
    principal_won: SignedWon | None = None
    interest_won: SignedWon | None = None
    penalty_won: SignedWon | None = None
    rate_ppm: Annotated[int, Limit(ge=0, le=1_000_000)] | None = None
    first_due_on: date | None = None
    periods: Annotated[int, Limit(ge=1, le=1200)] | None = None
    grace_periods: Annotated[int, Limit(ge=0, le=1199)] | None = None
    disbursed_won: Won | None = None
    repaid_won: Won | None = None
    written_off_won: Won | None = None
    overdue_won: Won | None = None
    overdue_since: date | None = None
    corrects: Short = ""

    @model_validator(mode="before")
    @classmethod
    def _balances_run(cls, said: Any) -> Any:
        """A balance is a running total without anybody saying so."""
        if isinstance(said, dict) and said.get("kind") == MovementKind.BALANCE:
            return {"recorded_as": RecordedAs.RUNNING_TOTAL} | said
        return said

    @model_validator(mode="after")
    def _complete(self) -> "LoanMovementInput":
        self._check_stated()
        is_balance = self.kind is MovementKind.BALANCE
        if (self.recorded_as is RecordedAs.RUNNING_TOTAL) is not is_balance:
            raise refused("balance_is_running_total", field="recorded_as")
        if self.kind is MovementKind.ADJUSTMENT and not self.corrects:
            raise refused("correction_names_entry", field="corrects")
        if check := _CHECKS.get(self.kind):
            check(self)
        return self

    def _check_stated(self) -> None:
        allowed = STATED.get(self.kind, ())
        own = LoanMovementInput.model_fields.keys() - MovementInput.model_fields.keys()
        wrong = [name for name in LoanMovementInput.model_fields if name in own - set(allowed)]
        for name in wrong:
            if getattr(self, name) not in (None, ""):
                raise refused("not_of_this_kind", field=name)


def _repayment(row: LoanMovementInput) -> None:
    parts = [getattr(row, name) for name in PARTS]
    if any(part is not None and part < 0 for part in parts):
        raise refused("negative", field=PARTS[0], found=min(part or 0 for part in parts))
    _sums_to_amount(row)


def _sums_to_amount(row: LoanMovementInput) -> None:
    total = sum(getattr(row, name) or 0 for name in PARTS)
    if total != row.amount_won:
        raise refused("repayment_parts", field="amount_won", total=row.amount_won, found=total)


def _adjustment(row: LoanMovementInput) -> None:
    if any(getattr(row, name) is not None for name in PARTS):
        _sums_to_amount(row)


def _rate_change(row: LoanMovementInput) -> None:
    if row.rate_ppm is None:
        raise refused("rate_missing", field="rate_ppm")
    if row.amount_won:
        raise refused("no_money_moves", field="amount_won")


def _reschedule(row: LoanMovementInput) -> None:
    if row.first_due_on is None or row.periods is None or row.first_due_on <= row.period_to:
        raise refused("reschedule_terms", field="first_due_on")
    if (row.grace_periods or 0) >= row.periods:
        raise refused("grace_above_maturity", field="grace_periods", found=row.grace_periods)


def _balance(row: LoanMovementInput) -> None:
    day = row.period_to
    if day.month % QUARTER or day.day != monthrange(day.year, day.month)[1]:
        raise refused("quarter_end", field="period_to")
    told = [getattr(row, name) for name in TOLD]
    if told[0] is None or told[1] is None:
        raise refused("balance_totals", field="disbursed_won")
    found = told[0] - told[1] - (told[2] or 0)
    if found != row.amount_won:
        raise refused("balance_sum", field="amount_won", total=row.amount_won, found=found)
    if bool(row.overdue_won) is not (row.overdue_since is not None):
        raise refused("overdue_day", field="overdue_since")


_CHECKS: Final = {
    MovementKind.REPAYMENT: _repayment,
    MovementKind.ADJUSTMENT: _adjustment,
    MovementKind.RATE_CHANGE: _rate_change,
    MovementKind.RESCHEDULE: _reschedule,
    MovementKind.BALANCE: _balance,
}
