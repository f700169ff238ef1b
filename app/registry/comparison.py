"""Two people changed one record: what it said, what it says now, and what this person typed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from flask_babel import gettext
from pydantic import BaseModel, ValidationError
from sqlmodel import Session

from app import messages
from app.i18n import Language
from app.messages import field
from app.registry.record import said
from models import Revision, User
from models.commands.history import plain
from models.content import given_of
from models.inputs import InstrumentInput
from models.kinds import KINDS
from models.parts import PARTY, PartOf
from models.queries.instruments import Shown
from models.queries.parties import PartyIndex
from models.queries.versions import Version, content_at, events_since, version_of
from models.vocabulary import Kind

MINE, NOW = "mine", "now"
IDENTITY = frozenset({"filer", "reference"})
Flat = Mapping[str, Any]


class Typed(Protocol):
    """The form that the choices came with."""

    lang: Language

    def text(self, name: str) -> str:
        """What was typed or chosen."""

    def complain(self, name: str, sentence: str) -> None:
        """Note what is wrong."""


class Cell(NamedTuple):
    """One field in words: when this person started, now, and as they typed it."""

    name: str
    was: str
    now: str
    mine: str


class Change(NamedTuple):
    """Who changed something in the register meanwhile, and when."""

    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Choice:
    """What is chosen as one: a field, or a whole row of a list.

    ``by`` is ``both`` when two people changed it, or ``them`` or ``me``.
    """

    key: str
    by: str
    cells: Sequence[Cell]
    change: Change | None

    @property
    def name(self) -> str:
        """The name of its two buttons in the page."""
        return f"choose-{self.key}"

    @property
    def proposed(self) -> str:
        """What is kept unless somebody says otherwise: nothing where two people changed it."""
        return {"them": NOW, "me": MINE}.get(self.by, "")


@dataclass(frozen=True, slots=True)
class Comparison:
    """The fields in which the register and this person differ, theirs to choose."""

    kind: Kind
    version: Version
    latest: Revision
    last: Change | None
    choices: Sequence[Choice]
    now: InstrumentInput
    mine: InstrumentInput

    def merged(self, form: Typed) -> InstrumentInput | None:
        """The record as it was chosen; None with complaints where it is not chosen or wrong."""
        chosen = {one.key: form.text(one.name) for one in self.choices}
        for one in self.choices:
            if chosen[one.key] not in (MINE, NOW):
                about = one.cells[0].name
                form.complain(
                    one.name, gettext("%(field)s: 둘 가운데 하나를 고르세요.", field=about)
                )
        if any(side not in (MINE, NOW) for side in chosen.values()):
            return None
        values = {name: getattr(self.now, name) for name in IDENTITY}
        values |= {name: self._field(name, chosen) for name in _fields(self.kind)}
        values |= {part.name: self._rows(part, chosen) for part in KINDS[self.kind].parts}
        return _validated(form, self.kind, values)

    def _field(self, name: str, chosen: Mapping[str, str]) -> Any:
        return getattr(self.mine if chosen.get(name) == MINE else self.now, name)

    def _rows(self, part: PartOf, chosen: Mapping[str, str]) -> list[dict[str, Any]]:
        now, mine = _rows_of(part, self.now), _rows_of(part, self.mine)
        kept = {
            key: (mine if chosen.get(key) == MINE else now).get(key)
            for key in dict.fromkeys((*now, *mine))
        }
        return [row.model_dump() for row in kept.values() if row is not None]


def compare(
    session: Session, shown: Shown, mine: InstrumentInput, started: Version, lang: Language
) -> Comparison:
    """What differs between the newest version of a record and what somebody typed.

    ``started`` is the state of the record from which they typed.
    """
    instrument, kind = shown.instrument, shown.instrument.kind
    now = given_of(session, instrument, shown.latest)
    mine = _by_code(kind, mine, PartyIndex(session))
    was = content_at(session, instrument, started)
    changes = _changes(session, shown, started)
    found = [
        _choice(key, names, (was, _flat(kind, now), _flat(kind, mine)), changes, lang)
        for key, names in _units(kind, now, mine)
    ]
    order = ("both", "them", "me")
    return Comparison(
        kind=kind,
        version=version_of(shown.latest),
        latest=shown.latest,
        last=next(iter(changes.values()), None),
        choices=sorted((one for one in found if one), key=lambda one: order.index(one.by)),
        now=now,
        mine=mine,
    )


def _choice(
    key: str,
    names: Sequence[str],
    sides: tuple[Flat, Flat, Flat],
    changes: Mapping[str, Change],
    lang: Language,
) -> Choice | None:
    """One thing to choose; None where the register says what this person typed."""
    was, now, mine = ([_value(side, name) for name in names] for side in sides)
    if now == mine:
        return None
    by = "them" if mine == was else "me" if now == was else "both"
    cells = [
        Cell(field(name, lang), *(_said(name, side.get(name), lang) for side in sides))
        for place, name in enumerate(names)
        if len({str(side[place]) for side in (was, now, mine)}) > 1
    ]
    change = next((changes[name] for name in names if name in changes), None)
    return Choice(key, by, cells, None if by == "me" else change)


def _said(name: str, held: Any, lang: Language) -> str:
    return said(name, plain(held), lang)


def _value(side: Flat, name: str) -> Any:
    """A value that can be compared: nothing and an empty text are the same."""
    held = plain(side.get(name))
    return None if held == "" else held


def _units(
    kind: Kind, now: InstrumentInput, mine: InstrumentInput
) -> Iterator[tuple[str, Sequence[str]]]:
    """What is chosen as one, with the flat names of its fields."""
    for name in _fields(kind):
        yield name, (name,)
    for part in KINDS[kind].parts:
        rows = _rows_of(part, now) | _rows_of(part, mine)
        for key, row in rows.items():
            yield key, tuple(part.said(row))


def _fields(kind: Kind) -> list[str]:
    parts = {part.name for part in KINDS[kind].parts}
    return [name for name in KINDS[kind].input.model_fields if name not in IDENTITY | parts]


def _rows_of(part: PartOf, given: InstrumentInput) -> dict[str, Any]:
    """The rows of a list by what tells them apart."""
    rows = getattr(given, part.name)
    return {"|".join((part.name, *_words(part, row))): row for row in rows}


def _words(part: PartOf, row: BaseModel) -> list[str]:
    return [str(plain(getattr(row, name))) for name in part.identity]


def _flat(kind: Kind, given: InstrumentInput) -> dict[str, Any]:
    said = {name: getattr(given, name) for name in _fields(kind)}
    for part in KINDS[kind].parts:
        for row in getattr(given, part.name):
            said |= part.said(row)
    return said


def _by_code(kind: Kind, given: InstrumentInput, index: PartyIndex) -> InstrumentInput:
    """The input with its parties by their codes, as the register names them."""

    def named(row: Any) -> Any:
        party = index.find(row.party) if row.party else None
        return row.model_copy(update={PARTY: party.code}) if party else row

    rows = {
        part.name: tuple(named(row) for row in getattr(given, part.name))
        for part in KINDS[kind].parts
        if part.names_party
    }
    return given.model_copy(update=rows)


def _changes(session: Session, shown: Shown, started: Version) -> dict[str, Change]:
    """Who changed each field last since then."""
    found: dict[str, Change] = {}
    for event in events_since(session, shown.instrument, started):
        actor = session.get_one(User, event.actor_id).name if event.actor_id else ""
        for name in event.changes:
            found.setdefault(name, Change(actor, event.at))
    return found


def _validated(form: Typed, kind: Kind, values: Mapping[str, Any]) -> InstrumentInput | None:
    """The record that was chosen; what does not go together is said above the choices."""
    made: Callable[[Any], InstrumentInput] = KINDS[kind].input.model_validate
    try:
        return made(values)
    except ValidationError as error:
        for item in error.errors(include_url=False):
            about = item.get("ctx", {})
            name = str(about.get("field") or (item["loc"] or ("form",))[-1])
            form.complain("form", messages.complaint(item["type"], about, form.lang, name=name))
        return None
