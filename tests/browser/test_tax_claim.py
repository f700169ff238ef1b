"""A tax credit claim with carry-forward, from typing it to using the rest a year later."""

from typing import Any

from app.sample import ACCOUNTS, CHECKER, DEMO_PARTY, MAKER
from models.vocabulary import Role

TITLE = "AI 데이터센터 공제(시험)"
FIRST = {
    "title": f"{TITLE} 1",
    "opens_on": "2025-01-01",
    "closes_on": "2025-12-31",
    "invested_won": "1200억",
    "prior1_won": "600억",
    "prior2_won": "600억",
    "prior3_won": "600억",
    "tax_base_won": "3000억",
    "computed_tax_won": "558억",
    "other_relief_won": "0",
    "filed_on": "2026-03-31",
}
LATER = FIRST | {
    "title": f"{TITLE} 2",
    "opens_on": "2026-01-01",
    "closes_on": "2026-12-31",
    "invested_won": "0",
    "prior1_won": "1200억",
    "computed_tax_won": "700억",
    "filed_on": "2027-03-31",
}
CHOSEN = {"filer": DEMO_PARTY, "tier": "national_strategic", "firm_size": "large"}


def fill(person: Any, said: dict[str, str]) -> None:
    """Type a claim into the form."""
    person.go("/support/claims/new")
    for name, value in CHOSEN.items():
        person.page.select_option(f"#f-{name}", value)
    for name, text in said.items():
        person.page.fill(f"#f-{name}", text)


def send(person: Any) -> str:
    """Submit the form; returns the code of the claim."""
    person.press("button[name=go][value=submit]")
    return str(person.page.url.rsplit("/", 1)[1])


def approve(checker: Any, code: str) -> None:
    """Verify a claim in the queue."""
    checker.go(f"/approvals/{code}")
    checker.tab_to("input[type=radio][value=verify]")
    checker.page.keyboard.press("Space")
    checker.press(".decide button.primary")


def test_a_claim_is_entered_worked_out_approved_and_its_rest_is_used_a_year_later(person):
    maker, checker = person(MAKER.email), person(CHECKER.email)

    fill(maker, FIRST)
    maker.press("button[name=go][value=calculate]")
    worked = maker.page.inner_text("#worked")
    for figure in ("18,000,000,000원", "6,000,000,000원", "24,000,000,000원", "제24조 ① 나목"):
        assert figure in worked, figure
    assert maker.page.input_value("#f-invested_won") == "1200억"
    assert (maker.violations(), maker.barriers()) == ([], [])
    first = send(maker)
    approve(checker, first)
    maker.go(f"/support/{first}")
    said = maker.page.inner_text("main")
    assert "10,000,000,000원" in said
    assert "2025: 140억원" in said

    fill(maker, LATER)
    approve(checker, send(maker))

    maker.go(f"/support/{first}")
    rows = maker.page.locator("section", has_text="이 신청의 사용과 이월").locator("tbody tr")
    assert [row.split()[0] for row in rows.all_inner_texts()] == ["2025", "2026"]
    assert "14,000,000,000원" in rows.nth(1).inner_text()
    assert "전액 사용" in maker.page.inner_text("main")
    assert (maker.violations(), maker.barriers()) == ([], [])
    assert maker.troubles + checker.troubles == []


def test_the_firm_opens_its_claims_and_an_auditor_does_not(person):
    of = {demo.role: demo.email for demo in ACCOUNTS}
    company, auditor = person(of[Role.COMPANY]), person(of[Role.AUDITOR])

    assert company.go("/support/claims") == 200
    assert auditor.go("/support/claims") == 403
    assert auditor.go("/support/tax/report?year=2026") == 200
    assert (auditor.violations(), auditor.barriers()) == ([], [])
