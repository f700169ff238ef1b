"""Charts say what they draw: every amount is in the picture, the read-out and the table."""

import re
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from app import charts
from app.charts import FanPoint, Interval, Quantiles, Stages, Step, YearColumn, scale

TRILLION = 10**12
SVG = "{http://www.w3.org/2000/svg}"
TARGET = 65 * TRILLION


def trillions(*amounts: float) -> list[int]:
    return [round(amount * TRILLION) for amount in amounts]


def spread(*amounts: float) -> Quantiles:
    return Quantiles(*trillions(*amounts))


END = spread(55, 57.6, 60, 62.3, 64.5, 66.9, 69)
FILED = (
    FanPoint(date(2025, 12, 31), actual=25_800 * 10**9),
    FanPoint(date(2026, 10, 31), actual=38_900 * 10**9),
    FanPoint(date(2027, 12, 31), projected=END),
)
UNFILED = (
    FanPoint(date(2023, 12, 31), projected=spread(*[0] * 7)),
    FanPoint(date(2025, 12, 31), projected=spread(1, 2, 3, 4, 5, 6, 7), assumed=30 * TRILLION),
    FanPoint(date(2027, 12, 31), projected=END, assumed=TARGET),
)
YEARS = (
    YearColumn(2026, Stages(intent=10**12, announced=2 * 10**12, firm=3 * 10**12)),
    YearColumn(2027, Stages(firm=10**12, realised=4 * 10**12), assumed=6 * 10**12),
)
STEPS = (
    Step("집행 실적", None, "start"),
    Step("확정 잔액", 8_600 * 10**9, "add", "× 88%"),
    Step("2027년 말 전망", 8_600 * 10**9, "total"),
    Step("목표까지 부족", TARGET - 8_600 * 10**9, "gap"),
    Step("목표", TARGET, "target"),
)
ROWS = (
    Interval("약정", *trillions(-1, 14.9, 21.6)),
    Interval("융자", None, None, None),
)


def all_drawings(lang):
    return {
        "fan": charts.fan("a", "전망 <1>", FILED, target=TARGET, lang=lang),
        "unfiled": charts.fan("b", "전망", UNFILED, target=TARGET, lang=lang, width=900),
        "columns": charts.columns("c", "연도별", YEARS, lang=lang),
        "bullet": charts.bullet("d", "목표", YEARS[1].stages, target=TARGET, lang=lang),
        "waterfall": charts.waterfall("e", "구성", STEPS, lang=lang),
        "intervals": charts.intervals(
            "f", "기여", ROWS, lang=lang, middle="평균", interval="90% 구간"
        ),
    }


def words(drawing):
    return [element.text for element in ET.fromstring(str(drawing)).iter(f"{SVG}text")]


def tips(drawing):
    found = ET.fromstring(str(drawing)).iter(f"{SVG}rect")
    return [element.get("data-tip") for element in found if element.get("class") == "hit"]


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize("name", list(all_drawings("ko")))
def test_every_drawing_can_be_announced_and_carries_no_style_or_script(name, lang):
    drawing = all_drawings(lang)[name]

    for picture in (drawing.wide, drawing.narrow):
        root = ET.fromstring(str(picture))
        named = {element.get("id"): element.text for element in root}
        assert root.get("role") == "img"
        assert [named[name] for name in root.get("aria-labelledby").split()] == [
            drawing.title,
            drawing.desc,
        ]
        assert not re.search(r"\sstyle=|<style|<script|\son\w+=", picture)
        assert len(picture) < 12_000


@pytest.mark.parametrize("name", list(all_drawings("ko")))
def test_wide_and_narrow_drawings_step_through_the_same_values(name):
    drawing = all_drawings("ko")[name]

    assert tips(drawing.wide) == tips(drawing.narrow) != []


@pytest.mark.parametrize("name", list(all_drawings("ko")))
def test_two_drawings_on_a_page_share_no_name(name):
    drawing = all_drawings("ko")[name]

    names = re.findall(r'\bid="([^"]+)"', drawing.wide + drawing.narrow)
    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", list(all_drawings("en")))
