"""Pages of funds: who commits, where the money is, what counts, and who may read which name."""

import io
from datetime import date
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlmodel import Session

from app import db
from models.commands import advance, advance_movement, move, propose
from models.fund import FundInput
from models.fund_movement import FundMovementInput
from models.instrument import Instrument
from models.people import User
from models.vocabulary import Kind, PartyKind, Role, State

JO = 10**12


def fund(reference: str, **said: Any) -> FundInput:
    given = {
        "filer": "filer",
        "reference": reference,
        "title": f"펀드 {reference}",
        "form": "fund",
        "stage": "investing",
        "known_on": date(2026, 1, 5),
    }
    return FundInput(**given | said)


def money(kind: str, won: int, entry: str, **said: Any) -> FundMovementInput:
    given = {
        "reference": "any",
        "entry": entry,
        "kind": kind,
        "amount_won": won,
        "period_from": date(2026, 6, 1),
        "period_to": date(2026, 6, 30),
        "evidence_grade": "B",
        "known_on": date(2026, 7, 1),
    }
    return FundMovementInput(**given | said)


def register(session: Session, given: FundInput, maker: User, checker: User) -> Instrument:
    revision = propose(session, Kind.FUND, given, actor=maker, state=State.SUBMITTED)
    advance(session, revision, "verify", actor=checker)
    return session.get_one(Instrument, revision.instrument_id)


@pytest.fixture
def chain(engine, filer, official, checker, make_party) -> dict[str, str]:
    """A mother fund, its child with money, and a fund that nobody verified; codes by reference."""
    make_party("firm", name_ko="가나다테크")
    mother = {"number": "S", "investor": "정부", "is_public": True, "amount_won": 45 * 10**11}
    child = [
        {"number": "M", "fund": "mother", "amount_won": 45 * 10**11},
        {
            "number": "P",
            "investor": "은행",
            "is_public": False,
            "amount_won": 179 * 10**11,
            "committed_on": date(2026, 2, 1),
        },
    ]
    budget = {
        "year": 2026,
        "project_code": "1234-567",
        "budget_account": "public_fund",
        "budgeted_won": JO,
    }
    paid = {"party": "firm", "investment": "primary", "ai_share_ppm": 1_000_000}
    with db.transaction(engine) as session:
        maker, other = (session.get_one(User, user.key) for user in (official, checker))
        one = register(
            session, fund("mother", commitments=[mother], budgets=[budget]), maker, other
        )
        two = register(session, fund("child", commitments=child), maker, other)
        for given in (
            money("call", 4 * JO, "1", commitment="P"),
            money("paid_in", 3 * JO, "2", commitment="P"),
            money("disbursement", 156 * 10**11, "3", coinvested_won=JO, **paid),
        ):
            moved = move(session, two, given, actor=maker)
            advance_movement(session, moved, "verify", actor=other)
        waiting = propose(session, Kind.FUND, fund("open"), actor=maker, state=State.SUBMITTED)
        three = session.get_one(Instrument, waiting.instrument_id)
        return {"mother": one.code, "child": two.code, "open": three.code}


