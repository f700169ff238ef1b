"""National targets in the browser: the board, entry by two people, files, workbooks, roles."""

import csv
import io
from datetime import date

import openpyxl
import pytest

from app import db
from models.commands import confirm_targets, propose_targets
from models.people import User
from models.vocabulary import Role
from tests.models.targets import observation, target

SOURCE = "https://www.example.test/strategy"


@pytest.fixture
def agree(engine, official, checker):
    """Store rows that two officials agreed on."""

    def agree(*givens):
        with db.transaction(engine) as session:
            rows = propose_targets(session, givens, actor=session.get_one(User, official.key))
            confirm_targets(session, rows, actor=session.get_one(User, checker.key))

    return agree


@pytest.fixture
def adoption(agree):
    """70 percent in 2030, and two series that differ by definition; one with a break."""
    common = {"indicator": "adoption_industry", "unit": "percent"}
    agree(
        target("T023", topic="ai_adoption", value="70", baseline=None, **common),
        *(
            observation(f"A-{year}", series="wide", year=year, value=value, **common, **more)
            for year, value, more in (
                (2021, "2.7", {}),
                (2022, "28.0", {"breaks_series": True}),
                (2023, "30.3", {}),
                (2024, "32.9", {}),
            )
        ),
        *(
            observation(f"B-{year}", series="narrow", year=year, value=value, **common)
            for year, value in ((2023, "6.4"), (2024, "9.6"))
        ),
    )


def typed(**said):
    given = {
        "reference": "O-1",
        "indicator": "professionals",
        "series": "survey",
        "name_ko": "인력 조사",
        "name_en": "Workforce survey",
        "year": "2024",
        "unit": "persons",
        "value": "54,000",
        "definition": "AI 기업 종사 인력",
        "breaks_series": "no",
        "known_on": "2025-05-01",
        "source": SOURCE,
    }
    return given | said


def test_the_board_shows_baseline_goal_both_paces_and_the_source(browser_of, official, agree):
    agree(
        target(),
        observation("O-1", year=2023, value="51425", known_on=date(2024, 1, 1)),
        observation("O-2", year=2024, value="54000"),
    )

    page = browser_of(official).get("/targets").text

    for said in ("51,000명", "200,000명", "연 +21.6%", "54,000명", "연 +5.0%", "연 +24.4%"):
        assert said in page
    assert f'href="{SOURCE}"' in page


def test_two_adoption_series_stand_side_by_side_without_a_verdict(browser_of, official, adoption):
    page = browser_of(official).get("/targets").text

    assert "판정하지 않습니다" in page
    assert "2022년 계열 단절" in page
    for said in ("연 +2.6%p", "연 +3.2%p", "연 +6.2%p", "연 +10.1%p", "0.440", "0.515"):
        assert said in page


def test_the_official_estimate_has_neither_progress_nor_pace_nor_probability(
    browser_of, official, agree
):
    agree(
        target("T002", kind="projection", topic="economic_impact", indicator="impact",
               unit="won_a_year", baseline="2305000000000000", value="310000000000000",
               bound="up_to", due_year=2026),
        observation(indicator="impact", unit="won_a_year", value="1000000000000"),
    )  # fmt: skip
    browser = browser_of(official)

    pages = [browser.get(path).text for path in ("/targets?kind=projection", "/targets/T002")]

    for page in pages:
        body = page[page.index("<main") : page.index("</main>")]
        assert "최대 연 310조원" in body
        assert "관측값 아님" in body
        assert "<progress" not in body
        assert "기준값부터" not in body
    assert "1조원" not in pages[0]


def test_an_indicator_without_official_figure_says_so(browser_of, official, agree):
    agree(target("S001", kind="indicator", value=None, baseline=None, unit=None))

    page = browser_of(official).get("/targets?kind=indicator").text

    assert "공식 수치 없음" in page


