"""Every list by its name: where it is, and which one a request asks for."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from flask import g, request, url_for

from app import store
from app.access import may_open
from app.accounts.identity import viewer
from app.lists.address import PAGES
from app.messages.words import Said
from models.queries.saved_filters import defaults_of
from models.saved_filter import MOST_LETTERS


class Listed(NamedTuple):
    """A list: its view with the values of its address, and what it is called."""

    endpoint: str
    said: Said
    values: Mapping[str, Any] = {}


LISTS: Final[Mapping[str, Listed]] = {
    "pledges": Listed("registry.pledges", Said("투자계획", "Pledges")),
    "tax": Listed("support.list_kind", Said("조세지원", "Tax incentives"), {"path": "tax"}),
    "claims": Listed("taxes.claims", Said("세액공제 신청", "Credit claims")),
    "funds": Listed("support.list_kind", Said("정책펀드", "Policy funds"), {"path": "funds"}),
    "loans": Listed("support.list_kind", Said("정책융자", "Policy loans"), {"path": "loans"}),
    "targets": Listed("targets.board", Said("국가 목표", "National targets")),
    "observations": Listed("targets.observations", Said("관측값", "Observations")),
    "submissions": Listed("uploads.every", Said("모든 제출", "All submissions")),
    "projections": Listed("projections.index", Said("이행 전망", "Projections")),
    "companies": Listed("companies.index", Said("기업·기관", "Companies")),
    "overdue": Listed("overdue.index", Said("기한이 지난 계획", "Overdue pledges")),
    "approvals": Listed("approvals.queue", Said("승인함", "Approvals")),
    "periods": Listed("periods.index", Said("기간 마감", "Periods")),
    "exchange": Listed("exchange.show", Said("환율", "Exchange rates")),
    "audit": Listed("audit.events", Said("이력", "History")),
}
_PASSING: Final = (PAGES[0], "lang")
"""Keys that say nothing about what a list holds."""


def list_here() -> str:
    """The name of the list that this request shows; empty where it shows none."""
    here = request.endpoint, request.view_args or {}
    return next((name for name, one in LISTS.items() if (one.endpoint, one.values) == here), "")


def may_open_list(name: str) -> bool:
    """Whether the user behind this request may open the list of that name."""
    return name in LISTS and may_open(LISTS[name].endpoint)


def address_of(name: str, query: str = "") -> str:
    """The address of a list; the query never leads anywhere else."""
    address = url_for(LISTS[name].endpoint, **LISTS[name].values)
    return f"{address}?{query}" if query else address


def home_of(name: str) -> str:
    """Where a menu leads: the list by the default of the user behind this request."""
    if "list_defaults" not in g:
        with store.reading() as session:
            g.list_defaults = defaults_of(session, viewer())
    return address_of(name, g.list_defaults.get(name, ""))


def menu_address(endpoint: str) -> str:
    """Where an entry of the main menu leads."""
    name = next((name for name, one in LISTS.items() if one == (endpoint, one.said, {})), "")
    return home_of(name) if name else url_for(endpoint)


def query_here() -> str:
    """The query of this request without what passes: the page and the language."""
    return kept_query(request.query_string.decode())


def kept_query(text: str) -> str:
    """What of a query can be kept: pairs with a value, without the page and the language."""
    pairs = [
        pair
        for pair in text.lstrip("?").split("&")
        if pair.partition("=")[2] and pair.partition("=")[0] not in _PASSING
    ]
    return "&".join(pairs) if len(text) <= MOST_LETTERS else ""
