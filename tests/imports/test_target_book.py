"""The workbook of national targets: what is written reads back, what is wrong has its cell."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
import pytest
from sqlmodel import Session

from imports.sample.targets import target_sheets
from imports.target_book import (
    INPUTS,
    apply_targets,
    examine_targets,
    is_target_book,
    write_target_template,
    write_targets,
)
from models.commands import confirm_targets, register_user
from models.errors import HasErrors, NothingToSubmit
from models.queries.targets import waiting_targets
from models.vocabulary import Role


@pytest.fixture
def session(engine):
    """A session that stores nothing for good."""
    with Session(engine, expire_on_commit=False) as session:
        yield session


@pytest.fixture
def people(session):
    """Two officials."""
    return [
        register_user(
            session,
            email=f"{name}@example.test",
            name=name,
            role=Role.OFFICIAL,
            password_hash="-",
            party=None,
        )
        for name in ("maker", "checker")
    ]


def book(rows: Any) -> bytes:
    file = io.BytesIO()
    write_targets(file, rows)
    return file.getvalue()


def changed(data: bytes, change: Callable[[Any], None]) -> bytes:
    opened = openpyxl.load_workbook(io.BytesIO(data))
    change(opened)
    file = io.BytesIO()
    opened.save(file)
    return file.getvalue()


def sample() -> bytes:
    return book(target_sheets())


def column(spec_name: str, field: str) -> int:
    from imports.sheets.target import SHEETS

    spec = next(one for one in SHEETS if one.name == spec_name)
    return spec.fields.index(field) + 1


def test_the_sample_reads_back_equal_and_is_all_new(session):
    found = examine_targets(session, sample(), "targets.xlsx")

    wanted = [
        INPUTS[name].model_validate(row) for name, rows in target_sheets().items() for row in rows
    ]
    assert found.errors == []
    assert [given for given, _ in found.rows] == wanted
    assert found.counts["new"] == len(wanted)


def test_every_row_of_the_collected_table_is_registered_or_says_why_not():
    from imports.sample.sources import table

    coded = table("target_coding")

    assert {row["id"] for row in coded} == {row["id"] for row in table("targets")}
    assert [row["id"] for row in coded if not row["sheet"]] == ["T045"]
    assert all(row["why"] for row in coded if not row["sheet"])


def test_the_same_workbook_again_adds_nothing(session, people):
    maker, checker = people
    apply_targets(session, examine_targets(session, sample(), "a.xlsx"), actor=maker)
    confirm_targets(session, [one.row for one in waiting_targets(session)], actor=checker)

    again = examine_targets(session, sample(), "a.xlsx")

    assert again.counts["new"] + again.counts["changed"] == 0
    with pytest.raises(NothingToSubmit):
        apply_targets(session, again, actor=maker)


def test_one_changed_cell_changes_one_row(session, people):
    maker, checker = people
    apply_targets(session, examine_targets(session, sample(), "a.xlsx"), actor=maker)
    confirm_targets(session, [one.row for one in waiting_targets(session)], actor=checker)

    def change(opened):
        opened["Observations"].cell(2, column("Observations", "value")).value = 2.6

    found = examine_targets(session, changed(sample(), change), "a.xlsx")

    assert (found.counts["changed"], found.counts["new"]) == (1, 0)
    assert apply_targets(session, found, actor=maker) == 1


def test_a_row_that_waits_is_not_brought_a_second_time(session, people):
    maker, _ = people
    apply_targets(session, examine_targets(session, sample(), "a.xlsx"), actor=maker)

    found = examine_targets(session, sample(), "a.xlsx")

    assert {problem.code for problem in found.errors} == {"target_waiting"}
    with pytest.raises(HasErrors):
        apply_targets(session, found, actor=maker)


@pytest.mark.parametrize(
    ("sheet", "field", "value", "code"),
    [
        ("Observations", "value", "many", "bad_figure"),
        ("Observations", "value", None, "required"),
        ("Observations", "value", 120, "target_size"),
        ("Observations", "value", 2.55555, "target_digits"),
        ("Observations", "unit", "sheep", "unknown_choice"),
        ("Observations", "year", 12, "bad_year"),
        ("Observations", "source", None, "required"),
        ("Observations", "definition", None, "required"),
        ("Observations", "indicator", "unheard_of", "unknown_indicator"),
        ("Observations", "reference", "T051", "duplicate_reference"),
        ("Observations", "known_on", "2010-01-01", "period_not_over"),
        ("Targets", "value", None, "target_value"),
        ("Targets", "unit", None, "target_unit"),
        ("Targets", "milestone", "Achieved", "target_milestone"),
        ("Targets", "valid_from", "someday", "bad_date"),
    ],
)
def test_a_wrong_cell_is_named_by_its_address(session, sheet, field, value, code):
    place = column(sheet, field)

    def change(opened):
        opened[sheet].cell(2, place).value = value

    found = examine_targets(session, changed(sample(), change), "a.xlsx")

    codes = {problem.code: problem for problem in found.errors}
    assert code in codes
    named = codes[code]
    row = 3 if code == "duplicate_reference" else 2
    assert (named.sheet, named.cell) == (
        sheet,
        f"{openpyxl.utils.get_column_letter(place)}{row}",
    )


def test_a_target_that_would_begin_before_the_registered_one_is_named(session, people):
    maker, checker = people
    apply_targets(session, examine_targets(session, sample(), "a.xlsx"), actor=maker)
    confirm_targets(session, [one.row for one in waiting_targets(session)], actor=checker)

    def change(opened):
        cell = opened["Targets"].cell(2, column("Targets", "valid_from"))
        cell.value = date(2024, 1, 1)

    found = examine_targets(session, changed(sample(), change), "a.xlsx")

    assert [problem.code for problem in found.errors] == ["target_not_later"]


def test_the_blank_template_reads_as_nothing(session):
    file = io.BytesIO()
    write_target_template(file)

    found = examine_targets(session, file.getvalue(), "blank.xlsx")

    assert (found.counts["rows"], found.counts["skipped"], found.errors) == (0, 2, [])


def test_the_same_rows_make_the_same_bytes():
    assert sample() == sample()


def test_another_file_is_refused_with_what_is_missing(session):
    file = io.BytesIO()
    openpyxl.Workbook().save(file)

    assert [p.code for p in examine_targets(session, file.getvalue(), "x").errors] == [
        "missing_sheet"
    ]
    assert [p.code for p in examine_targets(session, b"no workbook", "x").errors] != []


def test_a_file_is_known_by_its_sheets_in_either_language():
    assert is_target_book(["Guide", "관측값"])
    assert is_target_book(["Targets"])
    assert not is_target_book(["Pledges", "Lines"])
