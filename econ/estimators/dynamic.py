"""A lagged dependent variable with fixed effects, its bias corrected after Bun and Carree."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.optimize import brentq

from econ.errors import NoCorrection, NotBalanced, NotConverged, OutOfRange, SampleTooShort
from econ.estimators.fixed_effects import Fit, finite, series, table
from econ.estimators.linear import independent, sandwich, solve, varies
from econ.estimators.panel import Panel, panel_of, steps_missing
from econ.units import Matrix, Vector

HIGHEST = 0.995
GRID = 200
FEWEST_PERIODS = 3
CLUSTERS_FOR_SANDWICH = 20
SHOWN = 5
STEP = 1e-6
LEAST_DRAWS = 99
KEPT = 0.9


@dataclass(frozen=True, slots=True, eq=False)
class Corrected:
    """The estimates of one balanced panel.

    Attributes
    ----------
    beta : Vector, shape (1 + K,)
        Persistence first, then the slopes; corrected.
    plain : Vector, shape (1 + K,)
        Within estimates, biased.
    w : Matrix, shape (N, T, 1 + K)
        Lagged dependent and regressors without effects.
    residuals : Matrix, shape (N, T)
        At the corrected estimates.
    slope : float
        How far the corrected persistence moves for one step of the plain one.
    """

    beta: Vector
    plain: Vector
    w: Matrix
    residuals: Matrix
    slope: float


@dataclass(frozen=True, slots=True, eq=False)
class DynamicFit(Fit):
    """A dynamic panel: ``params`` holds the persistence as ``lag(dependent)`` and the slopes.

    Attributes
    ----------
    uncorrected : pandas.Series
        The within estimates, for comparison only: they are biased (Nickell 1981).
    long_run, long_run_se : pandas.Series, index regressors
        β/(1-ρ), and its standard error by the delta method.
    entities, periods : int
        N, and T without the first period.
    flags : tuple of str
        few_clusters_bootstrap_long_run below 20 units: use ``bootstrap_long_run``.
    """

    uncorrected: pd.Series
    long_run: pd.Series
    long_run_se: pd.Series
    entities: int
    periods: int
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class LongRun:
    """Long-run effects over bootstrap samples of whole units.

    Attributes
    ----------
    estimate, std_errors : pandas.Series, index regressors
    interval : pandas.DataFrame, columns low and high
        Quantiles of the draws.
    draws : int
        Used; draws without a corrected estimate are left out, and at most a tenth may be.
    """

    estimate: pd.Series
    std_errors: pd.Series
    interval: pd.DataFrame
    draws: int


def fit_dynamic(
    frame: pd.DataFrame,
    dependent: str,
    regressors: Sequence[str],
    *,
    entity: str,
    time: str,
) -> DynamicFit:
    """Fit y[t] = ρ y[t-1] + x'β + effects of units and periods, corrected for the bias of short T.

    Parameters
    ----------
    frame, dependent, regressors, entity, time
        As ``fit_fixed_effects``; every unit needs every period, and periods without gaps.

    Raises
    ------
    NotBalanced
        When a unit lacks a period, or the periods have gaps.
    SampleTooShort
        With fewer than four periods, or no degree of freedom.
    NoCorrection
        When no persistence below 0.995 explains the plain estimate: report the static model.
    Every error of ``fit_fixed_effects``.

    Notes
    -----
    Bun and Carree 2005, Journal of Business and Economic Statistics 23, 200-210, as in
    specification 5.3: ρ solves ρ - h(ρ) σ²(ρ)/σ_l² = ρ̂ with
    h(ρ) = [(T-1) - Tρ + ρ^T] / [T(T-1)(1-ρ)²], and β(ρ) = β̂ - ξ(ρ - ρ̂). CRV1 by unit at the
    corrected residuals, carried through the correction by its slope; t(N-1).
    """
    panel = panel_of(frame, dependent, regressors, entity=entity, time=time)
    y, x = cubes(panel, time)
    found = corrected(y, x, (dependent, *panel.regressors))
    covariance = covariance_of(found)
    units, periods = found.residuals.shape
    names = pd.Index([f"lag({dependent})", *panel.regressors])
    long_run, gradient = long_run_of(found.beta)
    variances = np.einsum("ij,jk,ik->i", gradient, covariance, gradient)
    finite(params=found.beta, covariance=covariance, long_run=long_run)
    few = units < CLUSTERS_FOR_SANDWICH
    return DynamicFit(
        params=series(found.beta, names, "params"),
        covariance=table(covariance, names),
        dof=units - 1,
        nobs=units * periods,
        residuals=_residuals(panel, found.residuals),
        inference="clustered",
        groups=units,
        uncorrected=series(found.plain, names, "uncorrected"),
        long_run=series(long_run, names[1:], "long_run"),
        long_run_se=series(np.sqrt(variances), names[1:], "long_run_se"),
        entities=units,
        periods=periods,
        flags=("few_clusters_bootstrap_long_run",) if few else (),
    )


def bootstrap_long_run(
    frame: pd.DataFrame,
    dependent: str,
    regressors: Sequence[str],
    *,
    entity: str,
    time: str,
    draws: int = 399,
    level: float = 0.95,
    rng: np.random.Generator | int,
) -> LongRun:
    """Return the long-run effects over samples of whole units drawn with replacement.

    Parameters
    ----------
    frame, dependent, regressors, entity, time
        As ``fit_dynamic``.
    draws : int
        At least 99.
    level : float
        Of the interval.
    rng : numpy.random.Generator or int
        Source of the samples, or its seed.

    Raises
    ------
    OutOfRange
        When ``draws`` or ``level`` are out of range.
    NotConverged
        When more than a tenth of the samples allows no corrected estimate.
    Every error of ``fit_dynamic``.
    """
    if draws < LEAST_DRAWS or not 0.0 < level < 1.0:
        raise OutOfRange(name="draws, level", value=(draws, level), low=LEAST_DRAWS)
    panel = panel_of(frame, dependent, regressors, entity=entity, time=time)
    y, x = cubes(panel, time)
    names = (dependent, *panel.regressors)
    estimate, _ = long_run_of(corrected(y, x, names).beta)
    generator = np.random.default_rng(rng)
    found = []
    for _ in range(draws):
        units = generator.integers(len(y), size=len(y))
        try:
            found.append(long_run_of(corrected(y[units], x[units], names).beta)[0])
        except NoCorrection:
            continue
    if len(found) < KEPT * draws:
        raise NotConverged(name=dependent, steps=draws)
    values, index = np.array(found), pd.Index(panel.regressors)
    tails = np.quantile(values, [0.5 - 0.5 * level, 0.5 + 0.5 * level], axis=0)
    return LongRun(
        estimate=series(estimate, index, "estimate"),
        std_errors=series(values.std(axis=0, ddof=1), index, "std_errors"),
        interval=pd.DataFrame(tails.T, index=index, columns=["low", "high"]),
        draws=len(found),
    )


def cubes(panel: Panel, name: str) -> tuple[Matrix, Matrix]:
    """Return a balanced panel as arrays of shape (N, T) and (N, T, K).

    Raises
    ------
    NotBalanced
        When a unit lacks a period, or numbered periods do not follow each other evenly.
    """
    units, periods = len(panel.entities), len(panel.periods)
    if panel.time is None or panel.nobs != units * periods:
        raise NotBalanced(name=name, missing=units * periods - panel.nobs)
    missing = steps_missing(panel.periods)
    if missing:
        raise NotBalanced(name=name, missing=missing * units)
    order = np.lexsort((panel.time, panel.entity))
    return panel.y[order].reshape(units, periods), panel.x[order].reshape(units, periods, -1)


def corrected(y: Matrix, x: Matrix, names: tuple[str, ...]) -> Corrected:
    """Return the corrected estimates of a balanced panel.

    Parameters
    ----------
    y : Matrix, shape (N, T + 1); x : Matrix, shape (N, T + 1, K)
    names : tuple of str
        Dependent and regressors.

    Raises
    ------
    SampleTooShort, AbsorbedByEffects, Collinear, NoCorrection
        As ``fit_dynamic``.
    """
    units, periods = y.shape[0], y.shape[1] - 1
    width = 2 + x.shape[2]
    need = units + periods + width
    if periods < FEWEST_PERIODS or units * periods < need:
        raise SampleTooShort(name=names[0], have=y.size, need=max(need, units * 4))
    raw = np.concatenate([y[:, 1:, None], y[:, :-1, None], x[:, 1:]], axis=2)
    left = _demeaned(raw)
    flat = left.reshape(-1, width)
    lagged = (names[0], f"lag({names[0]})", *names[1:])
    varies(raw.reshape(-1, width), flat, lagged)
    independent(flat[:, 1:], lagged[1:])
    fit = solve(flat[:, 0], flat[:, 1:])
    beta, slope = bun_carree(fit.y, fit.x, fit.beta, units, periods)
    residuals = (fit.y - fit.x @ beta).reshape(units, periods)
    return Corrected(beta, fit.beta, left[:, :, 1:], residuals, slope)


def nickell(rho: float, periods: int) -> float:
    """Return h(ρ) of specification 5.3."""
    top = (periods - 1) - periods * rho + rho**periods
    return top / (periods * (periods - 1) * (1.0 - rho) ** 2)


def bun_carree(
    y: Vector, w: Matrix, beta: Vector, units: int, periods: int
) -> tuple[Vector, float]:
    """Return the corrected estimates and how far the persistence moves with the plain one.

    Parameters
    ----------
    y : Vector, shape (N T,); w : Matrix, shape (N T, 1 + K)
        Without effects, the lag first.
    beta : Vector, shape (1 + K,)
        Least squares of ``y`` on ``w``.

    Raises
    ------
    NoCorrection
        When there is no root.
    """
    lag, x = w[:, 0], w[:, 1:]
    along = solve(lag, x)
    scale = units * (periods - 1)
    variance_l = float(along.residuals @ along.residuals) / scale
    direction = np.concatenate([[1.0], -along.beta])

    def bias(rho: float, plain: float) -> float:
        rest = y - w @ (beta + (rho - plain) * direction)
        return nickell(rho, periods) * float(rest @ rest) / scale / variance_l

    first = float(beta[0])
    rho = _root(lambda rho: rho - bias(rho, first) - first, first)
    by_rho = (bias(rho + STEP, first) - bias(rho - STEP, first)) / (2.0 * STEP)
    by_plain = (bias(rho, first + STEP) - bias(rho, first - STEP)) / (2.0 * STEP)
    return beta + (rho - first) * direction, (1.0 + by_plain) / (1.0 - by_rho)


def _root(gap: Callable[[float], float], plain: float) -> float:
    if not -1.0 < plain < HIGHEST:
        raise NoCorrection(plain=round(plain, 3), highest=HIGHEST)
    grid = np.linspace(plain, HIGHEST, GRID)
    values = np.array([gap(rho) for rho in grid])
    above = np.flatnonzero(values > 0.0)
    if not len(above):
        raise NoCorrection(plain=round(plain, 3), highest=HIGHEST)
    place = int(above[0])
    return float(brentq(gap, grid[place - 1], grid[place], xtol=1e-13))


def covariance_of(found: Corrected) -> Matrix:
    """Return the covariance of the corrected estimates by unit, shape (1 + K, 1 + K)."""
    units, periods, width = found.w.shape
    flat = found.w.reshape(-1, width)
    nobs, parameters = units * periods, width + periods
    factor = units / (units - 1) * (nobs - 1) / (nobs - parameters)
    scores = (found.w * found.residuals[:, :, None]).sum(axis=1)
    bread = np.asarray(np.linalg.inv(flat.T @ flat), dtype=np.float64)
    plain = factor * sandwich(bread, scores)
    carry = np.eye(width)
    carry[0, 0] = found.slope
    along = np.linalg.lstsq(flat[:, 1:], flat[:, 0], rcond=None)[0]
    carry[1:, 0] = -along * (found.slope - 1.0)
    return np.asarray(carry @ plain @ carry.T, dtype=np.float64)


def long_run_of(beta: Vector) -> tuple[Vector, Matrix]:
    """Return β/(1-ρ), shape (K,), and its gradient in all estimates, shape (K, 1 + K)."""
    rest = 1.0 - beta[0]
    effects = beta[1:] / rest
    gradient = np.column_stack([effects / rest, np.eye(len(effects)) / rest])
    return effects, gradient


def _demeaned(values: Matrix) -> Matrix:
    values = values - values.mean(axis=(0, 1))
    values = values - values.mean(axis=1, keepdims=True)
    return np.asarray(values - values.mean(axis=0, keepdims=True), dtype=np.float64)


def _residuals(panel: Panel, residuals: Matrix) -> pd.Series:
    codes = panel.time if panel.time is not None else panel.entity
    rows = np.flatnonzero(codes > 0)
    values = residuals[panel.entity[rows], codes[rows] - 1]
    return series(np.asarray(values, dtype=np.float64), panel.index[rows], "residuals")
