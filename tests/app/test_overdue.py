"""The list of overdue pledges, its files, one proposal and what people decide about it."""

import json
from datetime import date

import pytest
import sqlalchemy as sa

from app.registry.current import today
from models.vocabulary import Role, State

EOK = 10**8
YEAR = today().year
LAST = YEAR - 1


@pytest.fixture
def late(make_pledge):
    """A verified pledge that said 300억 for last year and 500억 for the year after next."""

    def make(**said):
        lines = [
            {"year": LAST, "amount_won": 300 * EOK, "stage": "firm", "evidence_grade": "B",
             "evidence": "이사회 의결"},
            {"year": YEAR + 2, "amount_won": 500 * EOK, "stage": "announced"},
        ]  # fmt: skip
        given = {"lines": lines, "amount_won": 800 * EOK, "known_on": date(LAST, 3, 1)}
        return make_pledge(**given | said)

    return make


@pytest.fixture
def place():
    """Where the proposal about last year's firm line is."""
    return f"overdue_line.{LAST}.firm"


def test_the_list_says_rule_days_and_amounts_and_leads_to_the_proposal(
    browser_of, official, late, place
):
    code = late()
    page = browser_of(official).get("/overdue").get_data(as_text=True)

    days = (today() - date(LAST, 12, 31)).days
    assert f"{days}일" in page
    assert "300억원" in page
    assert "연도가 지났는데 집행이 모자람" in page
    assert f"/overdue/{code}/{place}" in page


def test_the_day_of_the_question_is_in_the_address(browser_of, official, late):
    code = late()
    browser = browser_of(official)

    before = browser.get(f"/overdue?asof={LAST}-12-31").get_data(as_text=True)

    assert code not in before.split("<main")[1]
    assert code in browser.get(f"/overdue?asof={YEAR}-01-01").get_data(as_text=True)


@pytest.mark.parametrize(
    ("asked", "held"),
    [
        ("q=데이터센터", True), ("q=없는이름", False), ("rule=end_without_evidence", False),
        ("rule=overdue_line", True), ("min=300억", True), ("min=301억", False),
        ("max=299억", False), ("st=firm", True), ("st=announced", False), ("late=5000", False),
        ("standing=dismissed", False), ("standing=undecided", True), ("counted=no", False),
    ],
)  # fmt: skip
def test_the_file_holds_what_the_list_holds(browser_of, official, late, asked, held):
    code = late()
    browser = browser_of(official)

    listed = browser.get(f"/overdue?{asked}").get_data(as_text=True).split("<main")[1]
    rows = browser.get(f"/overdue.csv?{asked}").get_data(as_text=True)

    assert (code in listed, code in rows) == (held, held)
    assert browser.get(f"/overdue.xlsx?{asked}").status_code == 200


@pytest.mark.parametrize("sort", ["code", "-party", "year", "days", "-planned", "missing"])
def test_the_list_sorts(browser_of, official, late, sort):
    late(), late()

    assert browser_of(official).get(f"/overdue?sort={sort}").status_code == 200


