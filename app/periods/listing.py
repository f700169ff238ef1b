"""The periods, and who filed for one: what their addresses ask, and the same rows as files."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from flask import url_for
from werkzeug.datastructures import MultiDict

from app import format as fmt
from app.i18n import Language
from app.lists.address import Asked, Reader
from app.lists.sheet import Field, Sheet, added, exact
from app.messages import label, party_name
from app.messages.words import Said
from app.tables import Cell
from models import Period
from models.period_words import Filing, PeriodState
from models.queries.filings import Filed


class Counted(NamedTuple):
    """A period with how many companies filed what; no counts for a company."""

    period: Period
    counts: Mapping[Filing, int] | None

    def of(self, *filings: Filing) -> int | None:
        """How many companies filed one of these."""
        return None if self.counts is None else sum(self.counts[one] for one in filings)


class PeriodFilter(NamedTuple):
    """What the list of periods asks for; an empty field asks for nothing."""

    states: tuple[PeriodState, ...]
    year: int | None


class FilingFilter(NamedTuple):
    """What the list of filings asks for; an empty field asks for nothing."""

    text: str
    filings: tuple[Filing, ...]


SORTS: Final[Mapping[str, Callable[[Counted], Any]]] = {
    "period": lambda one: one.period.last_day,
    "due": lambda one: one.period.filing_due,
    "missing": lambda one: one.of(Filing.MISSING),
}
FILED_SORTS: Final[Mapping[str, Callable[[Filed], Any]]] = {
    "party": lambda row: row.party.name_ko,
    "pledges": lambda row: row.pledges,
    "amount": lambda row: row.period_won,
    "running": lambda row: row.running_won,
    "said": lambda row: row.said_at,
}
_YEAR: Final = Said("{year}년", "{year}")


def read(args: "MultiDict[str, str]", lang: Language) -> Asked[PeriodFilter]:
    """Read the address of the list of periods."""
    reader = Reader(args, lang)
    year = reader.whole("year", 1900, 2100)
    if year is not None:
        reader.tag(_YEAR.to(lang, {"year": str(year)}), "year", args["year"])
    return reader.asked(PeriodFilter(reader.several("state", PeriodState), year), SORTS, "-period")


def chosen(rows: Sequence[Counted], asked: Asked[PeriodFilter]) -> list[Counted]:
    """The periods that the address asks for, in its order."""
    wanted = asked.filter
    kept = [
        one
        for one in rows
        if (not wanted.states or one.period.state in wanted.states)
        and wanted.year in (None, one.period.last_day.year)
    ]
    return _ordered(kept, SORTS[asked.sort.removeprefix("-")], asked.sort)


def read_filings(args: "MultiDict[str, str]", lang: Language) -> Asked[FilingFilter]:
    """Read the address of the filings of a period."""
    reader = Reader(args, lang)
    wanted = FilingFilter(reader.text(), reader.several("filing", Filing))
    return reader.asked(wanted, FILED_SORTS, "party")


def chosen_filings(rows: Sequence[Filed], asked: Asked[FilingFilter]) -> list[Filed]:
    """The filings that the address asks for, in its order; unknown amounts come last."""
    text, wanted = asked.filter.text.casefold(), asked.filter.filings
    kept = [
        row
        for row in rows
        if text in f"{row.party.name_ko} {row.party.name_en or ''}".casefold()
        and (not wanted or row.filing in wanted)
    ]
    return _ordered(kept, FILED_SORTS[asked.sort.removeprefix("-")], asked.sort)


def _ordered(rows: list[Any], of: Callable[[Any], Any], sort: str) -> list[Any]:
    known = [one for one in rows if of(one) is not None]
    unknown = [one for one in rows if of(one) is None]
    return [*sorted(known, key=of, reverse=sort.startswith("-")), *unknown]


def _days(one: Counted, lang: Language) -> str:
    return fmt.days(one.period.first_day, one.period.last_day, lang)


def _closed(one: Counted, lang: Language) -> str | None:
    return fmt.moment(one.period.closed_at, lang) if one.period.closed_at else None


SHEET: Final[Sheet[Counted]] = Sheet(
    title=Said("보고_기간", "periods"),
    fields=(
        Field("period", Said("기간", "Period"), _days, width=28),
        Field("state", Said("상태", "Status"), lambda one, lang: label(one.period.state, lang)),
        Field("due", Said("제출 기한", "Filing due"), lambda one, _: one.period.filing_due),
        Field("closed", Said("마감한 때", "Closed at"), _closed, width=22),
        Field("filed", Said("제출함", "Filed"), lambda one, _: one.of(Filing.FILED)),
        Field(
            "waiting",
            Said("제출함(승인 전)", "Filed, not yet verified"),
            lambda one, _: one.of(Filing.WAITING),
        ),
        Field("no_change", Said("변동 없음", "No change"), lambda one, _: one.of(Filing.NO_CHANGE)),
        Field("missing", Said("미제출", "Not filed"), lambda one, _: one.of(Filing.MISSING)),
        Field("digest", Said("지문", "SHA-256"), lambda one, _: one.period.digest, width=66),
    ),
    first=("period", "state", "due", "closed", "filed", "no_change", "missing"),
    link=lambda one: url_for("periods.show", day=one.period.last_day.isoformat()),
)


def sums_of(rows: Sequence[Filed]) -> dict[str, int | None]:
    """What is known over all rows; a period's amounts and running totals are never added up."""
    return {
        "amount": added([row.period_won for row in rows]),
        "running": added([row.running_won for row in rows]),
    }


