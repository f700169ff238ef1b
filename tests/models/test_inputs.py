"""What the input schemas refuse, and with which code."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from models.inputs import MovementInput, PartyInput, is_registration_number
from models.pledge import PledgeInput
from tests.models.conftest import pledge

HALF = {"party": "a", "share_ppm": 500_000}
LINE = {"year": 2025, "amount_won": 5, "stage": "announced"}


def codes(error: ValidationError) -> list[str]:
    return [item["type"] for item in error.errors()]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"lines": [LINE]}, "lines_sum"),
        ({"lines": []}, "lines_missing"),
        ({"amount_won": 10, "lines": [LINE, LINE]}, "line_twice"),
        ({"amount_won": None, "lines": [LINE]}, "lines_without_total"),
        ({"participants": [HALF]}, "shares_sum"),
        ({"participants": [HALF, HALF]}, "participant_twice"),
        ({"period_start": 2027, "period_end": 2025}, "period_order"),
        ({"public_part_won": 13 * 10**11}, "part_above_total"),
        ({"visibility": "embargoed"}, "embargo_day"),
        ({"title": "two\x00parts"}, "control_characters"),
        ({"amount_won": -1}, "greater_than_equal"),
        ({"unknown": 1}, "extra_forbidden"),
    ],
)
def test_a_broken_pledge_is_refused_with_its_code(said, code):
    with pytest.raises(ValidationError) as caught:
        pledge(**said)

    assert set(codes(caught.value)) == {code}


def test_a_firm_line_needs_evidence():
    with pytest.raises(ValidationError) as caught:
        pledge(amount_won=5, lines=[LINE | {"stage": "firm"}])

    assert codes(caught.value) == ["firm_needs_evidence"]


def test_an_undisclosed_amount_is_unknown_and_not_zero():
    said = pledge(amount_won=None, lines=[{"stage": "announced"}])

    assert said.amount_won is None
    assert said.lines[0].amount_won is None


@given(st.lists(st.integers(0, 10**15), min_size=1, max_size=10))
def test_lines_that_sum_to_the_total_are_accepted(amounts):
    lines = [
        {"year": 2000 + i, "amount_won": amount, "stage": "intent"}
        for i, amount in enumerate(amounts)
    ]

    said = pledge(amount_won=sum(amounts), lines=lines)

    assert sum(line.amount_won or 0 for line in said.lines) == said.amount_won


@given(st.integers(0, 999_999_999))
def test_exactly_one_check_digit_fits(stem):
    digits = [f"{stem:09d}{check}" for check in range(10)]

    assert sum(map(is_registration_number, digits)) == 1


def test_a_wrong_registration_number_is_refused():
    with pytest.raises(ValidationError) as caught:
        PartyInput(code="a", name_ko="a", kind="company", brn="123-45-67890")

    assert codes(caught.value) == ["registration_number"]


def test_a_registration_number_is_kept_without_its_dashes():
    party = PartyInput(code="a", name_ko="a", kind="company", brn="124-81-00998")

    assert party.brn == "1248100998"


def test_a_registration_number_in_wide_digits_is_the_same_number():
    party = PartyInput(code="a", name_ko="a", kind="company", brn="１２４－８１－００９９８")

    assert party.brn == "1248100998"


@pytest.mark.parametrize("text", ["Ulsan  DC", "ulsan dc", "ＵＬＳＡＮ ｄｃ", " ulsan\u3000dc "])
def test_an_overlap_key_has_one_spelling(text):
    assert pledge(overlap_key=text).overlap_key == "ulsan dc"


@pytest.mark.parametrize("field", ["overlap_key", "part_of", "filer", "reference", "title"])
def test_control_characters_that_databases_store_differently_are_refused(field):
    with pytest.raises(ValidationError) as caught:
        pledge(**{field: "a\x00b"})

    assert codes(caught.value) == ["control_characters"]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"amount_won": -5}, "negative"),
        ({"period_to": date(2024, 12, 31)}, "period_order"),
    ],
)
def test_a_broken_movement_is_refused_with_its_code(said, code):
    given = {
        "reference": "r",
        "entry": "1",
        "kind": "actual",
        "period_from": date(2025, 1, 1),
        "period_to": date(2025, 12, 31),
        "amount_won": 5,
        "evidence_grade": "A",
        "known_on": date(2026, 3, 1),
    }

    with pytest.raises(ValidationError) as caught:
        MovementInput(**given | said)

    assert set(codes(caught.value)) == {code}


def test_the_schema_is_frozen():
    with pytest.raises(ValidationError):
        PledgeInput.model_validate(pledge()).title = "other"
