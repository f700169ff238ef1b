"""Periods in the browser: asked, taken by somebody else, frozen, and who filed."""

import io
from datetime import date
from urllib.parse import unquote

import openpyxl
import pytest
from sqlmodel import select

from app import db
from models import Instrument, User
from models.commands import advance_movement, move
from models.inputs import MovementInput
from models.vocabulary import Role, State

JO = 10**12
OCTOBER = "/periods/2026-10-31"
DAYS = {"first_day": "2026-10-01", "last_day": "2026-10-31", "filing_due": "2026-11-15"}


@pytest.fixture
def asker(browser_of, official):
    """The browser of the official who asks."""
    return browser_of(official)


@pytest.fixture
def taker(browser_of, make_user):
    """The browser of a third person, who takes the steps."""
    return browser_of(make_user(Role.ADMINISTRATOR))


@pytest.fixture
def opened(asker, taker):
    """October, open."""
    assert asker.post("/periods", data=DAYS).status_code == 303
    assert taker.post(f"{OCTOBER}/decide", data={"decision": "confirm"}).status_code == 303
    return OCTOBER


def through(asker, taker, *actions):
    for action in actions:
        asked = asker.post(f"{OCTOBER}/ask", data={"action": action, "reason": "까닭"})
        assert asked.status_code == 303, asked.text
        taken = taker.post(f"{OCTOBER}/decide", data={"decision": "confirm"})
        assert taken.status_code == 303, taken.text


def one_jo(year=2026):
    return {"amount_won": JO, "lines": [{"year": year, "amount_won": JO, "stage": "announced"}]}


def test_a_period_is_closed_published_and_taken_back_by_two_people(
    make_pledge, opened, asker, taker
):
    make_pledge(**one_jo())
    refused = asker.post(f"{OCTOBER}/ask", data={"action": "publish"})
    assert refused.status_code == 422
    assert asker.post(f"{OCTOBER}/ask", data={"action": "close"}).status_code == 303
    own = asker.post(f"{OCTOBER}/decide", data={"decision": "confirm"})
    assert own.status_code == 422
    assert "다른 담당 공무원에게" in own.text
    assert taker.post(f"{OCTOBER}/decide", data={"decision": "confirm"}).status_code == 303

    page = asker.get(OCTOBER).text
    assert "마감됨" in page
    assert "SHA-256" in page
    assert "1조원" in page
    through(asker, taker, "publish")
    assert "발행됨" in asker.get(OCTOBER).text
    no_reason = asker.post(f"{OCTOBER}/ask", data={"action": "retract"})
    assert no_reason.status_code == 422
    through(asker, taker, "retract", "reopen")

    assert "열림" in asker.get(OCTOBER).text
    assert "미확정" in asker.get("/?asof=2026-10-31").text.split("</title>")[0]


def test_a_closed_month_end_is_an_as_of_day_and_later_approvals_leave_it(
    make_pledge, opened, asker, taker
):
    make_pledge(**one_jo())
    through(asker, taker, "close")

    make_pledge(**one_jo())

    for path in ("/", "/counting", "/why/announced", "/counting/guards", "/pledges"):
        assert 'href="' + path + "?asof=2026-10-31" in asker.get(path).text, path
        title = asker.get(f"{path}?asof=2026-10-31").text.split("</title>")[0]
        assert "미확정" not in title, path
        assert "미확정" in asker.get(path).text.split("</title>")[0], path
    assert "1,000,000,000,000원" in asker.get("/why/announced?asof=2026-10-31").text
    assert "2,000,000,000,000원" in asker.get("/why/announced").text


def test_a_file_says_in_its_name_whether_its_figures_may_still_change(
    make_pledge, opened, asker, taker
):
    make_pledge(**one_jo())
    through(asker, taker, "close")

    for path in ("/pledges.xlsx", "/counting.xlsx"):
        provisional, closed = (
            asker.get(address).headers["Content-Disposition"]
            for address in (path, f"{path}?asof=2026-10-31")
        )
        assert provisional.isascii()
        provisional, closed = unquote(provisional), unquote(closed)
        assert "미확정" in provisional
        assert "미확정" not in closed


