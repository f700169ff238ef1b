"""A company's own second person in the browser: the setting, the queue, the decision."""

import pytest

from app import db
from models.commands import propose, require_sign_off
from models.people import Party, User
from models.vocabulary import Kind, Role, State
from tests.app.conftest import pledge


@pytest.fixture
def writer(make_user, filer):
    return make_user(Role.COMPANY, filer)


@pytest.fixture
def colleague(make_user, filer):
    return make_user(Role.COMPANY, filer)


@pytest.fixture
def waiting(engine, filer, writer, colleague) -> str:
    """The code of a pledge that waits inside the company."""
    with db.transaction(engine) as session:
        maker = session.get_one(User, writer.key)
        require_sign_off(session, session.get_one(Party, filer.key), actor=maker)
        given = pledge("우리-1", title="우리 데이터센터")
        propose(session, Kind.PLEDGE, given, actor=maker, state=State.SUBMITTED)
    return "P-2026-000001"


def test_a_colleague_reads_signs_and_only_then_the_ministry_sees_it(
    browser_of, writer, colleague, checker, waiting
):
    own, other, office = (browser_of(user) for user in (writer, colleague, checker))
    address = f"/company/waiting/{waiting}"

    assert waiting not in office.get("/approvals").text
    assert "대기 </span>1</span>" in other.get("/company").text
    assert "우리 데이터센터" in own.get("/company").text
    assert "확인할 것이 없습니다" in own.get("/company").text
    mine = own.get(address).text
    assert "같은 회사의 다른 담당자가 확인해" in mine
    assert 'name="decision"' not in mine
    assert own.post(address, data={"decision": "countersign"}).status_code == 422
    page = other.get(address).text
    assert "1,200,000,000,000원" in page or "1조 2,000억원" in page
    assert other.post(address, data={"decision": "countersign"}).status_code == 303
    assert waiting in office.get("/approvals").text
    assert other.get(address).status_code == 404


def test_sending_back_needs_a_reason(browser_of, writer, colleague, waiting):
    other = browser_of(colleague)
    address = f"/company/waiting/{waiting}"

    silent = other.post(address, data={"decision": "send_back"})
    none = other.post(address, data={})
    back = other.post(address, data={"decision": "send_back", "reason": "연도를 나눠 주세요"})

    assert (silent.status_code, none.status_code, back.status_code) == (422, 422, 303)
    assert "연도를 나눠 주세요" in browser_of(writer).get(f"/pledges/{waiting}").text


def test_the_record_says_that_it_waits_inside_the_company(browser_of, writer, checker, waiting):
    page = browser_of(writer).get(f"/pledges/{waiting}").text
    office = browser_of(checker).get(f"/pledges/{waiting}").text

    assert "회사 내 확인 대기" in page
    assert f"/company/waiting/{waiting}" in page
    assert f"/company/waiting/{waiting}" not in office
    assert browser_of(checker).get(f"/approvals/{waiting}").status_code == 404


def test_another_company_and_officials_find_nothing_there(
    browser_of, make_user, make_party, checker, waiting
):
    foreign = browser_of(make_user(Role.COMPANY, make_party("other")))
    address = f"/company/waiting/{waiting}"

    assert foreign.get(address).status_code == 404
    assert foreign.post(address, data={"decision": "countersign"}).status_code == 404
    assert browser_of(checker).get(address).status_code == 403
    assert browser_of(checker).get("/company").status_code == 403


def test_two_users_of_the_company_turn_it_on_and_only_two_turn_it_off(
    browser_of, writer, colleague
):
    one, other = browser_of(writer), browser_of(colleague)

    assert one.post("/company/sign-off", data={"action": "require"}).status_code == 303
    assert "두 사람이 확인" in other.get("/company").text
    assert one.post("/company/sign-off", data={"action": "end"}).status_code == 303
    again = one.post("/company/sign-off", data={"action": "end"})
    assert again.status_code == 422
    assert "다른 담당자가 확인해" in again.text
    assert "그만두자고 요청했습니다" in other.get("/company").text
    assert other.post("/company/sign-off", data={"action": "end"}).status_code == 303
    assert "한 사람이 제출" in one.get("/company").text


def test_an_administrator_sees_every_company_and_gives_a_reason(
    browser_of, make_user, writer, colleague
):
    administrator = browser_of(make_user(Role.ADMINISTRATOR))

    page = administrator.get("/company").text
    assert "filer 주식회사" in page
    said = {"party": "filer", "action": "require"}
    assert administrator.post("/company/sign-off", data=said).status_code == 303
    silent = administrator.post("/company/sign-off", data={**said, "action": "end"})
    assert silent.status_code == 422
    ended = {**said, "action": "end", "reason": "담당자가 모두 바뀜"}
    assert administrator.post("/company/sign-off", data=ended).status_code == 303


def test_one_user_alone_reads_why_not(browser_of, writer):
    answer = browser_of(writer).post("/company/sign-off", data={"action": "require"})

    assert answer.status_code == 422
    assert "사용자가 한 명뿐이라" in answer.text
