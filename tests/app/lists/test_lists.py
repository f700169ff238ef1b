"""Every list alike: asked by its address, sorted, counted over all rows, taken away as a file."""

import csv
import io
from datetime import date
from itertools import pairwise

import pytest
from openpyxl import load_workbook

from app import db
from models.commands import advance, propose
from models.fund import FundInput
from models.inputs import is_registration_number
from models.people import User
from models.vocabulary import Kind, Role, State
from tests.app.test_funds import fund

LISTS = {
    "/pledges": "/pledges",
    "/support/tax": "/support/tax",
    "/support/claims": "/support/claims",
    "/support/funds": "/support/funds",
    "/support/loans": "/support/loans/list",
    "/submissions/all": "/submissions/all",
    "/approvals": "/approvals",
    "/projections": "/projections/list",
    "/audit": "/audit",
}


@pytest.fixture
def administrator(make_user) -> User:
    """Somebody who may open every list."""
    return make_user(Role.ADMINISTRATOR)


@pytest.fixture
def funds(engine, filer, official) -> None:
    """Three funds that wait for a checker: two of a known size and one of an unknown."""
    sizes = {"small": 10**11, "large": 3 * 10**12, "open": None}
    with db.transaction(engine) as session:
        maker = session.get_one(User, official.key)
        for reference, won in sizes.items():
            given = FundInput(
                filer="filer",
                reference=reference,
                title=f"펀드 {reference}",
                form="fund",
                stage="failed" if reference == "open" else "planned",
                amount_won=won,
                known_on=date(2026, 1, 5),
            )
            propose(session, Kind.FUND, given, actor=maker, state=State.SUBMITTED)


def rows_of(browser, address: str) -> list[dict[str, str]]:
    answer = browser.get(address)
    assert answer.data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig"))))


def cover_of(browser, address: str) -> dict[str, str]:
    sheet = load_workbook(io.BytesIO(browser.get(address).data)).worksheets[0]
    return dict(sheet.iter_rows(min_row=3, max_col=2, values_only=True))


@pytest.mark.parametrize("path", LISTS)
def test_a_list_offers_the_same_rows_as_files(browser_of, administrator, funds, path):
    browser, file = browser_of(administrator), LISTS[path]

    page = browser.get(f"{path}?q=zzz&per=10&lang=ko").get_data(as_text=True)

    assert f"{file}.csv?" in page
    assert f"{file}.xlsx?" in page
    assert '<option value="10" selected>' in page
    for query in ("lang=en", "lang=en&q=zzz"):
        said = cover_of(browser, f"{file}.xlsx?{query}")["Records"]
        assert said == str(len(rows_of(browser, f"{file}.csv?{query}")))


@pytest.mark.parametrize("path", ["/support/tax", "/support/funds", "/support/loans"])
def test_a_value_that_cannot_be_read_is_said_and_the_rest_applies(browser_of, official, path):
    page = browser_of(official).get(f"{path}?state=nonsense&q=abc&lang=ko").get_data(as_text=True)

    assert "state=nonsense은(는) 읽을 수 없어 뺐습니다." in page
    assert "검색어: abc" in page


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("sort=-amount", ["펀드 large", "펀드 small", "펀드 open"]),
        ("sort=amount", ["펀드 small", "펀드 large", "펀드 open"]),
        ("min=2000억", ["펀드 large"]),
        ("max=2000억", ["펀드 small"]),
        ("st=failed", ["펀드 open"]),
        ("st=failed&st=planned&sort=title", ["펀드 large", "펀드 open", "펀드 small"]),
        ("state=verified", []),
        ("q=small", ["펀드 small"]),
    ],
)
def test_the_file_of_funds_holds_what_the_address_asks(browser_of, official, funds, query, titles):
    rows = rows_of(browser_of(official), f"/support/funds.csv?{query}&lang=ko")

    assert [row["이름"] for row in rows] == titles


def test_the_page_says_the_sum_of_all_pages_and_what_it_leaves_out(browser_of, official, funds):
    browser = browser_of(official)

    page = browser.get("/support/funds?per=10&lang=ko").get_data(as_text=True)
    cover = cover_of(browser, "/support/funds.xlsx?lang=ko")

    assert "3조 1,000억원" in page.split("listbar")[1].split("</p>")[0]
    assert "원화 금액 미상 1건 제외" in page
    assert (
        cover["적힌 계획 규모의 합(전체에 든 부분은 빼고)"]
        == "3,100,000,000,000원 (금액 미상 1건 제외)"
    )
    assert cover["투자 합계"] == "미제출"


