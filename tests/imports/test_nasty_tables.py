"""Tables as people really make them: titles, units, two header rows, totals, notes, odd figures."""

import io
from datetime import date
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from sqlmodel import Session

from imports.cells import Refused, figures, first_day, last_day, whole
from imports.intake import Examination, examine
from imports.tables import UnitSource
from models.money import Unit
from models.people import User
from models.vocabulary import Kind
from tests.imports.books import found, only
from tests.imports.forms import text

LINES = ["관리번호", "연도", "금액(원)", "단계"]
PLEDGES = ["관리번호", "제출자", "사업명", "총액", "자료 확인일", "분야"]
ROW = ["R-1", "hana-ai", "계획", 1_000, "2026-10-15", "데이터센터"]


def book(rows: list[list[Any]], *, change: Any = None) -> bytes:
    """A workbook of pledges as somebody typed it, and one year line a pledge."""
    made = openpyxl.Workbook()
    sheet: Worksheet = made.active
    sheet.title = "현황"
    for row in rows:
        sheet.append(row)
    lines = made.create_sheet("연도별 금액")
    lines.append(LINES)
    lines.append(["R-1", 2026, 10**11, "발표"])
    made.create_sheet("참여자").append(["reference", "party", "share(%)"])
    made.create_sheet("집행 실적").append(
        ["Reference", "Entry", "Kind", "Period from", "Period to", "Amount (KRW)",
         "Evidence grade", "Known on"]
    )  # fmt: skip
    if change:
        change(sheet)
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def see(session: Session, user: User, data: bytes, **more: Any) -> Examination:
    return examine(session, data, "a.xlsx", actor=user, **more)


def amount(seen: Examination) -> int | None:
    assert seen.errors == [], seen.errors
    assert seen.comparison
    given = seen.comparison.records[0].record.given
    assert given
    return given.amount_won


def unit_of(seen: Examination) -> tuple[Unit | None, UnitSource, str]:
    return next((u.unit, u.source, u.cell) for u in seen.units if u.sheet == "현황")


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("(단위: 백만원)", 100_000),
        ("단위 : 억원, %", 1_000),
        ("[단위：천원]", 10**8),
        ("Unit: KRW bn", 100),
        ("(in KRW million)", 100_000),
        ("투자 현황(조원)", 0.1),
    ],
)
def test_a_line_above_the_header_states_the_unit(
    session: Session, official: User, line: str, value: float
) -> None:
    row = [*ROW[:3], value, *ROW[4:]]
    seen = see(session, official, book([["2026년 3분기"], [], ["", "", line], PLEDGES, row]))

    assert amount(seen) == 10**11
    assert unit_of(seen)[1:] == (UnitSource.LINE, "C3")


def test_the_header_goes_before_the_line_above(session: Session, official: User) -> None:
    header = [*PLEDGES[:3], "총액(억원)", *PLEDGES[4:]]
    seen = see(session, official, book([["(단위: 백만원)"], header, ROW]))

    assert amount(seen) == 10**11
    assert unit_of(seen) == (Unit.HUNDRED_MILLION, UnitSource.HEADER, "D2")


def test_a_row_of_units_below_the_header_states_them(session: Session, official: User) -> None:
    seen = see(session, official, book([PLEDGES, ["", "", "", "(억원)", "", ""], ROW]))

    assert amount(seen) == 10**11
    assert seen.skipped == []


def test_without_any_unit_nothing_is_assumed_until_a_person_chooses(
    session: Session, official: User
) -> None:
    data = book([PLEDGES, ROW])

    seen = see(session, official, data)
    assert ("현황", "D1", "unit_not_stated") in found(seen)
    assert unit_of(seen) == (None, UnitSource.MISSING, "D1")

    chosen = see(session, official, data, units={("현황", "amount_won"): Unit.HUNDRED_MILLION})
    assert amount(chosen) == 10**11
    assert unit_of(chosen) == (Unit.HUNDRED_MILLION, UnitSource.CHOSEN, "D1")


def test_two_merged_header_rows_are_one_header(session: Session, official: User) -> None:
    """The unit stands in the outer row, over the amounts."""
    outer = ["관리번호", "제출자", "사업명", "금액(억원)", "", "자료", ""]
    inner = ["", "", "", "총액", "비고", "자료 확인일", "분야"]
    row = [*ROW[:4], "", *ROW[4:]]

    def merge(sheet: Worksheet) -> None:
        for area in ("A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:G2", "A1:G1"):
            sheet.merge_cells(area)

    seen = see(session, official, book([["투자 현황"], outer, inner, row], change=merge))

    assert amount(seen) == 10**11
    assert unit_of(seen)[:2] == (Unit.HUNDRED_MILLION, UnitSource.HEADER)
    assert seen.skipped == []


