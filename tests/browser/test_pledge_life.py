"""A pledge from the form to its withdrawal, by keyboard, with the totals after every step."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask_security.utils import hash_password

from app import db
from app.sample import CHECKER, MAKER
from imports.template import CREATED
from imports.write import write_workbook
from models.commands import register_party, register_user
from models.inputs import PartyInput
from models.queries.invariants import broken
from models.vocabulary import Kind, PartyKind, Role
from tests.browser.conftest import PASSWORD, make_app, served

THIRD = "third@sample.test"
FIRM = "가상전자(시험)"
TITLE = "가상 데이터센터(시험)"
NOTHING = {"의향": "0원", "발표": "0원", "확정": "0원", "집행": "미제출"}


@pytest.fixture
def register(tmp_path_factory, sqlite_databases):
    """An empty register with three officials and one made-up firm."""
    app = make_app(tmp_path_factory.mktemp("life"), sqlite_databases.copy())
    with app.app_context(), db.transaction(app.extensions["engine"]) as session:
        word = hash_password(PASSWORD)
        for email in (MAKER.email, CHECKER.email, THIRD):
            register_user(session, email=email, name=email, role=Role.OFFICIAL, password_hash=word)
        given = PartyInput(code="made-up", name_ko=FIRM, kind=PartyKind.COMPANY)
        register_party(session, given, actor=None)
    return app


@pytest.fixture
def people(register, person):
    """The one who types, the one who checks, and the third who certifies."""
    with served(register) as address:
        yield [person(email, at=address) for email in (MAKER.email, CHECKER.email, THIRD)]


def test_a_pledge_is_walked_from_the_form_to_its_withdrawal(register, people, tmp_path):
    maker, checker, third = people

    code = type_it(maker)
    assert totals(checker) == NOTHING

    send_back(checker, code, "2027년 금액의 근거가 다릅니다")
    maker.go(f"/pledges/{code}")
    said = maker.page.inner_text("main")
    assert "보완 요청" in said
    assert "2027년 금액의 근거가 다릅니다" in said
    assert clean(maker)
    change(maker, code, {"amount": "1조", "line-3-amount": "7,000억"})
    assert totals(checker) == NOTHING
    may_not_verify(maker, code)
    verify(checker, code)
    assert totals(checker) == NOTHING | {"발표": "1조원"}

    change(maker, code, {"amount": "1.4조", "line-3-amount": "1조 1,000억"}, "증액 공시")
    assert totals(checker) == NOTHING | {"발표": "1조원"}
    verify(checker, code)
    assert totals(checker) == NOTHING | {"발표": "1.4조원"}
    change(maker, code, {"amount": "1.2조", "line-3-amount": "9,000억"}, "감액 공시")
    verify(checker, code)
    assert totals(checker) == NOTHING | {"발표": "1.2조원"}

    firm_needs_evidence(maker, code)
    verify(checker, code)
    assert totals(checker) == NOTHING | {"발표": "1.2조원", "확정": "3,000억원"}

    file(maker, checker, tmp_path, code, "1", "actual", 2000)
    assert totals(checker) == {
        "의향": "0원", "발표": "1.2조원", "확정": "3,000억원", "집행": "2,000억원",
    }  # fmt: skip
    file(maker, checker, tmp_path, code, "2", "refund", 1000)
    assert totals(checker)["집행"] == "1,000억원"

    defer_what_is_missing(maker, code)
    assert totals(checker)["확정"] == "3,000억원"
    may_not_verify(maker, code)
    verify(checker, code)
    deferred = {"의향": "0원", "발표": "1조원", "확정": "1,000억원", "집행": "1,000억원"}
    assert totals(checker) == deferred
    assert clean(checker)
    maker.go("/overdue")
    assert code not in maker.page.inner_text("main")

    certify(third, code)
    assert totals(third) == deferred
    change(maker, code, {"amount": "1.3조", "line-3-amount": "1조"}, "확정 자료의 오기 정정")
    assert totals(third) == deferred
    verify(checker, code)
    corrected = deferred | {"발표": "1.1조원"}
    assert totals(checker) == corrected
    look_around(checker, code)

    withdraw(maker, code)
    assert totals(checker) == corrected
    verify(checker, code)
    assert totals(checker) == NOTHING
    with db.reading(register.extensions["engine"]) as session:
        assert broken(session) == []
    assert [one.troubles for one in people] == [[], [], []]


def totals(who: Any) -> dict[str, str]:
    """The four figures of the dashboard as they stand there."""
    who.go("/")
    rows = who.page.locator(".facts.four > div").all()
    return {
        row.locator("dt").inner_text().split()[0]: row.locator("dd a strong").first.inner_text()
        for row in rows
    }


def clean(who: Any) -> bool:
    """Whether nothing on the page is a barrier or against the content security policy."""
    return (who.violations(), who.barriers()) == ([], [])


def type_it(maker: Any) -> str:
    """Type the pledge: 3,000억 in 2025 and 9,000억 in 2027; returns its code."""
    maker.go("/pledges/new")
    maker.type_in("[name=filer]", "made-up")
    maker.type_in("[name=title]", TITLE)
    maker.choose("select[name=category]", "data_centre")
    maker.press(".form-actions button[value=next]")
    maker.type_in("[name=amount]", "1조 2,000억")
    maker.type_in("[name=ai_share]", "100")
    maker.type_in("[name=line-1-amount]", "3,000억")
    maker.type_in("[name=line-3-amount]", "9천억")
    assert clean(maker)
    for _ in range(2):
        maker.press(".form-actions button[value=next]")
    assert clean(maker)
    maker.press(".form-actions button[value=submit]")
    assert "제출됨" in maker.page.inner_text("main")
    return str(maker.page.url.rsplit("/", 1)[1])


def change(maker: Any, code: str, typed: dict[str, str], reason: str = "") -> None:
    """Change fields of the second step, and submit with the reason."""
    retype(maker, code, typed)
    maker.press(".form-actions button[value=next]")
    if reason:
        maker.type_in("[name=reason]", reason)
    maker.press(".form-actions button[value=submit]")
    assert maker.page.url.endswith(f"/pledges/{code}"), maker.page.inner_text("main")


def retype(maker: Any, code: str, typed: dict[str, str]) -> None:
    maker.go(f"/pledges/{code}/change")
    maker.press("button[name=go][value='2']")
    for name, text in typed.items():
        maker.tab_to(f"[name={name}]")
        maker.page.keyboard.press("Control+A")
        maker.page.keyboard.type(text)


def firm_needs_evidence(maker: Any, code: str) -> None:
    """Without evidence the line of 2025 stays where it is; with a board resolution it is firm."""
    retype(maker, code, {})
    maker.choose("[name=line-1-stage]", "firm")
    maker.press(".form-actions button[value=next]")
    assert "증빙 등급" in maker.page.inner_text(".err-sum")
    assert clean(maker)
    maker.choose("[name=line-1-grade]", "B")
    maker.type_in("[name=line-1-evidence]", "이사회 의결 2025-05-02(시험)")
    maker.press(".form-actions button[value=next]")
    maker.type_in("[name=reason]", "이사회 의결")
    maker.press(".form-actions button[value=submit]")


def decide(checker: Any, address: str, decision: str, reason: str = "") -> None:
    checker.go(f"/approvals/{address}")
    assert clean(checker)
    checker.tab_to("input[type=radio][name=decision]")
    while not checker.page.is_checked(f"input[type=radio][value={decision}]"):
        checker.page.keyboard.press("ArrowDown")
    if reason:
        checker.type_in("textarea[name=reason]", reason)
    checker.press(".decide button.primary")


def verify(checker: Any, code: str) -> None:
    decide(checker, code, "verify")
    checker.go(f"/pledges/{code}")
    said = checker.page.inner_text("main")
    assert "승인됨" in said or "철회됨" in said


def send_back(checker: Any, code: str, reason: str) -> None:
    decide(checker, code, "return", reason)


def may_not_verify(maker: Any, code: str) -> None:
    """Whoever made a version finds no way to verify it."""
    maker.go(f"/approvals/{code}")
    assert maker.page.locator("main form button[value=verify], #d-verify").count() == 0
    assert "승인할 수 없습니다" in maker.page.inner_text("main")


def file(
    maker: Any, checker: Any, folder: Path, code: str, entry: str, kind: str, eok: int
) -> None:
    """File money of 2025 in a workbook; the same checker verifies it as one bundle."""
    maker.go(f"/pledges/{code}")
    reference = maker.page.inner_text("main").split("관리번호")[1].split()[0]
    path = folder / f"{entry}.xlsx"
    row = {
        "reference": reference, "entry": entry, "kind": kind, "period_from": date(2025, 1, 1),
        "period_to": date(2025, 12, 31), "amount_won": eok * 10**8, "recorded_as": "period",
        "basis": "cash", "evidence_grade": "A", "evidence": "감사보고서(시험)",
        "known_on": date(2026, 3, 31),
    }  # fmt: skip
    sheets = {"Pledges": [], "Lines": [], "Participants": [], "Realisations": [row]}
    write_workbook(path, Kind.PLEDGE, sheets, created=CREATED)
    maker.go("/submissions")
    maker.page.set_input_files("input[name=file]", path)
    maker.press("main form button[type=submit]")
    maker.press(".form-actions button[type=submit]")
    number = "S-" + maker.page.inner_text("main").split("S-")[1].split()[0]
    decide(checker, number, "verify")


def defer_what_is_missing(maker: Any, code: str) -> None:
    """The proposal says what is missing of 2025; following it asks for a change."""
    maker.go("/overdue")
    assert clean(maker)
    assert "2,000억원" in maker.page.inner_text("main tbody")
    maker.press(f"a[href^='/overdue/{code}/']")
    assert clean(maker)
    maker.tab_to("input[name=decision]")
    maker.page.keyboard.press("Space")
    maker.press("main form button[type=submit].primary")
    assert "사유를 적어" in maker.page.inner_text(".err-sum")
    assert clean(maker)
    maker.type_in("[name=deferred_to]", "2027-06-30")
    maker.type_in("textarea[name=reason]", "부지 인허가가 늦어짐")
    maker.press("main form button[type=submit].primary")
    assert maker.page.url.endswith(f"/pledges/{code}")


def certify(third: Any, code: str) -> None:
    third.go(f"/pledges/{code}")
    third.press("#steps form:has([value=certify]) button")
    assert "자료 확정" in third.page.inner_text("main")


def look_around(checker: Any, code: str) -> None:
    """The record is found from every page, and its party's page sums what counts of it."""
    checker.go("/")
    checker.type_in("#site-q", code)
    with checker.page.expect_navigation():
        checker.page.keyboard.press("Enter")
    assert checker.page.url.endswith(f"/pledges/{code}")
    checker.press("main a[href='/companies/made-up']")
    assert "1조 1,000억원" in checker.page.inner_text("#figures")
    assert clean(checker)
    checker.type_in("#site-q", "가상")
    with checker.page.expect_navigation():
        checker.page.keyboard.press("Enter")
    found = checker.page.inner_text("main")
    assert FIRM in found
    assert TITLE in found
    assert clean(checker)


def withdraw(maker: Any, code: str) -> None:
    maker.go(f"/pledges/{code}")
    maker.tab_to("#steps details summary")
    maker.page.keyboard.press("Enter")
    maker.type_in("#steps textarea[name=reason]", "사업을 그만둠(시험)")
    maker.press("#steps form:has([value=ask_withdrawal]) button")
    assert "철회를 요청했습니다" in maker.page.inner_text("main")


@pytest.mark.parametrize("path", ["/overdue", "/companies", "/companies/naver", "/search?q=AI"])
@pytest.mark.parametrize("width", [1440, 320])
def test_the_pages_have_no_barrier_and_fit(person, path, width):
    reader = person(CHECKER.email, width=width)

    assert reader.go(path) == 200
    assert clean(reader)
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= width
