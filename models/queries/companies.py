"""Everything about one party: which records name it, in which part, as far as a reader may know."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col, select

from models.errors import NotFound
from models.fund import FundCommitment, FundTerms
from models.fund_movement import FundMovement
from models.instrument import Instrument, Revision
from models.loan import LoanTerms
from models.movement import Movement
from models.party_words import Part
from models.people import Party
from models.pledge import Participant
from models.queries.chunks import chunks
from models.queries.current import CURRENT
from models.queries.names import party_as_seen, row_as_seen
from models.queries.parties import parties
from models.queries.visibility import FULL_VIEW, Viewer, visible
from models.vocabulary import COUNTED_STATES, Kind, Role

OF_NAMES: tuple[tuple[Part, type[Any], str], ...] = (
    (Part.LENDER, LoanTerms, "lender"),
    (Part.BENEFICIARY, LoanTerms, "beneficiary"),
    (Part.OPERATOR, FundTerms, "operator"),
    (Part.BENEFICIARY, FundTerms, "beneficiary"),
)
"""Fields that name a party in words; they are read by its registered names and numbers."""


class Named(NamedTuple):
    """A record that names a party, as the reader may see it, and the parts of the party in it."""

    instrument: Instrument
    revision: Revision
    filer: Party
    parts: tuple[Part, ...]


class Group(NamedTuple):
    """The group of a party, and the parties that name it as theirs."""

    parent: Party | None
    members: Sequence[Party]


def is_hidden(party: Party, viewer: Viewer) -> bool:
    """Whether ``viewer`` reads a pseudonym in the place of the party's name."""
    return not (viewer.sees_names or party.is_public)


def visible_parties(session: Session, viewer: Viewer) -> list[Party]:
    """The parties that ``viewer`` may know of, as stored, by Korean name.

    Officials and auditors know all, a company itself, an economist those that file or share a
    record which they may see.
    """
    everyone = parties(session)
    if viewer.role in FULL_VIEW:
        return list(everyone)
    if viewer.role is Role.COMPANY:
        return [party for party in everyone if party.key == viewer.party_id]
    known = record_counts(session, viewer).keys()
    return [party for party in everyone if party.key in known]


def find_party(session: Session, code: str, viewer: Viewer) -> Party:
    """The party, as stored, that ``viewer`` knows by this code or pseudonym. Raises NotFound."""
    for party in visible_parties(session, viewer):
        if party_as_seen(party, viewer).code == code:
            return party
    raise NotFound(what="party", found=code)


def record_counts(session: Session, viewer: Viewer) -> dict[int, Counter[Kind]]:
    """How many visible records of each kind a party files or shares, by its key."""
    shown = (CURRENT, visible(viewer))
    filed = (
        select(Instrument.filer_id, Instrument.id, Instrument.kind)
        .join(Revision, col(Revision.instrument_id) == col(Instrument.id))
        .where(*shown)
    )
    shared = (
        select(Participant.party_id, Instrument.id, Instrument.kind)
        .join(Revision, col(Revision.id) == col(Participant.revision_id))
        .join(Instrument, col(Instrument.id) == col(Revision.instrument_id))
        .where(*shown)
    )
    found: dict[int, Counter[Kind]] = defaultdict(Counter)
    for party, _, kind in {*session.exec(filed).all(), *session.exec(shared).all()}:
        found[party][Kind(kind)] += 1
    return found


def records_of_party(session: Session, party: Party, viewer: Viewer) -> list[Named]:
    """Every visible record that names the party, by kind and code.

    Where the reader knows only a pseudonym, records that name the party in words, or the money
    of a fund whose name would tell, are left out, and titles are codes.
    """
    parts = _parts(session, party, viewer)
    rows: list[Any] = []
    query = (
        sa.select(Instrument, Revision, Party)
        .join(Revision, col(Revision.instrument_id) == col(Instrument.id))
        .join(Party, col(Party.id) == col(Instrument.filer_id))
        .where(CURRENT, visible(viewer))
    )
    for keys in chunks(parts):
        rows += session.execute(query.where(col(Instrument.id).in_(keys))).all()
    order = list(Kind)
    rows.sort(key=lambda row: (order.index(row[0].kind), row[0].code))
    hidden = is_hidden(party, viewer)
    return [
        Named(
            row_as_seen(instrument, filer, viewer),
            row_as_seen(revision, party if hidden else filer, viewer, instrument.code),
            party_as_seen(filer, viewer),
            tuple(part for part in Part if part in parts[instrument.key]),
        )
        for instrument, revision, filer in rows
    ]


def _parts(session: Session, party: Party, viewer: Viewer) -> dict[int, set[Part]]:
    """The parts of a party in current versions, by the key of the record."""
    found: dict[int, set[Part]] = defaultdict(set)
    for part, query in _queries(party, with_names=not is_hidden(party, viewer)):
        for key in session.scalars(query):
            found[key].add(part)
    return found


def _queries(party: Party, *, with_names: bool) -> Iterable[tuple[Part, Any]]:
    current = sa.select(col(Revision.instrument_id)).where(CURRENT)
    yield Part.FILER, sa.select(col(Instrument.id)).where(col(Instrument.filer_id) == party.key)
    yield (
        Part.PARTICIPANT,
        current.join(Participant, col(Participant.revision_id) == col(Revision.id)).where(
            col(Participant.party_id) == party.key
        ),
    )
    if not with_names:
        return
    yield (
        Part.INVESTOR,
        current.join(FundCommitment, col(FundCommitment.revision_id) == col(Revision.id)).where(
            col(FundCommitment.party_id) == party.key
        ),
    )
    yield (
        Part.INVESTEE,
        sa.select(col(Movement.instrument_id))
        .join(FundMovement, col(FundMovement.movement_id) == col(Movement.id))
        .where(col(FundMovement.party_id) == party.key, col(Movement.state).in_(COUNTED_STATES)),
    )
    names = [name for name in (party.name_ko, party.name_en, party.code, party.brn) if name]
    for part, table, field in OF_NAMES:
        yield (
            part,
            current.join(table, table.revision_id == col(Revision.id)).where(
                getattr(table, field).in_(names)
            ),
        )


def group_of(session: Session, party: Party, viewer: Viewer) -> Group:
    """The group of a party and its members, as far as ``viewer`` may know them.

    A group would tell who a pseudonym is, and a company sees itself only.
    """
    if is_hidden(party, viewer) or viewer.role is Role.COMPANY:
        return Group(None, ())
    known = {one.key for one in visible_parties(session, viewer)}
    parent = session.get(Party, party.group_id) if party.group_id else None
    if parent is not None and parent.key not in known:
        parent = None
    query = select(Party).where(Party.group_id == party.key).order_by(col(Party.name_ko))
    members = [one for one in session.exec(query) if one.key in known]
    return Group(
        None if parent is None else party_as_seen(parent, viewer),
        [party_as_seen(one, viewer) for one in members if not is_hidden(one, viewer)],
    )
