"""Uploading as a user does it: what is shown before anything is stored, and what is stored then."""

import io
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlmodel import Session, func, select

from app.uploads import marking
from imports.opening import FileRefused, Form
from imports.template import CREATED
from imports.write import write_workbook
from models import Event, Instrument, Submission
from models.instrument import Revision
from models.vocabulary import Kind, Role, SubmissionState
from tests.imports.forms import WRITERS, sheets_of

AMOUNT = 10**12


def pledge_rows(**said: Any) -> dict[str, list[dict[str, Any]]]:
    row = {
        "reference": "p-1",
        "filer": "filer",
        "title": "데이터센터",
        "amount_won": AMOUNT,
        "known_on": date(2026, 1, 5),
        "category": "data_centre",
        "nature": "investment",
        "place": "korea",
        "ai_share_ppm": 1_000_000,
    }
    line = {"reference": "p-1", "year": 2026, "amount_won": AMOUNT, "stage": "announced"}
    return {"Pledges": [row | said], "Lines": [line], "Participants": [], "Realisations": []}


@pytest.fixture
def book(tmp_path):
    """Write a workbook of one pledge, with cells replaced afterwards."""

    def write(cells: dict[str, object] | None = None, **said: Any) -> bytes:
        path = tmp_path / "book.xlsx"
        write_workbook(path, Kind.PLEDGE, pledge_rows(**said), created=CREATED)
        if cells:
            opened = openpyxl.load_workbook(path)
            for address, value in cells.items():
                opened["Pledges"][address] = value
            opened.save(path)
        return Path(path).read_bytes()

    return write


def send(client, data, name="book.xlsx"):
    return client.post("/submissions", data={"file": (io.BytesIO(data), name)})


def stored(engine) -> tuple[int, int]:
    with Session(engine) as session:
        events = session.exec(select(func.count()).select_from(Event)).one()
        records = session.exec(select(func.count()).select_from(Instrument)).one()
    return events, records


@pytest.fixture
def maker(filer, official, browser_of):
    """The browser of the official who brings files."""
    return browser_of(official)


def test_a_good_file_is_previewed_confirmed_and_received(maker, engine, book):
    sent = send(maker, book())
    preview = maker.get(sent.location)
    done = maker.post(sent.location.replace("/preview", "/confirm"), follow_redirects=True)

    assert "데이터센터" in preview.text
    assert "접수증" in done.text
    with Session(engine) as session:
        submission = session.exec(select(Submission)).one()
        assert submission.state is SubmissionState.APPLIED
        assert submission.counts["new"] == 1
    assert stored(engine)[1] == 1


def test_nothing_is_stored_before_the_confirmation(maker, engine, book):
    send(maker, book())

    assert stored(engine)[1] == 0


def test_the_same_file_again_changes_nothing_and_says_so(maker, engine, book):
    data = book()
    first = send(maker, data)
    maker.post(first.location.replace("/preview", "/confirm"))

    again = send(maker, data)

    assert "바뀐 것이 없습니다" in maker.get(again.location).text
    refused = maker.post(again.location.replace("/preview", "/confirm"))
    assert refused.status_code == 422
    assert stored(engine)[1] == 1


def test_what_the_preview_did_not_show_is_not_stored(maker, engine, book):
    at = send(maker, book()).location
    shown = re.search(r'name="shown" value="([0-9a-f]{64})"', maker.get(at).text).group(1)
    other = send(maker, book())
    maker.post(other.location.replace("/preview", "/confirm"))
    before = stored(engine)

    refused = maker.post(at.replace("/preview", "/confirm"), data={"shown": shown})

    assert refused.status_code == 409
    assert "미리보기 뒤에 등록 자료가 바뀌어" in refused.text
    assert stored(engine) == before


def test_what_the_preview_showed_is_stored(maker, engine, book):
    at = send(maker, book()).location
    shown = re.search(r'name="shown" value="([0-9a-f]{64})"', maker.get(at).text).group(1)

    done = maker.post(at.replace("/preview", "/confirm"), data={"shown": shown})

    assert done.location.endswith("/done")


def test_a_receipt_is_not_confirmed_twice(maker, engine, book):
    sent = send(maker, book())
    confirm = sent.location.replace("/preview", "/confirm")
    maker.post(confirm)

    assert maker.post(confirm).status_code in (303, 422)
    assert stored(engine)[1] == 1


def test_an_error_names_its_cell_and_blocks_the_confirmation(maker, engine, book):
    data = book({"D2": "약 7조"})
    sent = send(maker, data)

    preview = maker.get(sent.location)
    refused = maker.post(sent.location.replace("/preview", "/confirm"))

    assert "Pledges · D2" in preview.text
    assert 'aria-disabled="true"' in preview.text
    assert refused.status_code == 422
    assert stored(engine)[1] == 0


def test_the_file_comes_back_with_its_wrong_cells_marked(maker, book):
    at = send(maker, book({"D2": "많이"})).location.removesuffix("/preview")

    page = maker.get(f"{at}/preview").text
    copy = openpyxl.load_workbook(io.BytesIO(maker.get(f"{at}/marked.xlsx").data))

    notes = [cell for row in copy["Pledges"].iter_rows() for cell in row if cell.comment]
    assert "오류 표시 엑셀" in page
    assert any("많이" in str(cell.value) for cell in notes)
    assert copy.sheetnames[0] == "Problems"


def test_what_a_marked_copy_loses_is_named(maker, book):
    at = send(maker, book({"D2": "많이", "Z1": "=1+1"})).location.removesuffix("/preview")

    copy = openpyxl.load_workbook(io.BytesIO(maker.get(f"{at}/marked.xlsx").data))

    listed = [str(cell.value) for row in copy["Problems"].iter_rows() for cell in row]
    assert any("수식의 계산 결과" in words for words in listed)


