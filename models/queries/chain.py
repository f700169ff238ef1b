"""Whether the history is whole, and every row still says what its events say it said."""

from collections.abc import Iterator
from typing import Any, Final

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from models.chain import BEGINNING, LINKED, link
from models.commands.movements import HEADER, movement_digest
from models.commands.proposals import digest_of
from models.content import contents_of, links_of
from models.event import Event, EventChain
from models.instrument import Instrument, Revision
from models.kinds import KINDS
from models.movement import Movement
from models.queries.broken import Broken
from models.queries.chunks import chunks
from models.vocabulary import Kind

READ_AT_ONCE: Final = 5_000


def altered(session: Session) -> Iterator[Broken]:
    """Every event and row that somebody changed behind the registry's back."""
    yield from altered_events(session)
    yield from _altered_revisions(session)
    yield from _altered_movements(session)
    yield from _altered_states(session, Revision, col(Event.revision_id), "number")
    yield from _altered_states(session, Movement, col(Event.movement_id), "entry")


def chain_end(session: Session) -> tuple[int, str]:
    """How many events there are, and the hash of the last: written down, it proves them all."""
    end = session.exec(select(EventChain)).first()
    return (end.events, end.hash) if end else (0, BEGINNING)


def altered_events(session: Session) -> Iterator[Broken]:
    """Events that do not follow from the ones before, and an end that is missing."""
    before, last = BEGINNING, 0
    columns = [getattr(Event, name) for name in (*LINKED, "prev_hash", "hash")]
    rows = session.execute(
        sa.select(*columns).order_by(col(Event.id)),
        execution_options={"yield_per": READ_AT_ONCE},
    )
    for row in rows.mappings():
        if row["prev_hash"] != before:
            yield Broken("verify_event_missing", {"number": row["id"], "before": last})
        if link(row["prev_hash"], dict(row)) != row["hash"]:
            yield Broken("verify_event_altered", {"number": row["id"]})
        before, last = row["hash"], row["id"]
    end = session.exec(select(EventChain)).first()
    if end is None or (end.events, end.hash) != (last, before):
        yield Broken("verify_events_cut", {"number": last})


def _digests(session: Session, column: Any) -> dict[int, str]:
    """The newest digest of every row that ``column`` names."""
    newest = (
        sa.select(func.max(col(Event.id)))
        .where(col(Event.digest).is_not(None), column.is_not(None))
        .group_by(column)
    )
    rows = session.execute(sa.select(column, col(Event.digest)).where(col(Event.id).in_(newest)))
    return {row[0]: row[1] for row in rows}


def _altered_revisions(session: Session) -> Iterator[Broken]:
    known = _digests(session, col(Event.revision_id))
    for kind in Kind:
        query = (
            select(Revision, Instrument)
            .join(Instrument, col(Instrument.id) == col(Revision.instrument_id))
            .where(Instrument.kind == kind)
            .order_by(col(Revision.id))
        )
        rows = session.exec(query).all()
        for part in chunks(range(len(rows))):
            few = {place: rows[place][0] for place in part}
            said = contents_of(session, kind, few)
            links = links_of(session, kind, [revision.key for revision in few.values()])
            for place, revision in few.items():
                instrument, number = rows[place][1], revision.number
                owner = (instrument.filer_id, instrument.reference)
                linked = links.get(revision.key, {})
                digest = digest_of(instrument.key, owner, number, said[place], linked)
                if known.get(revision.key, digest) != digest:
                    values = {"code": instrument.code, "number": number}
                    yield Broken("verify_record_altered", values)


def _altered_movements(session: Session) -> Iterator[Broken]:
    known = _digests(session, col(Event.movement_id))
    for kind in Kind:
        for key, code, said, own in _movements(session, kind):
            digest = movement_digest(said, own)
            if known.get(key, digest) != digest:
                values = {"code": code, "entry": said["entry"]}
                yield Broken("verify_movement_altered", values)


def _movements(
    session: Session, kind: Kind
) -> Iterator[tuple[int, str, dict[str, Any], dict[str, Any]]]:
    """Key, code, what it says in common, and what only its kind says, of every movement."""
    made = KINDS[kind]
    common = ("instrument_id", *HEADER)
    terms: Any = made.movement_terms
    own = [{"party": "party_id"}.get(name, name) for name in made.particulars]
    query: Any = sa.select(
        col(Movement.id),
        col(Instrument.code),
        *(getattr(Movement, name) for name in common),
        *(getattr(terms, name) for name in own),
    ).join(Instrument, col(Instrument.id) == col(Movement.instrument_id))
    if terms is not None:
        query = query.outerjoin(terms, terms.movement_id == col(Movement.id))
    for key, code, *said in session.execute(query.where(col(Instrument.kind) == kind)):
        split = len(common)
        yield (
            key,
            code,
            dict(zip(common, said[:split], strict=True)),
            dict(zip(own, said[split:], strict=True)),
        )


def _altered_states(session: Session, table: Any, column: Any, name: str) -> Iterator[Broken]:
    """Rows whose state is not the one that their newest event left them in."""
    changed = session.execute(
        sa.select(column, col(Event.changes)).where(column.is_not(None)).order_by(col(Event.id))
    )
    left = {key: changes["state"][1] for key, changes in changed if "state" in changes}
    query = sa.select(table.id, col(Instrument.code), getattr(table, name), table.state)
    query = query.join(Instrument, col(Instrument.id) == table.instrument_id)
    for key, code, number, state in session.execute(query):
        if left.get(key, state) != state:
            values = {"code": code, "number": number, "state": state, "left": left[key]}
            yield Broken("verify_state_altered", values)
