"""Lists of tax incentives, funds and loans, and what is known about their money."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from models.base import Table
from models.instrument import Instrument, Revision
from models.kinds import KINDS
from models.movement import Movement
from models.people import Party
from models.queries.current import standing, state_on
from models.queries.frozen import frozen_at, verified_by
from models.queries.names import matches, party_as_seen, row_as_seen, seen
from models.queries.sums import ListTotals, Sized, topmost
from models.queries.visibility import Viewer, visible
from models.vocabulary import COUNTED_STATES, Kind, MovementKind, State


@dataclass(frozen=True, slots=True)
class SupportFilter:
    """What a list of support asks for."""

    kind: Kind
    text: str = ""
    states: tuple[State, ...] = ()
    least_won: int | None = None
    most_won: int | None = None
    terms: Mapping[str, tuple[StrEnum, ...]] = field(default_factory=dict)
    """Which codes a field of the terms of the kind may hold."""
    on: date | None = None
    """The day whose versions and money are asked for; None means the current ones."""


class SupportRow(NamedTuple):
    """One record with its terms; ``moved_won`` is None where nothing was filed."""

    instrument: Instrument
    revision: Revision
    filer: Party
    terms: Table
    moved_won: int | None


SORTS: dict[str, Any] = {
    "code": Instrument.code,
    "title": Revision.title,
    "amount": Revision.amount_won,
    "state": Revision.state,
    "known": Revision.known_on,
}
DEFAULT_SORT = "code"
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
    sort: str = DEFAULT_SORT,
    limit: int | None = None,
    offset: int = 0,
) -> list[SupportRow]:
    """One page of the list; ties are broken by code, unknown amounts come last."""
    table: Any = KINDS[asked.kind].terms
    query = (
        _joined(sa.select(Instrument, Revision, Party, table), asked)
        .where(*_conditions(session, asked, viewer))
        .order_by(*_order(sort, viewer))
        .offset(offset)
    )
    if limit is not None:
        query = query.limit(limit)
    rows = session.execute(query).all()
    moved = _moved(session, asked.kind, asked.on)
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
    return support_totals(session, asked, viewer).records


def support_totals(session: Session, asked: SupportFilter, viewer: Viewer) -> ListTotals:
    """Count and sum of the planned amounts over the whole list, whatever page is shown.

    A programme stands for the parts of it that are in the list too.
    """
    columns = (col(Instrument.id), whole_of(asked.kind), col(Revision.amount_won))
    query = _joined(sa.select(*columns), asked).where(*_conditions(session, asked, viewer))
    rows = [Sized(*row) for row in session.execute(query)]
    counted = topmost(rows)
    return ListTotals(
        records=len(rows),
        amount_won=sum(row.won or 0 for row in counted),
        unknown=sum(row.won is None for row in rows),
        inside=sum(row.won is not None for row in rows)
        - sum(row.won is not None for row in counted),
    )


def whole_of(kind: Kind) -> Any:
    """The column of what a record of a kind is part of; nothing where a kind has no wholes."""
    return getattr(KINDS[kind].terms, "part_of_id", sa.null())


def moved_total(session: Session, asked: SupportFilter, viewer: Viewer) -> int | None:
    """Support of the whole list that reached somebody; None where nothing was filed."""
    query = _joined(sa.select(col(Instrument.id)), asked).where(
        *_conditions(session, asked, viewer)
    )
    keys = set(session.scalars(query))
    amounts = [won for key, won in _moved(session, asked.kind, asked.on).items() if key in keys]
    return sum(amounts) if amounts else None


def _joined(query: Any, asked: SupportFilter) -> Any:
    table: Any = KINDS[asked.kind].terms
    return (
        query.select_from(Instrument)
        .join(Revision, col(Revision.instrument_id) == col(Instrument.id))
        .join(Party, col(Party.id) == col(Instrument.filer_id))
        .join(table, table.revision_id == col(Revision.id))
    )


def _order(sort: str, viewer: Viewer) -> tuple[Any, ...]:
    column = seen(SORTS[sort.removeprefix("-")], viewer)
    ordered = sa.desc(column) if sort.startswith("-") else sa.asc(column)
    return sa.nulls_last(ordered), sa.asc(col(Instrument.code))


def _conditions(
    session: Session, asked: SupportFilter, viewer: Viewer
) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = [
        col(Instrument.kind) == asked.kind,
        standing(session, asked.on),
        visible(viewer),
    ]
    table: Any = KINDS[asked.kind].terms
    wanted: tuple[tuple[Any, Any], ...] = (
        (asked.states, state_on(session, asked.on).in_),
        (asked.least_won, col(Revision.amount_won).__ge__),
        (asked.most_won, col(Revision.amount_won).__le__),
        *((codes, getattr(table, name).in_) for name, codes in asked.terms.items()),
    )
    conditions += [compare(value) for value, compare in wanted if value not in (None, ())]
    if asked.text:
        columns = (
            Instrument.code,
            Instrument.reference,
            Revision.title,
            Party.name_ko,
            Party.name_en,
        )
        conditions.append(matches(asked.text, columns, viewer))
    return conditions


def _moved(session: Session, kind: Kind, on: date | None) -> dict[int, int]:
    query = (
        select(Movement.instrument_id, func.sum(col(Movement.amount_won)))
        .join(Instrument, col(Instrument.id) == col(Movement.instrument_id))
        .where(Instrument.kind == kind, col(Movement.kind).in_(PAID[kind]))
        .where(col(Movement.state).in_(COUNTED_STATES))
        .group_by(col(Movement.instrument_id))
    )
    if on is not None:
        query = query.where(Movement.known_on <= on, verified_by(frozen_at(session, on)))
    return {key: int(won) for key, won in session.exec(query)}
