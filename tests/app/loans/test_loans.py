"""Pages of loans: registered, filed row by row, checked, aged, costed, and taken away."""

import re
from datetime import date
from typing import Any

import pytest
from sqlmodel import Session

from app import db
from app.registry.current import today
from models.commands import (
    advance,
    advance_movement,
    confirm_rate,
    move,
    propose,
    propose_rate,
)
from models.discount_rate import DiscountRateInput
from models.instrument import Instrument
from models.loan import LoanInput
from models.loan_movement import LoanMovementInput
from models.people import User
from models.vocabulary import Kind, Role, State

EOK = 10**8
TERMS: dict[str, Any] = {
    "filer": "filer",
    "title": "AI 설비 저리융자",
    "amount_won": 100 * EOK,
    "stage": "effective",
    "funding": "budget",
    "lender": "정책은행",
    "beneficiary": "가나다테크",
    "effective_on": date(2024, 1, 15),
    "rate_ppm": 20_000,
    "maturity_months": 120,
    "grace_months": 36,
    "payments_per_year": 2,
    "profile": "equal_principal",
    "day_count": "30/360",
    "known_on": date(2024, 1, 10),
}
TYPED = {
    "filer": "filer", "reference": "L-9", "title": "새 융자", "stage": "applied",
    "amount_won": "100억", "funding": "budget", "rate_ppm": "2%", "maturity_months": "120",
    "grace_months": "36", "payments_per_year": "2", "profile": "equal_principal",
    "day_count": "30/360", "known_on": "2024-01-10", "tranches-rows": "2",
    "tranches-0-tranche": "1", "tranches-0-amount_won": "40억",
    "tranches-0-planned_on": "2024-01-15", "go": "submit",
}  # fmt: skip


def entry(number: str, kind: str, won: int, day: date, **said: Any) -> LoanMovementInput:
    given = {
        "reference": "any",
        "entry": number,
        "kind": kind,
        "amount_won": won,
        "period_from": day,
        "period_to": day,
        "evidence_grade": "A",
        "known_on": day,
    }
    return LoanMovementInput(**given | said)


def register(session: Session, maker: User, checker: User, **said: Any) -> Instrument:
    given = LoanInput(**TERMS | {"reference": "L-1"} | said)
    revision = propose(session, Kind.LOAN, given, actor=maker, state=State.SUBMITTED)
    advance(session, revision, "verify", actor=checker)
    return session.get_one(Instrument, revision.instrument_id)


@pytest.fixture
def loan(engine, filer, official, checker) -> str:
    """A loan that was paid out and never repaid, so that it is long overdue; its code."""
    with db.transaction(engine) as session:
        maker, other = (session.get_one(User, user.key) for user in (official, checker))
        one = register(session, maker, other)
        given = entry("1", "disbursement", 100 * EOK, date(2024, 1, 15))
        advance_movement(session, move(session, one, given, actor=maker), "verify", actor=other)
        return one.code


@pytest.fixture
def treasury(engine, official, checker) -> None:
    """A confirmed rate of the treasury: 10%, no defaults."""
    with db.transaction(engine) as session:
        maker, other = (session.get_one(User, user.key) for user in (official, checker))
        given = DiscountRateInput(
            purpose="treasury", rate_ppm=100_000, default_ppm=0, recovery_ppm=0,
            recovery_months=0, fee_ppm=0, valid_from=date(2020, 1, 1), source="시험 문서",
        )  # fmt: skip
        confirm_rate(session, propose_rate(session, given, actor=maker), actor=other)


def page_of(browser: Any, address: str, status: int = 200) -> str:
    answer = browser.get(address)
    assert answer.status_code == status, answer.status_code
    return str(answer.get_data(as_text=True))


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("ko", ("연체", "180일 초과", "상환일이 지난 돈이 남아 있습니다.", "10,000,000,000원")),
        ("en", ("Over 180 days", "Something due was not paid.", "KRW 10,000,000,000")),
    ],
)
def test_a_loan_shows_its_money_arrears_schedule_and_ledger(
    browser_of, official, loan, lang, words
):
    page = page_of(browser_of(official), f"/support/{loan}?lang={lang}")

    for said in words:
        assert said in page, said
    assert "36.95" in page or "37.0%" in page
    assert "714,285,714" in page


