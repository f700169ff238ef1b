"""Pledges 민간투자약정: terms, year lines, participants, and what may be said about them."""

from datetime import date
from typing import Annotated, ClassVar

import sqlalchemy as sa
from pydantic import Field as Limit
from pydantic import model_validator
from sqlmodel import Field

from models.base import Table
from models.financing import STATED_AS, FinancingInput, check_financing
from models.inputs import (
    Input,
    InstrumentInput,
    InstrumentName,
    Key,
    Line,
    PartyName,
    Share,
    Short,
    Source,
    Won,
    Year,
    refused,
)
from models.lifecycle import Lifecycle, Step
from models.types import PPM, WON, choice
from models.vocabulary import (
    FIRM_STAGES,
    Category,
    EvidenceGrade,
    Nature,
    Place,
    SpendKind,
    Stage,
)

_OPEN = (Stage.INTENT, Stage.ANNOUNCED, Stage.FIRM, Stage.EXECUTING, Stage.DEFERRED)
LINE_STAGES: Lifecycle[Stage] = Lifecycle(
    {
        "announce": Step((Stage.INTENT, Stage.DEFERRED), Stage.ANNOUNCED),
        "make_firm": Step((Stage.INTENT, Stage.ANNOUNCED, Stage.DEFERRED), Stage.FIRM),
        "start": Step(_OPEN, Stage.EXECUTING),
        "complete": Step(_OPEN, Stage.COMPLETED),
        "defer": Step(_OPEN, Stage.DEFERRED, needs_reason=True),
        "cancel": Step(_OPEN, Stage.CANCELLED, needs_reason=True),
        "supersede": Step(_OPEN, Stage.SUPERSEDED, needs_reason=True),
        "lapse": Step(_OPEN, Stage.LAPSED, needs_reason=True),
        "dispute": Step(_OPEN, Stage.DISPUTED, needs_reason=True),
    }
)
"""Where a line may go from one verified version to the next (registry.md §3).

Firm, executing and completed lines state their evidence, so that none jumps over firm without it;
every other way, such as back from firm, is a correction, which states its reason.
"""


class PledgeTerms(Table, table=True):
    """What only a pledge has. An unknown share is NULL, never 100 percent."""

    __tablename__ = "pledge_terms"
    __table_args__ = (
        sa.CheckConstraint("ai_share_ppm > 0 AND ai_share_ppm <= 1000000", name="ai_share_range"),
        sa.CheckConstraint("period_end >= period_start", name="period_in_order"),
    )

    revision_id: int = Field(foreign_key="revision.id", primary_key=True)
    category: Category = Field(sa_type=choice(Category), index=True)
    nature: Nature = Field(sa_type=choice(Nature))
    spend_kind: SpendKind | None = Field(default=None, sa_type=choice(SpendKind))
    place: Place = Field(sa_type=choice(Place))
    region: str = Field(default="", max_length=60)
    period_start: int | None = None
    period_end: int | None = None
    ai_share_ppm: int | None = None
    is_partnership: bool = Field(default=False)
    public_part_won: int | None = Field(default=None, sa_type=WON)
    public_grant_won: int | None = Field(default=None, sa_type=WON)
    policy_loan_won: int | None = Field(default=None, sa_type=WON)
    part_of: str = Field(default="", max_length=120)
    part_of_id: int | None = Field(default=None, foreign_key="instrument.id", index=True)
    overlap_key: str = Field(default="", max_length=120, index=True)
    counterparty: str = Field(default="", max_length=300)
    rate_on: date | None = None


class Participant(Table, table=True):
    """A party's share of a joint pledge, in parts per million."""

    __tablename__ = "participant"
    __table_args__ = (
        sa.UniqueConstraint("revision_id", "party_id"),
        sa.CheckConstraint("share_ppm > 0 AND share_ppm <= 1000000", name="share_range"),
    )

    id: int | None = Field(default=None, primary_key=True)
    revision_id: int = Field(foreign_key="revision.id", index=True)
    party_id: int = Field(foreign_key="party.id", index=True)
    share_ppm: int


class PledgeLine(Table, table=True):
    """A pledge's amount for one year with its own stage; no year means unallocated."""

    __tablename__ = "pledge_line"
    __table_args__ = (
        sa.UniqueConstraint("revision_id", "year", "stage"),
        sa.CheckConstraint("amount_won >= 0", name="amount_not_negative"),
        sa.CheckConstraint(
            "deferred_to IS NULL OR stage = 'deferred'", name="new_date_of_deferred"
        ),
        sa.CheckConstraint("foreign_amount >= 0", name="foreign_amount_not_negative"),
    )

    id: int | None = Field(default=None, primary_key=True)
    revision_id: int = Field(foreign_key="revision.id", index=True)
    year: int | None = Field(default=None, index=True)
    amount_won: int | None = Field(default=None, sa_type=WON)
    stage: Stage = Field(sa_type=choice(Stage), index=True)
    stage_on: date | None = None
    evidence_grade: EvidenceGrade | None = Field(default=None, sa_type=choice(EvidenceGrade))
    evidence: str = Field(default="", max_length=500)
    deferred_to: date | None = None
    foreign_amount: int | None = Field(default=None, sa_type=WON)


