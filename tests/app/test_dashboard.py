"""The dashboard: four lines that open their lists, unknown as unknown, and a company's own view."""

import re

import pytest

from models.vocabulary import Role, State

JO = 10**12
EVIDENCE = {"evidence_grade": "B", "evidence": "공시"}


def lines(stage, won):
    return [{"year": 2026, "amount_won": won, "stage": stage, **EVIDENCE}]


@pytest.fixture
def register(make_pledge):
    """A firm, an announced and an uncounted pledge, all verified, and one that waits."""
    make_pledge(amount_won=2 * JO, lines=lines("firm", 2 * JO))
    make_pledge(amount_won=JO, lines=lines("announced", JO))
    make_pledge(amount_won=7 * JO, lines=lines("firm", 7 * JO), ai_share_ppm=None)
    make_pledge(state=State.SUBMITTED, amount_won=5 * JO, lines=lines("firm", 5 * JO))


def test_an_empty_register_says_what_to_do(official, browser_of):
    page = browser_of(official).get("/").text

    assert "아직 승인된 자료가 없습니다" in page


def test_the_four_lines_are_shown_and_open_their_lists(register, official, browser_of):
    client = browser_of(official)

    page = client.get("/").text

    card = page[page.index('id="t-invest"') : page.index('id="t-impact"')]
    hrefs = re.findall(r'href="(/pledges\?[^"]*line=[^"]*)"', card)
    assert [re.search(r"line=\w+", href)[0] for href in hrefs] == [
        "line=intent",
        "line=announced",
        "line=firm",
        "line=realised",
    ]
    assert "3<small>조원" in card
    assert "3조원" in client.get(hrefs[1].replace("&amp;", "&")).text


def test_unreported_spending_is_not_zero(register, official, browser_of):
    page = browser_of(official).get("/").text

    assert "집행 실적이 아직 제출되지 않았습니다" in page
    assert "미제출" in page


def test_what_a_rule_keeps_out_opens_its_list(register, official, browser_of):
    client = browser_of(official)

    page = client.get("/").text

    assert "guard=count_ai_share_unknown" in page
    listed = client.get("/pledges?guard=count_ai_share_unknown").text
    assert listed.count('href="/pledges/P-') == 1


def test_the_impact_target_has_no_bar_and_no_probability(register, official, browser_of):
    page = browser_of(official).get("/").text

    card = page[page.index('id="t-impact"') : page.index('class="kpis')]
    assert "<progress" not in card
    assert "확률" not in card


def test_a_company_sees_its_own_figures_without_the_national_target(
    register, make_party, make_user, browser_of
):
    client = browser_of(make_user(Role.COMPANY, make_party("other")))

    page = client.get("/").text

    assert "우리 회사" in page
    assert "65조원" not in page
    assert "3<small>조원" not in page


@pytest.mark.parametrize("day", ["2020-01-01", "nonsense"])
def test_the_day_of_the_question_is_in_the_address(register, official, browser_of, day):
    assert browser_of(official).get(f"/?asof={day}").status_code == 200


def test_every_figure_opens_its_reasons_with_a_list_that_adds_up_to_it(
    register, official, browser_of
):
    client = browser_of(official)

    page = client.get("/").text

    addresses = set(re.findall(r'href="(/why/[^"]*)"', page))
    assert {address.partition("?")[0] for address in addresses} == {
        "/why/intent",
        "/why/announced",
        "/why/firm",
        "/why/realised",
        "/why/parties",
    }
    for address in addresses - {"/why/parties"}:
        reasons = client.get(address.replace("&amp;", "&")).text
        figure = re.search(r'<p class="muted">([\d,]+원)</p>', reasons)
        listed = re.search(r'id="listed">([\d,]+원)<', reasons)
        assert (figure and figure[1]) in (listed and listed[1], "0원")
