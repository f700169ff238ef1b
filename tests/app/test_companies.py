"""The list of parties, everything about one of them, and the search over all kinds."""

import io
from datetime import date

import openpyxl
import pytest
from sqlmodel import select

from app import db
from models.commands import propose
from models.fund import FundInput
from models.loan import LoanInput
from models.people import Party, User
from models.tax_claim import TaxClaimInput
from models.vocabulary import Kind, Role, State

EOK = 10**8


@pytest.fixture
def joint(make_pledge, make_party):
    """A pledge of 1조 2,000억 shared 60:40 by two firms; returns its code."""
    make_party("partner", name_ko="함께전자", name_en="Partner Electronics")
    shares = [{"party": "filer", "share_ppm": 600_000}, {"party": "partner", "share_ppm": 400_000}]
    return make_pledge(title="함께 짓는 데이터센터", participants=shares)


@pytest.fixture
def fund_and_loan(engine, official, filer):
    """A fund in which the firm invests and a loan to it, both filed by somebody else."""

    def make(filed_by):
        fund = FundInput(
            filer=filed_by, reference="f-1", title="AI 성장 펀드", amount_won=EOK, form="fund",
            stage="formed", known_on=date(2026, 1, 2),
            commitments=[{"number": "1", "party": "filer", "amount_won": EOK}],
        )  # fmt: skip
        loan = LoanInput(
            filer=filed_by, reference="l-1", title="설비 저리융자", amount_won=EOK, stage="applied",
            beneficiary="filer 주식회사", known_on=date(2026, 1, 2),
        )  # fmt: skip
        with db.transaction(engine) as session:
            actor = session.get_one(User, official.key)
            for kind, given in ((Kind.FUND, fund), (Kind.LOAN, loan)):
                propose(session, kind, given, actor=actor, state=State.SUBMITTED)

    return make


def main_of(answer):
    return answer.get_data(as_text=True).split("<main")[1]


def test_a_party_is_counted_by_its_share_and_its_records_sum_to_its_figure(
    browser_of, official, joint
):
    browser = browser_of(official)

    page = main_of(browser.get("/companies/partner"))

    assert "함께전자" in page
    assert joint in page
    assert "4,800억원" in page.split('id="figures"')[1].split("</table>")[0]
    assert "4,800억원" in page.split('id="c-pledge"')[1]
    assert "참여" in page
    assert "7,200억원" in main_of(browser.get("/companies/filer"))


def test_every_part_of_a_party_is_found_and_money_of_kinds_is_never_summed(
    browser_of, official, joint, fund_and_loan, make_party
):
    fund_and_loan(make_party("bank", name_ko="정책은행", is_public=True).code)

    page = main_of(browser_of(official).get("/companies/filer"))

    for words in ("AI 성장 펀드", "설비 저리융자", "출자자", "지원 대상", "함께 짓는"):
        assert words in page


def test_the_day_decides_what_counts(browser_of, official, make_pledge):
    make_pledge(known_on=date(2026, 10, 1))
    browser = browser_of(official)

    before = main_of(browser.get("/companies/filer?asof=2026-09-30"))

    assert "1조 2,000억원" not in before.split('id="figures"')[1].split("</table>")[0]
    after = main_of(browser.get("/companies/filer?asof=2026-10-01"))
    assert "1조 2,000억원" in after.split('id="figures"')[1].split("</table>")[0]


def test_a_group_leads_to_its_members_and_back(browser_of, official, make_party, engine):
    group = make_party("group", name_ko="큰집단", kind="group")
    make_party("member", name_ko="작은회사", group="group")
    browser = browser_of(official)

    assert "작은회사" in main_of(browser.get(f"/companies/{group.code}"))
    assert "큰집단" in main_of(browser.get("/companies/member"))


def test_the_file_of_a_party_holds_its_records_and_figures(browser_of, official, joint):
    answer = browser_of(official).get("/companies/partner.xlsx")

    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    rows = list(book["자료 Data"].iter_rows(min_row=2, values_only=True))
    cover = {row[0]: row[1] for row in book["표지 Cover"].iter_rows(values_only=True)}
    assert [row[1] for row in rows] == [joint]
    assert rows[0][9] == 4800
    assert cover["총액 기준 · 발표"] == "480,000,000,000원"
    assert cover["총액 기준 · 집행"] == "미제출"


@pytest.mark.parametrize(
    ("asked", "held"),
    [
        ("q=함께", True), ("q=Partner", True), ("q=없는이름", False), ("kind=company", True),
        ("kind=bank", False), ("sector=private", True), ("sector=public", False),
        ("origin=foreign", False), ("min=4,800억", True), ("min=4,801억", False),
        ("max=4,799억", False), ("size=sme", False),
    ],
)  # fmt: skip
def test_the_file_of_the_list_holds_what_the_list_holds(browser_of, official, joint, asked, held):
    browser = browser_of(official)

    listed = main_of(browser.get(f"/companies?{asked}"))
    rows = browser.get(f"/companies.csv?{asked}").get_data(as_text=True)

    assert ("함께전자" in listed, "함께전자" in rows) == (held, held)


@pytest.mark.parametrize("sort", ["name", "-kind", "records", "-announced", "firm", "realised"])
def test_the_list_sorts(browser_of, official, joint, sort):
    assert browser_of(official).get(f"/companies?sort={sort}").status_code == 200


