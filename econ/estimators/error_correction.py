"""Error correction on one long series: the level that investment returns to, and how fast."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from statsmodels.tsa.ardl import UECM, ardl_select_order

from econ.errors import NoErrorCorrection, NotBalanced, OutOfRange, SampleTooShort
from econ.estimators.fixed_effects import Fit, finite, series, table
from econ.estimators.linear import independent, solve, varies
from econ.estimators.panel import Panel, panel_of, steps_missing
from econ.units import Matrix, Vector

FEWEST = 25
ROOM = 10
CASES = (2, 3)
SURE = 0.05


@dataclass(frozen=True, slots=True)
class Bounds:
    """The bounds test of Pesaran, Shin and Smith that there is a relation of levels.

    Attributes
    ----------
    statistic : float
        F.
    lower, upper : float
        p-values if all regressors were stationary, and if all had unit roots.
    case : int
        2: the constant only in the relation of levels; 3: free.
    verdict : str
        related (upper < 0.05), unrelated (lower > 0.05), undetermined between.
    """

    statistic: float
    lower: float
    upper: float
    case: int
    verdict: str


@dataclass(frozen=True, slots=True, eq=False)
class ErrorCorrectionFit(Fit):
    """Δy = c + φ y[-1] + θ'x[-1] + short-run terms; ``params`` holds all of them.

    Attributes
    ----------
    adjustment, adjustment_se : float
        φ: share of the gap that is closed in a period, negative.
    long_run, long_run_se : pandas.Series, index regressors
        -θ/φ and its standard error by the delta method.
    lags : int; order : mapping of regressor to int
        Of the autoregressive distributed lag.
    bounds : Bounds
    """

    adjustment: float
    adjustment_se: float
    long_run: pd.Series
    long_run_se: pd.Series
    lags: int
    order: Mapping[str, int]
    bounds: Bounds


def fit_error_correction(
    frame: pd.DataFrame,
    dependent: str,
    regressors: Sequence[str],
    *,
    time: str,
    lags: int | None = None,
    order: Mapping[str, int] | None = None,
    longest: int = 2,
    case: int = 3,
) -> ErrorCorrectionFit:
    """Fit an error-correction model to one series (specification 5.1 E3, on aggregates).

    Parameters
    ----------
    frame : pandas.DataFrame
        One row a period; any order.
    dependent, regressors
        Numeric columns, in logarithms where elasticities are meant.
    time : str
        Column of periods, without gaps.
    lags, order : int and mapping of regressor to int, or None
        Of the autoregressive distributed lag, each at least 1; None: by Akaike's criterion up to
        ``longest``.
    longest : int
    case : int
        2 or 3, of the bounds test.

    Raises
    ------
    SampleTooShort
        With fewer than 25 periods, or fewer than 10 more than coefficients.
    NotBalanced
        When periods are missing.
    NoErrorCorrection
        When the adjustment is not between -2 and 0: nothing returns to a level.
    OutOfRange
        When a lag is below 1 or ``case`` not 2 or 3.
    Every error of ``econ.estimators.panel.panel_of``; AbsorbedByEffects, Collinear.

    Notes
    -----
    Pesaran, Shin and Smith 2001, Journal of Applied Econometrics 16, 289-326. The test's p-values
    and the choice of lags are those of statsmodels.
    """
    if case not in CASES or longest < 1:
        raise OutOfRange(name="case, longest", value=(case, longest))
    panel = _series(frame, dependent, regressors, time)
    lags, order = _lags(panel, lags, order, longest)
    target, design, names = _design(panel, lags, order)
    need = len(names) + ROOM
    if len(target) < need:
        raise SampleTooShort(name=dependent, have=len(target), need=need)
    raw = np.column_stack([target, design[:, 1:]])
    varies(raw, raw - raw.mean(axis=0), (dependent, *names[1:]))
    independent(design, names)
    fit = solve(target, design)
    dof = len(target) - len(names)
    covariance = float(fit.residuals @ fit.residuals) / dof * fit.bread
    finite(params=fit.beta, covariance=covariance)
    if not -2.0 < fit.beta[1] < 0.0:
        raise NoErrorCorrection(adjustment=round(float(fit.beta[1]), 3))
    long_run, errors = _long_run(fit.beta, covariance, len(panel.regressors))
    index, own = pd.Index(names), pd.Index(panel.regressors)
    return ErrorCorrectionFit(
        params=series(fit.beta, index, "params"),
        covariance=table(covariance, index),
        dof=dof,
        nobs=len(target),
        residuals=series(fit.residuals, panel.index[-len(target) :], "residuals"),
        inference="classical",
        groups=None,
        adjustment=float(fit.beta[1]),
        adjustment_se=float(np.sqrt(covariance[1, 1])),
        long_run=series(long_run, own, "long_run"),
        long_run_se=series(errors, own, "long_run_se"),
        lags=lags,
        order=order,
        bounds=_bounds(panel, lags, order, case),
    )


def _series(frame: pd.DataFrame, dependent: str, regressors: Sequence[str], time: str) -> Panel:
    whole = frame.assign(**{"": 0})
    panel = panel_of(whole, dependent, regressors, entity="", time=time)
    if panel.nobs < FEWEST:
        raise SampleTooShort(name=dependent, have=panel.nobs, need=FEWEST)
    missing = steps_missing(panel.periods)
    if missing:
        raise NotBalanced(name=time, missing=missing)
    order = np.argsort(panel.entity if panel.time is None else panel.time)
    return panel.ordered(order)


def _lags(
    panel: Panel, lags: int | None, order: Mapping[str, int] | None, longest: int
) -> tuple[int, dict[str, int]]:
    if lags is None or order is None:
        y, x = _frames(panel)
        chosen = ardl_select_order(y, longest, x, longest, ic="aic", trend="c").model.ardl_order
        lags = max(int(chosen[0]), 1)
        found = (max(int(value), 1) for value in chosen[1:])
        order = dict(zip(panel.regressors, found, strict=False))
    known = {name: order.get(name, 1) for name in panel.regressors}
    if min(lags, *known.values()) < 1:
        raise OutOfRange(name="lags", value=(lags, *known.values()), low=1)
    return lags, known


def _frames(panel: Panel) -> tuple[pd.Series, pd.DataFrame]:
    return pd.Series(panel.y, name="y"), pd.DataFrame(panel.x, columns=list(panel.regressors))


def _design(
    panel: Panel, lags: int, order: Mapping[str, int]
) -> tuple[Vector, Matrix, tuple[str, ...]]:
    """Return Δy, the regressors of the error-correction form, and their names."""
    start = max(lags, *order.values())
    count = panel.nobs - start
    change_y, change_x = np.diff(panel.y), np.diff(panel.x, axis=0)

    def back(values: Vector, steps: int) -> Vector:
        end = len(values) - steps
        return values[max(end - count, 0) : end]

    columns: dict[str, Vector] = {"const": np.ones(count)}
    columns[f"{panel.dependent}[-1]"] = back(panel.y, 1)
    for place, name in enumerate(panel.regressors):
        columns[f"{name}[-1]"] = back(panel.x[:, place], 1)
    for step in range(1, lags):
        columns[f"Δ{panel.dependent}[-{step}]"] = back(change_y, step)
    for place, name in enumerate(panel.regressors):
        for step in range(order[name]):
            columns[f"Δ{name}[-{step}]" if step else f"Δ{name}"] = back(change_x[:, place], step)
    return back(change_y, 0), np.column_stack(list(columns.values())), tuple(columns)


def _long_run(beta: Vector, covariance: Matrix, count: int) -> tuple[Vector, Vector]:
    phi, theta = beta[1], beta[2 : 2 + count]
    effects = -theta / phi
    gradient = np.column_stack([-effects / phi, -np.eye(count) / phi])
    part = covariance[1 : 2 + count, 1 : 2 + count]
    return effects, np.sqrt(np.einsum("ij,jk,ik->i", gradient, part, gradient))


def _bounds(panel: Panel, lags: int, order: Mapping[str, int], case: int) -> Bounds:
    y, x = _frames(panel)
    engine: Any = UECM(y, lags, x, dict(order), trend="c").fit()
    found = engine.bounds_test(case=case)
    lower, upper = float(found.pvalue["lower"]), float(found.pvalue["upper"])
    verdict = "related" if upper < SURE else "unrelated" if lower > SURE else "undetermined"
    return Bounds(float(found.statistic), lower, upper, case, verdict)
