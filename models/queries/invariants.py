"""What must hold in the stored register, whatever wrote it; asked by ``flask verify``."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func

from models.commands.history import MAKING
from models.event import Event
from models.instrument import Instrument, Revision
from models.kinds import KINDS
from models.movement import Movement
from models.pledge import Participant, PledgeLine
from models.queries.broken import Broken
from models.queries.chain import altered
from models.queries.dated_invariants import OF_DATED
from models.queries.exchange_rates import altered_exchange_rates
from models.queries.fund_invariants import OF_FUNDS
from models.queries.loan_invariants import OF_LOANS
from models.queries.row_invariants import OF_ROWS
from models.queries.sign_off_invariants import OF_SIGN_OFF
from models.queries.target_invariants import OF_TARGETS
from models.queries.tax_invariants import setting_overlaps
from models.scope import ScopeRule
from models.types import PPM
from models.vocabulary import COUNTED_STATES, OPEN_STATES, Kind, ScopeState, State


def broken(session: Session) -> list[Broken]:
    """Everything that is wrong in the stored register; an empty list when nothing is."""
    checks = (
        _line_sums,
        _share_sums,
        _two_current,
        _two_open,
        _missing_terms,
        _maker_is_checker,
        _revisions_without_event,
        _movements_without_event,
        _states_against_events,
        altered,
        _scope_overlaps,
        setting_overlaps,
        altered_exchange_rates,
    )
    return [
        found
        for check in (*checks, *OF_DATED, *OF_FUNDS, *OF_LOANS, *OF_ROWS, *OF_SIGN_OFF, *OF_TARGETS)
        for found in check(session)
    ]


def _coded(query: Any) -> Any:
    return query.join(Instrument, col(Instrument.id) == col(Revision.instrument_id))


def _line_sums(session: Session) -> Iterator[Broken]:
    """Lines sum to the total."""
    total = func.coalesce(func.sum(PledgeLine.amount_won), 0)
    query = _coded(
        sa.select(col(Instrument.code), col(Revision.amount_won), total).select_from(Revision)
    ).join(PledgeLine, col(PledgeLine.revision_id) == col(Revision.id))
    query = query.group_by(col(Revision.id), col(Instrument.code), col(Revision.amount_won)).having(
        total != func.coalesce(col(Revision.amount_won), 0)
    )
    for code, won, found in session.execute(query):
        yield Broken("verify_line_sums", {"code": code, "total": won, "found": int(found)})


def _share_sums(session: Session) -> Iterator[Broken]:
    """Participants' shares sum to 100 percent."""
    total = func.sum(Participant.share_ppm)
    query = _coded(sa.select(col(Instrument.code), total).select_from(Revision)).join(
        Participant, col(Participant.revision_id) == col(Revision.id)
    )
    query = query.group_by(col(Revision.id), col(Instrument.code)).having(total != PPM)
    for code, found in session.execute(query):
        yield Broken("verify_share_sums", {"code": code, "found": int(found)})


def _more_than_one(session: Session, states: tuple[State, ...]) -> Iterator[tuple[str, int]]:
    number = func.count(col(Revision.id))
    query = _coded(sa.select(col(Instrument.code), number).select_from(Revision))
    query = query.where(col(Revision.state).in_(states)).group_by(col(Instrument.code))
    yield from session.execute(query.having(number > 1))


def _two_current(session: Session) -> Iterator[Broken]:
    """At most one revision of an instrument counts."""
    for code, found in _more_than_one(session, COUNTED_STATES):
        yield Broken("verify_two_current", {"code": code, "found": found})


def _two_open(session: Session) -> Iterator[Broken]:
    """At most one revision of an instrument is open."""
    for code, found in _more_than_one(session, OPEN_STATES):
        yield Broken("verify_two_open", {"code": code, "found": found})


