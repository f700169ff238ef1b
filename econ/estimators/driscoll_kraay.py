"""Within estimates whose errors are tied across units and over neighbouring periods."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from econ.errors import OutOfRange, PeriodsNeeded, SampleTooShort
from econ.estimators.absorption import Effects, sums_by
from econ.estimators.fixed_effects import PanelFit, effects_of, panel_fit
from econ.estimators.linear import LeastSquares, absorbed, clustered_factor
from econ.estimators.panel import Panel, panel_of
from econ.units import Matrix

FEWEST_PERIODS = 15


def fit_driscoll_kraay(
    frame: pd.DataFrame,
    dependent: str,
    regressors: Sequence[str],
    *,
    entity: str,
    time: str,
    effects: str = "entity",
    bandwidth: int | None = None,
) -> PanelFit:
    """Fit as ``fit_fixed_effects``, with the covariance of Driscoll and Kraay.

    Parameters
    ----------
    frame, dependent, regressors, entity, time, effects
        As ``fit_fixed_effects``. Neighbours are neighbouring periods of the panel.
    bandwidth : int or None
        Lags with Bartlett weights; None: floor(4 (T/100)^(2/9)). 0 is clustering by period.

    Raises
    ------
    SampleTooShort
        With fewer than 15 periods, for which the method is not made.
    OutOfRange
        When the bandwidth is negative or not below the number of periods.
    Every error of ``fit_fixed_effects``.

    Notes
    -----
    Driscoll and Kraay 1998, Review of Economics and Statistics 80, 549-560. Factor as for clusters
    of periods, t with T - 1 degrees of freedom.
    """
    panel = panel_of(frame, dependent, regressors, entity=entity, time=time)
    periods = len(panel.periods)
    if periods < FEWEST_PERIODS:
        raise SampleTooShort(name=time, have=periods, need=FEWEST_PERIODS)
    lags = default_bandwidth(periods) if bandwidth is None else bandwidth
    if not 0 <= lags < periods:
        raise OutOfRange(name="bandwidth", value=lags, low=0, high=periods - 1)
    taken = effects_of(panel, effects)
    solved = absorbed(panel, taken)
    covariance = cross_sectional(panel, taken, solved, lags)
    return panel_fit(panel, taken, solved, covariance, periods - 1, "driscoll_kraay", periods)


def default_bandwidth(periods: int) -> int:
    """Return floor(4 (T/100)^(2/9)), specification 5.4."""
    return int(4.0 * (periods / 100.0) ** (2.0 / 9.0))


def cross_sectional(panel: Panel, effects: Effects, solved: LeastSquares, lags: int) -> Matrix:
    """Return the covariance of Driscoll and Kraay with ``lags`` Bartlett lags, shape (K, K).

    Raises
    ------
    PeriodsNeeded
        When the panel has no periods.
    """
    if panel.time is None:
        raise PeriodsNeeded(effects="driscoll_kraay")
    scores = sums_by(solved.x * solved.residuals[:, None], panel.time)
    middle = scores.T @ scores
    for lag in range(1, lags + 1):
        tied = scores[lag:].T @ scores[:-lag]
        middle = middle + (1.0 - lag / (lags + 1.0)) * (tied + tied.T)
    factor = clustered_factor(panel, effects, panel.time)
    return np.asarray(factor * solved.bread @ middle @ solved.bread, dtype=np.float64)
