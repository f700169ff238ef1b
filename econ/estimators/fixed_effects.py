"""The within estimators: effects of units, or of units and periods, on any panel."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import stdtr, stdtrit

from econ.errors import NotFinite, OutOfRange, PeriodsNeeded
from econ.estimators.absorption import Effects, sums_by
from econ.estimators.linear import LeastSquares, absorbed, clustered_factor, sandwich
from econ.estimators.panel import Panel, panel_of
from econ.units import Matrix, Vector, one_of

EFFECTS = ("entity", "twoway")
DETECTABLE = 2.8


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """Coefficients with their covariance; series and frames are read-only.

    Attributes
    ----------
    params : pandas.Series, index regressors
    covariance : pandas.DataFrame, regressors by regressors
    dof : int
        Of the t distribution: residual degrees of freedom, or clusters (periods) less one.
    nobs : int
    residuals : pandas.Series, index of the frame
        Without the effects.
    inference : str
        classical, clustered, or driscoll_kraay.
    groups : int or None
        Number of clusters, or of periods for Driscoll–Kraay.
    """

    params: pd.Series
    covariance: pd.DataFrame
    dof: int
    nobs: int
    residuals: pd.Series
    inference: str
    groups: int | None

    @property
    def std_errors(self) -> pd.Series:
        """Standard errors, index regressors."""
        variances = np.diagonal(self.covariance.to_numpy())
        return series(np.sqrt(variances), self.params.index, "std_errors")

    @property
    def tvalues(self) -> pd.Series:
        """Coefficients over their standard errors; infinite where the fit is exact."""
        with np.errstate(divide="ignore"):
            values = self.params.to_numpy() / self.std_errors.to_numpy()
        return series(values, self.params.index, "tvalues")

    @property
    def pvalues(self) -> pd.Series:
        """Two-sided, from t with ``dof`` degrees of freedom."""
        values = 2.0 * stdtr(self.dof, -np.abs(self.tvalues.to_numpy()))
        return series(values, self.params.index, "pvalues")

    @property
    def detectable(self) -> pd.Series:
        """The smallest effect found four times in five: 2.8 standard errors (specification 5.1)."""
        return DETECTABLE * self.std_errors

    def interval(self, level: float = 0.95) -> pd.DataFrame:
        """Return confidence intervals from t, columns low and high.

        Raises
        ------
        OutOfRange
            When the level is not between 0 and 1.
        """
        if not 0.0 < level < 1.0:
            raise OutOfRange(name="level", value=level, low=0.0, high=1.0)
        half = self.std_errors * float(stdtrit(self.dof, 0.5 + 0.5 * level))
        return pd.DataFrame({"low": self.params - half, "high": self.params + half})


@dataclass(frozen=True, slots=True, eq=False)
class PanelFit(Fit):
    """A within regression.

    Attributes
    ----------
    effects : str
        entity or twoway.
    entities, periods : int
        N, and T where periods were given, else 0.
    absorbed : int
        Effects that are free: N, or N + T - 1 in a connected panel.
    dof_residual : int
        nobs - absorbed - K.
    r2_within : float
        Share of the variation left by the effects that the regressors explain.
    within_sd : pandas.Series
        Standard deviation of every regressor once the effects are out: what identifies it.
    singletons : tuple of str
        Units with one observation; they stay, and say nothing.
    """

    effects: str
    entities: int
    periods: int
    absorbed: int
    dof_residual: int
    r2_within: float
    within_sd: pd.Series
    singletons: tuple[str, ...]


def fit_fixed_effects(
    frame: pd.DataFrame,
    dependent: str,
    regressors: Sequence[str],
    *,
    entity: str,
    time: str | None = None,
    effects: str = "entity",
    cluster: str | None = None,
) -> PanelFit:
    """Fit ``dependent`` on ``regressors`` with effects of units, or of units and periods.

    Parameters
    ----------
    frame : pandas.DataFrame
        Long format, one row an observation, balanced or not.
    dependent, regressors
        Numeric columns.
    entity, time : str
        Columns of units and periods.
    effects : str
        ``entity`` or ``twoway``.
    cluster : str or None
        Column of clusters: CRV1 with G/(G-1)·(n-1)/(n-K) and t(G-1), specification 5.4. None:
        classical covariance with nobs - N - (T - 1 if twoway) - K degrees of freedom.

    Raises
    ------
    PeriodsNeeded
        When effects of periods are asked for without a column of periods.
    SampleTooShort, TooFewClusters
        When no degree of freedom is left, or one cluster only.
    AbsorbedByEffects, Collinear
        When a coefficient is not identified, with the columns.
    UnknownName, DuplicateName, NotNumeric, MissingValues, DuplicateObservation, OutOfRange
        As ``econ.estimators.panel.panel_of``.

    Notes
    -----
    Baltagi, Econometric Analysis of Panel Data, chapters 2, 3 and 9. In a panel that falls into
    parts without a common unit or period, every further part frees one effect less.
    """
    panel = panel_of(frame, dependent, regressors, entity=entity, time=time, cluster=cluster)
    taken = effects_of(panel, effects)
    solved = absorbed(panel, taken)
    dof = panel.nobs - taken.rank - len(panel.regressors)
    if panel.cluster is None:
        variance = float(solved.residuals @ solved.residuals) / dof
        return panel_fit(panel, taken, solved, variance * solved.bread, dof, "classical", None)
    groups = len(panel.clusters)
    covariance = clustered(panel, taken, solved)
    return panel_fit(panel, taken, solved, covariance, groups - 1, "clustered", groups)


def effects_of(panel: Panel, effects: str) -> Effects:
    """Return the projection that ``effects`` names.

    Raises
    ------
    UnknownName, PeriodsNeeded
        When the name is unknown, or periods are missing.
    """
    one_of((effects,), EFFECTS, name="effects")
    if effects == "twoway" and panel.time is None:
        raise PeriodsNeeded(effects=effects)
    return Effects(panel.entity, panel.time if effects == "twoway" else None)


def clustered(panel: Panel, effects: Effects, solved: LeastSquares) -> Matrix:
    """Return the covariance CRV1 by the panel's clusters, shape (K, K)."""
    codes = panel.entity if panel.cluster is None else panel.cluster
    factor = clustered_factor(panel, effects, codes)
    scores = sums_by(solved.x * solved.residuals[:, None], codes)
    return factor * sandwich(solved.bread, scores)


