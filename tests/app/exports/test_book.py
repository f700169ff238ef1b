"""What a reader finds in the workbook: every sheet, text as text, names, charts, the unknown."""

import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from app.exports.projection_book import PAGES, write_book
from models.projection import ProjectionRun


@pytest.fixture
def path(run: ProjectionRun, tmp_path: Path) -> Path:
    """The workbook of a small register."""
    path = tmp_path / "book.xlsx"
    write_book(path, run)
    return path


@pytest.fixture
def book(path: Path) -> Workbook:
    """The same as openpyxl reads it."""
    return load_workbook(path)


REQUIRED = (
    "README", "Manifest", "Coefficients", "Pledges", "UserCost", "Loans", "Funds",
    "Investment", "Coalitions", "Shapley", "LedgerA", "Fan", "Checks",
)  # fmt: skip


def test_every_sheet_is_there_with_a_title_in_both_languages(book: Workbook) -> None:
    assert set(REQUIRED) <= set(book.sheetnames)
    assert tuple(book.sheetnames) == PAGES
    assert all(" · " in str(sheet["A1"].value) for sheet in book)


def test_what_users_wrote_stays_text(book: Workbook) -> None:
    written = [
        cell for row in book["Pledges"].iter_rows() for cell in row if "evil" in str(cell.value)
    ]

    assert written
    assert {cell.data_type for cell in written} == {"s"}


def test_formulas_speak_of_coefficients_by_name(book: Workbook) -> None:
    formulas = [str(cell.value) for row in book["UserCost"].iter_rows() for cell in row]

    assert "k_macro_discount_rate" in book.defined_names
    assert any("k_elasticity_rnd" in formula for formula in formulas)


def test_no_formula_needs_a_newer_excel(book: Workbook) -> None:
    new = ("LET(", "XLOOKUP(", "FILTER(", "SORT(", "SEQUENCE(", "_xlfn")

    formulas = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}

    assert not [formula for formula in formulas if any(name in formula for name in new)]


def test_fan_and_contributions_are_drawn(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        charts = [name for name in archive.namelist() if name.startswith("xl/charts/chart")]

    assert len(charts) == 2


def test_heads_stay_in_view_and_pages_fit(book: Workbook) -> None:
    tables = [sheet for sheet in book if sheet.title != "README"]

    assert all(sheet.freeze_panes for sheet in tables)
    assert all(sheet.sheet_properties.pageSetUpPr.fitToPage for sheet in book)


def test_the_simulation_stands_beside_its_seed_and_draws(
    book: Workbook, run: ProjectionRun
) -> None:
    fan = book["Fan"]

    assert (fan["B3"].value, fan["B4"].value) == (run.seed, run.draws)


def test_the_log_speaks_both_languages(book: Workbook) -> None:
    said = [str(cell.value) for row in book["Manifest"].iter_rows() for cell in row]

    assert any("대기업으로 보았습니다" in words for words in said)
    assert any("taken as large" in words for words in said)
