"""Large and clumsy workbooks: bounded lists, bounded guesses, and the reader's own process."""

import gc
import io
import pickle
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
import xlsxwriter
from sqlmodel import Session

from imports.collection import uncollected
from imports.intake import examine
from imports.nearest import Suggestions
from imports.opening import FileRefused, OpenSheet, open_workbook, values
from imports.opening.refusals import LIMITS
from imports.opening.workbook import _Plain
from imports.parties import Parties
from imports.read import read_book
from imports.recognise import kind_of
from models.people import User
from models.queries.parties import PartyIndex
from models.vocabulary import Kind
from tests.imports.books import edited, found, only, pledge_rows, set_cell, written


def test_suggestions_end_with_their_budget() -> None:
    suggestions = Suggestions(budget=2)

    assert suggestions.near("네이버", ["네이봐"]) == ["네이봐"]
    assert suggestions.near("카카오", ["카카어"]) == ["카카어"]
    assert suggestions.near("라인", ["라잉"]) == []
    assert suggestions.near("네이버", ["네이봐"]) == ["네이봐"]


def test_the_same_mistake_in_a_whole_column_is_listed_up_to_a_limit(
    session: Session, official: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("imports.decode.LISTED", 2)
    data = written(pledge_rows(5, known_on=None))

    seen = examine(session, data, "a.xlsx", actor=official)

    assert sum(problem.code == "required" for problem in seen.errors) == 2
    rest = only(seen.errors, "more_like_it")
    assert (rest.cell, rest.values["rows"]) == ("I1", 3)


def test_the_reader_shares_equal_values_and_keeps_places(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(_small())

    (sheet,) = values.values_of(str(path))

    assert sheet == OpenSheet("Sheet1", False, 1, 1, [["가", "가"], [True, 2.0]])
    assert sheet.columns[0][0] is sheet.columns[0][1]


def _small() -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    sheet = book.add_worksheet()
    sheet.write_column(1, 1, ["가", "가"])
    sheet.write_column(1, 2, [True, 2])
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=Sheet1!$C$2:$C$3"})
    book.add_chartsheet().set_chart(chart)
    book.close()
    return target.getvalue()


def test_nothing_but_values_is_taken_from_the_reader() -> None:
    hostile = pickle.dumps(subprocess.Popen)

    with pytest.raises(pickle.UnpicklingError):
        _Plain(io.BytesIO(hostile)).load()


def test_a_bundle_of_parts_must_be_small_where_it_becomes_a_tree() -> None:
    with pytest.raises(FileRefused) as refused:
        open_workbook(written(), limits=replace(LIMITS, tree_bytes=100))

    assert refused.value.code == "file_inflates"


def test_collection_goes_on_as_before() -> None:
    with uncollected():
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()

    assert gc.isenabled()


def test_a_short_form_of_a_company_is_nobody_else(session: Session, official: User) -> None:
    data = set_cell("Pledges", "B2", "㈜하나에이아이")

    assert examine(session, data, "a.xlsx", actor=official).errors == []


def test_a_kind_without_its_main_sheet_is_read_as_far_as_it_goes(
    session: Session, official: User
) -> None:
    data = edited(lambda book: book.remove(book["Pledges"]))

    seen = examine(session, data, "a.xlsx", actor=official)

    assert found(seen) == {("Pledges", "", "missing_sheet")}
    assert seen.kind is Kind.PLEDGE
    assert seen.counts["rows"] == 0
    assert seen.comparison
    assert seen.comparison.reading.main is None


def test_links_and_embedded_files_are_told_and_not_opened(session: Session) -> None:
    target = io.BytesIO(written())
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("xl/externalLinks/externalLink1.xml", b"<a/>")
        archive.writestr("xl/embeddings/oleObject1.bin", b"x")

    book = open_workbook(target.getvalue())
    kind = kind_of(book)

    assert kind
    problems = read_book(book, kind, Parties(PartyIndex(session))).problems
    assert {"external_links", "embedded_files"} <= {problem.code for problem in problems}
