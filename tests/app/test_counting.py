"""Breakdowns, guards and reasons: every figure opens a list whose total equals it, to the won."""

import html
import io
import re
from datetime import date

import openpyxl
import pytest

from app import db
from models.commands import advance_movement, move
from models.inputs import MovementInput
from models.instrument import Instrument
from models.people import User
from models.vocabulary import Dimension, Measure, Role, Size, State
from tests.app.exports.office import poisoned, recalculated

JO = 10**12
EVIDENCE = {"evidence_grade": "B", "evidence": "공시"}


def line(stage, won, year=2026):
    return {"year": year, "amount_won": won, "stage": stage, **EVIDENCE}


@pytest.fixture
def spend(engine, official, checker):
    """Report verified spending under the newest pledge."""

    def report(won, entry="1"):
        given = {
            "reference": "-",
            "entry": entry,
            "kind": "actual",
            "period_from": date(2026, 1, 1),
            "period_to": date(2026, 3, 31),
            "amount_won": won,
            "evidence_grade": "A",
            "known_on": date(2026, 4, 30),
        }
        with db.transaction(engine) as session:
            newest = session.exec(Instrument.__table__.select().order_by(Instrument.id.desc()))
            instrument = session.get_one(Instrument, newest.first()[0])
            maker = session.get_one(User, official.id)
            movement = move(session, instrument, MovementInput(**given), actor=maker)
            advance_movement(session, movement, "verify", actor=session.get_one(User, checker.id))

    return report


@pytest.fixture
def register(make_pledge, make_party, spend):
    """Pledges of several kinds, some of them left out, one with spending above what is firm."""
    make_party("abroad", is_foreign=True, size=Size.LARGE)
    shares = [{"party": "filer", "share_ppm": 333_333}, {"party": "abroad", "share_ppm": 666_667}]
    make_pledge(
        amount_won=2 * JO + 1,
        lines=[line("firm", JO, 2025), line("announced", JO + 1)],
        participants=shares,
        region="전남 해남",
        public_grant_won=10**11,
    )
    make_pledge(amount_won=JO, lines=[line("firm", JO)], category="semiconductor", region="서울")
    spend(3 * JO)
    make_pledge(amount_won=JO, lines=[line("intent", JO)], spend_kind="capital")
    make_pledge(amount_won=7 * JO, lines=[line("firm", 7 * JO)], ai_share_ppm=None)
    make_pledge(amount_won=4 * JO, lines=[line("firm", 4 * JO)], ai_share_ppm=250_000)
    make_pledge(state=State.SUBMITTED, amount_won=5 * JO, lines=[line("firm", 5 * JO)])


@pytest.fixture
def client(register, official, browser_of):
    """The browser of an official in front of the register."""
    return browser_of(official)


def won(text):
    """Won as printed in full, None where nothing was reported."""
    found = re.search(r"[\d,]+(?=원)", text)
    return int(found[0].replace(",", "")) if found else None


def listed(client, address):
    """The figure of a page of reasons and the total of its list."""
    page = client.get(html.unescape(address)).text
    figure = re.search(r'<p class="muted">([^<]*)</p>', page)
    total = re.search(r'id="listed">([^<]*)<', page)
    return won(figure[1]) if figure else None, won(total[1]) if total else 0


def cells(page):
    """The addresses behind the cells of the table of totals, with the won that they show."""
    table = page[page.index('<table class="app-tbl compact pivot">') :]
    return re.findall(r'<td class="num"><a href="([^"]*)">(.*?)</a>', table)


VIEWS = ("", "&basis=net", "&chips=without&foreign=without", "&basis=net_grants&foreign=without")


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("rows", list(Dimension))
def test_every_cell_opens_a_list_that_adds_up_to_it(client, rows, view):
    page = client.get(f"/counting?rows={rows.value}{view}").text

    found = cells(page)

    assert len(found) >= 4
    for address, name in found:
        figure, total = listed(client, address)
        if "미제출" in name:
            assert (figure, total) == (None, 0)
        else:
            assert figure == total


def test_the_rows_add_up_to_the_total_whatever_the_columns(client):
    page = client.get("/counting?rows=region&cols=year&line=firm").text

    found = [address for address, _ in cells(page)]
    sums = [listed(client, address)[0] or 0 for address in found]

    width = page.count('<th scope="col"') - 1
    assert sum(sums[:-width][width - 1 :: width]) == sums[-1] == 3 * JO
    assert sum(sums[-width:-1]) == sums[-1]


@pytest.mark.parametrize("measure", list(Measure))
def test_every_line_says_what_it_means_and_how_it_is_found(client, measure):
    page = client.get(f"/why/{measure.value}").text

    assert "산식" in page
    assert "적용한 규칙" in page
    assert "총액 기준" in page


def test_what_was_left_out_is_named_with_its_rule(client):
    page = client.get("/why/firm").text

    left = page[page.index('id="w-out"') :]
    assert "AI 비중 미상" in left
    assert "7,000,000,000,000원" in left
    assert "승인 전" in left


def test_the_figure_of_a_rule_is_the_sum_of_what_it_keeps_out(client):
    assert listed(client, "/why/removed?rule=count_ai_share") == (3 * JO, 3 * JO)
    assert listed(client, "/why/removed?rule=10") == (10 * JO, 10 * JO)


def test_what_is_missing_to_the_target_stands_beside_what_was_realised(client):
    figure, total = listed(client, "/why/missing")

    assert (figure, total) == (65 * JO - 3 * JO, 3 * JO)


