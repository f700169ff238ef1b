"""Exchange rates in the browser, and the pledges that they make known in won."""

import csv
import html
import io
import re
from datetime import date

import pytest

from models.vocabulary import Role
from tests.app.test_pledge_form import hidden, typed

DAY = date(2025, 6, 20)
PAGE = "/reference/exchange-rates"
RATE = {
    "currency": "usd",
    "quoted_on": "2025.06.20.",
    "rate_millionths": "1,432.5",
    "source": "https://rates.example.test/2025-06-20",
}
FOREIGN = {
    "amount_won": None,
    "amount_text": "4 billion",
    "currency": "USD",
    "foreign_amount": 4 * 10**9,
    "rate_on": DAY,
    "known_on": date(2025, 6, 22),
    "lines": [{"year": 2026, "stage": "announced"}],
}


@pytest.fixture
def agree(browser_of, official, checker):
    """Propose a rate as one official and confirm it as another."""

    def make(**said):
        browser_of(official).post(PAGE, data=RATE | said)
        other = browser_of(checker)
        number = re.search(rf'action="{PAGE}/(\d+)"', other.get(PAGE).text)[1]
        other.post(f"{PAGE}/{number}", data={"decision": "confirm"})

    return make


def test_one_person_proposes_and_another_confirms(browser_of, official, checker):
    maker, other = browser_of(official), browser_of(checker)

    stored = maker.post(PAGE, data=RATE)
    twice = maker.post(PAGE, data=RATE)
    own = maker.get(PAGE).text
    number = re.search(rf'action="{PAGE}/(\d+)"', own)[1]
    maker.post(f"{PAGE}/{number}", data={"decision": "confirm"})
    still = other.get(PAGE).text
    other.post(f"{PAGE}/{number}", data={"decision": "confirm"})

    assert (stored.status_code, twice.status_code) == (303, 422)
    assert "확인을 기다리는 제안이 있습니다" in twice.text
    assert "직접 제안한 값이라 확인할 수 없습니다" in own
    assert "확인을 기다리는 제안" in still
    held = other.get(PAGE).text
    assert "확인을 기다리는 제안" not in held
    assert "1,432.5" in held
    assert "확인됨" in held


@pytest.mark.parametrize(
    ("said", "field", "text"),
    [
        ({"currency": "KRW"}, "currency", "원화의 환율은 없습니다"),
        ({"currency": "$"}, "currency", "형식이 맞지 않습니다"),
        ({"quoted_on": "2099.01.01."}, "quoted_on", "아직 오지 않은 날"),
        ({"quoted_on": ""}, "quoted_on", "채워"),
        ({"rate_millionths": "1.0000001"}, "rate_millionths", "여섯 자리"),
        ({"rate_millionths": "비쌈"}, "rate_millionths", "숫자"),
        ({"rate_millionths": "0"}, "rate_millionths", "커야"),
        ({"source": ""}, "source", "채워"),
    ],
)
def test_a_mistake_is_said_beside_its_field(browser_of, official, said, field, text):
    response = browser_of(official).post(PAGE, data=RATE | said)

    assert response.status_code == 422
    assert f'href="#f-{field}"' in response.text
    assert text in html.unescape(response.text)


def test_the_list_is_filtered_sorted_and_taken_away(browser_of, official, agree):
    agree()
    agree(currency="EUR", rate_millionths="1,600")
    browser = browser_of(official)

    only = browser.get(f"{PAGE}?currency=EUR").text
    text = browser.get(f"{PAGE}.csv?sort=rate").get_data().decode("utf-8-sig")

    assert ">1,600<" in only
    assert ">1,432.5<" not in only
    rows = list(csv.reader(io.StringIO(text)))
    assert [row[1:3] for row in rows if row[1:2] in (["USD"], ["EUR"])] == [
        ["USD", "1,432.5"],
        ["EUR", "1,600"],
    ]
    assert browser.get(f"{PAGE}.xlsx").status_code == 200


def test_a_company_reads_rates_without_the_names_of_officials(
    browser_of, make_user, filer, official, agree
):
    agree()

    page = browser_of(make_user(Role.COMPANY, filer)).get(PAGE).text

    assert "1,432.5" in page
    assert official.name not in page


def test_a_foreign_pledge_shows_its_won_with_day_and_source(
    browser_of, official, make_pledge, agree
):
    code = make_pledge(**FOREIGN)
    browser = browser_of(official)
    before = browser.get(f"/pledges/{code}").text
    agree()

    page = browser.get(f"/pledges/{code}").text

    assert "2025.06.20.의 확인된 환율이 없어 원화로는 모르는 값입니다" in before
    assert "5,730,000,000,000원" not in before
    assert "5,730,000,000,000원" in page
    assert "1 USD = 1,432.5원" in page
    assert "https://rates.example.test/2025-06-20" in page
    assert "USD 4,000,000,000" in browser.get("/pledges").text


def test_without_a_day_the_page_says_that_won_are_not_known(browser_of, official, make_pledge):
    code = make_pledge(**FOREIGN | {"rate_on": None})

    page = browser_of(official).get(f"/pledges/{code}").text

    assert "적용할 환율일이 적혀 있지 않아" in page


def test_lines_that_cannot_be_converted_are_said(browser_of, official, make_pledge, agree):
    lines = [{"year": year, "stage": "announced"} for year in (2025, 2026)]
    code = make_pledge(**FOREIGN | {"lines": lines})
    agree()

    page = browser_of(official).get(f"/pledges/{code}").text

    assert "연도별 외화 금액이 없는 줄이 있어" in page


def sent(**said: str) -> dict[str, str]:
    """A typed form of USD 4bn over two years."""
    known = {
        "amount": "",
        "currency": "USD",
        "foreign_amount": "4,000,000,000",
        "rate_on": "2025.06.20.",
        "line-0-amount": "",
        "line-1-amount": "",
        "line-2-amount": "",
        "line-3-amount": "",
        "line-2-foreign": "1,000,000,000",
        "line-3-foreign": "3,000,000,000",
    }
    return typed(**known | said)


def test_foreign_amounts_by_year_are_typed_and_changed_again(browser_of, official, filer, agree):
    agree(rate_millionths="1,400")
    browser = browser_of(official)

    stored = browser.post("/pledges/new", data=sent())

    page = browser.get(stored.location).text
    assert "5,600,000,000,000원" in page
    assert "USD 3,000,000,000" in page
    code = re.search(r"P-\d{4}-\d{6}", page)[0]
    again = hidden(browser.get(f"/pledges/{code}/change").text)
    assert again["line-3-foreign"].replace(",", "") == "3000000000"
    assert again["rate_on"] == "2025-06-20"


@pytest.mark.parametrize(
    ("said", "anchor", "text"),
    [
        ({"line-3-foreign": "1"}, "f-lines", "연도별 외화 금액의 합"),
        ({"rate_on": "2099.01.01."}, "f-rate_on", "자료 확인일"),
        ({"currency": "KRW"}, "f-rate_on", "통화와 외화 금액이 있을 때만"),
        ({"line-3-foreign": "세 장"}, "f-line-3-foreign", "숫자"),
    ],
)
def test_a_mistake_in_a_foreign_amount_is_said(browser_of, official, filer, said, anchor, text):
    response = browser_of(official).post("/pledges/new", data=sent(**said))

    assert response.status_code == 422
    assert f'href="#{anchor}"' in response.text
    assert text in html.unescape(response.text)
