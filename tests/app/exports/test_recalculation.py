"""The workbook calculates: an independent engine finds every live cell as Python did."""

import re
from collections.abc import Mapping
from datetime import date
from math import isclose
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from sqlmodel import Session
from xlsxwriter.utility import xl_cell_to_rowcol

from app.exports.page import At, Book, Value, spelled
from app.exports.projection_book import PAGES, write_book
from app.projections.run import run_projection
from econ.scenarios import Override
from models.projection import ProjectionRun
from tests.app.exports.office import POISON, all_recalculated, poisoned, recalculated
from tests.app.projections.test_run import TODAY
from tests.databases import SqliteFiles

ONE_WON = 1e-9
"""In KRW bn: what lies below is nought in either engine."""


@pytest.fixture
def databases(sqlite_databases: SqliteFiles) -> SqliteFiles:
    """One database is enough for LibreOffice, which knows the workbook only."""
    return sqlite_databases


def wrong(found: Workbook, expected: Mapping[tuple[str, str], Value]) -> list[str]:
    """Cells whose calculated value is not the expected one."""
    bad = []
    for (sheet, cell), value in expected.items():
        seen = found[sheet][cell].value
        same = (
            seen == value
            if isinstance(value, bool)
            else isinstance(seen, int | float)
            and (isclose(seen, value, rel_tol=1e-9) or max(abs(seen), abs(value)) < ONE_WON)
        )
        if not same:
            bad.append(f"{sheet}!{cell}: {seen} instead of {value}")
    return bad


def file_of(at: At) -> tuple[str, str]:
    """The part of the archive that holds a cell, and the cell."""
    return f"sheet{PAGES.index(at.sheet) + 1}.xml", at.cell


def calculate(
    office: str,
    source: Path,
    folder: Path,
    book: Book,
    changed: Mapping[At, float] | None = None,
) -> Workbook:
    """The workbook calculated from poisoned values, with some inputs changed."""
    copy = folder / "poisoned.xlsx"
    cells = {file_of(at): value for at, value in (changed or {}).items()}
    planted = sum((at.sheet, at.cell) in book.live for at in changed or ())
    assert poisoned(source, copy, cells) == len(book.live) - planted
    sheet, cell = next(iter(book.live))
    assert load_workbook(copy, data_only=True)[sheet][cell].value == float(POISON)
    return load_workbook(recalculated(office, copy, folder), data_only=True)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the workbook goes."""
    return tmp_path / "projection.xlsx"


def test_every_live_cell_is_found_again(
    run: ProjectionRun, path: Path, tmp_path: Path, libreoffice: str
) -> None:
    book = write_book(path, run)

    found = calculate(libreoffice, path, tmp_path, book)

    assert len(book.live) > 1000
    assert wrong(found, book.live) == []


def test_a_scenario_with_shocks_is_found_again(
    session: Session, register: None, path: Path, tmp_path: Path, libreoffice: str
) -> None:
    overrides = (
        Override("delivery", TODAY, {"logit": -0.5}),
        Override("adoption_speed", TODAY, {"logit": 0.1}),
    )
    run = run_projection(
        session,
        scope="broad",
        basis="net",
        as_of=TODAY,
        draws=600,
        actor=None,
        overrides=overrides,
    )
    book = write_book(path, run)

    assert wrong(calculate(libreoffice, path, tmp_path, book), book.live) == []


@pytest.mark.parametrize("scope", ["strict", "broad"])
def test_a_reform_of_a_credit_is_found_again(
    session: Session, register: None, path: Path, tmp_path: Path, libreoffice: str, scope: str
) -> None:
    values = {"asset": "rnd", "size": "large", "rate": 0.45}
    reform = (Override("credit_rate", date(2027, 1, 1), values),)
    run = run_projection(session, scope=scope, as_of=TODAY, draws=600, actor=None, overrides=reform)
    book = write_book(path, run)

    found = calculate(libreoffice, path, tmp_path, book)

    heads = [cell.value for cell in found["UserCost"][4]]
    assert any("Credit when pledged" in str(head) for head in heads)
    assert wrong(found, book.live) == []


def test_an_empty_register_is_found_again(
    session: Session, path: Path, tmp_path: Path, libreoffice: str
) -> None:
    book = write_book(path, run_projection(session, as_of=TODAY, draws=600, actor=None))

    assert wrong(calculate(libreoffice, path, tmp_path, book), book.live) == []


def test_at_least_twenty_identities_hold(
    run: ProjectionRun, path: Path, tmp_path: Path, libreoffice: str
) -> None:
    book = write_book(path, run)

    found = calculate(libreoffice, path, tmp_path, book)["Checks"]

    results = [row[3].value for row in found.iter_rows(min_row=6) if row[3].value is not None]
    assert len(results) == len(book.identities) >= 20
    assert set(results) == {True}


FAR = 10_000.0
GIVEN, LEDGER, REST = ("Coefficients", "Delivery"), ("LedgerA",), ()
PLANTED = (
    (GIVEN, 0, FAR), (LEDGER, 0, FAR), (LEDGER, 3, FAR),
    (REST, 0, FAR), (REST, 0, -FAR), (REST, 1, FAR),
)  # fmt: skip
"""Of the identities that begin on these sheets, which cell is wrong, by how much.

