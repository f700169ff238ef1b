"""What an input says and what a revision says, in one flat form that can be compared."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from models.inputs import InstrumentInput
from models.instrument import Instrument, Revision
from models.kinds import KINDS
from models.parts import FUND, PARTY, PartOf
from models.people import Party
from models.queries.chunks import chunks
from models.queries.parties import PartyIndex
from models.vocabulary import Kind

NOT_COMPARED = frozenset({"id", "revision_id", "part_of_id"})
HEADER = tuple(InstrumentInput.model_fields.keys() - {"filer", "reference"})
NESTED = frozenset({"filer", "reference"}).union(
    part.name for kind in KINDS.values() for part in kind.parts
)
PARTY_CODE: sa.ColumnElement[str] = sa.func.coalesce(col(Party.code), "")
"""What a row calls its party; an input that names none says an empty text."""
TERMS = {kind: tuple(KINDS[kind].terms.model_fields) for kind in Kind}


def terms_of(
    kind: Kind, given: InstrumentInput, parents: Mapping[tuple[str, str], int]
) -> dict[str, Any]:
    """The columns of the kind's terms as ``given`` says them."""
    fields = vars(given)
    said = {name: fields[name] for name in TERMS[kind] if name in fields}
    if "part_of" in said:
        said["part_of_id"] = parents.get((given.filer, said["part_of"]))
    return said


def parts_of(kind: Kind, given: InstrumentInput, index: PartyIndex) -> dict[str, Any]:
    """Everything ``given`` says, flat, as contents_of says it of a stored revision.

    Raises NotFound when a party that it names is not registered.
    """
    said = {name: value for name, value in vars(given).items() if name not in NESTED}
    for part in KINDS[kind].parts:
        for row in getattr(given, part.name):
            named = row.model_copy(update=_by_code(row, index)) if part.names_party else row
            said |= part.said(named)
    return said


def _by_code(row: Any, index: PartyIndex) -> dict[str, str]:
    """The party of a row by its code; a part may leave it out."""
    return {PARTY: index.named(row.party).code} if row.party else {}


def rows_of_part(
    part: PartOf, key: int, given: InstrumentInput, index: PartyIndex
) -> list[dict[str, Any]]:
    """The rows that store one list of ``given`` under the revision ``key``."""
    rows = [
        {"revision_id": key, **columns_of(row.model_dump(), index)}
        for row in getattr(given, part.name)
    ]
    if FUND in part.input.model_fields:
        for row in rows:
            named = row[FUND]
            row["fund_id"] = index.instrument(Kind.FUND, given.filer, named) if named else None
    return rows


def columns_of(said: dict[str, Any], index: PartyIndex) -> dict[str, Any]:
    """What an input says as columns: a party by its key. Raises NotFound."""
    if PARTY not in said:
        return said
    name = said.pop(PARTY)
    return {**said, "party_id": index.named(name).key if name else None}


def contents_of(
    session: Session, kind: Kind, revisions: Mapping[int, Revision]
) -> dict[int, dict[str, Any]]:
    """What each revision says, by the key that ``revisions`` gives it."""
    names = {revision.key: name for name, revision in revisions.items()}
    said = {
        name: {field: getattr(revision, field) for field in HEADER}
        for name, revision in revisions.items()
    }
    for keys in chunks(names):
        for key, part in _stored(session, kind, keys):
            said[names[key]] |= part
    return said


def links_of(session: Session, kind: Kind, keys: Collection[int]) -> dict[int, dict[str, int]]:
    """The records that revisions name, by their keys: parents, and funds above."""
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for query in _links(kind):
        for chunk in chunks(keys):
            for key, name, linked in session.execute(query(chunk)):
                found[key][name] = linked
    return found


def _links(kind: Kind) -> Iterator[Callable[[list[int]], Any]]:
    table: Any = KINDS[kind].terms
    if "part_of_id" in TERMS[kind]:
        yield _linked(table, sa.literal("part_of_id"), table.part_of_id)
    for part in KINDS[kind].parts:
        owner: Any = part.table
        if FUND in part.input.model_fields:
            (identity,) = part.identity
            name = sa.literal(f"{part.name}.") + getattr(owner, identity) + ".fund_id"
            yield _linked(owner, name, owner.fund_id)


def _linked(table: Any, name: Any, column: Any) -> Callable[[list[int]], Any]:
    query = sa.select(table.revision_id, name, column).where(column.is_not(None))
    return lambda keys: query.where(table.revision_id.in_(keys))


def given_of(session: Session, instrument: Instrument, revision: Revision) -> InstrumentInput:
    """What a revision says, as the input that would say it again."""
    made = KINDS[instrument.kind]
    terms = session.get_one(made.terms, revision.key)
    fields = made.input.model_fields.keys()
    said: dict[str, Any] = {name: getattr(revision, name) for name in HEADER}
    said |= {name: held for name, held in terms.model_dump().items() if name in fields}
    for part in made.parts:
        said[part.name] = _rows_said(session, part, revision.key)
    filer = session.get_one(Party, instrument.filer_id).code
    return made.input(filer=filer, reference=instrument.reference, **said)


def _rows_said(session: Session, part: PartOf, key: int) -> list[dict[str, Any]]:
    """The rows of one list as its inputs, in the order in which they were filed."""
    table: Any = part.table
    rows = session.scalars(sa.select(table).where(table.revision_id == key).order_by(table.id))
    found = []
    for row in rows:
        said = {name: getattr(row, name) for name in part.input.model_fields if name != PARTY}
        if part.names_party and row.party_id is not None:
            said[PARTY] = session.get_one(Party, row.party_id).code
        found.append(said)
    return found


def _stored(session: Session, kind: Kind, keys: list[int]) -> Iterator[tuple[int, dict[str, Any]]]:
    table: Any = KINDS[kind].terms
    fields = table.model_fields.keys() - NOT_COMPARED
    for row in session.scalars(sa.select(table).where(table.revision_id.in_(keys))):
        yield row.revision_id, {name: getattr(row, name) for name in fields}
    for part in KINDS[kind].parts:
        owner: Any = part.table
        yield from stored_part(session, part, part_query(part).where(owner.revision_id.in_(keys)))


def part_query(part: PartOf) -> Any:
    """Revision, identity and values of every row of a part; a party by its code."""
    table: Any = part.table
    columns = [
        PARTY_CODE if name == PARTY else getattr(table, name)
        for name in (*part.identity, *part.values)
    ]
    query = sa.select(table.revision_id, *columns)
    if part.names_party:
        query = query.outerjoin(Party, col(Party.id) == table.party_id)
    return query


def stored_part(session: Session, part: PartOf, query: Any) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows of ``query`` (see part_query), flat, beside the key of their revision."""
    many = len(part.identity)
    for key, *said in session.execute(query):
        yield key, part.flat(said[:many], said[many:])
