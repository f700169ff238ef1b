"""The tax-expenditure report: prior actual, this year, next year, by function and firm size.

Art. 142의2: the actual figure of the year before, the estimates of this year and the next,
analysed by function. Firms' claims and official figures are two series, never added.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from models.tax_vocabulary import BudgetFunction
from models.taxes.account import EARLIER, Account
from models.taxes.book import LawBook
from models.vocabulary import FirmSize, Provision


class Line(NamedTuple):
    """A row of the report; None where nobody says which function or size."""

    function: BudgetFunction | None
    size: FirmSize | None


Cells = dict[tuple[Line, int], dict[int, int]]
"""Won of every party by line and year."""


@dataclass(frozen=True, slots=True)
class Declared:
    """What the claims of firms come to; ``unknown`` counts firms whose year is not known."""

    cells: Cells
    unknown: Mapping[int, int]

    def won(self, line: Line, year: int) -> int | None:
        """The sum of one cell; None where no firm has anything in it."""
        parties = self.cells.get((line, year))
        return sum(parties.values()) if parties else None

    @property
    def lines(self) -> list[Line]:
        """The rows, in the order of functions and sizes."""
        return sorted({line for line, _ in self.cells}, key=_order)


def declared(accounts: Mapping[int, Account], book: LawBook, years: Iterable[int]) -> Declared:
    """Tax expenditure by function and size: credits used, less clawbacks in their own year."""
    wanted = set(years)
    cells: Cells = defaultdict(lambda: defaultdict(int))
    unknown: dict[int, int] = defaultdict(int)
    for party, account in accounts.items():
        for one in account.years:
            if one.year not in wanted:
                continue
            if one.expenditure_won is None:
                unknown[one.year] += 1
                continue
            day = date(one.year, 12, 31)
            for (_, key), won in (one.used or {}).items():
                cells[_line(account, key, book, day), one.year][party] += won
            for key, due in one.repayments:
                cells[_line(account, key, book, day), one.year][party] -= due.total_won or 0
    return Declared({place: dict(won) for place, won in cells.items()}, dict(unknown))


def _line(account: Account, key: str, book: LawBook, day: date) -> Line:
    """Where a credit is reported; one from before the register has the size of the firm now."""
    if key.startswith(EARLIER):
        provision = Provision(key.removeprefix(EARLIER))
        stated = (one.fact for one in account.claims.values())
        size = next(
            fact.size for fact in stated if any(row.provision is provision for row in fact.carried)
        )
        return Line(book.function(provision, day), size)
    fact = account.claims[key].fact
    return Line(book.function(fact.provision, day), fact.size)


def _order(line: Line) -> tuple[int, int]:
    functions, sizes = list(BudgetFunction), list(FirmSize)
    return (
        functions.index(line.function) if line.function else len(functions),
        sizes.index(line.size) if line.size else len(sizes),
    )
