"""Parties that invest or lend, and the users who record what they do."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field

from models.base import Table
from models.types import Instant, choice
from models.vocabulary import PartyKind, Role, Size


class Party(Table, table=True):
    """A company, group, fund, bank or public body.

    ``pseudonym`` is drawn at random, so that nothing leads from it to the party but this row.
    """

    __tablename__ = "party"

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(max_length=40, unique=True)
    name_ko: str = Field(max_length=200, index=True)
    name_en: str | None = Field(default=None, max_length=200)
    brn: str | None = Field(default=None, max_length=10, unique=True)
    crn: str | None = Field(default=None, max_length=13)
    kind: PartyKind = Field(sa_type=choice(PartyKind))
    is_public: bool = Field(default=False)
    is_foreign: bool = Field(default=False)
    group_id: int | None = Field(default=None, foreign_key="party.id", index=True)
    size: Size | None = Field(default=None, sa_type=choice(Size))
    pseudonym: str = Field(max_length=12, unique=True)
    made_at: datetime = Field(sa_type=Instant)


class User(Table, table=True):
    """Somebody who signs in. ``party_id`` is set for company users only.

    ``sees_names`` matters for economists: without it they read pseudonyms of private parties.
    """

    __tablename__ = "user_account"
    __table_args__ = (
        sa.CheckConstraint("(role = 'company') = (party_id IS NOT NULL)", name="company_has_party"),
    )

    id: int | None = Field(default=None, primary_key=True)
    email: str = Field(max_length=200, unique=True)
    name: str = Field(max_length=100)
    role: Role = Field(sa_type=choice(Role))
    party_id: int | None = Field(default=None, foreign_key="party.id", index=True)
    password: str = Field(max_length=300)
    active: bool = Field(default=True)
    sees_names: bool = Field(default=False)
    session_key: str = Field(max_length=64, unique=True)
    language: str | None = Field(default=None, max_length=2)
    made_at: datetime = Field(sa_type=Instant)
