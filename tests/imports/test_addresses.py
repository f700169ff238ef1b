"""Addresses are Excel's own, wherever the table stands."""

import io
from datetime import date, datetime
from typing import Any

import pytest
import xlsxwriter
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from sqlmodel import Session

from imports.intake import examine
from imports.opening import open_workbook
from imports.sheets import SHEETS
from models.people import User
from models.vocabulary import Kind
from tests.imports.books import edited, found, only, pledge_rows, set_cell, written


def _moved(rows: int, columns: int, **cells: Any) -> bytes:
    """The good workbook with its pledges further down and to the right."""

    def move(book: Workbook) -> None:
        sheet = book["Pledges"]
        for cell, value in cells.items():
            sheet[cell] = value
        sheet.delete_rows(6, 3000)
        sheet.move_range(f"A1:AA{sheet.max_row}", rows=rows, cols=columns)

    return edited(move)


def test_empty_rows_and_columns_before_the_table_keep_the_addresses(
    session: Session, official: User
) -> None:
    seen = examine(session, _moved(6, 3, I3="어제"), "a.xlsx", actor=official)

    assert found(seen) == {("Pledges", "L9", "bad_date")}
    assert seen.units[0].cell == "G7"


def test_a_table_below_a_title_is_found(session: Session, official: User) -> None:
    def move(book: Workbook) -> None:
        sheet = book["Pledges"]
        sheet.insert_rows(1, 4)
        sheet["A1"], sheet["B2"] = "2026년 3분기 제출", "담당: 홍길동"
        sheet["I6"] = "2026-02-30"

    seen = examine(session, edited(move), "a.xlsx", actor=official)

    assert found(seen) == {("Pledges", "I6", "bad_date")}


def test_rows_that_are_blank_are_skipped_and_listed(session: Session, official: User) -> None:
    def insert(book: Workbook) -> None:
        book["Pledges"].insert_rows(3, 2)
        book["Pledges"]["A3"] = "  "

    seen = examine(session, edited(insert), "a.xlsx", actor=official)

    assert seen.errors == []
    assert [tuple(skipped) for skipped in seen.skipped] == [("Pledges", 3, 4, "blank")]
    assert (seen.counts["skipped"], seen.counts["new"]) == (2, 4)


def test_example_rows_are_skipped_and_listed(session: Session, official: User) -> None:
    seen = examine(session, set_cell("Realisations", "A2", "예시-1"), "a.xlsx", actor=official)

    assert seen.errors == []
    assert [tuple(skipped) for skipped in seen.skipped] == [("Realisations", 2, 2, "example")]


def test_a_row_without_its_reference_is_not_blank(session: Session, official: User) -> None:
    seen = examine(session, set_cell("Pledges", "A3", ""), "a.xlsx", actor=official)

    assert ("Pledges", "A3", "required") in found(seen)


def test_error_cells_far_from_the_corner_have_their_address(
    session: Session, official: User
) -> None:
    seen = examine(session, _moved(6, 3, D4="#DIV/0!"), "a.xlsx", actor=official)

    problem = only(seen.errors, "error_cell")
    assert (problem.cell, problem.value) == ("G10", "#DIV/0!")


def test_formulas_are_read_by_the_results_in_the_file(session: Session, official: User) -> None:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    for name, values in _plain_sheets().items():
        sheet = book.add_worksheet(name)
        for row, cells in enumerate(values):
            sheet.write_row(row, 0, cells)
    book.get_worksheet_by_name("Pledges").write_formula("D2", "=10^6*10^6", None, 10**12)
    book.close()

    seen = examine(session, target.getvalue(), "a.xlsx", actor=official)

    assert seen.errors == []
    assert seen.counts["new"] == 1


def _plain_sheets() -> dict[str, list[list[Any]]]:
    return {
        "투자계획": [],
        "Pledges": [
            ["관리번호", "제출자", "사업명", "총액(원)", "자료 확인일", "분야"],
            ["R-1", "1234567891", "계획", "", "2026.10.15.", "data_centre"],
        ],
        "참여자": [["reference", "party", "share(%)"]],
        "연도별 금액": [
            ["Reference", "Year", "Amount (KRW 100m)", "Stage"],
            ["R-1", "2026년", "1조", "announced"],
        ],
        "집행 실적": [
            ["Reference", "Entry", "Kind", "Period from", "Period to", "Amount (KRW)",
             "Evidence grade", "Known on"],
        ],
    }  # fmt: skip


def test_the_kind_is_known_by_sheets_named_in_korean() -> None:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    for name in ("투자계획", "참여자"):
        book.add_worksheet(name).write(0, 0, "x")
    book.close()

    assert {sheet.name for sheet in open_workbook(target.getvalue()).sheets} == {
        "투자계획",
        "참여자",
    }


