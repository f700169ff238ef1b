"""One registered thing (Instrument) and what is said about it over time (Revision)."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field

from models.base import Table
from models.types import WON, Instant, choice
from models.vocabulary import Kind, State, Visibility


class Instrument(Table, table=True):
    """The identity of a record: it never changes, whatever is revised.

    The filer and the filer's own reference decide whether a row is new.
    """

    __tablename__ = "instrument"
    __table_args__ = (sa.UniqueConstraint("kind", "filer_id", "reference"),)

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(max_length=20, unique=True)
    kind: Kind = Field(sa_type=choice(Kind), index=True)
    filer_id: int = Field(foreign_key="party.id", index=True)
    reference: str = Field(max_length=60)
    made_at: datetime = Field(sa_type=Instant)


class Revision(Table, table=True):
    """One version of a record with its workflow state; the earlier ones stay readable.

    ``valid_from`` is the moment of verification and ``valid_to`` the moment when a later
    revision was verified, so that the figures of any past day can be told again. A withdrawal
    is a revision too: verified, it takes the record out of what counts, and stays readable.
    """

    __tablename__ = "revision"
    __table_args__ = (
        sa.UniqueConstraint("instrument_id", "number"),
        sa.CheckConstraint("amount_won >= 0", name="amount_not_negative"),
        sa.CheckConstraint("verified_by_id <> made_by_id", name="maker_is_not_checker"),
        sa.CheckConstraint("signed_by_id <> made_by_id", name="signed_by_a_colleague"),
        sa.CheckConstraint(
            "(verified_by_id IS NULL) = (valid_from IS NULL)", name="verified_whole"
        ),
        sa.CheckConstraint(
            "certified_by_id <> made_by_id AND certified_by_id <> verified_by_id",
            name="certified_by_a_third",
        ),
        sa.CheckConstraint(
            "(certified_by_id IS NULL) = (certified_at IS NULL)", name="certified_whole"
        ),
        sa.Index("ix_revision_state_instrument", "state", "instrument_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    instrument_id: int = Field(foreign_key="instrument.id", index=True)
    number: int
    state: State = Field(sa_type=choice(State))
    title: str = Field(max_length=300)
    amount_won: int | None = Field(default=None, sa_type=WON)
    amount_text: str = Field(default="", max_length=200)
    currency: str = Field(default="KRW", max_length=3)
    foreign_amount: int | None = Field(default=None, sa_type=WON)
    announced_on: date | None = None
    known_on: date
    visibility: Visibility = Field(default=Visibility.PUBLIC, sa_type=choice(Visibility))
    embargo_until: date | None = None
    source: str = Field(default="", max_length=500)
    note: str = Field(default="", max_length=2000)
    reason: str = Field(default="", max_length=2000)
    made_by_id: int = Field(foreign_key="user_account.id", index=True)
    made_at: datetime = Field(sa_type=Instant)
    submission_id: int | None = Field(default=None, foreign_key="submission.id", index=True)
    signed_by_id: int | None = Field(default=None, foreign_key="user_account.id")
    verified_by_id: int | None = Field(default=None, foreign_key="user_account.id")
    valid_from: datetime | None = Field(default=None, sa_type=Instant)
    valid_to: datetime | None = Field(default=None, sa_type=Instant)
    certified_by_id: int | None = Field(default=None, foreign_key="user_account.id")
    certified_at: datetime | None = Field(default=None, sa_type=Instant)
    is_withdrawal: bool = Field(default=False)
    lock: int = Field(default=1)
