"""Discount rates: which one holds for a purpose, a lender and a day, and all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlmodel import Session, col, func, select

from models.discount_rate import DiscountRate
from models.errors import NotFound
from models.lending import DiscountPurpose
from models.people import User
from models.queries.frozen import confirmed_by, frozen_at
from models.vocabulary import ScopeState


class RateRow(NamedTuple):
    """A rate with the names of who proposed and who confirmed it."""

    rate: DiscountRate
    proposed_by: str
    confirmed_by: str


@dataclass(frozen=True, slots=True)
class Rates:
    """All confirmed rates."""

    rows: Sequence[DiscountRate]

    def on(self, purpose: DiscountPurpose, day: date, lender: str = "") -> DiscountRate | None:
        """The rate that holds on ``day``: the lender's own before that for all, the newest first.

        Of two rows with one first day the one that was written later holds.
        """
        held = [
            row
            for row in self.rows
            if row.purpose is purpose and row.valid_from <= day and row.lender in ("", lender)
        ]
        return max(held, key=lambda row: (row.lender != "", row.valid_from, row.key), default=None)


def read_rates(session: Session, on: date) -> Rates:
    """The rates that were confirmed when the day ``on`` was closed, or until now."""
    query = select(DiscountRate).where(confirmed_by(DiscountRate, frozen_at(session, on)))
    return Rates(session.exec(query.order_by(col(DiscountRate.id))).all())


def rate_rows(session: Session) -> list[RateRow]:
    """Every rate with its two persons, purpose by purpose, the newest first."""
    names = {user.id: user.name for user in session.exec(select(User))}
    places = {purpose: place for place, purpose in enumerate(DiscountPurpose)}
    rows = sorted(
        session.exec(select(DiscountRate)).all(),
        key=lambda row: (places[row.purpose], row.lender, -row.valid_from.toordinal(), -row.key),
    )
    return [
        RateRow(
            row, names.get(row.proposed_by_id or 0, ""), names.get(row.confirmed_by_id or 0, "")
        )
        for row in rows
    ]


def find_rate(session: Session, key: int) -> DiscountRate:
    """A rate by its number. Raises NotFound."""
    row = session.get(DiscountRate, key)
    if row is None:
        raise NotFound(what="discount_rate", found=str(key))
    return row


def waiting_rates(session: Session) -> int:
    """How many proposed rates wait for their second person."""
    query = select(func.count()).where(DiscountRate.state == ScopeState.PROPOSED)
    return session.exec(query).one()
