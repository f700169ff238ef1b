"""The calculator of loans: the page, its workbook and the command give the same won."""

import io
import json
import re

import openpyxl
import pytest

from app.messages.schedules import SCHEDULES
from models.vocabulary import Role
from tests.architecture.project import ROOT

TERMS = {
    "principal": "10억", "rate": "2%", "periods": "8", "per_year": "2", "profile": "annuity",
    "first_due": "2026-07-15", "disbursed_on": "2026-01-15", "day_count": "30/360",
    "principal_grace": "2", "interest_grace": "1", "discount": "4%",
}  # fmt: skip
COMMAND = (
    "loan-schedule", "--principal", "1000000000", "--rate", "0.02", "--periods", "8",
    "--periods-per-year", "2", "--first-date", "2026-07-15", "--disbursed-on", "2026-01-15",
    "--day-count", "30/360", "--profile", "annuity", "--principal-grace", "2",
    "--interest-grace", "1",
)  # fmt: skip


@pytest.fixture
def browser(browser_of, make_user):
    return browser_of(make_user(Role.OFFICIAL))


@pytest.fixture
def run(app):
    return lambda *words: app.test_cli_runner().invoke(args=list(words))


def payments(page: str) -> list[str]:
    return [re.sub(r"\D", "", cell) for cell in re.findall(r'num b" data-l="상환액">([^<]+)', page)]


def test_page_command_and_workbook_say_the_same_won(browser, run):
    page = browser.get("/calculators/loan", query_string=TERMS)
    said = json.loads(run(*COMMAND, "--json").output)
    book = openpyxl.load_workbook(
        io.BytesIO(browser.get("/calculators/loan.xlsx", query_string=TERMS).data), data_only=True
    )

    from_page = [int(one) for one in payments(page.get_data(as_text=True))]
    from_book = [row[5] for row in book.active.iter_rows(min_row=6, values_only=True)]
    of_command = [row["payment"] for row in said]
    assert from_page == from_book == [*of_command, sum(of_command)]
    assert [row["interest"] for row in said[:2]] == [0, 20_000_000]
    assert set(said[0]) == {"due", "principal", "interest", "payment", "balance"}


def test_without_an_address_an_example_is_shown(browser):
    page = browser.get("/calculators/loan?lang=en")

    assert page.status_code == 200
    assert "Grant element" in page.get_data(as_text=True)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"rate": "2"}, "2% 또는 0.02처럼"),
        ({"rate": "이 퍼센트"}, "읽을 수 없습니다"),
        ({"rate": "1.2.3%"}, "읽을 수 없습니다"),
        ({"discount": "7"}, "2% 또는 0.02처럼"),
        ({"periods": "많이"}, "20처럼 적어 주세요"),
        ({"periods": "0"}, "1에서 1,200 사이"),
        ({"per_year": "5"}, "1, 2, 3, 4, 6, 12 가운데"),
        ({"principal": "0"}, "1원 이상"),
        ({"principal": "약 10억"}, "읽을 수 없습니다"),
        ({"first_due": "2026-01-15"}, "첫 상환일보다 앞서야"),
        ({"first_due": "어제"}, "읽을 수 없습니다"),
        ({"principal_grace": "8"}, "상환 횟수보다 적게"),
        ({"profile": "balloon"}, "읽을 수 없습니다"),
    ],
)
def test_a_mistake_is_named_beside_its_field_and_the_rest_is_kept(browser, said, sentence):
    for path in ("/calculators/loan", "/calculators/loan.xlsx"):
        response = browser.get(path, query_string=TERMS | said)

        page = response.get_data(as_text=True)
        assert response.status_code == 422
        assert sentence in page
        assert 'value="2026-01-15"' in page


def test_the_command_refuses_with_the_option_and_both_languages(run):
    result = run(*(word if word != "0.02" else "2" for word in COMMAND))

    assert result.exit_code == 2
    assert "--rate: ‘2’" in result.output
    assert "Please write 2% or 0.02" in result.output


def test_the_command_prints_a_table_too(run):
    assert "2026-07-15" in run(*COMMAND).output


def test_every_reason_has_a_sentence():
    folders = ("models/schedules", "models/loans")
    files = [path for folder in folders for path in (ROOT / folder).glob("*.py")]
    files.append(ROOT / "app/loans/terms.py")
    said = "".join(path.read_text() for path in files)
    codes = set(re.findall(r'(?:BadTerms\("\w+"|BadTerms\(name|yield "\w+"), "(\w+)"', said))

    assert codes == set(SCHEDULES)