def test_a_company_opens_itself_and_nobody_else(browser_of, make_user, make_party, joint):
    other = make_party("other", name_ko="다른 회사")
    browser = browser_of(make_user(Role.COMPANY, other))

    assert browser.get("/companies").location == "/companies/other"
    assert browser.get("/companies/other").status_code == 200
    assert browser.get("/companies/partner").status_code == 404
    assert browser.get("/companies/partner.csv").status_code == 404
    rows = browser.get("/companies.csv").get_data(as_text=True)
    assert "다른 회사" in rows
    assert "함께전자" not in rows


def test_an_economist_reads_pseudonyms_and_no_group_number_or_named_loan(
    browser_of, make_user, official, joint, fund_and_loan, make_party, engine
):
    fund_and_loan(make_party("bank", name_ko="정책은행", is_public=True).code)
    with db.reading(engine) as session:
        firm = session.exec(select(Party).where(Party.code == "filer")).one()
    browser = browser_of(make_user(Role.ECONOMIST))

    listed = main_of(browser.get("/companies"))
    page = main_of(browser.get(f"/companies/{firm.pseudonym}"))

    assert firm.pseudonym in listed
    for words in ("filer", "함께전자", "함께 짓는", "설비 저리융자", "AI 성장 펀드"):
        assert words not in listed + page
    assert joint in page
    assert browser.get("/companies/filer").status_code == 404


def test_an_economist_knows_no_party_without_a_public_record(browser_of, make_user, make_pledge):
    make_pledge(visibility="officials")
    browser = browser_of(make_user(Role.ECONOMIST, sees_names=True))

    assert "filer" not in main_of(browser.get("/companies"))
    assert browser.get("/companies/filer").status_code == 404


def test_taxpayer_data_is_for_officials_and_the_firm_itself(
    browser_of, make_user, official, make_pledge, filer, engine
):
    make_pledge()
    claim = TaxClaimInput(
        filer="filer", reference="c-1", title="공제 2025", opens_on=date(2025, 1, 1),
        closes_on=date(2025, 12, 31), provision="investment_credit", tier="national_strategic",
        firm_size="large", claim_basis="self_declared", known_on=date(2026, 4, 1),
        invested_won=EOK,
    )  # fmt: skip
    with db.transaction(engine) as session:
        actor = session.get_one(User, official.key)
        propose(session, Kind.TAX_CLAIM, claim, actor=actor, state=State.SUBMITTED)

    def reads(user):
        browser = browser_of(user)
        pages = [browser.get("/companies/filer"), browser.get("/search?q=공제")]
        return ["공제 2025" in main_of(page) for page in pages]

    assert reads(official) == [True, True]
    assert reads(make_user(Role.COMPANY, filer)) == [True, True]
    assert reads(make_user(Role.AUDITOR)) == [False, False]
    assert reads(make_user(Role.ECONOMIST, sees_names=True)) == [False, False]


def test_a_record_leads_to_its_parties(browser_of, official, joint):
    page = main_of(browser_of(official).get(f"/pledges/{joint}"))

    assert 'href="/companies/filer"' in page
    assert 'href="/companies/partner"' in page


def test_a_code_goes_straight_to_its_record_however_it_is_written(browser_of, official, joint):
    answer = browser_of(official).get(f"/search?q= {joint.lower()} ")

    assert (answer.status_code, answer.location) == (303, f"/pledges/{joint}")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("함께", ("함께전자", "함께 짓는 데이터센터")),
        ("partner electronics", ("함께전자", "함께 짓는 데이터센터")),
        ("110-81-28774", ("filer 주식회사", "함께 짓는 데이터센터")),
        ("1108128774", ("filer 주식회사",)),
        ("성장 펀드", ("AI 성장 펀드", "정책펀드")),
        ("저리융자", ("설비 저리융자", "정책융자")),
        ("P-2026", ("함께 짓는 데이터센터",)),
    ],
)
def test_the_search_finds_parties_numbers_and_titles_of_every_kind(
    browser_of, official, joint, fund_and_loan, make_party, engine, text, found
):
    fund_and_loan(make_party("bank", name_ko="정책은행", is_public=True).code)
    with db.transaction(engine) as session:
        session.exec(select(Party).where(Party.code == "filer")).one().brn = "1108128774"

    page = main_of(browser_of(official).get(f"/search?q={text}"))

    for words in found:
        assert words in page, words


def test_what_may_not_be_seen_is_not_found(browser_of, make_user, make_party, joint):
    company = browser_of(make_user(Role.COMPANY, make_party("other", name_ko="다른 회사")))
    economist = browser_of(make_user(Role.ECONOMIST))

    assert company.get(f"/search?q={joint}").status_code == 200
    for browser, text in ((company, "함께"), (company, joint), (economist, "함께")):
        page = main_of(browser.get(f"/search?q={text}"))
        assert "찾는 것이 없습니다" in page
        assert "짓는" not in page
    assert "다른 회사" in main_of(company.get("/search?q=다른"))
    assert economist.get(f"/search?q={joint}").location == f"/pledges/{joint}"


def test_an_empty_search_asks_for_words(browser_of, official):
    page = main_of(browser_of(official).get("/search?q="))

    assert "찾을 말" in page
    assert "찾는 것이 없습니다" not in page


def test_more_than_fits_leads_to_the_list(browser_of, official, make_pledge):
    for number in range(11):
        make_pledge(title=f"같은 이름 {number}")

    page = main_of(browser_of(official).get("/search?q=같은 이름"))

    assert "11건 모두 보기" in page
    assert "/pledges?q=" in page
