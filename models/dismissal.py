"""What a person put aside: an overdue proposal that stays closed while its facts do not change."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field

from models.base import Table
from models.overdue_words import OverdueRule
from models.types import Instant, choice
from models.vocabulary import Stage


class OverdueDismissal(Table, table=True):
    """Why an overdue proposal is not followed; ``facts`` is the digest of what it rested on."""

    __tablename__ = "overdue_dismissal"
    __table_args__ = (
        sa.UniqueConstraint("instrument_id", "facts"),
        sa.CheckConstraint("length(reason) > 0", name="says_why"),
    )

    id: int | None = Field(default=None, primary_key=True)
    instrument_id: int = Field(foreign_key="instrument.id", index=True)
    rule: OverdueRule = Field(sa_type=choice(OverdueRule))
    year: int | None = None
    stage: Stage = Field(sa_type=choice(Stage))
    facts: str = Field(max_length=64)
    as_of: date
    reason: str = Field(max_length=2000)
    dismissed_by_id: int = Field(foreign_key="user_account.id")
    dismissed_at: datetime = Field(sa_type=Instant)
