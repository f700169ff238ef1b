"""Who may see which record; every list and every page asks here."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import col

from models.instrument import Instrument, Revision
from models.people import User
from models.vocabulary import Kind, Role, State, Visibility


@dataclass(frozen=True, slots=True)
class Viewer:
    """The one who asks: a role, for company users their party, and whether firms are named."""

    role: Role
    party_id: int | None
    today: date
    sees_names: bool = True

    @classmethod
    def of(cls, user: User, today: date) -> "Viewer":
        """The viewer that ``user`` is on the day ``today``."""
        named = user.sees_names or user.role is not Role.ECONOMIST
        return cls(user.role, user.party_id, today, named)


FULL_VIEW = (Role.OFFICIAL, Role.ADMINISTRATOR, Role.AUDITOR)
CONFIDENTIAL = (Kind.TAX_CLAIM,)
"""Taxpayer data: for officials and the firm itself, whatever else a role may see."""
SEES_TAXPAYERS = (Role.OFFICIAL, Role.ADMINISTRATOR)


def visible(viewer: Viewer) -> sa.ColumnElement[bool]:
    """The condition on instruments and revisions that ``viewer`` may see.

    Officials and administrators see everything, auditors all but taxpayer data; a company what
    it filed itself; an economist what is verified and public, embargoed records from their day
    on, and no taxpayer data. Which version of a record is meant the question says (current).
    """
    if viewer.role in FULL_VIEW:
        return sa.true() if viewer.role in SEES_TAXPAYERS else _NOT_CONFIDENTIAL
    if viewer.role is Role.COMPANY:
        return col(Instrument.filer_id) == viewer.party_id
    released = (col(Revision.visibility) == Visibility.EMBARGOED) & (
        col(Revision.embargo_until) <= viewer.today
    )
    is_open = (col(Revision.visibility) == Visibility.PUBLIC) | released
    counted = col(Revision.valid_from).is_not(None) & (col(Revision.state) != State.WITHDRAWN)
    return counted & is_open & _NOT_CONFIDENTIAL


_NOT_CONFIDENTIAL = col(Instrument.kind).not_in(CONFIDENTIAL)
