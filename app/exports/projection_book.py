"""A stored run as an Excel workbook that calculates: the chain live, the simulation as values."""

from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from xlsxwriter import Workbook

from app.exports.page import Book, Names, Page, Words
from app.exports.sheets import (
    checks,
    coalitions,
    coefficients,
    delivery,
    fan,
    funds,
    investment,
    ledger_a,
    loans,
    manifest,
    pledges,
    readme,
    shapley,
    user_cost,
)
from app.exports.style import Styles
from models.projection import ProjectionRun

TITLE: Words = ("민간 AI 투자 이행 전망", "Projection of private AI investment")
PAGES = ("README", *(name for name, _ in readme.SHEETS))


def write_book(out: Path | BinaryIO, run: ProjectionRun, names: Names | None = None) -> Book:
    """Write the workbook of a run; the returned book knows every live cell and its value.

    ``names`` tells pledges as the reader may know them; without it, as they were registered.
    """
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    workbook = Workbook(str(out) if isinstance(out, Path) else out, options)
    workbook.set_properties({"title": f"{TITLE[0]} {run.number}", "comments": run.results_sha256})
    workbook.set_calc_mode("auto")
    book = Book(workbook, run, Styles(workbook), names or run.inputs["names"])
    _fill(book, {name: book.page(name, _title(name)) for name in PAGES})
    workbook.close()
    return book


def book_bytes(run: ProjectionRun, names: Names) -> bytes:
    """The workbook of a run as a file to send."""
    out = BytesIO()
    write_book(out, run, names)
    return out.getvalue()


def _title(name: str) -> Words:
    return dict(readme.SHEETS).get(name, TITLE)


def _fill(book: Book, pages: dict[str, Page]) -> None:
    """Write the sheets in the order in which their formulas need each other."""
    coefficients.name(book, pages["Coefficients"])
    lanes = delivery.write(book, pages["Delivery"])
    pledged = pledges.write(book, pages["Pledges"], lanes)
    costs = user_cost.write(book, pages["UserCost"])
    base = investment.registered(book, pages["Investment"], pledged)
    lent = loans.write(book, pages["Loans"], base)
    funded = funds.write(book, pages["Funds"])
    ground = investment.write(book, pages["Investment"], pledged, costs, funded, lent, base)
    values = coalitions.write(book, pages["Coalitions"], ground)
    ledgers = ledger_a.write(book, pages["LedgerA"], values)
    primary = ledgers[book.run.results["primary_series"]]
    shares = shapley.write(book, pages["Shapley"], values, primary)
    quantiles = fan.write(book, pages["Fan"])
    checks.collect(book, pledged, ground, values, ledgers, shares, quantiles)
    checks.write(book, pages["Checks"])
    coefficients.write(book, pages["Coefficients"])
    manifest.write(book, pages["Manifest"])
    readme.write(book, pages["README"], primary)
