"""Columns of a list: chosen in the address, in its order, the same on the page and in files."""

import csv
import io
import re
from datetime import date

import pytest
from flask import request, template_rendered
from openpyxl import load_workbook

from app import db
from models.commands import plan_period, propose, take_step
from models.fund import FundInput
from models.people import User
from models.period import PeriodInput
from models.queries.periods import find_period, waiting_step
from models.vocabulary import Kind, Role, State

LISTS = {
    "/pledges": "/pledges",
    "/support/tax": "/support/tax",
    "/support/funds": "/support/funds",
    "/support/claims": "/support/claims",
    "/support/loans": "/support/loans/list",
    "/targets": "/targets",
    "/observations": "/observations",
    "/submissions/all": "/submissions/all",
    "/companies": "/companies",
    "/overdue": "/overdue",
    "/approvals": "/approvals",
    "/periods": "/periods/list",
    "/periods/2026-10-31": "/periods/2026-10-31/filings",
    "/projections": "/projections/list",
    "/audit": "/audit",
    "/reference/exchange-rates": "/reference/exchange-rates",
}
"""Every list by its page, and where its files are."""
FILTERS = re.compile(
    r'^ (?!class="site-search")[^>]*method="get"[^>]*>.*?<(?:input|select)[^>]* id="f-', re.S
)
REPORTS = {
    "projections.needed_file": "what each lever of one run would have to be",
    "companies.show_file": "the records of one party, with its figures",
    "funds.layer_file": "the reckoning behind one figure",
    "loans.schedule_file": "the schedule of one loan",
    "tax_reports.report_file": "a report in a layout of its own",
    "tax_reports.figures_file": "published statistics",
}
"""Files of pages that are no lists of records."""


@pytest.fixture
def administrator(make_user) -> User:
    """Somebody who may open every list."""
    return make_user(Role.ADMINISTRATOR)


@pytest.fixture
def funds(engine, filer, official) -> None:
    """Two funds that wait for a checker."""
    with db.transaction(engine) as session:
        for reference, won in (("small", 10**11), ("large", 3 * 10**12)):
            given = FundInput(
                filer="filer",
                reference=reference,
                title=f"펀드 {reference}",
                form="fund",
                stage="planned",
                amount_won=won,
                known_on=date(2026, 1, 5),
            )
            maker = session.get_one(User, official.key)
            propose(session, Kind.FUND, given, actor=maker, state=State.SUBMITTED)


def table_of(browser, address: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(browser.get(address).get_data().decode("utf-8-sig"))))


def heads_of(page: str) -> list[str]:
    head = page.split("<thead>")[1].split("</thead>")[0]
    return [re.sub(r"<[^>]+>", "", one).strip() for one in re.findall(r"<th.*?</th>", head, re.S)]


def test_page_csv_and_excel_hold_the_chosen_columns_in_their_order(browser_of, official, funds):
    browser, query = browser_of(official), "cols=amount,title,code&sort=-amount&lang=ko"

    page = browser.get(f"/support/funds?{query}").text
    rows = table_of(browser, f"/support/funds.csv?{query}")
    book = load_workbook(io.BytesIO(browser.get(f"/support/funds.xlsx?{query}").data))

    assert heads_of(page) == ["고르기", "계획 규모", "이름", "번호"]
    assert rows[0] == ["계획 규모(억원)", "이름", "번호"]
    assert [row[:2] for row in rows[1:]] == [["30000", "펀드 large"], ["1000", "펀드 small"]]
    sheet = [list(row) for row in book.worksheets[1].iter_rows(values_only=True)]
    assert sheet == [rows[0], *([int(row[0]), *row[1:]] for row in rows[1:])]


def test_the_foot_of_chosen_columns_says_the_sum_of_all_pages(browser_of, official, funds):
    browser = browser_of(official)

    page = browser.get("/support/funds?cols=code,amount&per=10&lang=ko").text
    foot = page.split("<tfoot>")[1].split("</tfoot>")[0]

    assert "3조 1,000억원" in foot
    assert (
        sum(int(row[1]) for row in table_of(browser, "/support/funds.csv?cols=code,amount")[1:])
        == 31_000
    )


