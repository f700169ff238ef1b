"""The append-only history: who did what, when, with which changes and why."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field

from models.base import Table
from models.types import Instant


class Event(Table, table=True):
    """One change, written in the same flush as the rows it speaks of.

    ``hash`` covers the event and the hash of the one before it; ``digest`` is of what the
    revision or movement said then. Nothing is ever changed or deleted here: triggers refuse it.
    """

    __tablename__ = "event"

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=Instant, index=True)
    actor_id: int | None = Field(default=None, foreign_key="user_account.id", index=True)
    action: str = Field(max_length=40)
    party_id: int | None = Field(default=None, foreign_key="party.id", index=True)
    instrument_id: int | None = Field(default=None, foreign_key="instrument.id", index=True)
    revision_id: int | None = Field(default=None, foreign_key="revision.id", index=True)
    movement_id: int | None = Field(default=None, foreign_key="movement.id", index=True)
    submission_id: int | None = Field(default=None, foreign_key="submission.id", index=True)
    run_id: int | None = Field(default=None, foreign_key="projection_run.id", index=True)
    changes: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)
    reason: str = Field(default="", max_length=2000)
    digest: str | None = Field(default=None, max_length=64)
    prev_hash: str = Field(max_length=64)
    hash: str = Field(max_length=64)


class EventChain(Table, table=True):
    """The end of the chain, in one row: whoever writes an event holds it until the commit."""

    __tablename__ = "event_chain"
    __table_args__ = (sa.CheckConstraint("id = 1", name="one_row"),)

    id: int | None = Field(default=1, primary_key=True)
    events: int
    hash: str = Field(max_length=64)
