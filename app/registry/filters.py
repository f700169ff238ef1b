"""The address of a list as what it asks for, and back; a bad value is said, the rest applies."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple, TypeVar

from werkzeug.datastructures import MultiDict

from app import format as fmt
from app.forms import DEFAULT_UNIT
from app.i18n import Language
from app.messages import amount_error, cell_refused, field, label, rule_name
from app.messages.words import Said
from imports import cells
from models.counting.guards import GUARD_OF
from models.money import AmountError, parse_amount
from models.queries.pledges import DEFAULT_SORT, SORTS, PledgeFilter
from models.vocabulary import Category, Stage, State

E = TypeVar("E", bound=StrEnum)
PAGE_SIZES: Final = (10, 50, 100)
LINES: Final = ("intent", "announced", "firm", "realised")
EXPORTED: Final = (
    "q", "sec", "st", "state", "year", "min", "max", "counted", "line", "in", "guard", "key",
    "submission", "asof", "sort",
)  # fmt: skip
"""The keys that a file of the list takes; it has no pages."""

_LINE_NAMES: Final = {
    "intent": Said("의향 집계", "In the intent figure"),
    "announced": Said("발표 집계", "In the announced figure"),
    "firm": Said("확정 집계", "In the firm figure"),
    "realised": Said("집행 집계", "In the realised figure"),
}
_COUNTED: Final = {
    True: Said("집계하는 건", "Counted"),
    False: Said("집계하지 않는 건", "Not counted"),
}
_WORDS: Final = {
    "q": Said("검색어", "Text"),
    "asof": Said("기준일", "As of"),
}


class Tag(NamedTuple):
    """One applied condition in words, and the address keys that take it away."""

    text: str
    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A list address, read."""

    filter: PledgeFilter
    sort: str
    page: int
    per: int
    as_of: date | None
    tags: tuple[Tag, ...]
    problems: tuple[str, ...]


def read(args: "MultiDict[str, str]", lang: Language) -> Asked:
    """Read the address; unknown keys are ignored, values that cannot be read are said."""
    reader = _Reader(args, lang)
    asked = PledgeFilter(
        text=reader.text("q"),
        categories=reader.several("sec", Category),
        stages=reader.several("st", Stage),
        states=reader.several("state", State),
        year=reader.year("year", lambda year: _year(year, lang)),
        least_won=reader.amount("min"),
        most_won=reader.amount("max"),
        overlap_key=reader.plain("key", field("overlap_key", lang)),
        submission_id=reader.whole("submission"),
        counted=reader.counted(),
        line=reader.one_of("line", LINES, lambda name: _LINE_NAMES[name].to(lang)),
        line_year=reader.line_year(),
        rule=reader.one_of("guard", GUARD_OF, lambda code: rule_name(code, lang)),
    )
    sort = args.get("sort", DEFAULT_SORT)
    per = args.get("per", "")
    return Asked(
        filter=asked,
        sort=sort if sort.removeprefix("-") in SORTS else DEFAULT_SORT,
        page=max(1, int(args.get("page", "1"))) if args.get("page", "1").isdecimal() else 1,
        per=int(per) if per.isdecimal() and int(per) in PAGE_SIZES else PAGE_SIZES[1],
        as_of=reader.day("asof"),
        tags=tuple(reader.tags),
        problems=tuple(reader.problems),
    )


def _year(year: int, lang: Language) -> str:
    return f"{year}년" if lang == "ko" else str(year)


class _Reader:
    """Reads one key at a time and gathers tags and problems."""

    def __init__(self, args: "MultiDict[str, str]", lang: Language) -> None:
        self.args, self.lang = args, lang
        self.tags: list[Tag] = []
        self.problems: list[str] = []

    def text(self, key: str) -> str:
        text = self.args.get(key, "").strip()[:200]
        if text:
            self._tag(f"{_WORDS['q'].to(self.lang)}: {text}", key, text)
        return text

    def plain(self, key: str, name: str) -> str:
        text = self.args.get(key, "").strip()[:200]
        if text:
            self._tag(f"{name}: {text}", key, text)
        return text

    def several(self, key: str, members: type[E]) -> tuple[E, ...]:
        found = []
        for text in dict.fromkeys(filter(None, self.args.getlist(key))):
            if text not in set(members):
                self._problem(key, text)
                continue
            member = members(text)
            self._tag(label(member, self.lang), key, text)
            found.append(member)
        return tuple(found)

    def one_of(self, key: str, known: Iterable[str], say: Callable[[str], str]) -> str:
        text = self.args.get(key, "")
        if not text:
            return ""
        if text not in known:
            self._problem(key, text)
            return ""
        self._tag(say(text), key, text)
        return text

    def year(self, key: str, say: Callable[[int], str]) -> int | None:
        year = self.whole(key, 2000, 2100)
        if year is not None:
            self._tag(say(year), key, str(year))
        return year

    def whole(self, key: str, least: int = 0, most: int = 10**9) -> int | None:
        text = self.args.get(key, "").strip().removesuffix("년")
        if not text:
            return None
        if not text.isdecimal() or not least <= int(text) <= most:
            self._problem(key, text)
            return None
        return int(text)

    def line_year(self) -> int | None:
        year = self.whole("in", 0, 2100)
        if year is not None:
            unset = {"ko": "연도 미정", "en": "Year not set"}[self.lang]
            self._tag(_year(year, self.lang) if year else unset, "in", str(year))
        return year

    def counted(self) -> bool | None:
        wanted = {"yes": True, "no": False}.get(self.args.get("counted", ""))
        if wanted is not None:
            self._tag(_COUNTED[wanted].to(self.lang), "counted", self.args["counted"])
        return wanted

    def amount(self, key: str) -> int | None:
        text = self.args.get(key, "").strip()
        if not text:
            return None
        try:
            won = parse_amount(text, default_unit=DEFAULT_UNIT)
        except AmountError as error:
            self.problems.append(amount_error(error, self.lang, name="amount_won"))
            return None
        printed = fmt.won(won, self.lang)
        ends = {
            "min": {"ko": f"총액 {printed} 이상", "en": f"Total of at least {printed}"},
            "max": {"ko": f"총액 {printed} 이하", "en": f"Total of at most {printed}"},
        }
        self._tag(ends[key][self.lang], key, text)
        return won

    def day(self, key: str) -> date | None:
        text = self.args.get(key, "").strip()
        if not text:
            return None
        try:
            day = cells.day(text)
        except cells.Refused as refused:
            self.problems.append(cell_refused(refused.code, refused.values, self.lang))
            return None
        self._tag(f"{_WORDS['asof'].to(self.lang)} {fmt.day(day, self.lang)}", key, text)
        return day

    def _tag(self, text: str, key: str, value: str) -> None:
        self.tags.append(Tag(text, key, value))

    def _problem(self, key: str, text: str) -> None:
        said = Said(
            "주소의 {key}={text}은(는) 읽을 수 없어 뺐습니다.",
            "{key}={text} in the address cannot be read and was left out.",
        )
        self.problems.append(said.to(self.lang, {"key": key, "text": text}))