def test_a_loan_that_is_typed_is_submitted_with_its_tranches(browser_of, official, filer):
    browser = browser_of(official)

    answer = browser.post("/support/loans/new", data=TYPED)

    assert answer.status_code == 303
    page = page_of(browser, f"{answer.location}?lang=ko")
    assert "새 융자" in page
    assert "아직 승인되지 않은 융자입니다" in page
    code = answer.location.rpartition("/")[2]
    change = page_of(browser, f"/support/loans/{code}/change")
    assert 'value="4,000,000,000"' in change
    assert 'value="2%"' in change


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"title": ""}, "사업명"),
        ({"rate_ppm": "이율"}, "금리"),
        ({"amount_won": "약 백억"}, "총액"),
        ({"filer": "nobody"}, "찾을 수 없습니다"),
        ({"guaranteed_ppm": "80%"}, "보증 비율만"),
        ({"tranches-0-amount_won": "400억"}, "융자 총액보다 큽니다"),
        ({"tranches-0-planned_on": "내일"}, "지급 예정일"),
        ({"maturity_months": "12"}, "만기보다 짧아야"),
        ({"profile": "custom"}, "날짜별 원금을 적고"),
    ],
)
def test_a_mistake_is_named_and_what_was_typed_is_kept(browser_of, official, filer, said, sentence):
    answer = browser_of(official).post("/support/loans/new", data=TYPED | said)

    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert sentence in page
    assert 'value="L-9"' in page


def test_one_reference_is_registered_once(browser_of, official, loan):
    answer = browser_of(official).post("/support/loans/new", data=TYPED | {"reference": "L-1"})

    assert answer.status_code == 422
    assert "이미 등록되어 있습니다" in answer.get_data(as_text=True)


def test_more_rows_keep_what_was_typed(browser_of, official, filer):
    answer = browser_of(official).post("/support/loans/new", data=TYPED | {"go": "more-tranches"})

    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert 'name="tranches-6-amount_won"' in page
    assert 'value="40억"' in page


def test_a_change_of_a_verified_loan_needs_a_reason_and_a_second_person(
    browser_of, official, checker, loan
):
    browser = browser_of(official)
    form = TYPED | {"base": "1", "lock": "2", "tranches-0-tranche": "", "tranches-0-amount_won": "",
                    "tranches-0-planned_on": "", "stage": "effective"}  # fmt: skip

    without = browser.post(f"/support/loans/{loan}/change", data=form)
    changed = browser.post(f"/support/loans/{loan}/change", data=form | {"reason": "금리 조정"})
    again = browser.post(f"/support/loans/{loan}/change", data=form | {"reason": "두 번째"})

    assert (without.status_code, changed.status_code, again.status_code) == (422, 303, 422)
    assert "변경 사유" in without.get_data(as_text=True)
    assert "먼저 바꾸었습니다" in again.get_data(as_text=True)
    review = page_of(browser_of(checker), f"/approvals/{loan}?lang=ko")
    assert "새 융자" in review


REPAID = {
    "kind": "repayment", "entry": "2", "period_to": "2024-07-15", "principal_won": "0",
    "interest_won": "100,000,000", "evidence_grade": "A", "known_on": "2024-07-16",
}  # fmt: skip


def test_a_row_is_filed_by_one_and_verified_by_another(browser_of, official, checker, loan, engine):
    maker, other = browser_of(official), browser_of(checker)
    filed = maker.post(f"/support/loans/{loan}/entries/new", data=REPAID)
    assert filed.status_code == 303
    before = page_of(other, f"/support/{loan}?lang=ko")
    assert "승인 대기 1건" in before
    number = re.findall(rf"/support/loans/{loan}/entries/(\d+)", before)[0]

    own = maker.post(f"/support/loans/{loan}/entries/2", data={"decision": "verify"})
    done = other.post(
        f"/support/loans/{loan}/entries/{number}", data={"decision": "verify", "lock": "1"}
    )

    assert (own.status_code, done.status_code) == (303, 303)
    after = page_of(other, f"/support/{loan}?lang=ko")
    assert "승인 대기" not in after
    assert "정정" in after


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"entry": ""}, "건 번호"),
        ({"entry": "1"}, "이미 등록되어 있습니다"),
        ({"period_to": "어제"}, "기간 종료일"),
        ({"kind": "adjustment", "corrects": "99", "amount_won": "1억"}, "찾을 수 없습니다"),
        ({"kind": "reschedule"}, "새 일정의 첫 상환일"),
        ({"kind": "rate_change"}, "바뀐 금리"),
    ],
)
def test_a_wrong_row_is_refused_beside_its_field(browser_of, official, loan, said, sentence):
    answer = browser_of(official).post(f"/support/loans/{loan}/entries/new", data=REPAID | said)

    assert answer.status_code == 422
    assert sentence in answer.get_data(as_text=True)


