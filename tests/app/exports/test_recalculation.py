"""The workbook calculates: an independent engine finds every live cell as Python did."""

from collections.abc import Mapping
from math import isclose
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from sqlmodel import Session

from app.exports.page import At, Book, Value
from app.exports.projection_book import PAGES, write_book
from app.projections.run import run_projection
from econ.scenarios import Override
from models.projection import ProjectionRun
from tests.app.exports.office import POISON, poisoned, recalculated
from tests.app.projections.test_run import TODAY

ONE_WON = 1e-9
"""In KRW bn: what a difference of large figures may be off by."""


def wrong(found: Workbook, expected: Mapping[tuple[str, str], Value]) -> list[str]:
    """Cells whose calculated value is not the expected one."""
    bad = []
    for (sheet, cell), value in expected.items():
        seen = found[sheet][cell].value
        same = (
            seen == value
            if isinstance(value, bool)
            else isinstance(seen, int | float)
            and isclose(seen, value, rel_tol=1e-9, abs_tol=ONE_WON)
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
    assert poisoned(source, copy, cells) == len(book.live)
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


COEFFICIENTS = {
    "delivery.share.announced": 0.45,
    "delivery.slippage": 0.3,
    "elasticity.rnd": -1.4,
    "fund.additionality": 0.5,
    "loan.constrained_share": 0.4,
    "adoption.capital_link": 0.5,
    "effect.sales": 0.05,
}


def test_changed_coefficients_move_the_totals_as_the_model_does(
    session: Session, run: ProjectionRun, path: Path, tmp_path: Path, libreoffice: str
) -> None:
    book = write_book(path, run)
    changed = {book.named[key]: value for key, value in COEFFICIENTS.items()}
    levers = tuple(
        Override("parameter", TODAY, {"id": key, "value": value})
        for key, value in COEFFICIENTS.items()
    )

    found = calculate(libreoffice, path, tmp_path, book, changed)
    expected = write_book(
        tmp_path / "expected.xlsx",
        run_projection(session, as_of=TODAY, draws=600, actor=None, overrides=levers),
    )

    moved = {key for key in book.live if book.live[key] != expected.live[key]}
    chain = ("Investment", "Coalitions", "LedgerA")
    assert {"Pledges", "UserCost", "Loans", *chain} <= {sheet for sheet, _ in moved}
    live = {key: value for key, value in expected.live.items() if key[0] in chain}
    assert wrong(found, live) == []