def test_a_milestone_shows_its_state_and_can_be_asked_for_by_it(browser_of, official, agree):
    bare = {"kind": "milestone", "value": None, "baseline": None, "unit": None}
    agree(
        target("M-1", milestone="achieved", indicator="law", name_ko="법 통과", **bare),
        target("M-2", milestone="foreseen", indicator="loan", name_ko="융자 사업", **bare),
    )
    browser = browser_of(official)

    every = browser.get("/targets?kind=milestone").text
    done = browser.get("/targets?kind=milestone&milestone=achieved").text

    assert "예정" in every
    assert "법 통과" in done
    assert "융자 사업" not in done


def test_the_board_reads_as_of_a_day(browser_of, official, agree):
    agree(target(), observation("O-1", known_on=date(2026, 5, 1)))
    agree(target(value="300000", valid_from=date(2026, 1, 1), reason="새 계획"))
    browser = browser_of(official)

    then = browser.get("/targets?asof=2025-12-31").text
    now = browser.get("/targets?asof=2026-06-01").text

    assert "200,000명" in then
    assert "54,000명" not in then
    assert "300,000명" in now
    assert "54,000명" in now
    assert "54,000명" not in browser.get("/observations?asof=2025-12-31").text
    assert "54,000명" in browser.get("/observations?asof=2026-06-01").text


def test_filters_sort_and_bad_values_of_the_address(browser_of, official, agree):
    agree(
        target("T-1", name_ko="앞 목표", due_year=2031),
        target("T-2", name_ko="뒤 목표", topic="startups", indicator="unicorns", due_year=2027),
    )
    browser = browser_of(official)

    page = browser.get("/targets?sort=due").text
    assert page.index("뒤 목표") < page.index("앞 목표")
    page = browser.get("/targets?sort=-due").text
    assert page.index("앞 목표") < page.index("뒤 목표")
    assert "뒤 목표" not in browser.get("/targets?topic=talent").text
    assert "뒤 목표" not in browser.get("/targets?q=앞 목").text
    page = browser.get("/targets?topic=nothing&sort=strange").text
    assert "topic=nothing" in page
    assert "뒤 목표" in page


def test_the_files_hold_the_rows_of_the_address_and_name_them(
    browser_of, official, adoption, agree
):
    agree(target("T041", source="=HYPERLINK()"))
    browser = browser_of(official)

    answer = browser.get("/targets.csv?topic=ai_adoption")
    rows = list(csv.reader(io.StringIO(answer.get_data().decode("utf-8-sig"))))
    book = openpyxl.load_workbook(io.BytesIO(browser.get("/targets.xlsx?kind=all").get_data()))
    seen = browser.get("/observations.xlsx?breaks=yes").get_data()

    assert [row[0] for row in rows[1:]] == ["T023", "T023"]
    assert {row[14] for row in rows[1:]} == {"32.9", "9.6"}
    data = book.worksheets[1]
    assert data.max_row == 4
    assert "=HYPERLINK()" in {cell.value for row in data for cell in row if cell.data_type == "s"}
    observed = openpyxl.load_workbook(io.BytesIO(seen)).worksheets[1]
    assert [row[0] for row in observed.iter_rows(min_row=2, values_only=True)] == ["A-2022"]


def test_one_official_enters_an_observation_and_another_confirms_it(
    browser_of, official, checker, agree
):
    agree(target())
    maker, second = browser_of(official), browser_of(checker)

    answer = maker.post("/observations/new", data=typed(), follow_redirects=True)
    assert "제안을 저장했습니다" in answer.text
    assert "54,000명" not in maker.get("/targets").text
    batch = answer.text.split('name="batch" value="')[1].split('"')[0]
    refused = maker.post("/targets/waiting", data={"batch": batch, "decision": "confirm"})
    assert refused.status_code == 422
    assert "승인할 수 없습니다" in refused.text
    done = second.post(
        "/targets/waiting", data={"batch": batch, "decision": "confirm"}, follow_redirects=True
    )

    assert "1행을 확인했습니다" in done.text
    assert "54,000명" in maker.get("/targets").text
    again = second.post("/targets/waiting", data={"batch": batch, "decision": "confirm"})
    assert again.status_code == 422


