"""Small cells: what is withheld, and that nothing published gives it away."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.counting.disclosure import TOTAL, reveals, withheld

AMOUNTS = st.dictionaries(st.integers(1, 6), st.integers(1, 1000), max_size=6)
TABLES = st.dictionaries(st.tuples(st.integers(2024, 2027), st.sampled_from("abc")), AMOUNTS)


@pytest.mark.parametrize(
    ("parties", "expected"),
    [
        ({}, False),
        ({1: 0}, False),
        ({1: 5}, True),
        ({1: 5, 2: 5}, True),
        ({1: 5, 2: 5, 3: 5}, False),
        ({1: 1000, 2: 500, 3: 99}, True),
        ({1: 1000, 2: 500, 3: 100}, False),
    ],
)
def test_a_cell_reveals_by_few_parties_or_by_one_that_dominates(parties, expected):
    assert reveals(parties) is expected


def test_a_neighbour_is_withheld_where_the_total_would_give_the_cell_away():
    many = {1: 10, 2: 10, 3: 10}
    table = {(2024, "a"): {1: 7}, (2024, "b"): many, (2025, "a"): many, (2025, "b"): many}

    hidden = withheld(table)

    assert (2024, "a") in hidden
    assert (2024, "b") in hidden
    assert (2025, "a") in hidden
    assert (TOTAL, TOTAL) not in hidden


def test_a_table_of_full_cells_is_published_whole():
    many = {1: 10, 2: 10, 3: 10}

    assert withheld({(2024, "a"): many, (2025, "b"): many}) == frozenset()


def solvable(table, hidden):
    """The withheld cells that the published ones determine, by linear algebra."""
    rows, columns = {row for row, _ in table}, {column for _, column in table}
    nonzero = {address for address, parties in table.items() if parties}
    unknown = sorted(nonzero & hidden, key=repr)
    unknown += sorted(
        ({(row, TOTAL) for row in rows} | {(TOTAL, column) for column in columns}
         | {(TOTAL, TOTAL)}) & hidden,
        key=repr,
    )  # fmt: skip
    place = {address: number for number, address in enumerate(unknown)}
    equations = []
    for row in [*rows, TOTAL]:
        line = [(row, column) for column in columns]
        equations.append(equation(line, (row, TOTAL), place))
    for column in [*columns, TOTAL]:
        line = [(row, column) for row in rows]
        equations.append(equation(line, (TOTAL, column), place))
    if not unknown:
        return set()
    matrix = np.array(equations)
    _, singular, space = np.linalg.svd(matrix)
    rank = int((singular > 1e-9).sum())
    free = space[rank:]
    return {one for one in unknown if not np.abs(free[:, place[one]]).max(initial=0) > 1e-9}


def equation(line, total, place):
    values = [0.0] * len(place)
    for address in line:
        if address in place:
            values[place[address]] += 1
    if total in place:
        values[place[total]] -= 1
    return values


@given(TABLES)
def test_published_cells_determine_no_withheld_cell(table):
    table = {address: parties for address, parties in table.items() if parties}

    assert solvable(table, withheld(table)) == set()
