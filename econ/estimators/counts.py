"""Poisson pseudo maximum likelihood with fixed effects: for amounts that are often zero."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import coo_array, csr_array, hstack, identity
from scipy.special import xlogy

from econ.errors import NotConverged, OutOfRange, SampleTooShort
from econ.estimators.absorption import Effects, sums_by
from econ.estimators.fixed_effects import Fit, effects_of, finite, series, table
from econ.estimators.linear import clustered_factor, independent, sandwich, varies
from econ.estimators.panel import Codes, Panel, panel_of
from econ.units import Vector

STEPS = 200
CLOSE = 1e-12
CERTAIN = 0.5
LARGEST_EXPONENT = 600.0
Rows = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class PoissonFit(Fit):
    """A Poisson regression with absorbed effects; residuals are y less the fitted mean.

    Attributes
    ----------
    effects : str
    entities, periods : int
        Among the observations used.
    deviance : float
    zeros : float
        Share of zeros among the observations given.
    empty : tuple of str
        Units and periods that are zero throughout: their mean is fitted as 0, so they say nothing.
    separated : int
        Further observations whose mean is fitted as 0 whatever the others say; left out.
    """

    effects: str
    entities: int
    periods: int
    deviance: float
    zeros: float
    empty: tuple[str, ...]
    separated: int


def fit_poisson(
    frame: pd.DataFrame,
    dependent: str,
    regressors: Sequence[str],
    *,
    entity: str,
    time: str | None = None,
    effects: str = "entity",
    cluster: str | None = None,
) -> PoissonFit:
    """Fit E[y] = exp(x'β + effects), specification 5.1 E0.

    Parameters
    ----------
    frame, regressors, entity, time, effects
        As ``fit_fixed_effects``.
    dependent : str
        Amounts that are not negative; they need not be whole.
    cluster : str or None
        Column of clusters; None: by unit, for the variance of Poisson is not believed. CRV1 and
        t(G-1) as in ``fit_fixed_effects``.

    Raises
    ------
    OutOfRange
        When an amount is negative.
    AbsorbedByEffects, Collinear
        When a coefficient is not identified, also because of observations left out.
    NotConverged
        When the likelihood has no maximum that is found.
    Every error of ``fit_fixed_effects``.

    Notes
    -----
    Santos Silva and Tenreyro 2006, Review of Economics and Statistics 88, 641-658. Observations
    are separated where a combination of regressors and effects is zero at all positive amounts and
    negative there: found exactly by linear programming, after Correia, Guimarães and Zylkin 2019,
    arXiv 1903.01633; leaving them out changes no other fitted value.
    """
    panel = panel_of(
        frame, dependent, regressors, entity=entity, time=time, cluster=cluster or entity
    )
    if panel.y.min() < 0.0:
        raise OutOfRange(name=dependent, value=float(panel.y.min()), low=0.0)
    effects_of(panel, effects)
    zeros = float((panel.y == 0.0).mean())
    kept, empty = _without_empty(panel, effects)
    separated = _separated(kept, effects_of(kept, effects))
    used = kept.taken(~separated)
    return _estimated(used, effects_of(used, effects), zeros, empty, int(separated.sum()))


def _without_empty(panel: Panel, effects: str) -> tuple[Panel, tuple[str, ...]]:
    """Leave out units and periods without a positive amount, until none is left."""
    empty: list[str] = []
    while True:
        sides = [(panel.entity, panel.entities)]
        if effects == "twoway" and panel.time is not None:
            sides.append((panel.time, panel.periods))
        gone, names = _empty(panel.y, sides)
        if gone.all():
            raise SampleTooShort(name=panel.dependent, have=0, need=1)
        if not gone.any():
            return panel, tuple(empty)
        empty += names
        panel = panel.taken(~gone)


def _empty(y: Vector, sides: list[tuple[Codes, tuple[Any, ...]]]) -> tuple[Rows, list[str]]:
    gone, names = np.zeros(len(y), dtype=np.bool_), []
    for codes, labels in sides:
        nothing = sums_by(y, codes) == 0.0
        names += [str(labels[place]) for place in np.flatnonzero(nothing)]
        gone |= nothing[codes]
    return gone, names


def _separated(panel: Panel, effects: Effects) -> Rows:
    """Mark zeros that a combination of the columns tells from every positive amount."""
    zero = panel.y == 0.0
    if not zero.any():
        return np.zeros(panel.nobs, dtype=np.bool_)
    design = _design(panel, effects)
    above, below = design[~zero], design[zero]
    count, width = below.shape
    # Find γ and s with 0 = Xγ where y > 0, Xγ >= s where y = 0, and as many s up to 1 as can be.
    answer = linprog(
        np.concatenate([np.zeros(width), -np.ones(count)]),
        A_ub=hstack([-below, identity(count)]),
        b_ub=np.zeros(count),
        A_eq=hstack([above, csr_array((above.shape[0], count))]),
        b_eq=np.zeros(above.shape[0]),
        bounds=[(None, None)] * width + [(0.0, 1.0)] * count,
        method="highs",
    )
    if answer.status != 0:
        raise NotConverged(name="separation", steps=int(answer.nit or 0))
    marked = np.zeros(panel.nobs, dtype=np.bool_)
    marked[zero] = np.asarray(answer.x)[width:] > CERTAIN
    return marked


def _design(panel: Panel, effects: Effects) -> csr_array:
    scaled = panel.x - panel.x.mean(axis=0)
    scaled = scaled / np.maximum(np.abs(scaled).max(axis=0), np.finfo(float).tiny)
    parts = [csr_array(scaled)]
    for codes in (effects.entity, effects.time):
        if codes is not None:
            places = (np.arange(panel.nobs), codes)
            parts.append(coo_array((np.ones(panel.nobs), places)).tocsr())
    return csr_array(hstack(parts))


def _estimated(
    panel: Panel, effects: Effects, zeros: float, empty: tuple[str, ...], separated: int
) -> PoissonFit:
    need = effects.rank + len(panel.regressors) + 1
    if panel.nobs < need:
        raise SampleTooShort(name=panel.dependent, have=panel.nobs, need=need)
    flat = effects.project(panel.x)
    varies(panel.x, flat, panel.regressors)
    independent(flat, panel.regressors)
    beta, mean = _iterated(panel, effects)
    left = replace(effects, weights=mean).project(panel.x)
    codes = panel.entity if panel.cluster is None else panel.cluster
    bread = np.asarray(np.linalg.inv(left.T @ (mean[:, None] * left)), dtype=np.float64)
    residuals = panel.y - mean
    covariance = clustered_factor(panel, effects, codes) * sandwich(
        bread, sums_by(left * residuals[:, None], codes)
    )
    deviance = _deviance(panel.y, mean)
    finite(params=beta, covariance=covariance, deviance=np.array([deviance]))
    names = pd.Index(panel.regressors)
    groups = int(codes.max()) + 1
    return PoissonFit(
        params=series(beta, names, "params"),
        covariance=table(covariance, names),
        dof=groups - 1,
        nobs=panel.nobs,
        residuals=series(residuals, panel.index, "residuals"),
        inference="clustered",
        groups=groups,
        effects="entity" if effects.time is None else "twoway",
        entities=len(panel.entities),
        periods=len(panel.periods),
        deviance=deviance,
        zeros=zeros,
        empty=empty,
        separated=separated,
    )


def _iterated(panel: Panel, effects: Effects) -> tuple[Vector, Vector]:
    """Return β and the fitted means by iterated weighted least squares."""
    mean = 0.5 * (panel.y + panel.y.mean())
    deviance = np.inf
    for _ in range(STEPS):
        working = np.log(mean) + (panel.y - mean) / mean
        weighted = replace(effects, weights=mean)
        left = weighted.project(np.column_stack([working, panel.x]))
        root = np.sqrt(mean)
        x, target = left[:, 1:], left[:, 0]
        beta = np.linalg.lstsq(x * root[:, None], target * root, rcond=None)[0]
        exponent = working - (target - x @ beta)
        mean = np.exp(np.clip(exponent, -LARGEST_EXPONENT, LARGEST_EXPONENT))
        before, deviance = deviance, _deviance(panel.y, mean)
        if abs(before - deviance) <= CLOSE * (deviance + CLOSE * panel.y.sum()):
            return beta, mean
    raise NotConverged(name=panel.dependent, steps=STEPS)


def _deviance(y: Vector, mean: Vector) -> float:
    return 2.0 * float((xlogy(y, y / mean) - (y - mean)).sum())
