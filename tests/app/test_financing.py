"""Financing in the form, on the page of the pledge, behind net figures, and in files."""

import csv
import html
import io
import re
from datetime import date

import pytest

from app import db
from models.commands import advance, propose
from models.fund import FundInput
from models.instrument import Instrument
from models.people import User
from models.vocabulary import Kind, Role, State
from tests.app.test_counting import listed, won
from tests.app.test_pledge_form import hidden, typed

BN = 10**9
ROWS = [
    {"entry": "1", "finance": "own_funds", "amount_won": 700 * BN},
    {"entry": "2", "finance": "public_grant", "amount_won": 100 * BN},
    {"entry": "3", "finance": "policy_loan", "amount_won": 200 * BN},
    {"entry": "4", "finance": "credit_guarantee", "amount_won": 150 * BN, "covers": "3"},
]


@pytest.fixture
def programme(engine, filer, official, checker):
    """A verified programme of KRW 500bn; its code."""
    given = FundInput(
        filer="filer", reference="f-1", title="보조 사업", form="programme", stage="planned",
        amount_won=500 * BN, known_on=date(2026, 1, 15),
    )  # fmt: skip
    with db.transaction(engine) as session:
        maker = session.get_one(User, official.key)
        revision = propose(session, Kind.FUND, given, actor=maker, state=State.SUBMITTED)
        advance(session, revision, "verify", actor=session.get_one(User, checker.key))
        return session.get_one(Instrument, revision.instrument_id).code


def sources(**said: str) -> dict[str, str]:
    """A typed form whose money comes from a policy loan under a guarantee, and a programme."""
    return typed(
        **{
            "fin-0-finance": "policy_loan",
            "fin-0-amount": "2,000억",
            "fin-0-party": "filer 주식회사",
            "fin-1-finance": "credit_guarantee",
            "fin-1-amount": "1,000억",
            "fin-1-covers": "1",
            "fin-2-finance": "public_grant",
            "sources": "4",
            **said,
        }
    )


def test_sources_are_typed_shown_and_changed_again(browser_of, official, programme):
    browser = browser_of(official)
    sent = sources(**{"fin-2-record": programme, "fin-2-evidence": "고시 2026-1"})

    page = browser.get(browser.post("/pledges/new", data=sent).location).text

    table = page[page.index('id="s-fin"') :]
    assert "2,000억원" in table
    assert "1번 재원의 보증" in table
    assert f'href="/support/{programme}"' in table
    assert "알 수 없음" in table
    assert "재원이 적히지 않은 금액 1조원" in table
    code = re.search(r"P-\d{4}-\d{6}", page)[0]
    again = hidden(browser.get(f"/pledges/{code}/change").text)
    assert again["fin-0-amount"] == "2,000억원"
    assert (again["fin-1-covers"], again["fin-2-record"]) == ("1", programme)


@pytest.mark.parametrize(
    ("said", "anchor", "text"),
    [
        ({"fin-0-amount": "2조"}, "f-financing", "재원의 합(2,000,000,000,000원)이 총액"),
        ({"fin-0-amount": "이천"}, "f-fin-0-amount", "숫자와 단위로"),
        ({"fin-1-covers": ""}, "f-fin-1-covers", "보증 대상"),
        ({"fin-1-covers": "7"}, "f-financing", "보증 대상"),
        ({"fin-2-finance": "", "fin-2-evidence": "고시"}, "f-fin-2-finance", "골라"),
        ({"fin-1-entry": "1"}, "f-financing", "같은 재원 번호"),
        ({"policy_loan": "1억"}, "f-policy_loan", "재원 줄의 합은"),
        ({"fin-0-record": "L-1999-000001"}, "f-financing", "맞는 융자나 펀드가 아닙니다"),
        ({"fin-0-party": "없는 은행"}, "f-financing", "‘없는 은행’을(를) 찾을 수 없습니다"),
    ],
)
def test_a_mistake_is_said_beside_its_row(browser_of, official, filer, said, anchor, text):
    response = browser_of(official).post("/pledges/new", data=sources(**said))

    assert response.status_code == 422
    assert f'href="#{anchor}"' in response.text
    assert f'id="{anchor}"' in response.text
    assert text in html.unescape(response.text)


def test_a_row_is_added_and_nothing_typed_is_lost(browser_of, official, filer):
    sent = sources(step="3", go="add-source")

    page = browser_of(official).post("/pledges/new", data=sent).text

    assert page.count('name="fin-4-finance"') == 1
    assert 'value="2,000억"' in page
    assert "재원이 적히지 않은 금액 1조원" in page


def test_a_note_of_several_lines_is_stored(browser_of, official, filer):
    """Browsers end the lines of a text with CR LF."""
    response = browser_of(official).post("/pledges/new", data=typed(note="첫 줄\r\n둘째 줄"))

    assert response.status_code == 303


def test_the_page_says_what_the_net_basis_takes_off(browser_of, official, make_pledge):
    code = make_pledge(financing=ROWS)

    page = browser_of(official).get(f"/pledges/{code}").text

    assert "발표 집계에서 빠진 금액 1,000억원" in page
    assert "발표 집계에서 빠진 금액 2,000억원" in page


@pytest.mark.parametrize(
    ("basis", "rules", "figure"),
    [
        ("headline", {}, 1200 * BN),
        ("net_grants", {"count_net_public": 100 * BN}, 1100 * BN),
        ("net", {"count_net_public": 100 * BN, "count_net_loan": 200 * BN}, 900 * BN),
    ],
)
def test_the_reasons_of_a_net_figure_open_what_was_taken_off(
    browser_of, official, make_pledge, basis, rules, figure
):
    make_pledge(financing=ROWS)
    browser = browser_of(official)

    page = browser.get(f"/why/announced?basis={basis}").text

    assert won(re.search(r'<p class="muted">([^<]*)</p>', page)[1]) == figure
    links = re.findall(r'href="(/why/removed\?[^"]*rule=(count_net_\w+)[^"]*)"', page)
    opened = {rule: listed(browser, address) for address, rule in links}
    assert opened == {rule: (taken, taken) for rule, taken in rules.items()}


def test_the_file_of_the_list_holds_the_support(browser_of, official, make_pledge):
    make_pledge(financing=ROWS)

    text = browser_of(official).get("/pledges.csv").get_data().decode("utf-8-sig")

    rows = list(csv.reader(io.StringIO(text)))
    head = next(row for row in rows if "보조금(억원)" in row)
    values = dict(zip(head, rows[rows.index(head) + 1], strict=True))
    assert float(values["보조금(억원)"].replace(",", "")) == 1000
    assert float(values["갚지 않은 정책융자(억원)"].replace(",", "")) == 2000
    assert values["공공 출자(억원)"] == ""


def test_an_economist_without_names_sees_no_financier(
    browser_of, make_user, make_pledge, make_party
):
    bank = make_party("bank")
    rows = [ROWS[0] | {"entry": "9", "finance": "debt", "party": bank.code, "evidence": "약정서"}]
    code = make_pledge(financing=rows)

    page = browser_of(make_user(Role.ECONOMIST)).get(f"/pledges/{code}").text

    assert "차입" in page
    assert "bank" not in page
    assert "약정서" not in page
