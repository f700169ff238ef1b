"""What the counting rules look at: plain frozen facts, no rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from models.types import PPM
from models.vocabulary import (
    Category,
    EvidenceGrade,
    Nature,
    PartyKind,
    Place,
    Size,
    SpendKind,
    Stage,
    State,
)


@dataclass(frozen=True, slots=True)
class ScopeOf:
    """How the scope table treats a category on the day of the question.

    ``row_id`` is the row that says so; None outside the database.
    """

    in_scope: bool
    is_chips: bool
    counts_foreign: bool = True
    whole_without_share: bool = False
    row_id: int | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """The window of the target and the scope table as they hold on the day of the question."""

    first_year: int
    last_year: int
    categories: Mapping[Category, ScopeOf]
    spending: Mapping[tuple[Category, SpendKind], ScopeOf] = field(default_factory=dict)

    def treatment(self, record: "Record") -> ScopeOf | None:
        """The row for the record's category and expenditure kind, or for its category."""
        special = None
        if record.spend_kind is not None:
            special = self.spending.get((record.category, record.spend_kind))
        return special or self.categories.get(record.category)

    def applied(self, record: "Record") -> "Record":
        """The record as its row of the table treats foreign parents and unstated AI shares."""
        row = self.treatment(record)
        if row is None or (row.counts_foreign and not row.whole_without_share):
            return record
        whole = row.whole_without_share and record.ai_share_ppm is None
        return replace(
            record,
            counts_foreign=row.counts_foreign,
            ai_share_ppm=PPM if whole else record.ai_share_ppm,
            is_share_assumed=whole,
        )

    def holds(self, year: int) -> bool:
        """Whether ``year`` lies in the window."""
        return self.first_year <= year <= self.last_year


@dataclass(frozen=True, slots=True)
class ShareFact:
    """A party's share of a pledge."""

    party_id: int
    name: str
    is_public: bool
    is_foreign: bool
    share_ppm: int
    pseudonym: str = ""
    kind: PartyKind = PartyKind.COMPANY
    size: Size | None = None


@dataclass(frozen=True, slots=True)
class RateFact:
    """A verified exchange rate: won for one unit of the currency, in millionths of a won."""

    currency: str
    day: date
    millionths: int
    source: str


@dataclass(frozen=True, slots=True)
class LineFact:
    """One year line of a pledge."""

    year: int | None
    amount_won: int | None
    stage: Stage
    evidence_grade: EvidenceGrade | None = None
    deferred_to: date | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """One revision of a pledge with everything a counting rule may ask.

    Grants, equity and loans are the support that no other rule takes out, as
    models.counting.financing finds it; ``unknown_support`` names the rules of the net basis that
    miss an amount. ``rate`` is there where the amounts were converted by it.
    """

    instrument_id: int
    code: str
    title: str
    state: State
    nature: Nature
    category: Category
    place: Place
    known_on: date
    amount_won: int | None
    lines: tuple[LineFact, ...]
    shares: tuple[ShareFact, ...]
    period_start: int | None = None
    period_end: int | None = None
    ai_share_ppm: int | None = None
    is_partnership: bool = False
    public_part_won: int | None = None
    public_grant_won: int | None = None
    public_equity_won: int | None = None
    policy_loan_won: int | None = None
    unknown_support: frozenset[str] = frozenset()
    parent_id: int | None = None
    overlap_key: str = ""
    spend_kind: SpendKind | None = None
    region: str = ""
    counts_foreign: bool = True
    is_share_assumed: bool = False
    rate: RateFact | None = None

    @property
    def is_joint(self) -> bool:
        """Whether several parties share the pledge."""
        return len(self.shares) > 1

    @property
    def private_ppm(self) -> int:
        """The share of private parties, in parts per million."""
        return sum(share.share_ppm for share in self.shares if not share.is_public)

    @property
    def counted_shares(self) -> tuple[ShareFact, ...]:
        """The shares that can count: private ones, foreign ones where the scope has them."""
        return tuple(
            share
            for share in self.shares
            if not share.is_public and (self.counts_foreign or not share.is_foreign)
        )

    @property
    def counted_ppm(self) -> int:
        """The share of the parties that can count, in parts per million."""
        return sum(share.share_ppm for share in self.counted_shares)

    @property
    def is_whole(self) -> bool:
        """Whether every won of the record can count."""
        unshared = not self.public_part_won and self.ai_share_ppm == PPM
        return unshared and self.counted_ppm == PPM

    def counted(self, won: int) -> int:
        """The won of ``won`` that can count: private, in scope and AI, rounded half to even.

        An unknown AI share counts nothing.
        """
        if self.is_whole:
            return won
        return self.steps(won)[-1].left

    def steps(self, won: int) -> tuple["Step", ...]:
        """What each rule on shares takes out of ``won``, one after the other.

        Each rest is rounded half to even from the exact fraction, so that a rule that takes
        nothing removes no won; what is removed and the last rest add up to ``won``.
        """
        public = self.public_part_won or 0
        whole = (self.amount_won or 0) if public else 1
        factors = (
            ("count_public_part", max(whole - public, 0), whole),
            ("count_public_participant", self.private_ppm, PPM),
            ("count_foreign_share", self.counted_ppm, self.private_ppm),
            ("count_ai_share", self.ai_share_ppm or 0, PPM),
        )
        steps, left, over, under = [], won, won, 1
        for code, numerator, denominator in factors:
            over, under = over * numerator, under * denominator
            rest = _half_even(over, under) if under else 0
            steps.append(Step(code, left - rest, rest))
            left = rest
        return tuple(steps)

    def supported(self, *, loans: bool) -> Fraction:
        """The part of each counted won that public support finances, with ``loans`` or without.

        Grants and loans finance the whole amount. Public equity is what lies in the private part,
        since the public partners' part is out already.
        """
        whole = self.amount_won or 0
        private = Fraction((whole - (self.public_part_won or 0)) * self.private_ppm, PPM)
        support = (self.public_grant_won or 0) + (self.policy_loan_won or 0 if loans else 0)
        part = Fraction(support, whole) if whole else Fraction(0)
        if self.public_equity_won and private > 0:
            part += self.public_equity_won / private
        return min(part, Fraction(1))

    def net_of_support(self, won: int, *, loans: bool = True) -> int:
        """``won`` less its part of the public support that finances the record."""
        if not (
            self.public_grant_won or self.public_equity_won or (loans and self.policy_loan_won)
        ):
            return won
        return won - round(won * self.supported(loans=loans))


class Step(NamedTuple):
    """What one rule on shares takes out of an amount, and what it leaves."""

    code: str
    removed: int
    left: int


def _half_even(numerator: int, denominator: int) -> int:
    quotient, rest = divmod(numerator, denominator)
    twice = 2 * rest
    return quotient + (twice > denominator or (twice == denominator and quotient % 2 == 1))
