"""Lists of tax incentives, funds and loans, and what is known about their money."""

from dataclasses import dataclass
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from models.base import Table
from models.instrument import Instrument, Revision
from models.kinds import KINDS
from models.movement import Movement
from models.people import Party
from models.queries.current import CURRENT
from models.queries.names import party_as_seen, row_as_seen, seen_columns
from models.queries.visibility import Viewer, visible
from models.vocabulary import COUNTED_STATES, Kind, MovementKind, State


@dataclass(frozen=True, slots=True)
class SupportFilter:
    """What a list of support asks for."""

    kind: Kind
    text: str = ""
    states: tuple[State, ...] = ()


class SupportRow(NamedTuple):
    """One record with its terms; ``moved_won`` is None where nothing was filed."""

    instrument: Instrument
    revision: Revision
    filer: Party
    terms: Table
    moved_won: int | None


PAID: dict[Kind, tuple[MovementKind, ...]] = {
    Kind.TAX_INCENTIVE: (),
    Kind.TAX_CLAIM: (),
    Kind.FUND: (MovementKind.DISBURSEMENT,),
    Kind.LOAN: (MovementKind.DISBURSEMENT,),
    Kind.PLEDGE: (MovementKind.ACTUAL,),
}
"""Which movements tell how much support reached somebody."""


def support_rows(
    session: Session,
    asked: SupportFilter,
    viewer: Viewer,
    *,
    limit: int | None = None,
    offset: int = 0,
) -> list[SupportRow]:
    """One page of the list in the order of the codes."""
    table: Any = KINDS[asked.kind].terms
    query = (
        _joined(sa.select(Instrument, Revision, Party, table))
        .join(table, table.revision_id == col(Revision.id))
        .where(*_conditions(asked, viewer))
        .order_by(col(Instrument.code))
        .offset(offset)
    )
    if limit is not None:
        query = query.limit(limit)
    rows = session.execute(query).all()
    moved = _moved(session, asked.kind)
    return [
        SupportRow(
            row_as_seen(instrument, filer, viewer),
            row_as_seen(revision, filer, viewer, instrument.code),
            party_as_seen(filer, viewer),
            row_as_seen(terms, filer, viewer),
            moved.get(instrument.key),
        )
        for instrument, revision, filer, terms in rows
    ]


def support_count(session: Session, asked: SupportFilter, viewer: Viewer) -> int:
    """How many records the list holds."""
    query = _joined(sa.select(func.count())).where(*_conditions(asked, viewer))
    return int(session.execute(query).scalar_one())


def moved_total(session: Session, kind: Kind, viewer: Viewer) -> int | None:
    """Support of a kind that reached somebody; None where nothing was filed."""
    keys = {row.instrument.key for row in support_rows(session, SupportFilter(kind), viewer)}
    amounts = [won for key, won in _moved(session, kind).items() if key in keys]
    return sum(amounts) if amounts else None


def _joined(query: Any) -> Any:
    return (
        query.select_from(Instrument)
        .join(Revision, col(Revision.instrument_id) == col(Instrument.id))
        .join(Party, col(Party.id) == col(Instrument.filer_id))
    )


def _conditions(asked: SupportFilter, viewer: Viewer) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = [
        col(Instrument.kind) == asked.kind,
        CURRENT,
        visible(viewer),
    ]
    if asked.states:
        conditions.append(col(Revision.state).in_(asked.states))
    if asked.text:
        columns = (Instrument.code, Instrument.reference, Revision.title, Party.name_ko)
        shown = seen_columns(columns, viewer)
        found = [column.icontains(asked.text, autoescape=True) for column in shown]
        conditions.append(sa.or_(*found))
    return conditions


def _moved(session: Session, kind: Kind) -> dict[int, int]:
    query = (
        select(Movement.instrument_id, func.sum(col(Movement.amount_won)))
        .join(Instrument, col(Instrument.id) == col(Movement.instrument_id))
        .where(Instrument.kind == kind, col(Movement.kind).in_(PAID[kind]))
        .where(col(Movement.state).in_(COUNTED_STATES))
        .group_by(col(Movement.instrument_id))
    )
    return {key: int(won) for key, won in session.exec(query)}
