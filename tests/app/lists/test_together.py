"""Many records of a list changed together in the browser: chosen, checked, proposed, decided."""

import html
import re

import pytest

from app import db
from models.commands import advance, propose
from models.people import User
from models.queries.register import last_event
from models.vocabulary import Kind, Role, State
from tests.app.conftest import pledge

LIST = "/lists/pledges/together"
CHANGE = {"field": "category", "value": "not_ai", "reason": "분류 기준 변경", "query": "sort=code"}


def checked(browser, codes, **said):
    return browser.post(f"{LIST}/check", data={**CHANGE, "codes": " ".join(codes), **said})


def fields_of(page: str) -> dict[str, str]:
    """What the form at the end of the check page holds."""
    form = page.split('/together/apply"')[1].split("</form>")[0]
    found = re.findall(r'name="(\w+)" value="([^"]*)"', form)
    return {name: html.unescape(text) for name, text in found}


def test_a_change_is_checked_proposed_and_verified_by_somebody_else(
    browser_of, official, checker, make_pledge
):
    codes = [make_pledge(), make_pledge(reference="b", title="둘째")]
    browser = browser_of(official)

    asked = browser.post(LIST, data={"pick": codes, "field": "category", "query": "sort=code"})
    page = checked(browser, codes).text
    done = browser.post(f"{LIST}/apply", data=fields_of(page))

    assert "고른 기록 2건" in asked.text
    assert "<del>데이터센터</del>" in page
    assert page.count("<ins>AI 아님</ins>") == 2
    assert "2조 4,000억원 → <b>0원</b>" in re.sub(r"\s+", " ", page)
    assert done.headers["Location"] == "/pledges?sort=code"
    assert "일괄 변경" in browser_of(checker).get("/approvals").text
    assert "데이터센터" in browser.get("/pledges.csv?cols=category").text
    browser_of(checker).post("/approvals/S-00001", data={"decision": "verify"})
    assert "데이터센터" not in browser.get("/pledges.csv?cols=category").text


def test_the_check_stores_nothing_and_leaves_no_figure_behind(
    engine, browser_of, official, make_pledge
):
    code = make_pledge()
    browser = browser_of(official)
    with db.reading(engine) as session:
        before = last_event(session)

    checked(browser, [code])

    with db.reading(engine) as session:
        assert last_event(session) == before
    make_pledge(reference="b", amount_won=10**12, lines=[
        {"year": 2026, "amount_won": 10**12, "stage": "announced"}])  # fmt: skip
    assert "2조 2,000억원" in browser.get("/pledges").text.split("<tfoot>")[1]


def test_all_that_the_address_finds_is_meant_whatever_page_is_shown(
    browser_of, official, make_pledge
):
    for number in range(12):
        make_pledge(reference=f"r{number}", title=f"찾을 것 {number}")
    make_pledge(reference="other", title="다른 것")

    page = (
        browser_of(official)
        .post(LIST, data={"which": "all", "field": "region", "query": "q=찾을 것&per=10"})
        .text
    )

    assert "고른 기록 12건" in page


def test_a_record_that_moved_after_the_check_is_named_and_nothing_is_stored(
    engine, browser_of, official, checker, make_pledge
):
    codes = [make_pledge(), make_pledge(reference="b")]
    browser = browser_of(official)
    form = fields_of(checked(browser, codes).text)
    with db.transaction(engine) as session:
        maker, other = (session.get_one(User, one.key) for one in (official, checker))
        given = pledge("b", title="그 사이 바뀜")
        revision = propose(session, Kind.PLEDGE, given, actor=maker, state=State.SUBMITTED)
        advance(session, revision, "verify", actor=other)

    answer = browser.post(f"{LIST}/apply", data=form)

    assert answer.status_code == 409
    assert f"아무것도 저장하지 않았습니다: {codes[1]}." in answer.text
    assert "검토할 건이 없습니다" in browser_of(checker).get("/approvals").text


def test_records_that_cannot_change_stand_apart_with_their_reason(
    browser_of, official, make_pledge
):
    same = make_pledge(category="not_ai")
    waits = make_pledge(State.SUBMITTED, reference="waits")

    page = checked(browser_of(official), [same, waits, "P-2026-999999"]).text

    assert "이미 그 값입니다." in page
    assert "작성 중이거나 검토를 기다리는 판(" in page
    assert "‘P-2026-999999’" in page
    assert "/together/apply" not in page


@pytest.mark.parametrize(
    ("said", "place"),
    [({"reason": ""}, "f-reason"), ({"value": ""}, "f-value"), ({"value": "아무거나"}, "f-value")],
)
def test_what_is_missing_or_unreadable_is_said_beside_its_field(
    browser_of, official, make_pledge, said, place
):
    answer = checked(browser_of(official), [make_pledge()], **said)

    assert answer.status_code == 422
    assert f'href="#{place}"' in answer.text


@pytest.mark.parametrize("field", ["amount_won", "title", "nonsense"])
def test_a_field_that_is_not_changed_so_is_refused(browser_of, official, make_pledge, field):
    assert checked(browser_of(official), [make_pledge()], field=field).status_code == 400


def test_nothing_chosen_leads_back_with_a_word(browser_of, official):
    browser = browser_of(official)

    answer = browser.post(LIST, data={"field": "category", "query": "sort=code"})

    assert answer.headers["Location"] == "/pledges?sort=code"
    assert "하나 이상 골라 주세요" in browser.get("/pledges?sort=code").text


@pytest.mark.parametrize("role", [Role.ECONOMIST, Role.AUDITOR, Role.ADMINISTRATOR])
def test_who_files_no_pledges_sees_no_boxes_and_changes_none(
    browser_of, make_user, make_pledge, role
):
    code = make_pledge()
    browser = browser_of(make_user(role))

    assert 'name="pick"' not in browser.get("/pledges").text
    assert checked(browser, [code]).status_code == 403


@pytest.mark.parametrize("path", ["tax", "claims", "funds", "loans"])
def test_every_kind_offers_the_fields_of_its_own_schema(browser_of, official, path):
    browser = browser_of(official)

    assert browser.post(f"/lists/{path}/together", data={"field": "source"}).status_code == 303
    assert browser.post(f"/lists/{path}/together", data={
        "field": "source", "pick": ["X-1"], "query": ""}).status_code == 200  # fmt: skip
    assert browser.post("/lists/periods/together", data={}).status_code == 404