def test_a_file_that_cannot_be_read_is_refused_in_words(maker, engine):
    answer = send(maker, b"", "empty.xlsx")

    assert answer.status_code == 422
    assert "빈 파일" in answer.text


def test_a_form_without_a_file_says_what_is_missing(maker, filer):
    answer = maker.post("/submissions", data={})

    assert answer.status_code == 422
    assert "파일을 골라 주세요" in answer.text


def test_a_company_files_for_itself_only(engine, book, make_party, make_user, browser_of, filer):
    other = make_party("other")
    client = browser_of(make_user(Role.COMPANY, other))

    sent = send(client, book())

    assert "Pledges · B2" in client.get(sent.location).text
    assert client.post(sent.location.replace("/preview", "/confirm")).status_code == 422
    assert stored(engine)[1] == 0


def test_a_company_does_not_see_what_others_brought(book, maker, make_party, make_user, browser_of):
    sent = send(maker, book())
    client = browser_of(make_user(Role.COMPANY, make_party("other")))

    assert client.get(sent.location).status_code == 404
    assert "book.xlsx" not in client.get("/submissions").text


@pytest.mark.parametrize("kind", Kind)
def test_every_template_downloads_as_a_workbook(maker, kind):
    answer = maker.get(f"/submissions/templates/{kind}.xlsx")

    assert openpyxl.load_workbook(io.BytesIO(answer.data)).sheetnames


def test_a_changed_value_stands_beside_the_old_one(maker, book):
    first = send(maker, book())
    maker.post(first.location.replace("/preview", "/confirm"))

    changed = maker.get(send(maker, book(title="새 데이터센터")).location)

    assert "<del>데이터센터</del> <ins>새 데이터센터</ins>" in changed.text


def test_old_and_new_amounts_are_shown_in_one_unit(maker, book):
    first = send(maker, book(public_part_won=10**10))
    maker.post(first.location.replace("/preview", "/confirm"))
    cells = {"S1": "공공 부담액(억원)", "S2": 300}

    changed = maker.get(send(maker, book(cells)).location)

    assert "<del>10,000,000,000원</del> <ins>30,000,000,000원</ins>" in changed.text


def test_a_workbook_too_heavy_to_copy_comes_back_as_the_list_alone(maker, book, monkeypatch):
    def too_heavy(*_):
        raise FileRefused("file_too_demanding")

    at = send(maker, book({"D2": "많이"})).location.removesuffix("/preview")
    monkeypatch.setattr(marking, "annotate", too_heavy)

    copy = openpyxl.load_workbook(io.BytesIO(maker.get(f"{at}/marked.xlsx").data))

    listed = [str(cell.value) for row in copy["Problems"].iter_rows() for cell in row]
    assert copy.sheetnames == ["Problems"]
    assert any("목록만 담았습니다" in words for words in listed)


def test_what_a_file_brings_waits_for_another_official(maker, engine, book):
    sent = send(maker, book())
    maker.post(sent.location.replace("/preview", "/confirm"))

    with Session(engine) as session:
        states = session.exec(select(Event.changes).where(Event.action == "propose")).all()
        assert len(states) == 1
        submission = session.exec(select(Submission)).one()
        assert submission.state is not SubmissionState.VERIFIED


@pytest.mark.parametrize("form", [Form.XLS, Form.ODS])
def test_a_file_of_another_form_comes_back_as_a_marked_workbook_that_says_so(maker, book, form):
    sheets = sheets_of(book({"D2": "많이"}))
    at = send(maker, WRITERS[form](sheets), "book.xlsx").location.removesuffix("/preview")

    copy = openpyxl.load_workbook(io.BytesIO(maker.get(f"{at}/marked.xlsx").data))

    assert "많이" in copy["Pledges"]["D2"].comment.text
    assert copy["Pledges"]["A2"].value == "p-1"
    listed = [str(cell.value) for row in copy["Problems"].iter_rows() for cell in row]
    assert any(f".{form.value} 형식" in words for words in listed)


def test_macros_stay_in_the_marked_workbook(maker, book):
    target = io.BytesIO(book({"D2": "많이"}))
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
    at = send(maker, target.getvalue(), "book.xlsm").location.removesuffix("/preview")

    answer = maker.get(f"{at}/marked.xlsx")

    assert "매크로" in maker.get(f"{at}/preview").text
    assert answer.headers["Content-Disposition"].endswith(".xlsm")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        assert archive.read("xl/vbaProject.bin") == b"macro"
        assert b"macroEnabled" in archive.read("[Content_Types].xml")


def test_the_page_says_which_forms_may_be_uploaded(maker):
    page = maker.get("/submissions").text

    assert all(ending in page for ending in (".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv"))


def test_a_unit_is_shown_and_chosen_before_anything_is_stored(maker, engine, book):
    data = book({"D1": "총액", "D2": 10_000})
    at = send(maker, data).location.removesuffix("/preview")

    asked = maker.get(f"{at}/preview").text
    unit = {"unit:amount_won:Pledges": "hundred_million"}
    preview = maker.get(f"{at}/preview", query_string=unit).text
    refused = maker.post(f"{at}/confirm")
    done = maker.post(f"{at}/confirm", data=unit, follow_redirects=True)

    assert "단위를 알 수 없음" in asked
    assert "직접 고른 단위" in preview
    assert 'name="unit:amount_won:Pledges" value="hundred_million"' in preview
    assert refused.status_code == 422
    assert "접수증" in done.text
    with Session(engine) as session:
        assert session.exec(select(Revision.amount_won)).one() == AMOUNT
