"""The board and the list of observations as columns, for pages and for files."""

from collections.abc import Callable, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, Final, NamedTuple

from flask import url_for

from app.i18n import Language
from app.lists.sheet import Field, Sheet
from app.messages import label
from app.messages.words import Said
from app.tables import Cell
from app.targets import say
from app.targets.board import Line, Row
from app.targets.say import Pace
from models.queries.targets import Kept
from models.target import Observation, Target, from_steps


class Pair(NamedTuple):
    """A target beside one of its series; nothing where it has none."""

    row: Row
    line: Line | None

    @property
    def target(self) -> Target:
        """The target."""
        return self.row.target

    @property
    def latest(self) -> Observation | None:
        """The newest observation of the series."""
        return self.line.series.latest if self.line else None


def pairs(rows: Sequence[Row]) -> list[Pair]:
    """One line for each target and series, so that every figure has its own cell."""
    return [Pair(row, line) for row in rows for line in (row.lines or (None,))]


def _of_target(name: str) -> Callable[[Pair, Language], Cell]:
    return lambda one, _: getattr(one.target, name)


def _code(row: Any, name: str, lang: Language) -> str | None:
    code: StrEnum | None = getattr(row, name)
    return label(code, lang) if code else None


def _target_code(name: str) -> Callable[[Pair, Language], Cell]:
    return lambda one, lang: _code(one.target, name, lang)


def _baseline(one: Pair, _: Language) -> Cell:
    return _number(one.target.baseline, one.target.unit)


def _goal(one: Pair, _: Language) -> Cell:
    return _number(one.target.value, one.target.unit)


def _required(one: Pair, lang: Language) -> Cell:
    return _pace(one.row.required, lang)


def _series(one: Pair, lang: Language) -> Cell:
    return say.name(one.latest, lang) if one.latest else None


def _latest_year(one: Pair, _: Language) -> Cell:
    return one.latest.year if one.latest else None


def _latest(one: Pair, _: Language) -> Cell:
    return _number(one.latest.value, one.latest.unit) if one.latest else None


def _broken(one: Pair, _: Language) -> Cell:
    return ", ".join(map(str, one.line.series.broken_in)) or None if one.line else None


def _seen(one: Pair, lang: Language) -> Cell:
    return _pace(one.line.observed, lang) if one.line else None


def _from_latest(one: Pair, lang: Language) -> Cell:
    return _pace(one.line.required, lang) if one.line else None


def _definition(one: Pair, _: Language) -> Cell:
    return one.latest.definition if one.latest else None


def _number(steps: int | None, unit: Any) -> int | float | None:
    """The figure in its stated unit; whole where it is whole."""
    if steps is None or unit is None:
        return None
    exact = from_steps(steps, unit)
    return int(exact) if exact == int(exact) else float(exact)


def _pace(found: Pace | None, lang: Language) -> str | None:
    return say.pace(found, lang) if found else None


_UNIT: Final = Said("단위", "Unit")
_AS_STATED: Final = Said("행마다 적힌 단위, 돈은 원", "As stated in each row; money in won")


def _unit_line(rows: Sequence[Any], lang: Language) -> tuple[tuple[str, str], ...]:
    """Figures of different units are never added up; the cover says where the unit stands."""
    return ((_UNIT.to(lang), _AS_STATED.to(lang)),)


