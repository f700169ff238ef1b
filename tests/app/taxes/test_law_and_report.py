"""Provisions, settings, official figures and the report, as each role meets them."""

import io
import re
from datetime import date

import openpyxl
import pytest

from imports.tax_figures import write_figures
from models.vocabulary import Role

SETTING = {
    "parameter": "clawback_interest_ppm",
    "value": "0.03%",
    "article": "제146조",
    "valid_from": "2027-01-01",
    "source": "시행령",
    "note": "원문 확인",
}
FIGURE = {
    "year": "2025",
    "provision": "investment_credit",
    "firm_size": "large",
    "budget_function": "industry",
    "figure_status": "actual",
    "amount_won": "1조",
    "published_on": "2026-09-01",
    "source": "조세지출예산서 12쪽",
}


@pytest.fixture
def keeper(browser_of, make_user):
    """The browser of an administrator."""
    return browser_of(make_user(Role.ADMINISTRATOR))


@pytest.fixture
def second(browser_of, checker):
    """The browser of the second person."""
    return browser_of(checker)


def test_a_setting_is_proposed_with_its_note_and_holds_once_another_confirms_it(keeper, second):
    answer = keeper.post("/reference/tax-settings", data=SETTING)
    assert answer.status_code == 303
    assert "승인할 수 없습니다" in keeper.post(answer.location, data={"decision": "confirm"}).text

    done = second.post(answer.location, data={"decision": "confirm"}, follow_redirects=True)

    assert "확인했습니다" in done.text
    assert "0.03%" in done.text
    assert "2026.12.31." in done.text
    assert "원문 확인" in done.text


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"value": ""}, "채워 주세요"),
        ({"value": "조금"}, "비율을 17%"),
        ({"parameter": "minimum_lower_bound_won", "value": "x"}, "금액을 100억처럼"),
        ({"parameter": "minimum_exempt_flag", "value": "글쎄"}, "예나 아니요"),
        ({"parameter": "carry_years", "value": "열"}, "숫자로만"),
        ({"parameter": "budget_function", "value": "7"}, "예산 분야 코드가 아닙니다"),
        ({"parameter": ""}, "목록에서 골라 주세요"),
        ({"source": ""}, "채워 주세요"),
        ({"valid_from": "2020-01-01"}, "그보다 뒤의 날"),
    ],
)
def test_a_bad_setting_says_what_to_do_and_keeps_what_was_typed(keeper, said, sentence):
    answer = keeper.post("/reference/tax-settings", data=SETTING | said)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert "원문 확인" in answer.text


def test_a_setting_is_declined_with_a_reason_and_an_unknown_one_not_found(keeper, second):
    address = keeper.post("/reference/tax-settings", data=SETTING).location

    assert second.post(address, data={"decision": "maybe"}).status_code == 422
    assert second.post(address, data={"decision": "decline"}).status_code == 422
    done = second.post(
        address, data={"decision": "decline", "reason": "원문과 다름"}, follow_redirects=True
    )
    assert "원문과 다름" in done.text
    assert second.get("/reference/tax-settings/9999").status_code == 404


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.ECONOMIST, Role.AUDITOR])
def test_staff_read_the_law_and_only_administrators_change_its_settings(
    browser_of, make_user, law, role
):
    reader = browser_of(make_user(role))

    assert "제132조 ①" in reader.get("/reference/tax-settings").text
    assert "새 행 제안" not in reader.get("/reference/tax-settings").text
    assert "조문 X1" in reader.get("/reference/tax-provisions").text
    assert reader.post("/reference/tax-settings", data=SETTING).status_code == 403


def test_provisions_are_asked_for_by_day_and_status_and_proposed_ones_wait(keeper, second, law):
    assert "조문 X1" in keeper.get("/reference/tax-provisions?on=2025-01-01").text
    assert "조문 X1" not in keeper.get("/reference/tax-provisions?on=2020-01-01").text
    assert "조문 X1" not in keeper.get("/reference/tax-provisions?status=expired").text
    given = {
        "reference": "N1",
        "filer": "moef",
        "title": "새 조문",
        "article": "제24조",
        "provision": "investment_credit",
        "tier": "general",
        "firm_size": "large",
        "rate_ppm": "2%",
        "status": "proposed",
        "known_on": "2026-11-28",
    }

    bad = keeper.post("/reference/tax-provisions/new", data=given | {"rate_ppm": "200%"})
    assert bad.status_code == 422
    assert "새 조문" in bad.text
    sent = keeper.post("/reference/tax-provisions/new", data=given, follow_redirects=True)

    assert "제출했습니다" in sent.text
    listed = keeper.get("/reference/tax-provisions").text
    assert "승인을 기다리는 조문" in listed
    code = re.search(r"/approvals/(T-\d{4}-\d{6})", listed).group(1)
    second.post(f"/approvals/{code}", data={"decision": "verify"})
    page = second.get("/reference/tax-provisions?status=proposed").text
    assert "새 조문" in page