def test_a_programme_stands_for_its_parts_in_the_sum_while_both_are_listed(
    engine, browser_of, official, filer
):
    with db.transaction(engine) as session:
        actor = session.get_one(User, official.key)
        for reference, won, whole in (
            ("whole", 100 * 10**11, ""),
            ("part", 60 * 10**11, "whole"),
            ("of-part", 20 * 10**11, "part"),
            ("unsized", None, ""),
            ("inside", 5 * 10**11, "unsized"),
        ):
            given = fund(reference, amount_won=won, part_of=whole)
            propose(session, Kind.FUND, given, actor=actor, state=State.SUBMITTED)
    browser = browser_of(official)

    page = browser.get("/support/funds?lang=ko").text.split("listbar")[1].split("</p>")[0]
    cover = cover_of(browser, "/support/funds.xlsx?lang=ko")
    parts = browser.get("/support/funds?q=part&lang=ko").text.split("listbar")[1].split("</p>")[0]

    assert "10조 5,000억원" in page
    assert "상위 사업에 든 2건은 더하지 않음" in page
    assert cover["적힌 계획 규모의 합(전체에 든 부분은 빼고)"].startswith("10,500,000,000,000원")
    assert "6조원" in parts


@pytest.mark.parametrize(
    ("query", "count"),
    [("", 3), ("kind=loan", 0), ("kind=fund&min=2000억", 1), ("what=changed", 0), ("q=small", 1)],
)
def test_the_queue_is_asked_by_its_address(browser_of, checker, funds, query, count):
    browser = browser_of(checker)

    page = browser.get(f"/approvals?{query}&lang=ko").get_data(as_text=True)

    assert page.count('class="qitem"') == count
    assert len(rows_of(browser, f"/approvals.csv?{query}")) == count


def test_the_queue_puts_unknown_amounts_last_either_way(browser_of, checker, funds):
    browser = browser_of(checker)

    for sort in ("amount", "-amount"):
        rows = rows_of(browser, f"/approvals.csv?sort={sort}&lang=ko")
        assert rows[-1]["이름"] == "펀드 open"


def test_the_history_can_be_read_from_its_beginning(browser_of, administrator, funds):
    browser = browser_of(administrator)

    first = rows_of(browser, "/audit.csv?sort=number&lang=ko")
    last = rows_of(browser, "/audit.csv?lang=ko")

    assert [row["번호"] for row in first] == [row["번호"] for row in reversed(last)]
    assert all(one["지문"] == next_["앞 지문"] for one, next_ in pairwise(first))


def test_a_list_without_access_has_no_file_either(browser_of, make_user, filer):
    company = browser_of(make_user(Role.COMPANY, filer))

    for file in ("/approvals.csv", "/audit.csv", "/projections/list.csv"):
        assert company.get(file).status_code == 403


@pytest.mark.parametrize("path", ["/pledges.csv", "/support/funds.csv"])
@pytest.mark.parametrize("hyphens", [False, True])
def test_a_registration_number_finds_the_firm_for_those_who_may_name_it(
    engine, browser_of, make_user, make_party, make_pledge, official, checker, path, hyphens
):
    number = next(str(one) for one in range(10**9, 10**10) if is_registration_number(str(one)))
    make_party("firm", brn=number)
    make_party("other")
    for filer in ("firm", "other"):
        make_pledge(filer=filer)
        given = FundInput(
            filer=filer, reference=filer, title=filer, form="fund", stage="planned",
            known_on=date(2026, 1, 5),
        )  # fmt: skip
        with db.transaction(engine) as session:
            maker, other = (session.get_one(User, user.key) for user in (official, checker))
            revision = propose(session, Kind.FUND, given, actor=maker, state=State.SUBMITTED)
            advance(session, revision, "verify", actor=other)
    written = f"{number[:3]}-{number[3:5]}-{number[5:]}" if hyphens else number
    query = f"{path}?lang=en&q={written}"

    named = rows_of(browser_of(official), query)
    unnamed = rows_of(browser_of(make_user(Role.ECONOMIST)), query)

    assert [row["Filer"] for row in named] == ["firm 주식회사"]
    assert unnamed == []
