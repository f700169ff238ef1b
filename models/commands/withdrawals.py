"""Withdrawing a record that counts: a version of its own, which a second person verifies."""

from datetime import date
from typing import Any

from sqlmodel import Session, col, func, select

from models.commands.bulk import insert_parts
from models.commands.history import now, plain, record, require_filer
from models.commands.proposals import digest_of, retire_open
from models.commands.sign_off import filed_state
from models.content import contents_of, links_of
from models.errors import ReasonNeeded, StepNotAllowed
from models.inputs import InstrumentInput
from models.instrument import Instrument, Revision
from models.kinds import KINDS
from models.people import User
from models.vocabulary import COUNTED_STATES, State


def propose_withdrawal(
    session: Session, instrument: Instrument, *, actor: User, reason: str, known_on: date
) -> Revision:
    """Ask for a verified or certified record to be withdrawn from the day ``known_on`` on.

    The record counts until somebody else verifies the withdrawal. Raises NotPermitted,
    ReasonNeeded, or StepNotAllowed when the record does not count.
    """
    owners = (instrument.filer_id,)
    require_filer(actor, KINDS[instrument.kind].makers, action="withdraw", owners=owners)
    if not reason.strip():
        raise ReasonNeeded(action="withdraw")
    counted = select(Revision).where(
        Revision.instrument_id == instrument.key, col(Revision.state).in_(COUNTED_STATES)
    )
    held = session.exec(counted).first()
    if held is None:
        raise StepNotAllowed(action="withdraw", state=str(State.WITHDRAWN))
    retire_open(session, instrument.kind, [instrument.key], actor)
    revision = _copied(session, held, actor, reason.strip(), known_on)
    changes = {"is_withdrawal": [None, True], "state": [None, plain(revision.state)]}
    record(
        session,
        "propose",
        actor=actor,
        reason=revision.reason,
        instrument_id=instrument.key,
        revision_id=revision.key,
        changes=changes,
        digest=_digest(session, instrument, revision),
    )
    return revision


def _copied(session: Session, held: Revision, actor: User, reason: str, known_on: date) -> Revision:
    """The next version, which says what the one that counts says."""
    last = select(func.max(Revision.number)).where(Revision.instrument_id == held.instrument_id)
    names = InstrumentInput.model_fields.keys() - {"filer", "reference", "known_on"}
    revision = Revision(
        **{name: getattr(held, name) for name in names},
        instrument_id=held.instrument_id,
        number=session.exec(last).one() + 1,
        state=filed_state(session, actor, State.SUBMITTED),
        known_on=known_on,
        reason=reason,
        made_by_id=actor.key,
        made_at=now(),
        is_withdrawal=True,
    )
    session.add(revision)
    session.flush()
    kind = session.get_one(Instrument, held.instrument_id).kind
    for table in (KINDS[kind].terms, *(part.table for part in KINDS[kind].parts)):
        _copy_rows(session, table, held.key, revision.key)
    return revision


def _copy_rows(session: Session, table: Any, source: int, target: int) -> None:
    rows = session.exec(select(table).where(table.revision_id == source)).all()
    copies = [row.model_dump(exclude={"id"}) | {"revision_id": target} for row in rows]
    insert_parts(session, table, copies)
    session.flush()


def _digest(session: Session, instrument: Instrument, revision: Revision) -> str:
    said = contents_of(session, instrument.kind, {revision.key: revision})[revision.key]
    links = links_of(session, instrument.kind, [revision.key]).get(revision.key, {})
    owner = (instrument.filer_id, instrument.reference)
    return digest_of(instrument.key, owner, revision.number, said, links)
