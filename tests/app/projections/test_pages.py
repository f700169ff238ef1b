"""The pages of a projection: asking, reading, comparing, fetching files, and who may."""

import csv
import io
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlmodel import Session

from app.projections.run import run_projection
from app.registry.current import today
from models.people import User
from models.vocabulary import Role, State

Make = Callable[..., Any]
PREVIEW = {"draws": "1000"}


@pytest.fixture
def pledge(session: Session, make_pledge: Make, official: User) -> None:
    """A verified pledge of KRW 1.2T that the application can read."""
    make_pledge(State.VERIFIED, title="대전 데이터센터")
    session.commit()


@pytest.fixture
def page_of(session: Session, make_user: Make, browser_of: Make) -> Make:
    """Open a browser of a user with some role."""

    def make(role: Role = Role.OFFICIAL) -> FlaskClient:
        user = make_user(role)
        session.commit()
        client: FlaskClient = browser_of(user)
        return client

    return make


@pytest.fixture
def number(session: Session, pledge: None) -> str:
    """The number of a stored run."""
    run = run_projection(session, as_of=today(), draws=1000, actor=None)
    session.commit()
    return run.number


def test_a_run_is_asked_for_and_shown(pledge: None, page_of: Make) -> None:
    browser = page_of()

    answer = browser.post("/projections", data=PREVIEW)
    page = browser.get(answer.location).text

    assert answer.status_code == 303
    assert "이행 전망: 기본" in page
    assert "미리보기" in page
    assert "대전 데이터센터" in page


def test_the_same_again_is_marked_as_reproduced(pledge: None, page_of: Make) -> None:
    browser = page_of()
    first = browser.get(browser.post("/projections", data=PREVIEW).location).text
    second = browser.get(browser.post("/projections", data=PREVIEW).location).text

    assert "재현됨" not in first
    assert "재현됨" in second


def test_what_is_not_known_is_not_nought(number: str, page_of: Make) -> None:
    page = page_of().get(f"/projections/{number}").text

    part = page[page.index('id="p-why"') : page.index('id="impact"')]
    assert part.count("알 수 없음") >= 3
    assert "미제출" in page


def test_the_impact_has_neither_chance_nor_bar(number: str, page_of: Make) -> None:
    page = page_of().get(f"/projections/{number}").text

    part = page[page.index('id="impact"') : page.index('id="p-made"')]
    assert "관측값 아님" in part
    assert "1.012" in part
    assert "<progress" not in part
    assert "확률" not in part


def test_the_attribution_carries_its_sentence(number: str, page_of: Make) -> None:
    page = page_of().get(f"/projections/{number}").text

    assert "추정한 인과 효과가 아닙니다" in page
    assert "투자계획에 이미 포함, 더하지 않음" in page


def test_a_labelled_scenario_says_what_it_assumes(pledge: None, page_of: Make) -> None:
    browser = page_of()

    answer = browser.post("/projections", data=PREVIEW | {"start": "planned_support"})

    assert "가정: 발표된 AI 펀드·융자 계획" in browser.get(answer.location).text


def test_a_lever_is_kept_in_the_form_of_its_run(pledge: None, page_of: Make) -> None:
    browser = page_of()

    answer = browser.post("/projections", data=PREVIEW | {"fund": "5,000억", "delivery": "low"})
    page = browser.get(answer.location).text

    assert "기본 + 조건 변경" in page
    assert 'value="5,000억원"' in page


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"fund": "많이"}, "f-fund"),
        ({"fund": "100억", "effective": "2025-01-01"}, "지난 기간은 바꿀 수 없습니다"),
        ({"credit_equipment": "20%"}, "시행일을 가정한 출발점에서만"),
        ({"credit_rnd": "120%"}, "f-credit_rnd"),
        ({"as_of": "2099-01-01"}, "오늘까지의 날짜"),
        ({"start": "wishes"}, "목록에서 하나를"),
        ({"draws": "12"}, "목록에서 하나를"),
        ({"seed": "-1"}, "0 이상의 정수"),
    ],
)
def test_what_cannot_be_run_is_said_beside_its_field(
    page_of: Make, given: dict[str, str], words: str
) -> None:
    answer = page_of().post("/projections", data=PREVIEW | given)

    assert answer.status_code == 422
    assert "고쳐야 할 항목이" in answer.text
    assert words in answer.text


def test_a_credit_lever_runs_where_the_credit_is_dated(pledge: None, page_of: Make) -> None:
    given = {"start": "facility_credit", "credit_equipment": "20%"}

    assert page_of().post("/projections", data=PREVIEW | given).status_code == 303


def test_the_workbook_and_the_table_can_be_fetched(number: str, page_of: Make) -> None:
    browser = page_of()

    book = load_workbook(io.BytesIO(browser.get(f"/projections/{number}.xlsx").data))
    table = browser.get(f"/projections/{number}.csv").data.decode("utf-8-sig")

    assert {"README", "Fan", "Checks"} <= set(book.sheetnames)
    rows = list(csv.DictReader(io.StringIO(table)))
    unknown = [row for row in rows if row["item"] == "fund"]
    assert {row["unit"] for row in rows} == {"KRW", "share"}
    assert {row["value"] for row in unknown} == {""}
    assert {(row["run"], row["specification"]) for row in rows} == {(number, "1.0 with amendments")}


@pytest.mark.parametrize("name", ["outlook", "explained", "made-of"])
def test_every_chart_is_a_file_of_its_own(number: str, page_of: Make, name: str) -> None:
    answer = page_of().get(f"/projections/{number}/{name}.svg")

    assert answer.mimetype == "image/svg+xml"
    assert ET.fromstring(answer.text).tag.endswith("svg")
    assert f"실행 {number} · 명세 1.0 with amendments" in answer.text


@pytest.mark.parametrize("path", ["/projections/R-9999", "/projections/R-0001/sky.svg"])
def test_what_is_not_there_is_not_found(number: str, page_of: Make, path: str) -> None:
    assert page_of().get(path).status_code == 404


def test_an_auditor_reads_and_does_not_run(number: str, page_of: Make) -> None:
    browser = page_of(Role.AUDITOR)

    assert "이 조건으로 실행" not in browser.get(f"/projections/{number}").text
    assert browser.post("/projections", data=PREVIEW).status_code == 403


def test_a_company_opens_no_projection(
    number: str, session: Session, make_user: Make, make_party: Make, browser_of: Make
) -> None:
    user = make_user(Role.COMPANY, make_party(code="other"))
    session.commit()

    assert browser_of(user).get(f"/projections/{number}").status_code == 403


def test_an_economist_knows_a_hidden_pledge_by_its_code_alone(
    session: Session, make_pledge: Make, official: User, page_of: Make
) -> None:
    make_pledge(State.VERIFIED, title="비공개 계획", visibility="officials")
    run = run_projection(session, as_of=today(), draws=1000, actor=None)
    session.commit()
    browser = page_of(Role.ECONOMIST)

    page = browser.get(f"/projections/{run.number}").text
    book = load_workbook(io.BytesIO(browser.get(f"/projections/{run.number}.xlsx").data))

    assert "P-" in page
    assert "비공개 계획" not in page
    said = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
    assert not any("비공개 계획" in words or "filer/" in words for words in said)
