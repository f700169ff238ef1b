"""Changing a record on the version that somebody started from, and on no other."""

from sqlmodel import Session

from models.commands.instruments import advance, amend
from models.commands.proposals import propose
from models.commands.sign_off import filed_state
from models.content import contents_of, parts_of
from models.errors import ChangedMeanwhile
from models.inputs import InstrumentInput
from models.instrument import Instrument, Revision
from models.people import User
from models.queries.parties import PartyIndex
from models.queries.versions import Version, held_latest, version_of
from models.vocabulary import State


def revise(
    session: Session,
    instrument: Instrument,
    given: InstrumentInput,
    *,
    actor: User,
    started_from: Version,
    state: State = State.DRAFT,
    reason: str = "",
) -> Revision:
    """Store a change of a record; ``started_from`` is the version that its author read.

    A draft or a returned version is amended in place, anything else gets a version of its own.
    The same change by the same person a second time changes nothing. Raises ChangedMeanwhile
    when the record moved since, and what propose, amend and advance raise.
    """
    latest = held_latest(session, instrument)
    if version_of(latest) != started_from:
        if says(session, instrument, latest, given, actor, state):
            return latest
        raise ChangedMeanwhile(found=latest.lock, given=started_from.lock)
    if latest.state not in (State.DRAFT, State.RETURNED):
        kind = instrument.kind
        return propose(session, kind, given, actor=actor, state=state, reason=reason)
    amend(session, latest, given, actor=actor, lock=latest.lock, reason=reason)
    if state is State.SUBMITTED:
        advance(session, latest, "submit", actor=actor, reason=reason)
    return latest


def says(
    session: Session,
    instrument: Instrument,
    revision: Revision,
    given: InstrumentInput,
    actor: User,
    state: State,
) -> bool:
    """Whether ``actor`` made this open version and it stands in ``state`` and says the same."""
    if revision.made_by_id != actor.key or revision.state is not filed_state(session, actor, state):
        return False
    stored = contents_of(session, instrument.kind, {0: revision})[0]
    return stored == parts_of(instrument.kind, given, PartyIndex(session))
