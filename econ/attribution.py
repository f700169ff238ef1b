"""Exact Shapley attribution over all coalitions, with its range over orderings."""

from collections.abc import Mapping
from math import factorial

import numpy as np

from econ.errors import UnknownName, WrongShape
from econ.names import PLAYERS
from econ.units import Array

COALITIONS: tuple[frozenset[str], ...] = tuple(
    frozenset(name for bit, name in enumerate(PLAYERS) if index >> bit & 1)
    for index in range(2 ** len(PLAYERS))
)


def shapley(values: Mapping[frozenset[str], Array | float]) -> dict[str, Array]:
    """Return the Shapley value by player of a game given by all its coalitions.

    Parameters
    ----------
    values : mapping of coalition to Array or float
        v(C) for all 2^n subsets of the players; arrays of one shape (draws, years …), which is
        also the shape of each value returned.

    Raises
    ------
    UnknownName
        When a coalition is missing.

    Notes
    -----
    φ_k = Σ_C |C|!(n-1-|C|)!/n! [v(C ∪ k) - v(C)]; the values add to v(N) - v(∅). Shapley (1953);
    specification 11.
    """
    players = sorted(frozenset().union(*values))
    coalitions = [
        frozenset(name for bit, name in enumerate(players) if index >> bit & 1)
        for index in range(2 ** len(players))
    ]
    for coalition in coalitions:
        if coalition not in values:
            raise UnknownName(name="coalition", value=sorted(coalition))
    stacked = np.stack([np.asarray(values[c], dtype=np.float64) for c in coalitions], axis=-1)
    found = shapley_values(stacked)
    return {name: found[..., index] for index, name in enumerate(players)}


def shapley_values(values: Array) -> Array:
    """Return the Shapley value of each player, shape (..., n).

    Parameters
    ----------
    values : Array, shape (..., 2^n)
        v(C); coalitions are numbered by bits: player k is in c when bit k of c is set.

    Raises
    ------
    WrongShape
        When the last axis does not hold all coalitions.

    Notes
    -----
    Marginal effects are taken before they are weighted, so that a player who changes nothing gets
    exactly 0; einsum adds in one order whatever the number of threads.
    """
    players = player_count(values)
    found = np.empty((*values.shape[:-1], players))
    for k in range(players):
        without = [c for c in range(2**players) if not c >> k & 1]
        marginal = values[..., [c | 1 << k for c in without]] - values[..., without]
        shares = np.array([weight(c.bit_count(), players) for c in without])
        found[..., k] = np.einsum("...c,c->...", marginal, shares)
    return found


def first_in(values: Array) -> Array:
    """Return v({k}) - v(∅) of each player, shape (..., n), from values of shape (..., 2^n)."""
    single = [1 << k for k in range(player_count(values))]
    return np.asarray(values[..., single] - values[..., :1], dtype=np.float64)


def last_in(values: Array) -> Array:
    """Return v(N) - v(N without k) of each player, shape (..., n), from values (..., 2^n)."""
    everybody = values.shape[-1] - 1
    others = [everybody ^ (1 << k) for k in range(player_count(values))]
    return np.asarray(values[..., -1:] - values[..., others], dtype=np.float64)


def weight(before: int, players: int) -> float:
    """Return the share of orderings in which exactly ``before`` given players come first."""
    return factorial(before) * factorial(players - 1 - before) / factorial(players)


def player_count(values: Array) -> int:
    """Return how many players the last axis is about.

    Raises
    ------
    WrongShape
        When its length is not a power of two.
    """
    length = values.shape[-1]
    if length.bit_count() != 1:
        raise WrongShape(name="coalitions", have=length, need=2 ** length.bit_length())
    return int(length).bit_length() - 1
