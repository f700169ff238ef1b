"""The queue holds everything that waits for a second person, and says what approval changes."""

from datetime import date

import pytest
from sqlmodel import select

from app import db
from models import Instrument, Movement, Revision
from models.commands import (
    close_submission,
    move,
    move_many,
    note_upload,
    propose_many,
    propose_rate,
    propose_scope,
    propose_setting,
    propose_targets,
)
from models.discount_rate import DiscountRateInput
from models.inputs import MovementInput
from models.loan import LoanInput
from models.people import User
from models.scope import ScopeInput
from models.tax_setting import TaxSettingInput
from models.vocabulary import Kind, Role, State
from tests.app.loans.conftest import EOK, TERMS, entry
from tests.app.loans.conftest import loan as loan
from tests.models.targets import observation, target


def spending(number: str, last: int, won: int, **said: object) -> MovementInput:
    given = {
        "reference": "any",
        "entry": number,
        "kind": "actual",
        "amount_won": won,
        "period_from": date(2026, last - 2, 1),
        "period_to": date(2026, last, 28),
        "evidence_grade": "A",
        "known_on": date(2026, last, 28),
    }
    return MovementInput(**(given | said))


def by(engine, user, act):
    with db.transaction(engine) as session:
        return act(session, session.get_one(User, user.key))


def record(session, code):
    return session.exec(select(Instrument).where(Instrument.code == code)).one()


@pytest.fixture
def repaid(engine, loan, official) -> str:
    """The address of one repayment that was typed by hand and waits."""
    given = entry("2", "repayment", 10 * EOK, date(2026, 1, 15), principal_won=10 * EOK)
    key = by(engine, official, lambda session, actor: move(
        session, record(session, loan), given, actor=actor).key)  # fmt: skip
    return f"/approvals/M-{key}"


def test_one_row_of_a_ledger_waits_and_says_what_it_changes(
    browser_of, official, checker, repaid, loan
):
    own, other = browser_of(official), browser_of(checker)

    listed = other.get("/approvals").text
    page = other.get(repaid).text
    mine = own.post(repaid, data={"decision": "verify"})
    none = other.post(repaid, data={"decision": "return"})

    assert repaid in listed
    assert "대기 </span>1</span>" in listed
    assert "100억원 → <b>90억원</b>" in page
    assert loan in page
    assert mine.status_code == 422
    assert none.status_code == 422
    assert other.post(repaid, data={"decision": "verify"}).status_code == 303
    assert other.get(repaid).status_code == 404
    assert "검토할 건이 없습니다" in other.get("/approvals").text


def test_dated_rows_and_steps_stand_in_the_queue_with_their_own_pages(
    engine, browser_of, official, checker, make_user
):
    administrator = make_user(Role.ADMINISTRATOR)
    by(engine, administrator, lambda session, actor: propose_scope(
        session,
        ScopeInput(category="cloud", in_scope=False, valid_from=date(2027, 1, 1), reason="시험"),
        actor=actor))  # fmt: skip
    by(engine, administrator, lambda session, actor: propose_rate(
        session,
        DiscountRateInput(purpose="imf_world_bank", rate_ppm=40_000, valid_from=date(2027, 1, 1),
                          source="시험"),
        actor=actor))  # fmt: skip
    by(engine, administrator, lambda session, actor: propose_setting(
        session,
        TaxSettingInput(parameter="rural_tax_ppm", value=200_000, article="제5조",
                        valid_from=date(2027, 1, 1), source="시험"),
        actor=actor))  # fmt: skip
    by(engine, administrator, lambda session, actor: propose_targets(
        session, [target(), observation()], actor=actor))  # fmt: skip
    browser_of(administrator).post(
        "/periods",
        data={"first_day": "2026-10-01", "last_day": "2026-10-31", "filing_due": "2026-11-15"},
    )
    office = browser_of(checker)

    page = office.get("/approvals").text
    rows = office.get("/approvals.csv").get_data(as_text=True)

    for address in (
        "/reference/scope/",
        "/reference/discount-rates",
        "/reference/tax-settings/",
        "/targets/waiting",
        "/periods/2026-10-31#steps",
    ):
        assert f'href="{address}' in page
    assert "대기 </span>5</span>" in page
    assert len(rows.strip().splitlines()) == 6
    assert "집계 범위" in office.get("/approvals?what=scope").text
    assert "할인율 ·" not in office.get("/approvals?what=scope").text.split("qlist")[1]
    assert '<span class="cnt">' not in browser_of(administrator).get("/pledges").text
    for link in {line.split('"')[0] for line in page.split('class="qitem" href="')[1:]}:
        assert office.get(link.split("#")[0]).status_code == 200