def test_whoever_is_outside_reads_a_closed_day_once_it_is_published(
    make_pledge, opened, asker, taker, browser_of, make_user
):
    make_pledge(**one_jo())
    outside = browser_of(make_user(Role.ECONOMIST))
    through(asker, taker, "close")
    assert "asof=2026-10-31" not in outside.get("/").text

    through(asker, taker, "publish")

    assert "asof=2026-10-31" in outside.get("/").text


def test_records_nobody_may_certify_stop_the_close_with_what_to_do(
    make_pledge, opened, asker, checker, browser_of
):
    make_pledge()
    asker.post(f"{OCTOBER}/ask", data={"action": "close"})

    refused = browser_of(checker).post(f"{OCTOBER}/decide", data={"decision": "confirm"})

    assert refused.status_code == 422
    assert "확정되지 않은 자료가 1건" in refused.text


def test_a_third_person_certifies_what_they_may(make_pledge, opened, taker, asker):
    code = make_pledge()
    assert "자료 확정 1건" in taker.get(OCTOBER).text
    assert "자료 확정 1건" not in asker.get(OCTOBER).text

    assert taker.post(f"{OCTOBER}/certify").status_code == 303

    assert "확정" in taker.get(f"/pledges/{code}").text
    assert "자료 확정 1건" not in taker.get(OCTOBER).text


def test_who_did_not_file_is_unknown_and_never_zero(
    engine, make_pledge, make_party, make_user, opened, asker, official, checker, browser_of
):
    own = make_party("own")
    for code in ("own", "silent"):
        if code != "own":
            make_party(code)
        make_pledge(filer=code)
    code = make_pledge()
    spend(engine, code, official, checker)
    company = browser_of(make_user(Role.COMPANY, own))

    assert company.post(f"{OCTOBER}/no-change").status_code == 303
    assert "변동 없음" in company.get(OCTOBER).text
    assert "silent 주식회사" not in company.get(OCTOBER).text
    page = asker.get(OCTOBER).text
    missing = asker.get(f"{OCTOBER}?filing=missing_filing").text
    book = asker.get(f"{OCTOBER}/filings.xlsx")

    assert "3,000억원" in page
    assert "silent 주식회사" in missing
    assert "own 주식회사" not in missing.split("<main")[1]
    rows = {row[0]: row for row in sheet(book)}
    assert rows["filer 주식회사"][2:6] == ("제출함", 1, 3000, None)
    assert rows["silent 주식회사"][2:6] == ("미제출", 0, None, None)
    assert rows["own 주식회사"][2] == "변동 없음(승인 전)"

    decide = f"{OCTOBER}/no-change/decide"
    silent = asker.post(decide, data={"party": own.key, "decision": "return"})
    assert silent.status_code == 422
    assert "사유를 적어 주세요" in silent.text
    assert asker.post(decide, data={"party": own.key, "decision": "verify"}).status_code == 303
    rows = {row[0]: row for row in sheet(asker.get(f"{OCTOBER}/filings.xlsx"))}
    assert rows["own 주식회사"][2] == "변동 없음"
    assert asker.post(decide, data={"party": "0", "decision": "verify"}).status_code == 404
    assert asker.post(decide, data={"party": own.key}).status_code == 422


