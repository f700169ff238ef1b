"""What a reader finds in the workbook: every sheet, text as text, names, charts, the unknown."""

import posixpath
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from openpyxl import Workbook, load_workbook
from sqlmodel import Session

from app.exports.projection_book import PAGES, write_book
from app.projections import figures
from app.projections.run import run_projection
from models.projection import ProjectionRun
from models.vocabulary import State
from tests.app.projections.conftest import Make
from tests.app.projections.test_run import TODAY

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


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


@pytest.mark.parametrize("begin", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "https://evil.test"])
def test_what_users_wrote_stays_text(run: ProjectionRun, tmp_path: Path, begin: str) -> None:
    names = {
        key: {**said, "title": f"{begin} title", "filer": f"{begin} filer"}
        for key, said in run.inputs["names"].items()
    }
    made = write_book(tmp_path / "book.xlsx", run, names)

    cells = [
        cell
        for sheet in load_workbook(tmp_path / "book.xlsx")
        for row in sheet.iter_rows()
        for cell in row
    ]

    written = [cell for cell in cells if str(cell.value).startswith(f"{begin} ")]
    assert len(written) >= 2 * len(names)
    assert {cell.data_type for cell in written} == {"s"}
    assert sum(cell.data_type == "f" for cell in cells) == len(made.live)
    assert {cell.hyperlink.target for cell in cells if cell.hyperlink} <= {None}


def test_every_sheet_and_chart_says_its_run_and_specification(
    book: Workbook, run: ProjectionRun, path: Path
) -> None:
    said = f"{run.number} · 명세 Specification {run.manifest['specification']}"
    with zipfile.ZipFile(path) as archive:
        charts = [archive.read(f"xl/charts/chart{n}.xml").decode() for n in (1, 2)]

    assert all(said in str(sheet["A2"].value) for sheet in book)
    assert all("KRW bn" in str(sheet["A2"].value) for sheet in book)
    assert all(sheet.oddFooter.left.text == said for sheet in book)
    assert all(said in words for words in charts)


def test_every_part_is_well_formed_and_leads_to_parts_that_exist(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: ET.fromstring(archive.read(name)) for name in archive.namelist()}

    targets = {
        posixpath.normpath(posixpath.join(posixpath.dirname(name), "..", link.attrib["Target"]))
        for name, root in parts.items()
        if name.endswith(".rels")
        for link in root
        if link.attrib.get("TargetMode") != "External"
    }
    typed = {
        item.attrib["PartName"].lstrip("/")
        for item in parts["[Content_Types].xml"]
        if "PartName" in item.attrib
    }
    assert {target.lstrip("/") for target in targets} <= set(parts)
    assert typed <= set(parts)
    assert {name for name in parts if name.startswith("xl/") and ".rels" not in name} <= typed


def test_charts_draw_cells_that_hold_numbers(path: Path) -> None:
    values = load_workbook(path, data_only=True)
    with zipfile.ZipFile(path) as archive:
        charts = [
            ET.fromstring(archive.read(name))
            for name in archive.namelist()
            if name.startswith("xl/charts/chart")
        ]

    drawn = [
        formula.text or ""
        for chart in charts
        for kind in ("val", "plus", "minus")
        for held in chart.iter(f"{CHART}{kind}")
        for formula in held.iter(f"{CHART}f")
    ]
    assert len(drawn) >= 9 + 3
    for reference in drawn:
        sheet, cells = reference.split("!")
        found = [cell.value for row in values[sheet][cells.replace("$", "")] for cell in row]
        assert all(isinstance(value, int | float) for value in found)


def test_what_nobody_filed_is_shown_as_not_known(
    session: Session, make_pledge: Make, tmp_path: Path
) -> None:
    make_pledge(State.VERIFIED)
    alone = run_projection(session, as_of=TODAY, draws=600, actor=None)

    write_book(tmp_path / "alone.xlsx", alone)

    book = load_workbook(tmp_path / "alone.xlsx")
    cells = [book["Funds"]["B5"], book["Loans"]["B9"], book["Shapley"]["B32"]]
    assert [cell.number_format.endswith('"알 수 없음 · Not known"') for cell in cells] == [True] * 3
    assert book["Shapley"]["E32"].value == "알 수 없음 · Not known"


def test_only_what_a_formula_uses_is_blue(book: Workbook) -> None:
    colours = {
        row[0].value: row[1].font.color.rgb
        for row in book["Coefficients"].iter_rows(min_row=5)
        if row[1].value is not None
    }

    assert colours["macro.discount_rate"] == colours["target.pace"] == "FF0B50D0"
    assert colours["delivery.shock_firm"] == colours["rule.median_error"] == "FF1E2124"


def test_the_first_sheet_warns_as_the_page_does(book: Workbook, run: ProjectionRun) -> None:
    said = " ".join(str(cell.value) for row in book["README"].iter_rows() for cell in row)

    heavy = figures.heavy(run, run.inputs["names"])
    assert ("One pledge decides the outcome" in said) is bool(heavy)
    assert "A preview of 600 draws" in said
    assert "Registered investment only · Headline basis" in said


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
