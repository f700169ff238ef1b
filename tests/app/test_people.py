"""Users: registered, closed, granted names by an administrator; everybody's own password."""

import re

import pytest
from flask_security.utils import hash_password

from models.vocabulary import Role

NEW = {"email": "new@example.test", "name": "새 담당", "role": "official"}


@pytest.fixture
def administrator(browser_of, make_user):
    return browser_of(make_user(Role.ADMINISTRATOR))


def sign_in(client, email, password):
    return client.post("/login", data={"email": email, "password": password})


def test_a_new_user_signs_in_with_the_password_that_was_shown_once(administrator, client):
    page = administrator.post("/users", data=NEW).get_data(as_text=True)

    password = re.search(r"<code>(.+?)</code>", page)[1]
    assert sign_in(client, NEW["email"], password).status_code == 303
    assert password not in administrator.get("/users").get_data(as_text=True)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"email": "x"}, "이메일 주소를 적어 주세요"),
        ({"name": " "}, "이름을 적어 주세요"),
        ({"role": "king"}, "역할을 골라 주세요"),
        ({"role": "company"}, "반드시 기업을 적어 주세요"),
        ({"party": "x"}, "기업 담당자에게만"),
        ({"role": "company", "party": "없는 기업"}, "찾을 수 없습니다"),
    ],
)
def test_what_is_missing_is_named_and_what_was_typed_is_kept(administrator, said, sentence):
    response = administrator.post("/users", data=NEW | said)

    page = response.get_data(as_text=True)
    assert response.status_code == 422
    assert sentence in page
    assert "<title>오류: " in page
    assert (NEW | said)["email"] in page


def test_an_address_is_registered_once(administrator):
    administrator.post("/users", data=NEW)

    assert administrator.post("/users", data=NEW).status_code == 422


def test_a_closed_account_is_out_at_once_and_comes_back(administrator, browser_of, make_user):
    official = make_user(Role.OFFICIAL)
    browser = browser_of(official)
    assert browser.get("/pledges").status_code == 200

    closed = administrator.post(f"/users/{official.key}/close", data={"reason": "전보"})

    assert closed.status_code == 303
    assert browser.get("/pledges").status_code == 303
    administrator.post(f"/users/{official.key}/open", data={"reason": "복귀"})
    assert "사용 중" in administrator.get("/users").get_data(as_text=True)


def test_names_are_granted_and_withdrawn_with_a_reason(administrator, make_user):
    economist = make_user(Role.ECONOMIST)

    without = administrator.post(f"/users/{economist.key}/names", data={"reason": ""})
    administrator.post(f"/users/{economist.key}/names", data={"reason": "협약"})
    granted = administrator.get("/users").get_data(as_text=True)
    administrator.post(f"/users/{economist.key}/pseudonyms", data={"reason": "협약 끝"})

    assert without.status_code == 422
    assert "사유를 적어 주세요" in without.get_data(as_text=True)
    assert "기업 이름 열람" in granted
    assert "가명으로 열람" in administrator.get("/users").get_data(as_text=True)


def test_another_password_ends_the_sessions_of_the_old_one(administrator, browser_of, make_user):
    official = make_user(Role.OFFICIAL)
    browser = browser_of(official)

    page = administrator.post(f"/users/{official.key}/password", data={"reason": "분실"})

    assert "<code>" in page.get_data(as_text=True)
    assert browser.get("/pledges").status_code == 303


def test_an_unknown_user_is_not_found(administrator):
    assert administrator.post("/users/999/close", data={"reason": "x"}).status_code == 404


@pytest.mark.parametrize(
    ("now", "new", "status"),
    [
        ("right password", "a longer password", 303),
        ("wrong", "a longer password", 422),
        ("right password", "short", 422),
        ("right password", "right password", 422),
    ],
)
def test_ones_own_password_asks_for_the_old_one(app, browser_of, make_user, now, new, status):
    with app.app_context():
        user = make_user(Role.AUDITOR, password_hash=hash_password("right password"))
    browser = browser_of(user)

    response = browser.post("/account", data={"now": now, "new": new})

    assert response.status_code == status
    assert browser.get("/account").status_code == 200


def test_the_first_user_comes_from_the_command_line(app):
    runner = app.test_cli_runner()
    asked = ["add-user", "--email", "a@b.test", "--name", "관리자", "--role", "administrator"]

    made, again = runner.invoke(args=asked), runner.invoke(args=asked)
    company = runner.invoke(args=[*asked[:-1], "company"])

    assert made.output.startswith("a@b.test: ")
    assert again.exit_code == 1
    assert company.exit_code == 2
