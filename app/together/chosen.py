"""Which records of which list are meant, and what the address of a list finds."""

from collections.abc import Callable, Mapping
from typing import Final

from werkzeug.datastructures import MultiDict

from app.i18n import language
from app.lists.catalogue import LISTS
from app.loans import listing as loans
from app.loans.reading import loan_lines
from app.registry import filters, support_list
from app.registry.current import register_for, today
from app.store import Session
from app.taxes import listing as claims
from models import User
from models.queries.pledges import pledge_rows
from models.queries.support import support_rows
from models.queries.visibility import Viewer
from models.vocabulary import Kind

Args = MultiDict[str, str]
KINDS_OF: Final[Mapping[str, Kind]] = {
    "pledges": Kind.PLEDGE,
    "tax": Kind.TAX_INCENTIVE,
    "claims": Kind.TAX_CLAIM,
    "funds": Kind.FUND,
    "loans": Kind.LOAN,
}
"""The lists whose records can be changed together."""
assert KINDS_OF.keys() <= LISTS.keys()


def codes_of(session: Session, name: str, args: Args, user: User) -> list[str]:
    """Every record that the address of a list finds, whatever page is shown."""
    return _FINDERS[KINDS_OF[name]](session, args, user)


def _pledges(session: Session, args: Args, user: User) -> list[str]:
    asked, seen = filters.read(args, language()), Viewer.of(user, today())
    register = register_for(session, seen, asked.as_of or today())
    return [row.code for row in pledge_rows(session, asked.filter, register, seen, sort=asked.sort)]


def _support(kind: Kind) -> Callable[[Session, Args, User], list[str]]:
    def find(session: Session, args: Args, user: User) -> list[str]:
        asked = support_list.read(args, kind, language())
        rows = support_rows(session, asked.filter, Viewer.of(user, today()), sort=asked.sort)
        return [row.instrument.code for row in rows]

    return find


def _loans(session: Session, args: Args, user: User) -> list[str]:
    asked = loans.read(args, language())
    lines = loan_lines(session, asked, Viewer.of(user, today()), today())
    return [line.row.instrument.code for line in lines]


def _claims(session: Session, args: Args, user: User) -> list[str]:
    asked = claims.read(args, language())
    rows = claims.rows_of(session, asked, Viewer.of(user, today()), today())
    return [row.claim.instrument.code for row in rows]


_FINDERS: Final[Mapping[Kind, Callable[[Session, Args, User], list[str]]]] = {
    Kind.PLEDGE: _pledges,
    Kind.TAX_INCENTIVE: _support(Kind.TAX_INCENTIVE),
    Kind.TAX_CLAIM: _claims,
    Kind.FUND: _support(Kind.FUND),
    Kind.LOAN: _loans,
}
