"""One bundle of proposals and its fate: an uploaded workbook, or records chosen in a list."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field

from models.base import Table
from models.types import Instant, choice
from models.vocabulary import Kind, SubmissionState


class Submission(Table, table=True):
    """A file by its digest, who brought it, what it held, and what became of it.

    With ``is_selection`` it is one change of many records that were chosen in a list: its
    name is the reason, its digest and size are of the list of changes.
    """

    __tablename__ = "submission"

    id: int | None = Field(default=None, primary_key=True)
    number: str = Field(max_length=20, unique=True)
    kind: Kind = Field(sa_type=choice(Kind))
    state: SubmissionState = Field(sa_type=choice(SubmissionState), index=True)
    filename: str = Field(max_length=200)
    sha256: str = Field(max_length=64, index=True)
    size: int
    party_id: int | None = Field(default=None, foreign_key="party.id", index=True)
    made_by_id: int = Field(foreign_key="user_account.id", index=True)
    made_at: datetime = Field(sa_type=Instant)
    applied_at: datetime | None = Field(default=None, sa_type=Instant)
    is_selection: bool = Field(default=False)
    counts: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)
