"""What the registry already holds of the rows in a workbook: a few bulk questions."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col, or_, select

from models.commands.movements import HEADER as MOVEMENT_HEADER
from models.content import HEADER, NOT_COMPARED, PARTY_CODE, part_query, stored_part
from models.instrument import Instrument, Revision
from models.kinds import KINDS
from models.movement import Movement
from models.parts import PARTY
from models.people import Party
from models.pledge import PledgeTerms
from models.scope import OverlapDecision
from models.vocabulary import COUNTED_STATES, OPEN_STATES, Kind, State

MANY: Final = 5_000
"""For more rows than this, everything of the kind is read and sifted: one scan is cheaper
than long lists of what is wanted."""
CHUNK: Final = 500
LIVING: Final = OPEN_STATES + COUNTED_STATES


class Known(NamedTuple):
    """A registered instrument by what a workbook may call it."""

    key: int
    code: str
    filer: str
    reference: str


class Latest(NamedTuple):
    """The newest revision of an instrument that was not superseded or withdrawn."""

    key: int
    state: State
    said: dict[str, Any]


class Filed(NamedTuple):
    """A row of dated money as the registry holds it."""

    state: State
    said: dict[str, Any]


class Registered:
    """The instruments of one kind that a workbook's references and codes may mean."""

    def __init__(self, session: Session, kind: Kind, names: Collection[str]) -> None:
        self._session, self._kind = session, kind
        self.by_identity: dict[tuple[str, str], Known] = {}
        self.by_code: dict[str, Known] = {}
        self.by_reference: dict[str, list[Known]] = defaultdict(list)
        query = (
            select(Instrument.id, Instrument.code, Party.code, Instrument.reference)
            .join(Party, col(Party.id) == col(Instrument.filer_id))
            .where(Instrument.kind == kind)
        )
        for clause in _among(names, col(Instrument.reference), col(Instrument.code)):
            for row in session.execute(query.where(clause)):
                self._add(Known(*row))

    def _add(self, known: Known) -> None:
        self.by_identity[known.filer, known.reference] = known
        self.by_code[known.code] = known
        self.by_reference[known.reference].append(known)

    def latest(self, keys: Collection[int]) -> dict[int, Latest]:
        """What the registry says now of each instrument, flat, as models.content says it."""
        found: dict[int, Latest] = {}
        for clause in _among(keys, col(Revision.instrument_id)):
            found |= self._revisions(clause)
        said = {latest.key: latest.said for latest in found.values()}
        for clause in _among(keys, col(Revision.instrument_id)):
            for key, part in self._parts(clause):
                if key in said:
                    said[key] |= part
        return found

    def _revisions(self, clause: Any) -> dict[int, Latest]:
        columns = [getattr(Revision, name) for name in HEADER]
        keys = [col(Revision.instrument_id), col(Revision.id), col(Revision.state)]
        query = self._living(sa.select(*keys, *columns), clause).order_by(col(Revision.number))
        return {
            instrument: Latest(key, state, dict(zip(HEADER, values, strict=True)))
            for instrument, key, state, *values in self._session.execute(query)
        }

    def _parts(self, clause: Any) -> Iterator[tuple[int, dict[str, Any]]]:
        """Terms and parts, by the key of their revision."""
        table: Any = KINDS[self._kind].terms
        names = tuple(table.model_fields.keys() - NOT_COMPARED)
        for key, *values in self._rows(table, names, clause):
            yield key, dict(zip(names, values, strict=True))
        for part in KINDS[self._kind].parts:
            owner: Any = part.table
            query = part_query(part).join(Revision, col(Revision.id) == owner.revision_id)
            yield from stored_part(self._session, part, self._living(query, clause))

    def _rows(self, table: Any, names: tuple[str, ...], clause: Any) -> Iterable[Any]:
        columns = [getattr(table, name) for name in names]
        query = sa.select(table.revision_id, *columns).join(
            Revision, col(Revision.id) == table.revision_id
        )
        return self._session.execute(self._living(query, clause))

    def _living(self, query: Any, clause: Any) -> Any:
        of_kind = col(Instrument.id) == col(Revision.instrument_id)
        return (
            query.join(Instrument, of_kind)
            .where(Instrument.kind == self._kind, clause)
            .where(col(Revision.state).in_(LIVING))
        )

    def movements(self, keys: Collection[int]) -> dict[tuple[int, str], Filed]:
        """Dated money under these instruments by the filer's own entry number."""
        made = KINDS[self._kind]
        columns = [getattr(Movement, name) for name in MOVEMENT_HEADER if name != "entry"]
        query: Any = sa.select(
            col(Movement.instrument_id), col(Movement.entry), col(Movement.state), *columns
        )
        names = [name for name in MOVEMENT_HEADER if name != "entry"]
        if made.movement_terms is not None:
            query = _with_particulars(query, made.movement_terms, made.particulars)
            names += made.particulars
        return {
            (key, entry): Filed(state, dict(zip(names, said, strict=True)))
            for clause in _among(keys, col(Movement.instrument_id))
            for key, entry, state, *said in self._session.execute(query.where(clause))
        }

    def overlapping(
        self, overlap_keys: Collection[str], own: str | None = None
    ) -> dict[str, list[tuple[int, str]]]:
        """The instruments that state each key, with their codes; those of ``own`` if given."""
        found: dict[str, list[tuple[int, str]]] = defaultdict(list)
        query = (
            select(PledgeTerms.overlap_key, Instrument.id, Instrument.code)
            .join(Revision, col(Revision.id) == col(PledgeTerms.revision_id))
            .join(Instrument, col(Instrument.id) == col(Revision.instrument_id))
            .where(col(Revision.state).in_(LIVING))
            .distinct()
            .order_by(col(Instrument.code))
        )
        if own is not None:
            query = query.join(Party, col(Party.id) == col(Instrument.filer_id))
            query = query.where(Party.code == own)
        for clause in _among(overlap_keys, col(PledgeTerms.overlap_key)):
            for overlap_key, key, code in self._session.execute(query.where(clause)):
                found[overlap_key].append((key, code))
        return found

    def decided(self) -> set[tuple[int, int]]:
        """Pairs of instruments about which a person has decided."""
        rows = self._session.execute(select(OverlapDecision.first_id, OverlapDecision.second_id))
        return {(first, second) for first, second in rows}


def _with_particulars(query: Any, table: Any, names: Sequence[str]) -> Any:
    """The query with what only this kind's movements have; a party by its code."""
    columns = [PARTY_CODE if name == PARTY else getattr(table, name) for name in names]
    query = query.add_columns(*columns).outerjoin(table, table.movement_id == Movement.id)
    if PARTY in names:
        query = query.outerjoin(Party, col(Party.id) == table.party_id)
    return query


def _among(wanted: Collection[Any], *columns: Any) -> Iterator[Any]:
    """Conditions that together let through every row in which a column is wanted."""
    if not wanted:
        return
    if len(wanted) > MANY:
        yield sa.true()
        return
    listed = list(wanted)
    for start in range(0, len(listed), CHUNK):
        chunk = listed[start : start + CHUNK]
        yield or_(*(column.in_(chunk) for column in columns))
