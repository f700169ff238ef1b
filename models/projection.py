"""Stored projection runs: everything that is needed to repeat them, and what came out."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field

from models.base import Table
from models.types import Instant


class ProjectionRun(Table, table=True):
    """One run; pages, charts and workbooks read it and compute nothing."""

    __tablename__ = "projection_run"

    id: int | None = Field(default=None, primary_key=True)
    number: str = Field(max_length=20, unique=True)
    scenario: str = Field(max_length=60)
    scope: str = Field(max_length=20)
    basis: str = Field(max_length=20)
    as_of: date
    draws: int
    seed: int = Field(sa_type=sa.BigInteger)
    inputs_sha256: str = Field(max_length=64, index=True)
    results_sha256: str = Field(max_length=64)
    inputs: dict[str, Any] = Field(sa_type=sa.JSON)
    results: dict[str, Any] = Field(sa_type=sa.JSON)
    manifest: dict[str, Any] = Field(sa_type=sa.JSON)
    made_by_id: int | None = Field(default=None, foreign_key="user_account.id")
    made_at: datetime = Field(sa_type=Instant)
