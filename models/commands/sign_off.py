"""A company's own second person: asking for one, ending it, and who may sign off."""

from collections.abc import Collection, Iterable

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from models.commands.history import now, record
from models.errors import ColleagueNeeded, NotPermitted, ReasonNeeded, StepNotAllowed, TooFewUsers
from models.instrument import Instrument
from models.people import Party, User
from models.queries.chunks import chunks
from models.sign_off import SignOff
from models.vocabulary import Role, State

LEAST_USERS = 2


def require_sign_off(session: Session, party: Party, *, actor: User) -> SignOff:
    """Let what one user of the company files wait for a second one, from now on.

    Raises NotPermitted unless a user of the company or an administrator asks, StepNotAllowed when
    it is so already, TooFewUsers when the company has nobody to be the second.
    """
    _require_keeper(actor, party, "require_sign_off")
    row = session.get(SignOff, party.key)
    if row is not None and row.is_needed:
        raise StepNotAllowed(action="require_sign_off", state="two_people")
    if _users(session, party) < LEAST_USERS:
        raise TooFewUsers(found=party.name_ko)
    if row is None:
        row = SignOff(party_id=party.key, is_needed=True, changed_by_id=actor.key, changed_at=now())
    return _keep(session, row, "require_sign_off", actor, is_needed=True)


def end_sign_off(session: Session, party: Party, *, actor: User, reason: str = "") -> SignOff:
    """Ask to file alone again, or agree to what a colleague asked; an administrator decides alone.

    Raises NotPermitted, StepNotAllowed when nothing is to be ended, ColleagueNeeded when the one
    who asked agrees with themselves, ReasonNeeded of an administrator.
    """
    _require_keeper(actor, party, "end_sign_off")
    row = session.get(SignOff, party.key)
    if row is None or not row.is_needed:
        raise StepNotAllowed(action="end_sign_off", state="one_person")
    if actor.role is Role.ADMINISTRATOR:
        if not reason.strip():
            raise ReasonNeeded(action="end_sign_off")
        return _keep(session, row, "end_sign_off", actor, is_needed=False, reason=reason)
    if row.ending_by_id is None:
        return _keep(session, row, "ask_end_sign_off", actor, ending=actor.key, reason=reason)
    if row.ending_by_id == actor.key:
        raise ColleagueNeeded(name=actor.name)
    return _keep(session, row, "end_sign_off", actor, is_needed=False, reason=reason)


def keep_sign_off(session: Session, party: Party, *, actor: User) -> SignOff:
    """Put aside what somebody asked: two people stay. Raises NotPermitted or StepNotAllowed."""
    _require_keeper(actor, party, "keep_sign_off")
    row = session.get(SignOff, party.key)
    if row is None or row.ending_by_id is None:
        raise StepNotAllowed(action="keep_sign_off", state="two_people")
    return _keep(session, row, "keep_sign_off", actor)


def needs_sign_off(session: Session, actor: User) -> bool:
    """Whether what ``actor`` files waits for a second user of the same company."""
    if actor.role is not Role.COMPANY or actor.party_id is None:
        return False
    row = session.get(SignOff, actor.party_id)
    return row is not None and row.is_needed


def filed_state(session: Session, actor: User, state: State) -> State:
    """Where filed content stands: with the company first, where it wants a second person."""
    waits = state is State.SUBMITTED and needs_sign_off(session, actor)
    return State.AT_COMPANY if waits else state


def require_colleague(actor: User, made_by: Collection[int]) -> None:
    """Refuse everybody but another user of the company than the one who wrote the content.

    Raises NotPermitted or ColleagueNeeded.
    """
    if actor.role is not Role.COMPANY:
        raise NotPermitted(action="countersign", role=str(actor.role))
    if actor.key in made_by:
        raise ColleagueNeeded(name=actor.name)


def require_own(session: Session, actor: User, instruments: Iterable[int]) -> None:
    """Refuse a company user who touches a record of another filer. Raises NotPermitted."""
    for keys in chunks(set(instruments)):
        others = select(Instrument.id).where(
            col(Instrument.id).in_(keys), Instrument.filer_id != actor.party_id
        )
        if session.exec(others.limit(1)).first() is not None:
            raise NotPermitted(action="countersign", role=str(actor.role))


def _require_keeper(actor: User, party: Party, action: str) -> None:
    is_own = actor.role is Role.COMPANY and actor.party_id == party.key
    if not is_own and actor.role is not Role.ADMINISTRATOR:
        raise NotPermitted(action=action, role=str(actor.role))


def _users(session: Session, party: Party) -> int:
    query = select(func.count()).select_from(User)
    return session.exec(query.where(User.party_id == party.key, col(User.active))).one()


def _keep(
    session: Session,
    row: SignOff,
    action: str,
    actor: User,
    *,
    is_needed: bool = True,
    ending: int | None = None,
    reason: str = "",
) -> SignOff:
    changes = {"sign_off": [row.is_needed and sa.inspect(row).persistent, is_needed]}
    row.is_needed, row.ending_by_id = is_needed, ending
    row.changed_by_id, row.changed_at = actor.key, now()
    session.add(row)
    session.flush()
    said = reason.strip()
    record(session, action, actor=actor, reason=said, party_id=row.party_id, changes=changes)
    return row
