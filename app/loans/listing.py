"""The list of loans: its address, its page, and the same rows to take away."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Final, TypeVar

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app import format as fmt
from app import store
from app.accounts.identity import viewer
from app.i18n import Language
from app.loans.reading import (
    SORTS,
    LoanAsked,
    LoanLine,
    by_arrears,
    loan_lines,
    totals_of,
)
from app.messages import label, party_name
from app.registry.current import today
from app.registry.tabs import name_of, tabs
from app.tables import UNIT, Cell, Column, Table, made_by, standing
from models import User
from models.lending import ArrearsClass, LoanFunding, LoanStage
from models.queries.visibility import Viewer
from models.vocabulary import Kind

E = TypeVar("E", bound=StrEnum)
PER_PAGE: Final = 50


def asked_for() -> LoanAsked:
    """What the address asks for; a value that no list has is left out."""
    sort = request.args.get("sort", "code")
    return LoanAsked(
        text=request.args.get("q", "").strip()[:200],
        stages=_several("st", LoanStage),
        arrears=_several("late", ArrearsClass),
        fundings=_several("fund", LoanFunding),
        sort=sort if sort.removeprefix("-") in SORTS else "code",
    )


def _several(key: str, members: type[E]) -> tuple[E, ...]:
    known = {member.value: member for member in members}
    said = dict.fromkeys(request.args.getlist(key))
    return tuple(known[value] for value in said if value in known)


def loan_list() -> ResponseReturnValue:
    """The page that the address asks for."""
    asked, seen, number = asked_for(), Viewer.of(viewer(), today()), request.args.get("page", "1")
    with store.reading() as session:
        lines = loan_lines(session, asked, seen, today())
        lists = tabs(session, seen, Kind.LOAN)
    pages = max(1, -(-len(lines) // PER_PAGE))
    page = min(max(1, int(number)), pages) if number.isdecimal() else 1
    return render_template(
        "support/loan.html",
        asked=asked,
        rows=lines[(page - 1) * PER_PAGE : page * PER_PAGE],
        totals=totals_of(lines),
        classes=by_arrears(lines),
        count=len(lines),
        lists=lists,
        name=name_of(Kind.LOAN),
        page=page,
        pages=pages,
        stages=list(LoanStage),
        grades=list(ArrearsClass),
        fundings=list(LoanFunding),
        on=today(),
        narrow=asked.is_narrow,
    )


_HEADS: Final[dict[Language, tuple[str, ...]]] = {
    "ko": (
        "번호", "관리번호", "이름", "대출 기관", "차입자", "재원", "단계", "연체 구간",
        "융자액(억원)", "지급(억원)", "잔액(억원)", "연체(억원)", "재정 보조(억원)", "추정일",
        "금리(%)", "만기(개월)", "처리 상태",
    ),
    "en": (
        "Number", "Filer's reference", "Name", "Lender", "Borrower", "Funding", "Stage", "Arrears",
        "Face value (KRW 100m)", "Paid out (KRW 100m)", "Outstanding (KRW 100m)",
        "Overdue (KRW 100m)", "Subsidy cost (KRW 100m)", "Estimated on", "Rate (%)",
        "Maturity (months)", "State",
    ),
}  # fmt: skip
_WON: Final = frozenset(range(8, 13))
_WIDE: Final = {2: 40, 3: 24, 4: 24}
_TITLE: Final[dict[Language, str]] = {"ko": "정책융자", "en": "policy_loans"}
_COVER: Final[dict[Language, tuple[str, ...]]] = {
    "ko": (
        "자료 기준일", "금액 단위", "건수", "융자액(사업 제외)", "지급", "잔액", "연체",
        "재정 보조(융자액과 더하지 않음)", "자료 상태", "만든 사람·시각",
    ),
    "en": (
        "As of", "Unit", "Records", "Face value (without programmes)", "Paid out", "Outstanding",
        "Overdue", "Subsidy cost (never added to face value)", "Status", "Made by, at",
    ),
}  # fmt: skip


def table_of(lines: Sequence[LoanLine], on: date, user: User, lang: Language) -> Table:
    """Every row of the list, whatever page is shown; the cover holds the sums of the page."""
    sums = totals_of(lines)
    amounts = (
        sums.face_won, sums.disbursed_won, sums.outstanding_won, sums.overdue_won,
        sums.subsidy_won,
    )  # fmt: skip
    missing = fmt.missing("not_filed", lang)
    printed = [missing if won is None else fmt.won_exact(won, lang) for won in amounts]
    said = (
        fmt.day(on, lang),
        UNIT.to(lang),
        fmt.count(len(lines), lang),
        *printed,
        standing(on).to(lang),
        made_by(user, lang),
    )
    return Table(
        title=_TITLE[lang],
        on=on,
        cover=tuple(zip(_COVER[lang], said, strict=True)),
        columns=tuple(
            Column(head, is_won=place in _WON, width=_WIDE.get(place, 14))
            for place, head in enumerate(_HEADS[lang])
        ),
        rows=[_cells(line, lang) for line in lines],
    )


def _cells(line: LoanLine, lang: Language) -> tuple[Cell, ...]:
    terms = line.terms
    at = line.loan.position if line.loan else None
    late = at.arrears if at else None
    funding, rate = terms.funding, terms.rate_ppm
    return (
        line.row.instrument.code,
        line.row.instrument.reference,
        line.row.revision.title,
        terms.lender or party_name(line.row.filer, lang),
        terms.beneficiary,
        label(funding, lang) if funding else "",
        label(line.stage, lang),
        label(line.arrears, lang) if line.arrears else "",
        line.row.revision.amount_won,
        at.disbursed_won if at else None,
        at.outstanding_won if at else None,
        late.won if late else None,
        line.estimate.subsidy_won if line.estimate else None,
        line.estimate.estimated_on if line.estimate else None,
        None if rate is None else rate / 10_000,
        terms.maturity_months,
        label(line.row.revision.state, lang),
    )
