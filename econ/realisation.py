"""What becomes of a schedule: delivery, slippage and cancellation, restarted from reports."""

from dataclasses import dataclass

import numpy as np

from econ.errors import OutOfRange, WrongShape
from econ.units import Array, Vector, within

LARGEST_SHARE = 0.995
BISECTIONS = 40


@dataclass(frozen=True, slots=True)
class Trace:
    """A schedule followed year by year; all arrays of shape (..., Y), in the schedule's unit.

    Attributes
    ----------
    realised : Array
        Reported, else expected delivery.
    balance : Array
        Due at the start of the year while the pledge is alive.
    survival : Array
        Probability (or indicator) of not having been cancelled by the end of the year.
    given_up : Array
        Not delivered and not planned any more, while alive.
    carried : Array
        Unspent at the end of the year and still planned; negative when ahead of schedule.
    """

    realised: Array
    balance: Array
    survival: Array
    given_up: Array
    carried: Array


def realise(
    schedule: Array,
    share: Array | float,
    slippage: Array | float,
    cancellation: Array | float = 0.0,
) -> Array:
    """Return the amounts realised by year, shape (..., Y), in the unit of the schedule.

    Parameters
    ----------
    schedule : Array, shape (..., Y)
        Planned amount by year.
    share : Array or float
        μ, share of the balance delivered in a year, in [0, 1]; one number, one a pledge
        (shape (...)), or one a pledge and year (shape (..., Y)).
    slippage : Array or float
        κ, share of what was not delivered that stays planned for the next year; same shapes.
    cancellation : Array or float
        C, yearly probability of being called off, or 1 in the year of it; same shapes.

    Raises
    ------
    OutOfRange, WrongShape
        When a share lies outside [0, 1] or a shape does not fit.

    Notes
    -----
    B_1 = a_1; R_t = μ_t B_t S_t; B_{t+1} = a_{t+1} + κ(1 - μ_t) B_t with S_t = Π(1 - C_s), which is
    the specification's 3.1 with "0 after cancellation" taken in expectation.
    """
    return trace(schedule, share, slippage, cancellation).realised


def trace(
    schedule: Array,
    share: Array | float,
    slippage: Array | float,
    cancellation: Array | float = 0.0,
    *,
    reported: Array | None = None,
    covered: Array | None = None,
) -> Trace:
    """Follow a schedule as in ``realise``, taking reported years as they were.

    Parameters
    ----------
    schedule, share, slippage, cancellation
        As in ``realise``.
    reported : Array, shape (..., Y), optional
        Reported amounts, NaN where none: such a year is modelled, never zero.
    covered : Array, shape (..., Y), optional
        Share of the year that the report covers; the rest of the year is modelled.

    Raises
    ------
    OutOfRange, WrongShape
        As in ``realise``.

    Notes
    -----
    After a fully reported year the balance restarts from Σa - ΣR (amendment 2); nothing can have
    been cancelled up to the last report.
    """
    plan = np.asarray(schedule, dtype=np.float64)
    mu, kappa, hazard = (
        spread_over_years(values, plan.shape) for values in (share, slippage, cancellation)
    )
    for name, values in (("share", mu), ("slippage", kappa), ("cancellation", hazard)):
        within(values, name=name, low=0.0, high=1.0)
    actual, known = _reports(plan, reported, covered)
    alive = np.cumprod((1.0 - hazard) ** exposure(known, plan), axis=-1, dtype=np.float64)
    return _follow(plan, mu, kappa, alive, actual, known)


def exposure(covered: Array, schedule: Array) -> Array:
    """Return the share of each year in which a pledge can be cancelled, shape (..., Y).

    It is 0 before the first scheduled year and up to the last report, the uncovered part in the
    year of that report, and 1 after it.

    Parameters
    ----------
    covered : Array, shape (..., Y)
        Share of the year covered by reports.
    schedule : Array, shape (..., Y)
        Planned amounts.
    """
    later = np.cumsum(covered[..., ::-1] > 0.0, axis=-1)[..., ::-1]
    reported_after = np.concatenate((later[..., 1:], np.zeros_like(later[..., :1])), axis=-1)
    begun = np.cumsum(schedule, axis=-1) > 0.0
    return np.where(begun & (reported_after == 0), 1.0 - covered, 0.0)


def stretched(profile: Vector, years: int) -> Vector:
    """Return a spending profile of four equal parts stretched to a period, shape (years,).

    Parameters
    ----------
    profile : Vector, shape (k,)
        Shares of k equal parts of the period; adds to one (amendment 12).
    years : int
        Length of the pledge's own period.

    Raises
    ------
    OutOfRange
        When the period has no year.
    """
    if years < 1:
        raise OutOfRange(name="years", value=years, low=1)
    cumulated = np.concatenate(([0.0], np.cumsum(profile)))
    parts = np.linspace(0.0, 1.0, len(cumulated))
    return np.diff(np.interp(np.linspace(0.0, 1.0, years + 1), parts, cumulated))


