"""What is written is read back equal, whatever it is, and text stays text."""

import io
import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from imports.columns import Codec, Column
from imports.decode import decode
from imports.headers import match_headers
from imports.labels import Language
from imports.opening import open_workbook
from imports.sheets import SHEETS
from imports.template import write_template
from imports.write import rows_of, write_workbook
from models.pledge import PledgeInput
from models.types import PPM
from models.vocabulary import Kind
from tests.imports.books import CREATED, pledge_rows, written

WON = st.integers(0, 10**16)
LETTERS = st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"))
WORDS = (
    st.text(LETTERS, min_size=1, max_size=60)
    .map(lambda text: unicodedata.normalize("NFC", text).strip())
    .filter(bool)
)
"""Text in the one form in which it is kept."""
DAYS = st.dates(date(1950, 1, 1), date(2099, 12, 31))
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "text": WORDS,
    "day": DAYS,
    "year": st.integers(1990, 2100),
    "count": st.integers(0, 600),
    "whole": WON,
    "share": st.integers(0, PPM),
    "won": WON,
    "signed_won": st.integers(-(10**16), 10**16),
    "flag": st.booleans(),
}
EXAMPLES = ("예시", "example")
TRICKS = (
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+82-2-123",
    "-1",
    "@SUM(A1)",
    "'quoted",
    "1-2",
    "2026-10-15",
    "1e5",
    "007",
    "TRUE",
    "#REF!",
    "https://example.org",
    "줄\n바꿈",
    "_x0041_",
    "<b>&amp;</b>",
    "가" * 200,
)


def _values(codec: Codec, column: Column) -> st.SearchStrategy[Any]:
    if codec.name == "choice":
        words = [word for pair in column.choices for word in pair]
        return st.sampled_from(words).map(codec.read)
    return VALUES[codec.name]


@st.composite
def _rows(draw: st.DrawFn, columns: Sequence[Column]) -> list[dict[str, Any]]:
    shape = {column.field: st.none() | _values(column.codec, column) for column in columns}
    shape["reference"] = WORDS.filter(
        lambda text: not text.casefold().startswith(("예시", "example"))
    )
    return draw(st.lists(st.fixed_dictionaries(shape), min_size=1, max_size=4))


def _read(data: bytes, kind: Kind, name: str) -> list[dict[str, Any]]:
    spec = next(spec for spec in SHEETS[kind] if spec.name == name)
    sheet = next(sheet for sheet in open_workbook(data).sheets if sheet.name == name)
    matched = match_headers(spec, sheet)
    assert matched.table
    decoded = decode(matched.table)
    assert [p for p in (*matched.problems, *decoded.problems) if p.code != "required"] == []
    return decoded.dicts()


SHEET_NAMES = [(kind, spec.name) for kind in Kind for spec in SHEETS[kind]]


@pytest.mark.parametrize(("kind", "name"), SHEET_NAMES)
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_rows_read_back_equal(kind: Kind, name: str, data: st.DataObject) -> None:
    spec = next(spec for spec in SHEETS[kind] if spec.name == name)
    rows = data.draw(_rows(spec.columns))
    language: Language = data.draw(st.sampled_from(["ko", "en"]))
    target = io.BytesIO()

    write_workbook(target, kind, {name: rows}, created=CREATED, language=language)

    kept = [{key: value for key, value in row.items() if value is not None} for row in rows]
    assert _read(target.getvalue(), kind, name) == kept


@pytest.mark.parametrize("text", TRICKS)
def test_text_stays_text(text: str) -> None:
    data = written(pledge_rows(1, title=text))

    book = openpyxl.load_workbook(io.BytesIO(data))
    cell = book["Pledges"]["C2"]
    book.close()
    assert _read(data, Kind.PLEDGE, "Pledges")[0]["title"] == text
    assert cell.data_type == "s"


def test_the_same_rows_give_the_same_bytes() -> None:
    assert written() == written()


def test_inputs_become_rows_and_back() -> None:
    rows = pledge_rows(1)
    line = {key: value for key, value in rows["Lines"][0].items() if key != "reference"}
    said = PledgeInput(**rows["Pledges"][0], lines=[{**line, "amount_won": 10**12}])

    sheets = rows_of(Kind.PLEDGE, [said])

    target = io.BytesIO()
    write_workbook(target, Kind.PLEDGE, sheets, created=CREATED)
    (main,) = _read(target.getvalue(), Kind.PLEDGE, "Pledges")
    (read,) = _read(target.getvalue(), Kind.PLEDGE, "Lines")
    assert read.pop("reference") == main["reference"]
    assert PledgeInput.model_validate({**main, "lines": [read]}) == said


def test_a_sheet_that_the_kind_lacks_is_not_written() -> None:
    with pytest.raises(KeyError, match="Loans"):
        write_workbook(io.BytesIO(), Kind.PLEDGE, {"Loans": []}, created=CREATED)


@pytest.mark.parametrize("kind", Kind)
def test_the_template_reads_without_errors_and_without_rows(kind: Kind) -> None:
    target = io.BytesIO()

    write_template(target, kind)

    for spec in SHEETS[kind]:
        assert _read(target.getvalue(), kind, spec.name) == []


@pytest.mark.parametrize("kind", Kind)
def test_every_choice_of_the_template_has_its_list(kind: Kind) -> None:
    target = io.BytesIO()

    write_template(target, kind)

    book = openpyxl.load_workbook(target)
    for spec in SHEETS[kind]:
        rules = book[spec.name].data_validations.dataValidation
        lists = [rule for rule in rules if rule.type == "list"]
        assert len(lists) == sum(bool(column.choices) for column in spec.columns)
        for rule in lists:
            sheet, _, area = str(rule.formula1).replace("$", "").partition("!")
            assert all(cell.value for row in book[sheet][area] for cell in row)
    assert book["Codes"].row_dimensions[1].hidden
    book.close()
