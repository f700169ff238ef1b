"""The address of a list as what it asks for; a bad value is said, the rest applies."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, Generic, NamedTuple, TypeVar

from werkzeug.datastructures import MultiDict

from app import format as fmt
from app.forms import DEFAULT_UNIT
from app.i18n import Language
from app.messages import amount_error, cell_refused, label
from app.messages.words import Said
from imports import cells
from models.money import AmountError, parse_amount

E = TypeVar("E", bound=StrEnum)
F = TypeVar("F")
PAGE_SIZES: Final = (10, 50, 100)
PAGES: Final = ("page", "per")
"""The keys that say which part is shown; a file has no pages."""
COLUMNS: Final = "cols"
"""The key that names columns, parted by commas, in the order in which they stand."""
MOST_LETTERS: Final = 200

_TEXT: Final = Said("검색어: {text}", "Text: {text}")
_ENDS: Final = {
    "min": Said("총액 {won} 이상", "Total of at least {won}"),
    "max": Said("총액 {won} 이하", "Total of at most {won}"),
}
_REFUSED: Final = Said(
    "주소의 {key}={text}은(는) 읽을 수 없어 뺐습니다.",
    "{key}={text} in the address cannot be read and was left out.",
)
AS_OF: Final = Said("기준일 {day}", "As of {day}")
SINCE: Final = Said("{day}부터", "From {day}")
UNTIL: Final = Said("{day}까지", "Until {day}")


class Tag(NamedTuple):
    """One applied condition in words, and the address keys that take it away."""

    text: str
    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Asked(Generic[F]):
    """A list address, read; ``as_of`` is the day of the data where the address names one.

    ``columns`` are the keys of the columns it names, in its order; ``sorts`` what it may sort by.
    """

    filter: F
    sort: str
    page: int
    per: int
    tags: tuple[Tag, ...]
    problems: tuple[str, ...]
    as_of: date | None = None
    columns: tuple[str, ...] = ()
    sorts: Collection[str] = ()


class Reader:
    """Reads one key at a time and gathers tags and problems; unknown keys are ignored."""

    def __init__(self, args: "MultiDict[str, str]", lang: Language) -> None:
        self.args, self.lang = args, lang
        self.tags: list[Tag] = []
        self.problems: list[str] = []

    def asked(
        self, wanted: F, sorts: Collection[str], default: str, as_of: date | None = None
    ) -> Asked[F]:
        """The whole of what was read; a sort that no column has is the ``default``."""
        columns = self.args.get(COLUMNS, "").split(",")
        sort, page, per = (self.args.get(key, "") for key in ("sort", "page", "per"))
        return Asked(
            filter=wanted,
            sort=sort if sort.removeprefix("-") in sorts else default,
            page=max(1, int(page)) if page.isdecimal() else 1,
            per=int(per) if per.isdecimal() and int(per) in PAGE_SIZES else PAGE_SIZES[1],
            tags=tuple(self.tags),
            problems=tuple(self.problems),
            as_of=as_of,
            columns=tuple(dict.fromkeys(filter(None, columns))),
            sorts=sorts,
        )

    def text(self, key: str = "q", said: Said = _TEXT) -> str:
        """Free text; ``said`` has a place for it."""
        text = self.args.get(key, "").strip()[:MOST_LETTERS]
        if text:
            self.tag(said.to(self.lang, {"text": text}), key, text)
        return text

    def several(self, key: str, members: type[E]) -> tuple[E, ...]:
        """The codes that the address names."""
        return tuple(members(text) for text in self.codes(key, set(members), self._label(members)))

    def codes(self, key: str, known: Collection[str], say: Callable[[str], str]) -> tuple[str, ...]:
        """Those of the ``known`` codes that the address names."""
        found = []
        for text in dict.fromkeys(filter(None, self.args.getlist(key))):
            if text not in known:
                self.refuse(key, text)
                continue
            self.tag(say(text), key, text)
            found.append(text)
        return tuple(found)

    def one_of(self, key: str, known: Iterable[str], say: Callable[[str], str]) -> str:
        """One code; empty where none was named."""
        text = self.args.get(key, "")
        if not text:
            return ""
        if text not in known:
            self.refuse(key, text)
            return ""
        self.tag(say(text), key, text)
        return text

    def whole(self, key: str, least: int = 0, most: int = 10**9) -> int | None:
        """A whole number between bounds; it makes no tag."""
        text = self.args.get(key, "").strip().removesuffix("년")
        if not text:
            return None
        if not text.isdecimal() or not least <= int(text) <= most:
            self.refuse(key, text)
            return None
        return int(text)

    def amount(self, key: str) -> int | None:
        """The least or the most won of a total (``min``, ``max``), written naturally."""
        text = self.args.get(key, "").strip()
        if not text:
            return None
        try:
            won = parse_amount(text, default_unit=DEFAULT_UNIT)
        except AmountError as error:
            self.problems.append(amount_error(error, self.lang, name="amount_won"))
            return None
        self.tag(_ENDS[key].to(self.lang, {"won": fmt.won(won, self.lang)}), key, text)
        return won

    def day(self, key: str, said: Said = AS_OF) -> date | None:
        """A day; ``said`` has a place for it."""
        text = self.args.get(key, "").strip()
        if not text:
            return None
        try:
            day = cells.day(text)
        except cells.Refused as refused:
            self.problems.append(cell_refused(refused.code, refused.values, self.lang))
            return None
        self.tag(said.to(self.lang, {"day": fmt.day(day, self.lang)}), key, text)
        return day

    def tag(self, text: str, key: str, value: str) -> None:
        """Note an applied condition."""
        self.tags.append(Tag(text, key, value))

    def refuse(self, key: str, text: str) -> None:
        """Note a value that cannot be read."""
        self.problems.append(_REFUSED.to(self.lang, {"key": key, "text": text}))

    def _label(self, members: type[E]) -> Callable[[str], str]:
        return lambda text: label(members(text), self.lang)
