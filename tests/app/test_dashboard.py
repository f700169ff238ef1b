"""The dashboard: four lines that open their lists, unknown as unknown, and a company's own view."""

import re

import pytest

from app import db
from app.dashboard import figures
from app.projections.run import run_projection
from app.registry.current import today
from models.projection import ProjectionRun
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


def test_what_waits_for_a_checker_and_what_came_back_to_its_maker_is_to_do(
    make_pledge, official, checker, browser_of
):
    waiting = make_pledge(state=State.SUBMITTED, title="기다리는 계획")

    def todo(user):
        page = browser_of(user).get("/").text
        return page[page.index('id="c-todo"') : page.index("</section>", page.index('id="c-todo"'))]

    assert f"/approvals/{waiting}" in todo(checker)
    assert waiting not in todo(official)
    browser_of(checker).post(
        f"/approvals/{waiting}", data={"decision": "return", "reason": "출처를 적어 주세요."}
    )
    assert f"/pledges/{waiting}" in todo(official)
    assert waiting not in todo(checker)


def test_the_day_and_unit_stand_in_the_head_and_the_print_view_opens_the_numbers(
    register, official, browser_of
):
    client = browser_of(official)

    page = client.get("/?asof=2026-10-31").text
    paper = client.get("/?view=print").text

    assert "기준일 2026.10.31. · 금액은 원이며" in page
    assert "자료 기준일 2026.10.31." in page[page.index("app-footer") :]
    assert '<details class="chart-data">' in page
    assert '<details class="chart-data">' not in paper
    assert paper.count('<details class="chart-data" open>') == page.count(
        '<details class="chart-data">'
    )


@pytest.mark.parametrize("scope", ["strict", "broad"])
def test_what_the_projection_is_made_of_adds_up_to_it(
    register, engine, official, browser_of, scope
):
    with db.transaction(engine) as session:
        run = run_projection(session, scope=scope, as_of=today(), draws=200, actor=None)
        made = figures.made_of(run)
        total = figures.won(run.results["totals"]["investment"])

    parts = (made.firm_won, made.announced_won, made.intent_won, made.outside_won)
    assert made.realised_won is None
    assert sum(parts) == made.total_won
    assert abs(made.total_won - total) <= 3
    assert made.firm_won > 0
    assert made.announced_won > 0
    page = browser_of(official).get("/").text
    assert ("남은 확정 × 이행" in page) == (scope == "strict")
    assert ("이미 포함된 금액이며 더하지 않습니다" in page) == (scope == "strict")


def test_what_was_spent_is_not_counted_again_as_still_to_come():
    spent = {"status": "in_progress", "expected_bn": [3.0, 2.0], "reported_bn": 3.0}
    planned = {"status": "announced", "expected_bn": [0.0, 4.0], "reported_bn": None}
    run = ProjectionRun(
        scope="broad",
        results={
            "pledges": [spent, planned],
            "totals": {"investment": 10.0},
            "attainment": {"realised_bn": 3.0},
        },
    )

    made = figures.made_of(run)

    assert made == figures.MadeOf(3 * 10**9, 2 * 10**9, 4 * 10**9, 0, 10**9, 10**10)


def test_a_plan_without_years_never_stands_in_the_outlook_unnamed(
    make_pledge, engine, official, browser_of
):
    make_pledge(amount_won=2 * JO, lines=lines("firm", 2 * JO))
    without_years = [{"amount_won": 900 * JO, "stage": "announced", **EVIDENCE}]
    make_pledge(amount_won=900 * JO, lines=without_years, period_start=2026, period_end=2035)
    with db.transaction(engine) as session:
        run = run_projection(session, as_of=today(), draws=200, actor=None)
        found = figures.outlook(run)

    page = browser_of(official).get("/").text

    assert 0 < found.counted_won <= 2 * JO < found.median_won
    assert found.uncounted_won == found.face_won - 2 * JO > 0
    assert "집계에 들어 있는 투자계획만 보면" in page
