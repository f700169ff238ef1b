"""A small model of the register, written without it: what each operation may do and what counts.

It knows who made what, in which state every version and movement is, and which of them count
on a day. The operations of office.py ask it what to expect before they ask the registry.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from models.vocabulary import Kind

OFFICE = ("official", "administrator")
MAKERS = {
    Kind.PLEDGE: ("official", "company"),
    Kind.FUND: ("official", "company"),
    Kind.LOAN: ("official", "company"),
    Kind.TAX_CLAIM: ("official", "company"),
    Kind.TAX_INCENTIVE: ("official", "company", "administrator"),
}
STEPS = {
    "submit": (("draft", "returned"), "submitted"),
    "review": (("submitted",), "in_review"),
    "return": (("submitted", "in_review"), "returned"),
    "verify": (("submitted", "in_review"), "verified"),
    "certify": (("verified",), "certified"),
    "withdraw": (("draft", "submitted", "in_review", "returned"), "withdrawn"),
}
CHECKED = ("review", "return", "verify", "certify")
EXPLAINED = ("return", "withdraw")
OPEN = ("draft", "submitted", "in_review", "returned")
COUNTED = ("verified", "certified")


@dataclass
class Entry:
    """A version of a record, or a movement: its state, who had a hand in it, what it says.

    ``row`` is what the registry holds, for operations to act on and never to look at.
    """

    row: Any
    state: str
    made_by: set[int]
    won: int
    known_on: date
    stage: str = ""
    category: str = ""
    verified_by: int | None = None
    verified_at: int = 0
    is_withdrawal: bool = False

    def refusal(self, action: str, person: "Person", reason: str, maker: bool) -> str | None:
        """The code of the refusal that an action must meet; None where it must be done.

        ``maker`` tells whether the person files such records.
        """
        if self.state not in STEPS[action][0]:
            return "step_not_allowed"
        if action in EXPLAINED and not reason:
            return "reason_needed"
        if action not in CHECKED:
            return None if maker else "not_permitted"
        if person.role not in OFFICE:
            return "not_permitted"
        if person.key in self.made_by:
            return "maker_is_checker"
        return "verifier_is_certifier" if person.key == self.verified_by else None

    def step(self, action: str, person: "Person", moment: int) -> None:
        """Take the step that the registry took."""
        self.state = STEPS[action][1]
        if action == "submit":
            self.made_by.add(person.key)
        if action == "verify":
            self.verified_by, self.verified_at = person.key, moment
            self.state = "withdrawn" if self.is_withdrawal else "verified"


@dataclass(frozen=True)
class Person:
    """Somebody who acts."""

    key: int
    role: str
    party: str = ""


@dataclass
class Record:
    """A record with its versions, the oldest first, and its money."""

    kind: Kind
    reference: str
    filer: str
    key: int
    instrument: Any = None
    versions: list[Entry] = field(default_factory=list)
    money: list[Entry] = field(default_factory=list)

    def files(self, person: Person) -> bool:
        """Whether a person files such records: a company its own ones only."""
        own = person.role != "company" or person.party == self.filer
        return person.role in MAKERS[self.kind] and own

    def counted(self) -> Entry | None:
        """The version that counts now."""
        return next((one for one in self.versions if one.state in COUNTED), None)

    def known(self, on: date, by: int) -> Entry | None:
        """The version that counts on a day, by what was verified until a moment."""
        known = [one for one in self.versions if 0 < one.verified_at <= by and one.known_on <= on]
        last = known[-1] if known else None
        return None if last is None or last.is_withdrawal else last

    def spent(self, on: date, by: int) -> int:
        """What was spent, by what was verified until a moment."""
        return sum(
            one.won for one in self.money if 0 < one.verified_at <= by and one.known_on <= on
        )


@dataclass
class Ledger:
    """Everything that was done, and what follows from it."""

    records: list[Record] = field(default_factory=list)
    closed: dict[date, int] = field(default_factory=dict)
    scope: list[tuple[date, bool, int]] = field(default_factory=list)
    """First day, whether models are in scope, and when that was confirmed."""
    moment: int = 0

    def frozen(self, on: date) -> int:
        """The moment whose knowledge a day is read with."""
        days = [day for day in self.closed if day >= on]
        return self.closed[min(days)] if days else self.moment

    def counts_models(self, on: date) -> bool:
        """Whether the category ``model`` is in scope on a day."""
        by = self.frozen(on)
        rows = [row for row in self.scope if row[0] <= on and row[2] <= by]
        return max(rows)[1] if rows else True

    def lines(self, on: date) -> dict[str, int]:
        """The intent, announced (firm included) and firm lines, and the money spent."""
        by, sums = self.frozen(on), dict.fromkeys(("intent", "announced", "firm", "realised"), 0)
        for record in self.records:
            held = record.known(on, by) if record.kind is Kind.PLEDGE else None
            if held is None or (held.category == "model" and not self.counts_models(on)):
                continue
            for line in {"firm": ("announced", "firm")}.get(held.stage, (held.stage,)):
                sums[line] += held.won
            sums["realised"] += record.spent(on, by)
        return sums