def test_a_deferral_becomes_a_change_that_another_verifies(
    browser_of, official, checker, late, place, engine
):
    code = late()
    said = {"decision": "defer", "deferred_to": f"{YEAR + 1}-06-30", "reason": "인허가 지연"}

    answer = browser_of(official).post(f"/overdue/{code}/{place}", data=said)

    assert (answer.status_code, answer.location) == (303, f"/pledges/{code}")
    own = browser_of(official).post(f"/approvals/{code}", data={"decision": "verify"})
    assert own.status_code == 422
    other = browser_of(checker).post(f"/approvals/{code}", data={"decision": "verify"})
    assert other.status_code == 303
    assert code not in browser_of(official).get("/overdue").text.split("<main")[1]
    page = browser_of(official).get(f"/pledges/{code}").text
    assert f"{YEAR + 1}.6.30." in page or f"{YEAR + 1}.06.30." in page


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"decision": "defer", "reason": "늦음"}, "새 날짜를"),
        ({"decision": "defer", "reason": "늦음", "deferred_to": "내년"}, "내년"),
        ({"decision": "defer", "reason": "늦음", "deferred_to": "2020-01-01"}, "새 날짜를"),
        ({"decision": "lapse"}, "사유를 적어"),
        ({"decision": "pay"}, "하나를 골라"),
        ({}, "하나를 골라"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_stored(
    browser_of, official, late, place, engine, said, words
):
    code = late()

    answer = browser_of(official).post(f"/overdue/{code}/{place}", data=said)

    assert answer.status_code == 422
    assert words in answer.text
    with engine.connect() as connection:
        assert connection.scalar(sa.text("SELECT count(*) FROM revision")) == 1


def test_a_dismissal_has_its_reason_and_leaves_the_queue_of_work(
    browser_of, checker, late, place, engine
):
    code = late()
    browser = browser_of(checker)

    answer = browser.post(
        f"/overdue/{code}/{place}", data={"decision": "dismiss", "reason": "4월 공시 예정"}
    )

    assert answer.status_code == 303
    assert "4월 공시 예정" in browser.get("/overdue?standing=dismissed").text
    assert code not in browser.get("/overdue?standing=undecided").text.split("<main")[1]
    assert "기한이 지난 계획" not in browser.get("/approvals").text.split("<main")[1]
    with engine.connect() as connection:
        said = connection.execute(
            sa.text("SELECT reason FROM event WHERE action = 'dismiss_overdue'")
        )
        assert said.scalar() == "4월 공시 예정"


def test_whoever_made_the_record_is_told_why_they_may_not_put_it_aside(
    browser_of, official, late, place
):
    code = late()
    said = {"decision": "dismiss", "reason": "내 것"}

    answer = browser_of(official).post(f"/overdue/{code}/{place}", data=said)

    assert answer.status_code == 422
    assert "작성에 참여한 사람은" in answer.text


def test_the_dashboard_and_the_queue_say_how_many(browser_of, checker, late):
    late()

    for path in ("/", "/approvals"):
        page = browser_of(checker).get(path).text
        assert "standing=undecided&amp;rule=overdue_line" in page or (
            "standing=undecided&rule=overdue_line" in page
        )


def test_a_company_sees_and_answers_for_its_own_only(
    browser_of, make_user, make_party, late, place
):
    party = make_party("other")
    foreign, own = late(title="남의 계획"), late(title="우리 계획", filer="other")
    browser = browser_of(make_user(Role.COMPANY, party))
    said = {"decision": "lapse", "reason": "사업 중단"}

    page = browser.get("/overdue").text

    assert "우리 계획" in page
    assert "남의 계획" not in page
    assert browser.get(f"/overdue/{foreign}/{place}").status_code == 404
    assert browser.post(f"/overdue/{foreign}/{place}", data=said).status_code == 404
    dismissed = browser.post(
        f"/overdue/{own}/{place}", data={"decision": "dismiss", "reason": "괜찮음"}
    )
    assert dismissed.status_code == 422
    assert browser.post(f"/overdue/{own}/{place}", data=said).status_code == 303


def test_an_economist_reads_pseudonyms_and_decides_nothing(browser_of, make_user, late, place):
    code = late(title="비밀 사업")
    browser = browser_of(make_user(Role.ECONOMIST))

    page = browser.get("/overdue").text
    said = {"decision": "lapse", "reason": "끝"}

    assert code in page
    assert "비밀 사업" not in page
    assert "filer 주식회사" not in page
    assert browser.get(f"/overdue/{code}/{place}").status_code == 200
    assert browser.post(f"/overdue/{code}/{place}", data=said).status_code == 403


def test_the_command_prints_what_the_page_lists(app, late):
    code = late()
    run = app.test_cli_runner().invoke

    rows = json.loads(run(args=["overdue", "--as-of", f"{YEAR}-01-10", "--json"]).output)
    assert [(row["code"], row["rule"], row["days"]) for row in rows] == [
        (code, "overdue_line", 10),
    ]  # fmt: skip
    assert rows[0]["missing_won"] == 300 * EOK
    assert rows[0]["realised_won"] is None
    assert code in run(args=["overdue", "--asof", f"{YEAR}-01-10"]).output
    assert code not in run(args=["overdue", "--asof", f"{LAST}-12-31"]).output
    assert run(args=["overdue"]).exit_code == 2


def test_nothing_overdue_there_is_no_page(browser_of, official, make_pledge, place):
    code = make_pledge(State.VERIFIED)

    assert browser_of(official).get(f"/overdue/{code}/{place}").status_code == 404