def test_counts_open_as_many_records(client):
    for figure, expected in (("registered", 6), ("counted", 4)):
        page = client.get(f"/why/{figure}").text
        assert re.search(rf'id="figure"><strong>{expected}<', page)
        assert page.count('data-l="계획 번호"') == expected
    assert "filer 주식회사" in client.get("/why/parties").text


@pytest.mark.parametrize("address", ["/why/nothing", "/why/removed", "/why/removed?rule=count_x"])
def test_a_figure_that_nobody_knows_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_an_address_that_cannot_be_read_is_said_and_the_rest_applies(client):
    page = client.get("/counting?rows=colour&basis=gross&year=20x6&chips=some&asof=never").text

    assert page.count("읽을 수 없어 뺐습니다") == 4
    assert "분야별 집계" in page


def test_lines_of_the_whole_period_are_not_divided_by_year(client):
    page = client.get("/counting?rows=region&cols=year&line=progress").text

    assert "연도별로 나눌 수 없어" in page


def test_a_company_sees_its_own_records_only(
    register, make_pledge, make_party, make_user, browser_of
):
    own = make_party("own")
    make_pledge(amount_won=JO, lines=[line("firm", JO)], filer="own")

    client = browser_of(make_user(Role.COMPANY, own))

    assert listed(client, "/why/firm") == (JO, JO)
    assert "filer" not in client.get("/why/parties").text


def test_the_guards_are_all_there_with_what_they_keep_out(client):
    page = client.get("/counting/guards").text

    assert re.findall(r'<span class="no">(\d+|–)</span>', page) == [*map(str, range(1, 12)), "–"]
    assert "/why/removed?rule=count_ai_share_unknown" in page
    assert "해당 건 없음" in page


def test_loans_credits_and_funds_add_nothing_and_are_never_summed(client):
    page = client.get("/counting/guards").text

    faces = page[page.index('id="g-six"') :]
    assert faces.count("0원</td>") == 3
    assert "<tfoot>" not in faces


@pytest.mark.parametrize("rows", ["category", "year", "origin"])
def test_the_workbook_sums_its_records_with_live_formulas(client, rows):
    answer = client.get(f"/counting.xlsx?rows={rows}")

    live = openpyxl.load_workbook(io.BytesIO(answer.data))
    values = openpyxl.load_workbook(io.BytesIO(answer.data), data_only=True)

    assert live.sheetnames == ["표지", "집계", "자료", "빠진 건"]
    sheet, shown = live["집계"], values["집계"]
    last = sheet.max_row
    assert all(
        str(cell.value).startswith("=") for row in sheet.iter_rows(2, last, 2) for cell in row
    )
    assert shown.cell(last, 3).value == 4 * JO + 1
    counted = [row[-1] for row in values["자료"].iter_rows(2, values_only=True)]
    lines = [row[-2] for row in values["자료"].iter_rows(2, values_only=True)]
    pairs = zip(lines, counted, strict=True)
    assert sum(won for name, won in pairs if name in ("발표", "확정")) == 4 * JO + 1
    cover = " ".join(str(row[1]) for row in values["표지"].iter_rows(values_only=True))
    assert "미공개" in cover
    assert "단계가 확정" in cover


@pytest.mark.parametrize("layout", ["rows=origin", "rows=category&cols=year&line=realised"])
def test_another_calculator_finds_the_same_totals(client, libreoffice, tmp_path, layout):
    made, wrong = tmp_path / "made.xlsx", tmp_path / "counting.xlsx"
    made.write_bytes(client.get(f"/counting.xlsx?{layout}").data)
    said = openpyxl.load_workbook(made, data_only=True)["집계"]

    assert poisoned(made, wrong) > 5
    found = openpyxl.load_workbook(recalculated(libreoffice, wrong, tmp_path), data_only=True)

    rows = list(found["집계"].iter_rows(values_only=True))
    assert rows == list(said.iter_rows(values_only=True))


def test_the_pages_speak_english(client):
    for address in ("/counting", "/counting/guards", "/why/progress"):
        page = client.get(f"{address}?lang=en").text
        body = page[page.index('<main id="main"') : page.index("</main>")]
        shown = re.sub(r"<[^>]*>", " ", body)
        assert not re.search("[가-힣]", re.sub(r"데이터센터 r-\d+|\w+ 주식회사|공시", "", shown)), (
            address
        )


def test_the_average_cost_says_what_is_missing_and_sums_no_face_values(client):
    page = client.get("/why/average-cost").text

    assert "아직 계산할 수 없습니다" in page
    for part in ("정책융자의 재정 보조", "조세지출", "펀드 투자의 공공 몫"):
        assert part in page[page.index("빠진 자료") : page.index("</div>", page.index("빠진 자료"))]
    assert "3,000,000,000,000원" in page


def test_one_line_stands_on_every_basis_side_by_side(client):
    page = client.get("/counting?rows=year&cols=views&line=announced").text

    found = [listed(client, address)[0] for address, _ in cells(page)]

    net = 4 * JO + 1 - 10**11
    foreign = 666_667 * (JO + 1) // 10**6 + 666_667 * JO // 10**6
    assert found[-5:-1] == [4 * JO + 1, net, net, 3 * JO + 1]
    assert abs(found[-1] - (4 * JO + 1 - foreign)) <= 2


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("address", ["/counting", "/counting/guards", "/why/announced"])
def test_nobody_is_offered_a_page_that_they_cannot_open(
    register, filer, make_user, browser_of, role, address
):
    client = browser_of(make_user(role, filer if role is Role.COMPANY else None))

    page = client.get(address)

    assert page.status_code == 200
    body = page.text[page.text.index('id="container"') : page.text.index("</main>")]
    for link in set(re.findall(r'href="(/[^"]*)"', body)):
        assert client.get(html.unescape(link)).status_code == 200, link