def test_a_provision_changes_with_a_reason(keeper, second, law):
    page = keeper.get("/reference/tax-provisions").text
    code = re.search(r"tax-provisions/(T-\d{4}-\d{6})/change", page).group(1)
    form = keeper.get(f"/reference/tax-provisions/{code}/change").text
    given = dict(
        re.findall(r'name="(title|article|known_on|rate_ppm|base|lock)"[^>]*value="([^"]*)"', form)
    )
    chosen = {"provision": "investment_credit", "firm_size": "mid_large", "status": "expired"}

    address = f"/reference/tax-provisions/{code}/change"
    assert keeper.post(address, data=given | chosen).status_code == 422
    done = keeper.post(address, data=given | chosen | {"reason": "일몰"})

    assert done.status_code == 303
    second.post(f"/approvals/{code}", data={"decision": "verify"})
    assert code in second.get("/reference/tax-provisions?status=expired").text


def file(client, **said):
    return client.post("/support/tax/figures", data=FIGURE | said, follow_redirects=True)


def confirm(client, decision="confirm", **said):
    page = client.get("/support/tax/figures").text
    batch = re.search(r'name="batch" value="([^"]+)"', page).group(1)
    return client.post(
        "/support/tax/figures/decide",
        data={"decision": decision, "batch": batch, **said},
        follow_redirects=True,
    )


def test_an_official_figure_is_filed_by_one_and_counts_once_another_confirms_it(
    browser_of, official, second
):
    maker = browser_of(official)

    file(maker)
    assert "이 세 연도의 공식 통계가 없습니다" in maker.get("/support/tax/report?year=2026").text
    assert "승인할 수 없습니다" in confirm(maker).text
    confirm(second)

    page = maker.get("/support/tax/report?year=2026").text
    assert "1,000,000,000,000원" in page
    assert "2025년 실적" in page
    assert "조세지출예산서 12쪽" in maker.get("/support/tax/figures?year=2025").text
    assert "조세지출예산서 12쪽" not in maker.get("/support/tax/figures?year=2024").text
    assert "2025" in maker.get("/support/tax/figures.csv").text


def test_a_figure_that_cannot_be_read_says_why_and_one_is_declined_with_a_reason(
    browser_of, official, second
):
    maker = browser_of(official)

    for said, sentence in (
        ({"amount_won": "x"}, "숫자와 단위"),
        ({"year": "언젠가"}, "연도"),
        ({"source": ""}, "채워 주세요"),
    ):
        bad = maker.post("/support/tax/figures", data=FIGURE | said)
        assert bad.status_code == 422
        assert sentence in bad.text
    file(maker)
    assert "사유를 적어 주세요" in confirm(second, "decline").text
    assert "거절했습니다" in confirm(second, "decline", reason="쪽이 틀림").text


def book(**said):
    target = io.BytesIO()
    row = {
        "year": 2026,
        "provision": "rnd_credit",
        "budget_function": "science",
        "figure_status": "estimate",
        "amount_won": 10**12,
        "published_on": date(2026, 9, 1),
        "source": "예산서",
    }
    write_figures(target, [row | said])
    return target.getvalue()


def upload(client, data):
    return client.post(
        "/support/tax/figures/upload",
        data={"file": (io.BytesIO(data), "f.xlsx")},
        content_type="multipart/form-data",
        follow_redirects=True,
    )


def test_figures_come_in_by_workbook_all_or_none(browser_of, official):
    maker = browser_of(official)

    assert "1건을 제출했습니다" in upload(maker, book()).text
    broken = openpyxl.load_workbook(io.BytesIO(book()))
    broken["TaxFigures"]["A2"] = "언젠가"
    target = io.BytesIO()
    broken.save(target)
    bad = upload(maker, target.getvalue())
    assert bad.status_code == 422
    assert "TaxFigures · A2" in bad.text
    assert upload(maker, b"x").status_code == 422
    assert maker.post("/support/tax/figures/upload").status_code == 422
    template = maker.get("/support/tax/figures/template.xlsx").data
    assert "새 통계가 없습니다" in upload(maker, template).text


def test_the_report_withholds_cells_of_few_firms_from_those_who_may_not_see_them(
    browser_of, make_user, make_party, make_claim, filer, law, official
):
    make_claim()
    economist = browser_of(make_user(Role.ECONOMIST))
    address = "/support/tax/report?year=2026"

    assert "10,000,000,000원" in browser_of(official).get(address).text
    assert "10,000,000,000원" not in economist.get(address).text
    assert "가림" in economist.get(address).text
    for number in range(3):
        make_party(f"more-{number}")
        make_claim(f"more-{number}")
    assert "40,000,000,000원" in economist.get(address).text
    for ending in ("csv", "xlsx"):
        got = economist.get(f"/support/tax/report.{ending}?year=2026")
        assert got.status_code == 200
    book = openpyxl.load_workbook(io.BytesIO(got.data))
    assert 400 in [cell.value for row in book["자료 Data"].iter_rows() for cell in row]


def test_the_report_names_years_that_cannot_be_worked_out_instead_of_guessing(
    browser_of, make_claim, filer, law, official
):
    make_claim(computed_tax_won=None)

    page = browser_of(official).get("/support/tax/report?year=2026").text

    assert "2025년: 계산할 수 없는 기업 1곳" in page
