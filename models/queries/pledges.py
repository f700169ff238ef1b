"""Lists of pledges: filtered, sorted and paged in the database."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from models.counting.judge import Judgement
from models.counting.totals import level
from models.instrument import Instrument, Revision
from models.people import Party
from models.pledge import PledgeLine, PledgeTerms
from models.queries.current import standing, state_on
from models.queries.names import matches, seen, seen_columns
from models.queries.register import Register
from models.queries.sums import ListTotals, sums, whole
from models.queries.visibility import Viewer, visible
from models.vocabulary import Category, Kind, Stage, State


@dataclass(frozen=True, slots=True)
class PledgeFilter:
    """What a list asks for; an empty field asks for nothing.

    ``line`` is one of intent, announced, firm, realised and means: adds to that figure,
    ``line_year`` narrows it to a year (0: money without a year); ``rule`` is the code of a
    counting rule that keeps money of the record out. ``on`` asks for the versions known on a day.
    """

    text: str = ""
    categories: tuple[Category, ...] = ()
    stages: tuple[Stage, ...] = ()
    states: tuple[State, ...] = ()
    year: int | None = None
    least_won: int | None = None
    most_won: int | None = None
    party_id: int | None = None
    submission_id: int | None = None
    overlap_key: str = ""
    counted: bool | None = None
    line: str = ""
    line_year: int | None = None
    rule: str = ""
    on: date | None = None


class PledgeRow(NamedTuple):
    """One line of the list."""

    instrument_id: int
    revision_id: int
    code: str
    reference: str
    state: State
    title: str
    filer: str
    category: Category
    amount_won: int | None
    amount_text: str
    period_start: int | None
    period_end: int | None
    known_on: date
    made_at: datetime
    filer_en: str | None = None
    currency: str = "KRW"
    foreign_amount: int | None = None


SORTS: dict[str, Any] = {
    "code": Instrument.code,
    "party": Party.name_ko,
    "title": Revision.title,
    "category": PledgeTerms.category,
    "amount": Revision.amount_won,
    "known": Revision.known_on,
    "updated": Revision.made_at,
    "state": Revision.state,
}
DEFAULT_SORT = "-amount"
COLUMNS: tuple[Any, ...] = (
    Instrument.id,
    Revision.id,
    Instrument.code,
    Instrument.reference,
    Revision.state,
    Revision.title,
    Party.name_ko,
    PledgeTerms.category,
    Revision.amount_won,
    Revision.amount_text,
    PledgeTerms.period_start,
    PledgeTerms.period_end,
    Revision.known_on,
    Revision.made_at,
    Party.name_en,
    Revision.currency,
    Revision.foreign_amount,
)


def pledge_rows(
    session: Session,
    asked: PledgeFilter,
    register: Register,
    viewer: Viewer,
    *,
    sort: str = DEFAULT_SORT,
    limit: int | None = None,
    offset: int = 0,
) -> list[PledgeRow]:
    """One page of the list; ties are broken by code, unknown amounts come last."""
    state = state_on(session, asked.on)
    columns = [
        state if column is Revision.state else shown
        for column, shown in zip(COLUMNS, seen_columns(COLUMNS, viewer), strict=True)
    ]
    query = _joined(sa.select(*columns)).where(*_conditions(session, asked, register, viewer))
    query = query.order_by(*_order(sort, viewer, state)).offset(offset)
    if limit is not None:
        query = query.limit(limit)
    return [PledgeRow(*row) for row in session.execute(query)]


def pledge_totals(
    session: Session, asked: PledgeFilter, register: Register, viewer: Viewer
) -> ListTotals:
    """Count and sum over the whole list, whatever page is shown."""
    amount = col(Revision.amount_won)
    columns = sa.select(func.count(), func.count(amount), *sums(amount))
    query = _joined(columns).where(*_conditions(session, asked, register, viewer))
    count, known, *won = session.execute(query).one()
    return ListTotals(count, whole(*won), count - known)


def pledge_keys(
    session: Session, asked: PledgeFilter, register: Register, viewer: Viewer
) -> list[int]:
    """The instruments of the whole list, whatever page is shown."""
    query = _joined(sa.select(col(Instrument.id))).where(
        *_conditions(session, asked, register, viewer)
    )
    return list(session.scalars(query))


def counted_won(register: Register, asked: PledgeFilter, instrument_ids: list[int]) -> int:
    """What the listed pledges add to the figure that ``asked`` names: the figure itself."""
    return sum(contribution(register, asked, key) for key in instrument_ids)


def contribution(register: Register, asked: PledgeFilter, instrument_id: int) -> int:
    """What one pledge adds to the figure that ``asked`` names (all announced by default).

    With a rule asked for, the figure is what that rule keeps out.
    """
    item = register.judgements.get(instrument_id)
    if item is not None and asked.rule:
        return item.reasons.get(asked.rule) or 0
    if item is None or not item.passes:
        return 0
    if asked.line == "realised":
        years = item.realised(register.realised.get(instrument_id, {}), register.scope)
        return sum(won for year, won in years.items() if asked.line_year in (None, year))
    return sum(
        line.counted_won
        for line in item.lines
        if _adds(line.line.stage, asked.line) and _in_year(line.line.year, asked.line_year)
    )


def stage_counts(
    session: Session, asked: PledgeFilter, register: Register, viewer: Viewer
) -> dict[Stage, int]:
    """How many pledges of the list, stages aside, have a line in each stage."""
    conditions = _conditions(session, replace(asked, stages=()), register, viewer)
    ids = _joined(sa.select(col(Revision.id))).where(*conditions)
    query = (
        select(PledgeLine.stage, func.count(func.distinct(PledgeLine.revision_id)))
        .where(col(PledgeLine.revision_id).in_(ids))
        .group_by(col(PledgeLine.stage))
    )
    return {Stage(stage): count for stage, count in session.execute(query)}


def _joined(query: Any) -> Any:
    return (
        query.select_from(Instrument)
        .join(Revision, col(Revision.instrument_id) == col(Instrument.id))
        .join(PledgeTerms, col(PledgeTerms.revision_id) == col(Revision.id))
        .join(Party, col(Party.id) == col(Instrument.filer_id))
    )


def _order(sort: str, viewer: Viewer, state: Any) -> tuple[Any, ...]:
    wanted = SORTS.get(sort.removeprefix("-"), SORTS["amount"])
    column = state if wanted is Revision.state else seen(wanted, viewer)
    ordered = sa.desc(column) if sort.startswith("-") else sa.asc(column)
    return sa.nulls_last(ordered), sa.asc(col(Instrument.code))


def _conditions(
    session: Session, asked: PledgeFilter, register: Register, viewer: Viewer
) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = [
        col(Instrument.kind) == Kind.PLEDGE,
        standing(session, asked.on),
        visible(viewer),
        *_plain_conditions(asked, state_on(session, asked.on)),
    ]
    if asked.text:
        conditions.append(_matches(asked.text, viewer))
    if asked.year is not None or asked.stages:
        conditions.append(_has_line(asked))
    keys = _judged_keys(asked, register)
    if keys is not None:
        written: sa.BindParameter[list[int]] = sa.bindparam(
            "judged", keys, expanding=True, literal_execute=True
        )
        conditions.append(col(Instrument.id).in_(written))  # Databases limit bound values.
    return conditions


def _plain_conditions(asked: PledgeFilter, state: Any) -> list[sa.ColumnElement[bool]]:
    wanted: tuple[tuple[Any, Any], ...] = (
        (asked.categories, col(PledgeTerms.category).in_),
        (asked.states, state.in_),
        (asked.least_won, col(Revision.amount_won).__ge__),
        (asked.most_won, col(Revision.amount_won).__le__),
        (asked.party_id, col(Instrument.filer_id).__eq__),
        (asked.submission_id, col(Revision.submission_id).__eq__),
        (asked.overlap_key, col(PledgeTerms.overlap_key).__eq__),
    )
    return [compare(value) for value, compare in wanted if value not in (None, "", ())]


def _matches(text: str, viewer: Viewer) -> sa.ColumnElement[bool]:
    columns = (
        Instrument.code,
        Instrument.reference,
        Revision.title,
        Party.name_ko,
        Party.name_en,
        PledgeTerms.region,
    )
    return matches(text, columns, viewer)


def _has_line(asked: PledgeFilter) -> sa.ColumnElement[bool]:
    query = sa.select(col(PledgeLine.revision_id))
    if asked.year is not None:
        query = query.where(col(PledgeLine.year) == asked.year)
    if asked.stages:
        query = query.where(col(PledgeLine.stage).in_(asked.stages))
    return col(Revision.id).in_(query)


def _judged_keys(asked: PledgeFilter, register: Register) -> list[int] | None:
    """The instruments that the counting rules leave; None when nothing was asked of them."""
    if asked.counted is None and not asked.line and not asked.rule:
        return None
    return [
        key for key, item in register.judgements.items() if _is_asked(asked, register, key, item)
    ]


def _is_asked(asked: PledgeFilter, register: Register, key: int, item: Judgement) -> bool:
    if asked.counted is not None and (item.counted_won > 0) != asked.counted:
        return False
    if asked.line and not contribution(register, asked, key):
        return False
    return not asked.rule or asked.rule in item.reasons


def _adds(stage: Stage, line: str) -> bool:
    own = level(stage)
    if line in ("", "announced"):
        return own in ("announced", "firm")
    return own == line


def _in_year(year: int | None, asked: int | None) -> bool:
    return asked is None or (year or 0) == asked
