"""Dated money under an instrument; never edited, corrected by a second row."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field

from models.base import Table
from models.types import WON, Instant, choice
from models.vocabulary import Basis, EvidenceGrade, MovementKind, RecordedAs, State


class Movement(Table, table=True):
    """Money that moved in a stated period, with its evidence and its own workflow state.

    A refund is stored as a positive amount and subtracted when movements are summed; an
    adjustment carries its sign. ``entry`` is the filer's own number of the row.
    """

    __tablename__ = "movement"
    __table_args__ = (
        sa.UniqueConstraint("instrument_id", "entry"),
        sa.CheckConstraint("kind = 'adjustment' OR amount_won >= 0", name="sign_by_kind"),
        sa.CheckConstraint("period_to >= period_from", name="period_in_order"),
        sa.CheckConstraint("verified_by_id <> made_by_id", name="maker_is_not_checker"),
        sa.CheckConstraint("signed_by_id <> made_by_id", name="signed_by_a_colleague"),
        sa.CheckConstraint(
            "certified_by_id <> made_by_id AND certified_by_id <> verified_by_id",
            name="certified_by_a_third",
        ),
        sa.CheckConstraint(
            "(certified_by_id IS NULL) = (certified_at IS NULL)", name="certified_whole"
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    instrument_id: int = Field(foreign_key="instrument.id", index=True)
    entry: str = Field(max_length=60)
    kind: MovementKind = Field(sa_type=choice(MovementKind))
    period_from: date
    period_to: date
    amount_won: int = Field(sa_type=WON)
    recorded_as: RecordedAs = Field(sa_type=choice(RecordedAs))
    basis: Basis = Field(sa_type=choice(Basis))
    evidence_grade: EvidenceGrade = Field(sa_type=choice(EvidenceGrade))
    evidence: str = Field(default="", max_length=500)
    known_on: date
    state: State = Field(sa_type=choice(State), index=True)
    made_by_id: int = Field(foreign_key="user_account.id")
    made_at: datetime = Field(sa_type=Instant)
    submission_id: int | None = Field(default=None, foreign_key="submission.id", index=True)
    signed_by_id: int | None = Field(default=None, foreign_key="user_account.id")
    verified_by_id: int | None = Field(default=None, foreign_key="user_account.id")
    verified_at: datetime | None = Field(default=None, sa_type=Instant)
    certified_by_id: int | None = Field(default=None, foreign_key="user_account.id")
    certified_at: datetime | None = Field(default=None, sa_type=Instant)
    lock: int = Field(default=1)
