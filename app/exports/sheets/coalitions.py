"""What each of the sixteen sets of instruments would bring in each year."""

from collections.abc import Sequence

from xlsxwriter.utility import xl_rowcol_to_cell as cell

from app.exports.page import At, Book, Page, Words
from app.exports.sheets.investment import Ground
from app.exports.style import BN, YEAR
from econ.names import PLAYERS

HEADS: Sequence[Words] = (
    ("조합", "Coalition"),
    ("약정", "Pledge"),
    ("조세", "Tax"),
    ("펀드", "Fund"),
    ("융자", "Loan"),
)
FIRST = 4
LETTERS = "PTFL"


def write(book: Book, page: Page, ground: Ground) -> tuple[tuple[At, ...], ...]:
    """v(C) by year with its sum in the last column; returns the cells by coalition."""
    years = book.chain["years"]
    page.widths(14, 9, 9, 9, 9, *(15 for _ in (*years, 0)))
    page.heads(FIRST - 1, 0, [*HEADS, *((str(year), "") for year in years), ("합계", "Total")])
    found = []
    for index, coalition in enumerate(book.chain["investment"]["coalitions"]):
        row = FIRST + index
        page.text(row, 0, coalition_name(coalition["players"]))
        for bit, player in enumerate(PLAYERS):
            page.number(row, 1 + bit, int(player in coalition["players"]), YEAR, "live")
        cells = [
            page.formula(row, 5 + n, _value(row, n, ground), value, BN)
            for n, value in enumerate(coalition["by_year"])
        ]
        summed = f"SUM({cells[0].cell}:{cells[-1].cell})"
        cells.append(page.formula(row, 5 + len(cells), summed, coalition["value"], BN, "total"))
        found.append(tuple(cells))
    _total(book, page, ground, found[-1])
    page.finish(freeze=(FIRST, 1))
    return tuple(found)


def coalition_name(players: Sequence[str]) -> str:
    """The initials of the players: PTFL, or the empty set."""
    return (
        "".join(
            letter for letter, player in zip(LETTERS, PLAYERS, strict=True) if player in players
        )
        or "∅"
    )


def _value(row: int, n: int, ground: Ground) -> str:
    pledge, tax, fund, loan = (cell(row, 1 + bit, False, True) for bit in range(4))
    base = f"IF({tax}=1,{ground.alone_with_tax[n]},{ground.alone[n]})"
    lifted = f"{base}*IF({loan}=1,1+{ground.response[n]},1)"
    alone = ground.alone[n]
    # Autonomous investment answers to credits and cheap loans as the pledges do on average.
    rise = f"{ground.autonomous[n]}*(IF({alone}>0,{lifted}/{alone},1)-1)"
    return f"{pledge}*{lifted}+{fund}*{ground.fund[n]}+{loan}*{ground.loan[n]}+{rise}"


def _total(book: Book, page: Page, ground: Ground, everything: Sequence[At]) -> None:
    row, total = FIRST + 17, book.chain["investment"]["total"]
    page.text(row, 0, "I_tot = v(N) + N0", "total")
    cells = [
        page.formula(row, 5 + n, f"{everything[n].cell}+{ground.autonomous[n]}", value, BN, "total")
        for n, value in enumerate(total)
    ]
    summed = f"SUM({cells[0].cell}:{cells[-1].cell})"
    book.name(
        "total.investment", page.formula(row, 5 + len(cells), summed, sum(total), BN, "total")
    )
    for n, at in enumerate(cells):
        book.name(f"total.investment.{n + 1}", at)
