"""Which cells of a published table would reveal one firm: pure, no query.

A cell is withheld when fewer than three parties stand behind it, or when its second largest
party could tell the largest one's money to within ten percent (the p% rule). Others are
withheld beside it until no line of the table, its total included, gives a withheld cell away.
Hundepool et al. (2012), Statistical Disclosure Control, chapter 4.
"""

from collections.abc import Collection, Hashable, Mapping, Sequence
from fractions import Fraction
from typing import Final, TypeVar

from models.types import PPM

MINIMUM_PARTIES: Final = 3
CLOSENESS_PPM: Final = 100_000
TOTAL: Final = "total"

Row = TypeVar("Row", bound=Hashable)
Column = TypeVar("Column", bound=Hashable)
Address = tuple[Hashable, Hashable]
Parties = Mapping[int, int]
"""Won by party key."""


def reveals(parties: Parties) -> bool:
    """Whether a cell with this won of each party says too much about one of them."""
    amounts = sorted((abs(won) for won in parties.values() if won), reverse=True)
    if not amounts:
        return False
    if len(amounts) < MINIMUM_PARTIES:
        return True
    rest = sum(amounts[2:])
    return rest * PPM < CLOSENESS_PPM * amounts[0]


def withheld(cells: Mapping[tuple[Row, Column], Parties]) -> frozenset[Address]:
    """The addresses to withhold of a table and of its totals (``TOTAL`` as row or column).

    ``cells`` holds the won of every party by row and column; a missing cell is an empty one,
    and an empty cell is never withheld.
    """
    whole = _with_totals(cells)
    hidden = {address for address, parties in whole.items() if reveals(parties)}
    lines = _lines(whole)
    while told := determined(lines, hidden):
        first = min(told, key=repr)
        beside = [one for line in lines if first in line for one in line if one not in hidden]
        others = beside or [one for line in lines for one in line if one not in hidden]
        if not others:
            break
        hidden.add(min(others, key=lambda address: _cost(address, whole)))
    return frozenset(hidden)


def _with_totals(cells: Mapping[tuple[Row, Column], Parties]) -> dict[Address, dict[int, int]]:
    whole: dict[Address, dict[int, int]] = {}
    for (row, column), parties in cells.items():
        for address in ((row, column), (row, TOTAL), (TOTAL, column), (TOTAL, TOTAL)):
            cell = whole.setdefault(address, {})
            for party, won in parties.items():
                cell[party] = cell.get(party, 0) + won
    return whole


def _lines(whole: Mapping[Address, Parties]) -> list[list[Address]]:
    """Every row and column with its total at the end, without cells that hold nothing."""
    full = [address for address, parties in whole.items() if any(parties.values())]
    lines = []
    for side in (0, 1):
        for key in dict.fromkeys(address[side] for address in full):
            line = [address for address in full if address[side] == key]
            lines.append(sorted(line, key=lambda address: address[1 - side] == TOTAL))
    return lines


def determined(lines: Sequence[Sequence[Address]], hidden: Collection[Address]) -> set[Address]:
    """The withheld addresses that the published ones tell, by elimination.

    In each line the cells add up to their total.
    """
    places = {address: number for number, address in enumerate(sorted(hidden, key=repr))}
    rows = _reduced([_equation(line, places) for line in lines], len(places))
    alone = [next(iter(row)) for row in rows if len(row) == 1]
    names = {number: address for address, number in places.items()}
    return {names[number] for number in alone}


def _equation(line: Sequence[Address], places: Mapping[Address, int]) -> dict[int, Fraction]:
    """The withheld members of a line; its total stands on the other side."""
    row = {places[address]: Fraction(1) for address in line if address in places}
    if line[-1] in places:
        row[places[line[-1]]] = Fraction(-1)
    return row


def _reduced(rows: list[dict[int, Fraction]], width: int) -> list[dict[int, Fraction]]:
    """The reduced row echelon form of sparse rows."""
    done: list[dict[int, Fraction]] = []
    for column in range(width):
        pivot = next((row for row in rows if column in row), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        scaled = {name: value / pivot[column] for name, value in pivot.items()}
        rows = [_less(row, scaled, column) for row in rows]
        done = [_less(row, scaled, column) for row in done] + [scaled]
    return done


def _less(
    row: dict[int, Fraction], pivot: Mapping[int, Fraction], column: int
) -> dict[int, Fraction]:
    factor = row.get(column)
    if not factor:
        return row
    left = {name: row.get(name, Fraction(0)) - factor * pivot.get(name, Fraction(0))
            for name in row.keys() | pivot.keys()}  # fmt: skip
    return {name: value for name, value in left.items() if value}


def _cost(address: Address, whole: Mapping[Address, Parties]) -> tuple[bool, int, str]:
    """Totals are withheld last, small cells first."""
    money = sum(abs(won) for won in whole[address].values())
    return TOTAL in address, money, repr(address)