def panel_fit(
    panel: Panel,
    effects: Effects,
    solved: LeastSquares,
    covariance: Matrix,
    dof: int,
    inference: str,
    groups: int | None,
) -> PanelFit:
    """Return the result of a within regression under one covariance.

    Raises
    ------
    NotFinite
        When a figure is not a number.
    """
    names = pd.Index(panel.regressors)
    explained = 1.0 - float(solved.residuals @ solved.residuals) / float(solved.y @ solved.y)
    spread = np.sqrt((solved.x**2).sum(axis=0) / (panel.nobs - effects.rank))
    finite(params=solved.beta, covariance=covariance, r2_within=np.array([explained]))
    return PanelFit(
        params=series(solved.beta, names, "params"),
        covariance=table(covariance, names),
        dof=dof,
        nobs=panel.nobs,
        residuals=series(solved.residuals, panel.index, "residuals"),
        inference=inference,
        groups=groups,
        effects="entity" if effects.time is None else "twoway",
        entities=len(panel.entities),
        periods=len(panel.periods),
        absorbed=effects.rank,
        dof_residual=panel.nobs - effects.rank - len(names),
        r2_within=explained,
        within_sd=series(spread, names, "within_sd"),
        singletons=tuple(str(label) for label in panel.singletons),
    )


def finite(**figures: Matrix) -> None:
    """Check that no figure is infinite or not a number.

    Raises
    ------
    NotFinite
        With the name of the figure.
    """
    for name, values in figures.items():
        if not np.isfinite(values).all():
            raise NotFinite(path=name)


def table(values: Matrix, names: pd.Index) -> pd.DataFrame:
    """Return a read-only square frame."""
    values.setflags(write=False)
    return pd.DataFrame(values, index=names, columns=names, copy=False)


def series(values: Vector, index: Any, name: str) -> pd.Series:
    """Return a read-only series."""
    values.setflags(write=False)
    return pd.Series(values, index=index, name=name, copy=False)
