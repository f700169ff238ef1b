"""The list of overdue proposals: what its address asks, and the same rows as a file."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask import url_for
from werkzeug.datastructures import MultiDict

from app import format as fmt
from app.i18n import Language
from app.lists.address import AS_OF, Asked, Reader
from app.lists.sheet import Field, Sheet
from app.messages import label
from app.messages.words import Said
from models.overdue_words import OverdueRule, Standing
from models.queries.overdue import Overdue
from models.vocabulary import Stage

DEFAULT_SORT: Final = "-days"
SORTS: Final[dict[str, Callable[[Overdue], Any]]] = {
    "code": lambda one: one.proposal.record.code,
    "party": lambda one: parties_of(one),
    "year": lambda one: one.proposal.year,
    "days": lambda one: one.days,
    "planned": lambda one: one.proposal.planned_won,
    "missing": lambda one: one.proposal.missing_won,
}
LATE: Final = Said("{days}일 넘게 지남", "More than {days} days late")
COUNTS: Final = {
    "yes": Said("집계하는 건", "Counted"),
    "no": Said("집계하지 않는 건", "Not counted"),
}


@dataclass(frozen=True, slots=True)
class OverdueFilter:
    """What the list asks for; an empty field asks for nothing."""

    text: str = ""
    rules: tuple[OverdueRule, ...] = ()
    standings: tuple[Standing, ...] = ()
    stages: tuple[Stage, ...] = ()
    counted: str = ""
    days: int | None = None
    least_won: int | None = None
    most_won: int | None = None

    def holds(self, one: Overdue) -> bool:
        """Whether the list holds a proposal."""
        found, won = one.proposal, one.proposal.missing_won
        said = " ".join((found.record.code, found.record.title, parties_of(one))).casefold()
        return (
            self.text.casefold() in said
            and (not self.rules or found.rule in self.rules)
            and (not self.standings or one.standing in self.standings)
            and (not self.stages or found.stage in self.stages)
            and (not self.counted or (one.counted_won > 0) is (self.counted == "yes"))
            and (self.days is None or one.days > self.days)
            and (self.least_won is None or (won is not None and won >= self.least_won))
            and (self.most_won is None or (won is not None and won <= self.most_won))
        )


def parties_of(one: Overdue) -> str:
    """Who made the pledge, as this reader may know them."""
    return ", ".join(share.name for share in one.proposal.record.shares)


def read(args: "MultiDict[str, str]", lang: Language) -> Asked[OverdueFilter]:
    """Read the address; what nobody decided yet is asked for where it names no standing."""
    reader = Reader(args, lang)
    days = reader.whole("late", most=40_000)
    if days is not None:
        reader.tag(LATE.to(lang, {"days": str(days)}), "late", args["late"])
    asked = OverdueFilter(
        text=reader.text(),
        rules=reader.several("rule", OverdueRule),
        standings=reader.several("standing", Standing),
        stages=reader.several("st", Stage),
        counted=reader.one_of("counted", COUNTS, lambda code: COUNTS[code].to(lang)),
        days=days,
        least_won=reader.amount("min"),
        most_won=reader.amount("max"),
    )
    return reader.asked(asked, SORTS, DEFAULT_SORT, reader.day("asof", AS_OF))


def chosen(found: Iterable[Overdue], asked: Asked[OverdueFilter]) -> list[Overdue]:
    """The proposals that the address asks for, sorted; unknown values come last."""
    held = [one for one in found if asked.filter.holds(one)]
    of = SORTS[asked.sort.removeprefix("-")]
    known = [one for one in held if of(one) is not None]
    unknown = [one for one in held if of(one) is None]
    return [*sorted(known, key=of, reverse=asked.sort.startswith("-")), *unknown]


def missing_of(found: Iterable[Overdue]) -> tuple[int, int]:
    """The sum of what is missing, and how many do not say how much."""
    amounts = [one.proposal.missing_won for one in found]
    return sum(won for won in amounts if won is not None), amounts.count(None)


def _sums(found: Sequence[Overdue], lang: Language) -> tuple[tuple[str, str], ...]:
    won, unknown = missing_of(found)
    return (
        (Said("모자란 금액의 합", "Sum missing").to(lang), fmt.won_exact(won, lang)),
        (Said("금액 미상", "Without a stated amount").to(lang), fmt.count(unknown, lang)),
    )


def _link(one: Overdue) -> str:
    """Where the proposal is."""
    proposal = one.proposal
    return url_for("overdue.show", code=proposal.record.code, place=proposal.place)


_FIRST: Final = ("code", "party", "title", "rule", "year", "days", "planned", "missing", "standing")
SHEET: Final[Sheet[Overdue]] = Sheet(
    title=Said("기한이_지난_계획", "overdue_pledges"),
    fields=(
        Field("code", Said("계획 번호", "Number"), lambda one, _: one.proposal.record.code),
        Field("party", Said("기업", "Party"), lambda one, _: parties_of(one), width=24),
        Field("title", Said("사업명", "Title"), lambda one, _: one.proposal.record.title, width=44),
        Field(
            "rule", Said("규칙", "Rule"), lambda one, lang: label(one.proposal.rule, lang), width=30
        ),
        Field("year", Said("연도", "Year"), lambda one, _: one.proposal.year),
        Field("stage", Said("단계", "Stage"), lambda one, lang: label(one.proposal.stage, lang)),
        Field("due", Said("기한", "Due on"), lambda one, _: one.proposal.due_on),
        Field("days", Said("지난 날", "Days late"), lambda one, _: one.days),
        Field(
            "planned",
            Said("계획액", "Planned"),
            lambda one, _: one.proposal.planned_won,
            True,
        ),
        Field(
            "realised",
            Said("집행액", "Realised"),
            lambda one, _: one.proposal.realised_won,
            True,
        ),
        Field(
            "missing",
            Said("모자란 금액", "Missing"),
            lambda one, _: one.proposal.missing_won,
            True,
        ),
        Field(
            "counted",
            Said("계획의 집계액", "Pledge counted"),
            lambda one, _: one.counted_won,
            True,
        ),
        Field("standing", Said("판단", "Standing"), lambda one, lang: label(one.standing, lang)),
        Field(
            "why",
            Said("제외한 까닭", "Why put aside"),
            lambda one, _: one.dismissal.reason if one.dismissal else "",
            width=40,
        ),
    ),
    sums=_sums,
    first=_FIRST,
    link=_link,
)
