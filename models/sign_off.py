"""A company's own sign-off 사내 확인: whether two of its users stand behind what it files."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field

from models.base import Table
from models.types import Instant


class SignOff(Table, table=True):
    """One company's wish that a second user of its own confirms before the ministry receives.

    ``ending_by_id`` asked to end it; another user of the company, or an administrator, agrees.
    """

    __tablename__ = "sign_off"
    __table_args__ = (
        sa.CheckConstraint("is_needed OR ending_by_id IS NULL", name="only_what_holds_ends"),
    )

    party_id: int = Field(foreign_key="party.id", primary_key=True)
    is_needed: bool
    ending_by_id: int | None = Field(default=None, foreign_key="user_account.id")
    changed_by_id: int = Field(foreign_key="user_account.id")
    changed_at: datetime = Field(sa_type=Instant)
