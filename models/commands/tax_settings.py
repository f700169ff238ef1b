"""Changing dated tax settings and filing official figures: always two people."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlmodel import Session, col, select

from models.commands.bulk import insert_all
from models.commands.history import CHECKERS, plain, record
from models.commands.second import (
    mark_confirmed,
    mark_declined,
    require_second,
    store_proposal,
    waiting,
)
from models.errors import NotPermitted, SettingNotLater, SettingWaiting
from models.people import User
from models.tax_setting import (
    DIMENSIONS,
    TaxFigure,
    TaxFigureInput,
    TaxSetting,
    TaxSettingInput,
)
from models.vocabulary import Role, ScopeState

KEEPERS = (Role.ADMINISTRATOR,)


def propose_setting(session: Session, given: TaxSettingInput, *, actor: User) -> TaxSetting:
    """Store a proposed row; nothing is worked out by it until a second person confirms it.

    Raises NotPermitted for everybody but administrators, SettingWaiting while another row for
    the same place waits, SettingNotLater when it would not begin after the one it closes.
    """
    if actor.role not in KEEPERS:
        raise NotPermitted(action="propose_tax_setting", role=str(actor.role))
    if any(row.state is ScopeState.PROPOSED for row in _beside(session, given)):
        raise SettingWaiting(parameter=given.parameter)
    _require_later(session, given)
    row = store_proposal(session, TaxSetting, given, actor)
    changes = _changes(row)
    record(session, "propose_tax_setting", actor=actor, reason=given.note, changes=changes)
    return row


def confirm_setting(session: Session, row: TaxSetting, *, actor: User) -> TaxSetting:
    """Let a proposed row hold from its day on, and close the one before it the day earlier.

    Raises StepNotAllowed, NotPermitted, MakerIsChecker or SettingNotLater.
    """
    require_second(row, "confirm_tax_setting", actor)
    held = _require_later(session, row)
    closed = None
    if held is not None and (held.valid_to is None or held.valid_to >= row.valid_from):
        before, held.valid_to = held.valid_to, row.valid_from - timedelta(days=1)
        closed = [held.key, held.valid_to.isoformat(), plain(before)]
    mark_confirmed(session, row, actor)
    session.flush()
    changes = {**_changes(row), "closed": closed}
    record(session, "confirm_tax_setting", actor=actor, reason=row.note, changes=changes)
    return row


def decline_setting(session: Session, row: TaxSetting, *, actor: User, reason: str) -> TaxSetting:
    """Put a proposed row aside. Raises StepNotAllowed, NotPermitted or ReasonNeeded."""
    mark_declined(row, "decline_tax_setting", actor, reason)
    session.flush()
    record(session, "decline_tax_setting", actor=actor, reason=reason, changes=_changes(row))
    return row


def propose_figures(
    session: Session, givens: Sequence[TaxFigureInput], *, actor: User
) -> list[int]:
    """File official figures, waiting for a second person; returns their keys.

    Raises NotPermitted for others than officials and administrators.
    """
    if actor.role not in CHECKERS:
        raise NotPermitted(action="propose_tax_figures", role=str(actor.role))
    common = waiting(actor)
    keys = insert_all(session, TaxFigure, [given.model_dump() | common for given in givens])
    about = {"tax_figures": keys, "rows": [_said(given) for given in givens]}
    record(session, "propose_tax_figures", actor=actor, changes=about)
    return keys


def confirm_figures(session: Session, rows: Sequence[TaxFigure], *, actor: User) -> None:
    """Let figures count, all of them or none.

    Raises StepNotAllowed, NotPermitted or MakerIsChecker.
    """
    for row in rows:
        require_second(row, "confirm_tax_figures", actor)
        mark_confirmed(session, row, actor)
    session.flush()
    keys = [row.key for row in rows]
    record(session, "confirm_tax_figures", actor=actor, changes={"tax_figures": keys})


def decline_figures(
    session: Session, rows: Sequence[TaxFigure], *, actor: User, reason: str
) -> None:
    """Put figures aside. Raises StepNotAllowed, NotPermitted or ReasonNeeded."""
    for row in rows:
        mark_declined(row, "decline_tax_figures", actor, reason)
    session.flush()
    keys = [row.key for row in rows]
    about = {"tax_figures": keys}
    record(session, "decline_tax_figures", actor=actor, reason=reason, changes=about)


def _require_later(session: Session, given: TaxSettingInput | TaxSetting) -> TaxSetting | None:
    """The row that ``given`` closes; it must begin later than all that were confirmed."""
    confirmed = [row for row in _beside(session, given) if row.state is ScopeState.CONFIRMED]
    last = max(confirmed, key=lambda row: row.valid_from, default=None)
    if last is not None and last.valid_from >= given.valid_from:
        raise SettingNotLater(parameter=given.parameter, day=last.valid_from)
    return last


def _beside(session: Session, given: TaxSettingInput | TaxSetting) -> Sequence[TaxSetting]:
    """The rows for the same setting of the same provision, tier and firm size."""
    query = select(TaxSetting).where(TaxSetting.parameter == given.parameter)
    for name in DIMENSIONS:
        own, column = getattr(given, name), col(getattr(TaxSetting, name))
        query = query.where(column.is_(None) if own is None else column == own)
    return session.exec(query).all()


def _changes(row: TaxSetting) -> dict[str, Any]:
    fields = (*TaxSettingInput.model_fields, "state")
    return {"tax_setting": row.key, **{name: plain(getattr(row, name)) for name in fields}}


def _said(given: TaxFigureInput) -> dict[str, Any]:
    return {name: plain(value) for name, value in given.model_dump().items()}