@pytest.mark.parametrize("kind", ["disbursement", "repayment", "prepayment", "fee", "rate_change",
                                  "reschedule", "write_off", "recovery", "adjustment"])  # fmt: skip
def test_every_kind_of_row_has_its_own_fields(browser_of, official, loan, kind):
    page = page_of(browser_of(official), f"/support/loans/{loan}/entries/new?kind={kind}&lang=en")

    assert f'name="kind" value="{kind}"' in page
    assert ('name="principal_won"' in page) is (kind in ("repayment", "adjustment"))
    assert ('name="periods"' in page) is (kind == "reschedule")


def test_where_the_lender_keeps_the_ledger_only_balances_are_filed(
    browser_of, official, checker, engine, filer
):
    with db.transaction(engine) as session:
        maker, other = (session.get_one(User, user.key) for user in (official, checker))
        code = register(session, maker, other, ledger="quarterly_balances").code
    browser = browser_of(official)
    form = {
        "kind": "balance", "entry": "1Q", "period_to": "2024-03-31", "amount_won": "60억",
        "disbursed_won": "60억", "repaid_won": "0", "evidence_grade": "A",
        "known_on": "2024-04-05",
    }  # fmt: skip

    page = page_of(browser, f"/support/loans/{code}/entries/new")
    wrong = browser.post(
        f"/support/loans/{code}/entries/new", data=form | {"period_to": "2024-03-30"}
    )
    right = browser.post(f"/support/loans/{code}/entries/new", data=form)

    assert 'value="balance"' in page
    assert 'value="disbursement"' not in page
    assert "분기 마지막 날" in wrong.get_data(as_text=True)
    assert right.status_code == 303


def test_the_next_stage_is_proposed_with_a_reason_and_verified_by_another(
    browser_of, official, checker, engine, filer
):
    with db.transaction(engine) as session:
        maker, other = (session.get_one(User, user.key) for user in (official, checker))
        code = register(session, maker, other, stage="applied", effective_on=None).code
    maker, other = browser_of(official), browser_of(checker)
    assert "다음 단계: 승인" in page_of(maker, f"/support/{code}?lang=ko")

    silent = maker.post(f"/support/loans/{code}/stage", data={"action": "decline"})
    maker.post(f"/support/loans/{code}/stage", data={"action": "approve", "reason": "심사 통과"})

    assert silent.status_code == 303
    review = page_of(other, f"/approvals/{code}?lang=ko")
    assert "심사 통과" in review
    assert "승인일" in review
    other.post(f"/approvals/{code}", data={"decision": "verify"})
    assert "다음 단계: 약정 발효" in page_of(maker, f"/support/{code}?lang=ko")


def test_an_estimate_waits_for_its_rate_and_is_kept(browser_of, official, loan, treasury, engine):
    browser = browser_of(official)

    done = browser.post(f"/support/loans/{loan}/estimates", data={"note": "2026년 재추정"})
    browser.post(f"/support/loans/{loan}/estimates", data={"note": "다시"})

    assert done.status_code == 303
    page = page_of(browser, f"/support/{loan}?lang=ko")
    assert "2026년 재추정" in page
    assert "원리금 상환" in page
    # Nothing was repaid and nothing is recovered: half of it is lost by the time of the estimate.
    assert "앞 추정과 차이" in page


def test_without_a_rate_nothing_is_estimated(browser_of, official, loan):
    browser = browser_of(official)

    browser.post(f"/support/loans/{loan}/estimates")

    assert "확인된 할인율(재정 할인율)이 없습니다" in page_of(browser, f"/support/{loan}?lang=ko")


def test_the_list_is_filtered_by_its_address_sorted_and_taken_away(browser_of, official, loan):
    browser = browser_of(official)

    everything = page_of(browser, "/support/loans?lang=ko")
    late = page_of(browser, "/support/loans?late=days_over_180&fund=budget&st=in_arrears")
    nothing = page_of(browser, "/support/loans?late=days_1_30&lang=ko")
    text = browser.get("/support/loans/list.csv?late=days_over_180&lang=ko").data.decode(
        "utf-8-sig"
    )
    book = browser.get("/support/loans/list.xlsx?sort=-overdue&lang=en")

    assert loan in everything
    assert "더하지 않으며" in everything
    assert loan in late
    assert "조건에 맞는 자료가 없습니다" in nothing
    head, row = (line.split(",") for line in text.splitlines())
    said = dict(zip(head, row, strict=True))
    assert (said["번호"], said["연체 구간"], said["잔액(억원)"]) == (loan, "180일 초과", "100")
    assert book.data[:2] == b"PK"