def page_of(browser: Any, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, answer.status_code
    return str(answer.get_data(as_text=True))


def test_a_fund_shows_its_commitments_money_chain_and_what_counts(browser_of, official, chain):
    page = page_of(browser_of(official), f"/support/{chain['child']}?lang=ko")

    for said in (
        "은행",
        "펀드 mother",
        "12,466,071,428,571원",
        "42,500,000,000,000원",
        "−3,133,928,571,429원",
        "3.98배",
        "79.9%",
        "가나다테크",
    ):
        assert said in page, said
    assert f'href="/support/{chain["mother"]}"' in page


def test_a_mother_fund_shows_what_its_children_invested_and_its_budget(browser_of, official, chain):
    page = page_of(browser_of(official), f"/support/{chain['mother']}?lang=en")

    for said in ("KRW 12,466,071,428,571", "1234-567", "Public fund", "Only budget items"):
        assert said in page, said
    assert f'href="/support/{chain["child"]}"' in page


def test_a_fund_nobody_verified_says_so_and_counts_nothing(browser_of, official, chain):
    page = page_of(browser_of(official), f"/support/{chain['open']}?lang=ko")

    assert "아직 승인되지 않은 펀드입니다" in page


def test_the_same_page_speaks_to_each_reader_in_their_language(browser_of, official, chain):
    browser = browser_of(official)

    korean = page_of(browser, f"/support/{chain['child']}?lang=ko")
    english = page_of(browser, f"/support/{chain['child']}?lang=en")

    assert ("약정일" in korean, "Committed on" in korean) == (True, False)
    assert ("약정일" in english, "Committed on" in english) == (False, True)


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_all_funds_stand_together_with_their_sums(browser_of, official, chain, lang):
    page = page_of(browser_of(official), f"/support/funds/layer?lang={lang}")

    assert "42,500,000,000,000" in page
    assert chain["child"] in page
    assert chain["open"] not in page


@pytest.mark.parametrize("path", ["/support/funds/layer", "/support/funds"])
def test_verified_funds_without_money_are_listed_and_their_sums_are_not_nought(
    engine, browser_of, filer, official, checker, path
):
    with db.transaction(engine) as session:
        maker, other = (session.get_one(User, user.key) for user in (official, checker))
        code = register(session, fund("bare"), maker, other).code

    page = page_of(browser_of(official), f"{path}?lang=ko")

    assert code in page
    assert "승인된 펀드가 없습니다" not in page
    assert "미제출" in page
    assert ">0원" not in page


def test_a_file_of_funds_without_money_says_that_nothing_was_filed(
    engine, browser_of, filer, official, checker
):
    with db.transaction(engine) as session:
        maker, other = (session.get_one(User, user.key) for user in (official, checker))
        register(session, fund("bare"), maker, other)

    book = load_workbook(
        io.BytesIO(browser_of(official).get("/support/funds/layer.xlsx?lang=ko").data)
    )

    cover = dict(book.worksheets[0].iter_rows(min_row=3, max_col=2, values_only=True))
    assert [cover[name] for name in ("집계액", "단순 합계(쓰지 않음)", "뺀 금액")] == ["미제출"] * 3


def test_the_list_shows_money_beside_the_plan(browser_of, official, chain):
    page = page_of(browser_of(official), "/support/funds?lang=ko")

    assert "12조 4,661억원" in page
    assert "3.98배" in page
    assert "/support/funds/layer" in page


def test_a_company_reads_its_own_fund_and_no_other_names(
    browser_of, make_user, make_party, engine, official, checker, chain
):
    owner = make_party("owner", kind=PartyKind.FUND)
    with db.transaction(engine) as session:
        maker, other = (session.get_one(User, user.key) for user in (official, checker))
        own = [{"number": "1", "fund": "filer/child", "amount_won": JO}]
        given = fund("own", filer="owner", commitments=own)
        code = register(session, given, maker, other).code
    browser = browser_of(make_user(Role.COMPANY, owner))

    page = page_of(browser, f"/support/{code}?lang=ko")

    assert "공개되지 않은 펀드" in page
    assert not any(said in page for said in ("은행", "펀드 child", chain["child"]))
    assert browser.get("/support/funds/layer").status_code == 403
    assert browser.get(f"/support/{chain['child']}").status_code == 404


def test_an_economist_without_names_reads_figures_only(browser_of, make_user, chain):
    page = page_of(browser_of(make_user(Role.ECONOMIST)), f"/support/{chain['child']}?lang=ko")

    assert "12,466,071,428,571원" in page
    assert [said for said in ("은행", "가나다테크", "펀드 child") if said in page] == []
    assert "정부" in page


def test_the_file_holds_what_the_page_adds_up(browser_of, official, chain):
    browser = browser_of(official)

    text = browser.get("/support/funds/layer.csv?lang=ko").get_data().decode("utf-8-sig")
    book = browser.get("/support/funds/layer.xlsx?lang=en")

    head, row = (line.split(",") for line in text.splitlines())
    said = dict(zip(head, row, strict=True))
    assert said["투자받은 곳"] == "가나다테크"
    assert float(said["집계액(억원)"]) + float(said["빠진 금액(억원)"]) == 156_000
    assert said["빠진 까닭"] == "펀드의 공공 몫 제외"
    cover = dict(
        load_workbook(io.BytesIO(book.data))
        .worksheets[0]
        .iter_rows(min_row=3, max_col=2, values_only=True)
    )
    assert (cover["Unit"], cover["Records"]) == ("KRW 100 million", "1")
    assert official.name in cover["Made by, at"]
    assert cover["Status"].startswith("Provisional")


def test_a_person_decides_whether_fund_and_pledge_are_the_same(
    browser_of, checker, make_pledge, chain
):
    line = {"year": 2026, "amount_won": JO, "stage": "announced"}
    pledge = make_pledge(filer="firm", amount_won=JO, lines=[line])
    browser, address = browser_of(checker), f"/support/{chain['child']}"
    assert "11,466,071,428,571원" in page_of(browser, address)

    nothing = browser.post(f"/support/funds/{chain['child']}/overlap", data={"other": pledge})
    silent = browser.post(
        f"/support/funds/{chain['child']}/overlap", data={"other": pledge, "verdict": "different"}
    )
    assert (nothing.status_code, silent.status_code) == (303, 303)
    assert "11,466,071,428,571원" in page_of(browser, address)

    said = {"other": pledge, "verdict": "different", "reason": "다른 공장"}
    browser.post(f"/support/funds/{chain['child']}/overlap", data=said)

    page = page_of(browser, address)
    assert "12,466,071,428,571원" in page
    assert "다른 공장" in page


def test_a_checker_reads_what_approval_does_to_the_money_of_funds(browser_of, checker, chain):
    page = page_of(browser_of(checker), f"/approvals/{chain['open']}?lang=ko")

    assert "펀드를 거친 투자" in page
    assert "변화 없음" in page
