"""The list: its address says what it holds, its total is the figure, its files hold the same."""

import csv
import io
import re

import pytest
from openpyxl import load_workbook

from models.vocabulary import Role, State

EOK = 10**8


@pytest.fixture
def register(make_pledge):
    """Five pledges: announced, firm, intent, without AI share, and not verified yet."""
    firm = {"stage": "firm", "evidence_grade": "B", "evidence": "공시"}
    return {
        "announced": make_pledge(title="발표한 계획", amount_won=3000 * EOK),
        "firm": make_pledge(
            title="확정한 계획",
            amount_won=2000 * EOK,
            lines=[{"year": 2025, "amount_won": 2000 * EOK, **firm}],
        ),
        "intent": make_pledge(
            title="의향",
            amount_won=EOK,
            lines=[{"year": 2027, "amount_won": EOK, "stage": "intent"}],
        ),
        "unknown": make_pledge(title="=비율 모름", ai_share_ppm=None),
        "waiting": make_pledge(state=State.SUBMITTED, title="기다리는 계획"),
    }


def codes(page: str) -> list[str]:
    return re.findall(r'class="nowrap"><a class="txt-link" href="/pledges/(P-[\d-]+)"', page)


def total(page: str) -> str:
    return re.search(r'id="counted-total">([^<]*)<', page)[1]


@pytest.mark.parametrize(
    ("query", "names", "sum_counted"),
    [
        ("?line=announced", {"announced", "firm"}, "5,000억원"),
        ("?line=firm", {"firm"}, "2,000억원"),
        ("?line=intent", {"intent"}, "1억원"),
        ("?line=announced&in=2025", {"firm"}, "2,000억원"),
        ("?guard=count_ai_share_unknown", {"unknown"}, "1조 2,000억원"),
        ("?counted=yes", {"announced", "firm", "intent"}, "5,000억원"),
        ("?state=submitted", {"waiting"}, "0원"),
        ("?st=firm&st=intent", {"firm", "intent"}, "2,000억원"),
        ("?min=2,500억&max=4,000억", {"announced"}, "3,000억원"),
        ("?year=2027", {"intent"}, "0원"),
        ("?q=확정한", {"firm"}, "2,000억원"),
        ("?sec=cloud", set(), None),
    ],
)
def test_the_address_says_what_the_list_holds(
    browser_of, official, register, query, names, sum_counted
):
    page = browser_of(official).get(f"/pledges{query}").get_data(as_text=True)

    assert set(codes(page)) == {register[name] for name in names}
    if sum_counted:
        assert total(page) == sum_counted


@pytest.mark.parametrize(
    "query", ["", "?line=announced", "?counted=no&sort=code", "?q=계획&per=10"]
)
def test_files_hold_the_same_rows_as_the_page(browser_of, official, register, query):
    browser = browser_of(official)

    page = browser.get(f"/pledges{query}").get_data(as_text=True)
    plain = browser.get(f"/pledges.csv{query}").data.decode("utf-8-sig")
    book = load_workbook(io.BytesIO(browser.get(f"/pledges.xlsx{query}").data))

    rows = list(csv.reader(io.StringIO(plain)))
    cells = list(book.worksheets[1].values)
    assert [row[0] for row in rows[1:]] == codes(page)
    assert [row[0] for row in cells[1:]] == codes(page)


def test_a_file_says_on_its_cover_what_it_holds(browser_of, official, register):
    query = "?line=announced&asof=2026-10-31&lang=en"

    answer = browser_of(official).get(f"/pledges.xlsx{query}")

    name = answer.headers["Content-Disposition"]
    cover = dict(
        load_workbook(io.BytesIO(answer.data))
        .worksheets[0]
        .iter_rows(min_row=3, max_col=2, values_only=True)
    )
    assert re.search(r"pledges_provisional_20261031_\d{8}-\d{4}\.xlsx", name)
    assert cover["Filters"] == "As of 31 Oct 2026, In the announced figure"
    assert (cover["As of"], cover["Unit"]) == ("31 Oct 2026", "KRW 100 million")
    assert official.name in cover["Made by, at"]
    assert {"Records", "Sum of totals", "Sum counted", "Status"} <= set(cover)
    assert len(cover["내용 지문 SHA-256"]) == 64


