"""The list of loans: its address, its page, and the same rows to take away."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Final

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from app import store
from app.accounts.identity import viewer
from app.i18n import Language, language
from app.lists.address import Asked, Reader
from app.lists.grid import grid_of
from app.lists.page import Cut
from app.lists.sheet import Field, Sheet, exact
from app.loans.reading import (
    SORTS,
    LoanFilter,
    LoanLine,
    LoanTotals,
    by_arrears,
    loan_lines,
    totals_of,
)
from app.messages import label, party_name
from app.messages.words import Said
from app.registry.current import data_day, named_day, today
from app.registry.tabs import STATES, name_of, tabs
from models.lending import ArrearsClass, LoanFunding, LoanStage
from models.queries.support import SupportFilter
from models.queries.visibility import Viewer
from models.vocabulary import Kind, State


def read(args: "MultiDict[str, str]", lang: Language) -> Asked[LoanFilter]:
    """Read the address of the list."""
    reader = Reader(args, lang)
    asked = LoanFilter(
        records=SupportFilter(
            Kind.LOAN,
            text=reader.text(),
            states=reader.several("state", State),
            on=named_day(),
            least_won=reader.amount("min"),
            most_won=reader.amount("max"),
        ),
        stages=reader.several("st", LoanStage),
        arrears=reader.several("late", ArrearsClass),
        fundings=reader.several("fund", LoanFunding),
    )
    return reader.asked(asked, SORTS, "code")


def loan_list() -> ResponseReturnValue:
    """The page that the address asks for."""
    asked, seen = read(request.args, language()), Viewer.of(viewer(), today())
    with store.reading() as session:
        lines = loan_lines(session, asked, seen, data_day())
        lists = tabs(session, seen, Kind.LOAN)
    cut = Cut.of(len(lines), asked)
    totals = totals_of(lines)
    return render_template(
        "support/loan.html",
        asked=asked,
        rows=cut.part(lines),
        grid=grid_of(SHEET, cut.part(lines), asked, language(), _by_column(totals)),
        totals=totals,
        classes=by_arrears(lines),
        cut=cut,
        lists=lists,
        name=name_of(Kind.LOAN),
        stages=list(LoanStage),
        grades=list(ArrearsClass),
        fundings=list(LoanFunding),
        states=STATES,
        on=data_day(),
    )


def _by_column(totals: LoanTotals) -> dict[str, int | None]:
    return {
        "amount": totals.face_won,
        "disbursed": totals.disbursed_won,
        "outstanding": totals.outstanding_won,
        "overdue": totals.overdue_won,
        "subsidy": totals.subsidy_won,
    }


_NAMES: Final = (
    (Said("융자액(사업 제외)", "Face value (without programmes)"), "face_won"),
    (Said("지급", "Paid out"), "disbursed_won"),
    (Said("잔액", "Outstanding"), "outstanding_won"),
    (Said("연체", "Overdue"), "overdue_won"),
    (
        Said("재정 보조(융자액과 더하지 않음)", "Subsidy cost (never added to face value)"),
        "subsidy_won",
    ),
)


def _sums(lines: Sequence[LoanLine], lang: Language) -> tuple[tuple[str, str], ...]:
    found = totals_of(lines)
    return tuple((name.to(lang), exact(getattr(found, held), lang)) for name, held in _NAMES)


def _lender(line: LoanLine, lang: Language) -> str:
    return line.terms.lender or party_name(line.row.filer, lang)


def _coded(code: StrEnum | None, lang: Language) -> str:
    return "" if code is None else label(code, lang)


def _rate(line: LoanLine, _: Language) -> float | None:
    rate = line.terms.rate_ppm
    return None if rate is None else rate / 10_000


def _paid(line: LoanLine, _: Language) -> int | None:
    return line.loan.position.disbursed_won if line.loan else None


def _owed(line: LoanLine, _: Language) -> int | None:
    return line.loan.position.outstanding_won if line.loan else None


def _late(line: LoanLine, _: Language) -> int | None:
    late = line.loan.position.arrears if line.loan else None
    return late.won if late else None


def _cost(line: LoanLine, _: Language) -> int | None:
    return line.estimate.subsidy_won if line.estimate else None


def _estimated(line: LoanLine, _: Language) -> date | None:
    return line.estimate.estimated_on if line.estimate else None


_FIRST: Final = (
    "code", "title", "lender", "stage", "funding", "amount", "disbursed", "outstanding",
    "overdue", "subsidy", "rate", "maturity", "state",
)  # fmt: skip
SHEET: Final[Sheet[LoanLine]] = Sheet(
    title=Said("정책융자", "policy_loans"),
    fields=(
        Field("code", Said("번호", "Number"), lambda line, _: line.row.instrument.code),
        Field(
            "reference",
            Said("관리번호", "Filer's reference"),
            lambda line, _: line.row.instrument.reference,
        ),
        Field("title", Said("이름", "Name"), lambda line, _: line.row.revision.title, width=40),
        Field("lender", Said("대출 기관", "Lender"), _lender, width=24),
        Field(
            "borrower", Said("차입자", "Borrower"), lambda line, _: line.terms.beneficiary, width=24
        ),
        Field(
            "funding", Said("재원", "Funding"), lambda line, lang: _coded(line.terms.funding, lang)
        ),
        Field("stage", Said("단계", "Stage"), lambda line, lang: _coded(line.stage, lang)),
        Field(
            "arrears", Said("연체 구간", "Arrears"), lambda line, lang: _coded(line.arrears, lang)
        ),
        Field(
            "amount",
            Said("융자액", "Face value"),
            lambda line, _: line.row.revision.amount_won,
            True,
        ),
        Field("disbursed", Said("지급", "Paid out"), _paid, True),
        Field("outstanding", Said("잔액", "Outstanding"), _owed, True),
        Field("overdue", Said("연체", "Overdue"), _late, True),
        Field("subsidy", Said("재정 보조", "Subsidy cost"), _cost, True),
        Field("estimated", Said("추정일", "Estimated on"), _estimated),
        Field("rate", Said("금리(%)", "Rate (%)"), _rate),
        Field(
            "maturity",
            Said("만기(개월)", "Maturity (months)"),
            lambda line, _: line.terms.maturity_months,
        ),
        Field(
            "state",
            Said("처리 상태", "State"),
            lambda line, lang: label(line.row.revision.state, lang),
        ),
    ),
    sums=_sums,
    first=_FIRST,
    link=lambda line: url_for("support.show", code=line.row.instrument.code),
    code=lambda line: line.row.instrument.code,
)
