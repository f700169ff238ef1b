"""What is printed follows the house rules in both languages, and what is printed can be read."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask, render_template_string
from hypothesis import given
from hypothesis import strategies as st

from app import format as fmt
from app import i18n
from models.money import MAX_WON, Unit, parse_amount

AMOUNTS = st.one_of(
    st.integers(-MAX_WON, MAX_WON),
    st.builds(lambda n, e: n * 10**e, st.integers(-9999, 9999), st.sampled_from([0, 4, 8, 12])),
)


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (12 * 10**11, "1조 2,000억원"),
        (35 * 10**9, "350억원"),
        (1_234_567_890, "12억 3,457만원"),
        (9500, "9,500원"),
        (999_999_999_999, "1조원"),
        (99_999_999, "9,999만 9,999원"),
        (99_960_000_000, "999억 6,000만원"),
        (99_999_999_999, "1,000억원"),
        (10**12 + 5 * 10**7, "1조 1억원"),
        (0, "0원"),
        (-35 * 10**8, "−35억원"),
    ],
)
def test_korean_sentences_name_two_units_at_most_and_round_half_up(amount, text):
    assert fmt.won(amount, "ko") == text


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (389 * 10**11, "KRW 38.9T"),
        (35 * 10**9, "KRW 35bn"),
        (124 * 10**10, "KRW 1.24T"),
        (999_960_000_000, "KRW 1T"),
        (72_000_000, "KRW 72m"),
        (310 * 10**12, "KRW 310T"),
        (5000, "KRW 5,000"),
        (0, "KRW 0"),
        (-35 * 10**8, "−KRW 3.5bn"),
    ],
)
def test_english_amounts_have_three_significant_figures(amount, text):
    assert fmt.won(amount, "en") == text


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (38_900_000_000_000, "38.9조원"),
        (65 * 10**12, "65조원"),
        (9 * 10**11, "9,000억원"),
        (999_949_999_999, "9,999억원"),
        (999_950_000_000, "1조원"),
        (125_000_000, "1.25억원"),
        (12_500_000, "1,250만원"),
        (99_996_000, "1억원"),
        (0, "0원"),
    ],
)
def test_a_headline_is_one_number_and_one_unit(amount, text):
    assert str(fmt.figure(amount, "ko")) == text


def test_a_headline_comes_in_parts():
    assert fmt.figure(38_900_000_000_000, "ko") == ("", "38.9", "조원")
    assert fmt.figure(38_900_000_000_000, "en") == ("KRW ", "38.9", "T")
    assert fmt.figure(-35 * 10**9, "ko") == ("", "−350", "억원")


def test_a_table_under_a_unit_holds_numbers_only_and_never_hides_a_small_one():
    assert fmt.in_unit(38_940_000_000_000, Unit.TRILLION, "ko") == "38.9"
    assert fmt.in_unit(40_000_000_000, Unit.TRILLION, "ko") == "0.04"
    assert fmt.in_unit(-1_234 * 10**8, Unit.HUNDRED_MILLION, "en") == "−1,234"
    assert fmt.in_unit(0, Unit.TRILLION, "ko") == "0"
    assert fmt.unit_name("trillion", "en") == "KRW trillion"


def test_an_axis_keeps_one_unit_and_never_counts_ten_thousand_of_a_smaller_one():
    assert fmt.axis(20 * 10**12, 70 * 10**12, "ko") == "20조"
    assert fmt.axis(5 * 10**11, 2 * 10**12, "ko") == "0.5조"
    assert fmt.axis(10**12, 10**12, "ko") == "1조"
    assert fmt.axis(125_000_000, 5 * 10**8, "ko") == "1.25억"
    assert fmt.axis(20 * 10**12, 70 * 10**12, "en") == "20T"
    assert fmt.axis(0, 70 * 10**12, "en") == "0"


def test_differences_carry_their_sign_and_ranges_share_their_unit():
    assert fmt.signed(2 * 10**11, "ko") == "+2,000억원"
    assert fmt.signed(-35 * 10**8, "ko") == "−35억원"
    assert fmt.signed(0, "ko") == "0원"
    assert fmt.won_range(57_600 * 10**9, 66_900 * 10**9, "ko") == "57.6~66.9조원"
    assert fmt.won_range(57_600 * 10**9, 66_900 * 10**9, "en") == "KRW 57.6–66.9T"
    assert fmt.won_range(3 * 10**11, 16 * 10**11, "ko") == "3,000억~1.6조원"
    assert fmt.won_range(0, 3 * 10**11, "ko") == "0~3,000억원"


def test_shares_have_one_decimal_and_a_trace_is_not_zero():
    assert fmt.percent(0.598, "ko") == "59.8%"
    assert fmt.percent(0.6, "en") == "60.0%"
    assert fmt.percent(1, "ko") == "100%"
    assert fmt.percent(0, "ko") == "0%"
    assert fmt.percent(0.0001, "ko") == "0.1% 미만"
    assert fmt.percent_ppm(333_333, "en") == "33.3%"
    assert fmt.points(0.17, "ko") == "+17.0%p"
    assert fmt.points(-0.012, "en") == "−1.2 pp"
    assert fmt.points(0.0, "ko") == "0.0%p"


def test_a_chance_is_given_in_whole_percents():
    assert fmt.probability(0.241, "ko") == "24%"
    assert fmt.probability(0.004, "ko") == "1% 미만"
    assert fmt.probability(0.999, "en") == "above 99%"


def test_dates_and_times_are_those_of_seoul():
    late = datetime(2026, 10, 30, 16, 5, tzinfo=UTC)

    assert fmt.day(date(2026, 10, 31), "ko") == "2026.10.31."
    assert fmt.day(date(2026, 10, 31), "en") == "31 Oct 2026"
    assert fmt.day(late, "ko") == "2026.10.31."
    assert fmt.moment(late, "ko") == "2026.10.31. 01:05"
    assert fmt.moment(late, "en") == "31 Oct 2026, 01:05"
    assert fmt.month(date(2026, 10, 31), "ko") == "2026.10."
    assert fmt.month(late, "en") == "Oct 2026"
    assert fmt.years(2024, 2027, "ko") == "2024~2027"
    assert fmt.years(2024, 2027, "en") == "2024–2027"
    assert fmt.years(2026, 2026, "en") == "2026"
    assert fmt.days(date(2026, 10, 1), date(2026, 10, 31), "ko") == "2026.10.01.~2026.10.31."
    assert fmt.days(date(2026, 10, 1), date(2026, 10, 31), "en") == "1 Oct 2026 – 31 Oct 2026"
    assert fmt.days(date(2026, 10, 1), date(2026, 10, 1), "en") == "1 Oct 2026"


def test_a_moment_without_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        fmt.moment(datetime(2026, 10, 31), "ko")


@pytest.fixture
def app():
    app = Flask("app")
    i18n.init_app(app)
    fmt.register_filters(app)
    return app


def test_a_page_prints_in_its_language_and_shows_unknown_as_unknown(app):
    page = "{{ 35000000000 | won }} {{ none | won }} {{ none | won(absent='not_filed') }}"

    with app.test_request_context("/?lang=ko"):
        assert render_template_string(page) == "350억원 — 미제출"
    with app.test_request_context("/?lang=en"):
        assert render_template_string(page) == "KRW 35bn — Not filed"


@given(AMOUNTS)
def test_what_is_printed_in_full_is_read_back(amount):
    assert parse_amount(fmt.won(amount, "ko", units=4), allow_negative=True) == amount
    assert parse_amount(fmt.won_exact(amount, "ko"), allow_negative=True) == amount
    assert parse_amount(fmt.won_exact(amount, "en"), allow_negative=True) == amount


@given(AMOUNTS)
def test_whatever_is_printed_short_is_still_an_amount(amount):
    for text in (fmt.won(amount, "ko"), str(fmt.figure(amount, "ko")), fmt.won(amount, "en")):
        read = parse_amount(text, allow_negative=True)
        assert abs(read - amount) <= max(abs(amount) * 0.051, 0)
