"""A chain of funds of funds, walked by an official, a checker and somebody who reads."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.sample import CHECKER, MAKER
from imports.template import CREATED
from imports.write import write_workbook
from models.vocabulary import Kind

STATE, MOTHER, CHILD = "국가 모펀드(시험)", "분야 모펀드(시험)", "AI 자펀드(시험)"
COMMON = {"filer": "moef", "form": "fund", "stage": "investing", "known_on": date(2026, 1, 5)}


def entry(number: str, kind: str, won: int, **said: Any) -> dict[str, Any]:
    return {
        "reference": "W-3",
        "entry": number,
        "kind": kind,
        "amount_won": won,
        "period_from": date(2026, 6, 1),
        "period_to": date(2026, 6, 30),
        "evidence_grade": "A",
        "known_on": date(2026, 7, 1),
        **said,
    }


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """Public 4.5T through two funds of funds into a fund of 22.4T that invests 15.6T."""
    path = tmp_path / "chain.xlsx"
    titles = {"W-1": STATE, "W-2": MOTHER, "W-3": CHILD}
    public = {"amount_won": 45 * 10**11}
    rows: dict[str, list[dict[str, Any]]] = {
        "Funds": [{"reference": key, "title": title, **COMMON} for key, title in titles.items()],
        "Commitments": [
            {"reference": "W-1", "number": "S", "investor": "정부", "is_public": True, **public},
            {"reference": "W-2", "number": "S", "fund": "W-1", **public},
            {"reference": "W-3", "number": "M", "fund": "W-2", **public},
            {
                "reference": "W-3",
                "number": "P",
                "investor": "민간 출자자",
                "is_public": False,
                "amount_won": 179 * 10**11,
            },
        ],
        "Movements": [
            entry("1", "call", 179 * 10**11, commitment="P"),
            entry("2", "paid_in", 170 * 10**11, commitment="P"),
            entry(
                "3",
                "disbursement",
                156 * 10**11,
                investee="투자기업",
                investment="primary",
                ai_share_ppm=1_000_000,
            ),
        ],
    }
    write_workbook(path, Kind.FUND, rows, created=CREATED)
    return path


def test_a_chain_of_funds_is_filed_approved_and_looked_through(person, workbook):
    maker, checker = person(MAKER.email), person(CHECKER.email)

    maker.go("/submissions")
    maker.page.set_input_files("input[name=file]", workbook)
    maker.press("main form button[type=submit]")
    number = maker.page.url.split("/submissions/")[1].split("/")[0]
    maker.press(".form-actions button[type=submit]")
    assert "접수증" in maker.page.inner_text("h1")
    assert "42,500" not in maker.page.inner_text("main")

    maker.go("/support/funds/layer")
    assert CHILD not in maker.page.inner_text("main")

    checker.go(f"/approvals/{number}")
    assert "미제출 → 12조 4,661억원" in checker.page.inner_text("main")
    checker.tab_to("input[type=radio][value=verify]")
    checker.page.keyboard.press("Space")
    checker.press(".decide button.primary")

    read_the_chain(checker)
    assert maker.troubles + checker.troubles == []


def read_the_chain(reader: Any) -> None:
    """From the sum of all funds down to the investee, and up to the state behind it."""
    page = reader.page
    reader.go("/support/funds/layer")
    page.click(f"text={CHILD}")
    said = page.inner_text("main")
    for figure in ("12,466,071,428,571원", "47,000,000,000,000원", "9,000억원", "3.98배", "20.1%"):
        assert figure in said, figure
    assert (reader.violations(), reader.barriers()) == ([], [])

    page.locator("main section", has_text="출자 사슬").locator(f"a:has-text('{MOTHER}')").click()
    assert MOTHER in page.inner_text("h1")
    assert "12,466,071,428,571원" in page.inner_text("main")
    page.locator(f"main a:has-text('{STATE}')").first.click()
    assert STATE in page.inner_text("h1")
    assert "공공 100%" in page.inner_text("main")


@pytest.mark.parametrize("path", ["/support/funds/layer", "/support/funds"])
@pytest.mark.parametrize("width", [1440, 320])
def test_the_sums_of_funds_have_no_barrier_and_fit(person, path, width):
    reader = person(CHECKER.email, width=width)

    assert reader.go(path) == 200
    assert (reader.violations(), reader.barriers()) == ([], [])
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= width
