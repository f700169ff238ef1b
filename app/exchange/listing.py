"""The list of exchange rates: what its address asks, and the same rows as a file."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from werkzeug.datastructures import MultiDict

from app.i18n import Language
from app.lists.address import Asked, Reader
from app.lists.sheet import Field, Sheet
from app.messages import field, label
from app.messages.words import Said
from models.counting.foreign import MILLION
from models.queries.exchange_rates import ExchangeRateRow

SORTS: Final[dict[str, Callable[[ExchangeRateRow], Any]]] = {
    "day": lambda one: one.rate.quoted_on,
    "currency": lambda one: one.rate.currency,
    "rate": lambda one: one.rate.rate_millionths,
}


@dataclass(frozen=True, slots=True)
class RateFilter:
    """What the list asks for; an empty currency asks for all."""

    currency: str = ""


def read(args: "MultiDict[str, str]", known: Collection[str], lang: Language) -> Asked[RateFilter]:
    """Read the address; ``known`` are the currencies that have a rate."""
    reader = Reader(args, lang)
    name = field("currency", lang)
    asked = RateFilter(reader.one_of("currency", known, lambda code: f"{name}: {code}"))
    return reader.asked(asked, SORTS, "-day")


def ordered(rows: Sequence[ExchangeRateRow], sort: str) -> list[ExchangeRateRow]:
    """The rows as the address sorts them."""
    return sorted(rows, key=SORTS[sort.removeprefix("-")], reverse=sort.startswith("-"))


def rate_text(millionths: int) -> str:
    """A rate in won as it is quoted: 1,432.5."""
    text = f"{Decimal(millionths) / MILLION:,.6f}"
    return text.rstrip("0").rstrip(".")


def _people(one: ExchangeRateRow, lang: Language) -> str:
    return " → ".join(name for name in (one.proposed_by, one.confirmed_by) if name)


SHEET: Final[Sheet[ExchangeRateRow]] = Sheet(
    title=Said("환율", "exchange rates"),
    fields=(
        Field("day", Said("환율 날짜", "Day"), lambda one, _: one.rate.quoted_on),
        Field("currency", Said("통화", "Currency"), lambda one, _: one.rate.currency),
        Field(
            "rate",
            Said("1단위당 원", "Won per unit"),
            lambda one, _: rate_text(one.rate.rate_millionths),
        ),
        Field("source", Said("출처", "Source"), lambda one, _: one.rate.source, width=44),
        Field("note", Said("비고", "Note"), lambda one, _: one.rate.note, width=30),
        Field("state", Said("상태", "State"), lambda one, lang: label(one.rate.state, lang)),
        Field("people", Said("제안·확인", "Proposed, confirmed"), _people, width=30),
    ),
    first=("day", "currency", "rate", "source", "state", "people"),
)
