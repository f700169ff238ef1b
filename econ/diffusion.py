"""Spread of AI among firms: pace in logits, pace needed for a goal, depth of use."""

import numpy as np
from scipy.special import expit, logit

from econ.errors import OutOfRange
from econ.inputs import AdoptionSeries
from econ.units import Array, Vector


def pace(first: float, last: float, *, years: float) -> float:
    """Return the logit points a year that lead from one share to another.

    Parameters
    ----------
    first, last : float
        Shares strictly between 0 and 1.
    years : float
        Positive distance in years.

    Raises
    ------
    OutOfRange
        When a share or the distance is not.

    Notes
    -----
    (logit a1 - logit a0)/years, specification 9.
    """
    if not (0.0 < first < 1.0 and 0.0 < last < 1.0 and years > 0.0):
        raise OutOfRange(name="pace", value=(first, last, years))
    return float((logit(last) - logit(first)) / years)


def observed_pace(series: AdoptionSeries) -> float:
    """Return the logit points a year between the last two observations of a series."""
    span = float(series.years[-1] - series.years[-2])
    return pace(float(series.share[-2]), float(series.share[-1]), years=span)


def required_pace(series: AdoptionSeries) -> float:
    """Return the logit points a year that the goal needs from the last observation on.

    Raises
    ------
    OutOfRange
        When the goal does not lie after the last observation.
    """
    span = float(series.goal_year - series.years[-1])
    return pace(float(series.share[-1]), series.goal_share, years=span)


def known_path(series: AdoptionSeries, years: tuple[int, ...]) -> Vector:
    """Return the share in ``years`` as far as observed, NaN after, shape (len(years),).

    Gaps between observations are filled on a straight line in logits; years before the first
    observation take the pace of the first two.
    """
    asked, seen = np.array(years, dtype=np.float64), np.array(series.years, dtype=np.float64)
    points = logit(series.share)
    slope = (points[1] - points[0]) / (seen[1] - seen[0])
    path = np.interp(asked, seen, points)
    path = np.where(asked < seen[0], points[0] + slope * (asked - seen[0]), path)
    return np.where(asked > seen[-1], np.nan, _share(path))


def projected(
    known: Vector, *, speed: Array, link: Array, log_growth: Array, baseline_growth: float
) -> Array:
    """Return the share under the investment that happens, shape (D, Y).

    Parameters
    ----------
    known : Vector, shape (Y,)
        Observed shares, NaN after the last observation; the first is observed.
    speed : Array, shape (D, Y)
        b, logit points a year with baseline investment.
    link : Array, shape (D,)
        η, logit points per log point of AI capital.
    log_growth : Array, shape (D, Y)
        Δ ln K_AI in each year.
    baseline_growth : float
        Δ ln K_AI behind the observed speed.

    Notes
    -----
    logit a_t = logit a_{t-1} + b + η(Δ ln K - Δ ln K_baseline), amendment 10.
    """
    path: Array = np.empty(log_growth.shape, dtype=np.float64)
    for t, seen in enumerate(known):
        if not np.isnan(seen):
            path[:, t] = logit(seen)
            continue
        push = link * (log_growth[:, t] - baseline_growth)
        path[:, t] = path[:, t - 1] + speed[:, t] + push
    return _share(path)


def counterfactual(share: Array, *, link: Array, log_ratio: Array) -> Array:
    """Return the share had AI capital been another, shape of ``log_ratio``.

    Parameters
    ----------
    share : Array, shape that broadcasts
        Share under the investment that happens.
    link : Array, shape that broadcasts
        η.
    log_ratio : Array
        ln K of the coalition less ln K of everything together.

    Notes
    -----
    The same recursion as ``projected`` summed over the years: the common terms cancel.
    """
    return _share(logit(share) + link * log_ratio)


def depth_by_age(first: float, years: float, ages: int) -> Vector:
    """Return the depth of use at age 0, 1, …, shape (ages,).

    It rises on a straight line from ``first`` to 1 after ``years`` (specification 10.1).
    """
    rising = first + (1.0 - first) * np.arange(ages) / years
    return np.asarray(np.minimum(rising, 1.0), dtype=np.float64)


def used(share: Array, depth: Vector) -> Array:
    """Return adoption times depth in the last year: Σ_τ new users of τ at their age, shape (...).

    Parameters
    ----------
    share : Array, shape (..., Y)
        Share of firms in consecutive years; those of the first year count as new in it.
    depth : Vector, shape (at least Y,)
        Depth of use by age.
    """
    new = np.diff(share, axis=-1, prepend=0.0)
    by_year = depth[share.shape[-1] - 1 :: -1]
    return np.asarray(np.einsum("...y,y->...", new, by_year), dtype=np.float64)


def _share(logits: Array) -> Array:
    return np.asarray(expit(logits), dtype=np.float64)
