"""Dated rows and steps that one person proposed and a second one confirms, of every table."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from models.discount_rate import DiscountRate
from models.people import Party, User
from models.period import NoChange, Period, PeriodStep
from models.queries.approvals import Waiting, waiting, waiting_count
from models.queries.targets import BOTH, Kept, waiting_targets
from models.queries.tax_law import waiting_figures
from models.scope import ScopeRule
from models.target import Target
from models.tax_setting import TaxFigure, TaxSetting
from models.vocabulary import PENDING_STATES, ScopeState


@dataclass(frozen=True, slots=True)
class Dated:
    """A table of dated rows: what an entry of it is called, and which columns name a row."""

    nature: str
    table: Any
    names: tuple[str, ...]


DATED: tuple[Dated, ...] = (
    Dated("scope", ScopeRule, ("category", "spend_kind", "valid_from")),
    Dated("rate", DiscountRate, ("purpose", "lender", "valid_from")),
    Dated("tax_setting", TaxSetting, ("parameter", "provision", "tier", "firm_size", "valid_from")),
)
"""Tables whose rows are decided one by one."""
BATCHED: tuple[tuple[type[Any], ...], ...] = ((TaxFigure,), BOTH)
"""Tables whose rows are decided together with all that one person proposed in one moment."""


def everything(session: Session) -> list[Waiting]:
    """The whole queue of the ministry, oldest first."""
    found = [*waiting(session), *decisions(session)]
    return sorted(found, key=lambda one: (one.made_at, one.code))


def everything_count(session: Session, *, not_by: int | None = None) -> int:
    """How much of it there is, what the user ``not_by`` made left out."""
    return waiting_count(session, not_by=not_by) + decision_count(session, not_by=not_by)


def decisions(session: Session) -> list[Waiting]:
    """Everything beside records that waits for its second person, oldest first."""
    names = {user.key: user.name for user in session.exec(select(User))}
    found = [
        *(one for dated in DATED for one in _rows(session, dated, names)),
        *_figures(session, names),
        *_targets(session, names),
        *_steps(session, names),
        *_statements(session, names),
    ]
    return sorted(found, key=lambda one: (one.made_at, one.code))


def decision_count(session: Session, *, not_by: int | None = None) -> int:
    """How many of them there are, those of the user ``not_by`` left out."""
    own, open_ = not_by or 0, ScopeState.PROPOSED
    counts = [
        *(_count(one.table, one.table.proposed_by_id, own, [open_]) for one in DATED),
        *(_batches(tables, own) for tables in BATCHED),
        _count(PeriodStep, PeriodStep.asked_by_id, own, [open_]),
        _count(NoChange, NoChange.made_by_id, own, PENDING_STATES),
    ]
    found = session.execute(sa.select(*(one.scalar_subquery() for one in counts)))
    return int(sum(found.one()))


def _count(table: Any, maker: Any, own: int, states: Sequence[Any]) -> sa.Select[Any]:
    query = sa.select(func.count()).select_from(table)
    return query.where(table.state.in_(states), maker != own)


def _batches(tables: Sequence[Any], own: int) -> sa.Select[Any]:
    rows = (
        sa.select(table.proposed_by_id, table.proposed_at).where(
            table.state == ScopeState.PROPOSED, table.proposed_by_id != own
        )
        for table in tables
    )
    return sa.select(func.count()).select_from(sa.union(*rows).subquery())


def _rows(session: Session, dated: Dated, names: Mapping[int, str]) -> Iterator[Waiting]:
    query = sa.select(dated.table).where(dated.table.state == ScopeState.PROPOSED)
    for row in session.scalars(query):
        said = tuple(getattr(row, name) for name in dated.names)
        yield Waiting(
            code=f"{dated.nature}-{row.key}",
            nature=dated.nature,
            kind=None,
            title="",
            filer="",
            made_by_id=row.proposed_by_id,
            made_by=names.get(row.proposed_by_id, ""),
            made_at=row.proposed_at,
            amount_won=getattr(row, "amount_won", None),
            state=row.state,
            place=str(row.key),
            about=tuple(one for one in said if one not in (None, "")),
        )


def _figures(session: Session, names: Mapping[int, str]) -> Iterator[Waiting]:
    """Official figures of taxes, what was filed together as one entry."""
    batches: dict[tuple[int, datetime], list[TaxFigure]] = defaultdict(list)
    for row in waiting_figures(session):
        batches[row.proposed_by_id, row.proposed_at].append(row)
    for (maker, moment), rows in batches.items():
        first = rows[0]
        said = (first.provision, first.tier, first.firm_size, first.year)
        yield Waiting(
            code=f"tax-figure-{first.key}",
            nature="tax_figure",
            kind=None,
            title="",
            filer="",
            made_by_id=maker,
            made_by=names.get(maker, ""),
            made_at=moment,
            amount_won=first.amount_won if len(rows) == 1 else None,
            records=len(rows),
            state=first.state,
            about=tuple(one for one in said if one is not None),
        )


def _targets(session: Session, names: Mapping[int, str]) -> Iterator[Waiting]:
    """Targets and observations, what was proposed together as one entry."""
    batches: dict[tuple[int, datetime], list[Kept]] = defaultdict(list)
    for one in waiting_targets(session):
        batches[one.row.proposed_by_id, one.row.proposed_at].append(one)
    for (maker, moment), rows in batches.items():
        first = rows[0].row
        yield Waiting(
            code=first.reference,
            nature="target" if isinstance(first, Target) else "observation",
            kind=None,
            title="",
            filer="",
            made_by_id=maker,
            made_by=names.get(maker, ""),
            made_at=moment,
            records=len(rows),
            state=ScopeState.PROPOSED,
            about=((first.name_ko, first.name_en),),
        )


def _steps(session: Session, names: Mapping[int, str]) -> Iterator[Waiting]:
    query = (
        sa.select(PeriodStep, col(Period.last_day))
        .join(Period, col(Period.id) == col(PeriodStep.period_id))
        .where(col(PeriodStep.state) == ScopeState.PROPOSED)
    )
    for step, day in session.execute(query):
        yield Waiting(
            code=f"period-{step.key}",
            nature="period",
            kind=None,
            title="",
            filer="",
            made_by_id=step.asked_by_id,
            made_by=names.get(step.asked_by_id, ""),
            made_at=step.asked_at,
            state=step.state,
            place=day.isoformat(),
            about=(step.action, day),
        )


def _statements(session: Session, names: Mapping[int, str]) -> Iterator[Waiting]:
    query = (
        sa.select(NoChange, col(Period.last_day), col(Party.name_ko))
        .join(Period, col(Period.id) == col(NoChange.period_id))
        .join(Party, col(Party.id) == col(NoChange.party_id))
        .where(col(NoChange.state).in_(PENDING_STATES))
    )
    for row, day, filer in session.execute(query):
        yield Waiting(
            code=f"no-change-{row.key}",
            nature="no_change",
            kind=None,
            title=filer,
            filer=filer,
            made_by_id=row.made_by_id,
            made_by=names.get(row.made_by_id, ""),
            made_at=row.made_at,
            state=row.state,
            place=day.isoformat(),
            about=(day,),
        )
