"""Tax incentives, funds and loans: three lists that are never added, and a page for each record."""

from datetime import date
from typing import Any

import pytest

from app import db
from models.commands import advance, move, propose
from models.fund import FundInput
from models.fund_movement import FundMovementInput
from models.instrument import Instrument
from models.loan import LoanInput
from models.people import User
from models.tax_incentive import TaxIncentiveInput
from models.vocabulary import Kind

COMMON: dict[str, Any] = {"filer": "filer", "known_on": date(2026, 1, 1)}


@pytest.fixture
def support(engine, filer, official, checker) -> dict[Kind, int]:
    """One verified record of each kind; the fund has a disbursement nobody verified yet."""
    givens = {
        Kind.TAX_INCENTIVE: TaxIncentiveInput(
            reference="t",
            title="통합투자세액공제",
            article="24",
            provision="investment_credit",
            firm_size="large",
            rate_ppm=150_000,
            status="in_force",
            **COMMON,
        ),
        Kind.FUND: FundInput(
            reference="f",
            title="AI 코리아 펀드",
            form="fund",
            stage="planned",
            amount_won=5 * 10**11,
            public_won=15 * 10**10,
            **COMMON,
        ),
        Kind.LOAN: LoanInput(
            reference="l", title="시설자금 융자", stage="programme", rate_text="우대", **COMMON
        ),
    }
    keys = {}
    with db.transaction(engine) as session:
        maker, other = (session.get_one(User, user.key) for user in (official, checker))
        for kind, given in givens.items():
            revision = propose(session, kind, given, actor=maker)
            advance(session, revision, "submit", actor=maker)
            advance(session, revision, "verify", actor=other)
            keys[kind] = revision.instrument_id
        paid = FundMovementInput(
            reference="f",
            investee="A",
            investment="primary",
            entry="1",
            kind="disbursement",
            period_from=date(2026, 1, 1),
            period_to=date(2026, 3, 31),
            amount_won=10**10,
            evidence_grade="B",
            known_on=date(2026, 4, 1),
        )
        move(session, session.get_one(Instrument, keys[Kind.FUND]), paid, actor=maker)
    return keys


@pytest.mark.parametrize(
    ("path", "title", "says", "lacks"),
    [
        ("tax", "통합투자세액공제", "15.0%", "알 수 없음"),
        ("funds", "AI 코리아 펀드", "5,000억원", "미제출"),
        ("loans", "시설자금 융자", "우대", "미제출"),
    ],
)
def test_each_list_shows_its_own_kind_and_what_is_not_known(
    browser_of, official, support, path, title, says, lacks
):
    page = browser_of(official).get(f"/support/{path}").get_data(as_text=True)

    assert title in page
    assert says in page
    assert lacks in page
    assert page.count('class="txt-link" href="/support/') == 1


@pytest.mark.parametrize("letter", ["T", "F", "L"])
def test_a_record_has_a_page_that_pledges_lead_to(browser_of, official, support, letter):
    browser = browser_of(official)

    page = browser.get(f"/pledges/{letter}-2026-000001", follow_redirects=True)

    assert page.status_code == 200
    assert f"{letter}-2026-000001" in page.get_data(as_text=True)


def test_money_that_nobody_verified_is_shown_and_not_counted(browser_of, official, support):
    browser = browser_of(official)

    listed = browser.get("/support/funds").get_data(as_text=True)
    page = browser.get("/support/F-2026-000001").get_data(as_text=True)

    assert "100억원" not in listed
    assert "100억원" in page
    assert "제출됨" in page


def test_a_search_without_results_offers_the_way_back(browser_of, official, support):
    page = browser_of(official).get("/support/tax?q=없는말").get_data(as_text=True)

    assert "조건에 맞는 자료가 없습니다" in page
