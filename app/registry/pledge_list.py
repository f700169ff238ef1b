"""The list of pledges as rows to show and rows to take away."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from flask import url_for
from sqlmodel import Session

from app import format as fmt
from app.exchange.listing import rate_text
from app.i18n import Language
from app.lists.address import Asked
from app.lists.page import Cut
from app.lists.sheet import Field, Sheet, added, exact
from app.messages import label, rule_name
from app.messages.words import Said
from app.registry.current import register_for, today
from app.tables import Table
from models import User
from models.counting import Record
from models.queries.pledges import (
    PledgeFilter,
    PledgeRow,
    contribution,
    counted_won,
    pledge_keys,
    pledge_rows,
    pledge_totals,
    stage_counts,
)
from models.queries.register import Register
from models.queries.sums import ListTotals
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
    record: Record | None

    @property
    def converted_won(self) -> int | None:
        """The foreign amount in won at its verified rate; None where there is none."""
        return self.record.amount_won if self.record and self.record.rate else None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the list, and what holds for the whole of it."""

    lines: Sequence[Line]
    totals: ListTotals
    counted_won: int
    realised_won: int | None
    cut: Cut
    stages: dict[Stage, int]
    on: date


def page_of(session: Session, asked: Asked[PledgeFilter], user: User) -> Page:
    """The page that the address asks for."""
    viewer, on = Viewer.of(user, today()), asked.as_of or today()
    register = register_for(session, viewer, on)
    totals = pledge_totals(session, asked.filter, register, viewer)
    cut = Cut.of(totals.records, asked)
    rows = pledge_rows(
        session,
        asked.filter,
        register,
        viewer,
        sort=asked.sort,
        limit=cut.per,
        offset=cut.offset,
    )
    keys = pledge_keys(session, asked.filter, register, viewer)
    spent = [won for key in keys if (won := _realised(register, key)) is not None]
    return Page(
        lines=[_line(row, register, asked) for row in rows],
        totals=totals,
        counted_won=counted_won(register, asked.filter, keys),
        realised_won=sum(spent) if spent else None,
        cut=cut,
        stages=stage_counts(session, asked.filter, register, viewer),
        on=on,
    )


def table_of(session: Session, asked: Asked[PledgeFilter], user: User, lang: Language) -> Table:
    """All rows of the list, whatever page is shown."""
    viewer, on = Viewer.of(user, today()), asked.as_of or today()
    register = register_for(session, viewer, on)
    rows = pledge_rows(session, asked.filter, register, viewer, sort=asked.sort)
    lines = [_line(row, register, asked) for row in rows]
    return sheet_of(asked).table(lines, asked, on, user, lang)


def _line(row: PledgeRow, register: Register, asked: Asked[PledgeFilter]) -> Line:
    item = register.judgements.get(row.instrument_id)
    stages = dict.fromkeys(line.stage for line in item.record.lines) if item else {}
    return Line(
        row=row,
        stages=tuple(stages),
        counted_won=contribution(register, asked.filter, row.instrument_id),
        realised_won=_realised(register, row.instrument_id),
        reasons=tuple(item.reasons) if item else (),
        record=item.record if item else None,
    )


def _realised(register: Register, key: int) -> int | None:
    years = register.realised.get(key)
    return sum(years.values()) if years else None


_FIGURE = Said("집계액", "Counted")
_REMOVED = Said("빠진 금액", "Left out")
_SUPPORT = {
    "public_grant_won": Said("보조금", "Grants"),
    "public_equity_won": Said("공공 출자", "Public equity"),
    "policy_loan_won": Said("갚지 않은 정책융자", "Policy loans not repaid"),
}
"""What the net basis takes off of a whole pledge; empty where nobody stated any."""
_TOTAL = Said("총액 합계", "Sum of totals")
_COUNTED = Said("집계액 합계", "Sum counted")
_REALISED = Said("집행액 합계", "Sum realised")