def test_english_drawings_hold_no_korean_of_their_own(name):
    drawing = all_drawings("en")[name]

    ours = " ".join([*drawing.table.head, *(key.label for key in drawing.legend)])
    assert not re.search("[가-힣]", ours.replace("평균", "").replace("구간", ""))
    assert not re.search(r"[0-9]조|[0-9]억", str(drawing.wide))


def test_the_fan_tells_the_realised_amount_the_median_and_the_target():
    drawing = charts.fan("a", "전망", FILED, target=TARGET, lang="ko")

    assert drawing.desc == (
        "2026.10. 실적 38.9조원. 2027년 말 중앙값 62.3조원, 80% 구간 57.6~66.9조원. 목표 65조원."
    )
    assert tips(drawing.wide)[-1] == "2027년 말|중앙값 62.3조원|80% 구간 57.6~66.9조원"
    assert drawing.table.rows[-1] == ("2027년 말", "—", "57.6", "62.3", "66.9")
    assert "actual-line" in drawing.wide


def test_a_fan_without_actuals_draws_no_actual_line_and_says_so():
    drawing = charts.fan("b", "전망", UNFILED, target=TARGET, lang="ko")

    assert "actual-line" not in drawing.wide
    assert "집행 실적 미제출" in words(drawing.wide)
    assert drawing.desc.startswith("집행 실적 미제출.")
    assert drawing.legend[0].label == "집행 실적 미제출"
    assert drawing.legend[-1].label == "가정 경로"
    assert drawing.table.rows[-1][-1] == "65.0"


def test_no_path_is_drawn_unless_one_is_assumed():
    drawing = charts.fan("a", "전망", FILED, target=TARGET, lang="ko")

    assert "assumed-line" not in drawing.wide
    assert "가정 경로" not in [key.label for key in drawing.legend]


def test_the_time_axis_is_to_scale():
    drawing = charts.fan("a", "전망", FILED, target=TARGET, lang="ko")

    line = re.search(r'd="M([^"]+)" class="actual-line"', drawing.wide)[1]
    dot = float(re.search(r'cx="([\d.]+)"', drawing.wide)[1])
    start, end = 48, 620 - 118
    days = (date(2026, 10, 31) - date(2025, 12, 31)).days
    whole = (date(2027, 12, 31) - date(2025, 12, 31)).days
    assert line.startswith(f"{start},")
    assert dot == pytest.approx(start + (end - start) * days / whole, abs=0.1)


def test_labels_at_the_end_of_a_narrow_fan_do_not_overlap():
    tight = (FILED[1], FanPoint(date(2027, 12, 31), projected=spread(60, 61, 62, 62, 62, 62, 63)))

    drawing = charts.fan("a", "전망", tight, target=TARGET, lang="ko")

    places = [float(y) for y in re.findall(r'y="([\d.]+)" class="value', drawing.wide)]
    assert min(b - a for a, b in pairwise(places)) >= 19


def test_columns_name_all_four_stages_and_leave_unknown_ones_open():
    drawing = charts.columns("c", "연도별", YEARS, lang="ko")

    assert tips(drawing.wide)[0] == "2026년|집행 미제출|확정 3조원|발표 2조원|의향 1조원"
    assert drawing.table.head == ("연도", "집행", "확정", "발표", "의향", "합계", "가정 경로")
    assert drawing.table.rows[0] == ("2026", "—", "3.0", "2.0", "1.0", "6.0", "—")
    assert "url(#c-w-announced)" in drawing.wide
    assert "url(#c-w-intent)" in drawing.wide


def test_a_year_without_any_amount_is_not_a_zero():
    drawing = charts.columns("c", "연도별", [YearColumn(2024, Stages()), *YEARS], lang="ko")

    assert "—" in words(drawing.wide)


def test_column_heights_are_in_proportion_to_won():
    drawing = charts.columns("c", "연도별", YEARS, lang="ko")

    heights = re.findall(r'height="([\d.]+)" class="stage (\w+)"', drawing.wide)
    firm = [float(height) + 2 for height, stage in heights if stage == "firm"]
    assert firm[0] == pytest.approx(3 * firm[1], rel=0.01)


