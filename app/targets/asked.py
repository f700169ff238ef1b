"""The address of the board and of the list of observations as what it asks for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, TypeVar

from werkzeug.datastructures import MultiDict

from app.i18n import Language
from app.lists.address import Asked, Reader
from app.messages import label
from app.messages.words import Said
from app.targets.board import DEFAULT_SORT, SORTS, Wanted
from models.queries.targets import Kept
from models.target import Target
from models.target_vocabulary import MilestoneState, TargetKind, Topic
from models.vocabulary import ScopeState

E = TypeVar("E", bound=StrEnum)
EVERY: Final = "all"
SERIES_SORTS: Final = ("indicator", "series", "year", "known", "reference")
_YEAR: Final = Said("{year}년", "{year}")
_BREAKS: Final = Said("계열 단절만", "Breaks only")


@dataclass(frozen=True, slots=True)
class Filter:
    """What the address asks of the list of observations."""

    indicator: str = ""
    series: str = ""
    year: int | None = None
    state: ScopeState | None = None
    breaks: bool = False
    text: str = ""


def board(args: "MultiDict[str, str]", lang: Language) -> Asked[Wanted]:
    """Read the address of the board; the kind is a tab and no condition."""
    reader = Reader(args, lang)
    wanted = Wanted(
        kind=_kind(reader),
        topic=_one(Topic, "topic", reader),
        milestone=_one(MilestoneState, "milestone", reader),
        text=reader.text(),
    )
    return reader.asked(wanted, SORTS, DEFAULT_SORT, reader.day("asof"))


def observations(
    args: "MultiDict[str, str]", indicators: Sequence[Target], lang: Language
) -> Asked[Filter]:
    """Read the address of the list of observations; ``indicators`` name what is observed."""
    reader = Reader(args, lang)
    year = reader.whole("year", 1900, 2100)
    if year is not None:
        reader.tag(_YEAR.to(lang, {"year": str(year)}), "year", args["year"])
    names = {one.indicator: one.name_ko if lang == "ko" else one.name_en for one in indicators}
    wanted = Filter(
        indicator=reader.one_of("indicator", names, names.__getitem__),
        series=reader.text("series", Said("계열: {text}", "Series: {text}")),
        year=year,
        state=_one(ScopeState, "state", reader),
        breaks=bool(reader.one_of("breaks", ("yes",), lambda _: _BREAKS.to(lang))),
        text=reader.text(),
    )
    return reader.asked(wanted, SERIES_SORTS, "indicator", reader.day("asof"))


def chosen(rows: Sequence[Kept], asked: Asked[Filter]) -> list[Kept]:
    """The observations that the address asks for, in its order; ties go by reference."""
    kept = [one for one in rows if _fits(one.row, asked.filter)]
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


def _kind(reader: Reader) -> TargetKind | None:
    text = reader.args.get("kind", TargetKind.TARGET.value)
    if text in (EVERY, ""):
        return None
    if text not in set(TargetKind):
        reader.refuse("kind", text)
        return None
    return TargetKind(text)


def _one(members: type[E], key: str, reader: Reader) -> E | None:
    text = reader.one_of(key, set(members), lambda one: label(members(one), reader.lang))
    return members(text) if text else None
