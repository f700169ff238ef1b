"""Second people inside companies and of statements: whether rows stand where events left them."""

from collections.abc import Iterator

from sqlmodel import Session, col, select

from models.commands.history import plain
from models.event import Event
from models.people import Party
from models.period import NoChange, Period
from models.queries.broken import Broken
from models.queries.row_invariants import without_event
from models.sign_off import SignOff


def wishes(session: Session) -> Iterator[Broken]:
    """Every company's wish for two people is what its users last said."""
    query = select(Event).where(col(Event.action).endswith("_sign_off"))
    newest = {one.party_id: one for one in session.exec(query.order_by(col(Event.id)))}
    stored = {row.party_id: row for row in session.exec(select(SignOff))}
    for key in sorted({key for key in (*newest, *stored) if key is not None}):
        if _wish(stored.get(key)) != _told(newest.get(key)):
            yield Broken("verify_sign_off_altered", {"code": session.get_one(Party, key).code})


def _wish(row: SignOff | None) -> tuple[bool, int | None]:
    return (row.is_needed, row.ending_by_id) if row else (False, None)


def _told(event: Event | None) -> tuple[bool, int | None]:
    if event is None:
        return (False, None)
    ending = event.actor_id if event.action == "ask_end_sign_off" else None
    return (event.changes["sign_off"][1], ending)


def statements(session: Session) -> Iterator[Broken]:
    """Every statement of no change stands where its newest event left it, by the same people."""
    told: dict[tuple[int | None, str], list[Event]] = {}
    query = select(Event).where(col(Event.action).endswith("no_change"))
    for event in session.exec(query.order_by(col(Event.id))):
        told.setdefault((event.party_id, event.changes["period"][1]), []).append(event)
    rows = select(NoChange, Period, Party).join(Period).join(Party)
    for row, period, party in session.exec(rows.order_by(col(NoChange.id))):
        events = told.get((party.key, plain(period.last_day)), [])
        if not _fits(row, events):
            values = {"code": party.code, "day": period.last_day}
            yield Broken("verify_no_change_altered", values)


def _fits(row: NoChange, events: list[Event]) -> bool:
    last: dict[str, Event] = {one.action: one for one in events}
    made, verified = last.get("no_change"), last.get("verify_no_change")
    if made is None or events[-1].changes.get("state", [None, None])[1] not in (
        plain(row.state),
        None,
    ):
        return False
    checked = row.verified_by_id is None or (
        verified is not None and verified.actor_id == row.verified_by_id
    )
    return made.actor_id == row.made_by_id and checked


def signatures(session: Session) -> Iterator[Broken]:
    """Who signed off for a company did so by an event."""
    for code in without_event(session, "countersign", "signed_by_id"):
        yield Broken("verify_signed_without_event", {"code": code})


OF_SIGN_OFF = (wishes, statements, signatures)