BOARD: Final[Sheet[Pair]] = Sheet(
    title=Said("국가_목표", "national_targets"),
    fields=(
        Field("reference", Said("관리번호", "Reference"), _of_target("reference"), width=14),
        Field("kind", Said("구분", "Kind"), _target_code("kind"), width=14),
        Field("topic", Said("주제", "Topic"), _target_code("topic"), width=14),
        Field(
            "name",
            Said("지표", "Indicator"),
            lambda one, lang: say.name(one.target, lang),
            width=40,
        ),
        Field("unit", Said("단위", "Unit"), _target_code("unit"), width=14),
        Field("baseline_year", Said("기준 연도", "Baseline year"), _of_target("baseline_year")),
        Field("baseline", Said("기준값", "Baseline"), _baseline),
        Field("due", Said("목표 연도", "Due year"), _of_target("due_year")),
        Field("value", Said("목표값", "Target value"), _goal),
        Field("bound", Said("값의 뜻", "Meant as"), _target_code("bound")),
        Field("milestone", Said("과제 상태", "State of the milestone"), _target_code("milestone")),
        Field(
            "required",
            Said("필요한 속도(기준값에서)", "Required pace from the baseline"),
            _required,
        ),
        Field("series", Said("계열", "Series"), _series, width=34),
        Field("latest_year", Said("최근 연도", "Latest year"), _latest_year),
        Field("latest", Said("최근 관측값", "Latest observation"), _latest),
        Field("breaks", Said("계열 단절 연도", "Years of breaks"), _broken),
        Field("observed", Said("관측 속도", "Observed pace"), _seen),
        Field(
            "from_latest",
            Said("필요한 속도(최근 관측에서)", "Required pace from the latest observation"),
            _from_latest,
        ),
        Field("definition", Said("정의", "Definition"), _definition, width=50),
        Field("source", Said("출처", "Source"), _of_target("source"), width=50),
        Field("known", Said("출처 날짜", "Day of the source"), _of_target("known_on")),
        Field("note", Said("비고", "Note"), _of_target("note"), width=50),
    ),
    sums=_unit_line,
    first=("name", "topic", "baseline", "due", "value", "latest", "required", "observed", "known"),
    link=lambda one: url_for("targets.show", reference=one.target.reference),
)


def _of_row(name: str) -> Callable[[Kept, Language], Cell]:
    return lambda one, _: getattr(one.row, name) or None


def _row_code(name: str) -> Callable[[Kept, Language], Cell]:
    return lambda one, lang: _code(one.row, name, lang)


def _yes(name: str) -> Callable[[Kept, Language], Cell]:
    return lambda one, lang: _YES.to(lang) if getattr(one.row, name) else None


def _known(one: Kept, _: Language) -> date:
    known: date = one.row.known_on
    return known


_YES: Final = Said("예", "Yes")
SERIES: Final[Sheet[Kept]] = Sheet(
    title=Said("관측값", "observations"),
    fields=(
        Field("reference", Said("관리번호", "Reference"), _of_row("reference")),
        Field("indicator", Said("지표 코드", "Indicator code"), _of_row("indicator")),
        Field("series_code", Said("계열 코드", "Series code"), _of_row("series")),
        Field(
            "series", Said("계열", "Series"), lambda one, lang: say.name(one.row, lang), width=34
        ),
        Field("year", Said("연도", "Year"), _of_row("year")),
        Field("period", Said("기간", "Period"), _of_row("period")),
        Field(
            "value",
            Said("관측값", "Observation"),
            lambda one, _: _number(one.row.value, one.row.unit),
        ),
        Field("unit", Said("단위", "Unit"), _row_code("unit")),
        Field("bound", Said("값의 뜻", "Meant as"), _row_code("bound")),
        Field("breaks", Said("계열 단절", "Series break"), _yes("breaks_series")),
        Field("provisional", Said("잠정", "Provisional"), _yes("is_provisional")),
        Field("definition", Said("정의", "Definition"), _of_row("definition"), width=50),
        Field("source", Said("출처", "Source"), _of_row("source"), width=50),
        Field("known", Said("출처 날짜", "Day of the source"), _known),
        Field("confidence", Said("신뢰 수준", "Confidence"), _row_code("confidence")),
        Field("state", Said("처리 상태", "State"), _row_code("state")),
        Field("corrected", Said("바로잡힘", "Corrected"), _yes("replaced_by_id")),
        Field("note", Said("비고", "Note"), _of_row("note"), width=50),
    ),
    sums=_unit_line,
    first=("reference", "series", "year", "value", "unit", "known", "state"),
)
