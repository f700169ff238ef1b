"""The list of pledges as rows to show and rows to take away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from app import format as fmt
from app.i18n import Language
from app.messages import label, rule_name
from app.messages.words import Said
from app.registry.current import register_for, today
from app.registry.filters import Asked
from app.tables import UNIT, Column, Table, made_by, standing
from models import User
from models.queries.pledges import (
    ListTotals,
    PledgeRow,
    contribution,
    counted_won,
    pledge_keys,
    pledge_rows,
    pledge_totals,
    stage_counts,
)
from models.queries.register import Register
from models.queries.visibility import Viewer
from models.vocabulary import Stage


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the list with what the counting rules say of it.

    ``reasons`` are the rules that keep money of it out, each won under one of them.

    ``counted_won`` is what it adds to the figure asked for; ``realised_won`` is None while
    nothing was filed.
    """

    row: PledgeRow
    stages: tuple[Stage, ...]
    counted_won: int
    realised_won: int | None
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the list, and what holds for the whole of it."""

    lines: Sequence[Line]
    totals: ListTotals
    counted_won: int
    realised_won: int | None
    pages: int
    stages: dict[Stage, int]
    on: date


def page_of(session: Session, asked: Asked, user: User) -> Page:
    """The page that the address asks for."""
    viewer, on = Viewer.of(user, today()), asked.as_of or today()
    register = register_for(session, viewer, on)
    totals = pledge_totals(session, asked.filter, register, viewer)
    pages = max(1, -(-totals.records // asked.per))
    rows = pledge_rows(
        session,
        asked.filter,
        register,
        viewer,
        sort=asked.sort,
        limit=asked.per,
        offset=(min(asked.page, pages) - 1) * asked.per,
    )
    keys = pledge_keys(session, asked.filter, register, viewer)
    spent = [won for key in keys if (won := _realised(register, key)) is not None]
    return Page(
        lines=[_line(row, register, asked) for row in rows],
        totals=totals,
        counted_won=counted_won(register, asked.filter, keys),
        realised_won=sum(spent) if spent else None,
        pages=pages,
        stages=stage_counts(session, asked.filter, register, viewer),
        on=on,
    )


def table_of(session: Session, asked: Asked, user: User, lang: Language) -> Table:
    """All rows of the list, whatever page is shown."""
    viewer, on = Viewer.of(user, today()), asked.as_of or today()
    register = register_for(session, viewer, on)
    rows = pledge_rows(session, asked.filter, register, viewer, sort=asked.sort)
    lines = [_line(row, register, asked) for row in rows]
    heads = _heads(asked, lang)
    return Table(
        title={"ko": "투자계획", "en": "pledges"}[lang],
        on=on,
        cover=_cover(asked, lines, user, on, lang),
        columns=tuple(
            Column(head, is_won=place in _WON, width=_WIDTHS.get(place, 14))
            for place, head in enumerate(heads)
        ),
        rows=[_cells(line, lang) for line in lines],
    )


def _line(row: PledgeRow, register: Register, asked: Asked) -> Line:
    item = register.judgements.get(row.instrument_id)
    stages = dict.fromkeys(line.stage for line in item.record.lines) if item else {}
    return Line(
        row=row,
        stages=tuple(stages),
        counted_won=contribution(register, asked.filter, row.instrument_id),
        realised_won=_realised(register, row.instrument_id),
        reasons=tuple(item.reasons) if item else (),
    )


def _realised(register: Register, key: int) -> int | None:
    years = register.realised.get(key)
    return sum(years.values()) if years else None


_HEADS_KO = (
    "계획 번호", "관리번호", "기업", "사업명", "분야", "단계", "처리 상태", "총액(억원)",
    "금액 원문", "시작 연도", "끝 연도", "집계액(억원)", "집행액(억원)", "빠진 까닭",
    "자료 확인일",
)  # fmt: skip
_HEADS_EN = (
    "Number", "Filer's reference", "Filer", "Title", "Category", "Stage", "State",
    "Total (KRW 100m)", "Amount as stated", "First year", "Last year", "Counted (KRW 100m)",
    "Realised (KRW 100m)", "Why left out", "Known on",
)  # fmt: skip
_REMOVED = {"ko": "빠진 금액(억원)", "en": "Left out (KRW 100m)"}
_WON = (7, 11, 12)
_WIDTHS = {2: 20, 3: 44, 8: 24, 13: 40}


def _heads(asked: Asked, lang: Language) -> tuple[str, ...]:
    """Under a rule the figure is what that rule keeps out."""
    heads = _HEADS_KO if lang == "ko" else _HEADS_EN
    return (*heads[:11], _REMOVED[lang], *heads[12:]) if asked.filter.rule else heads


def _cells(line: Line, lang: Language) -> tuple[str | int | date | None, ...]:
    row = line.row
    return (
        row.code,
        row.reference,
        row.filer,
        row.title,
        label(row.category, lang),
        ", ".join(label(stage, lang) for stage in line.stages),
        label(row.state, lang),
        row.amount_won,
        row.amount_text,
        row.period_start,
        row.period_end,
        line.counted_won,
        line.realised_won,
        ", ".join(rule_name(code, lang) for code in line.reasons),
        row.known_on,
    )


_COVER = {
    "filters": Said("조건", "Filters"),
    "none": Said("없음(전체)", "None (all)"),
    "as_of": Said("자료 기준일", "As of"),
    "unit": Said("금액 단위", "Unit"),
    "count": Said("건수", "Records"),
    "total": Said("총액 합계", "Sum of totals"),
    "counted": Said("집계액 합계", "Sum counted"),
    "made": Said("만든 사람·시각", "Made by, at"),
    "status": Said("자료 상태", "Status"),
}


def _cover(
    asked: Asked, lines: Sequence[Line], user: User, on: date, lang: Language
) -> tuple[tuple[str, str], ...]:
    filters = ", ".join(tag.text for tag in asked.tags) or _COVER["none"].to(lang)
    known = [line.row.amount_won for line in lines if line.row.amount_won is not None]
    said = {
        "filters": filters,
        "as_of": fmt.day(on, lang),
        "unit": UNIT.to(lang),
        "count": fmt.count(len(lines), lang),
        "total": fmt.won(sum(known), lang),
        "counted": fmt.won(sum(line.counted_won for line in lines), lang),
        "status": standing(on).to(lang),
        "made": made_by(user, lang),
    }
    return tuple((_COVER[name].to(lang), text) for name, text in said.items())
