"""The main job as its users do it: type, check, upload, mend, project, download."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from app.sample import CHECKER, DEMO_PARTY, MAKER
from imports.template import CREATED
from imports.write import write_workbook
from models.money import AmountError, parse_amount
from models.vocabulary import Kind
from tests.models.test_money import READ, REFUSED

COMPANY, ECONOMIST = "company@sample.test", "economist@sample.test"


def type_pledge(official: Any, title: str) -> None:
    """Type a pledge of KRW 1.2 trillion over four years, with the keyboard alone."""
    official.go("/pledges/new")
    official.type_in("[name=filer]", DEMO_PARTY)
    official.type_in("[name=title]", title)
    official.choose("select[name=category]", "data_centre")
    official.press(".form-actions button[value=next]")
    official.type_in("[name=amount]", "1조 2,000억")
    official.type_in("[name=ai_share]", "100")
    for row, amount in enumerate(("3,000억", "0.3조", "3천억", "300bn")):
        official.type_in(f"[name=line-{row}-amount]", amount)
    official.press(".form-actions button[value=next]")
    official.press(".form-actions button[value=next]")
    assert "1조 2,000억" in official.page.inner_text("main")
    official.press(".form-actions button[value=submit]")


def test_a_pledge_is_typed_by_keyboard_and_verified_by_another(person):
    maker, checker = person(MAKER.email), person(CHECKER.email)
    type_pledge(maker, "자판으로 적은 계획")
    code = maker.page.url.rsplit("/", 1)[1]

    maker.go(f"/approvals/{code}")
    assert maker.page.locator("main form button[value=verify]").count() == 0
    assert "승인할 수 없습니다" in maker.page.inner_text("main")

    checker.go(f"/approvals/{code}")
    assert "1,200,000,000,000원" in checker.page.inner_text("main")
    checker.tab_to("input[name=decision][value=verify], input[type=radio][value=verify]")
    checker.page.keyboard.press("Space")
    checker.press(".decide button.primary")

    checker.go(f"/pledges/{code}")
    assert "승인됨" in checker.page.inner_text("main")
    assert checker.troubles + maker.troubles == []


def test_back_and_reload_keep_what_was_typed_and_submitting_again_changes_nothing(person):
    maker = person(MAKER.email)
    page = maker.page
    page.on("dialog", lambda dialog: dialog.accept())
    type_pledge(maker, "뒤로 갔다 온 계획")
    stored = page.url

    page.go_back()
    assert "확인하고 제출" in page.title()
    page.go_back()
    page.go_back()
    assert page.input_value("[name=amount]") == "1조 2,000억"
    page.reload()
    assert page.input_value("[name=line-3-amount]") == "300bn"
    for _ in range(2):
        maker.press(".form-actions button[value=next]")
    maker.press(".form-actions button[value=submit]")

    assert page.url == stored
    maker.go("/pledges?q=뒤로 갔다 온 계획")
    assert page.locator("tbody tr").count() == 1
    assert maker.troubles + maker.violations() == []


def test_the_yearly_table_says_what_is_left_as_it_is_typed(person):
    maker = person(MAKER.email)
    maker.go("/pledges/new")
    maker.type_in("[name=filer]", DEMO_PARTY)
    maker.type_in("[name=title]", "합을 보며 적은 계획")
    maker.choose("select[name=category]", "data_centre")
    maker.press(".form-actions button[value=next]")

    maker.type_in("[name=amount]", "1조 2,000억")
    maker.type_in("[name=line-0-amount]", "3,000억")
    maker.page.keyboard.press("Tab")

    maker.page.locator("#plan-sum", has_text="아직 배정되지 않은 금액 9,000억원").wait_for()
    assert maker.page.evaluate("document.activeElement.name") == "line-0-stage"
    assert maker.violations() + maker.troubles == []


def test_the_sum_follows_the_last_amount_when_an_earlier_answer_is_late(person):
    maker = person(MAKER.email)
    maker.go("/pledges/new")
    maker.type_in("[name=filer]", DEMO_PARTY)
    maker.type_in("[name=title]", "빨리 적은 계획")
    maker.choose("select[name=category]", "data_centre")
    maker.press(".form-actions button[value=next]")
    maker.page.locator("[name=amount]").wait_for()
    held = []
    maker.page.route("**/pledges/new", lambda route: held.append(route), times=1)

    maker.type_in("[name=amount]", "1조 2,000억")
    maker.type_in("[name=line-0-amount]", "3,000억")
    maker.page.keyboard.press("Tab")
    for late in held:
        late.continue_()

    maker.page.locator("#plan-sum", has_text="아직 배정되지 않은 금액 9,000억원").wait_for()
    assert len(held) == 1


@pytest.mark.parametrize("negative", [False, True])
def test_the_hint_beside_an_amount_reads_what_the_server_reads(person, negative):
    maker = person(MAKER.email)
    maker.go("/pledges/new")
    read = """([text, negative]) => { try {
      return String(registry.readAmount(text, 'hundred_million', negative));
    } catch (error) { return error.message; } }"""

    for text in [text for text, _ in (*READ, *REFUSED)]:
        try:
            won = str(parse_amount(text, default_unit="hundred_million", allow_negative=negative))
        except AmountError as error:
            won = error.code
        assert (text, maker.page.evaluate(read, [text, negative])) == (text, won)


@pytest.fixture
def workbook(tmp_path):
    """Write the company's workbook of one pledge; an amount may be broken."""

    def write(amount: object) -> Path:
        path = tmp_path / "commitment.xlsx"
        row = {
            "reference": "C-1",
            "filer": DEMO_PARTY,
            "title": "기업이 올린 계획",
            "amount_won": 10**11,
            "known_on": date(2026, 11, 1),
            "category": "compute",
            "nature": "investment",
            "place": "korea",
            "ai_share_ppm": 1_000_000,
        }
        line = {"reference": "C-1", "year": 2026, "amount_won": 10**11, "stage": "announced"}
        sheets = {"Pledges": [row], "Lines": [line], "Participants": [], "Realisations": []}
        write_workbook(path, Kind.PLEDGE, sheets, created=CREATED)
        book = openpyxl.load_workbook(path)
        book["Pledges"]["D2"] = amount
        book.save(path)
        return path

    return write


