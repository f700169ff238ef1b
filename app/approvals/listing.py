"""The approval queue as a list: what its address asks, and the same entries as a file."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

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
    "file": Said("파일", "File"),
}


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


def amount_of(entries: Sequence[Waiting]) -> tuple[int | None, int]:
    """The sum of what the entries state, None where none does, and how many state nothing."""
    known = [one.amount_won for one in entries if one.amount_won is not None]
    return (sum(known) if known else None), len(entries) - len(known)


def _sums(entries: Sequence[Waiting], lang: Language) -> tuple[tuple[str, str], ...]:
    won, unknown = amount_of(entries)
    said = fmt.missing("unknown", lang) if won is None else fmt.won_exact(won, lang)
    return (
        (Said("적힌 금액의 합", "Sum of stated amounts").to(lang), said),
        (Said("금액 미상", "Without a stated amount").to(lang), fmt.count(unknown, lang)),
    )


SHEET: Final[Sheet[Waiting]] = Sheet(
    title=Said("승인_대기", "approvals"),
    fields=(
        Field(Said("번호", "Number"), lambda one, _: one.code),
        Field(Said("구분", "Nature"), lambda one, lang: NATURES[one.nature].to(lang)),
        Field(Said("종류", "Kind"), lambda one, lang: label(one.kind, lang)),
        Field(Said("이름", "Name"), lambda one, _: one.title, width=44),
        Field(Said("제출 기관", "Filer"), lambda one, _: one.filer, width=24),
        Field(Said("작성자", "Made by"), lambda one, _: one.made_by, width=24),
        Field(Said("시각", "Time"), lambda one, lang: fmt.moment(one.made_at, lang), width=22),
        Field(Said("금액(억원)", "Amount (KRW 100m)"), lambda one, _: one.amount_won, True),
        Field(Said("건수", "Records"), lambda one, _: one.records),
    ),
    sums=_sums,
)
