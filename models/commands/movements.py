"""Dated money: recording and advancing movements."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlmodel import Session, col, select

from models.chain import content_digest
from models.commands.bulk import insert_all, insert_parts
from models.commands.fund_checks import require_named
from models.commands.history import (
    moment,
    now,
    plain,
    record,
    record_all,
    require_checker,
    require_filer,
)
from models.commands.loan_checks import require_ledger
from models.commands.sign_off import filed_state, require_colleague, require_own
from models.content import columns_of
from models.errors import ChangedMeanwhile, Duplicate, StepNotAllowed
from models.event import Event
from models.inputs import MovementInput
from models.instrument import Instrument
from models.kinds import KINDS
from models.lifecycle import WORKFLOW, Step
from models.movement import Movement
from models.people import User
from models.queries.chunks import chunks
from models.queries.parties import PartyIndex
from models.vocabulary import Kind, State

CHUNK = 500
CHECKS: dict[Kind, Callable[[Session, Sequence[tuple[int, MovementInput]]], None]] = {
    Kind.FUND: require_named,
    Kind.LOAN: require_ledger,
}
"""What must hold between new movements of a kind and their records."""
HEADER = tuple(name for name in MovementInput.model_fields if name != "reference")
"""What every movement states."""


def move(
    session: Session,
    instrument: Instrument,
    given: MovementInput,
    *,
    actor: User,
    state: State = State.SUBMITTED,
    submission_id: int | None = None,
) -> Movement:
    """Record dated money under ``instrument``; see move_many."""
    (key,) = move_many(
        session,
        instrument.kind,
        [(instrument.key, given)],
        actor=actor,
        state=state,
        submission_id=submission_id,
    )
    return session.get_one(Movement, key)


def move_many(
    session: Session,
    kind: Kind,
    givens: Sequence[tuple[int, MovementInput]],
    *,
    actor: User,
    state: State = State.SUBMITTED,
    submission_id: int | None = None,
) -> list[int]:
    """Record dated money under instruments of ``kind``, each row beside its instrument's key.

    Returns the movement keys in the same order. Raises NotPermitted for whose role does not file,
    and for a company under records of others; Duplicate when a filer's entry number
    is taken, StepNotAllowed when the kind of instrument has no such movement, NotFound when a
    party, commitment or entry that a movement names is not registered.
    """
    if not givens:
        return []
    _require_possible(kind, givens)
    _require_filer(session, kind, {key for key, _ in givens}, "move", actor)
    _require_new(session, givens)
    if check := CHECKS.get(kind):
        check(session, givens)
    common = {
        "state": filed_state(session, actor, state),
        "made_by_id": actor.key,
        "made_at": now(),
        "submission_id": submission_id,
    }
    rows = [
        {"instrument_id": key, **{name: getattr(given, name) for name in HEADER}, **common}
        for key, given in givens
    ]
    keys = insert_all(session, Movement, rows)
    own = _particulars(session, kind, givens)
    if (terms := KINDS[kind].movement_terms) is not None:
        placed = zip(keys, own, strict=True)
        insert_parts(session, terms, [{"movement_id": key, **said} for key, said in placed])
    _record_moves(session, zip(keys, rows, own, strict=True), common)
    return keys


def _require_possible(kind: Kind, givens: Sequence[tuple[int, MovementInput]]) -> None:
    for _, given in givens:
        if given.kind not in KINDS[kind].movements:
            raise StepNotAllowed(action=str(given.kind), state=str(kind))


def _require_filer(
    session: Session, kind: Kind, keys: Iterable[int], action: str, actor: User
) -> None:
    owners: set[int] = set()
    for some in chunks(keys):
        query = select(Instrument.filer_id).where(col(Instrument.id).in_(some))
        owners |= set(session.exec(query))
    require_filer(actor, KINDS[kind].makers, action=action, owners=owners)


def _particulars(
    session: Session, kind: Kind, givens: Sequence[tuple[int, MovementInput]]
) -> list[dict[str, Any]]:
    """What only the movements of this kind have, as columns."""
    names = KINDS[kind].particulars
    if not names:
        return [{} for _ in givens]
    index = PartyIndex(session)
    return [columns_of({n: getattr(given, n) for n in names}, index) for _, given in givens]


def movement_digest(said: Mapping[str, Any], own: Mapping[str, Any]) -> str:
    """The digest of what a movement says: of its record, in common, and of its kind."""
    common = {name: said[name] for name in ("instrument_id", *HEADER)}
    return content_digest({**common, **own})


def _require_new(session: Session, givens: Sequence[tuple[int, MovementInput]]) -> None:
    """Every entry is filed once, in the registry and in this batch."""
    keys = [(key, given.entry) for key, given in givens]
    taken = {key for key, times in Counter(keys).items() if times > 1}
    listed = list({key for key, _ in keys})
    for start in range(0, len(listed), CHUNK):
        stored = select(Movement.instrument_id, Movement.entry).where(
            col(Movement.instrument_id).in_(listed[start : start + CHUNK])
        )
        taken |= {(key, entry) for key, entry in session.execute(stored)} & set(keys)
    if taken:
        raise Duplicate(what="movement", found=min(entry for _, entry in taken))


def _record_moves(
    session: Session,
    moves: Iterable[tuple[int, Mapping[str, Any], Mapping[str, Any]]],
    common: Mapping[str, Any],
) -> None:
    events = [
        {
            "action": "move",
            "at": common["made_at"],
            "actor_id": common["made_by_id"],
            "instrument_id": said["instrument_id"],
            "movement_id": movement,
            "submission_id": common["submission_id"],
            "changes": {
                "amount_won": [None, said["amount_won"]],
                "kind": [None, plain(said["kind"])],
                "state": [None, plain(said["state"])],
            },
            "digest": movement_digest(said, own),
        }
        for movement, said, own in moves
    ]
    record_all(session, events)


def _require_may(
    session: Session, movement: Movement, step: Step[State], action: str, actor: User
) -> None:
    """Refuse who may not take this step: checkers, colleagues and filers each their own."""
    if step.by_checker:
        require_checker(
            session,
            actor,
            made_by={movement.made_by_id},
            verified_by={movement.verified_by_id},
            movement_ids=[movement.key],
        )
    if step.by_colleague:
        require_colleague(actor, {movement.made_by_id})
        require_own(session, actor, [movement.instrument_id])
    elif not step.by_checker:
        kind = session.get_one(Instrument, movement.instrument_id).kind
        _require_filer(session, kind, (movement.instrument_id,), action, actor)


def advance_movement(
    session: Session,
    movement: Movement,
    action: str,
    *,
    actor: User,
    reason: str = "",
    lock: int | None = None,
) -> Event:
    """Move a movement one step along the workflow, and record it.

    Raises StepNotAllowed, ReasonNeeded, ChangedMeanwhile, NotPermitted or MakerIsChecker.
    """
    step = WORKFLOW.step(action, movement.state, reason)
    if lock is not None and movement.lock != lock:
        raise ChangedMeanwhile(found=movement.lock, given=lock)
    _require_may(session, movement, step, action, actor)
    target = step.target
    if action == "submit" and movement.made_by_id == actor.key:
        target = filed_state(session, actor, target)
    if action == "countersign":
        movement.signed_by_id = actor.key
    changes = {"state": [plain(movement.state), plain(target)]}
    if step.target is State.VERIFIED:
        movement.verified_by_id, movement.verified_at = actor.key, moment(session)
    if step.target is State.CERTIFIED:
        movement.certified_by_id, movement.certified_at = actor.key, moment(session)
    movement.state = target
    movement.lock += 1
    return record(
        session,
        action,
        actor=actor,
        reason=reason,
        instrument_id=movement.instrument_id,
        movement_id=movement.key,
        submission_id=movement.submission_id,
        changes=changes,
    )
