"""Shapley values against published games and their axioms."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from econ.attribution import first_in, last_in, shapley, shapley_values, weight
from econ.errors import UnknownName, WrongShape

values = st.floats(-1e6, 1e6)


def game(players, worth):
    return {
        frozenset(members): worth(frozenset(members))
        for size in range(len(players) + 1)
        for members in combinations(players, size)
    }


def shares(players, worth):
    found = shapley(game(players, worth))
    return [float(found[name]) for name in players]


def test_the_airport_game():
    cost = {"a": 8, "b": 11, "c": 13, "d": 18}

    found = shares("abcd", lambda members: max((cost[name] for name in members), default=0))

    assert found == pytest.approx([2, 3, 4, 9], rel=1e-15)


def test_the_glove_game():
    found = shares("lmr", lambda c: float("r" in c and len(c) > 1))

    assert found == pytest.approx([1 / 6, 1 / 6, 2 / 3], rel=1e-15)


def test_the_weighted_majority_game():
    votes = {"a": 3, "b": 2, "c": 1, "d": 1}

    found = shares("abcd", lambda c: float(sum(votes[name] for name in c) >= 4))

    assert found == pytest.approx([1 / 2, 1 / 6, 1 / 6, 1 / 6], rel=1e-15)


@given(worths=st.lists(values, min_size=15, max_size=15))
def test_the_shares_add_to_the_whole(worths):
    table = game("abcd", lambda c: 0.0)
    for coalition, worth in zip([c for c in table if c], worths, strict=True):
        table[coalition] = worth

    found = shapley(table)

    whole = table[frozenset("abcd")]
    largest = max(abs(worth) for worth in worths) + 1.0
    assert sum(found.values()) == pytest.approx(whole, abs=1e-12 * largest)


@given(a=values, b=values, both=values)
def test_symmetric_players_get_the_same(a, b, both):
    found = shares("xyz", lambda c: {0: 0.0, 1: a, 2: b, 3: both}[len(c)])

    largest = max(abs(a), abs(b), abs(both)) + 1.0
    assert found == pytest.approx([found[0]] * 3, abs=1e-14 * largest)


@given(a=values, b=values)
def test_a_player_who_changes_nothing_gets_exactly_nothing(a, b):
    worth = {frozenset(): 0.0, frozenset("x"): a, frozenset("y"): b, frozenset("xy"): a + b}

    found = shapley(game("xyz", lambda c: worth[c - {"z"}]))

    assert found["z"] == 0.0


def test_first_and_last_in_are_the_two_ends_of_the_orderings():
    values_ = np.array([0.0, 3.0, 3.0, 10.0])

    found = first_in(values_)[0], shapley_values(values_)[0], last_in(values_)[0]

    assert found == (3.0, 5.0, 7.0)


def test_values_may_be_arrays_over_draws():
    draws = np.arange(5.0)

    found = shapley(game("ab", lambda c: draws * len(c)))

    assert found["a"].tolist() == draws.tolist()


def test_a_missing_coalition_is_refused():
    table = game("ab", lambda c: 0.0)
    del table[frozenset("a")]

    with pytest.raises(UnknownName):
        shapley(table)


def test_values_of_some_coalitions_only_are_refused():
    with pytest.raises(WrongShape):
        shapley_values(np.zeros((2, 7)))


def test_the_weights_of_all_positions_add_to_one():
    sizes = {0: 1, 1: 3, 2: 3, 3: 1}

    assert sum(count * weight(size, 4) for size, count in sizes.items()) == pytest.approx(1.0)