def test_a_year_in_a_file_has_no_thousands(browser_of, official, make_pledge):
    make_pledge(amount_won=3000 * EOK, period_start=2025, period_end=2027)

    answer = browser_of(official).get("/pledges.xlsx")

    sheet = load_workbook(io.BytesIO(answer.data)).worksheets[1]
    shown = [(cell.value, cell.number_format) for cell in (sheet["H2"], sheet["J2"], sheet["K2"])]
    assert shown == [(3000, "#,##0.########"), (2025, "0"), (2027, "0")]


@pytest.mark.parametrize("begin", ["=", "+", "-", "@"])
def test_no_name_begins_a_formula_in_a_file(browser_of, official, make_pledge, begin):
    make_pledge(title=f"{begin}1+1", amount_won=EOK)
    browser = browser_of(official)

    plain = browser.get("/pledges.csv").data.decode("utf-8-sig")
    sheet = load_workbook(io.BytesIO(browser.get("/pledges.xlsx").data)).worksheets[1]

    assert next(csv.DictReader(io.StringIO(plain)))["사업명"] == f"'{begin}1+1"
    assert (sheet["D2"].value, sheet["D2"].data_type) == (f"{begin}1+1", "s")


@pytest.mark.parametrize("sort", ["-amount", "title"])
def test_a_file_keeps_the_order_of_the_page(browser_of, official, register, sort):
    browser = browser_of(official)

    page = browser.get(f"/pledges?sort={sort}").get_data(as_text=True)
    plain = browser.get(f"/pledges.csv?sort={sort}").data.decode("utf-8-sig")

    rows = list(csv.reader(io.StringIO(plain)))
    assert [row[0] for row in rows[1:]] == codes(page)
    assert codes(page) != codes(browser.get("/pledges?sort=code").get_data(as_text=True))


def test_a_file_holds_numbers_and_no_formula(browser_of, official, register):
    browser = browser_of(official)

    plain = browser.get("/pledges.csv?guard=count_ai_share_unknown").data
    response = browser.get("/pledges.xlsx?guard=count_ai_share_unknown")

    sheet = load_workbook(io.BytesIO(response.data)).worksheets[1]
    row = [cell.value for cell in sheet[2]]
    assert plain.startswith(b"\xef\xbb\xbf")
    assert "'=비율 모름" in plain.decode("utf-8-sig")
    assert row[3] == "=비율 모름"
    assert sheet["D2"].data_type == "s"
    assert row[7] == 12_000
    assert row[12] is None


def test_a_value_that_cannot_be_read_is_said_and_the_rest_applies(browser_of, official, register):
    page = browser_of(official).get("/pledges?min=약 3억&st=nothing&line=firm&unknown=1")

    text = page.get_data(as_text=True)
    assert codes(text) == [register["firm"]]
    assert "st=nothing" in text
    assert "3,500억" in text


def test_pages_cut_the_list_and_keep_its_total(browser_of, official, make_pledge):
    made = [make_pledge(amount_won=EOK) for _ in range(12)]

    page = browser_of(official).get("/pledges?per=10&page=2&sort=code").get_data(as_text=True)

    assert codes(page) == sorted(made)[10:]
    assert total(page) == "12억원"
    assert "12건" in page


def test_nothing_found_says_what_to_loosen(browser_of, official, register):
    page = browser_of(official).get("/pledges?q=없는말").get_data(as_text=True)

    assert "조건에 맞는 투자계획이 없습니다" in page
    assert "초기화" in page


def test_an_empty_register_leads_to_the_first_pledge(browser_of, official, make_user):
    for user in (official, make_user(Role.AUDITOR)):
        page = browser_of(user).get("/pledges").get_data(as_text=True)
        assert "등록된 투자계획이 없습니다" in page


def test_the_list_is_there_in_english(browser_of, official, register):
    page = browser_of(official).get("/pledges?lang=en").get_data(as_text=True)

    assert '<html lang="en"' in page
    assert "KRW" in page
    assert "Verified" in page
