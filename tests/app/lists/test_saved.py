"""Saved filters in the browser: kept, opened, shared, renamed, made the default, deleted."""

import pytest

from models.vocabulary import Role

QUERY = "sec=data_centre&sort=-amount&cols=code,amount"


def keep(browser, name="센터", query=QUERY, path="pledges", **more):
    return browser.post(f"/lists/{path}/saved", data={"name": name, "query": query, **more})


def drop_of(browser, address="/pledges?lang=ko"):
    """What the menu of saved filters offers on a page."""
    return browser.get(address).text.split("저장된 조건")[1].split("</details>")[0]


def test_the_present_address_is_kept_under_a_name_and_leads_back(browser_of, official, make_pledge):
    make_pledge()
    browser = browser_of(official)

    answer = keep(browser, query=f"{QUERY}&page=3&lang=en&q=")

    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/pledges?{QUERY}"
    assert f'href="/pledges?{QUERY.replace("&", "&amp;")}"' in drop_of(browser)
    assert 'aria-current="true"' in drop_of(browser, f"/pledges?{QUERY}&lang=ko")


def test_a_shared_filter_shows_who_made_it_and_the_reader_sees_what_the_reader_may(
    browser_of, official, make_user, make_party, make_pledge
):
    make_pledge(title="감춘 계획", visibility="officials")
    keep(browser_of(official), "전체 보기", "sort=code", is_shared="yes")
    economist = make_user(Role.ECONOMIST, sees_names=True)
    company = make_user(Role.COMPANY, make_party(code="other"))

    shown = drop_of(browser_of(economist))

    assert "전체 보기" in shown
    assert official.name in shown
    assert "감춘 계획" not in browser_of(economist).get("/pledges?sort=code").text
    assert "전체 보기" not in drop_of(browser_of(company))


def test_a_filter_of_a_closed_list_does_not_open_it(browser_of, official, make_user):
    keep(browser_of(official), "신청", "year=2026", "claims", is_shared="yes")

    auditor = browser_of(make_user(Role.AUDITOR))

    assert auditor.get("/lists/claims/saved").status_code == 403
    assert keep(auditor, path="claims").status_code == 403
    assert auditor.get("/lists/nothing/saved").status_code == 404


def test_the_menu_opens_a_list_with_its_default_and_an_address_stays_what_it_is(
    browser_of, official, make_pledge
):
    make_pledge(title="다른 분야", category="model")
    browser = browser_of(official)
    keep(browser)
    row = browser.get("/lists/pledges/saved").text.split("/lists/pledges/saved/")[1].split('"')[0]

    browser.post(f"/lists/pledges/saved/{row}", data={"action": "default"})

    menu = browser.get("/").text.split('id="main-nav"')[1].split("</nav>")[0]
    assert f'href="/pledges?{QUERY.replace("&", "&amp;")}"' in menu
    assert "다른 분야" in browser.get("/pledges").text
    browser.post(f"/lists/pledges/saved/{row}", data={"action": "no_default"})
    assert 'href="/pledges"' in browser.get("/").text.split('id="main-nav"')[1].split("</nav>")[0]


def test_a_filter_is_renamed_shared_and_deleted(browser_of, official, checker):
    browser = browser_of(official)
    keep(browser)
    row = browser.get("/lists/pledges/saved").text.split("/lists/pledges/saved/")[1].split('"')[0]
    keep(browser, "둘째")
    address = f"/lists/pledges/saved/{row}"

    taken = browser.post(address, data={"action": "change", "name": "둘째"})
    browser.post(address, data={"action": "change", "name": "새 이름", "is_shared": "yes"})

    assert taken.status_code == 422
    assert "‘둘째’라는 조건이 이미 있습니다" in taken.text
    assert "새 이름" in drop_of(browser_of(checker))
    assert browser_of(checker).post(address, data={"action": "delete"}).status_code == 403
    assert browser.post(address, data={"action": "nonsense"}).status_code == 400
    assert browser.post(address, data={"action": "delete"}).status_code == 303
    assert "새 이름" not in drop_of(browser)


@pytest.mark.parametrize(
    ("name", "said"), [("", "이름"), ("가" * 61, "60"), ("센터", "‘센터’라는 조건이 이미 있습니다")]
)
def test_a_name_that_does_not_do_is_said_and_nothing_is_lost(browser_of, official, name, said):
    browser = browser_of(official)
    keep(browser)

    answer = keep(browser, name)

    assert answer.status_code == 422
    assert said in answer.text
    assert f'value="{QUERY.replace("&", "&amp;")}"' in answer.text