def _said_at(row: Filed, lang: Language) -> Cell:
    return fmt.moment(row.said_at, lang) if row.said_at else None


def filings_sheet(period: Period) -> Sheet[Filed]:
    """Who filed for ``period``; a missing filing has no amount, never zero."""

    def sums(rows: Sequence[Filed], lang: Language) -> tuple[tuple[str, str], ...]:
        found = sums_of(rows)
        return (
            (_OF.to(lang), fmt.days(period.first_day, period.last_day, lang)),
            (_STANDS.to(lang), label(period.state, lang)),
            (_AMOUNT.to(lang), exact(found["amount"], lang)),
            (_RUNNING.to(lang), exact(found["running"], lang)),
            (_MISSING.to(lang), _UNKNOWN.to(lang)),
        )

    return Sheet(title=Said("제출현황", "Filings"), fields=_FILED, sums=sums, first=_FIRST)


_OF: Final = Said("기간", "Period")
_STANDS: Final = Said("기간 상태", "Status of the period")
_AMOUNT: Final = Said("기간 금액 합계", "Sum of the period's amounts")
_RUNNING: Final = Said("누계 금액 합계", "Sum of running totals")
_MISSING: Final = Said("미제출", "Not filed")
_UNKNOWN: Final = Said("값을 모름(0이 아님)", "Not known (not zero)")
_FIRST: Final = ("party", "pledges", "filing", "amount", "running", "said")
_FILED: Final[tuple[Field[Filed], ...]] = (
    Field(
        "party", Said("기업", "Company"), lambda row, lang: party_name(row.party, lang), width=28
    ),
    Field("pledges", Said("투자계획(건)", "Pledges"), lambda row, _: row.pledges, width=12),
    Field("filing", Said("제출", "Filing"), lambda row, lang: label(row.filing, lang)),
    Field("entries", Said("집행 기록(건)", "Entries"), lambda row, _: row.entries, width=12),
    Field(
        "amount", Said("기간 금액", "Amount of the period"), lambda row, _: row.period_won, True, 24
    ),
    Field("running", Said("누계 금액", "Running total"), lambda row, _: row.running_won, True, 24),
    Field("said", Said("제출한 때", "Filed at"), _said_at, width=18),
    Field("note", Said("메모", "Note"), lambda row, _: row.note, width=40),
)