def _missing_terms(session: Session) -> Iterator[Broken]:
    """Every revision has the terms of its kind."""
    for kind in Kind:
        table: Any = KINDS[kind].terms
        query = _coded(sa.select(col(Instrument.code), col(Revision.number)).select_from(Revision))
        query = query.outerjoin(table, table.revision_id == col(Revision.id)).where(
            col(Instrument.kind) == kind, table.revision_id.is_(None)
        )
        for code, number in session.execute(query):
            yield Broken("verify_missing_terms", {"code": code, "number": number})


def _maker_is_checker(session: Session) -> Iterator[Broken]:
    """Nobody verified what they made, by the events as well as by the rows."""
    made: Any = aliased(Event)
    checked: Any = aliased(Event)
    for name in ("revision_id", "movement_id"):
        query = (
            sa.select(col(Instrument.code))
            .select_from(checked)
            .join(made, getattr(made, name) == getattr(checked, name))
            .join(Instrument, col(Instrument.id) == checked.instrument_id)
            .where(checked.action == "verify", made.action.in_(MAKING))
            .where(made.actor_id == checked.actor_id)
            .distinct()
        )
        for (code,) in session.execute(query):
            yield Broken("verify_maker_is_checker", {"code": code})


def _revisions_without_event(session: Session) -> Iterator[Broken]:
    """Every revision was proposed by somebody."""
    proposed = sa.exists().where(
        col(Event.revision_id) == col(Revision.id), col(Event.action) == "propose"
    )
    query = _coded(sa.select(col(Instrument.code), col(Revision.number)).select_from(Revision))
    for code, number in session.execute(query.where(~proposed)):
        yield Broken("verify_without_event", {"code": code, "number": number})


def _movements_without_event(session: Session) -> Iterator[Broken]:
    """Every movement was recorded by somebody."""
    recorded = sa.exists().where(
        col(Event.movement_id) == col(Movement.id), col(Event.action) == "move"
    )
    query = (
        sa.select(col(Instrument.code), col(Movement.entry))
        .join(Movement, col(Movement.instrument_id) == col(Instrument.id))
        .where(~recorded)
    )
    for code, entry in session.execute(query):
        yield Broken("verify_without_event", {"code": code, "number": entry})


def _states_against_events(session: Session) -> Iterator[Broken]:
    """What counts, or ever counted, was verified by an event of the one it names."""
    ever: tuple[tuple[Any, Any, Any], ...] = (
        (Revision, Event.revision_id, Revision.valid_from),
        (Movement, Event.movement_id, Movement.verified_at),
    )
    for table, column, moment in ever:
        verified = sa.exists().where(
            col(column) == table.id,
            col(Event.action) == "verify",
            col(Event.actor_id) == table.verified_by_id,
        )
        query = (
            sa.select(col(Instrument.code), table.state)
            .join(table, table.instrument_id == col(Instrument.id))
            .where(table.state.in_(COUNTED_STATES) | col(moment).is_not(None), ~verified)
        )
        for code, state in session.execute(query):
            yield Broken("verify_state_without_event", {"code": code, "state": state})


def _scope_overlaps(session: Session) -> Iterator[Broken]:
    """On any day one confirmed row of the scope table treats a category and expenditure kind."""
    earlier, later = aliased(ScopeRule), aliased(ScopeRule)
    same_kind = sa.or_(
        col(earlier.spend_kind) == col(later.spend_kind),
        col(earlier.spend_kind).is_(None) & col(later.spend_kind).is_(None),
    )
    still_held = sa.or_(
        col(earlier.valid_to).is_(None), col(earlier.valid_to) >= col(later.valid_from)
    )
    query = (
        sa.select(col(later.category), col(later.valid_from))
        .select_from(earlier)
        .join(later, sa.and_(col(earlier.category) == col(later.category), same_kind))
        .where(col(earlier.state) == ScopeState.CONFIRMED, col(later.state) == ScopeState.CONFIRMED)
        .where(col(earlier.id) < col(later.id), still_held)
    )
    for category, day in session.execute(query):
        yield Broken("verify_scope_overlap", {"category": category, "day": day})
