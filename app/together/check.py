"""What a change of many records would do: row by row, and to the totals; nothing is stored."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import NamedTuple

from sqlmodel import col, select

from app import store
from app.approvals.effects import Effect, effect_of
from app.i18n import Language
from app.messages import complaint, registry_error, value
from app.registry.current import today, unkept
from app.store import Session
from models import Revision, User
from models.commands import propose_together
from models.commands.together import require_number
from models.errors import DoesNotFit, RegistryError
from models.queries.together import Picked, Row, Wanted, rows_of
from models.queries.visibility import FULL_VIEW, Viewer
from models.vocabulary import Kind, State


class Line(NamedTuple):
    """One record in words: the field before and after, or why it cannot change."""

    code: str
    title: str
    filer: str
    old: str
    new: str
    why: str


@dataclass(frozen=True, slots=True)
class Check:
    """The records that change and those that cannot, and what the change does to totals.

    ``effect`` is for those who see the whole register; ``refusal`` is what stands in the way of
    all of them.
    """

    able: tuple[Picked, ...]
    lines: tuple[Line, ...]
    stuck: tuple[Line, ...]
    effect: Effect | None
    refusal: RegistryError | None


class _Undo(Exception):
    """Ends a trial, so that nothing of it is stored."""


def check_of(
    kind: Kind, codes: Sequence[str], wanted: Wanted, reason: str, user: User, lang: Language
) -> Check:
    """Try the change with everything that it brings about, and take it back.

    Raises NothingToSubmit and TooManyRecords.
    """
    require_number(len(codes))
    made: list[Check] = []
    with unkept(), suppress(_Undo), store.transaction() as session:
        made.append(_try(session, kind, codes, wanted, reason, user, lang))
        raise _Undo
    return made[0]


def _try(
    session: Session,
    kind: Kind,
    codes: Sequence[str],
    wanted: Wanted,
    reason: str,
    user: User,
    lang: Language,
) -> Check:
    viewer = Viewer.of(user, today())
    rows = rows_of(session, kind, [Picked(code) for code in codes], wanted, viewer)
    able = [row for row in rows if row.refusal is None]
    lines = tuple(_line(row, wanted, lang) for row in able)
    stuck = tuple(_line(row, wanted, lang) for row in rows if row.refusal)
    picked = tuple(row.picked for row in able)
    if not picked:
        return Check((), (), stuck, None, None)
    actor = session.get_one(User, user.key)
    try:
        bundle = propose_together(
            session, kind, picked, wanted, actor=actor, viewer=viewer, reason=reason
        )
    except RegistryError as error:
        return Check((), lines, stuck, None, error)
    query = select(Revision.id).where(col(Revision.submission_id) == bundle.key)
    states = {key: State.VERIFIED for key in session.exec(query) if key}
    sees = user.role in FULL_VIEW
    effect = effect_of(session, actor, kind, states) if sees else None
    return Check(picked, lines, stuck, effect, None)


def _line(row: Row, wanted: Wanted, lang: Language) -> Line:
    return Line(
        code=row.picked.code,
        title=row.title,
        filer=row.filer,
        old=value(wanted.field, row.old, lang),
        new=value(wanted.field, wanted.value, lang),
        why=_why(row.refusal, lang) if row.refusal else "",
    )


def _why(error: RegistryError, lang: Language) -> str:
    """A refusal in words; what the kind's own rules say goes before the general sentence."""
    if not isinstance(error, DoesNotFit):
        return registry_error(error, lang)
    about = error.values["about"]
    assert isinstance(about, dict)
    name = str(error.values["field"])
    return complaint(str(error.values["complaint"]), about, lang, name=name)