def test_a_running_total_typed_as_an_amount_is_warned_about(
    engine, browser_of, official, checker, make_pledge
):
    code = make_pledge()
    keys = by(engine, official, lambda session, actor: [
        move(session, record(session, code), one, actor=actor).key
        for one in (spending("1", 3, 100), spending("2", 6, 120), spending("3", 9, 330))
    ])  # fmt: skip
    office = browser_of(checker)

    pages = [office.get(f"/approvals/M-{key}").text for key in keys]

    assert "누계를 기간 금액으로 적은 것이 아닌지" in pages[2]
    assert "누계를 기간 금액으로 적은 것이 아닌지" not in pages[0] + pages[1]
    assert "미제출 → <b>330원</b>" in pages[2]


def loan_book(session, actor, reference="L-9", won=30 * EOK, **said):
    """A workbook of one loan, paid out by a row of the same book."""
    made = note_upload(
        session,
        kind=Kind.LOAN,
        filename="융자.xlsx",
        sha256="1" * 64,
        size=1,
        actor=actor,
        counts={},
    )
    given = LoanInput(**TERMS | {"reference": reference, "amount_won": won} | said)
    key = made.key
    (revision,) = propose_many(
        session, Kind.LOAN, [given], actor=actor, state=State.SUBMITTED, submission_id=key
    )
    owner = session.get_one(Revision, revision).instrument_id
    number = str(len(session.exec(select(Movement)).all()) + 1)
    money = entry(number, "disbursement", 5 * EOK, date(2024, 2, 15))
    move_many(session, Kind.LOAN, [(owner, money)], actor=actor, submission_id=key)
    close_submission(session, made, actor=actor, counts={})
    return made.number


def test_a_workbook_of_loans_shows_before_and_after_and_the_totals(
    engine, browser_of, official, checker, loan
):
    new = by(engine, official, loan_book)
    office = browser_of(checker)

    page = office.get(f"/approvals/{new}").text
    assert "100억원 → <b>130억원</b>" in page
    assert "100억원 → <b>105억원</b>" in page
    assert office.post(f"/approvals/{new}", data={"decision": "verify"}).status_code == 303
    changed = by(engine, official, lambda session, actor: loan_book(
        session, actor, won=40 * EOK, rate_ppm=30_000))  # fmt: skip
    page = office.get(f"/approvals/{changed}").text
    assert "130억원 → <b>140억원</b>" in page
    assert "바뀐 항목 2개" in page
    assert "금리: <del>2.0%</del> → <ins>3.0%</ins>" in page
    assert "금리·공제율" not in page


def test_a_support_record_is_certified_by_a_third_person_and_then_withdrawn(
    browser_of, official, checker, make_user, loan
):
    maker, verifier = browser_of(official), browser_of(checker)
    third = browser_of(make_user(Role.ADMINISTRATOR))
    steps = f"/support/{loan}/steps"

    for hand in (maker, verifier):
        assert 'value="certify"' not in hand.get(f"/support/{loan}").text
        assert hand.post(steps, data={"action": "certify"}).status_code == 422
    assert 'value="certify"' in third.get(f"/support/{loan}").text
    assert third.post(steps, data={"action": "certify"}).status_code == 303
    assert "자료 확정" in maker.get(f"/support/{loan}").text

    silent = maker.post(steps, data={"action": "ask_withdrawal"})
    asked = maker.post(steps, data={"action": "ask_withdrawal", "reason": "대출이 취소됨"})
    assert (silent.status_code, asked.status_code) == (422, 303)
    assert "변경 요청" in maker.get(f"/support/{loan}").text
    page = verifier.get(f"/approvals/{loan}").text
    assert "철회 요청" in page
    assert "100억원 → <b>미제출</b>" in page
    assert verifier.post(f"/approvals/{loan}", data={"decision": "verify"}).status_code == 303
    assert "철회됨" in maker.get(f"/support/{loan}").text


def test_a_verified_pledge_is_certified_from_its_page(
    browser_of, official, checker, make_user, make_pledge
):
    code = make_pledge()
    third = browser_of(make_user(Role.OFFICIAL))

    refused = browser_of(checker).post(f"/pledges/{code}/steps", data={"action": "certify"})
    done = third.post(f"/pledges/{code}/steps", data={"action": "certify"})

    assert (refused.status_code, done.status_code) == (422, 303)
    assert "자료 확정" in third.get(f"/pledges/{code}").text
