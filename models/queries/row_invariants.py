"""Rows beside the records that decide what counts: whether they still are what was decided."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from models.chain import content_digest, row_digest
from models.commands.history import plain
from models.commands.overdue import SAID as OF_DISMISSALS
from models.commands.overlap import SAID as OF_DECISIONS
from models.commands.parties import SAID as OF_PARTIES
from models.commands.runs import SAID as OF_RUNS
from models.commands.users import SAID as OF_USERS
from models.dismissal import OverdueDismissal
from models.event import Event
from models.instrument import Instrument, Revision
from models.movement import Movement
from models.people import Party, User
from models.period import Period
from models.period_words import PeriodState
from models.projection import ProjectionRun
from models.queries.broken import Broken
from models.queries.periods import picture
from models.scope import OverlapDecision, ScopeInput, ScopeRule
from models.vocabulary import State

FIRST_ROWS = "0c0ee7f6069f4b7b2b830a4c6af9a09807fe8f38a94bcd3f485cf58f5d530398"
"""The digest of the rows that the scope table began with; nobody proposed them."""


def parties(session: Session) -> Iterator[Broken]:
    """Every party was registered, and is what it was registered as."""
    registered = _digests(session, "register_party", col(Event.party_id))
    for party in session.exec(select(Party).order_by(col(Party.id))):
        if party.key not in registered:
            yield Broken("verify_party_without_event", {"code": party.code})
        elif registered[party.key] not in (None, row_digest(party, OF_PARTIES)):
            yield Broken("verify_party_altered", {"code": party.code})


def users(session: Session) -> Iterator[Broken]:
    """Everybody who may decide was registered, in the role that they have."""
    query = sa.select(col(Event.changes), col(Event.digest)).where(
        col(Event.action) == "register_user"
    )
    registered = {row[0]["user"][1]: row[1] for row in session.execute(query)}
    for user in session.exec(select(User).order_by(col(User.id))):
        if registered.get(user.email, "") not in (None, row_digest(user, OF_USERS)):
            yield Broken("verify_user_altered", {"email": user.email})


def runs(session: Session) -> Iterator[Broken]:
    """Every run holds the inputs and results that it was stored with."""
    stored = _digests(session, "project", col(Event.run_id))
    for run in session.exec(select(ProjectionRun).order_by(col(ProjectionRun.id))):
        if stored.get(run.key, "") not in (None, row_digest(run, OF_RUNS)):
            yield Broken("verify_run_altered", {"number": run.number})


def _digests(session: Session, action: str, column: Any) -> dict[int, str | None]:
    query = sa.select(column, col(Event.digest)).where(col(Event.action) == action)
    return {row[0]: row[1] for row in session.execute(query.order_by(col(Event.id)))}


def decisions(session: Session) -> Iterator[Broken]:
    """Every decision on duplicates is the newest that somebody took, and none is missing."""
    newest = _decided(session)
    stored = {
        frozenset((row.first_id, row.second_id)): row_digest(row, OF_DECISIONS)
        for row in session.exec(select(OverlapDecision))
    }
    for pair in sorted(newest.keys() | stored.keys(), key=sorted):
        if newest.get(pair) != stored.get(pair):
            codes = session.exec(select(Instrument.code).where(col(Instrument.id).in_(pair)))
            yield Broken("verify_decision_altered", {"codes": sorted(codes)})


def _decided(session: Session) -> Mapping[frozenset[int], str]:
    """The digest of the newest decision on each pair; its events name one record each."""
    query = (
        sa.select(col(Event.digest), col(Event.instrument_id))
        .where(col(Event.action) == "decide_overlap", col(Event.digest).is_not(None))
        .order_by(col(Event.id))
    )
    pairs: dict[str, set[int]] = defaultdict(set)
    order: list[str] = []
    for digest, key in session.execute(query):
        pairs[digest].add(key)
        order.append(digest)
    return {frozenset(pairs[digest]): digest for digest in order}


def dismissals(session: Session) -> Iterator[Broken]:
    """Every dismissal of an overdue proposal is what its event says, and none is missing."""
    query = (
        select(Event.digest, Instrument.code)
        .join(Instrument, col(Instrument.id) == col(Event.instrument_id))
        .where(Event.action == "dismiss_overdue")
    )
    events = session.exec(query).all()
    told: Counter[str | None] = Counter(digest for digest, _ in events)
    codes: dict[str | None, str] = dict(events)
    stored: Counter[str | None] = Counter()
    for row in session.exec(select(OverdueDismissal)):
        digest = row_digest(row, OF_DISMISSALS)
        stored[digest] += 1
        codes.setdefault(digest, session.get_one(Instrument, row.instrument_id).code)
    for odd in (told - stored) + (stored - told):
        yield Broken("verify_dismissal_altered", {"code": codes[odd]})


def scope(session: Session) -> Iterator[Broken]:
    """Every row of the scope table is one of the first, or what two people agreed on."""
    told, closed = _scope_events(session)
    rows = session.exec(select(ScopeRule).order_by(col(ScopeRule.id))).all()
    first = [_said(row) for row in rows if row.key not in told]
    if content_digest({"rows": sorted(first, key=str)}) != FIRST_ROWS:
        yield Broken("verify_first_scope_altered", {})
    for row in rows:
        said = {**_said(row), "state": plain(row.state)}
        ends = plain(row.valid_to)
        if said != told.get(row.key, said) or ends != closed.get(row.key):
            values = {"category": row.category, "day": row.valid_from}
            yield Broken("verify_scope_altered", values)
    for key in sorted(told.keys() - {row.key for row in rows}):
        table = ScopeRule.__tablename__
        yield Broken("verify_dated_row_missing", {"table": table, "key": key})


def _said(row: ScopeRule) -> dict[str, Any]:
    return {name: plain(getattr(row, name)) for name in ScopeInput.model_fields}


def _scope_events(session: Session) -> tuple[dict[int, dict[str, Any]], dict[int, str]]:
    """What the newest event says of each row, and the day on which rows were closed."""
    told: dict[int, dict[str, Any]] = {}
    closed: dict[int, str] = {}
    query = select(Event.changes).where(col(Event.action).endswith("_scope"))
    for changes in session.exec(query.order_by(col(Event.id))):
        names = (*ScopeInput.model_fields, "state")
        told[changes["scope_rule"]] = {name: changes[name] for name in names}
        if shut := changes.get("closed"):
            closed[shut[0]] = shut[1]
    return told, closed


def missing(session: Session) -> Iterator[Broken]:
    """Every version and movement of which the history speaks is there."""
    for column, table in ((Event.revision_id, Revision), (Event.movement_id, Movement)):
        key: Any = table.id
        query = (
            sa.select(col(Instrument.code), sa.func.min(col(Event.id)))
            .join(Event, col(Event.instrument_id) == col(Instrument.id))
            .outerjoin(table, key == col(column))
            .where(col(column).is_not(None), key.is_(None))
            .group_by(col(Instrument.code), col(column))
        )
        for code, number in session.execute(query):
            yield Broken("verify_row_missing", {"code": code, "number": number})
        yield from _without_record(session, table)


def _without_record(session: Session, table: Any) -> Iterator[Broken]:
    """Versions and movements whose record is not there: they would count nowhere."""
    home = sa.exists().where(col(Instrument.id) == table.instrument_id)
    for key in session.scalars(sa.select(table.id).where(~home).order_by(table.id)):
        yield Broken("verify_without_record", {"table": table.__tablename__, "key": key})


def makers(session: Session) -> Iterator[Broken]:
    """Who made a version or a movement is who the history says made it last."""
    made: tuple[tuple[Any, Any, tuple[str, ...]], ...] = (
        (Revision, Event.revision_id, ("propose", "amend")),
        (Movement, Event.movement_id, ("move",)),
    )
    for table, column, actions in made:
        newest = (
            sa.select(sa.func.max(col(Event.id)))
            .where(col(Event.action).in_(actions), col(column).is_not(None))
            .group_by(col(column))
        )
        query = (
            sa.select(col(Instrument.code))
            .join(Event, col(Event.instrument_id) == col(Instrument.id))
            .join(table, table.id == col(column))
            .where(col(Event.id).in_(newest), table.made_by_id != col(Event.actor_id))
        )
        for code in session.scalars(query.distinct()):
            yield Broken("verify_maker_altered", {"code": code})


def periods(session: Session) -> Iterator[Broken]:
    """Every period stands where its newest event left it, and closed figures read the same."""
    told: dict[str, tuple[str, str | None]] = {}
    query = select(Event.changes, Event.digest).where(col(Event.action).endswith("_period"))
    for changes, digest in session.exec(query.order_by(col(Event.id))):
        if "state" in changes:
            told[changes["period"][1]] = (changes["state"][1], digest)
    for period in session.exec(select(Period).order_by(col(Period.last_day))):
        values = {"day": period.last_day}
        first = (plain(PeriodState.PLANNED), None)
        if told.get(plain(period.last_day), first) != (plain(period.state), period.digest):
            yield Broken("verify_period_altered", values)
        elif period.digest and (period.figures, period.digest) != picture(session, period.last_day):
            yield Broken("verify_period_figures", values)


def without_event(session: Session, action: str, column: str, *also: State) -> Iterator[str]:
    """Codes of records whose versions or money name a person for a step that no event tells.

    ``column`` names who took it; ``also`` are states that are reached by that step alone.
    """
    both: tuple[tuple[Any, Any], ...] = (
        (Revision, Event.revision_id),
        (Movement, Event.movement_id),
    )
    for table, of in both:
        who = getattr(table, column)
        by_event = sa.exists().where(
            col(of) == table.id, col(Event.action) == action, col(Event.actor_id) == who
        )
        query = (
            sa.select(col(Instrument.code))
            .join(table, table.instrument_id == col(Instrument.id))
            .where(table.state.in_(also) | who.is_not(None))
            .where(~by_event)
        )
        yield from session.scalars(query)


def certified(session: Session) -> Iterator[Broken]:
    """What is certified was certified by an event of the third person that it names."""
    for code in without_event(session, "certify", "certified_by_id", State.CERTIFIED):
        yield Broken("verify_certified_without_event", {"code": code})


def withdrawals(session: Session) -> Iterator[Broken]:
    """A version is a withdrawal exactly when somebody asked for one."""
    query = (
        sa.select(col(Instrument.code), col(Revision.is_withdrawal), col(Event.changes))
        .select_from(Revision)
        .join(Event, col(Event.revision_id) == col(Revision.id))
        .join(Instrument, col(Instrument.id) == col(Revision.instrument_id))
        .where(col(Event.action) == "propose")
    )
    for code, is_withdrawal, changes in session.execute(query):
        if is_withdrawal != ("is_withdrawal" in changes):
            yield Broken("verify_withdrawal_altered", {"code": code})


OF_ROWS = (
    parties,
    users,
    runs,
    decisions,
    dismissals,
    scope,
    missing,
    makers,
    periods,
    certified,
    withdrawals,
)
