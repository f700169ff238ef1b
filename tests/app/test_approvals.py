"""The queue: what changes is shown, the maker is refused, the decision is stored once."""

import pytest

from app import db
from models.commands import close_submission, note_upload, propose_many
from models.people import User
from models.vocabulary import Kind, Role, State
from tests.app.conftest import pledge


@pytest.fixture
def bundle(engine, filer, official) -> str:
    """The number of a workbook with two pledges that wait."""
    with db.transaction(engine) as session:
        maker = session.get_one(User, official.key)
        submission = note_upload(
            session,
            kind=Kind.PLEDGE,
            filename="올림.xlsx",
            sha256="0" * 64,
            size=1,
            actor=maker,
            counts={},
        )
        propose_many(
            session,
            Kind.PLEDGE,
            [pledge("a"), pledge("b", amount_won=None, lines=[{"stage": "intent"}])],
            actor=maker,
            state=State.SUBMITTED,
            submission_id=submission.key,
        )
        close_submission(session, submission, actor=maker, counts={})
        return submission.number


def test_a_workbook_is_verified_whole_by_somebody_else(browser_of, official, checker, bundle):
    maker, other = browser_of(official), browser_of(checker)

    own = maker.get(f"/approvals/{bundle}").get_data(as_text=True)
    sent = maker.post(f"/approvals/{bundle}", data={"decision": "verify"})
    page = other.get(f"/approvals/{bundle}").get_data(as_text=True)
    done = other.post(f"/approvals/{bundle}", data={"decision": "verify"})

    assert 'name="decision"' not in own
    assert sent.status_code == 422
    assert "0원 → <b>1조 2,000억원</b>" in page
    assert "금액 미상 1건" in page
    assert done.status_code == 303
    assert "검토할 건이 없습니다" in other.get("/approvals").get_data(as_text=True)


def test_a_workbook_that_is_not_there_is_not_found(browser_of, checker):
    browser = browser_of(checker)

    answers = [browser.get("/approvals/S-99999"), browser.post("/approvals/S-9", data={})]

    assert [answer.status_code for answer in answers] == [404, 404]


def test_the_menu_counts_what_waits_for_this_user(browser_of, official, checker, bundle):
    own, other = (browser_of(user).get("/pledges") for user in (official, checker))

    assert '<span class="cnt">' not in own.get_data(as_text=True)
    assert "대기 </span>1</span>" in other.get_data(as_text=True)


def test_a_checker_sees_the_effect_and_verifies(browser_of, checker, make_pledge):
    code = make_pledge(state=State.SUBMITTED)
    browser = browser_of(checker)

    page = browser.get(f"/approvals/{code}").get_data(as_text=True)
    done = browser.post(f"/approvals/{code}", data={"decision": "verify"})

    assert "승인하면 바뀌는 집계" in page
    assert "0원 → <b>1조 2,000억원</b>" in page
    assert done.status_code == 303
    assert "1조 2,000억원" in browser.get("/pledges?line=announced").get_data(as_text=True)


def test_the_maker_reads_why_there_is_no_form_and_cannot_send_one(
    browser_of, official, make_pledge
):
    code = make_pledge(state=State.SUBMITTED)
    browser = browser_of(official)

    page = browser.get(f"/approvals/{code}").get_data(as_text=True)
    sent = browser.post(f"/approvals/{code}", data={"decision": "verify"})

    assert 'name="decision"' not in page
    assert "작성에 참여한 사람은 승인할 수 없습니다" in page
    assert sent.status_code == 422
    assert "승인됨" not in browser.get(f"/pledges/{code}").get_data(as_text=True)


def test_returning_needs_a_reason_that_the_maker_reads(browser_of, official, checker, make_pledge):
    code = make_pledge(state=State.SUBMITTED)
    browser = browser_of(checker)

    silent = browser.post(f"/approvals/{code}", data={"decision": "return"})
    returned = browser.post(
        f"/approvals/{code}", data={"decision": "return", "reason": "발주 일정을 붙여 주세요"}
    )

    assert (silent.status_code, returned.status_code) == (422, 303)
    page = browser_of(official).get(f"/pledges/{code}").get_data(as_text=True)
    assert "발주 일정을 붙여 주세요" in page
    assert "보완 요청" in page


def test_no_decision_is_asked_for_again(browser_of, checker, make_pledge):
    code = make_pledge(state=State.SUBMITTED)

    response = browser_of(checker).post(f"/approvals/{code}", data={})

    assert response.status_code == 422
    assert "승인이나 보완 요청을 골라 주세요" in response.get_data(as_text=True)


def test_a_version_that_changed_since_it_was_opened_is_not_verified(
    browser_of, checker, make_pledge
):
    code = make_pledge(state=State.SUBMITTED)

    response = browser_of(checker).post(
        f"/approvals/{code}", data={"decision": "verify", "lock": "99"}
    )

    assert response.status_code == 422
    assert "다른 사람이 먼저 바꾸었습니다" in response.get_data(as_text=True)


def test_the_queue_parts_own_work_from_that_of_others(browser_of, official, checker, make_pledge):
    code = make_pledge(state=State.SUBMITTED)

    mine = browser_of(official).get("/approvals").get_data(as_text=True)
    theirs = browser_of(checker).get("/approvals").get_data(as_text=True)

    assert "검토할 건이 없습니다" in mine
    assert code in browser_of(official).get("/approvals?tab=mine").get_data(as_text=True)
    assert code in theirs


def test_after_a_decision_comes_the_next_entry(browser_of, checker, make_pledge):
    first, second = (make_pledge(state=State.SUBMITTED) for _ in range(2))

    response = browser_of(checker).post(
        f"/approvals/{first}", data={"decision": "verify", "next": second}
    )

    assert response.location == f"/approvals/{second}"


def test_a_decided_overlap_moves_the_count(browser_of, checker, make_pledge):
    one = make_pledge(overlap_key="울산")
    other = make_pledge(overlap_key="울산")
    browser = browser_of(checker)
    before = browser.get("/pledges?line=announced").get_data(as_text=True)

    silent = browser.post(
        f"/pledges/{one}/overlap", data={"other": other, "verdict": "different", "reason": ""}
    )
    decided = browser.post(
        f"/pledges/{one}/overlap",
        data={"other": other, "verdict": "different", "reason": "단지가 다름"},
    )

    assert (silent.status_code, decided.status_code) == (422, 303)
    assert "1건" in before
    after = browser.get("/pledges?line=announced").get_data(as_text=True)
    assert "2조 4,000억원" in after


def test_what_happened_is_in_the_history(browser_of, checker, make_user, make_pledge):
    code = make_pledge()
    browser = browser_of(make_user(Role.AUDITOR))

    page = browser.get(f"/audit?code={code}").get_data(as_text=True)
    none = browser.get("/audit?from=2099-01-01").get_data(as_text=True)

    assert "승인" in page
    assert "작성" in page
    assert "조건에 맞는 이력이 없습니다" in none


@pytest.mark.parametrize(
    ("sent", "field"), [({}, "decision"), ({"decision": "return"}, "why")], ids=["none", "reason"]
)
def test_a_decision_that_lacks_something_says_so_at_its_field(
    browser_of, checker, make_pledge, sent, field
):
    code = make_pledge(State.SUBMITTED)

    answer = browser_of(checker).post(f"/approvals/{code}", data=sent)

    assert answer.status_code == 422
    assert f'<a href="#{field}">' in answer.text
    assert f'id="{field}-error"' in answer.text
    assert "<title>오류: " in answer.text
