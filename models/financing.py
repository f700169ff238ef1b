"""How a pledge is financed 재원: one row a source, what it may say, and what must add up."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Annotated

import sqlalchemy as sa
from pydantic import Field as Limit
from pydantic import model_validator
from sqlmodel import Field

from models.base import Table
from models.inputs import Input, Name, Short, Source, Won, refused
from models.types import WON, choice


class Finance(StrEnum):
    """Where the money of a pledge comes from; a guarantee is not money."""

    OWN_FUNDS = "own_funds"
    DEBT = "debt"
    EQUITY = "private_equity"
    PUBLIC_GRANT = "public_grant"
    PUBLIC_EQUITY = "public_equity"
    POLICY_LOAN = "policy_loan"
    GUARANTEE = "credit_guarantee"


BORROWED = (Finance.DEBT, Finance.POLICY_LOAN)
"""What a guarantee may cover."""
STATED_AS = {
    Finance.PUBLIC_GRANT: "public_grant_won",
    Finance.POLICY_LOAN: "policy_loan_won",
}
"""The total of the record that the rows of a source make up."""


class PledgeFinancing(Table, table=True):
    """One source of a pledge's money. An amount that is not known is NULL, never zero.

    ``record`` is the code of the registered loan, fund or programme that the money comes from,
    ``covers`` the entry that a guarantee covers.
    """

    __tablename__ = "pledge_financing"
    __table_args__ = (
        sa.UniqueConstraint("revision_id", "entry"),
        sa.CheckConstraint("amount_won >= 0", name="amount_not_negative"),
        sa.CheckConstraint(
            "(finance = 'credit_guarantee') = (covers <> '')", name="guarantee_covers"
        ),
        sa.CheckConstraint("finance <> 'own_funds' OR record = ''", name="own_funds_are_own"),
    )

    id: int | None = Field(default=None, primary_key=True)
    revision_id: int = Field(foreign_key="revision.id", index=True)
    entry: str = Field(max_length=60)
    finance: Finance = Field(sa_type=choice(Finance), index=True)
    amount_won: int | None = Field(default=None, sa_type=WON)
    party_id: int | None = Field(default=None, foreign_key="party.id", index=True)
    record: str = Field(default="", max_length=20, index=True)
    covers: str = Field(default="", max_length=60)
    evidence: str = Field(default="", max_length=500)


class FinancingInput(Input):
    """One source of the money; the financier and the record behind it may be left out."""

    entry: Annotated[Short, Limit(min_length=1)]
    finance: Finance
    amount_won: Won | None = None
    party: Name = ""
    record: Annotated[str, Limit(max_length=20)] = ""
    covers: Short = ""
    evidence: Source = ""

    @model_validator(mode="after")
    def _fits(self) -> "FinancingInput":
        if (self.finance is Finance.GUARANTEE) != bool(self.covers):
            raise refused("guarantee_covers", field="covers")
        if self.finance is Finance.OWN_FUNDS and self.record:
            raise refused("own_funds_are_own", field="record")
        return self


def known_won(rows: Iterable[FinancingInput]) -> int:
    """The sum of the money whose amount is known; guarantees are no money."""
    money = (row for row in rows if row.finance is not Finance.GUARANTEE)
    return sum(row.amount_won or 0 for row in money)


def check_financing(
    rows: tuple[FinancingInput, ...], total: int | None, stated: Mapping[str, int | None]
) -> None:
    """Refuse rows that contradict each other, the ``total`` or the totals that are ``stated``.

    Rows need not reach the total: what is left is the part whose source is not stated.
    """
    entries = {row.entry: row for row in rows}
    if len(entries) < len(rows):
        raise refused("financing_twice", field="financing")
    found = known_won(rows)
    if total is not None and found > total:
        raise refused("financing_above_total", field="financing", total=total, found=found)
    _check_guarantees(rows, entries)
    for finance, name in STATED_AS.items():
        _check_stated([row for row in rows if row.finance is finance], name, stated[name])


def _check_guarantees(
    rows: Iterable[FinancingInput], entries: Mapping[str, FinancingInput]
) -> None:
    """A guarantee covers borrowed money of the same pledge, and no more than there is of it."""
    covered: dict[str, int] = defaultdict(int)
    for row in rows:
        if row.finance is not Finance.GUARANTEE:
            continue
        debt = entries.get(row.covers)
        if debt is None or debt.finance not in BORROWED:
            raise refused("guarantee_covers", field="financing")
        covered[row.covers] += row.amount_won or 0
        if debt.amount_won is not None and covered[row.covers] > debt.amount_won:
            raise refused(
                "guarantee_above_debt",
                field="financing",
                total=debt.amount_won,
                found=covered[row.covers],
            )


def _check_stated(rows: list[FinancingInput], name: str, stated: int | None) -> None:
    """A stated total is the sum of its rows, or more while one of them is not known."""
    if not rows or stated is None:
        return
    found = sum(row.amount_won or 0 for row in rows)
    is_whole = all(row.amount_won is not None for row in rows)
    if found > stated or (is_whole and found != stated):
        raise refused("financing_differs", field=name, total=stated, found=found)