def upload(company: Any, path: Path) -> None:
    company.go("/submissions")
    company.page.set_input_files("input[name=file]", path)
    company.press("main form button[type=submit]")


def test_a_company_learns_which_cell_is_wrong_mends_it_and_submits(person, workbook):
    company = person(COMPANY)

    upload(company, workbook("약 1,000억"))
    seen = company.page.inner_text("main")
    assert "Pledges · D2" in seen
    assert "약 1,000억" in seen
    assert company.page.locator("button[aria-disabled=true]").count() == 1

    upload(company, workbook("1,000억"))
    company.press(".form-actions button[type=submit]")

    assert "접수증" in company.page.inner_text("h1")
    assert company.go("/pledges") == 200
    assert "기업이 올린 계획" in company.page.inner_text("main")
    assert "아마존웹서비스" not in company.page.inner_text("main")
    assert company.troubles == []


def test_an_economist_runs_a_projection_and_takes_the_workbook(person, tmp_path):
    economist = person(ECONOMIST)
    economist.go("/projections")

    economist.press("form[aria-labelledby=run-form] button[type=submit]")
    assert "R-" in economist.page.inner_text("h1") + economist.page.inner_text("main")
    with economist.page.expect_download() as taken:
        economist.page.click("a[href$='.xlsx']")
    path = tmp_path / "run.xlsx"
    taken.value.save_as(path)

    sheets = openpyxl.load_workbook(path).sheetnames
    assert {"README", "Manifest", "Coefficients", "Checks"} <= set(sheets)
    assert economist.troubles == []


def test_a_list_is_taken_away_under_its_korean_name(person):
    official = person(MAKER.email)
    official.go("/pledges?lang=ko")

    with official.page.expect_download() as taken:
        official.page.click("a[href*='/pledges.xlsx']")

    assert re.match(r"투자계획_미확정_\d{8}_\d{8}-\d{4}\.xlsx", taken.value.suggested_filename)


def test_a_pledge_is_submitted_without_any_script(person):
    official = person(MAKER.email, script=False)
    page = official.page
    official.go("/pledges/new")
    page.fill("[name=filer]", DEMO_PARTY)
    page.fill("[name=title]", "스크립트 없이 적은 계획")
    page.select_option("[name=category]", "compute")
    page.click(".form-actions button[value=next]")
    page.fill("[name=amount]", "500억")
    page.fill("[name=line-2-amount]", "500억")
    page.click(".form-actions button[value=next]")
    page.click(".form-actions button[value=next]")
    page.click(".form-actions button[value=submit]")

    assert "50,000,000,000원" in page.inner_text("main")
