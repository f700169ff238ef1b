"""One search over everything: parties, and records of every kind, as far as a reader may see."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func

from models.instrument import Instrument, Revision
from models.people import Party
from models.pledge import Participant
from models.queries.companies import visible_parties
from models.queries.current import CURRENT
from models.queries.names import matches, party_as_seen, row_as_seen
from models.queries.visibility import Viewer, visible
from models.vocabulary import Kind


class Hit(NamedTuple):
    """A record that was found, as the reader may see it."""

    instrument: Instrument
    revision: Revision
    filer: Party


class Hits(NamedTuple):
    """The first records of a kind, and how many there are."""

    first: Sequence[Hit]
    total: int


def exact_code(session: Session, text: str, viewer: Viewer) -> str | None:
    """The code of the visible record whose code ``text`` is, however it is written."""
    query = (
        sa.select(col(Instrument.code))
        .join(Revision, col(Revision.instrument_id) == col(Instrument.id))
        .where(col(Instrument.code) == text.strip().upper(), visible(viewer))
    )
    return session.scalars(query.limit(1)).first()


def found_parties(session: Session, text: str, viewer: Viewer) -> list[Party]:
    """Visible parties whose name, code or registration number holds ``text``, as seen, by name.

    Where a reader knows pseudonyms only those are searched.
    """
    wanted, digits = text.casefold(), text.replace("-", "").replace(" ", "")
    seen = [party_as_seen(party, viewer) for party in visible_parties(session, viewer)]
    return [
        party
        for party in seen
        if any(wanted in (said or "").casefold() for said in _said(party))
        or (party.brn is not None and party.brn == digits)
    ]


def _said(party: Party) -> tuple[str | None, ...]:
    return party.name_ko, party.name_en, party.code


def found_records(
    session: Session, text: str, viewer: Viewer, *, limit: int
) -> Mapping[Kind, Hits]:
    """The first ``limit`` visible records of every kind that ``text`` finds, by code.

    Code, title, the filer's reference, the names and the number of the filer, and the names of
    participants are searched.
    """
    condition = _condition(text, viewer)
    kinds = _joined(sa.select(col(Instrument.kind), func.count()), condition)
    counts = {Kind(kind): n for kind, n in session.execute(kinds.group_by(col(Instrument.kind)))}
    found: dict[Kind, Hits] = defaultdict(lambda: Hits((), 0))
    for kind in (kind for kind in Kind if counts.get(kind)):
        query = _joined(sa.select(Instrument, Revision, Party), condition)
        rows = session.execute(
            query.where(col(Instrument.kind) == kind).order_by(col(Instrument.code)).limit(limit)
        )
        hits = [
            Hit(
                row_as_seen(instrument, filer, viewer),
                row_as_seen(revision, filer, viewer, instrument.code),
                party_as_seen(filer, viewer),
            )
            for instrument, revision, filer in rows
        ]
        found[kind] = Hits(hits, counts[kind])
    return found


def _joined(query: Any, condition: sa.ColumnElement[bool]) -> Any:
    return (
        query.select_from(Instrument)
        .join(Revision, col(Revision.instrument_id) == col(Instrument.id))
        .join(Party, col(Party.id) == col(Instrument.filer_id))
        .where(condition)
    )


def _condition(text: str, viewer: Viewer) -> sa.ColumnElement[bool]:
    columns = (
        Instrument.code,
        Instrument.reference,
        Revision.title,
        Party.name_ko,
        Party.name_en,
    )
    said = matches(text, columns, viewer)
    if viewer.sees_names:
        said = said | _shared_by(text)
    return sa.and_(CURRENT, visible(viewer), said)


def _shared_by(text: str) -> sa.ColumnElement[bool]:
    """Whether a participant of the version has that name."""
    other = aliased(Party)
    named = col(other.name_ko).icontains(text, autoescape=True) | col(other.name_en).icontains(
        text, autoescape=True
    )
    return sa.exists().where(
        col(Participant.revision_id) == col(Revision.id),
        col(other.id) == col(Participant.party_id),
        named,
    )
