"""Signing in: who may, how often one may try, and what ends a session."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_security.utils import hash_password

from app.accounts.throttle import delay
from models.commands.sign_ins import account_digest
from models.queries.users import Failure
from models.vocabulary import Role

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def user(app: Flask, make_user):
    """An official whose password is known."""
    with app.app_context():
        return make_user(Role.OFFICIAL, password_hash=hash_password("correct horse"))


def sign_in(client: FlaskClient, email: str, password: str, **more: str):
    return client.post("/login", data={"email": email, "password": password, **more})


def test_the_right_password_opens_the_page_that_was_asked_for(client, user):
    asked = client.get("/pledges?st=firm")

    response = sign_in(client, user.email.upper(), "correct horse", next="/pledges?st=firm")

    assert asked.location == "/login?next=%2Fpledges%3Fst%3Dfirm"
    assert (response.status_code, response.location) == (303, "/pledges?st=firm")
    assert client.get("/pledges").status_code == 200


@pytest.mark.parametrize(("email", "password"), [("user1@example.test", "wrong"), ("no@one", "x")])
def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client, user, email, password):
    response = sign_in(client, email, password)

    assert response.status_code == 422
    assert "이메일과 비밀번호를 확인하고 다시 입력해 주세요" in response.get_data(as_text=True)
    assert client.get("/pledges").status_code == 303


def test_an_address_elsewhere_is_not_followed(client, user):
    response = sign_in(client, user.email, "correct horse", next="//elsewhere.example/")

    assert response.location == "/"


def test_the_session_before_signing_in_is_not_the_one_after(client, user):
    with client.session_transaction() as before:
        before["planted"] = "by somebody else"

    sign_in(client, user.email, "correct horse")

    with client.session_transaction() as after:
        assert "planted" not in after


def test_signing_out_ends_a_stolen_session_too(app, client, user, browser_of):
    sign_in(client, user.email, "correct horse")
    stolen = app.test_client()
    stolen.set_cookie("session", client.get_cookie("session").value)
    assert stolen.get("/pledges").status_code == 200

    client.post("/logout")

    assert stolen.get("/pledges").status_code == 303
    assert client.get("/logout").status_code in (303, 405)


def test_repeated_mistakes_wait_and_the_right_password_waits_with_them(client, user):
    answers = [sign_in(client, user.email, "wrong").status_code for _ in range(5)]

    waiting = sign_in(client, user.email, "correct horse")

    assert answers == [422, 422, 422, 422, 429]
    assert waiting.status_code == 429
    assert "초 뒤에 다시 로그인해 주세요" in waiting.get_data(as_text=True)


def failures(count: int, *, address: str = "a", email: str = "x", last: datetime = NOW):
    start = last - timedelta(seconds=count - 1)
    digest = account_digest(email)
    return [Failure(start + timedelta(seconds=i), digest, address) for i in range(count)]


def test_the_delay_doubles_to_five_minutes_and_runs_out():
    waits = [delay(failures(n), email="x", address="a", now=NOW) for n in (3, 4, 5, 6, 30)]

    assert waits == [0, 2, 4, 8, 300]
    assert delay(failures(4), email="x", address="a", now=NOW + timedelta(seconds=3)) == 0


def test_nobody_can_lock_somebody_else_out():
    from_elsewhere = failures(20, address="b")

    assert delay(from_elsewhere, email="x", address="a", now=NOW) == 0


def test_trying_one_password_on_many_accounts_is_slowed_down():
    many = [failures(1, email=str(n))[0] for n in range(31)]

    assert delay(many, email="another", address="a", now=NOW) > 0


def test_forms_need_the_token_of_their_session(app, user, browser_of):
    app.config["WTF_CSRF_ENABLED"] = True

    response = browser_of(user).post("/pledges/new", data={})

    assert response.status_code == 400
    assert "화면이 오래되어 저장하지 못했습니다" in response.get_data(as_text=True)
