"""The approval queue as a list: what its address asks, and the same entries as a file."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, Final

from flask import url_for
from werkzeug.datastructures import MultiDict

from app import format as fmt
from app.i18n import Language
from app.lists.address import Asked, Reader
from app.lists.sheet import Field, Sheet
from app.messages import label
from app.messages.words import Said
from models.queries.approvals import Waiting, WaitingFilter
from models.vocabulary import Kind

DEFAULT_SORT: Final = "made"
SORTS: Final[dict[str, Callable[[Waiting], Any]]] = {
    "made": lambda one: one.made_at,
    "amount": lambda one: one.amount_won,
    "code": lambda one: one.code,
}
NATURES: Final = {
    "new": Said("신규", "New"),
    "changed": Said("변경", "Change"),
    "withdrawal": Said("철회 요청", "Withdrawal"),
    "file": Said("파일", "File"),
    "together": Said("일괄 변경", "Bulk change"),
    "entry": Said("집행·지급 기록", "Money"),
    "no_change": Said("변동 없음", "No change"),
    "period": Said("기간 단계", "Period"),
    "target": Said("국가 목표", "Target"),
    "observation": Said("관측값", "Observation"),
    "scope": Said("집계 범위", "Scope"),
    "rate": Said("할인율", "Discount rate"),
    "tax_setting": Said("조세 설정", "Tax setting"),
    "tax_figure": Said("조세 통계", "Tax figures"),
}
DECIDED_HERE: Final = ("new", "changed", "withdrawal", "file", "together", "entry")
"""What has a page among the approvals; dated rows and steps are decided on their own pages."""
_PAGES: Final[Mapping[str, tuple[str, str, str]]] = {
    "no_change": ("periods.show", "day", "filings"),
    "period": ("periods.show", "day", "steps"),
    "target": ("target_entry.waiting", "", ""),
    "observation": ("target_entry.waiting", "", ""),
    "scope": ("scope.review", "row_id", ""),
    "rate": ("rates.show", "", ""),
    "tax_setting": ("tax_law.setting", "row_id", ""),
    "tax_figure": ("tax_reports.figures", "", ""),
}
"""Where the others are decided: the page, the name of its place, and where on it."""


def address_of(one: Waiting) -> str:
    """The page on which an entry is decided."""
    if one.nature in DECIDED_HERE:
        return url_for("approvals.review", code=one.code)
    endpoint, name, anchor = _PAGES[one.nature]
    place: dict[str, Any] = {name: one.place} if name else {}
    return url_for(endpoint, _anchor=anchor or None, **place)


def title_of(one: Waiting, lang: Language) -> str:
    """What an entry is called: its title, or the codes that name it."""
    said = [one.title] if one.title else []
    return " · ".join([*said, *(_said(part, lang) for part in one.about)])


def _said(part: object, lang: Language) -> str:
    if isinstance(part, tuple):
        ko, en = part
        return str(ko if lang == "ko" or not en else en)
    if isinstance(part, StrEnum):
        return label(part, lang)
    return fmt.day(part, lang) if isinstance(part, date) else str(part)


def read(args: "MultiDict[str, str]", lang: Language) -> Asked[WaitingFilter]:
    """Read the address of the queue."""
    reader = Reader(args, lang)
    asked = WaitingFilter(
        text=reader.text(),
        kinds=reader.several("kind", Kind),
        natures=reader.codes("what", NATURES, lambda code: NATURES[code].to(lang)),
        least_won=reader.amount("min"),
        most_won=reader.amount("max"),
    )
    return reader.asked(asked, SORTS, DEFAULT_SORT)


def chosen(entries: Iterable[Waiting], asked: Asked[WaitingFilter]) -> list[Waiting]:
    """The entries that the address asks for, sorted; unknown amounts come last."""
    found = sorted(
        (one for one in entries if asked.filter.holds(one)), key=lambda one: (one.made_at, one.code)
    )
    of = SORTS[asked.sort.removeprefix("-")]
    known = [one for one in found if of(one) is not None]
    unknown = [one for one in found if of(one) is None]
    return [*sorted(known, key=of, reverse=asked.sort.startswith("-")), *unknown]


def amounts_of(entries: Sequence[Waiting]) -> dict[Kind, int]:
    """The sum of what the records of each kind state; a kind that states nothing is left out.

    Pledges, credits, fund money and loans are never added to each other, nor single rows of money
    to what a record plans.
    """
    sums: dict[Kind, int] = {}
    for one in entries:
        if one.amount_won is not None and one.kind is not None and one.nature != "entry":
            sums[one.kind] = sums.get(one.kind, 0) + one.amount_won
    return {kind: sums[kind] for kind in Kind if kind in sums}


def unknown_of(entries: Sequence[Waiting]) -> int:
    """How many entries state no amount; a workbook states none for all its rows."""
    return sum(one.amount_won is None for one in entries if one.kind is not None)


def _sums(entries: Sequence[Waiting], lang: Language) -> tuple[tuple[str, str], ...]:
    said = tuple(
        (_SUM.to(lang, {"kind": label(kind, lang)}), fmt.won_exact(won, lang))
        for kind, won in amounts_of(entries).items()
    )
    return (*said, (_UNKNOWN.to(lang), fmt.count(unknown_of(entries), lang)))


_SUM: Final = Said("적힌 금액의 합: {kind}", "Sum of stated amounts: {kind}")
_UNKNOWN: Final = Said("금액 미상", "Without a stated amount")


SHEET: Final[Sheet[Waiting]] = Sheet(
    title=Said("승인_대기", "approvals"),
    fields=(
        Field("code", Said("번호", "Number"), lambda one, _: one.code),
        Field("nature", Said("구분", "Nature"), lambda one, lang: NATURES[one.nature].to(lang)),
        Field(
            "kind",
            Said("종류", "Kind"),
            lambda one, lang: label(one.kind, lang) if one.kind else "",
        ),
        Field("title", Said("이름", "Name"), title_of, width=44),
        Field("party", Said("제출 기관", "Filer"), lambda one, _: one.filer, width=24),
        Field("maker", Said("작성자", "Made by"), lambda one, _: one.made_by, width=24),
        Field(
            "made", Said("시각", "Time"), lambda one, lang: fmt.moment(one.made_at, lang), width=22
        ),
        Field("amount", Said("금액", "Amount"), lambda one, _: one.amount_won, True),
        Field("records", Said("건수", "Records"), lambda one, _: one.records),
    ),
    sums=_sums,
    first=("code", "nature", "kind", "title", "party", "maker", "made", "amount", "records"),
    link=address_of,
)
