"""The scope table in the browser: proposed, its effect seen, confirmed by somebody else."""

import pytest

from models.vocabulary import Role

JO = 10**12


def form(**said):
    given = {
        "category": "data_centre",
        "spend_kind": "",
        "in_scope": "no",
        "is_chips": "no",
        "foreign_parent": "counted",
        "ai_share": "stated",
        "valid_from": "2026-11-01",
        "reason": "고시 개정",
    }
    return given | said


@pytest.fixture
def keeper(make_user, browser_of):
    """The browser of the administrator who proposes."""
    return browser_of(make_user(Role.ADMINISTRATOR))


def test_a_proposal_shows_its_effect_and_holds_once_another_person_confirms_it(
    make_pledge, keeper, checker, browser_of
):
    line = {"year": 2026, "amount_won": JO, "stage": "announced"}
    make_pledge(amount_won=JO, lines=[line])
    second = browser_of(checker)

    answer = keeper.post("/reference/scope", data=form())
    assert answer.status_code == 303
    page = second.get(answer.location).text
    assert "합계에 미치는 영향" in page
    assert "−1조" in page
    assert "1,000,000,000,000원" in second.get("/why/announced").text
    answer = second.post(answer.location, data={"decision": "confirm"}, follow_redirects=True)

    assert "확인했습니다" in answer.text
    assert "2026.10.31." in answer.text
    assert '<p class="muted">0원</p>' in second.get("/why/announced").text
    assert "AI 범위 밖" in second.get("/why/announced").text


def test_whoever_proposed_a_row_cannot_confirm_it_but_may_take_it_back(keeper):
    address = keeper.post("/reference/scope", data=form()).location

    refused = keeper.post(address, data={"decision": "confirm"})
    assert refused.status_code == 422
    assert "승인할 수 없습니다" in refused.text
    assert keeper.post(address, data={"decision": "decline"}).status_code == 422
    answer = keeper.post(
        address, data={"decision": "decline", "reason": "잘못 적음"}, follow_redirects=True
    )

    assert "거절했습니다" in answer.text
    assert "잘못 적음" in answer.text


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"reason": ""}, "채워 주세요"),
        ({"category": ""}, "목록에서 골라 주세요"),
        ({"in_scope": ""}, "목록에서 골라 주세요"),
        ({"valid_from": ""}, "채워 주세요"),
        ({"valid_from": "언젠가"}, "날짜"),
        ({"valid_from": "2019-01-01"}, "2024년부터"),
        ({"valid_from": "2024-01-01"}, "그보다 뒤의 날"),
    ],
)
def test_a_bad_proposal_says_what_to_do_and_keeps_what_was_typed(keeper, said, sentence):
    answer = keeper.post("/reference/scope", data=form(**said))

    assert answer.status_code == 422
    assert sentence in answer.text
    assert said.get("reason", "고시 개정") in answer.text


def test_a_decision_that_is_neither_is_refused_and_an_unknown_row_not_found(keeper):
    address = keeper.post("/reference/scope", data=form()).location

    assert keeper.post(address, data={"decision": "maybe"}).status_code == 422
    assert keeper.get("/reference/scope/9999").status_code == 404
    assert keeper.post("/reference/scope/9999", data={"decision": "confirm"}).status_code == 404


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.AUDITOR, Role.ECONOMIST])
def test_others_read_the_table_and_propose_nothing(make_user, browser_of, role):
    client = browser_of(make_user(role))

    assert client.get("/reference/scope").status_code == 200
    assert "새 행 제안" not in client.get("/reference/scope").text
    assert client.post("/reference/scope", data=form()).status_code == 403
