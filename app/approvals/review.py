"""What a checker reads before deciding: differences, effect on the totals, automatic checks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from sqlmodel import Session

from app.approvals.checks import Check, checks_of
from app.approvals.effects import Effect, effect_of
from app.approvals.entries import EntryShown, entries_shown
from app.i18n import Language
from app.messages import field
from app.registry.current import today
from app.registry.record import Entry, entries, may_not_check, may_not_check_money, said
from models import Movement, Revision, Submission, User
from models.commands.history import plain
from models.commands.instruments import reached
from models.content import contents_of
from models.counting import Judgement
from models.errors import NotFound, RegistryError
from models.lifecycle import WORKFLOW
from models.queries.approvals import (
    BundleRow,
    bundle_movements,
    bundle_rows,
    counted_versions,
    find_submission,
    pending_revision,
)
from models.queries.instruments import Shown, find_instrument, history_of
from models.queries.visibility import Viewer
from models.vocabulary import COUNTED_STATES, PENDING_STATES, Kind, State

MOST_COMPARED: Final = 200
"""Of so many changed records of a workbook the page says what changes."""


class Difference(NamedTuple):
    """One field before and after; ``change_won`` where both are amounts."""

    name: str
    old: str
    new: str
    change_won: int | None


@dataclass(frozen=True, slots=True)
class Review:
    """One version that waits."""

    shown: Shown
    revision: Revision
    is_new: bool
    differences: Sequence[Difference]
    unchanged: Sequence[Difference]
    effect: Effect | None
    judgement: Judgement | None
    checks: Sequence[Check]
    history: Sequence[Entry]
    refusal: RegistryError | None


@dataclass(frozen=True, slots=True)
class BundleReview:
    """One workbook that waits."""

    submission: Submission
    rows: Sequence[BundleRow]
    may_begin: bool
    pending: int
    changed: int
    movements: int
    amount_won: int
    unknown: int
    effect: Effect | None
    judgements: Mapping[int, Judgement]
    changes: Mapping[int, Sequence[Difference]]
    """What changed records say anew, by the key of the record."""
    entries: Sequence[EntryShown]
    refusal: RegistryError | None


def review_of(session: Session, code: str, user: User, lang: Language) -> Review:
    """What a checker sees of the record ``code``. Raises NotFound when nothing waits."""
    revision = pending_revision(session, code)
    if revision is None:
        raise NotFound(what="revision", found=code)
    viewer = Viewer.of(user, today())
    shown = find_instrument(session, code, viewer)
    kind = shown.instrument.kind
    counted = shown.current if shown.current.state in COUNTED_STATES else None
    after = contents_of(session, kind, {0: revision})[0]
    before = contents_of(session, kind, {0: counted})[0] if counted else {}
    differences, unchanged = differences_of(before, after, lang, kind)
    verified = reached(revision, WORKFLOW.steps["verify"])
    effect = effect_of(session, user, kind, {revision.key: verified})
    item = effect.judgements.get(shown.instrument.key) if effect else None
    return Review(
        shown=shown,
        revision=revision,
        is_new=counted is None,
        differences=differences,
        unchanged=unchanged,
        effect=effect,
        judgement=item,
        checks=checks_of(before, after, item),
        history=entries(history_of(session, shown.instrument, viewer), lang),
        refusal=may_not_check(session, revision, user),
    )


def bundle_review(session: Session, number: str, user: User, lang: Language) -> BundleReview:
    """What a checker sees of the workbook ``number``. Raises NotFound."""
    submission = find_submission(session, number)
    if submission is None:
        raise NotFound(what="submission", found=number)
    rows = bundle_rows(session, submission.key)
    waiting = [row for row in rows if row.state in PENDING_STATES]
    moved = [
        one for one in bundle_movements(session, submission.key) if one.state in PENDING_STATES
    ]
    states = dict.fromkeys((row.revision_id for row in waiting), State.VERIFIED)
    effect = effect_of(session, user, submission.kind, states, [one.key for one in moved])
    known = [row.amount_won for row in waiting if row.amount_won is not None]
    return BundleReview(
        submission=submission,
        rows=rows,
        may_begin={State.SUBMITTED}
        == {*(row.state for row in waiting), *(one.state for one in moved)},
        pending=len(waiting) + len(moved),
        changed=sum(row.number > 1 for row in waiting),
        movements=len(moved),
        amount_won=sum(known),
        unknown=len(waiting) - len(known),
        effect=effect,
        judgements=effect.judgements if effect else {},
        changes=changes_of(session, submission.kind, waiting, lang),
        entries=entries_shown(session, moved[:MOST_COMPARED], lang),
        refusal=_bundle_refusal(session, user, waiting, moved),
    )


def _bundle_refusal(
    session: Session, user: User, rows: Iterable[BundleRow], moved: Sequence[Movement]
) -> RegistryError | None:
    for row in rows:
        refusal = may_not_check(session, session.get_one(Revision, row.revision_id), user)
        if refusal:
            return refusal
    return may_not_check_money(session, moved, user) if moved else None


def changes_of(
    session: Session, kind: Kind, rows: Iterable[BundleRow], lang: Language
) -> dict[int, Sequence[Difference]]:
    """What the changed records of a workbook say anew; of the first ones where there are many."""
    changed = {row.instrument_id: row for row in rows if row.number > 1}
    listed = list(changed.values())[:MOST_COMPARED]
    after = {row.instrument_id: session.get_one(Revision, row.revision_id) for row in listed}
    before = counted_versions(session, list(after))
    old, new = contents_of(session, kind, before), contents_of(session, kind, after)
    return {key: differences_of(old[key], new[key], lang, kind)[0] for key in old}


def differences_of(
    before: Mapping[str, Any], after: Mapping[str, Any], lang: Language, kind: Kind
) -> tuple[list[Difference], list[Difference]]:
    """Fields that differ, and fields that say something and stay."""
    changed, same = [], []
    for name in sorted(before.keys() | after.keys(), key=_order):
        old, new = plain(before.get(name)), plain(after.get(name))
        if old != new and (old or new):
            changed.append(_difference(name, before, after, lang, kind))
        elif new not in (None, "", False):
            same.append(_difference(name, before, after, lang, kind))
    return changed, same


_FIRST = ("title", "amount_won", "amount_text", "category", "nature", "ai_share_ppm")


def _order(name: str) -> tuple[int, str]:
    return (_FIRST.index(name) if name in _FIRST else len(_FIRST), name)


def _difference(
    name: str, before: Mapping[str, Any], after: Mapping[str, Any], lang: Language, kind: Kind
) -> Difference:
    old, new = before.get(name), after.get(name)
    is_won = name.endswith("_won") and isinstance(old, int) and isinstance(new, int)
    return Difference(
        name=field(name, lang, kind),
        old=said(name, old, lang),
        new=said(name, new, lang),
        change_won=int(new) - int(old) if is_won and old is not None and new is not None else None,
    )
