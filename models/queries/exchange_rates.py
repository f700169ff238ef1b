"""Exchange rates: which one holds for a currency and a day, and all of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlmodel import Session, col, func, select

from models.commands.exchange_rates import exchange_rate_said
from models.counting.facts import RateFact
from models.errors import NotFound
from models.event import Event
from models.exchange_rate import ExchangeRate
from models.people import User
from models.queries.broken import Broken
from models.vocabulary import ScopeState


class ExchangeRateRow(NamedTuple):
    """A rate with the names of who proposed and who confirmed it."""

    rate: ExchangeRate
    proposed_by: str
    confirmed_by: str


@dataclass(frozen=True, slots=True)
class ExchangeRates:
    """The confirmed rates by currency and day; no day borrows the rate of another."""

    rows: Mapping[tuple[str, date], ExchangeRate]

    def on(self, currency: str, day: date | None) -> RateFact | None:
        """The rate of that very day; None where nobody confirmed one."""
        row = self.rows.get((currency, day)) if day else None
        if row is None:
            return None
        return RateFact(row.currency, row.quoted_on, row.rate_millionths, row.source)


def read_exchange_rates(session: Session, by: datetime | None = None) -> ExchangeRates:
    """The rates that were confirmed at the moment ``by``, or until now; the later row holds."""
    query = select(ExchangeRate).where(ExchangeRate.state == ScopeState.CONFIRMED)
    if by is not None:
        query = query.where(col(ExchangeRate.confirmed_at) <= by)
    rows = session.exec(query.order_by(col(ExchangeRate.id)))
    return ExchangeRates({(row.currency, row.quoted_on): row for row in rows})


def exchange_rate_rows(session: Session, currency: str = "") -> list[ExchangeRateRow]:
    """Every rate with its two persons, the newest day first; of one currency where it is named."""
    names = {user.id: user.name for user in session.exec(select(User))}
    query = select(ExchangeRate)
    if currency:
        query = query.where(ExchangeRate.currency == currency)
    rows = session.exec(
        query.order_by(
            col(ExchangeRate.quoted_on).desc(),
            col(ExchangeRate.currency),
            col(ExchangeRate.id).desc(),
        )
    )
    return [
        ExchangeRateRow(
            row, names.get(row.proposed_by_id, ""), names.get(row.confirmed_by_id or 0, "")
        )
        for row in rows
    ]


def currencies(session: Session) -> list[str]:
    """The currencies for which anybody proposed a rate."""
    query = select(ExchangeRate.currency).distinct().order_by(col(ExchangeRate.currency))
    return list(session.exec(query))


def find_exchange_rate(session: Session, key: int) -> ExchangeRate:
    """A rate by its number. Raises NotFound."""
    row = session.get(ExchangeRate, key)
    if row is None:
        raise NotFound(what="exchange_rate", found=str(key))
    return row


def waiting_exchange_rates(session: Session) -> int:
    """How many proposed rates wait for their second person."""
    query = select(func.count()).where(ExchangeRate.state == ScopeState.PROPOSED)
    return session.exec(query).one()


def altered_exchange_rates(session: Session) -> Iterator[Broken]:
    """Every exchange rate says what its events say."""
    query = select(Event.changes).where(col(Event.action).endswith("_exchange_rate"))
    told = {
        changes["exchange_rate"]: changes for changes in session.exec(query.order_by(col(Event.id)))
    }
    for row in session.exec(select(ExchangeRate).order_by(col(ExchangeRate.id))):
        if told.get(row.key) != exchange_rate_said(row):
            yield Broken("verify_exchange_rate", {"currency": row.currency, "day": row.quoted_on})
