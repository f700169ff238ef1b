"""Inverse problems: what one lever, or several, must be for an outcome to meet its target."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq, minimize

from econ.errors import NotFinite, OutOfRange
from econ.units import Vector

GRID = 9
TOLERANCE = 1e-10
EDGE = 1e-6
"""A lever this close to a bound, in parts of its range, is at the bound."""

Outcome = Callable[[float], float]


@dataclass(frozen=True, slots=True)
class Answer:
    """What one lever must be.

    Attributes
    ----------
    value : float or None
        The smallest lever found that meets the target; None where none between ``low`` and
        ``high`` does.
    best, best_outcome : float
        The lever of the grid with the largest outcome, and that outcome.
    met_already : bool
        The target is met at ``low``.
    monotone : bool
        The outcome never falls over the grid; where it does there may be other answers.
    levers, outcomes : tuple of float, length GRID
    """

    target: float
    low: float
    high: float
    value: float | None
    best: float
    best_outcome: float
    met_already: bool
    monotone: bool
    levers: tuple[float, ...]
    outcomes: tuple[float, ...]

    @property
    def gap(self) -> float:
        """Return what is missing at best; 0 where the target can be met."""
        return max(self.target - self.best_outcome, 0.0)


@dataclass(frozen=True, slots=True)
class Mix:
    """The cheapest levers found that meet a target together.

    Attributes
    ----------
    values : tuple of float or None
        None where no start found levers that meet it.
    cost, outcome : float
        At those levers, or at the ones that come nearest.
    nearest : tuple of float
    at_bounds : tuple of (int, str)
        Which levers lie at ``low`` or ``high``.
    """

    values: tuple[float, ...] | None
    nearest: tuple[float, ...]
    cost: float
    outcome: float
    at_bounds: tuple[tuple[int, str], ...]


def solve(outcome: Outcome, *, target: float, low: float, high: float) -> Answer:
    """Return the lever at which an outcome meets its target.

    Parameters
    ----------
    outcome : callable
        Of the lever, in the unit of ``target``; the same draws at every call.
    target, low, high : float

    Raises
    ------
    OutOfRange
        When ``low`` is not below ``high``.
    NotFinite
        When an outcome is not a number.

    Notes
    -----
    Nine grid points say whether the outcome rises throughout and bracket the first crossing, which
    Brent's method then finds to 1e-10 of the range (specification 15).
    """
    if not low < high:
        raise OutOfRange(name="lever", value=(low, high))
    levers = np.linspace(low, high, GRID)
    outcomes = np.array([outcome(float(lever)) for lever in levers])
    if not np.isfinite(outcomes).all():
        raise NotFinite(name="outcome")
    best = int(np.argmax(outcomes))
    return Answer(
        target=target,
        low=low,
        high=high,
        value=_first_crossing(outcome, levers, outcomes, target),
        best=float(levers[best]),
        best_outcome=float(outcomes[best]),
        met_already=bool(outcomes[0] >= target),
        monotone=bool((np.diff(outcomes) >= 0.0).all()),
        levers=tuple(levers.tolist()),
        outcomes=tuple(outcomes.tolist()),
    )


def _first_crossing(
    outcome: Outcome, levers: Vector, outcomes: Vector, target: float
) -> float | None:
    met = np.flatnonzero(outcomes >= target)
    if not len(met):
        return None
    first = int(met[0])
    if first == 0 or outcomes[first] == target:
        return float(levers[first])
    width = float(levers[-1] - levers[0])
    low, high = float(levers[first - 1]), float(levers[first])
    return float(brentq(lambda x: outcome(x) - target, low, high, xtol=TOLERANCE * width))


def levers_by_draw(
    levers: Sequence[float],
    outcomes: np.ndarray[tuple[int, int], np.dtype[np.float64]],
    target: float,
) -> Vector:
    """Return the lever that every draw needs, shape (D,); nan where none is enough.

    Parameters
    ----------
    levers : sequence of float, length n, ascending
    outcomes : shape (n, D)
        Outcome of each draw at each lever.
    target : float

    Notes
    -----
    Straight lines between the levers; the first one where a draw needs none.
    """
    met = outcomes >= target
    first = met.argmax(axis=0)
    draws = np.arange(outcomes.shape[1])
    before = np.maximum(first - 1, 0)
    low, high = outcomes[before, draws], outcomes[first, draws]
    share = np.divide(target - low, high - low, out=np.zeros_like(low), where=high > low)
    grid = np.asarray(levers, dtype=np.float64)
    found = grid[before] + np.clip(share, 0.0, 1.0) * (grid[first] - grid[before])
    return np.where(met.any(axis=0), found, np.nan)


def marginal_cost(cost: tuple[float, float], outcome: tuple[float, float]) -> float | None:
    """Return the public cost of one more won of the outcome; None where the outcome stays.

    ΔTE/ΔI, of which IR = ΔI/ΔTE is the inverse (specification 4.3): inframarginal cost included.
    """
    change = outcome[1] - outcome[0]
    return (cost[1] - cost[0]) / change if change else None


def least_cost(
    cost: Callable[[Vector], float],
    outcome: Callable[[Vector], float],
    *,
    target: float,
    bounds: Sequence[tuple[float, float]],
    rng: np.random.Generator,
    starts: int = 8,
) -> Mix:
    """Return the cheapest levers, within bounds, whose outcome meets the target.

    Parameters
    ----------
    cost, outcome : callable
        Of a vector of levers, shape (L,).
    target : float
        Positive, in the unit of the outcome.
    bounds : sequence of (low, high), length L
    rng : numpy Generator
        For the starts beyond both ends.
    starts : int
        At least 2.

    Raises
    ------
    OutOfRange
        When a bound is empty, the target is not positive or there are fewer than two starts.

    Notes
    -----
    SLSQP from ``starts`` points of the unit cube (Kraft 1988); the levers and the constraint are
    scaled to their ranges, because one lever is a rate and another an amount (specification 15).
    """
    low, high = np.array(bounds, dtype=np.float64).T
    if not (low < high).all() or target <= 0.0 or starts < 2:
        raise OutOfRange(name="bounds", value=(tuple(bounds), target, starts))
    width = high - low
    scale = max(abs(cost(high)), abs(cost(low)), 1.0)
    begins = [np.zeros(len(low)), np.ones(len(low)), *rng.random((starts - 2, len(low)))]
    ends = [
        np.clip(
            minimize(
                lambda u: cost(low + u * width) / scale,
                begin,
                method="SLSQP",
                bounds=[(0.0, 1.0)] * len(low),
                constraints={
                    "type": "ineq",
                    "fun": lambda u: outcome(low + u * width) / target - 1.0,
                },
                options={"ftol": 1e-12, "maxiter": 200},
            ).x,
            0.0,
            1.0,
        )
        for begin in begins
    ]
    return _cheapest([low + end * width for end in ends], cost, outcome, target, (low, high))


def _cheapest(
    found: Sequence[Vector],
    cost: Callable[[Vector], float],
    outcome: Callable[[Vector], float],
    target: float,
    bounds: tuple[Vector, Vector],
) -> Mix:
    outcomes = [outcome(point) for point in found]
    meeting = [n for n, value in enumerate(outcomes) if value >= target * (1.0 - 1e-7)]
    best = min(meeting, key=lambda n: cost(found[n])) if meeting else int(np.argmax(outcomes))
    low, high = bounds
    near = EDGE * (high - low)
    edges = [(n, "low") for n in np.flatnonzero(found[best] - low <= near).tolist()]
    edges += [(n, "high") for n in np.flatnonzero(high - found[best] <= near).tolist()]
    levers = tuple(found[best].tolist())
    return Mix(
        values=levers if meeting else None,
        nearest=levers,
        cost=float(cost(found[best])),
        outcome=float(outcomes[best]),
        at_bounds=tuple(sorted(edges)),
    )
