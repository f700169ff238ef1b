"""What must hold between the financing of pledges and the loans, funds and programmes it names."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col

from models.errors import FinancingAboveRecord, FinancingNotFitting
from models.financing import Finance, PledgeFinancing
from models.instrument import Instrument, Revision
from models.queries.chunks import chunks
from models.vocabulary import COUNTED_STATES, OPEN_STATES, Kind

KINDS_OF: Final[Mapping[Finance, Kind | None]] = {
    Finance.OWN_FUNDS: None,
    Finance.DEBT: Kind.LOAN,
    Finance.EQUITY: Kind.FUND,
    Finance.PUBLIC_GRANT: Kind.FUND,
    Finance.PUBLIC_EQUITY: Kind.FUND,
    Finance.POLICY_LOAN: Kind.LOAN,
    Finance.GUARANTEE: Kind.LOAN,
}
"""What a row may name: loans, and for grants and equity the fund or programme they come from."""
LIVING: Final = (*OPEN_STATES, *COUNTED_STATES)


class Drawn(NamedTuple):
    """Money that one pledge says it has from a registered record."""

    owner: int
    finance: Finance
    record: str
    won: int


class Sized(NamedTuple):
    """A record that rows name: its kind, and its amount where it is stated."""

    kind: Kind
    amount_won: int | None


def require_sources(session: Session, revisions: Collection[int]) -> None:
    """Refuse rows that name no record of their kind, or more money than a record has.

    A guarantee is no money and is not summed. Raises FinancingNotFitting or FinancingAboveRecord.
    """
    rows = _drawn(session, revisions)
    known = sized(session, {row.record for row in rows})
    for row in rows:
        if not fits(row.finance, row.record, known):
            raise FinancingNotFitting(found=row.record, finance=row.finance)
    for code, won in above(session, rows, known).items():
        raise FinancingAboveRecord(found=code, total=known[code].amount_won, drawn=won)


def fits(finance: Finance, code: str, known: Mapping[str, Sized]) -> bool:
    """Whether money of this kind may come from the record of that code."""
    return code in known and known[code].kind is KINDS_OF[finance]


def above(session: Session, rows: Iterable[Drawn], known: Mapping[str, Sized]) -> dict[str, int]:
    """What all pledges together draw from records that have less, by code.

    ``rows`` are what some pledges say now, whatever they said before.
    """
    listed = [row for row in rows if row.finance is not Finance.GUARANTEE]
    said = {row.owner for row in listed}
    others: dict[tuple[int, int, str], int] = defaultdict(int)
    for row, revision in _beside(session, {row.record for row in listed}):
        if row.owner not in said:
            others[row.owner, revision, row.record] += row.won
    most: dict[tuple[int, str], int] = defaultdict(int)
    for (owner, _, code), won in others.items():
        most[owner, code] = max(most[owner, code], won)
    total: dict[str, int] = defaultdict(int)
    for (_, code), won in most.items():
        total[code] += won
    for row in listed:
        total[row.record] += row.won
    sizes = {code: one.amount_won for code, one in known.items()}
    return {
        code: won
        for code, won in total.items()
        if (size := sizes.get(code)) is not None and won > size
    }


def sized(session: Session, codes: Collection[str]) -> dict[str, Sized]:
    """The registered records among ``codes``; the amount is that of the verified version."""
    found: dict[str, Sized] = {}
    for some in chunks(list(codes)):
        query = (
            sa.select(col(Instrument.code), col(Instrument.kind), col(Revision.amount_won))
            .join(Revision, col(Revision.instrument_id) == col(Instrument.id))
            .where(col(Instrument.code).in_(some), col(Revision.state).in_(LIVING))
            .order_by(col(Revision.state).in_(COUNTED_STATES), col(Revision.number))
        )
        found |= {code: Sized(kind, won) for code, kind, won in session.execute(query)}
    return found


def _drawn(session: Session, revisions: Collection[int]) -> list[Drawn]:
    return [
        Drawn(owner, finance, code, won or 0)
        for some in chunks(list(revisions))
        for owner, _, finance, code, won in session.execute(
            _rows().where(col(Revision.id).in_(some))
        )
    ]


def _beside(session: Session, codes: Collection[str]) -> Iterable[tuple[Drawn, int]]:
    """What living versions of all pledges draw from records, with the version that says so."""
    query = _rows().where(
        col(Revision.state).in_(LIVING), col(PledgeFinancing.finance) != Finance.GUARANTEE
    )
    for some in chunks(list(codes)):
        rows = session.execute(query.where(col(PledgeFinancing.record).in_(some)))
        for owner, revision, finance, code, won in rows:
            yield Drawn(owner, finance, code, won or 0), revision


def _rows() -> Any:
    return (
        sa.select(
            col(Revision.instrument_id),
            col(Revision.id),
            col(PledgeFinancing.finance),
            col(PledgeFinancing.record),
            col(PledgeFinancing.amount_won),
        )
        .join(Revision, col(Revision.id) == col(PledgeFinancing.revision_id))
        .where(col(PledgeFinancing.record) != "")
    )
