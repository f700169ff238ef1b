"""Who filed for a period, who said that nothing changed, and who said nothing."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlmodel import Session, col, select

from models.counting.running import Disagreement, disagreements
from models.counting.spending import SIGN
from models.errors import NotFound
from models.instrument import Instrument, Revision
from models.movement import Movement
from models.people import Party
from models.period import NoChange, Period
from models.period_words import Filing
from models.queries.current import as_known
from models.queries.register import spent_of
from models.vocabulary import COUNTED_STATES, PENDING_STATES, Kind, RecordedAs, State

ASKED = (State.AT_COMPANY, State.RETURNED)
"""Statements that are still with the company."""


class Filed(NamedTuple):
    """One company that owes a filing, and what it filed; None where nothing was filed.

    ``period_won`` adds up the period's amounts, ``running_won`` the newest running totals; the
    two are never added to each other.
    """

    party: Party
    pledges: int
    filing: Filing
    entries: int
    period_won: int | None
    running_won: int | None
    said_at: datetime | None
    note: str
    said: NoChange | None = None


class Odd(NamedTuple):
    """A running total that does not fit, with the record and the entry that state it."""

    code: str
    entry: str
    found: Disagreement


def filings(session: Session, period: Period, party_id: int | None = None) -> list[Filed]:
    """Every company with a verified pledge known by the end of a period, by name."""
    owed = _owed(session, period)
    moved = _moved(session, period)
    said = {
        one.party_id: one
        for one in session.exec(
            select(NoChange)
            .where(NoChange.period_id == period.key)
            .where(col(NoChange.state).in_((State.VERIFIED, *PENDING_STATES, *ASKED)))
        )
    }
    rows = [
        _filed(party, pledges, moved[party.key], said.get(party.key))
        for party, pledges in owed
        if party_id in (None, party.key)
    ]
    return sorted(rows, key=lambda row: row.party.name_ko)


def _owed(session: Session, period: Period) -> list[tuple[Party, int]]:
    """Private filers of verified pledges, and how many pledges each has."""
    query = (
        select(Party, Instrument.id)
        .join(Instrument, col(Instrument.filer_id) == col(Party.id))
        .join(Revision, col(Revision.instrument_id) == col(Instrument.id))
        .where(Instrument.kind == Kind.PLEDGE, col(Party.is_public).is_(False))
        .where(as_known(period.last_day, period.closed_at), col(Revision.valid_from).is_not(None))
    )
    found: dict[int, tuple[Party, int]] = {}
    for party, _ in session.exec(query):
        found[party.key] = (party, found.get(party.key, (party, 0))[1] + 1)
    return list(found.values())


def _moved(session: Session, period: Period) -> dict[int, list[Movement]]:
    """What was filed for the period, by the filer's key."""
    query = (
        select(Movement, Instrument.filer_id)
        .join(Instrument, col(Instrument.id) == col(Movement.instrument_id))
        .where(Instrument.kind == Kind.PLEDGE, col(Movement.kind).in_(SIGN))
        .where(col(Movement.state).in_((*COUNTED_STATES, *PENDING_STATES)))
        .where(col(Movement.period_to).between(period.first_day, period.last_day))
        .order_by(col(Movement.period_to), col(Movement.id))
    )
    found: dict[int, list[Movement]] = defaultdict(list)
    for movement, filer in session.exec(query):
        found[filer].append(movement)
    return found


def _filed(party: Party, pledges: int, moved: Sequence[Movement], said: NoChange | None) -> Filed:
    checked = [one for one in moved if one.state in COUNTED_STATES]
    filing = Filing.FILED if checked else Filing.WAITING
    totals = [one for one in checked if one.recorded_as is RecordedAs.RUNNING_TOTAL]
    return Filed(
        party=party,
        pledges=pledges,
        filing=filing if moved else _without_money(said),
        entries=len(moved),
        period_won=_sum(one for one in checked if one.recorded_as is RecordedAs.PERIOD),
        running_won=_sum({one.instrument_id: one for one in totals}.values()),
        said_at=max(one.made_at for one in moved) if moved else said.made_at if said else None,
        note=said.note if said and not moved else "",
        said=said if not moved else None,
    )


def _without_money(said: NoChange | None) -> Filing:
    """What a company without entries filed: what is still with the company is missing."""
    if said is None or said.state in ASKED:
        return Filing.MISSING
    return Filing.NO_CHANGE if said.state is State.VERIFIED else Filing.NO_CHANGE_WAITING


def _sum(movements: Iterable[Movement]) -> int | None:
    """The won of movements, net of refunds; None where there are none."""
    wons = [SIGN[one.kind] * one.amount_won for one in movements]
    return sum(wons) if wons else None


def statement_of(session: Session, period: Period, party_id: int) -> NoChange:
    """What a company said of a period. Raises NotFound where it said nothing."""
    query = select(NoChange).where(NoChange.period_id == period.key, NoChange.party_id == party_id)
    found = session.exec(query).first()
    if found is None:
        raise NotFound(what="no_change", found=str(party_id))
    return found


def odd_totals(session: Session, period: Period) -> list[Odd]:
    """Running totals filed until the end of a period that contradict other entries."""
    query = (
        select(Movement, Instrument.code)
        .join(Instrument, col(Instrument.id) == col(Movement.instrument_id))
        .where(Instrument.kind == Kind.PLEDGE, col(Movement.kind).in_(SIGN))
        .where(col(Movement.state).in_(COUNTED_STATES), Movement.known_on <= period.last_day)
    )
    rows = {movement.key: (movement, code) for movement, code in session.exec(query)}
    found = disagreements(spent_of(movement) for movement, _ in rows.values())
    return [Odd(rows[one.total.order][1], rows[one.total.order][0].entry, one) for one in found]
