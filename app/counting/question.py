"""The address of a breakdown or a figure as what it asks for, and back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final, TypeVar

from werkzeug.datastructures import MultiDict

from app.i18n import Language
from app.messages import label
from app.messages.words import Said
from app.registry import filters
from models.counting import Asked
from models.counting.figures import WHOLE_PERIOD
from models.vocabulary import (
    Category,
    CountingBasis,
    Dimension,
    Measure,
    Origin,
    PartyKind,
    Region,
    Size,
    SpendKind,
)

E = TypeVar("E", bound=StrEnum)
UNKNOWN: Final = "none"
LINES: Final = "lines"
VIEWS: Final = "views"
MEMBERS: Final[Mapping[Dimension, type[StrEnum]]] = {
    Dimension.CATEGORY: Category,
    Dimension.REGION: Region,
    Dimension.SIZE: Size,
    Dimension.INVESTOR: PartyKind,
    Dimension.ORIGIN: Origin,
    Dimension.SPEND: SpendKind,
}
_UNREAD: Final = Said(
    "주소의 {key}={text}은(는) 읽을 수 없어 뺐습니다.",
    "{key}={text} in the address cannot be read and was left out.",
)
_WHOLE: Final = Said(
    "‘{line}’은(는) 연도별로 나눌 수 없어 발표를 보입니다.",
    "“{line}” cannot be divided by year; the announced line is shown.",
)
_UNKNOWN: Final = {
    Dimension.YEAR: Said("연도 미정", "Year not set"),
    Dimension.REGION: Said("지역 모름", "Region not known"),
    Dimension.SIZE: Said("규모 모름", "Size not known"),
    Dimension.SPEND: Said("성격 모름", "Kind not known"),
}


@dataclass(frozen=True, slots=True)
class Question:
    """Which won are asked for, on which day, and how they are laid out."""

    asked: Asked
    rows: Dimension
    cols: Dimension | None
    by_view: bool
    line: Measure
    as_of: date | None
    rule: str
    problems: tuple[str, ...]

    def address(self, asked: Asked | None = None) -> dict[str, Any]:
        """The keys that ask for the same won again, or for ``asked`` on the same day."""
        one = asked or self.asked
        keys: dict[str, Any] = {name.value: key or UNKNOWN for name, key in one.where.items()}
        if one.basis is not CountingBasis.HEADLINE:
            keys["basis"] = one.basis.value
        if not one.chips:
            keys["chips"] = "without"
        if not one.foreign:
            keys["foreign"] = "without"
        if self.as_of:
            keys["asof"] = self.as_of.isoformat()
        return keys

    @property
    def layout(self) -> dict[str, Any]:
        """The keys that lay a breakdown out."""
        keys = {"rows": self.rows.value}
        if self.by_view:
            keys |= {"cols": VIEWS, "line": self.line.value}
        if self.cols:
            keys |= {"cols": self.cols.value, "line": self.line.value}
        return keys


def read(args: "MultiDict[str, str]", lang: Language) -> Question:
    """Read the address; unknown keys are ignored, values that cannot be read are said."""
    reader = _Reader(args, lang)
    day = filters.read(MultiDict({"asof": args.get("asof", "")}), lang)
    rows = reader.one_of("rows", Dimension) or Dimension.CATEGORY
    by_view = args.get("cols") == VIEWS
    cols = None
    if args.get("cols", LINES) not in (LINES, VIEWS):
        cols = reader.one_of("cols", Dimension)
    asked = Asked(
        basis=reader.one_of("basis", CountingBasis) or CountingBasis.HEADLINE,
        chips=reader.includes("chips"),
        foreign=reader.includes("foreign"),
        where=reader.where(),
    )
    cols = None if cols is rows else cols
    line = reader.line(by_year=Dimension.YEAR in (rows, cols))
    return Question(
        asked=asked,
        rows=rows,
        cols=cols,
        by_view=by_view,
        line=line,
        as_of=day.as_of,
        rule=args.get("rule", ""),
        problems=(*day.problems, *reader.problems),
    )


def key_name(dimension: Dimension, key: str, lang: Language) -> str:
    """What one row of a breakdown is called."""
    if not key:
        return _UNKNOWN.get(dimension, Said("모름", "Not known")).to(lang)
    if dimension is Dimension.YEAR:
        return f"{key}년" if lang == "ko" else key
    return label(MEMBERS[dimension](key), lang)


class _Reader:
    """Reads one key at a time and gathers problems."""

    def __init__(self, args: "MultiDict[str, str]", lang: Language) -> None:
        self.args, self.lang = args, lang
        self.problems: list[str] = []

    def one_of(self, key: str, members: type[E]) -> E | None:
        text = self.args.get(key, "")
        if not text or text in set(members):
            return members(text) if text else None
        self._problem(key, text)
        return None

    def line(self, *, by_year: bool) -> Measure:
        found = self.one_of("line", Measure) or Measure.ANNOUNCED
        if by_year and found in WHOLE_PERIOD:
            self.problems.append(_WHOLE.to(self.lang, {"line": label(found, self.lang)}))
            return Measure.ANNOUNCED
        return found

    def includes(self, key: str) -> bool:
        text = self.args.get(key, "")
        if text not in ("", "with", "without"):
            self._problem(key, text)
        return text != "without"

    def where(self) -> dict[Dimension, str]:
        found = {}
        for dimension in Dimension:
            text = self.args.get(dimension.value, "")
            key = "" if text == UNKNOWN else text
            if not text:
                continue
            if self._is_known(dimension, key):
                found[dimension] = key
            else:
                self._problem(dimension.value, text)
        return found

    def _is_known(self, dimension: Dimension, key: str) -> bool:
        if dimension is Dimension.YEAR:
            return not key or (key.isascii() and key.isdecimal() and len(key) == 4)
        return not key or key in set(MEMBERS[dimension])

    def _problem(self, key: str, text: str) -> None:
        self.problems.append(_UNREAD.to(self.lang, {"key": key, "text": text[:60]}))
