"""Makes the sample workbooks out of the sample's tables: ``python -m imports.sample.make``.

The same tables give the same bytes, so that a change of a workbook always has a visible reason.
"""

from pathlib import Path
from typing import Final

from imports.sample.rows import Row, pledge_sheets
from imports.sample.sources import FOLDER
from imports.sample.support import funds, loans, tax_incentives
from imports.template import CREATED
from imports.write import write_workbook
from models.vocabulary import Kind

BOOKS: Final = {
    Kind.PLEDGE: "announcements.xlsx",
    Kind.FUND: "funds.xlsx",
    Kind.LOAN: "loans.xlsx",
    Kind.TAX_INCENTIVE: "tax_incentives.xlsx",
}
"""The workbook of each kind, in the sample's folder."""


def sheets() -> dict[Kind, dict[str, list[Row]]]:
    """The rows of every sample workbook by kind and sheet."""
    return {
        Kind.PLEDGE: pledge_sheets(),
        Kind.FUND: {"Funds": funds()},
        Kind.LOAN: {"Loans": loans()},
        Kind.TAX_INCENTIVE: {"TaxIncentives": tax_incentives()},
    }


def make(folder: Path = FOLDER) -> list[Path]:
    """Write every sample workbook into ``folder`` and say where they are."""
    made = {folder / BOOKS[kind]: (kind, rows) for kind, rows in sheets().items()}
    for path, (kind, rows) in made.items():
        write_workbook(path, kind, rows, created=CREATED)
    return list(made)


if __name__ == "__main__":
    make()