def test_an_official_files_no_change_for_a_company_that_said_so(
    make_pledge, filer, opened, asker, taker
):
    make_pledge()

    assert asker.post(f"{OCTOBER}/no-change", data={"party": filer.key}).status_code == 303

    again = asker.post(f"{OCTOBER}/no-change", data={"party": filer.key})
    assert again.status_code == 422
    assert asker.post(f"{OCTOBER}/no-change", data={"party": "99999"}).status_code == 404
    assert taker.post(f"{OCTOBER}/no-change", data={"party": filer.key}).status_code == 403
    own = asker.post(f"{OCTOBER}/no-change/decide", data={"party": filer.key, "decision": "verify"})
    assert own.status_code == 422
    assert "작성에 참여한 사람은 승인할 수 없습니다" in own.text


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"first_day": "2026-10-02"}, "첫날을 적어 주세요"),
        ({"last_day": "2026-10-30"}, "마지막 날을 적어 주세요"),
        ({"filing_due": "2026-10-31"}, "뒤의 날을 적어 주세요"),
        ({"filing_due": ""}, "채워 주세요"),
    ],
)
def test_a_bad_period_says_what_to_do(asker, said, sentence):
    answer = asker.post("/periods", data=DAYS | said)

    assert answer.status_code == 422
    assert sentence in answer.text


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.COMPANY])
def test_others_read_periods_and_change_nothing(opened, make_user, make_party, browser_of, role):
    party = make_party("own") if role is Role.COMPANY else None
    client = browser_of(make_user(role, party))

    assert client.get(opened).status_code == 200
    for path in ("/periods", f"{opened}/ask", f"{opened}/decide", f"{opened}/certify"):
        assert client.post(path).status_code == 403, path
    assert browser_of(make_user(Role.ECONOMIST)).get(opened).status_code == 403
    assert client.get("/periods/2026-09-30").status_code == 404
    assert client.get("/periods/someday").status_code == 404


def test_a_certified_record_is_withdrawn_by_request_and_verified_by_another(
    make_pledge, opened, asker, taker, checker, browser_of
):
    code = make_pledge(**one_jo())
    through(asker, taker, "close")
    step = f"/pledges/{code}/steps"
    assert asker.post(step, data={"action": "ask_withdrawal"}).status_code == 422
    asked = asker.post(step, data={"action": "ask_withdrawal", "reason": "사업 취소"})
    assert asked.status_code == 303
    review = browser_of(checker).get(f"/approvals/{code}").text
    assert "철회 요청" in review
    assert "사업 취소" in review
    own = asker.post(f"/approvals/{code}", data={"decision": "verify"})
    assert own.status_code == 422

    answer = browser_of(checker).post(f"/approvals/{code}", data={"decision": "verify"})

    assert answer.status_code == 303
    assert "철회됨" in asker.get(f"/pledges/{code}").text
    assert '<p class="muted">0원</p>' in asker.get("/why/announced").text
    assert "1,000,000,000,000원" in asker.get("/why/announced?asof=2026-10-31").text


def test_a_checker_takes_a_record_into_review_before_deciding(make_pledge, checker, browser_of):
    code = make_pledge(State.SUBMITTED)
    client = browser_of(checker)

    answer = client.post(f"/approvals/{code}", data={"decision": "review"})

    assert answer.location.endswith(f"/approvals/{code}")
    page = client.get(f"/approvals/{code}").text
    assert "검토 중" in page
    assert "검토 시작</button>" not in page
    assert client.post(f"/approvals/{code}", data={"decision": "verify"}).status_code == 303


def spend(engine, code, official, checker):
    given = MovementInput(
        reference="r",
        entry="2026-10",
        kind="actual",
        period_from=date(2026, 10, 1),
        period_to=date(2026, 10, 31),
        amount_won=3 * 10**11,
        evidence_grade="A",
        known_on=date(2026, 11, 1),
    )
    with db.transaction(engine) as session:
        instrument = session.exec(select(Instrument).where(Instrument.code == code)).one()
        made = move(session, instrument, given, actor=session.get_one(User, official.key))
        advance_movement(session, made, "verify", actor=session.get_one(User, checker.key))


def sheet(response):
    book = openpyxl.load_workbook(io.BytesIO(response.data))
    return list(book.worksheets[1].iter_rows(values_only=True))
