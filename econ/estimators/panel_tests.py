"""Tests of the errors of a panel regression, each with the decision that it leads to."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import fdtrc, ndtr

from econ.errors import SampleTooShort
from econ.estimators.absorption import Effects, sums_by
from econ.estimators.driscoll_kraay import FEWEST_PERIODS
from econ.estimators.fixed_effects import effects_of
from econ.estimators.linear import absorbed, independent, sandwich, solve, varies
from econ.estimators.panel import Codes, Panel, panel_of
from econ.units import Matrix, Vector

SURE = 0.05
SHARED = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """One test and what follows from it.

    Attributes
    ----------
    test : str
        cross_section or serial_correlation.
    statistic, pvalue : float
    dof : tuple of int
        Of F; empty for a normal statistic.
    decision : str
        cross_section: driscoll_kraay (dependent, periods enough), common_shocks_remain (dependent,
        too few periods) or clustered. serial_correlation: try_dynamic or static.
    """

    test: str
    statistic: float
    pvalue: float
    dof: tuple[int, ...]
    decision: str


def cross_section_dependence(
    frame: pd.DataFrame,
    dependent: str,
    regressors: Sequence[str],
    *,
    entity: str,
    time: str,
    effects: str = "entity",
    by_unit: bool = False,
) -> Finding:
    """Test that the errors of different units are independent.

    Parameters
    ----------
    frame, dependent, regressors, entity, time, effects
        As ``fit_fixed_effects``.
    by_unit : bool
        Take residuals of a regression of its own for every unit, not the within ones.

    Raises
    ------
    SampleTooShort
        When no two units share three periods, or a unit cannot have its own regression.
    Every error of ``fit_fixed_effects``.

    Notes
    -----
    Pesaran 2004, Cambridge Working Papers in Economics 0435: CD = √(2/(N(N-1))) Σ √T_ij ρ_ij over
    the pairs of units. Effects of periods pull CD down by themselves: test on effects of units.
    """
    panel = panel_of(frame, dependent, regressors, entity=entity, time=time)
    taken = effects_of(panel, effects)
    residuals = _of_each_unit(panel) if by_unit else absorbed(panel, taken).residuals
    statistic = _dependence(_wide(panel, residuals), dependent)
    pvalue = 2.0 * float(ndtr(-abs(statistic)))
    enough = len(panel.periods) >= FEWEST_PERIODS
    answer = "driscoll_kraay" if enough else "common_shocks_remain"
    decision = answer if pvalue < SURE else "clustered"
    return Finding("cross_section", statistic, pvalue, (), decision)


def serial_correlation(
    frame: pd.DataFrame, dependent: str, regressors: Sequence[str], *, entity: str, time: str
) -> Finding:
    """Test that the errors of a unit are not correlated over time.

    Parameters
    ----------
    frame, dependent, regressors, entity, time
        As ``fit_fixed_effects``; only periods next to each other in the panel make a difference.

    Raises
    ------
    SampleTooShort
        With fewer than two units that have three periods in a row.
    Every error of ``fit_fixed_effects``.

    Notes
    -----
    Wooldridge 2002, Econometric Analysis of Cross Section and Panel Data, 10.6.3; Drukker 2003,
    Stata Journal 3, 168-177. Without serial correlation the errors of first differences have the
    autocorrelation -0.5, which is tested with clusters of units: F(1, N-1).
    """
    panel = panel_of(frame, dependent, regressors, entity=entity, time=time)
    before, after = _neighbours(panel)
    raw = np.column_stack([panel.y, panel.x])
    change = raw[after] - raw[before]
    need = len(panel.regressors) + 2
    if len(after) < need:
        raise SampleTooShort(name=dependent, have=len(after), need=need)
    varies(raw[after], change, (dependent, *panel.regressors))
    independent(change[:, 1:], panel.regressors)
    residuals = np.full(panel.nobs, np.nan)
    residuals[after] = solve(change[:, 0], change[:, 1:]).residuals
    kept = ~np.isnan(residuals[before])
    first, second = before[kept], after[kept]
    units = np.unique(panel.entity[second], return_inverse=True)[1].astype(np.intp)
    groups = len(np.unique(units))
    if groups < 2:
        raise SampleTooShort(name=entity, have=groups, need=2)
    fit = solve(residuals[second], residuals[first][:, None])
    scores = sums_by(fit.x * fit.residuals[:, None], units)
    variance = groups / (groups - 1) * float(sandwich(fit.bread, scores)[0, 0])
    statistic = (float(fit.beta[0]) + 0.5) ** 2 / variance
    pvalue = float(fdtrc(1, groups - 1, statistic))
    decision = "try_dynamic" if pvalue < SURE else "static"
    return Finding("serial_correlation", statistic, pvalue, (1, groups - 1), decision)


def _neighbours(panel: Panel) -> tuple[Codes, Codes]:
    """Return the rows of a unit's period and of its next period."""
    times = panel.entity if panel.time is None else panel.time
    order = np.lexsort((times, panel.entity))
    same = np.diff(panel.entity[order]) == 0
    next_ = np.diff(times[order]) == 1
    return order[:-1][same & next_], order[1:][same & next_]


def _of_each_unit(panel: Panel) -> Vector:
    residuals = np.empty(panel.nobs)
    for code in range(len(panel.entities)):
        rows = panel.entity == code
        alone = panel.taken(rows)
        residuals[rows] = absorbed(alone, Effects(alone.entity)).residuals
    return residuals


def _wide(panel: Panel, residuals: Vector) -> Matrix:
    wide = np.full((len(panel.entities), len(panel.periods)), np.nan)
    wide[panel.entity, panel.entity if panel.time is None else panel.time] = residuals
    return wide


def _dependence(wide: Matrix, name: str) -> float:
    units, total, pairs = len(wide), 0.0, 0
    for place in range(units - 1):
        for other in range(place + 1, units):
            both = ~np.isnan(wide[place]) & ~np.isnan(wide[other])
            one, two = wide[place, both], wide[other, both]
            one, two = (side - side.mean() if side.size else side for side in (one, two))
            scale = float(np.sqrt((one @ one) * (two @ two)))
            if both.sum() >= SHARED and scale > 0.0:
                total += float(np.sqrt(both.sum())) * float(one @ two) / scale
                pairs += 1
    if not pairs:
        raise SampleTooShort(name=name, have=0, need=SHARED)
    return total / float(np.sqrt(pairs))