def test_a_correction_shows_before_and_after_and_needs_its_reason(
    browser_of, official, checker, agree
):
    agree(target(), observation(value="45000"))
    maker, second = browser_of(official), browser_of(checker)

    form = maker.get("/observations/new?of=O-1").text
    assert 'value="45000"' in form
    without = maker.post("/observations/new", data=typed())
    assert without.status_code == 422
    assert "변경 사유" in without.text
    page = maker.post("/observations/new", data=typed(reason="오타"), follow_redirects=True).text
    assert "<del>45,000명</del>" in page
    assert "<ins>54,000명</ins>" in page
    batch = page.split('name="batch" value="')[1].split('"')[0]
    second.post("/targets/waiting", data={"batch": batch, "decision": "confirm"})

    listed = maker.get("/observations").text
    assert "바로잡힘" in listed
    assert "45,000명" not in maker.get("/targets").text


def test_a_declined_proposal_needs_a_reason_and_holds_nothing(browser_of, official, checker, agree):
    agree(target())
    page = browser_of(official).post("/observations/new", data=typed(), follow_redirects=True).text
    batch = page.split('name="batch" value="')[1].split('"')[0]
    second = browser_of(checker)

    bare = second.post("/targets/waiting", data={"batch": batch, "decision": "decline"})
    said = {"batch": batch, "decision": "decline", "reason": "출처를 찾을 수 없음"}
    done = second.post("/targets/waiting", data=said, follow_redirects=True)

    assert bare.status_code == 422
    assert second.post("/targets/waiting", data={"batch": batch}).status_code == 422
    assert "거절했습니다" in done.text
    assert "54,000명" not in second.get("/targets").text


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"value": "많음"}, "숫자로 적어 주세요"),
        ({"value": ""}, "채워 주세요"),
        ({"year": "이천년"}, "연도를"),
        ({"unit": ""}, "채워 주세요"),
        ({"source": ""}, "채워 주세요"),
        ({"definition": ""}, "채워 주세요"),
        ({"indicator": "unheard_of"}, "unheard_of"),
        ({"known_on": "2019-01-01"}, "기간이 끝나기 전"),
        ({"reference": "한글"}, "형식이 맞지 않습니다"),
    ],
)
def test_a_bad_entry_says_what_to_do_and_keeps_what_was_typed(
    browser_of, official, agree, said, sentence
):
    agree(target())

    answer = browser_of(official).post("/observations/new", data=typed(**said))

    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="인력 조사"' in answer.text


def test_a_target_of_won_may_be_typed_in_words(browser_of, official):
    given = {
        "reference": "T001", "kind": "target", "topic": "private_investment",
        "indicator": "investment", "name_ko": "민간 투자", "name_en": "Investment",
        "unit": "won", "value": "65조", "due_year": "2027", "valid_from": "2024-09-26",
        "known_on": "2024-09-26", "source": SOURCE,
    }  # fmt: skip

    answer = browser_of(official).post("/targets/new", data=given, follow_redirects=True)

    assert "65조원" in answer.text


def test_a_workbook_shows_what_it_changes_before_anything_is_stored(
    browser_of, official, checker, agree
):
    agree(target())
    maker = browser_of(official)
    blank = maker.get("/targets/template.xlsx").get_data()
    book = openpyxl.load_workbook(io.BytesIO(blank))
    sheet = book["Observations"]
    row = typed(value=54000, year=2024, known_on=date(2025, 5, 1), unit="명", breaks_series="")
    heads = [cell.value.split("\n")[1] for cell in sheet[1]]
    fields = dict(zip(heads, [column.field for column in _columns()], strict=True))
    for place, head in enumerate(heads, start=1):
        sheet.cell(2, place).value = row.get(fields[head]) or None
    file = io.BytesIO()
    book.save(file)

    shown = maker.post("/targets/upload", data={"file": (io.BytesIO(file.getvalue()), "a.xlsx")})
    assert shown.status_code == 200
    assert "새로 추가 1" in shown.text
    assert "확인을 기다리는 목표나 관측값이 없습니다" in maker.get("/targets/waiting").text
    digest = shown.text.split('name="sha256" value="')[1].split('"')[0]
    done = maker.post("/targets/upload/confirm", data={"sha256": digest}, follow_redirects=True)

    assert "1행을 제안했습니다" in done.text
    twice = maker.post("/targets/upload/confirm", data={"sha256": digest})
    assert twice.status_code == 422


