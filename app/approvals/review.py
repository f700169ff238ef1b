"""What a checker reads before deciding: differences, effect on the totals, automatic checks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlmodel import Session

from app.approvals.checks import Check, checks_of
from app.funds.reading import funds_for
from app.i18n import Language
from app.messages import field
from app.registry.current import register_for, today
from app.registry.record import Entry, entries, may_not_check, said
from models import Revision, Submission, User
from models.commands.history import plain
from models.commands.instruments import reached
from models.content import contents_of
from models.counting import Judgement
from models.counting.figures import Four
from models.errors import NotFound, RegistryError
from models.lifecycle import WORKFLOW
from models.queries.approvals import (
    BundleRow,
    bundle_movements,
    bundle_rows,
    find_submission,
    pending_revision,
)
from models.queries.instruments import Shown, find_instrument, history_of
from models.queries.register import Register, read_register
from models.queries.visibility import Viewer
from models.vocabulary import COUNTED_STATES, PENDING_STATES, Kind, State

MOST_SUPPOSED = 5_000
LINES = ("intent_won", "announced_won", "firm_won", "realised_won")


class Difference(NamedTuple):
    """One field before and after; ``change_won`` where both are amounts."""

    name: str
    old: str
    new: str
    change_won: int | None


class Shift(NamedTuple):
    """One of the four lines before and after."""

    line: str
    before: int | None
    after: int | None

    @property
    def moves(self) -> bool:
        """Whether approval changes it."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Effect:
    """The four lines before and after, and which records then count."""

    shifts: tuple[Shift, ...]
    counted_before: int
    counted_after: int


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
    differences, unchanged = _differences(before, after, lang)
    verified = reached(revision, WORKFLOW.steps["verify"])
    supposed = _supposed(session, [revision.key], verified) if kind is Kind.PLEDGE else None
    of_funds = _fund_effect(session, user, [revision.key], ()) if kind is Kind.FUND else None
    item = supposed.judgements.get(shown.instrument.key) if supposed else None
    return Review(
        shown=shown,
        revision=revision,
        is_new=counted is None,
        differences=differences,
        unchanged=unchanged,
        effect=_effect(session, user, supposed) if supposed else of_funds,
        judgement=item,
        checks=checks_of(before, after, item),
        history=entries(history_of(session, shown.instrument, viewer), lang),
        refusal=may_not_check(session, revision, user),
    )


def bundle_review(session: Session, number: str, user: User) -> BundleReview:
    """What a checker sees of the workbook ``number``. Raises NotFound."""
    submission = find_submission(session, number)
    if submission is None:
        raise NotFound(what="submission", found=number)
    rows = bundle_rows(session, submission.key)
    waiting = [row for row in rows if row.state in PENDING_STATES]
    moved = [
        one for one in bundle_movements(session, submission.key) if one.state in PENDING_STATES
    ]
    keys = [row.revision_id for row in waiting]
    supposed = _supposed(session, keys) if submission.kind is Kind.PLEDGE and keys else None
    moving = [one.key for one in moved]
    is_fund = submission.kind is Kind.FUND
    of_funds = _fund_effect(session, user, keys, moving) if is_fund else None
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
        effect=_effect(session, user, supposed) if supposed else of_funds,
        judgements=supposed.judgements if supposed else {},
        refusal=_bundle_refusal(session, submission, user, waiting),
    )


def _bundle_refusal(
    session: Session, submission: Submission, user: User, rows: Iterable[BundleRow]
) -> RegistryError | None:
    for row in rows:
        refusal = may_not_check(session, session.get_one(Revision, row.revision_id), user)
        if refusal:
            return refusal
    return None


def _supposed(
    session: Session, revisions: Iterable[int], state: State = State.VERIFIED
) -> Register:
    """The register as if these versions were verified; a withdrawal is then withdrawn."""
    return read_register(session, on=today(), supposing=dict.fromkeys(revisions, state))


def _effect(session: Session, user: User, supposed: Register) -> Effect:
    now = register_for(session, Viewer.of(user, today()), today())
    before, after = now.totals.headline, supposed.totals.headline
    return Effect(
        shifts=tuple(_shift(line, before, after) for line in LINES),
        counted_before=now.totals.counted_records,
        counted_after=supposed.totals.counted_records,
    )


def _fund_effect(
    session: Session, user: User, revisions: Sequence[int], moving: Sequence[int]
) -> Effect | None:
    """What counts of all funds before and after; None for more rows than one question takes."""
    if len(revisions) + len(moving) > MOST_SUPPOSED:
        return None
    viewer, on = Viewer.of(user, today()), today()
    now = funds_for(session, viewer, on).layer
    then = funds_for(session, viewer, on, beside=revisions, moving=moving).layer
    before, after = (layer.counted_won if layer.rows else None for layer in (now, then))
    return Effect(
        shifts=(Shift("through_funds", before, after),),
        counted_before=sum(row.counted_won > 0 for row in now.rows),
        counted_after=sum(row.counted_won > 0 for row in then.rows),
    )


def _shift(line: str, before: Four, after: Four) -> Shift:
    return Shift(line.removesuffix("_won"), getattr(before, line), getattr(after, line))


def _differences(
    before: Mapping[str, Any], after: Mapping[str, Any], lang: Language
) -> tuple[list[Difference], list[Difference]]:
    """Fields that differ, and fields that say something and stay."""
    changed, same = [], []
    for name in sorted(before.keys() | after.keys(), key=_order):
        old, new = plain(before.get(name)), plain(after.get(name))
        if old != new and (old or new):
            changed.append(_difference(name, before, after, lang))
        elif new not in (None, "", False):
            same.append(_difference(name, before, after, lang))
    return changed, same


_FIRST = ("title", "amount_won", "amount_text", "category", "nature", "ai_share_ppm")


def _order(name: str) -> tuple[int, str]:
    return (_FIRST.index(name) if name in _FIRST else len(_FIRST), name)


def _difference(
    name: str, before: Mapping[str, Any], after: Mapping[str, Any], lang: Language
) -> Difference:
    old, new = before.get(name), after.get(name)
    is_won = name.endswith("_won") and isinstance(old, int) and isinstance(new, int)
    return Difference(
        name=field(name, lang),
        old=said(name, old, lang),
        new=said(name, new, lang),
        change_won=int(new) - int(old) if is_won and old is not None and new is not None else None,
    )
