"""Every form of file reads like the .xlsx that holds the same, by its content and not its name."""

import struct
from datetime import datetime
from typing import Any

import pytest
from sqlmodel import Session

from imports.intake import examine
from imports.opening import FileRefused, Form, open_workbook
from models.people import User
from models.vocabulary import Kind
from tests.imports import forms
from tests.imports.books import bring, found, only, pledge_rows, realisation, set_cell, written
from tests.imports.forms import WRITERS, Cells, binary, record, sheets_of

MESSY: Cells = [
    ["", None, None],
    [None, '한글, "따옴표"\n둘째 줄', 1.5],
    [None, "=cmd|'/c calc'!A1", datetime(2026, 10, 15)],
    [None, "끝", None],
]


def _first_sheet(data: bytes, name: str = "a") -> Any:
    return open_workbook(data, name).sheets[0]


def _places(sheet: Any) -> dict[tuple[int, int], Any]:
    return {
        (sheet.first_row + row, sheet.first_column + position): value
        for position, column in enumerate(sheet.columns)
        for row, value in enumerate(column)
        if value != ""
    }


@pytest.mark.parametrize("form", WRITERS)
def test_a_workbook_of_another_form_reads_as_the_xlsx(
    session: Session, official: User, form: Form
) -> None:
    seen = examine(session, WRITERS[form](sheets_of()), "자료.xlsx", actor=official)
    same = examine(session, written(), "a.xlsx", actor=official)

    assert (seen.file.form, seen.kind, seen.errors) == (form, Kind.PLEDGE, [])
    assert seen.counts == same.counts
    assert seen.comparison
    assert same.comparison
    given, expected = (
        [one.record.given for one in found.records] for found in (seen.comparison, same.comparison)
    )
    assert given == expected


@pytest.mark.parametrize("form", WRITERS)
def test_values_and_addresses_are_the_same_in_every_form(form: Form) -> None:
    places = _places(_first_sheet(WRITERS[form]({"표 1": MESSY})))

    assert places[1, 1] == '한글, "따옴표"\n둘째 줄'
    assert places[1, 2] == 1.5
    assert places[2, 1] == "=cmd|'/c calc'!A1"
    assert str(places[2, 2])[:10] == "2026-10-15"
    assert places[3, 1] == "끝"
    assert len(places) == 5


@pytest.mark.parametrize("form", WRITERS)
def test_a_wrong_cell_is_named_in_every_form(session: Session, official: User, form: Form) -> None:
    data = WRITERS[form](sheets_of(set_cell("Pledges", "I3", "어제")))

    assert found(examine(session, data, "a", actor=official)) == {("Pledges", "I3", "bad_date")}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "euc-kr", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_encoding_and_delimiter_of_a_text_file_are_found(encoding: str, delimiter: str) -> None:
    rows = [
        ["관리번호", "제출자", "금액(원)"],
        ["R-1", "㈜하나; 둘, 셋", "1,200"],
        ["R-2", "가|나", "3"],
    ]

    sheet = _first_sheet(forms.text(rows, delimiter, encoding), "집행 실적.csv")

    assert sheet.name == "집행 실적"
    assert sheet.columns == [["관리번호", "R-1", "R-2"], ["제출자", "㈜하나; 둘, 셋", "가|나"],
                             ["금액(원)", "1,200", "3"]]  # fmt: skip


@pytest.mark.parametrize("word", ["Société Générale", "Ämter Übung", "naïve café – “q”"])
def test_western_text_is_not_taken_for_korean(word: str) -> None:
    data = f"name;amount\n{word};1\n".encode("cp1252")

    assert _first_sheet(data).columns[0][1] == word


def test_rows_of_a_text_file_have_the_numbers_that_excel_shows() -> None:
    data = b'sep=;\r\na;b\r\n"two\r\nlines";="007"\r\n\r\n1;2\r\n'

    assert _first_sheet(data).columns == [["a", "two\r\nlines", "", "1"], ["b", "007", "", "2"]]


def test_dated_money_comes_alone_as_a_text_file(session: Session, official: User) -> None:
    bring(session, written(), official)
    rows = {"Realisations": [realisation(entry="2027-1Q", amount_won=5 * 10**9)]}
    data = forms.text(sheets_of(written(rows))["Realisations"], encoding="utf-8-sig")

    seen = examine(session, data, "실적.csv", kind=Kind.PLEDGE, actor=official)

    assert seen.errors == []
    assert seen.counts["new"] == 1
    assert only(seen.warnings, "single_table").values["sheets"] == [
        "Pledges", "Participants", "Lines",
    ]  # fmt: skip


def test_a_table_of_pledges_alone_says_that_their_years_are_missing(
    session: Session, official: User
) -> None:
    bring(session, written(pledge_rows(1)), official)
    data = forms.text(sheets_of(written(pledge_rows(1)))["Pledges"])

    seen = examine(session, data, "Pledges.csv", actor=official)

    assert ("Pledges", "A2", "lines_missing") in found(seen)


