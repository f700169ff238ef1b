"""The page that says what each lever alone would have to be for the target."""

import io

from openpyxl import load_workbook
from sqlmodel import Session

from models.vocabulary import State
from tests.app.projections.test_pages import Make, number, page_of, pledge

__all__ = ["number", "page_of", "pledge"]


def test_a_register_far_from_the_target_is_told_that_no_lever_is_enough(
    number: str, page_of: Make
) -> None:
    page = page_of().get(f"/projections/{number}/required").text

    assert "이 수단만으로는 어려움" in page
    assert "연구개발 세액공제율" in page
    assert "AI 시설 세액공제율" not in page  # only where a scenario dates that credit
    assert page.count("이 수단만으로는 어려움") == 4


def test_every_aim_has_its_page_and_another_has_none(number: str, page_of: Make) -> None:
    browser = page_of()

    for aim in ("mean", "even", "likely"):
        assert browser.get(f"/projections/{number}/required?aim={aim}").status_code == 200
    assert browser.get(f"/projections/{number}/required?aim=certain").status_code == 404


def test_the_answers_are_taken_away_as_a_workbook(number: str, page_of: Make) -> None:
    answer = page_of().get(f"/projections/{number}/required.xlsx?aim=likely")

    book = load_workbook(io.BytesIO(answer.data))
    cover = dict(book.worksheets[0].iter_rows(min_row=3, max_col=2, values_only=True))
    assert cover["실행"] == number
    assert cover["목표"] == "달성 확률 80%"
    assert book.worksheets[1].max_row == 5


def test_a_changed_register_is_said(
    session: Session, number: str, page_of: Make, make_pledge: Make
) -> None:
    browser = page_of()
    before = browser.get(f"/projections/{number}/required").text

    make_pledge(State.VERIFIED, title="뒤늦은 계획")
    session.commit()
    after = browser.get(f"/projections/{number}/required").text

    assert "등록 자료가 바뀌었습니다" not in before
    assert "등록 자료가 바뀌었습니다" in after
