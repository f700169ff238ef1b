"""A loan from application to arrears, walked by an official and the one who checks."""

import re
from typing import Any

import pytest

from app.sample import CHECKER, MAKER

TITLE = "AI 설비 저리융자(시험)"
TERMS = {
    "reference": "W-LOAN-1",
    "title": TITLE,
    "amount_won": "100억",
    "lender": "정책은행(시험)",
    "beneficiary": "차입 기업(시험)",
    "applied_on": "2024-01-02",
    "rate_ppm": "2%",
    "payments_per_year": "2",
    "maturity_months": "120",
    "grace_months": "36",
    "tranches-0-tranche": "1",
    "tranches-0-amount_won": "40억",
    "tranches-0-planned_on": "2024-01-15",
    "tranches-1-tranche": "2",
    "tranches-1-amount_won": "60억",
    "tranches-1-planned_on": "2024-07-15",
}


def test_a_loan_is_walked_from_application_to_arrears(person):
    maker, checker = person(MAKER.email), person(CHECKER.email)

    code = apply_for(maker)
    approve(checker, code)
    for step in ("approve", "make_effective"):
        maker.go(f"/support/{code}")
        maker.page.fill("#f-step-reason", "심사 통과")
        submit(maker, f"button[name=action][value={step}]")
        approve(checker, code)
    assert "약정 발효" in stage_of(maker, code)

    file(maker, code, "disbursement", entry="1", period_to="2024-01-15", amount_won="40억",
         tranche="1")  # fmt: skip
    verify(checker, code)
    assert "연체" in stage_of(maker, code)
    overdue = maker.page.inner_text("main")
    assert "4,000,000,000원" in overdue
    assert "6,000,000,000원" in overdue

    file(maker, code, "disbursement", entry="2", period_to="2024-07-15", amount_won="60억",
         tranche="2")  # fmt: skip
    file(maker, code, "repayment", entry="3", period_to="2024-07-15", principal_won="0",
         interest_won="40,000,000")  # fmt: skip
    verify(checker, code)
    verify(checker, code)

    # Nothing was paid since: interest of 100 million every half year, later the principal too.
    assert "연체" in stage_of(maker, code)
    said = maker.page.inner_text("main")
    for words in ("180일 초과", "10,000,000,000원", "100,000,000", "상환일이 지난 돈"):
        assert words in said, words
    assert (maker.violations(), maker.barriers()) == ([], [])

    checker.go("/support/loans?st=in_arrears&late=days_over_180")
    assert TITLE in checker.page.inner_text("main")
    assert maker.troubles + checker.troubles == []


def submit(who: Any, selector: str) -> None:
    with who.page.expect_navigation():
        who.page.click(selector)


def apply_for(maker: Any) -> str:
    """Type the application, make a mistake, mend it, and submit it; returns the code."""
    maker.go("/support/loans/new")
    maker.page.fill("#f-filer", "moef")
    submit(maker, "button[name=go][value=add-tranches]")
    for name, text in (TERMS | {"rate_ppm": "이 퍼센트"}).items():
        maker.page.fill(f"#f-{name}", text)
    for name, value in (
        ("funding", "budget"), ("profile", "equal_principal"), ("day_count", "30/360"),
    ):  # fmt: skip
        maker.page.select_option(f"#f-{name}", value)
    maker.page.fill("#f-known_on", "2024-01-02")
    submit(maker, ".form-actions button[value=submit]")
    assert "금리" in maker.page.inner_text(".err-sum")
    assert (maker.violations(), maker.barriers()) == ([], [])
    maker.page.fill("#f-rate_ppm", TERMS["rate_ppm"])
    submit(maker, ".form-actions button[value=submit]")
    assert TITLE in maker.page.inner_text("h1")
    return re.findall(r"L-\d{4}-\d{6}", maker.page.url)[0]


def approve(checker: Any, code: str) -> None:
    checker.go(f"/approvals/{code}")
    checker.page.check("input[type=radio][value=verify]", force=True)
    submit(checker, ".decide button.primary")


def file(maker: Any, code: str, kind: str, **said: str) -> None:
    """File one row of the ledger, by its own form."""
    maker.go(f"/support/{code}")
    submit(maker, f"a[href='/support/loans/{code}/entries/new']")
    maker.page.select_option("#f-kind", kind)
    submit(maker, "form.soft button[type=submit]")
    for name, text in said.items():
        maker.page.fill(f"#f-{name}", text)
    maker.page.select_option("#f-evidence_grade", "A")
    maker.page.fill("#f-known_on", said["period_to"])
    submit(maker, ".form-actions button[type=submit]")
    assert "승인 대기" in maker.page.inner_text("#ledger")


def verify(checker: Any, code: str) -> None:
    """Verify the first row of the ledger that waits."""
    checker.go(f"/support/{code}")
    checker.page.click("#ledger details summary >> nth=0")
    submit(checker, "#ledger button[value=verify] >> visible=true")


def stage_of(who: Any, code: str) -> str:
    who.go(f"/support/{code}")
    return str(who.page.inner_text("#stage"))


@pytest.mark.parametrize(
    "path",
    ["/support/loans", "/support/loans/new", "/reference/discount-rates", "/calculators/loan"],
)
@pytest.mark.parametrize("width", [1440, 320])
def test_the_pages_of_loans_have_no_barrier_and_fit(person, path, width):
    reader = person(MAKER.email, width=width)

    assert reader.go(path) == 200
    assert (reader.violations(), reader.barriers()) == ([], [])
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= width
