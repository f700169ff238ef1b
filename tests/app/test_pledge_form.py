"""A pledge is typed in four steps, stored once, and nothing typed is lost."""

from flask.testing import FlaskClient

from models.vocabulary import Role, State


def typed(**said: str) -> dict[str, str]:
    """A complete form as its last step sends it."""
    return {
        "step": "4",
        "go": "submit",
        "reference": "W-1",
        "filer": "filer",
        "title": "전남 데이터센터",
        "category": "data_centre",
        "nature": "investment",
        "place": "korea",
        "visibility": "public",
        "currency": "KRW",
        "known_on": "2026.10.15.",
        "amount": "1조 2,000억",
        "ai_share": "100",
        "line-0-amount": "3,000억",
        "line-1-amount": "0.3조",
        "line-2-amount": "3천억",
        "line-3-amount": "300bn",
        **said,
    }


def code_of(response) -> str:
    return response.location.rsplit("/", 1)[1]


def test_a_pledge_of_four_years_is_submitted_and_waits_for_a_checker(browser_of, official, filer):
    browser = browser_of(official)

    response = browser.post("/pledges/new", data=typed())

    assert response.status_code == 303
    page = browser.get(response.location).get_data(as_text=True)
    assert "1,200,000,000,000원" in page
    assert "제출됨" in page
    assert "승인할 수 없습니다" in page


def test_submitting_one_form_twice_shows_the_first_result(browser_of, official, filer):
    browser = browser_of(official)

    first = browser.post("/pledges/new", data=typed())
    second = browser.post("/pledges/new", data=typed())

    assert (second.status_code, code_of(second)) == (303, code_of(first))
    assert "1건" in browser.get("/pledges").get_data(as_text=True)


def test_a_refused_step_keeps_what_was_typed_and_says_what_to_write(browser_of, official, filer):
    browser = browser_of(official)
    bad = typed(step="2", go="next", **{"line-3-amount": "3천5백억쯤"})

    response = browser.post("/pledges/new", data=bad)

    page = response.get_data(as_text=True)
    assert response.status_code == 422
    assert "<title>오류: " in page
    assert "2027년 계획액을 숫자와 단위로 적어 주세요. 예: 3,500억" in page
    assert 'href="#f-line-3-amount"' in page
    assert 'value="3천5백억쯤"' in page
    assert 'name="title" value="전남 데이터센터"' in page


def test_years_that_do_not_add_up_are_said_with_both_sums(browser_of, official, filer):
    response = browser_of(official).post("/pledges/new", data=typed(**{"line-3-amount": "1억"}))

    page = response.get_data(as_text=True)
    assert response.status_code == 422
    assert "900,100,000,000원" in page
    assert "1,200,000,000,000원" in page


def test_complaints_of_an_earlier_step_lead_back_to_it(browser_of, official, filer):
    response = browser_of(official).post("/pledges/new", data=typed(title="", filer="없는 회사"))

    page = response.get_data(as_text=True)
    assert response.status_code == 422
    assert 'href="#f-title"' in page
    assert 'name="step" value="1"' in page


def test_an_unknown_filer_is_named(browser_of, official, filer):
    response = browser_of(official).post("/pledges/new", data=typed(filer="없는 회사"))

    assert response.status_code == 422
    assert "‘없는 회사’을(를) 찾을 수 없습니다" in response.get_data(as_text=True)


def test_steps_forward_back_and_aside_carry_everything(browser_of, official, filer):
    browser = browser_of(official)

    for step, go in (
        ("1", "next"),
        ("2", "back"),
        ("2", "add-line"),
        ("3", "add-share"),
        ("4", "2"),
    ):
        response = browser.post("/pledges/new", data=typed(step=step, go=go))
        page = response.get_data(as_text=True)

        assert response.status_code == 200
        assert "1조 2,000억" in page
        assert "전남 데이터센터" in page


def test_a_firm_line_without_evidence_is_refused_beside_its_cell(browser_of, official, filer):
    firm = typed(**{"line-2-stage": "firm"})

    page = browser_of(official).post("/pledges/new", data=firm).get_data(as_text=True)

    assert 'href="#f-line-2-evidence"' in page


def test_a_company_files_for_itself_whatever_it_sends(
    browser_of, make_user, make_party, filer, engine
):
    other = make_party("other")
    browser = browser_of(make_user(Role.COMPANY, other))

    response = browser.post("/pledges/new", data=typed(filer="filer"))

    assert "other 주식회사" in browser.get(response.location).get_data(as_text=True)


def test_a_change_waits_beside_the_verified_version_and_needs_a_reason(
    browser_of, official, make_pledge
):
    code = make_pledge()
    browser = browser_of(official)
    sent = hidden(browser.get(f"/pledges/{code}/change").get_data(as_text=True))
    sent |= {"step": "4", "go": "submit", "amount": "1조 5,000억", "line-2-amount": "1조 5,000억"}

    refused = browser.post(f"/pledges/{code}/change", data=sent)
    stored = browser.post(f"/pledges/{code}/change", data={**sent, "reason": "이사회가 늘림"})
    again = browser.post(f"/pledges/{code}/change", data={**sent, "reason": "이사회가 늘림"})

    assert (refused.status_code, stored.status_code, again.status_code) == (422, 303, 303)
    page = browser.get(f"/pledges/{code}").get_data(as_text=True)
    assert "변경 요청(2판)이 처리를 기다립니다" in page
    assert "3판" not in page


def test_a_change_of_something_that_changed_meanwhile_is_refused(
    browser_of, official, checker, make_pledge
):
    code = make_pledge(state=State.DRAFT)
    first, second = browser_of(official), browser_of(checker)
    sent = hidden(first.get(f"/pledges/{code}/change").get_data(as_text=True))
    sent |= {"step": "4", "go": "draft"}

    won = second.post(f"/pledges/{code}/change", data={**sent, "title": "다른 이름"})
    lost = first.post(f"/pledges/{code}/change", data={**sent, "title": "내 이름"})

    assert (won.status_code, lost.status_code) == (303, 409)
    assert "다른 사람이 먼저 바꾸었습니다" in lost.get_data(as_text=True)
    assert "다른 이름" in first.get(f"/pledges/{code}").get_data(as_text=True)


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of a form."""
    import re
    from html import unescape

    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    return {name: unescape(value) for name, value in found}


def test_a_draft_is_submitted_from_its_page_and_can_be_withdrawn(browser_of, official, make_pledge):
    code = make_pledge(state=State.DRAFT)
    browser: FlaskClient = browser_of(official)

    sent = browser.post(f"/pledges/{code}/steps", data={"action": "submit"})
    silent = browser.post(f"/pledges/{code}/steps", data={"action": "withdraw", "reason": " "})
    gone = browser.post(f"/pledges/{code}/steps", data={"action": "withdraw", "reason": "취소"})

    assert (sent.status_code, silent.status_code, gone.status_code) == (303, 422, 303)
    assert "사유를 적어 주세요" in silent.get_data(as_text=True)
    assert "철회됨" in browser.get(f"/pledges/{code}").get_data(as_text=True)