def test_a_workbook_with_a_wrong_cell_stores_nothing_and_names_the_cell(browser_of, official):
    maker = browser_of(official)
    book = openpyxl.load_workbook(io.BytesIO(maker.get("/targets/template.xlsx").get_data()))
    book["Observations"].cell(2, 1).value = "O-1"
    file = io.BytesIO()
    book.save(file)

    answer = maker.post("/targets/upload", data={"file": (io.BytesIO(file.getvalue()), "a.xlsx")})

    assert answer.status_code == 422
    assert "Observations · B2" in answer.text
    assert "sha256" not in answer.text


def test_no_file_and_an_unknown_digest_are_said(browser_of, official):
    maker = browser_of(official)

    assert maker.post("/targets/upload").status_code == 422
    assert maker.post("/targets/upload/confirm", data={"sha256": "a" * 64}).status_code == 422
    assert maker.post("/targets/upload/confirm", data={"sha256": "../x"}).status_code == 404


@pytest.mark.parametrize("role", [Role.ECONOMIST, Role.AUDITOR, Role.COMPANY])
def test_others_read_and_change_nothing(browser_of, make_user, filer, official, agree, role):
    agree(target(), observation())
    browser_of(official).post("/observations/new", data=typed(reference="W-1", value="77,777"))
    reader = browser_of(make_user(role, filer if role is Role.COMPANY else None))

    for path in ("/targets", "/targets/T-1", "/observations", "/targets.csv", "/observations.csv"):
        answer = reader.get(path)
        assert answer.status_code == 200
        assert "관측값 등록" not in answer.text
    assert ("77,777" in reader.get("/observations").text) is (role is not Role.COMPANY)
    assert reader.get("/targets/waiting").status_code == (403 if role is Role.COMPANY else 200)
    for path in ("/observations/new", "/targets/new", "/targets/upload", "/targets/waiting"):
        assert reader.post(path, data=typed()).status_code == 403


def test_the_menu_offers_national_targets_to_everybody(browser_of, make_user, filer):
    for role in Role:
        user = make_user(role, filer if role is Role.COMPANY else None)
        menu = browser_of(user).get("/targets").text.split('id="main-nav"')[1].split("</nav>")[0]
        assert "국가 목표" in menu


def test_an_unknown_target_is_not_found_and_an_unconfirmed_one_not_by_companies(
    browser_of, make_user, filer, official, engine
):
    with db.transaction(engine) as session:
        propose_targets(session, [target("T-9")], actor=session.get_one(User, official.key))

    assert browser_of(official).get("/targets/T-8").status_code == 404
    assert browser_of(official).get("/targets/T-9").status_code == 200
    company = browser_of(make_user(Role.COMPANY, filer))
    assert company.get("/targets/T-9").status_code == 404
    assert browser_of(official).get("/observations/new?of=nothing").status_code == 404


def test_the_pages_speak_english(browser_of, official, adoption):
    browser = browser_of(official)

    for path in ("/targets", "/targets/T023", "/observations", "/targets/waiting",
                 "/targets/upload", "/targets/new", "/observations/new?of=A-2022"):  # fmt: skip
        page = browser.get(f"{path}{'&' if '?' in path else '?'}lang=en").text
        assert "National targets" in page
    assert "no verdict is given" in browser.get("/targets?lang=en").text
    assert "Series break in 2022" in browser.get("/targets?lang=en").text


def _columns():
    from imports.sheets.target import OBSERVATIONS

    return OBSERVATIONS.columns
