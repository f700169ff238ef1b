"""Claims in the browser: typed, worked out, approved, listed, and kept from other readers."""

import io

import openpyxl
import pytest

from models.vocabulary import Role
from tests.app.taxes.conftest import TYPED


def typed(**said):
    return TYPED | said


@pytest.fixture
def browser(browser_of, official, filer, law):
    """The browser of the official who types."""
    return browser_of(official)


def test_a_claim_is_worked_out_before_it_is_sent_and_nothing_is_stored_by_that(browser):
    interest = {
        "supports-0-entry": "1",
        "supports-0-item": "state_loan_interest",
        "supports-0-amount_won": "10억",
    }

    page = browser.post("/support/claims/new", data=typed(go="calculate", **interest)).text

    assert "23,750,000,000원" in page
    assert "제127조 ① 3호" in page
    assert "아직 저장하지 않았습니다" in page
    assert 'value="1200억"' in page
    assert "0건" in browser.get("/support/claims").text


def test_a_claim_is_sent_approved_by_another_and_shows_use_and_carry_forward(
    browser, browser_of, checker
):
    answer = browser.post("/support/claims/new", data=typed(go="submit"))
    assert answer.status_code == 303
    code = answer.location.rsplit("/", 1)[1]
    assert "아직 승인되지 않은 신청입니다" in browser.get(answer.location).text
    refused = browser.post(f"/approvals/{code}", data={"decision": "verify"})
    assert refused.status_code == 422

    browser_of(checker).post(f"/approvals/{code}", data={"decision": "verify"})
    page = browser.get(answer.location).text

    assert "아직 승인되지 않은" not in page
    assert "10,000,000,000원" in page
    assert "14,000,000,000원" in page
    assert "이월" in page


def test_the_second_submit_of_one_form_finds_the_first(browser):
    first = browser.post("/support/claims/new", data=typed(go="submit"))
    second = browser.post("/support/claims/new", data=typed(go="submit"))

    assert first.location == second.location


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"invested_won": ""}, "채워 주세요"),
        ({"invested_won": "많이"}, "숫자와 단위"),
        ({"opens_on": "언젠가"}, "날짜"),
        ({"tier": ""}, "채워 주세요"),
        ({"claim_basis": "consented"}, "동의 문서 번호"),
        ({"site": "capital_area"}, "예·아니요로 답해 주세요"),
        ({"filed_on": "2025-06-01"}, "사업연도가 끝난 뒤"),
        ({"filer": "nobody"}, "찾을 수 없습니다"),
        (
            {
                "supports-0-entry": "1",
                "supports-0-item": "grant",
                "supports-0-amount_won": "1억",
                "supports-0-record": "L-1999-000001",
            },
            "등록번호를 확인해 주세요",
        ),
    ],
)
def test_a_bad_claim_says_what_to_do_and_keeps_what_was_typed(browser, said, sentence):
    answer = browser.post("/support/claims/new", data=typed(go="submit", **said))

    assert answer.status_code == 422
    assert sentence in answer.text
    assert "AI 데이터센터" in answer.text


def test_a_row_is_added_without_losing_what_was_typed(browser):
    page = browser.post("/support/claims/new", data=typed(go="add-clawbacks")).text

    assert 'name="clawbacks-1-entry"' in page
    assert 'value="AI 데이터센터"' in page


def test_a_verified_claim_changes_by_a_revision_with_its_reason(browser, make_claim):
    code = make_claim()
    form = browser.get(f"/support/claims/{code}/change").text
    base = {"lock": "2", "base": "1", "allowed_won": "90억"}
    assert "120,000,000,000원" in form

    refused = browser.post(f"/support/claims/{code}/change", data=typed(go="submit", **base))
    assert refused.status_code == 422
    sent = browser.post(
        f"/support/claims/{code}/change", data=typed(go="submit", reason="결정 통지", **base)
    )

    assert sent.status_code == 303
    page = browser.get(sent.location).text
    assert "결정 통지" in page
    late = browser.post(
        f"/support/claims/{code}/change",
        data=typed(go="submit", reason="다시", **base | {"allowed_won": "80억"}),
    )
    assert late.status_code == 409
    assert "다른 사람이 먼저 바꾸었습니다" in late.text


def test_a_draft_is_submitted_and_withdrawn_with_a_reason(browser):
    code = browser.post("/support/claims/new", data=typed(go="draft")).location.rsplit("/", 1)[1]

    steps = f"/support/{code}/steps"
    sent = browser.post(steps, data={"action": "submit"}, follow_redirects=True)
    assert "제출했습니다" in sent.text
    without = browser.post(steps, data={"action": "withdraw"}, follow_redirects=True)
    assert "사유를 적어 주세요" in without.text
    gone = browser.post(
        steps, data={"action": "withdraw", "reason": "잘못 냄"}, follow_redirects=True
    )
    assert "철회했습니다" in gone.text


