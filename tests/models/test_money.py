"""Every amount that people and spreadsheets write is read exactly or refused with a reason."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.money import MAX_WON, AmountError, Unit, amount_of_cell, parse_amount

READ = [
    ("1조 2,000억", 1_200_000_000_000),
    ("350억원", 35_000_000_000),
    ("1.2T", 1_200_000_000_000),
    ("KRW 1.2 trillion", 1_200_000_000_000),
    ("65,000 백만원", 65_000_000_000),
    ("3천5백억", 350_000_000_000),
    ("500bn", 500_000_000_000),
    ("천억", 100_000_000_000),
    ("265,300백만", 265_300_000_000),
    ("금 1,240억원정", 124_000_000_000),
    ("12억 3,456만 7,890원", 1_234_567_890),
    ("1조2천억원", 1_200_000_000_000),
    ("1,200,000,000,000원", 1_200_000_000_000),
    ("1 200 000원", 1_200_000),
    ("0.45조", 450_000_000_000),
    ("３５０억", 35_000_000_000),
    ("₩ 1,000,000", 1_000_000),
    ("4.3만", 43_000),
    ("35십억", 35_000_000_000),
    ("0", 0),
    ("0bn", 0),
    ("72mn", 72_000_000),
    ("1.5억\u00a0원", 150_000_000),
    ("10,000조", MAX_WON),
]
REFUSED = [
    ("", "required"),
    ("   ", "required"),
    ("약 1,240억", "unreadable"),
    ("3천5백억쯤", "unreadable"),
    ("1,24억", "unreadable"),
    ("1.2.3조", "unreadable"),
    ("억", "unreadable"),
    ("억원", "unreadable"),
    ("원", "unreadable"),
    ("3 5억", "unreadable"),
    ("10²억", "unreadable"),
    ("①억", "unreadable"),
    ("-(35억)", "unreadable"),
    ("(-35억)", "unreadable"),
    ("없음", "unreadable"),
    ("3xn", "unreadable"),
    ("9" * 5000, "unreadable"),
    ("1조 2000", "unit_missing"),
    ("1조 2천", "unit_missing"),
    ("2,000억 1조", "order"),
    ("5백3천억", "order"),
    ("1조 1조", "order"),
    ("1조 12,000억", "order"),
    ("1조 0.5조", "order"),
    ("USD 3bn", "currency"),
    ("3억 달러", "currency"),
    ("$5bn", "currency"),
    ("5억불", "currency"),
    ("350~400억", "range"),
    ("350억–400억", "range"),
    ("3bn-4bn", "range"),
    ("-35억", "negative"),
    ("12345조", "too_large"),
    ("9" * 40 + "조", "too_large"),
    ("10,000조 1원", "too_large"),
    ("0.5원", "fraction"),
    ("1.00000000001억", "fraction"),
]


@pytest.mark.parametrize(("text", "won"), READ)
def test_what_officials_type_is_read_in_whole_won(text, won):
    assert parse_amount(text) == won


@pytest.mark.parametrize(("text", "code"), REFUSED)
def test_what_is_unclear_is_refused_with_its_reason(text, code):
    with pytest.raises(AmountError) as refusal:
        parse_amount(text)

    assert refusal.value.code == code


def test_the_refusal_names_the_piece_to_blame():
    with pytest.raises(AmountError) as refusal:
        parse_amount("약 1,240억")
    assert refusal.value.detail == "약"

    with pytest.raises(AmountError) as refusal:
        parse_amount("1조 2000")
    assert refusal.value.detail == "2000"


@pytest.mark.parametrize("unit", Unit)
def test_a_bare_number_is_in_the_unit_of_the_page(unit):
    assert parse_amount("1,200", default_unit=unit) == 1200 * unit.in_won
    assert parse_amount("1천2백", default_unit=str(unit)) == 1200 * unit.in_won


@pytest.mark.parametrize("text", ["1,200원", "₩1,200", "KRW 1,200", "1,200 won"])
def test_a_number_that_names_the_won_is_won_whatever_the_page_says(text):
    assert parse_amount(text, default_unit=Unit.HUNDRED_MILLION) == 1200


@pytest.mark.parametrize(
    "text", ["-35억", "−35억", "△35억", "▲35억", "(35억)", "₩-35억", "-35억원", "－35억"]
)
def test_every_way_to_write_a_decrease_is_read_where_the_field_allows_it(text):
    assert parse_amount(text, allow_negative=True) == -3_500_000_000


def test_a_cell_is_cut_to_the_digits_that_a_spreadsheet_keeps():
    assert amount_of_cell(0.1 + 0.2, Unit.HUNDRED_MILLION) == 30_000_000
    assert amount_of_cell(1234.5, Unit.HUNDRED_MILLION) == 123_450_000_000
    assert amount_of_cell(1200, Unit.MILLION) == 1_200_000_000
    assert amount_of_cell(Decimal("0.00000001"), Unit.HUNDRED_MILLION) == 1
    assert amount_of_cell("1조 2,000억", Unit.MILLION) == 1_200_000_000_000
    assert amount_of_cell("1,200", Unit.MILLION) == 1_200_000_000
    assert amount_of_cell(-35.0, Unit.HUNDRED_MILLION, allow_negative=True) == -3_500_000_000


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (None, "required"),
        ("", "required"),
        (True, "unreadable"),
        (float("nan"), "unreadable"),
        (float("inf"), "unreadable"),
        (Decimal("NaN"), "unreadable"),
        (object(), "unreadable"),
        (0.5, "fraction"),
        (-1, "negative"),
        (MAX_WON + 1, "too_large"),
        (1e300, "too_large"),
    ],
)
def test_a_cell_that_holds_no_amount_is_refused_with_its_reason(value, code):
    with pytest.raises(AmountError) as refusal:
        amount_of_cell(value)

    assert refusal.value.code == code


@given(st.integers(-MAX_WON, MAX_WON))
def test_plain_digits_come_back_as_they_were(won):
    assert parse_amount(f"{won:,}원", allow_negative=True) == won
    assert amount_of_cell(won, allow_negative=True) == won


@given(st.text(max_size=80))
def test_any_text_is_read_or_refused_and_nothing_else_happens(text):
    with suppress(AmountError):
        assert abs(parse_amount(text, allow_negative=True)) <= MAX_WON
