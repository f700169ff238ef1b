"""Every code that a projection can carry has a sentence in both languages."""

import re
from pathlib import Path

import pytest

from app.i18n import LANGUAGES
from app.messages.projection import (
    BLOCKS,
    LOG,
    PLAYERS,
    REFUSED,
    STATUSES,
    WATERFALL,
    said,
    stopped,
)
from econ.errors import ERRORS, EconError
from econ.names import PLAYERS as KINDS
from econ.names import STATUSES as WAYS
from econ.statements import LOG_CODES, PRIOR_BLOCKS, REFUSED_CODES, WATERFALL_CODES

ROOT = Path(__file__).parents[3]


def entries(folder: Path) -> set[str]:
    """The codes of statements that the modules of a folder make."""
    return {
        code
        for file in folder.glob("*.py")
        for code in re.findall(r'Entry\(\s*"(\w+)"', file.read_text(encoding="utf-8"))
    }


OWN = entries(ROOT / "app" / "projections")
OF_ESTIMATORS = entries(ROOT / "econ" / "estimators")


def test_the_log_is_said_whole() -> None:
    assert {*LOG_CODES, *OWN} <= set(LOG)
    assert len(OWN) > 5


def test_every_list_of_names_is_said_whole() -> None:
    assert set(REFUSED_CODES) <= set(REFUSED) <= {*REFUSED_CODES, *OF_ESTIMATORS}
    assert {*REFUSED, *LOG} >= OF_ESTIMATORS
    assert len(OF_ESTIMATORS) > 5
    assert set(WATERFALL_CODES) == set(WATERFALL)
    assert set(PRIOR_BLOCKS) == set(BLOCKS)
    assert {*KINDS, "autonomous"} == set(PLAYERS)
    assert {way for way in WAYS if way != "cancelled"} == set(STATUSES)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", [*LOG, *REFUSED])
def test_a_sentence_without_its_values_still_reads(code: str, lang: str) -> None:
    assert len(said({"code": code, "values": {}}, "en" if lang == "en" else "ko")) > 10


def test_money_shares_and_names_are_printed_as_such() -> None:
    values = {"id": "a/1:firm", "whole": "b/2"}
    names = {"a/1": {"code": "P-1", "title": "가"}, "b/2": {"code": "P-2", "title": ""}}

    part = said({"code": "part_of_projected", "values": values}, "ko", names)
    share = said({"code": "overlap_limited", "values": {"share": 0.25}}, "en")
    money = said({"code": "over_delivery", "values": {"amount_bn": 1200.0}}, "ko")

    assert part.startswith("P-1 가: P-2의 일부")
    assert "25.0%" in share
    assert "1조 2,000억원" in money


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("error", ERRORS)
def test_every_stop_is_explained(error: type[EconError], lang: str) -> None:
    assert error.code not in stopped(error(), "en" if lang == "en" else "ko")