def test_a_column_that_the_list_does_not_have_is_said_and_the_rest_applies(
    browser_of, official, funds
):
    page = browser_of(official).get("/support/funds?cols=title,nonsense,title&lang=ko").text

    assert "이 목록에 없는 열이라 뺐습니다: nonsense" in page
    assert heads_of(page) == ["고르기", "이름"]


def test_the_chooser_puts_columns_into_the_address_and_keeps_the_rest_of_it(browser_of, official):
    answer = browser_of(official).get(
        "/lists/columns?_to=/support/funds&q=abc&sort=-amount&cols=code&page=3"
        "&_show=code&_at-code=2&_show=title&_at-title=&_show=amount&_at-amount=1"
    )

    assert answer.status_code == 303
    assert answer.headers["Location"] == "/support/funds?q=abc&sort=-amount&cols=amount,code,title"


@pytest.mark.parametrize("to", ["https://evil.test/", "//evil.test/", "/\\evil.test"])
def test_the_chooser_leads_to_this_site_only(browser_of, official, to):
    answer = browser_of(official).get("/lists/columns", query_string={"_to": to, "_show": "code"})

    assert answer.headers["Location"] == "/?cols=code"


@pytest.fixture
def period(engine, official, checker) -> None:
    """A period that is open."""
    with db.transaction(engine) as session:
        maker, taker = (session.get_one(User, one.key) for one in (official, checker))
        days = (date(2026, 10, 1), date(2026, 10, 31), date(2026, 11, 15))
        given = PeriodInput(**dict(zip(("first_day", "last_day", "filing_due"), days, strict=True)))
        plan_period(session, given, actor=maker)
        found = find_period(session, date(2026, 10, 31))
        take_step(session, waiting_step(session, found.key), actor=taker, today=date(2026, 11, 1))


def context_of(app, browser, address: str) -> dict:
    """What the page at an address was made of."""
    seen = []

    def note(_app, template, context, **_):
        seen.append(context)

    with template_rendered.connected_to(note, app):
        assert browser.get(address).status_code == 200
    return seen[-1]


def test_every_file_of_rows_is_the_file_of_a_list(app):
    """A new list is put into the table above; only then is it known to have all tools."""
    rules = [rule for rule in app.url_map.iter_rules() if "<any(csv,xlsx):ending>" in rule.rule]
    with app.test_request_context():
        adapter = app.create_url_adapter(request)
        known = {adapter.match(f"{file}.csv")[0] for file in LISTS.values()}

    assert {rule.endpoint for rule in rules} - set(REPORTS) == known


@pytest.mark.parametrize("path", LISTS)
def test_every_list_has_filters_sorts_columns_csv_and_excel(
    app, browser_of, administrator, period, path
):
    browser, file = browser_of(administrator), LISTS[path]

    made = context_of(app, browser, path)
    page = browser.get(f"{path}?cols=nonsense&lang=ko").text

    assert any(FILTERS.search(form) for form in page.split("<form")[1:])
    assert made["asked"].sorts
    assert f'href="{file}.csv' in page
    assert f'href="{file}.xlsx' in page
    assert "이 목록에 없는 열이라 뺐습니다: nonsense" in page
    every = [offer.key for offer in made["grid"].offers]
    assert [offer.key for offer in made["grid"].offers if offer.place]
    for key in every:
        assert len(table_of(browser, f"{file}.csv?cols={key}")[0]) == 1
    taken = browser.get(f"{file}.csv?lang=ko")
    assert taken.data.startswith(b"\xef\xbb\xbf")
    assert taken.headers["Content-Disposition"].isascii()
    load_workbook(io.BytesIO(browser.get(f"{file}.xlsx").data))


@pytest.mark.parametrize("path", LISTS)
def test_every_list_goes_by_each_of_its_sorts_either_way(
    app, browser_of, administrator, period, path
):
    browser = browser_of(administrator)

    for key in context_of(app, browser, path)["asked"].sorts:
        for sort in (key, f"-{key}"):
            assert context_of(app, browser, f"{path}?sort={sort}")["asked"].sort == sort
