"""What a company's second person reads before signing off, and how companies have decided."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlmodel import Session, col, select

from app.approvals.entries import EntryShown, Stated, entries_shown, stated_of
from app.approvals.review import MOST_COMPARED, Difference, changes_of, differences_of
from app.i18n import Language
from models import (
    Instrument,
    Movement,
    NoChange,
    Party,
    Period,
    Revision,
    SignOff,
    Submission,
    User,
)
from models.commands.sign_off import require_colleague
from models.content import contents_of
from models.errors import NotFound, RegistryError
from models.queries.approvals import (
    ENTRY,
    BundleRow,
    Waiting,
    bundle_movements,
    bundle_rows,
    company_queue,
    counted_versions,
    find_submission,
    find_waiting_entry,
    version_in,
    waiting,
)
from models.queries.sign_offs import own_statements
from models.vocabulary import Kind, Role, State

BUNDLE, STATEMENT = "S-", "N-"
"""What the codes of workbooks and of statements of no change begin with."""


@dataclass(frozen=True, slots=True)
class Signing:
    """One thing that waits inside the company: what it says, and why the reader may not sign."""

    code: str
    title: str
    kind: Kind | None
    reason: str
    refusal: RegistryError | None
    lock: int | None = None
    is_new: bool = True
    differences: Sequence[Difference] = ()
    stated: Sequence[Stated] = ()
    odd: str = ""
    rows: Sequence[BundleRow] = ()
    changes: Mapping[int, Sequence[Difference]] = field(default_factory=dict)
    entries: Sequence[EntryShown] = ()


class Standing(NamedTuple):
    """One company: how many of its people sign in, and what it decided."""

    party: Party
    users: int
    row: SignOff | None
    asked_by: str

    @property
    def is_needed(self) -> bool:
        """Whether two people stand behind what it files."""
        return self.row is not None and self.row.is_needed


def standings(session: Session, party_id: int | None = None) -> list[Standing]:
    """The companies whose people sign in, or one of them."""
    people = session.exec(select(User).where(User.role == Role.COMPANY)).all()
    names = {one.key: one.name for one in people}
    firms = {one.party_id for one in people if party_id in (None, one.party_id)}
    query = select(Party).where(col(Party.id).in_(firms)).order_by(col(Party.name_ko))
    rows = {row.party_id: row for row in session.exec(select(SignOff))}
    return [
        Standing(
            party,
            sum(one.party_id == party.key and one.active for one in people),
            row := rows.get(party.key),
            names.get(row.ending_by_id or 0, "") if row else "",
        )
        for party in session.exec(query)
    ]


def company_waiting(session: Session, user: User) -> list[Waiting]:
    """Everything that waits for a second person of the user's company, oldest first."""
    assert user.party_id is not None
    queue = company_queue(user.party_id)
    found = [*waiting(session, queue), *own_statements(session, user.party_id)]
    return sorted(found, key=lambda one: (one.made_at, one.code))


def signing_of(session: Session, code: str, user: User, lang: Language) -> Signing:
    """What ``user`` reads of one waiting thing of their own company. Raises NotFound."""
    kinds: Mapping[str, Callable[[Session, str, User, Language], Signing]] = {
        BUNDLE: _bundle,
        ENTRY: _entry,
        STATEMENT: _statement,
    }
    return kinds.get(code[:2], _version)(session, code, user, lang)


def waiting_version(session: Session, code: str, user: User) -> Revision:
    """The version of an own record that waits. Raises NotFound."""
    revision = version_in(session, code, company_queue(user.party_id or 0))
    if revision is None:
        raise NotFound(what="revision", found=code)
    return revision


def waiting_bundle(session: Session, code: str, user: User) -> Submission:
    """The own workbook of that number. Raises NotFound."""
    submission = find_submission(session, code)
    if submission is None or submission.party_id != user.party_id:
        raise NotFound(what="submission", found=code)
    return submission


def waiting_money(session: Session, code: str, user: User) -> Movement:
    """The row of money of an own record that waits. Raises NotFound."""
    movement = find_waiting_entry(session, code)
    if movement is None or movement.state is not State.AT_COMPANY:
        raise NotFound(what="movement", found=code)
    if session.get_one(Instrument, movement.instrument_id).filer_id != user.party_id:
        raise NotFound(what="movement", found=code)
    return movement


def waiting_statement(session: Session, code: str, user: User) -> NoChange:
    """The company's statement of no change that waits. Raises NotFound."""
    number = code.removeprefix(STATEMENT)
    found = session.get(NoChange, int(number)) if number.isdecimal() else None
    if found is None or found.party_id != user.party_id or found.state is not State.AT_COMPANY:
        raise NotFound(what="no_change", found=code)
    return found


def _version(session: Session, code: str, user: User, lang: Language) -> Signing:
    revision = waiting_version(session, code, user)
    instrument = session.get_one(Instrument, revision.instrument_id)
    counted = counted_versions(session, [instrument.key])
    after = contents_of(session, instrument.kind, {0: revision})[0]
    before = contents_of(session, instrument.kind, counted).get(instrument.key, {})
    return Signing(
        code=code,
        title=revision.title,
        kind=instrument.kind,
        reason=revision.reason,
        refusal=_refusal(user, {revision.made_by_id}),
        lock=revision.lock,
        is_new=not counted,
        differences=differences_of(before, after, lang, instrument.kind)[0],
    )


def _bundle(session: Session, code: str, user: User, lang: Language) -> Signing:
    submission = waiting_bundle(session, code, user)
    rows = [one for one in bundle_rows(session, submission.key) if one.state is State.AT_COMPANY]
    moved = [
        one for one in bundle_movements(session, submission.key) if one.state is State.AT_COMPANY
    ]
    if not rows and not moved:
        raise NotFound(what="submission", found=code)
    return Signing(
        code=code,
        title=submission.filename,
        kind=submission.kind,
        reason="",
        refusal=_refusal(user, {submission.made_by_id}),
        rows=rows,
        changes=changes_of(session, submission.kind, rows, lang),
        entries=entries_shown(session, moved[:MOST_COMPARED], lang),
    )


def _entry(session: Session, code: str, user: User, lang: Language) -> Signing:
    movement = waiting_money(session, code, user)
    instrument = session.get_one(Instrument, movement.instrument_id)
    (shown,) = entries_shown(session, [movement], lang)
    return Signing(
        code=code,
        title=f"{instrument.code} {movement.entry}",
        kind=instrument.kind,
        reason="",
        refusal=_refusal(user, {movement.made_by_id}),
        lock=movement.lock,
        stated=stated_of(session, instrument.kind, movement, lang),
        odd=shown.odd,
    )


def _statement(session: Session, code: str, user: User, lang: Language) -> Signing:
    said = waiting_statement(session, code, user)
    period = session.get_one(Period, said.period_id)
    days = f"{period.first_day.isoformat()} – {period.last_day.isoformat()}"
    return Signing(
        code=code,
        title=days,
        kind=None,
        reason=said.note,
        refusal=_refusal(user, {said.made_by_id}),
    )


def _refusal(user: User, made_by: set[int]) -> RegistryError | None:
    try:
        require_colleague(user, made_by)
    except RegistryError as error:
        return error
    return None
