"""What somebody is typing into a form: theirs alone, no record of the register, soon gone."""

from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa
from sqlmodel import Field

from models.base import Table
from models.types import Instant

KEPT_FOR: Final = timedelta(days=30)
"""How long what was typed is kept after its last change."""
LONGEST: Final = 400_000
"""The most characters that one form may hold."""
MOST: Final = 100
"""The most forms of one person that are kept; the ones saved longest ago go first."""


class FormDraft(Table, table=True):
    """The text of one form that its user has not sent, from one opening of it.

    ``form`` names the form and the record that it is about; ``opening`` is the number that the
    page drew when it was opened, so that two open windows keep a draft each. Once the form was
    sent or thrown away it is closed and empty: what arrives late from that window is not kept.
    """

    __tablename__ = "form_draft"
    __table_args__ = (sa.UniqueConstraint("user_id", "opening"),)

    id: int | None = Field(default=None, primary_key=True)
    user_id: int = Field(foreign_key="user_account.id", index=True)
    form: str = Field(max_length=60)
    opening: str = Field(max_length=32)
    typed: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)
    is_closed: bool = Field(default=False)
    saved_at: datetime = Field(sa_type=Instant, index=True)