_FIRST: Final = (
    "code", "party", "title", "category", "stage", "amount", "counted", "realised",
    "reasons", "state", "known",
)  # fmt: skip


def sheet_of(asked: Asked[PledgeFilter]) -> Sheet[Line]:
    """Under a rule the figure is what that rule keeps out."""
    figure = _REMOVED if asked.filter.rule else _FIGURE
    return Sheet(
        title=Said("투자계획", "pledges"),
        fields=(
            Field("code", Said("계획 번호", "Number"), lambda line, _: line.row.code),
            Field(
                "reference",
                Said("관리번호", "Filer's reference"),
                lambda line, _: line.row.reference,
            ),
            Field("party", Said("기업", "Filer"), lambda line, _: line.row.filer, width=20),
            Field("title", Said("사업명", "Title"), lambda line, _: line.row.title, width=44),
            Field(
                "category",
                Said("분야", "Category"),
                lambda line, lang: label(line.row.category, lang),
            ),
            Field("stage", Said("단계", "Stage"), _stages),
            Field(
                "state", Said("처리 상태", "State"), lambda line, lang: label(line.row.state, lang)
            ),
            Field("amount", Said("총액", "Total"), _amount, True),
            Field(
                "stated",
                Said("금액 원문", "Amount as stated"),
                _as_stated,
                width=24,
            ),
            Field("start", Said("시작 연도", "First year"), lambda line, _: line.row.period_start),
            Field("end", Said("끝 연도", "Last year"), lambda line, _: line.row.period_end),
            Field("counted", figure, lambda line, _: line.counted_won, True),
            Field("realised", Said("집행액", "Realised"), lambda line, _: line.realised_won, True),
            *(
                Field(field.removesuffix("_won"), name, _support(field), True)
                for field, name in _SUPPORT.items()
            ),
            Field("reasons", Said("빠진 까닭", "Why left out"), _reasons, width=40),
            Field("known", Said("자료 확인일", "Known on"), lambda line, _: line.row.known_on),
            Field("currency", Said("통화", "Currency"), lambda line, _: line.row.currency),
            Field(
                "foreign",
                Said("외화 금액", "Foreign amount"),
                lambda line, _: line.row.foreign_amount,
                width=20,
            ),
            Field("converted", Said("환산액", "In won at the rate"), _converted, True),
            Field("rate", Said("적용 환율", "Exchange rate"), _rate, width=30),
        ),
        sums=_sums,
        first=_FIRST,
        link=lambda line: url_for("registry.show", code=line.row.code),
        code=lambda line: line.row.code,
    )


def _support(field: str) -> Callable[[Line, Language], int | None]:
    def found(line: Line, _: Language) -> int | None:
        won: int | None = getattr(line.record, field, None)
        return won

    return found


def _converted(line: Line, _: Language) -> int | None:
    return line.converted_won


def _rate(line: Line, _: Language) -> str:
    rate = line.record.rate if line.record else None
    return f"{rate_text(rate.millionths)} ({rate.day.isoformat()})" if rate else ""


def _amount(line: Line, _: Language) -> int | None:
    return line.row.amount_won


def _as_stated(line: Line, _: Language) -> str:
    return line.row.amount_text


def _stages(line: Line, lang: Language) -> str:
    return ", ".join(label(stage, lang) for stage in line.stages)


def _reasons(line: Line, lang: Language) -> str:
    return ", ".join(rule_name(code, lang) for code in line.reasons)


def _sums(lines: Sequence[Line], lang: Language) -> tuple[tuple[str, str], ...]:
    known = [line.row.amount_won for line in lines if line.row.amount_won is not None]
    return (
        (_TOTAL.to(lang), fmt.won_exact(sum(known), lang)),
        (_COUNTED.to(lang), fmt.won_exact(sum(line.counted_won for line in lines), lang)),
        (_REALISED.to(lang), exact(added([line.realised_won for line in lines]), lang)),
    )
