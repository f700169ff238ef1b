"""What one change of one field would do to each of many records, and which cannot change."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from pydantic import ValidationError
from sqlmodel import Session, col, select

from models.content import given_of
from models.errors import (
    ChangedMeanwhile,
    DoesNotFit,
    NotFound,
    RegistryError,
    SameValue,
    VersionOpen,
)
from models.inputs import InstrumentInput
from models.instrument import Instrument, Revision
from models.kinds import KINDS
from models.people import Party
from models.queries.chunks import chunks
from models.queries.current import CURRENT
from models.queries.visibility import Viewer, visible
from models.vocabulary import OPEN_STATES, Kind, State


class Picked(NamedTuple):
    """A record by its code, with the version that somebody saw; none yet at the first look."""

    code: str
    revision_id: int | None = None
    lock: int | None = None


class Wanted(NamedTuple):
    """The change: a field of the kind's input, and the value that it is to have."""

    field: str
    value: Any


@dataclass(frozen=True, slots=True)
class Row:
    """One record before and after. ``given`` is what it would say; ``refusal`` why it cannot."""

    picked: Picked
    title: str = ""
    filer: str = ""
    old: Any = None
    given: InstrumentInput | None = None
    refusal: RegistryError | None = None


class _Found(NamedTuple):
    instrument: Instrument
    revision: Revision
    filer: Party
    open_state: State | None


def rows_of(
    session: Session,
    kind: Kind,
    picked: Sequence[Picked],
    wanted: Wanted,
    viewer: Viewer,
    *,
    hold: bool = False,
) -> list[Row]:
    """What the change does to each picked record, in their order.

    A record that ``viewer`` may not see is as if there were none. With ``hold`` the versions
    stay as they are until the transaction ends.
    """
    found = _found(session, kind, [one.code for one in picked], viewer, hold)
    return [_row(session, one, found.get(one.code), wanted) for one in picked]


def _row(session: Session, picked: Picked, found: _Found | None, wanted: Wanted) -> Row:
    if found is None:
        return Row(picked, refusal=NotFound(what="instrument", found=picked.code))
    seen = Picked(picked.code, found.revision.key, found.revision.lock)
    row = Row(seen, found.revision.title, found.filer.name_ko)
    if picked.revision_id is not None and picked != seen:
        return replace(row, refusal=ChangedMeanwhile(found=seen.lock, given=picked.lock))
    before = given_of(session, found.instrument, found.revision)
    row = replace(row, old=getattr(before, wanted.field))
    if found.open_state is not None:
        return replace(row, refusal=VersionOpen(state=str(found.open_state)))
    if row.old == wanted.value:
        return replace(row, refusal=SameValue())
    try:
        given = type(before).model_validate({**dict(before), wanted.field: wanted.value})
    except ValidationError as error:
        return replace(row, refusal=_unfitting(error, wanted.field))
    return replace(row, given=given)


def _unfitting(error: ValidationError, field: str) -> DoesNotFit:
    first = error.errors(include_url=False)[0]
    about = first.get("ctx", {})
    named = str(about.get("field") or (first["loc"] or (field,))[-1])
    return DoesNotFit(complaint=first["type"], about=about, field=named)


def _found(
    session: Session, kind: Kind, codes: Sequence[str], viewer: Viewer, hold: bool
) -> dict[str, _Found]:
    """The version that is shown of each record, and the state of one that is still open."""
    found: list[tuple[Instrument, Revision, Party]] = []
    for chunk in chunks(codes):
        query = (
            select(Instrument, Revision, Party)
            .join(Revision, col(Revision.instrument_id) == col(Instrument.id))
            .join(Party, col(Party.id) == col(Instrument.filer_id))
            .where(Instrument.kind == kind, col(Instrument.code).in_(chunk))
            .where(CURRENT, visible(viewer))
        )
        found += session.exec(query.with_for_update(of=Revision) if hold else query).all()
    opened = _opened(session, [instrument.key for instrument, _, _ in found])
    return {
        instrument.code: _Found(instrument, revision, filer, opened.get(instrument.key))
        for instrument, revision, filer in found
    }


def _opened(session: Session, keys: Sequence[int]) -> dict[int, State]:
    opened: dict[int, State] = {}
    for chunk in chunks(keys):
        query = (
            select(Revision.instrument_id, Revision.state)
            .where(col(Revision.instrument_id).in_(chunk))
            .where(col(Revision.state).in_(OPEN_STATES))
        )
        opened |= {row[0]: State(row[1]) for row in session.exec(query)}
    return opened


def may_change(kind: Kind, field: str) -> bool:
    """Whether records of a kind may be given a value of that field together."""
    return field in KINDS[kind].input.TOGETHER