def test_a_bullet_beyond_its_target_keeps_the_target_inside():
    beyond = Stages(intent=20 * 10**12, announced=60 * 10**12, firm=10 * 10**12)

    drawing = charts.bullet("d", "목표", beyond, target=TARGET, lang="ko", assumed=30 * 10**12)

    mark = float(re.search(r'x1="([\d.]+)"[^>]*class="target-mark"', drawing.wide)[1])
    assert mark == pytest.approx(2 + 596 * 65 / 90, abs=1.5)
    assert drawing.legend[0].label == "집행 실적 미제출"
    assert "가정 경로 30조" in words(drawing.wide)


def test_waterfall_bars_stand_on_one_another():
    drawing = charts.waterfall("e", "구성", STEPS, lang="ko")

    bars = re.findall(
        r'<rect x="([\d.]+)" [^>]*width="([\d.]+)"[^>]*class="step (\w+)"', drawing.wide
    )
    ends = {kind: (float(x), float(x) + float(width)) for x, width, kind in bars}
    assert ends["add"][1] == pytest.approx(ends["total"][1], abs=0.2)
    assert ends["gap"] == pytest.approx((ends["total"][1], ends["target"][1]), abs=0.2)
    assert "미제출" in words(drawing.wide)
    assert "+8.6조" in words(drawing.wide)
    assert drawing.table.rows[1] == ("확정 잔액 – × 88%", "8.6")


def test_what_falls_away_is_drawn_back_from_where_the_bar_before_ended():
    steps = (
        Step("약정 액면", 90 * 10**12, "start"),
        Step("2027년 뒤로 밀리는 금액(평균)", -50 * 10**12, "add"),
        Step("전망", 40 * 10**12, "total"),
    )

    drawing = charts.waterfall("e", "구성", steps, lang="ko")

    bars = re.findall(
        r'<rect x="([\d.]+)" [^>]*width="([\d.]+)"[^>]*class="step (\w+)"', drawing.wide
    )
    ends = {kind: (float(x), float(x) + float(width)) for x, width, kind in bars}
    assert ends["less"] == pytest.approx((ends["total"][1], ends["start"][1]), abs=0.2)
    assert "−50조" in words(drawing.wide)
    assert {"2027년 뒤로", "밀리는 금액(평균)"} <= set(words(drawing.narrow))


def test_a_surplus_is_named_by_its_words_and_needs_no_sign():
    steps = (Step("전망", 70 * 10**12, "total"), Step("목표 초과", -5 * 10**12, "gap"), STEPS[-1])

    drawing = charts.waterfall("e", "구성", steps, lang="ko")

    assert "5조" in words(drawing.wide)
    assert "−5조" not in words(drawing.wide)


def test_an_interval_may_cross_zero_and_an_unknown_one_is_in_words():
    drawing = charts.intervals("f", "기여", ROWS, lang="ko", middle="평균", interval="90% 구간")

    assert tips(drawing.wide) == ["약정|평균 14.9조원|90% 구간 −1~21.6조원", "융자|알 수 없음"]
    assert drawing.table.head == ("항목", "평균", "90% 구간 하한", "90% 구간 상한")
    assert drawing.table.rows[1] == ("융자", "—", "—", "—")


def test_a_sparkline_needs_a_direction():
    assert charts.sparkline([1]) == ""
    assert 'aria-hidden="true"' in charts.sparkline([1, 1, 1])


@pytest.mark.parametrize("name", list(all_drawings("ko")))
def test_a_downloaded_chart_stands_alone(name):
    drawing = all_drawings("ko")[name]

    file = charts.standalone(drawing, "단위: 조원 · 기준일 2026.10.31.")

    root = ET.fromstring(file.encode())
    texts = [element.text for element in root.iter(f"{SVG}text")]
    assert {drawing.title, "단위: 조원 · 기준일 2026.10.31."} <= set(texts)
    assert not re.search(r"class=|var\(|data-tip|style=", file)
    assert all(element.get("fill") for element in root.iter(f"{SVG}text"))


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0, 66 * TRILLION, [tick * TRILLION for tick in (0, 20, 40, 60, 80)]),
        (0, 1, [0, 1]),
        (-3, 7, [-5, 0, 5, 10]),
    ],
)
def test_ticks_are_round_and_enclose_the_values(low, high, ticks):
    assert scale.round_ticks(low, high, 4) == ticks