class LineInput(Input):
    """One year of a pledge; an empty year is the explicit unallocated line."""

    year: Year | None = None
    amount_won: Won | None = None
    stage: Stage
    stage_on: date | None = None
    evidence_grade: EvidenceGrade | None = None
    evidence: Source = ""
    deferred_to: date | None = None
    foreign_amount: Won | None = None

    @model_validator(mode="after")
    def _deferred_has_the_new_date(self) -> "LineInput":
        if self.deferred_to is not None:
            if self.stage is not Stage.DEFERRED:
                raise refused("deferral_stage", field="deferred_to", stage=str(self.stage))
            if self.year is not None and self.deferred_to.year < self.year:
                raise refused("deferral_order", field="deferred_to", year=self.year)
        return self

    @model_validator(mode="after")
    def _firm_has_evidence(self) -> "LineInput":
        if self.stage in FIRM_STAGES and not (self.evidence_grade and self.evidence):
            raise refused("firm_needs_evidence", field="evidence", stage=str(self.stage))
        return self


class ParticipantInput(Input):
    """One party of a joint pledge."""

    party: PartyName
    share_ppm: Share


class PledgeInput(InstrumentInput):
    """A pledge with its lines, participants and financing, whole and consistent."""

    TOGETHER: ClassVar[tuple[str, ...]] = (
        "category",
        "nature",
        "spend_kind",
        "place",
        "region",
        "ai_share_ppm",
        "is_partnership",
        "counterparty",
        *InstrumentInput.TOGETHER,
    )

    category: Category
    nature: Nature = Nature.INVESTMENT
    spend_kind: SpendKind | None = None
    place: Place = Place.KOREA
    region: Short = ""
    period_start: Year | None = None
    period_end: Year | None = None
    ai_share_ppm: Share | None = None
    is_partnership: bool = False
    public_part_won: Won | None = None
    public_grant_won: Won | None = None
    policy_loan_won: Won | None = None
    part_of: InstrumentName = ""
    overlap_key: Key = ""
    counterparty: Line = ""
    rate_on: date | None = None
    lines: Annotated[tuple[LineInput, ...], Limit(max_length=60)] = ()
    participants: Annotated[tuple[ParticipantInput, ...], Limit(max_length=100)] = ()
    financing: Annotated[tuple[FinancingInput, ...], Limit(max_length=60)] = ()

    @model_validator(mode="after")
    def _whole(self) -> "PledgeInput":
        self._check_period()
        self._check_lines()
        self._check_participants()
        self._check_parts()
        self._check_foreign()
        stated = {name: getattr(self, name) for name in STATED_AS.values()}
        check_financing(self.financing, self.amount_won, stated)
        return self

    def _check_period(self) -> None:
        if self.period_start and self.period_end and self.period_end < self.period_start:
            raise refused("period_order", field="period_end")

    def _check_lines(self) -> None:
        keys = [(line.year, line.stage) for line in self.lines]
        if len(set(keys)) < len(keys):
            raise refused("line_twice", field="lines")
        if not self.lines:
            raise refused("lines_missing", field="lines")
        amounts = [line.amount_won for line in self.lines]
        if self.amount_won is None:
            if any(amount is not None for amount in amounts):
                raise refused("lines_without_total", field="amount_won")
            return
        total = sum(amount or 0 for amount in amounts)
        if None in amounts or total != self.amount_won:
            raise refused("lines_sum", field="lines", total=self.amount_won, found=total)

    def _check_participants(self) -> None:
        parties = [participant.party for participant in self.participants]
        if len(set(parties)) < len(parties):
            raise refused("participant_twice", field="participants")
        total = sum(participant.share_ppm for participant in self.participants)
        if self.participants and total != PPM:
            raise refused("shares_sum", field="participants", found=total)

    def _check_parts(self) -> None:
        for name in ("public_part_won", "public_grant_won", "policy_loan_won"):
            part = getattr(self, name)
            if part and part > (self.amount_won or 0):
                raise refused("part_above_total", field=name, found=part)

    def _check_foreign(self) -> None:
        """A rate converts an amount of a foreign currency whose won the source does not state."""
        amounts = [line.foreign_amount for line in self.lines]
        if any(amount is not None for amount in amounts):
            total = sum(amount or 0 for amount in amounts)
            if None in amounts or total != self.foreign_amount:
                raise refused(
                    "foreign_lines_sum", field="lines", total=self.foreign_amount, found=total
                )
        if self.rate_on is None:
            return
        if self.currency == "KRW" or self.foreign_amount is None:
            raise refused("rate_without_foreign", field="rate_on")
        if self.amount_won is not None:
            raise refused("rate_not_needed", field="rate_on")
        if self.rate_on > self.known_on:
            raise refused("rate_after_known", field="rate_on", day=self.known_on)