def test_the_schedule_is_taken_away_to_the_won(browser_of, official, loan):
    text = (
        browser_of(official)
        .get(f"/support/loans/{loan}/schedule.csv?lang=en")
        .data.decode("utf-8-sig")
    )

    rows = [line.split(",") for line in text.splitlines()]
    assert rows[0][:3] == ["Due", "Principal (won)", "Interest (won)"]
    assert sum(int(row[1]) for row in rows[1:]) == 100 * EOK
    assert rows[-1][0] == "2034-01-15"


def test_a_company_reads_and_files_its_own_loan_only(
    browser_of, make_user, make_party, filer, loan
):
    own = browser_of(make_user(Role.COMPANY, filer))
    other = browser_of(make_user(Role.COMPANY, make_party("other")))

    assert "원장에 기록" in page_of(own, f"/support/{loan}?lang=ko")
    assert own.post(f"/support/loans/{loan}/entries/new", data=REPAID).status_code == 303
    assert own.post(f"/support/loans/{loan}/estimates").status_code == 403
    assert own.get("/reference/discount-rates").status_code == 403
    assert other.get(f"/support/{loan}").status_code == 404
    for path in ("change", "entries/new", "schedule.csv"):
        assert other.get(f"/support/loans/{loan}/{path}").status_code == 404
    assert loan not in page_of(other, "/support/loans")


def test_an_economist_reads_no_names_and_nothing_unverified(browser_of, make_user, official, loan):
    browser_of(official).post(f"/support/loans/{loan}/entries/new", data=REPAID)

    page = page_of(browser_of(make_user(Role.ECONOMIST)), f"/support/{loan}?lang=ko")

    assert [word for word in ("정책은행", "가나다테크", "AI 설비") if word in page] == []
    assert "승인 대기" not in page


def test_a_rate_holds_once_a_second_person_confirms_it(browser_of, official, checker):
    maker, other = browser_of(official), browser_of(checker)
    form = {
        "purpose": "treasury", "rate_ppm": "3.2%", "default_ppm": "1.5%", "recovery_ppm": "40%",
        "recovery_months": "24", "fee_ppm": "0%", "valid_from": "2026-01-01", "source": "문서",
    }  # fmt: skip

    lacking = maker.post("/reference/discount-rates", data=form | {"default_ppm": ""})
    maker.post("/reference/discount-rates", data=form)
    twice = maker.post("/reference/discount-rates", data=form)
    waiting = page_of(other, "/reference/discount-rates?lang=ko")
    number = waiting.split("/reference/discount-rates/")[-1].split('"')[0]
    maker.post(f"/reference/discount-rates/{number}", data={"decision": "confirm"})
    assert "확인을 기다리는 제안" in page_of(other, "/reference/discount-rates?lang=ko")
    other.post(f"/reference/discount-rates/{number}", data={"decision": "confirm"})

    assert "기대 부도율" in lacking.get_data(as_text=True)
    assert "확인을 기다립니다" in twice.get_data(as_text=True)
    held = page_of(other, "/reference/discount-rates?lang=en")
    assert "3.2%" in held
    assert "IMF" in held


def test_a_rate_may_be_declined_with_a_reason(browser_of, official, checker):
    maker, other = browser_of(official), browser_of(checker)
    form = {"purpose": "lender_ordinary", "lender": "정책은행", "rate_ppm": "5%",
            "valid_from": "2026-01-01", "source": "문서"}  # fmt: skip
    maker.post("/reference/discount-rates", data=form)
    page = page_of(other, "/reference/discount-rates")
    number = page.split("/reference/discount-rates/")[-1].split('"')[0]

    address = f"/reference/discount-rates/{number}"
    other.post(address, data={"decision": "decline"})
    assert "확인을 기다리는 제안" in page_of(other, "/reference/discount-rates?lang=ko")
    other.post(address, data={"decision": "decline", "reason": "출처 불명"})

    page = page_of(other, "/reference/discount-rates?lang=ko")
    assert "출처 불명" in page
    assert "확인을 기다리는 제안" not in page


def test_estimates_of_all_loans_are_made_at_the_command_line(app, loan, treasury, official):
    run = app.test_cli_runner()

    made = run.invoke(args=["estimate-loans", "--as", official.email])

    assert made.exit_code == 0, made.output
    assert loan in made.output
    assert "won" in made.output or "원" in made.output
    assert run.invoke(args=["verify"]).exit_code == 0
    assert today().isoformat() in made.output