def delivered(
    profile: Vector,
    share: Array | float,
    slippage: Array | float,
    hazard: Array | float,
) -> Array:
    """Return the share of a pledge delivered within its profile, shape of the coefficients.

    Parameters
    ----------
    profile : Vector, shape (k,)
        Yearly shares of the amount.
    share, slippage, hazard : Array or float, shapes that broadcast
        μ, κ and the yearly hazard of cancellation.
    """
    mu, kappa, keep = np.broadcast_arrays(share, slippage, np.subtract(1.0, hazard))
    total, balance, alive = np.zeros(mu.shape), np.zeros(mu.shape), np.ones(mu.shape)
    for part in profile:
        alive = alive * keep
        balance = balance + part
        total = total + alive * mu * balance
        balance = kappa * (1.0 - mu) * balance
    return total


def annual_share(
    final: Array | float,
    *,
    slippage: Array | float,
    hazard: Array | float,
    profile: Vector,
) -> tuple[Array, Array]:
    """Return the yearly share μ and hazard with which a pledge ends at its ``final`` share.

    Parameters
    ----------
    final : Array or float
        Share finally delivered inside the profile.
    slippage, hazard : Array or float, shapes that broadcast
        κ and the assumed yearly hazard of cancellation.
    profile : Vector, shape (k,)
        The default profile for which the final share is meant.

    Notes
    -----
    Amendment 1. μ rises from 0 to its largest value with the hazard as given; a final share that
    even this cannot reach lowers the hazard. Solved by bisection on that one path, on which the
    delivered share is monotone, to 2^-39. A final share above what the largest μ without
    cancellation delivers is taken as that.
    """
    goal, kappa, risk = np.broadcast_arrays(np.asarray(final, dtype=np.float64), slippage, hazard)
    low, high = np.zeros(goal.shape), np.full(goal.shape, 2.0)
    for _ in range(BISECTIONS):
        middle = 0.5 * (low + high)
        short = delivered(profile, _share_at(middle), kappa, _hazard_at(middle, risk)) < goal
        low, high = np.where(short, middle, low), np.where(short, high, middle)
    return _share_at(high), _hazard_at(high, risk)


def spread_over_years(values: Array | float, shape: tuple[int, ...]) -> Array:
    """Return coefficients in the shape of a schedule: one, one a pledge, or one a pledge-year.

    Raises
    ------
    WrongShape
        When the shape fits none of these.
    """
    array = np.asarray(values, dtype=np.float64)
    if array.ndim == len(shape) - 1 and array.ndim > 0:
        array = array[..., np.newaxis]
    try:
        return np.broadcast_to(array, shape)
    except ValueError as error:
        raise WrongShape(name="coefficient", have=array.shape, need=shape) from error


def _reports(plan: Array, reported: Array | None, covered: Array | None) -> tuple[Array, Array]:
    if reported is None:
        return np.zeros(plan.shape), np.zeros(plan.shape)
    seen = ~np.isnan(reported)
    share = np.where(seen, 1.0 if covered is None else covered, 0.0)
    return np.where(seen, reported, 0.0), share


def _follow(
    plan: Array, mu: Array, kappa: Array, alive: Array, actual: Array, known: Array
) -> Trace:
    realised, balance, given_up, carried = (np.empty(plan.shape) for _ in range(4))
    carry, lost = np.zeros(plan.shape[:-1]), np.zeros(plan.shape[:-1])
    for t in range(plan.shape[-1]):
        due = plan[..., t] + carry
        balance[..., t] = np.maximum(due, 0.0)
        left = np.maximum(balance[..., t] - actual[..., t], 0.0)
        rest = (1.0 - known[..., t]) * mu[..., t] * left
        forgone = (1.0 - known[..., t]) * (1.0 - kappa[..., t]) * (left - rest)
        restart = known[..., t] == 1.0
        given_up[..., t] = np.where(restart, -lost, forgone)
        lost = np.where(restart, 0.0, lost + forgone)
        carry = due - actual[..., t] - rest - given_up[..., t]
        realised[..., t] = actual[..., t] + alive[..., t] * rest
        carried[..., t] = carry
    return Trace(realised, balance, alive, given_up, carried)


def _share_at(effort: Array) -> Array:
    return np.minimum(effort, 1.0) * LARGEST_SHARE


def _hazard_at(effort: Array, hazard: Array) -> Array:
    return hazard * np.minimum(2.0 - effort, 1.0)