def test_the_list_is_filtered_by_its_address_sorted_and_taken_away(browser, make_claim):
    first = make_claim()
    second = make_claim(reference="c-2", year=2026, invested_won=0)

    asked = browser.get("/support/claims?year=2025&tier=national_strategic&stage=carried_forward")
    assert first in asked.text
    assert second not in asked.text
    listed = browser.get("/support/claims?sort=-year").text
    assert listed.index(second) < listed.index(first)
    book = browser.get("/support/claims.xlsx?year=2025")
    sheet = openpyxl.load_workbook(io.BytesIO(book.data))["자료 Data"]
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == [first]
    assert sheet.cell(2, 10).value == 240
    assert first in browser.get("/support/claims.csv").text


def test_a_company_claims_for_itself_and_sees_only_its_own(
    browser_of, make_user, make_party, make_claim, filer, law
):
    own_party = make_party("other")
    foreign = make_claim()
    company = browser_of(make_user(Role.COMPANY, own_party))

    answer = company.post("/support/claims/new", data=typed(go="submit", filer="filer"))

    own = answer.location.rsplit("/", 1)[1]
    listed = company.get("/support/claims").text
    assert own in listed
    assert foreign not in listed
    assert company.get(f"/support/{foreign}").status_code == 404
    assert company.get(f"/support/claims/{foreign}/change").status_code == 404
    assert company.get("/support/tax/report").status_code == 403


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ECONOMIST])
def test_auditors_and_economists_open_no_claim(browser_of, make_user, make_claim, filer, law, role):
    code = make_claim()
    reader = browser_of(make_user(role, sees_names=True))

    assert reader.get("/support/claims").status_code == 403
    assert reader.get("/support/claims.csv").status_code == 403
    assert reader.get(f"/support/{code}").status_code == 404
    assert "세액공제 신청" not in reader.get("/support/tax").text


def test_an_auditor_reads_in_no_file_what_a_claim_says(
    browser_of, make_user, make_claim, filer, law
):
    code = make_claim()
    auditor = browser_of(make_user(Role.AUDITOR))

    text = auditor.get("/audit.csv?lang=ko").text

    assert code not in text
    assert "과세정보라 내용을 볼 수 없습니다." in text
    assert code in browser_of(make_user(Role.ADMINISTRATOR)).get("/audit.csv").text


def test_an_auditor_reads_in_the_history_that_something_happened_but_not_what(
    browser_of, make_user, make_claim, filer, law
):
    code = make_claim()

    page = browser_of(make_user(Role.AUDITOR)).get("/audit").text

    assert "과세정보라 내용을 볼 수 없습니다" in page
    assert code not in page
    assert "120,000,000,000" not in page
    assert code in browser_of(make_user(Role.ADMINISTRATOR)).get("/audit").text


def test_the_calculator_stands_apart_and_compares_the_choices(browser):
    question = (
        "year=2025&provision=investment_credit&tier=general&firm_size=mid&site=outside"
        "&invested_won=1000억&prior1_won=700억&prior2_won=700억&prior3_won=700억"
        "&tax_base_won=500억&computed_tax_won=110억&other_relief_won=0"
        "&carried-0-origin_year=2020&carried-0-unused_won=10억"
    )

    page = browser.get(f"/calculators/tax-credit?{question}").text

    assert "제24조 ①의 다른 선택(임시투자세액공제)의 공제세액이 더 큽니다" in page
    assert "8,000,000,000원" in page
    assert "2020: 10억원, 2025: 42억원" in page
    assert "0건" in browser.get("/support/claims").text


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"year": ""}, "채워 주세요"),
        ({"invested_won": "x"}, "숫자와 단위"),
        ({"grant": "x"}, "숫자와 단위"),
        ({"rate": "200%"}, "0%에서 100%"),
    ],
)
def test_the_calculator_says_what_it_cannot_read(browser, said, sentence):
    given = {
        "year": "2025",
        "provision": "investment_credit",
        "tier": "general",
        "firm_size": "mid",
        "site": "outside",
        "invested_won": "1억",
    }

    answer = browser.get("/calculators/tax-credit", query_string=given | said)

    assert answer.status_code == 422
    assert sentence in answer.text


def test_a_rate_of_ones_own_takes_the_place_of_the_registered_one(browser):
    page = browser.get(
        "/calculators/tax-credit?year=2030&provision=investment_credit&tier=semiconductor"
        "&firm_size=sme&site=outside&invested_won=100억&prior1_won=100억&prior2_won=100억"
        "&prior3_won=100억&rate=30%25"
    ).text

    assert "직접 입력한 공제율" in page
    assert "3,000,000,000원" in page