def test_two_header_rows_of_a_text_file_too(session: Session, official: User) -> None:
    outer = ["관리번호", "제출자", "사업명", "금액(억원)", "", "자료 확인일", "분야"]
    inner = ["", "", "", "총액", "비고", "", ""]
    data = text([["(단위: 원)"], outer, inner, [*ROW[:4], "", *ROW[4:]]], encoding="cp949")

    seen = see(session, official, data, kind=Kind.PLEDGE)

    assert found(seen) == {("a", "A4", "lines_missing")}
    assert [(unit.unit, unit.cell) for unit in seen.units] == [(Unit.HUNDRED_MILLION, "D3")]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (["합계", "", "", 1_000, "", ""], "total"),
        (["", "", "소 계", 1_000, "", ""], "total"),
        (["총 합계", "", "", 1_000, "", ""], "total"),
        (["", "Total", "", 1_000, "", ""], "total"),
        (["※ 잠정치이며 바뀔 수 있음", "", "", "", "", ""], "note"),
        (["주1) 환율은 1,400원", "", "", "", "", ""], "note"),
        (["", "", "자료: 한국은행", "", "", ""], "note"),
        (["", "", "", 0, "", "데이터센터"], "default"),
        (["", "", "", "-", "", "데이터센터"], "default"),
        (["", " ", "", "", "", ""], "blank"),
        ([*PLEDGES[:3], "총액(억원)", *PLEDGES[4:]], "header"),
    ],
)
def test_rows_that_are_no_records_are_left_out_and_listed(
    session: Session, official: User, row: list[Any], reason: str
) -> None:
    header = [*PLEDGES[:3], "총액(억원)", *PLEDGES[4:]]
    seen = see(session, official, book([header, ROW, row]))

    if reason == "blank":  # The last rows of a sheet that are blank are not there at all.
        seen = see(session, official, book([header, row, ROW]))
    assert amount(seen) == 10**11
    assert [(one.reason, one.rows) for one in seen.skipped] == [(reason, 1)]


@pytest.mark.parametrize(
    "row",
    [
        ["", "hana-ai", "계획", 1_000, "2026-10-15", "데이터센터"],
        ["계획합계", "", "", "", "", ""],
        ["", "", "", 500, "", "데이터센터"],
        ["*", "hana-ai", "", "", "", ""],
    ],
)
def test_a_row_that_may_be_a_record_is_never_left_out(
    session: Session, official: User, row: list[Any]
) -> None:
    header = [*PLEDGES[:3], "총액(억원)", *PLEDGES[4:]]
    seen = see(session, official, book([header, ROW, row]))

    assert seen.skipped == []
    assert any(problem.cell.endswith("3") for problem in seen.errors)


def test_merged_words_hold_for_all_rows_and_merged_amounts_for_one(
    session: Session, official: User
) -> None:
    header = [*PLEDGES[:3], "총액(억원)", *PLEDGES[4:]]
    rows = [header, ROW, ["R-2", "", "계획 2", "", "2026-10-15", "데이터센터"]]

    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("B2:B3")
        sheet.merge_cells("D2:D3")

    seen = see(session, official, book(rows, change=merge))

    assert not any(cell == "B3" for _, cell, _ in found(seen))
    assert only(seen.warnings, "merged_cells").cell == "B2"
    assert only(seen.warnings, "merged_amounts").cell == "D2"


def test_hidden_columns_are_told(session: Session, official: User) -> None:
    header = [*PLEDGES[:3], "총액(억원)", *PLEDGES[4:]]

    def hide(sheet: Worksheet) -> None:
        sheet.column_dimensions["C"].hidden = True

    seen = see(session, official, book([header, ROW], change=hide))

    problem = only(seen.warnings, "hidden_columns")
    assert (problem.cell, problem.values["columns"]) == ("C1", 1)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("１，２００", "1,200"), ("△1,200", "-1,200"), ("▲ 3", "-3"), ("(1,200)", "-1,200"),
        ("−5", "-5"), ("3²", "3²"), (1200.0, "1200"), ("２０２６", "2026"),
    ],
)  # fmt: skip
def test_figures_are_read_as_people_write_them(written: Any, read: str) -> None:
    assert figures(written) == read


def test_whole_numbers_may_be_negative_by_a_triangle() -> None:
    assert (whole("△1,200"), whole("（７）")) == (-1200, -7)


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        (2026.0, date(2026, 1, 1), date(2026, 12, 31)),
        ("2026년", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026. 2.", date(2026, 2, 1), date(2026, 2, 28)),
        ("2026년 12월", date(2026, 12, 1), date(2026, 12, 31)),
        ("２０２６.１０.１５.", date(2026, 10, 15), date(2026, 10, 15)),
        (46310.0, date(2026, 10, 15), date(2026, 10, 15)),
    ],
)
def test_a_period_may_be_named_by_its_year_or_month(value: Any, first: date, last: date) -> None:
    assert (first_day(value), last_day(value)) == (first, last)


def test_a_month_that_is_none_is_no_period() -> None:
    with pytest.raises(Refused) as refused:
        first_day("2026-13")
    assert refused.value.code == "bad_date"


def test_a_year_alone_is_no_day(session: Session, official: User) -> None:
    header = [*PLEDGES[:3], "총액(억원)", *PLEDGES[4:]]
    seen = see(session, official, book([header, [*ROW[:4], "2026년", ROW[5]]]))

    assert ("현황", "E2", "year_only") in found(seen)
