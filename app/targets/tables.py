"""The board and the list of observations as tables to take away."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext

from app import format as fmt
from app.i18n import Language
from app.messages import label
from app.tables import Column, Table, made_by
from app.targets import say
from app.targets.board import Row
from app.targets.say import Pace
from models import User
from models.queries.targets import Kept
from models.target import from_steps

Cells = tuple[str | int | float | date | None, ...]


def board_table(rows: Sequence[Row], filters: str, user: User, on: date, lang: Language) -> Table:
    """One line for each target and series, so that every figure has its own cell."""
    heads = (
        gettext("관리번호"), gettext("구분"), gettext("주제"), gettext("지표"), gettext("단위"),
        gettext("기준 연도"), gettext("기준값"), gettext("목표 연도"), gettext("목표값"),
        gettext("값의 뜻"), gettext("과제 상태"), gettext("기준값부터 필요한 속도"),
        gettext("계열"), gettext("최근 연도"), gettext("최근 관측값"), gettext("계열 단절 연도"),
        gettext("관측 속도"), gettext("최근 관측부터 필요한 속도"), gettext("정의"),
        gettext("출처"), gettext("출처 날짜"), gettext("비고"),
    )  # fmt: skip
    wide = {3: 40, 12: 34, 18: 50, 19: 50, 21: 50}
    columns = tuple(Column(head, width=wide.get(at, 14)) for at, head in enumerate(heads))
    lines = [cells for row in rows for cells in _board_cells(row, lang)]
    title = gettext("국가_목표")
    return Table(title, on, _cover(filters, len(rows), user, on, lang), columns, lines)


def series_table(kept: Sequence[Kept], filters: str, user: User, on: date, lang: Language) -> Table:
    """Every observation of the list with its definition and source."""
    heads = (
        gettext("관리번호"), gettext("지표 코드"), gettext("계열 코드"), gettext("계열"),
        gettext("연도"), gettext("기간"), gettext("관측값"), gettext("단위"), gettext("값의 뜻"),
        gettext("계열 단절"), gettext("잠정"), gettext("정의"), gettext("출처"),
        gettext("출처 날짜"), gettext("신뢰 수준"), gettext("처리 상태"), gettext("바로잡힘"),
        gettext("비고"),
    )  # fmt: skip
    wide = {3: 34, 11: 50, 12: 50, 17: 50}
    columns = tuple(Column(head, width=wide.get(at, 14)) for at, head in enumerate(heads))
    lines = [_series_cells(one.row, lang) for one in kept]
    title = gettext("관측값")
    return Table(title, on, _cover(filters, len(kept), user, on, lang), columns, lines)


def _board_cells(row: Row, lang: Language) -> list[Cells]:
    target = row.target
    head: Cells = (
        target.reference,
        label(target.kind, lang),
        label(target.topic, lang),
        say.name(target, lang),
        label(target.unit, lang) if target.unit else None,
        target.baseline_year,
        _number(target.baseline, target.unit),
        target.due_year,
        _number(target.value, target.unit),
        label(target.bound, lang),
        label(target.milestone, lang) if target.milestone else None,
        _pace(row.required, lang),
    )
    tail: Cells = (target.source, target.known_on, target.note)
    if not row.lines:
        return [head + (None,) * 7 + tail]
    return [
        (
            *head,
            say.name(line.series.latest, lang),
            line.series.latest.year,
            _number(line.series.latest.value, line.series.latest.unit),
            ", ".join(map(str, line.series.broken_in)) or None,
            _pace(line.observed, lang),
            _pace(line.required, lang),
            line.series.latest.definition,
            *tail,
        )
        for line in row.lines
    ]


def _series_cells(row: Any, lang: Language) -> Cells:
    yes = gettext("예")
    return (
        row.reference,
        row.indicator,
        row.series,
        say.name(row, lang),
        row.year,
        row.period or None,
        _number(row.value, row.unit),
        label(row.unit, lang),
        label(row.bound, lang),
        yes if row.breaks_series else None,
        yes if row.is_provisional else None,
        row.definition,
        row.source,
        row.known_on,
        label(row.confidence, lang),
        label(row.state, lang),
        yes if row.replaced_by_id else None,
        row.note,
    )


def _number(steps: int | None, unit: Any) -> int | float | None:
    """The figure in its stated unit; whole where it is whole."""
    if steps is None or unit is None:
        return None
    exact = from_steps(steps, unit)
    return int(exact) if exact == int(exact) else float(exact)


def _pace(found: Pace | None, lang: Language) -> str | None:
    return say.pace(found, lang) if found else None


def _cover(
    filters: str, count: int, user: User, on: date, lang: Language
) -> tuple[tuple[str, str], ...]:
    return (
        (gettext("조건"), filters or gettext("없음(전체)")),
        (gettext("자료 기준일"), fmt.day(on, lang)),
        (gettext("건수"), fmt.count(count, lang)),
        (gettext("단위"), gettext("행마다 적힌 단위, 돈은 원")),
        (gettext("만든 사람·시각"), made_by(user, lang)),
    )
