"""Pages of loans: registered, filed row by row, checked, aged and taken away."""

import re

import pytest

from app import db
from models.people import User
from models.vocabulary import Role
from tests.app.loans.conftest import EOK, page_of, register

TYPED = {
    "filer": "filer", "reference": "L-9", "title": "새 융자", "stage": "applied",
    "amount_won": "100억", "funding": "budget", "rate_ppm": "2%", "maturity_months": "120",
    "grace_months": "36", "payments_per_year": "2", "profile": "equal_principal",
    "day_count": "30/360", "known_on": "2024-01-10", "tranches-rows": "2",
    "tranches-0-tranche": "1", "tranches-0-amount_won": "40억",
    "tranches-0-planned_on": "2024-01-15", "go": "submit",
}  # fmt: skip


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
    assert 'value="4,000,000,000원"' in change
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
    answer = browser_of(official).post("/support/loans/new", data=TYPED | {"go": "add-tranches"})

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
    again = browser.post(f"/support/loans/{loan}/change", data=form | {"title": "두 번째 이름"})

    assert (without.status_code, changed.status_code, again.status_code) == (422, 303, 422)
    late = {"title": "두 번째 이름", "reason": "늦음"}
    again = browser.post(f"/support/loans/{loan}/change", data=form | late)
    assert again.status_code == 409
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
