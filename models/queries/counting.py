"""What a page about a figure reads beside the judged register: sources, face values, scope rows."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col, select

from models.counting.cost import AverageCost, average_cost, fund_share
from models.instrument import Instrument, Revision
from models.people import User
from models.queries.chunks import chunks
from models.queries.current import CURRENT, as_known
from models.queries.frozen import frozen_at, read_decisions
from models.queries.funds import read_funds
from models.queries.loans import loan_subsidy
from models.queries.register import Register
from models.queries.sums import sums, whole
from models.queries.visibility import Viewer, visible
from models.scope import ScopeRule
from models.vocabulary import CostPart, Kind, ScopeState


class Face(NamedTuple):
    """What one kind of support states: records, the sum where known, records without amount."""

    kind: Kind
    records: int
    won: int
    unknown: int


class ScopeRow(NamedTuple):
    """A row of the scope table with the names of who proposed and who confirmed it."""

    rule: ScopeRule
    proposed_by: str
    confirmed_by: str


def sources(session: Session, instrument_ids: Collection[int]) -> dict[int, str]:
    """The source that the current version of each record names."""
    found: dict[int, str] = {}
    for keys in chunks(list(instrument_ids)):
        query = select(Revision.instrument_id, Revision.source).where(
            col(Revision.instrument_id).in_(keys), CURRENT
        )
        found |= {row.instrument_id: row.source for row in session.execute(query)}
    return found


def face_values(session: Session, viewer: Viewer, on: date) -> list[Face]:
    """The verified loans, credits and funds that ``viewer`` may see, each kind on its own."""
    amount = col(Revision.amount_won)
    query = (
        sa.select(col(Instrument.kind), sa.func.count(), sa.func.count(amount), *sums(amount))
        .join(Revision, col(Revision.instrument_id) == col(Instrument.id))
        .where(col(Instrument.kind) != Kind.PLEDGE, visible(viewer))
        .where(as_known(on, frozen_at(session, on)), col(Revision.valid_from).is_not(None))
        .group_by(col(Instrument.kind))
    )
    found = {
        kind: Face(kind, records, whole(*won), records - known)
        for kind, records, known, *won in session.execute(query)
    }
    kinds = (Kind.LOAN, Kind.TAX_INCENTIVE, Kind.FUND)
    return [found.get(kind, Face(kind, 0, 0, 0)) for kind in kinds]


def public_cost(session: Session, register: Register, on: date) -> AverageCost:
    """What is known of the cost of support on the day ``on``, per won that was realised."""
    judged = register.judgements.values()
    decisions = read_decisions(session, frozen_at(session, on))
    layer = read_funds(session, on).layer(register.scope, judged, decisions)
    known = {
        CostPart.FUND_SHARE: fund_share(layer),
        CostPart.LOAN_SUBSIDY: loan_subsidy(session, on),
    }
    return average_cost(known, register.totals.headline.realised_won)


def scope_rows(session: Session) -> list[ScopeRow]:
    """The whole scope table, category by category, the newest row of each first."""
    names = {user.id: user.name for user in session.exec(select(User))}
    rows = session.exec(select(ScopeRule)).all()
    ordered = sorted(
        rows, key=lambda row: (row.category, row.spend_kind or "", -row.valid_from.toordinal())
    )
    return [
        ScopeRow(
            row, names.get(row.proposed_by_id or 0, ""), names.get(row.confirmed_by_id or 0, "")
        )
        for row in ordered
    ]


def find_scope_row(session: Session, row_id: int) -> ScopeRule | None:
    """A row of the scope table by its number."""
    return session.get(ScopeRule, row_id)


def waiting_scope(session: Session) -> int:
    """How many proposed rows of the scope table wait for their second person."""
    query = select(sa.func.count()).where(ScopeRule.state == ScopeState.PROPOSED)
    return session.exec(query).one()
