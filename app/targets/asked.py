"""The address of the board and of the list of observations as what it asks for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, TypeVar

from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from app.targets.board import DEFAULT_SORT, SORTS, Wanted
from models.queries.targets import Kept
from models.target_vocabulary import MilestoneState, TargetKind, Topic
from models.vocabulary import ScopeState

E = TypeVar("E", bound=StrEnum)
EVERY: Final = "all"
BOARD_KEYS: Final = ("kind", "topic", "milestone", "q", "sort", "asof")
SERIES_KEYS: Final = ("indicator", "series", "year", "state", "breaks", "q", "sort", "asof")
SERIES_SORTS: Final = ("indicator", "series", "year", "known", "reference")


@dataclass(frozen=True, slots=True)
class Filter:
    """What the address asks of the list of observations."""

    indicator: str = ""
    series: str = ""
    year: int | None = None
    state: ScopeState | None = None
    breaks: bool = False
    text: str = ""
    sort: str = "indicator"


def board(args: "MultiDict[str, str]", problems: list[str]) -> Wanted:
    """Read the address of the board; what cannot be read is said, the rest applies."""
    kind = args.get("kind", TargetKind.TARGET)
    return Wanted(
        kind=None if kind == EVERY else _one(TargetKind, "kind", kind, problems),
        topic=_one(Topic, "topic", args.get("topic", ""), problems),
        milestone=_one(MilestoneState, "milestone", args.get("milestone", ""), problems),
        text=args.get("q", "").strip()[:200],
        sort=_sort(args, SORTS, DEFAULT_SORT),
    )


def observations(args: "MultiDict[str, str]", problems: list[str]) -> Filter:
    """Read the address of the list of observations."""
    year = args.get("year", "").strip()
    if year and not year.isdecimal():
        problems.append(_unread("year", year))
    return Filter(
        indicator=args.get("indicator", "").strip()[:120],
        series=args.get("series", "").strip()[:120],
        year=int(year) if year.isdecimal() else None,
        state=_one(ScopeState, "state", args.get("state", ""), problems),
        breaks=args.get("breaks", "") == "yes",
        text=args.get("q", "").strip()[:200],
        sort=_sort(args, SERIES_SORTS, "indicator"),
    )


def chosen(rows: Sequence[Kept], asked: Filter) -> list[Kept]:
    """The observations that the address asks for, in its order; ties go by reference."""
    kept = [one for one in rows if _fits(one.row, asked)]
    key = _KEYS[asked.sort.removeprefix("-")]
    falls = asked.sort.startswith("-")
    return sorted(kept, key=lambda one: (key(one.row), one.row.key), reverse=falls)


def _fits(row: Any, asked: Filter) -> bool:
    words = f"{row.name_ko} {row.name_en} {row.reference} {row.definition} {row.note}".casefold()
    return (
        asked.indicator in ("", row.indicator)
        and asked.series in ("", row.series)
        and asked.year in (None, row.year)
        and asked.state in (None, row.state)
        and (row.breaks_series or not asked.breaks)
        and asked.text.casefold() in words
    )


_KEYS: Final[Mapping[str, Any]] = {
    "indicator": lambda row: (row.indicator, row.series, row.year),
    "series": lambda row: (row.series, row.year),
    "year": lambda row: (row.year, row.series),
    "known": lambda row: (row.known_on, row.series),
    "reference": lambda row: (row.reference, row.year),
}


def _one(members: type[E], key: str, text: str, problems: list[str]) -> E | None:
    if not text:
        return None
    if text not in set(members):
        problems.append(_unread(key, text))
        return None
    return members(text)


def _unread(key: str, text: str) -> str:
    said: str = gettext("주소의 %(key)s=%(text)s은(는) 읽을 수 없어 뺐습니다.", key=key, text=text)
    return said


def _sort(args: "MultiDict[str, str]", known: Sequence[str], default: str) -> str:
    sort = str(args.get("sort", default))
    return sort if sort.removeprefix("-") in known else default
