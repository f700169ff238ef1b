"""Sentences hold their values: money as money, codes as words, particles that fit."""

import pytest

from app import messages
from app.messages.words import Said, party_name, with_particle
from imports.problems import Problem
from models import Party
from models.counting import Finding
from models.errors import MakerIsChecker, StepNotAllowed
from models.money import AmountError
from models.vocabulary import Nature, PartyKind, Stage, State


@pytest.mark.parametrize(
    ("word", "text"), [("계획액", "계획액을"), ("비고", "비고를"), ("GPU", "GPU을(를)")]
)
def test_a_particle_fits_the_last_sound(word, text):
    assert with_particle(word, "을", "를") == text


@pytest.mark.parametrize(
    ("spec", "value", "korean", "english"),
    [
        ("won", 12 * 10**11, "1,200,000,000,000원", "KRW 1,200,000,000,000"),
        ("ppm", 990_000, "99.0%", "99.0%"),
        ("count", 1234, "1,234", "1,234"),
        ("word", "firm", "확정", "Firm"),
        ("size", 3 * 2**20, "3.0 MB", "3.0 MB"),
        ("unit", "hundred_million", "억원", "KRW 100 million"),
        ("", [Stage.COMPLETED, "cloud"], "완료, 클라우드", "Completed, Cloud"),
        ("won", None, "—", "—"),
    ],
)
def test_values_are_printed_as_the_sentence_asks(spec, value, korean, english):
    said = Said(f"{{x:{spec}}}", f"{{x:{spec}}}")

    assert (said.to("ko", {"x": value}), said.to("en", {"x": value})) == (korean, english)


def test_a_value_that_is_not_there_prints_as_a_dash():
    assert Said("{x} 없음", "{x} missing").to("ko") == "— 없음"


def test_refusals_say_what_to_do():
    refused = StepNotAllowed(action="verify", state=str(State.VERIFIED))

    assert "지금 상태(승인됨)" in messages.registry_error(refused, "ko")
    assert "another official" in messages.registry_error(MakerIsChecker(name="x"), "en")


def test_a_finding_names_its_words_and_records():
    found = Finding("count_not_new", {"nature": Nature.LAND})

    assert messages.finding(found, "ko").startswith("토지만:")
    assert messages.rule_name("count_not_new", "en") == "Not new investment"


def test_a_problem_of_a_workbook_names_its_field_and_values():
    wrong = Problem("Pledges", "E7", "shares_sum", "99%", {"found": 990_000, "cells": ["C2", "C3"]})

    assert messages.problem(wrong, "ko").startswith("지분의 합이 99.0%입니다.")
    assert "C2, C3" in messages.problem(wrong, "en")


def test_an_amount_that_cannot_be_read_names_its_year():
    error = AmountError("unreadable", "쯤")

    said = messages.amount_error(error, "ko", name="lines.2027.plan.amount_won")

    assert said == "2027년 계획액을 숫자와 단위로 적어 주세요. 예: 3,500억 (읽지 못한 부분: 쯤)"


@pytest.mark.parametrize(
    ("name", "held", "text"),
    [
        ("amount_won", 10**8, "100,000,000원"),
        ("ai_share_ppm", 500_000, "50.0%"),
        ("is_partnership", True, "예"),
        ("stage", Stage.INTENT, "의향"),
        ("state", "verified", "승인됨"),
        ("title", "말 그대로", "말 그대로"),
        ("period_start", 2025, "2025"),
        ("note", "", "—"),
    ],
)
def test_a_field_prints_its_value(name, held, text):
    assert messages.value(name, held, "ko") == text


def test_a_year_line_names_year_stage_and_part():
    assert messages.field("lines.2026.firm.evidence", "ko") == "2026년 확정 증빙"
    assert messages.field("lines.unallocated.intent.amount_won", "en") == (
        "Year not set Intent amount"
    )


@pytest.mark.parametrize(
    ("english", "said"),
    [("SK Telecom", ("SK텔레콤", "SK Telecom")), (None, ("SK텔레콤", "SK텔레콤"))],
)
def test_a_party_without_an_english_name_keeps_its_korean_one(english, said):
    party = Party(code="skt", name_ko="SK텔레콤", name_en=english, kind=PartyKind.COMPANY)

    assert (party_name(party, "ko"), party_name(party, "en")) == said
