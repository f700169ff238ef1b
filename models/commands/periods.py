"""Reporting periods: one person asks for a step, a second one takes it; companies file."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from models.chain import BEGINNING
from models.commands.history import CHECKERS, moment, now, plain, record, require_checker
from models.commands.instruments import advance_many
from models.commands.movements import advance_movement
from models.commands.sign_off import filed_state, require_colleague
from models.errors import (
    Duplicate,
    MakerIsChecker,
    NotPermitted,
    PeriodExists,
    PeriodNotCertified,
    PeriodNotOver,
    PeriodOrder,
    PeriodWaiting,
    ReasonNeeded,
    StepNotAllowed,
)
from models.kinds import KINDS
from models.lifecycle import PERIODS, WORKFLOW
from models.people import Party, User
from models.period import NoChange, Period, PeriodInput, PeriodStep
from models.period_words import FROZEN_STATES, PeriodAction, PeriodState
from models.queries.periods import picture, to_certify, waiting_step
from models.vocabulary import Kind, Role, ScopeState, State


def plan_period(session: Session, given: PeriodInput, *, actor: User) -> Period:
    """Ask for a new period to be opened. Raises NotPermitted or PeriodExists."""
    _require_keeper(actor, "open")
    last = session.exec(select(Period).where(col(Period.last_day) >= given.first_day)).first()
    if last is not None:
        raise PeriodExists(day=last.last_day)
    period = Period(**given.model_dump(), state=PeriodState.PLANNED)
    session.add(period)
    session.flush()
    ask_step(session, period, PeriodAction.OPEN, actor=actor)
    return period


def ask_step(
    session: Session, period: Period, action: PeriodAction, *, actor: User, reason: str = ""
) -> PeriodStep:
    """Ask for a step of a period; nothing happens until a second person takes it.

    Raises NotPermitted, StepNotAllowed, ReasonNeeded for the way back, or PeriodWaiting.
    """
    _require_keeper(actor, action)
    PERIODS.step(action, period.state, reason)
    if waiting_step(session, period.key) is not None:
        raise PeriodWaiting(day=period.last_day)
    step = PeriodStep(
        period_id=period.key,
        action=action,
        reason=reason.strip(),
        asked_by_id=actor.key,
        asked_at=now(),
    )
    session.add(step)
    session.flush()
    changes = {"period": [None, plain(period.last_day)], "step": [None, plain(action)]}
    record(session, "ask_period", actor=actor, reason=step.reason, changes=changes)
    return step


def take_step(session: Session, step: PeriodStep, *, actor: User, today: date) -> Period:
    """Take the step that somebody else asked for.

    Closing certifies what ``actor`` may certify, freezes the figures and stores their digest.
    Raises StepNotAllowed, NotPermitted, MakerIsChecker, and for closing and opening again
    PeriodNotOver, PeriodOrder or PeriodNotCertified.
    """
    _require_waiting(step)
    _require_keeper(actor, step.action)
    if actor.key == step.asked_by_id:
        raise MakerIsChecker(name=actor.name)
    period = session.get_one(Period, step.period_id)
    before = period.state
    target = PERIODS.step(step.action, before, step.reason).target
    for prepare in _BEFORE.get(step.action, ()):
        prepare(session, period, actor, today)
    period.state = target
    _freeze(session, period)
    step.state = ScopeState.CONFIRMED
    step.answered_by_id, step.answered_at = actor.key, now()
    session.flush()
    changes = {
        "period": [None, plain(period.last_day)],
        "state": [plain(before), plain(period.state)],
    }
    name = f"{step.action}_period"
    record(session, name, actor=actor, reason=step.reason, changes=changes, digest=period.digest)
    return period


def decline_step(session: Session, step: PeriodStep, *, actor: User, reason: str) -> None:
    """Put a step aside, with the reason; who asked for it may take it back too.

    Raises StepNotAllowed, NotPermitted or ReasonNeeded.
    """
    _require_waiting(step)
    _require_keeper(actor, "decline_period")
    if not reason.strip():
        raise ReasonNeeded(action="decline_period")
    step.state, step.answer, step.answered_at = ScopeState.DECLINED, reason.strip(), now()
    step.answered_by_id = None if actor.key == step.asked_by_id else actor.key
    session.flush()
    period = session.get_one(Period, step.period_id)
    changes = {"period": [None, plain(period.last_day)], "step": [plain(step.action), None]}
    record(session, "decline_period", actor=actor, reason=reason.strip(), changes=changes)


def certify_period(session: Session, period: Period, *, actor: User) -> int:
    """Certify everything of a period that ``actor`` neither made nor verified.

    Returns how many versions and movements. Raises NotPermitted.
    """
    _require_keeper(actor, "certify")
    found = to_certify(session, period.last_day, actor)
    if found.revisions:
        advance_many(session, found.revisions, "certify", actor=actor)
    for movement in found.movements:
        advance_movement(session, movement, "certify", actor=actor)
    return found.count


def state_no_change(
    session: Session, period: Period, party: Party, *, actor: User, note: str = ""
) -> NoChange:
    """File that nothing was spent or changed in an open period; a second person verifies it.

    Raises NotPermitted unless the company itself or an official files, StepNotAllowed when the
    period is not open, Duplicate when it was said before and neither returned nor withdrawn.
    """
    is_other = actor.role is Role.COMPANY and actor.party_id != party.key
    if actor.role not in KINDS[Kind.PLEDGE].makers or is_other:
        raise NotPermitted(action="no_change", role=str(actor.role))
    if period.state is not PeriodState.OPEN:
        raise StepNotAllowed(action="no_change", state=str(period.state))
    same = select(NoChange).where(NoChange.period_id == period.key, NoChange.party_id == party.key)
    said = session.exec(same).first()
    if said is not None and said.state not in (State.RETURNED, State.WITHDRAWN):
        raise Duplicate(what="no_change", found=party.name_ko)
    fresh: dict[str, Any] = {
        "state": filed_state(session, actor, State.SUBMITTED),
        "note": note.strip(),
        "answer": "",
        "signed_by_id": None,
        "made_by_id": actor.key,
        "made_at": now(),
    }
    if said is None:
        said = NoChange(period_id=period.key, party_id=party.key, **fresh)
    said.sqlmodel_update(fresh)
    session.add(said)
    session.flush()
    _record_no_change(session, said, "no_change", None, actor, said.note)
    return said


def advance_no_change(
    session: Session, said: NoChange, action: str, *, actor: User, reason: str = ""
) -> None:
    """Take a statement of no change one step along the workflow of records.

    Raises StepNotAllowed, ReasonNeeded, NotPermitted, MakerIsChecker or ColleagueNeeded.
    """
    step = WORKFLOW.step(action, said.state, reason)
    if action == "certify":
        raise StepNotAllowed(action=action, state=said.state)
    if step.by_checker:
        require_checker(session, actor, made_by={said.made_by_id})
    if step.by_colleague:
        _require_own(actor, said)
        require_colleague(actor, {said.made_by_id})
    if action == "withdraw" and actor.role is Role.COMPANY:
        _require_own(actor, said)
    if action == "countersign":
        said.signed_by_id = actor.key
    if step.target is State.VERIFIED:
        said.verified_by_id, said.verified_at = actor.key, now()
    before, said.state, said.answer = said.state, step.target, reason.strip()
    session.flush()
    _record_no_change(session, said, f"{action}_no_change", before, actor, said.answer)


def _require_own(actor: User, said: NoChange) -> None:
    if actor.party_id != said.party_id:
        raise NotPermitted(action="no_change", role=str(actor.role))


def _record_no_change(
    session: Session, said: NoChange, action: str, before: State | None, actor: User, reason: str
) -> None:
    day = session.get_one(Period, said.period_id).last_day
    changes = {"period": [None, plain(day)], "state": [plain(before), plain(said.state)]}
    record(session, action, actor=actor, party_id=said.party_id, reason=reason, changes=changes)


def _require_keeper(actor: User, action: str) -> None:
    if actor.role not in CHECKERS:
        raise NotPermitted(action=action, role=str(actor.role))


def _require_waiting(step: PeriodStep) -> None:
    if step.state is not ScopeState.PROPOSED:
        raise StepNotAllowed(action=step.action, state=step.state)


def _require_over(session: Session, period: Period, actor: User, today: date) -> None:
    """A period is closed when it is over, and after all earlier ones."""
    if today <= period.last_day:
        raise PeriodNotOver(day=period.last_day)
    earlier = select(Period).where(
        col(Period.last_day) < period.last_day, col(Period.state).not_in(FROZEN_STATES)
    )
    _refuse(session.exec(earlier.order_by(col(Period.last_day))).first())


def _require_certified(session: Session, period: Period, actor: User, today: date) -> None:
    certify_period(session, period, actor=actor)
    left = to_certify(session, period.last_day).count
    if left:
        raise PeriodNotCertified(count=left)


def _require_last(session: Session, period: Period, actor: User, today: date) -> None:
    """A period is opened again when none after it is closed."""
    later = select(Period).where(
        col(Period.last_day) > period.last_day, col(Period.state).in_(FROZEN_STATES)
    )
    _refuse(session.exec(later.order_by(col(Period.last_day).desc())).first())


def _refuse(other: Period | None) -> None:
    if other is not None:
        raise PeriodOrder(day=other.last_day)


def _freeze(session: Session, period: Period) -> None:
    """Freeze the figures of a period that closes; let those of one that opens again go."""
    if period.state not in FROZEN_STATES:
        period.closed_at, period.digest, period.figures = None, None, {}
        session.flush()
    elif period.closed_at is None:
        period.closed_at, period.digest = moment(session), BEGINNING
        session.flush()
        period.figures, period.digest = picture(session, period.last_day)
        session.flush()


_Prepare = Callable[[Session, Period, User, date], None]
_BEFORE: dict[PeriodAction, tuple[_Prepare, ...]] = {
    PeriodAction.CLOSE: (_require_over, _require_certified),
    PeriodAction.REOPEN: (_require_last,),
}
"""What must hold before a step is taken."""
