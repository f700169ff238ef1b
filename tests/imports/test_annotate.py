"""The uploader's workbook comes back with its wrong cells marked."""

import io
from dataclasses import replace

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from imports.annotate import annotate
from imports.annotating import listed
from imports.marks import Mark
from imports.opening import FileRefused
from imports.opening.refusals import LIMITS
from tests.imports.books import edited, written

MARKS = (
    Mark("Pledges", "D2", "금액으로 읽지 못했습니다.", is_error=True),
    Mark("Pledges", "D2", "단위를 확인해 주세요.", is_error=False),
    Mark("Lines", "C3", "=합계가 다릅니다", is_error=False),
    Mark("Lost", "", "시트가 없습니다.", is_error=True),
)


def _opened(data: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def test_wrong_cells_are_filled_and_noted() -> None:
    book = _opened(annotate(written(), MARKS).data)

    cell = book["Pledges"]["D2"]
    assert cell.fill.fgColor.rgb == "FFF8D7DA"
    assert cell.comment.text.splitlines() == [
        "오류 Error: 금액으로 읽지 못했습니다.",
        "확인 Warning: 단위를 확인해 주세요.",
    ]
    assert book["Lines"]["C3"].fill.fgColor.rgb == "FFFFF3CD"
    assert book["Lines"]["C4"].fill.fgColor.rgb == "00000000"


def test_a_summary_lists_every_problem_as_text() -> None:
    book = _opened(annotate(written(), MARKS).data)

    sheet = book.worksheets[0]
    assert [row[3] for row in sheet.iter_rows(2, values_only=True)] == [m.text for m in MARKS]
    assert sheet["D4"].data_type == "s"
    assert sheet["B2"].hyperlink.location == "'Pledges'!D2"
    assert book.active is sheet


def test_a_note_that_was_there_stays() -> None:
    def note(book: Workbook) -> None:
        book["Pledges"]["D2"].comment = openpyxl.comments.Comment("내 메모", "나")

    book = _opened(annotate(edited(note), MARKS).data)

    assert book["Pledges"]["D2"].comment.text.startswith("내 메모\n")


def test_a_merged_cell_is_marked_at_its_corner() -> None:
    data = edited(lambda book: book["Pledges"].merge_cells("D2:D3"))

    book = _opened(annotate(data, [Mark("Pledges", "D3", "비었습니다", is_error=True)]).data)

    assert book["Pledges"]["D2"].comment is not None


def test_a_sheet_of_the_summary_name_is_not_overwritten() -> None:
    data = edited(lambda book: book.create_sheet("Problems"))

    assert _opened(annotate(data, MARKS).data).sheetnames[0] == "Problems 2"


@pytest.mark.parametrize(
    ("change", "losses"),
    [
        (lambda book: None, ()),
        (lambda book: book["Pledges"].__setitem__("D2", "=1+1"), ("formula_results",)),
    ],
)
def test_what_the_copy_loses_is_named(change, losses) -> None:
    assert annotate(edited(change), MARKS).losses == losses


def test_a_workbook_that_is_too_much_to_copy_is_given_up() -> None:
    with pytest.raises(FileRefused) as refused:
        annotate(written(), MARKS, replace(LIMITS, wall_seconds=0))

    assert refused.value.code == "file_too_demanding"


def test_the_list_alone_holds_every_problem() -> None:
    book = _opened(listed(MARKS))

    assert book.sheetnames == ["Problems"]
    rows = book["Problems"].iter_rows(2, values_only=True)
    assert [row[3] for row in rows] == [mark.text for mark in MARKS]