@pytest.mark.parametrize(
    ("cell", "value", "ppm"),
    [("Q2", 50, 500_000), ("Q2", "33.3%", 333_000), ("Q2", 0.5, 5_000)],
)
def test_shares_are_percent(
    session: Session, official: User, cell: str, value: Any, ppm: int
) -> None:
    seen = examine(session, set_cell("Pledges", cell, value), "a.xlsx", actor=official)

    assert _first(seen).ai_share_ppm == ppm


def test_a_cell_formatted_as_percent_holds_a_fraction(session: Session, official: User) -> None:
    def format_it(book: Workbook) -> None:
        book["Pledges"]["Q2"] = 0.123456
        book["Pledges"]["Q2"].number_format = "0.0%"

    seen = examine(session, edited(format_it), "a.xlsx", actor=official)

    assert _first(seen).ai_share_ppm == 123_456


@pytest.mark.parametrize(
    "value", ["2026-10-15", "2026.10.15.", "20261015", 20261015, "2026년 10월 15일", 46310,
              datetime(2026, 10, 15), date(2026, 10, 15)],
)  # fmt: skip
def test_dates_are_read_as_people_write_them(session: Session, official: User, value: Any) -> None:
    def write_it(book: Workbook) -> None:
        book["Pledges"]["H2"] = value
        if isinstance(value, int):
            book["Pledges"]["H2"].number_format = "General"

    seen = examine(session, edited(write_it), "a.xlsx", actor=official)

    assert _first(seen).announced_on == date(2026, 10, 15)


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("총액(억원)", 10_000),
        ("총액 (단위: 백만원)", 1_000_000),
        ("Amount (KRW bn)", 1000),
        ("총액（조원）", 1),
        ("총액(천원)\nAmount (KRW thousand)", 10**9),
        ("총액(원)", "1조"),
        ("총액(억원)", "1,000,000,000,000원"),
    ],
)
def test_the_header_decides_the_unit(
    session: Session, official: User, header: str, value: Any
) -> None:
    def change(book: Workbook) -> None:
        book["Pledges"]["D1"] = header
        book["Pledges"]["D2"] = value

    seen = examine(session, edited(change, written(pledge_rows(1))), "a.xlsx", actor=official)

    assert seen.errors == []
    assert _first(seen).amount_won == 10**12


def test_every_amount_column_says_its_unit(session: Session, official: User) -> None:
    seen = examine(session, set_cell("Realisations", "F1", "금액(백만원)"), "a.xlsx")

    units = {(unit.sheet, unit.cell): unit.unit.value for unit in seen.units}
    assert units["Realisations", "F1"] == "million"
    assert units["Pledges", "D1"] == "won"


def test_hidden_rows_and_merged_cells_are_told(session: Session, official: User) -> None:
    def hide(book: Workbook) -> None:
        book["Lines"].row_dimensions[3].hidden = True
        book["Pledges"].merge_cells("P2:P3")
        book["Realisations"].sheet_state = "hidden"
        book.create_sheet("메모")["A1"] = "참고"
        book["Pledges"][free] = "내부 메모"

    free = f"{get_column_letter(len(SHEETS[Kind.PLEDGE][0].columns) + 1)}1"
    seen = examine(session, edited(hide), "a.xlsx", actor=official)

    assert {(p.sheet, p.cell, p.code) for p in seen.warnings} == {
        ("메모", "", "ignored_sheet"),
        ("Pledges", free, "extra_column"),
        ("Pledges", "P2", "merged_cells"),
        ("Lines", "A3", "hidden_rows"),
        ("Realisations", "", "hidden_sheet"),
    }


def test_a_workbook_of_nobody_is_named(session: Session, official: User) -> None:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    book.add_worksheet("Sheet1").write(0, 0, "안녕")
    book.close()

    seen = examine(session, target.getvalue(), "a.xlsx", actor=official)

    assert found(seen) == {("", "", "unknown_workbook")}


def test_the_kind_that_is_asked_for_is_used(session: Session, official: User) -> None:
    seen = examine(session, written(), "a.xlsx", kind=Kind.LOAN, actor=official)

    assert {("Loans", "", "missing_sheet"), ("Movements", "", "missing_sheet")} <= found(seen)


def test_a_newer_template_is_told(session: Session, official: User) -> None:
    data = set_cell("Codes", "A1", "registry-template pledge 9")

    seen = examine(session, data, "a.xlsx", actor=official)

    assert only(seen.warnings, "template_version").sheet == "Codes"


def _first(seen: Any) -> Any:
    return seen.comparison.records[0].record.given
