"""One cell: what is read, what is refused, and with which code."""

from datetime import date, datetime
from typing import Any

import pytest

from imports import cells
from imports.labels import LABELS, by_word
from imports.units import UNITS, headers_in, unit_named
from models.money import Unit
from models.vocabulary import Category, Stage


def _refusal(read: Any, value: Any) -> str:
    with pytest.raises(cells.Refused) as refused:
        read(value)
    return str(refused.value.code)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (" 계획 ", "계획"),
        (1001.0, "1001"),
        (0.5, "0.5"),
        (1e15, "1000000000000000"),
        (1.5e16, "15000000000000000"),
        (True, "TRUE"),
        (date(2026, 1, 2), "2026-01-02"),
        (datetime(2026, 1, 2, 3, 4), "2026-01-02 03:04:00"),
        ("줄\r\n바꿈", "줄\n바꿈"),
        ("한", "한"),
        (None, ""),
    ],
)
def test_any_cell_is_readable_as_text(value: Any, text: str) -> None:
    assert cells.text(value) == text


NO_DAYS = ["2026-13-02", "2026-02-30", "26-10-15", "어제", "15/10/2026", "1949-12-31"]


@pytest.mark.parametrize("value", [*NO_DAYS, 1.0, True, date(1900, 1, 1)])
def test_what_is_no_day_is_refused(value: Any) -> None:
    assert _refusal(cells.day, value) == "bad_date"


def test_a_day_with_a_time_is_that_day() -> None:
    assert cells.day(datetime(2026, 10, 15, 9, 30)) == date(2026, 10, 15)


@pytest.mark.parametrize("value", ["26", "2026-27", 20260.0, 1899.0, "올해"])
def test_what_is_no_year_is_refused(value: Any) -> None:
    assert _refusal(cells.year, value) == "bad_year"


@pytest.mark.parametrize(("value", "number"), [("1,200", 1200), (36.0, 36), (3e15, 3 * 10**15)])
def test_whole_numbers_are_read(value: Any, number: int) -> None:
    assert cells.whole(value) == number


@pytest.mark.parametrize("value", ["1,20", 1.5, "열둘", True])
def test_other_numbers_are_refused(value: Any) -> None:
    assert _refusal(cells.whole, value) == "bad_number"


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (-1, "share_range"),
        ("100.1%", "share_range"),
        ("33.33333%", "share_digits"),
        ("절반", "bad_share"),
        ("NaN", "bad_share"),
        (True, "bad_share"),
    ],
)
def test_shares_out_of_reach_are_refused(value: Any, code: str) -> None:
    assert _refusal(cells.share, value) == code


@pytest.mark.parametrize(
    ("value", "answer"),
    [("예", True), ("아니요", False), ("Y", True), ("no", False), (True, True), (0.0, False)],
)
def test_flags_are_read(value: Any, answer: bool) -> None:
    assert cells.flag(value) is answer


def test_what_is_neither_yes_nor_no_is_refused() -> None:
    assert _refusal(cells.flag, "아마") == "unknown_choice"


@pytest.mark.parametrize(
    "value", ["data_centre", "데이터센터", "Data centre", "DATA CENTRE", " 데이터 센터 "]
)
def test_a_choice_is_known_by_code_and_by_both_labels(value: str) -> None:
    assert cells.choice(tuple(Category))(value) is Category.DATA_CENTRE


def test_a_refused_choice_names_what_may_be_said() -> None:
    with pytest.raises(cells.Refused) as refused:
        cells.choice(tuple(Stage))("거의")

    assert refused.value.values["choices"] == list(Stage)


@pytest.mark.parametrize("words", LABELS.values(), ids=lambda words: next(iter(words)))
def test_no_label_means_two_things(words: dict[str, tuple[str, str]]) -> None:
    enum = next(enum for enum, labels in LABELS.items() if labels is words)

    assert set(by_word(enum).values()) == set(enum)
    assert len(by_word(enum)) >= 2 * len(set(enum)) - len(enum)
    assert set(words) == {member.value for member in enum}


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("약 1,240억", "amount_unreadable"),
        ("1조 2000", "amount_unit_missing"),
        ("2,000억 1조", "amount_order"),
        ("3억 달러", "amount_currency"),
        ("350~400억", "amount_range"),
        (-1.0, "amount_negative"),
        (0.5, "amount_fraction"),
        (2e16, "amount_too_large"),
        (True, "amount_unreadable"),
        (date(2026, 1, 1), "amount_unreadable"),
    ],
)
def test_amounts_are_refused_with_the_reason(value: Any, code: str) -> None:
    assert _refusal(cells.won(Unit.WON), value) == code


@pytest.mark.parametrize(
    ("value", "unit", "won"),
    [
        (1.2, Unit.TRILLION, 12 * 10**11),
        (0.1 + 0.2, Unit.HUNDRED_MILLION, 3 * 10**7),
        (7.85e15, Unit.WON, 7_850_000_000_000_000),
        (123_456_789_012_345.0, Unit.WON, 123_456_789_012_345),
        ("65,000 백만원", Unit.WON, 65 * 10**9),
    ],
)
def test_amounts_are_exact(value: Any, unit: Unit, won: int) -> None:
    assert cells.won(unit)(value) == won


def test_an_adjustment_may_be_negative() -> None:
    assert cells.signed_won(Unit.MILLION)("△35") == -35_000_000


@pytest.mark.parametrize("unit", Unit)
def test_every_unit_is_known_by_the_words_it_is_written_with(unit: Unit) -> None:
    assert {unit_named(word) for word in (*UNITS[unit], unit.value)} == {unit}


@pytest.mark.parametrize(
    ("text", "name", "unit"),
    [
        ("총액(억원)", "총액", "억원"),
        ("총액 [단위: 백만원] *", "총액", "백만원"),
        ("Amount (KRW 100m)", "Amount", "KRW 100m"),
        ("총액 *", "총액", ""),
    ],
)
def test_a_header_is_taken_apart(text: str, name: str, unit: str) -> None:
    assert headers_in(text)[0] == (name, unit)