They take turns, because a very wrong coefficient or amount breaks the calculation of the rest.
"""


def cells_of(book: Book, formula: str) -> list[At]:
    """The cells that an identity speaks of, in order."""
    named = {spelled(key): at for key, at in book.named.items()}
    found = re.findall(r"(\w+)!\$([A-Z]+)\$(\d+)|\b(k_\w+)", formula)
    return [
        named[name] if name else At(sheet, *xl_cell_to_rowcol(f"{col}{row}"))
        for sheet, col, row, name in found
    ]


def plan(book: Book, sheets: tuple[str, ...], place: int, value: float) -> dict[At, float]:
    """A wrong value, each time another, for one cell of every identity of those sheets."""
    bad = {}
    for n, (_, formula) in enumerate(book.identities, start=1):
        cells = cells_of(book, formula)
        if cells[0].sheet in sheets or (not sheets and cells[0].sheet not in (*GIVEN, *LEDGER)):
            at = cells[min(place, len(cells) - 1)]
            bad[at] = book.live.get((at.sheet, at.cell), 0) + value * n
    return bad


def test_every_identity_fails_where_a_cell_of_it_is_wrong(
    run: ProjectionRun, path: Path, tmp_path: Path, libreoffice: str
) -> None:
    book = write_book(path, run)
    copies = []
    for number, planted in enumerate(PLANTED):
        copies.append(tmp_path / f"wrong-{number}.xlsx")
        cells = {file_of(at): value for at, value in plan(book, *planted).items()}
        poisoned(path, copies[-1], cells)

    never = set(range(len(book.identities)))
    for copy in all_recalculated(libreoffice, copies, tmp_path):
        found = load_workbook(copy, data_only=True)["Checks"]
        assert found["D3"].value is not True
        never -= {n for n in never if found.cell(6 + n, 4).value is False}

    assert [book.identities[n] for n in sorted(never)] == []


SIMULATED = {("Shapley", column) for column in "EKL"} | {("Fan", column) for column in "QRSTUV"}
"""Sums and differences of simulated values, which no coefficient moves in a workbook."""


def coefficients(book: Book, *, used: bool) -> dict[str, float]:
    """The coefficients that formulas use, or the others, each a little lower."""
    values = book.chain["coefficients"]
    return {key: values[key] * 0.97 or 0.02 for key in values if (key in book.used) is used}


def levers(changed: Mapping[str, float]) -> tuple[Override, ...]:
    """The same change for the model."""
    return tuple(
        Override("parameter", TODAY, {"id": key, "value": value}) for key, value in changed.items()
    )


def test_every_blue_coefficient_moves_every_cell_as_the_model_does(
    session: Session, run: ProjectionRun, path: Path, tmp_path: Path, libreoffice: str
) -> None:
    book = write_book(path, run)
    changed = coefficients(book, used=True)

    again = run_projection(session, as_of=TODAY, draws=600, actor=None, overrides=levers(changed))
    expected = write_book(tmp_path / "expected.xlsx", again).live
    cells = {book.named[key]: value for key, value in changed.items()}
    found = calculate(libreoffice, path, tmp_path, book, cells)

    live = {
        key: value
        for key, value in expected.items()
        if key[0] != "Checks" and (key[0], key[1].rstrip("0123456789")) not in SIMULATED
    }
    moved = {sheet for sheet, cell in live if live[sheet, cell] != book.live[sheet, cell]}
    assert len(changed) > 40
    assert moved >= {"Pledges", "UserCost", "Loans", "Funds", "Investment", "Coalitions"}
    assert moved >= {"Shapley", "LedgerA", "Fan", "README"}
    assert wrong(found, live) == []


def test_a_black_coefficient_moves_nothing_in_the_model_either(
    session: Session, run: ProjectionRun, path: Path
) -> None:
    book = write_book(path, run)
    rules = {
        key: value
        for key, value in coefficients(book, used=False).items()
        if not key.startswith("credit.without.")
    }

    again = run_projection(session, as_of=TODAY, draws=600, actor=None, overrides=levers(rules))

    chains = [found.results["deterministic"] for found in (run, again)]
    before, after = ({**chain, "coefficients": None} for chain in chains)
    assert len(rules) > 10
    assert chains[0]["coefficients"] != chains[1]["coefficients"]
    assert before == after
