"""Broken copies of a good workbook: each names its cell, sheet or file, and stores nothing."""

from collections.abc import Callable
from datetime import date

import pytest
from openpyxl.workbook import Workbook
from sqlalchemy import func
from sqlmodel import Session, select

from imports.intake import examine
from models import Instrument, Movement, Revision
from models.errors import HasErrors
from models.people import User
from tests.imports.books import bring, edited, found, only, set_cell, written

Change = Callable[[Workbook], object]


def _column(sheet: str, letter: str, values: list[object]) -> Change:
    def change(book: Workbook) -> None:
        for row, value in enumerate(values, start=2):
            book[sheet][f"{letter}{row}"] = value

    return change


def _header(sheet: str, cell: str, text: str) -> Change:
    return lambda book: book[sheet].__setitem__(cell, text)


def _append(sheet: str, copied_row: int) -> Change:
    def change(book: Workbook) -> None:
        book[sheet].append([cell.value for cell in book[sheet][copied_row]])

    return change


BROKEN: dict[str, tuple[Change, tuple[str, str, str]]] = {
    "unknown unit": (
        _header("Pledges", "D1", "총액(달러)\nAmount (USD)"),
        ("Pledges", "D1", "unit_unknown"),
    ),
    "two units": (
        _header("Pledges", "D1", "총액(억원)\nAmount (KRW)"),
        ("Pledges", "D1", "unit_conflict"),
    ),
    "another unit": (_header("Pledges", "D1", "총액(천원)"), ("Pledges", "D2", "amount_scale")),
    "no unit": (_header("Pledges", "D1", "총액"), ("Pledges", "D1", "unit_not_stated")),
    "text in an amount": (
        _column("Pledges", "D", ["약 1조"]),
        ("Pledges", "D2", "amount_unreadable"),
    ),
    "shares of 99 percent": (
        _column("Participants", "D", [60, 39]),
        ("Participants", "D3", "shares_sum"),
    ),
    "unknown reference": (
        _column("Lines", "A", ["R-9"]),
        ("Lines", "A2", "unknown_reference"),
    ),
    "duplicate": (_append("Pledges", 2), ("Pledges", "A5", "duplicate_reference")),
    "negative": (_column("Lines", "C", [-4e11]), ("Lines", "C2", "amount_negative")),
    "bad date": (_column("Pledges", "I", ["2026-13-02"]), ("Pledges", "I2", "bad_date")),
    "missing sheet": (lambda book: book.remove(book["Lines"]), ("Lines", "", "missing_sheet")),
    "renamed header": (_header("Pledges", "C1", "사업이름"), ("Pledges", "", "missing_column")),
    "renamed optional header": (
        _header("Pledges", "P1", "지역명\nArea"),
        ("Pledges", "P1", "unknown_header"),
    ),
    "lines that miss the total": (
        _column("Lines", "C", [5e11]),
        ("Pledges", "D2", "lines_sum"),
    ),
    "unknown choice": (
        _column("Lines", "D", ["거의 확정"]),
        ("Lines", "D2", "unknown_choice"),
    ),
    "firm without evidence": (
        _column("Lines", "D", ["확정"]),
        ("Lines", "G2", "firm_needs_evidence"),
    ),
    "unknown party": (
        _column("Pledges", "B", ["한아에이아이"]),
        ("Pledges", "B2", "unknown_party"),
    ),
    "line twice": (_column("Lines", "B", [2027]), ("Lines", "B3", "line_twice")),
    "participant twice": (
        _column("Participants", "B", ["duri"]),
        ("Participants", "B3", "participant_twice"),
    ),
    "wrong registration number": (
        _column("Participants", "C", ["123-45-67890"]),
        ("Participants", "C2", "registration_number"),
    ),
    "number of another firm": (
        _column("Participants", "C", ["220-81-62517"]),
        ("Participants", "C2", "registration_mismatch"),
    ),
    "required cell left empty": (_column("Pledges", "C", [""]), ("Pledges", "C2", "required")),
    "unknown parent": (_column("Pledges", "V", ["R-77"]), ("Pledges", "V2", "unknown_parent")),
    "part of itself": (_column("Pledges", "V", ["R-1"]), ("Pledges", "V2", "parent_loop")),
    "entry twice": (_append("Realisations", 2), ("Realisations", "B3", "duplicate_entry")),
    "period backwards": (
        _column("Realisations", "E", [date(2026, 9, 1)]),
        ("Realisations", "E2", "period_order"),
    ),
    "refund below zero": (
        _column("Realisations", "F", [-1e9]),
        ("Realisations", "F2", "negative"),
    ),
    "share above one hundred": (
        _column("Pledges", "Q", [130]),
        ("Pledges", "Q2", "share_range"),
    ),
    "error cell": (_column("Pledges", "D", ["#REF!"]), ("Pledges", "D2", "error_cell")),
    "formula never calculated": (
        _column("Pledges", "D", ["=1+1"]),
        ("Pledges", "D2", "formula_without_value"),
    ),
    "embargo without a day": (
        _column("Pledges", "Y", ["비공개"]),
        ("Pledges", "Y2", "unknown_choice"),
    ),
    "column twice": (_header("Pledges", "H1", "사업명"), ("Pledges", "H1", "column_twice")),
    "no header row": (
        lambda book: book["Lines"].delete_rows(1),
        ("Lines", "", "header_row_missing"),
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_copy_names_the_place_and_stores_nothing(
    session: Session, official: User, name: str
) -> None:
    change, expected = BROKEN[name]
    data = edited(change)

    seen = examine(session, data, "broken.xlsx", actor=official)
    with pytest.raises(HasErrors):
        bring(session, data, official)

    assert expected in found(seen)
    for table in (Instrument, Revision, Movement):
        assert session.exec(select(func.count()).select_from(table)).one() == 0


def test_the_good_workbook_has_no_errors(session: Session, official: User) -> None:
    seen = examine(session, written(), "good.xlsx", actor=official)

    assert seen.problems == ()
    assert seen.counts["new"] == seen.counts["rows"] == 4


def test_an_empty_file_is_named_as_such(session: Session, official: User) -> None:
    seen = examine(session, b"", "empty.xlsx", actor=official)

    assert found(seen) == {("", "", "file_empty")}
    assert seen.comparison is None
    assert seen.counts["errors"] == 1


def test_a_missing_sheet_is_one_error_and_not_one_for_every_row(
    session: Session, official: User
) -> None:
    seen = examine(session, edited(lambda book: book.remove(book["Lines"])), "a.xlsx")

    assert found(seen) == {("Lines", "", "missing_sheet")}


def test_a_repeated_row_is_one_error_and_not_also_one_without_parts(
    session: Session, official: User
) -> None:
    seen = examine(session, edited(_append("Pledges", 2)), "a.xlsx", actor=official)

    assert found(seen) == {("Pledges", "A5", "duplicate_reference")}


def test_all_mistakes_of_a_row_are_named_at_once(session: Session, official: User) -> None:
    def spoil(book: Workbook) -> None:
        book["Pledges"]["I2"] = "어제"
        book["Pledges"]["L2"] = "데이터"
        book["Pledges"]["J2"], book["Pledges"]["K2"] = 2027, 2026
        book["Lines"]["C2"] = 1
        book["Lines"]["D3"] = "확정"
        book["Participants"]["D2"] = 10

    seen = examine(session, edited(spoil), "a.xlsx", actor=official)

    assert found(seen) == {
        ("Pledges", "D2", "lines_sum"),
        ("Pledges", "I2", "bad_date"),
        ("Pledges", "K2", "period_order"),
        ("Pledges", "L2", "unknown_choice"),
        ("Participants", "D3", "shares_sum"),
        ("Lines", "G3", "firm_needs_evidence"),
    }


def test_a_sum_that_is_off_says_by_how_much_and_where(session: Session, official: User) -> None:
    seen = examine(session, set_cell("Lines", "C2", 5e11), "a.xlsx", actor=official)

    values = only(seen.errors, "lines_sum").values
    assert values["difference"] == 10**11
    assert values["cells"] == ["C2", "C3"]


def test_near_names_are_suggested(session: Session, official: User) -> None:
    data = set_cell("Pledges", "B2", "한아에이아이")

    seen = examine(session, data, "a.xlsx", actor=official)

    assert only(seen.errors, "unknown_party").expected == "하나에이아이"


def test_a_renamed_header_is_matched_with_the_nearest_name(
    session: Session, official: User
) -> None:
    seen = examine(session, set_cell("Pledges", "C1", "사업 이름"), "a.xlsx", actor=official)

    assert only(seen.errors, "unknown_header").expected == "사업명 / Title"
    assert only(seen.errors, "missing_column").values["candidates"] == ["C1"]
