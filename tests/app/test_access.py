"""Roles at work: a refused page says why, a company sees only its own, menus follow."""

import pytest

from models.vocabulary import Role, State


def test_a_page_of_another_role_says_who_may_open_it(browser_of, make_user):
    response = browser_of(make_user(Role.ECONOMIST)).get("/approvals")

    page = response.get_data(as_text=True)
    assert response.status_code == 403
    assert "관리자, 담당 공무원만 열 수 있습니다" in page


@pytest.mark.parametrize(
    ("role", "shown", "hidden"),
    [
        (Role.OFFICIAL, "승인함", "이력"),
        (Role.AUDITOR, "이력", "승인함"),
        (Role.ECONOMIST, "투자계획", "승인함"),
    ],
)
def test_the_menu_holds_only_what_opens(browser_of, make_user, role, shown, hidden):
    page = browser_of(make_user(role)).get("/pledges").get_data(as_text=True)

    menu = page.split('id="main-nav"')[1].split("</nav>")[0]
    assert shown in menu
    assert hidden not in menu


def test_a_company_sees_only_its_own_records_everywhere(
    browser_of, make_user, make_party, make_pledge
):
    own_party = make_party("other")
    foreign = make_pledge(title="남의 계획")
    own = make_pledge(title="우리 계획", filer="other")
    browser = browser_of(make_user(Role.COMPANY, own_party))

    pages = [browser.get(path) for path in ("/pledges", "/pledges.csv", f"/pledges/{own}")]

    for page in pages:
        assert "우리 계획" in page.get_data(as_text=True)
        assert "남의 계획" not in page.get_data(as_text=True)
    assert browser.get(f"/pledges/{foreign}").status_code == 404
    assert browser.get(f"/pledges/{foreign}/change").status_code == 404


def test_a_company_reads_no_code_of_another_firms_record(
    browser_of, make_user, make_party, make_pledge
):
    own_party = make_party("other")
    kept = make_pledge(
        overlap_key="같은 사업",
        lines=[
            {
                "year": 2026,
                "amount_won": 12 * 10**11,
                "stage": "firm",
                "evidence_grade": "B",
                "evidence": "공시",
            }
        ],
    )
    own = make_pledge(overlap_key="같은 사업", filer="other")

    page = browser_of(make_user(Role.COMPANY, own_party)).get(f"/pledges/{own}")

    assert "중복 가능" in page.get_data(as_text=True)
    assert kept not in page.get_data(as_text=True)


def test_an_embargoed_record_is_not_there_for_an_economist(browser_of, make_user, make_pledge):
    code = make_pledge(visibility="officials")

    assert browser_of(make_user(Role.ECONOMIST)).get(f"/pledges/{code}").status_code == 404


def test_an_economist_sees_neither_what_waits_nor_what_was_said_before(
    browser_of, official, make_user, make_pledge
):
    code = make_pledge(title="공개한 계획")
    waiting = make_pledge(state=State.SUBMITTED, title="아직 모르는 계획")
    make_pledge(state=State.SUBMITTED, reference="r-1", title="바꾸려는 이름")
    browser = browser_of(make_user(Role.ECONOMIST, sees_names=True))

    page = browser.get(f"/pledges/{code}?version=2").get_data(as_text=True)
    listed = browser.get("/pledges").get_data(as_text=True)

    assert "공개한 계획" in page
    assert "바꾸려는 이름" not in page
    assert "아직 모르는 계획" not in listed
    assert browser.get(f"/pledges/{waiting}").status_code == 404


def test_a_record_of_another_firm_and_no_record_at_all_read_alike_to_a_company(
    browser_of, make_user, make_party, make_pledge
):
    foreign = make_pledge(title="남의 계획")
    browser = browser_of(make_user(Role.COMPANY, make_party("other")))

    pages = {code: browser.get(f"/pledges/{code}") for code in (foreign, "P-2026-999999")}

    assert {page.status_code for page in pages.values()} == {404}
    said = {page.text.replace(code, "") for code, page in pages.items()}
    said = {text[text.index("<main") : text.index("</main>")] for text in said}
    assert len(said) == 1
    assert "기업은 자기 회사의 자료만 열 수 있습니다" in said.pop()