def test_two_kinds_with_the_same_headers_are_not_guessed(session: Session, official: User) -> None:
    data = forms.text(sheets_of()["Realisations"])

    seen = examine(session, data, "표.csv", actor=official)

    assert found(seen) == {("", "", "unknown_workbook")}


def test_a_sheet_of_another_name_is_known_by_its_headers(session: Session, official: User) -> None:
    sheets = sheets_of()
    renamed = {
        "약정 목록": sheets["Pledges"],
        **{k: v for k, v in sheets.items() if k != "Pledges"},
    }

    seen = examine(session, forms.ods(renamed), "a.ods", actor=official)

    assert (seen.kind, seen.errors, seen.counts["new"]) == (Kind.PLEDGE, [], 4)


def test_binary_workbooks_say_what_is_hidden_merged_broken_and_percent() -> None:
    """The same facts by the records of both binary forms."""
    cells = [["a", "b"], ["c", 0.5]]
    old = forms.xls({"S": cells}, extra=[
        record(0x208, struct.pack("<HHHHHHHH", 1, 0, 2, 300, 0, 0, 0x20, 0)),
        record(0x7D, struct.pack("<HHHHHH", 1, 1, 0, 0, 1, 0)),
        record(0xE5, struct.pack("<HHHHH", 1, 2, 3, 0, 0)),
        record(0x205, struct.pack("<HHHBB", 2, 1, 0, 0x17, 1)),
        record(0x203, struct.pack("<HHHd", 3, 1, 2, 0.25)),
        record(0x06, struct.pack("<HHH", 4, 0, 0) + b"\2\0\x07\0\0\0\xff\xff" + b"\0" * 8),
    ])  # fmt: skip
    new = forms.xlsb({"S": cells}, extra=(
        binary(0, struct.pack("<IIHBBBI", 1, 0, 300, 0, 0x10, 0, 0))
        + binary(60, struct.pack("<IIIIH", 1, 1, 0, 0, 1))
        + binary(176, struct.pack("<4I", 2, 3, 0, 0))
        + binary(0, struct.pack("<IIHBBBI", 2, 0, 300, 0, 0, 0, 0))
        + binary(3, struct.pack("<IIB", 1, 0, 0x17))
        + binary(0, struct.pack("<IIHBBBI", 3, 0, 300, 0, 0, 0, 0))
        + binary(5, struct.pack("<IId", 1, 2, 0.25))
        + binary(0, struct.pack("<IIHBBBI", 4, 0, 300, 0, 0, 0, 0))
        + binary(11, struct.pack("<IIBHI", 0, 0, 0x07, 0, 0))
    ))  # fmt: skip

    for data in (old, new):
        facts = _first_sheet(data).structure
        assert facts.errors == {(2, 1): "#REF!", (4, 0): "#DIV/0!"}
        assert facts.percents == {(3, 1)}
        assert (facts.hidden_rows, facts.hidden_columns) == ((2,), (1,))
        assert facts.merges == (((2, 0), (3, 0)),)


def test_an_open_document_says_the_same() -> None:
    rows = (
        '<table:table-row table:visibility="collapse">'
        '<table:table-cell table:formula="of:=1/0" calcext:value-type="error"'
        ' office:value-type="string"><text:p>#DIV/0!</text:p></table:table-cell>'
        '<table:table-cell office:value-type="percentage" office:value="0.25"'
        ' table:number-columns-repeated="2"/>'
        '<table:table-cell table:formula="of:=A1"/>'
        '<table:table-cell table:number-rows-spanned="2" table:number-columns-spanned="1"/>'
        "</table:table-row>"
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell'
        ' table:number-columns-repeated="16384"/></table:table-row>'
    )

    facts = _first_sheet(forms.ods({"S": [["a"]]}, rows=rows)).structure

    assert facts.errors == {(1, 0): "#DIV/0!"}
    assert facts.percents == {(1, 1), (1, 2)}
    assert facts.uncalculated == {(1, 3)}
    assert facts.merges == (((1, 4), (2, 4)),)
    assert facts.hidden_rows == (2,)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (forms.xls({"S": [["a"]]}, books=[record(0x2F, b"\0" * 6)]), "file_encrypted"),
        (forms.compound({"EncryptedPackage": b"x", "EncryptionInfo": b"y"}), "file_encrypted"),
        (forms.ods({"S": [["a"]]}, manifest=b"<manifest:encryption-data/>"), "file_encrypted"),
        (forms.compound({"WordDocument": b"x"}), "file_unknown"),
        (forms.xls({"S": [["a"]]})[:1500], "file_damaged"),
        (forms.ods({"S": [["a"]]})[:-30], "file_damaged"),
        (forms.xlsb({"S": [["a"]]})[:-30], "file_damaged"),
    ],
)  # fmt: skip
def test_what_is_locked_or_damaged_is_named_in_every_form(data: bytes, code: str) -> None:
    with pytest.raises(FileRefused) as refused:
        open_workbook(data)

    assert refused.value.code == code
