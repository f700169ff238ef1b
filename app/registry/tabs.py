"""The lists of support beside each other: their addresses, names and counts."""

from typing import NamedTuple

from flask_babel import gettext

from app import access, store
from app.lists.catalogue import home_of
from models.queries.support import SupportFilter, support_count
from models.queries.visibility import Viewer
from models.vocabulary import Kind, State

PATHS = {
    "tax": Kind.TAX_INCENTIVE,
    "claims": Kind.TAX_CLAIM,
    "funds": Kind.FUND,
    "loans": Kind.LOAN,
}
ENDPOINTS = {Kind.TAX_CLAIM: "taxes.claims"}
"""Lists with a page of their own; the others share one."""
SHARED = "support.list_kind"
STATES = (State.DRAFT, State.SUBMITTED, State.RETURNED, State.VERIFIED, State.CERTIFIED)
"""The states by which a list can be asked."""


class Tab(NamedTuple):
    """One list: where it is, what it is called, how much it holds, and whether it is open."""

    address: str
    text: str
    records: int
    here: bool


def name_of(kind: Kind) -> str:
    """What the list of a kind is called."""
    names = {
        Kind.TAX_INCENTIVE: gettext("조세지원"),
        Kind.TAX_CLAIM: gettext("세액공제 신청"),
        Kind.FUND: gettext("정책펀드"),
        Kind.LOAN: gettext("정책융자"),
    }
    return str(names[kind])


def address_of(kind: Kind) -> str:
    """Where the list of a kind is, by the reader's default."""
    return home_of(next(path for path, one in PATHS.items() if one is kind))


def tabs(session: store.Session, seen: Viewer, here: Kind | None = None) -> list[Tab]:
    """The lists that the user behind this request may open."""
    return [
        Tab(
            address_of(kind),
            name_of(kind),
            support_count(session, SupportFilter(kind), seen),
            kind is here,
        )
        for kind in PATHS.values()
        if access.may_open(ENDPOINTS.get(kind, SHARED))
    ]
