"""Proposing revisions, one or a hundred thousand: the only way content enters the registry."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from sqlmodel import Session, col, func, select

from models.chain import content_digest
from models.commands.bulk import insert_all, insert_parts
from models.commands.claim_checks import require_support
from models.commands.financing_checks import require_sources
from models.commands.fund_checks import refuse_loops
from models.commands.history import now, plain, record_all, require_filer
from models.commands.part_checks import refuse_circles
from models.commands.sign_off import filed_state
from models.commands.stage_checks import require_stage_reasons
from models.content import contents_of, links_of, parts_of, rows_of_part, terms_of
from models.errors import ReasonNeeded
from models.inputs import InstrumentInput
from models.instrument import Instrument, Revision
from models.kinds import KINDS
from models.people import User
from models.queries.chunks import chunks
from models.queries.parties import PartyIndex
from models.vocabulary import COUNTED_STATES, OPEN_STATES, Kind, State

Identity = tuple[int, str]
CHECKS: dict[Kind, tuple[Callable[[Session, Collection[int]], None], ...]] = {
    Kind.PLEDGE: (
        partial(refuse_circles, kind=Kind.PLEDGE),
        require_stage_reasons,
        require_sources,
    ),
    Kind.FUND: (partial(refuse_circles, kind=Kind.FUND), refuse_loops),
    Kind.LOAN: (partial(refuse_circles, kind=Kind.LOAN),),
    Kind.TAX_CLAIM: (require_support,),
}
"""What must hold between new revisions of a kind and the rest of the register."""


def propose(
    session: Session,
    kind: Kind,
    given: InstrumentInput,
    *,
    actor: User,
    state: State = State.DRAFT,
    submission_id: int | None = None,
    reason: str = "",
) -> Revision:
    """Store what is said about one instrument as its newest revision; see propose_many."""
    (key,) = propose_many(
        session, kind, [given], actor=actor, state=state, submission_id=submission_id, reason=reason
    )
    return session.get_one(Revision, key)


def propose_many(
    session: Session,
    kind: Kind,
    givens: Sequence[InstrumentInput],
    *,
    actor: User,
    state: State = State.DRAFT,
    submission_id: int | None = None,
    reason: str = "",
) -> list[int]:
    """Store what is said about new or known instruments as their newest revisions.

    The filer and the reference decide whether an instrument is known. A revision that was
    never verified is superseded at once; a verified one stays until this one is verified.
    What a company files that wants two people waits for the second one before it is submitted.
    Parents may stand anywhere in ``givens``. Returns the revision keys in the same order.

    Raises NotPermitted unless the actor's role files records, a company its own; NotFound when
    a filer, a participant or a parent is not registered, ReasonNeeded when a certified record
    is corrected without a reason, and whatever the checks of the kind raise.
    """
    state = filed_state(session, actor, state)
    index = PartyIndex(session)
    owners = [(index.named(given.filer).key, given.reference) for given in givens]
    parties = {party for party, _ in owners}
    require_filer(actor, KINDS[kind].makers, action="propose", owners=parties)
    if not givens:
        return []
    instruments = _instruments(session, kind, owners)
    keys = [instruments[owner] for owner in owners]
    _require_reason(session, keys, reason)
    before = retire_open(session, kind, keys, actor)
    common = {
        "state": state,
        "reason": reason,
        "made_by_id": actor.key,
        "made_at": now(),
        "submission_id": submission_id,
    }
    numbers = _next_numbers(session, keys)
    revisions = insert_all(
        session,
        Revision,
        [
            {"instrument_id": key, "number": numbers[key], **common, **header_of(given)}
            for key, given in zip(keys, givens, strict=True)
        ],
    )
    store_contents(session, kind, dict(zip(revisions, givens, strict=True)), index)
    links = links_of(session, kind, revisions)
    proposals = [
        Proposal(
            key,
            owner,
            numbers[key],
            revision,
            parts_of(kind, given, index),
            links.get(revision, {}),
        )
        for key, owner, revision, given in zip(keys, owners, revisions, givens, strict=True)
    ]
    _record_all(session, proposals, before, common)
    return revisions


def header_of(given: InstrumentInput) -> dict[str, Any]:
    """The columns of a revision that every kind states."""
    names = InstrumentInput.model_fields.keys() - {"filer", "reference"}
    return {name: getattr(given, name) for name in names}


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """What changed, field by field: name → [old, new]."""
    if not before:
        return {name: [None, plain(new)] for name, new in sorted(after.items()) if new is not None}
    pairs = {
        name: (plain(before.get(name)), plain(after.get(name)))
        for name in before.keys() | after.keys()
    }
    return {name: [old, new] for name, (old, new) in sorted(pairs.items()) if old != new}


def _instruments(session: Session, kind: Kind, owners: Sequence[Identity]) -> dict[Identity, int]:
    """The instrument of every owner and reference; unknown ones are made."""
    known: dict[Identity, int] = {}
    for chunk in chunks({reference for _, reference in owners}):
        rows = session.execute(
            select(Instrument.filer_id, Instrument.reference, Instrument.id)
            .where(Instrument.kind == kind)
            .where(col(Instrument.reference).in_(chunk))
        )
        known |= {(filer, reference): key for filer, reference, key in rows}
    missing = [owner for owner in dict.fromkeys(owners) if owner not in known]
    codes = _next_codes(session, kind, len(missing))
    made = [
        {"code": code, "kind": kind, "filer_id": filer, "reference": ref, "made_at": now()}
        for code, (filer, ref) in zip(codes, missing, strict=True)
    ]
    return known | dict(zip(missing, insert_all(session, Instrument, made), strict=True))


def _next_codes(session: Session, kind: Kind, count: int) -> list[str]:
    stem = f"{KINDS[kind].letter}-{now().year}-"
    last = session.exec(
        select(func.max(Instrument.code)).where(col(Instrument.code).startswith(stem))
    ).one()
    first = int(last.removeprefix(stem)) + 1 if last else 1
    return [f"{stem}{number:06d}" for number in range(first, first + count)]


def _next_numbers(session: Session, keys: Sequence[int]) -> dict[int, int]:
    numbers = dict.fromkeys(keys, 1)
    for chunk in chunks(keys):
        rows = session.execute(
            select(Revision.instrument_id, func.max(Revision.number))
            .where(col(Revision.instrument_id).in_(chunk))
            .group_by(col(Revision.instrument_id))
        )
        numbers |= {key: last + 1 for key, last in rows}
    return numbers


def _require_reason(session: Session, keys: Sequence[int], reason: str) -> None:
    """What is certified changes only by a correction that says why."""
    if reason.strip():
        return
    for chunk in chunks(keys):
        frozen = select(Revision.id).where(
            col(Revision.instrument_id).in_(chunk), Revision.state == State.CERTIFIED
        )
        if session.exec(frozen.limit(1)).first() is not None:
            raise ReasonNeeded(action="correct")


def retire_open(
    session: Session, kind: Kind, keys: Sequence[int], actor: User
) -> dict[int, dict[str, Any]]:
    """Supersede revisions never verified; return what the register said until now."""
    latest: dict[int, Revision] = {}
    retired: list[dict[str, Any]] = []
    for chunk in chunks(keys):
        query = (
            select(Revision)
            .where(col(Revision.instrument_id).in_(chunk))
            .where(col(Revision.state).in_(OPEN_STATES + COUNTED_STATES))
            .order_by(col(Revision.number))
        )
        for revision in session.exec(query):
            latest[revision.instrument_id] = revision
            if revision.state in OPEN_STATES:
                retired.append(_supersede(revision, actor))
    session.flush()
    record_all(session, retired)
    return contents_of(session, kind, latest)


def _supersede(revision: Revision, actor: User) -> dict[str, Any]:
    event = {
        "action": "supersede",
        "at": now(),
        "actor_id": actor.key,
        "instrument_id": revision.instrument_id,
        "revision_id": revision.key,
        "changes": {"state": [plain(revision.state), plain(State.SUPERSEDED)]},
        "reason": "",
    }
    revision.state = State.SUPERSEDED
    revision.lock += 1
    return event


def store_contents(
    session: Session, kind: Kind, said: Mapping[int, InstrumentInput], index: PartyIndex
) -> None:
    """Write the terms and the parts of revisions as the inputs say them."""
    parents = index.instruments(kind, said.values())
    terms = [{"revision_id": key, **terms_of(kind, given, parents)} for key, given in said.items()]
    insert_parts(session, KINDS[kind].terms, terms)
    for part in KINDS[kind].parts:
        rows = [row for key, given in said.items() for row in rows_of_part(part, key, given, index)]
        insert_parts(session, part.table, rows)
    for check in CHECKS.get(kind, ()):
        check(session, said.keys())


def digest_of(
    instrument_id: int,
    owner: Identity,
    number: int,
    said: Mapping[str, Any],
    links: Mapping[str, int],
) -> str:
    """The digest of what one version of a record says, and of whose record it is.

    ``links`` are the records that it names, by their keys.
    """
    identity = {"instrument_id": instrument_id, "owner": list(owner), "number": number}
    return content_digest({**identity, **said, **links})


class Proposal(NamedTuple):
    """One proposed version, and what it says."""

    instrument: int
    owner: Identity
    number: int
    revision: int
    said: Mapping[str, Any]
    links: Mapping[str, int]

    @property
    def digest(self) -> str:
        """The digest of what it says."""
        return digest_of(self.instrument, self.owner, self.number, self.said, self.links)


def _record_all(
    session: Session,
    proposals: Iterable[Proposal],
    before: Mapping[int, Mapping[str, Any]],
    common: Mapping[str, Any],
) -> None:
    first = {"state": [None, plain(common["state"])]}
    events = [
        {
            "action": "propose",
            "at": common["made_at"],
            "actor_id": common["made_by_id"],
            "instrument_id": one.instrument,
            "revision_id": one.revision,
            "submission_id": common["submission_id"],
            "reason": common["reason"],
            "changes": differences(before.get(one.instrument, {}), one.said) | first,
            "digest": one.digest,
        }
        for one in proposals
    ]
    record_all(session, events)
