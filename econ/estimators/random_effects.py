"""Random effects of units, and the tests that decide between them and fixed effects."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import chdtrc, fdtrc

from econ.errors import DuplicateName, SampleTooShort, TooFewClusters
from econ.estimators.absorption import Effects, sums_by
from econ.estimators.fixed_effects import Fit, finite, series, table
from econ.estimators.linear import LeastSquares, absorbed, independent, sandwich, solve
from econ.estimators.panel import Codes, Panel, panel_of
from econ.units import Matrix, Vector

CONSTANT = "const"
RANDOM_ABOVE, RANDOM_BELOW_UNITS = 0.10, 15


@dataclass(frozen=True, slots=True, eq=False)
class RandomEffectsFit(Fit):
    """Generalised least squares with the components of Swamy and Arora.

    Attributes
    ----------
    sigma_u, sigma_e : float
        Standard deviations of the effects of units and of the rest.
    theta : pandas.Series, index units
        Share of the mean of its unit that is taken out of an observation: 1 is fixed effects.
    """

    sigma_u: float
    sigma_e: float
    theta: pd.Series


@dataclass(frozen=True, slots=True)
class Tested:
    """One test.

    Attributes
    ----------
    statistic, pvalue : float
    dof : tuple of int
        One for chi-squared, two for F.
    """

    statistic: float
    dof: tuple[int, ...]
    pvalue: float


@dataclass(frozen=True, slots=True)
class EffectsTests:
    """What speaks for effects of units, and for fixed ones.

    Attributes
    ----------
    mundlak : Tested
        Robust to clusters: unit means of the regressors have no effect of their own. F(K, N-1).
    hausman : Tested or None
        Classical, for reference; None where the difference of covariances is not positive.
    poolability : Tested
        F test that all effects are equal.
    lagrange : Tested
        Breusch and Pagan 1980: the effects have no variance.
    random_effects : bool
        Whether random effects may be shown: Mundlak p > 0.10 and fewer than 15 units.
    """

    mundlak: Tested
    hausman: Tested | None
    poolability: Tested
    lagrange: Tested
    random_effects: bool


def fit_random_effects(
    frame: pd.DataFrame,
    dependent: str,
    regressors: Sequence[str],
    *,
    entity: str,
    time: str | None = None,
    cluster: str | None = None,
) -> RandomEffectsFit:
    """Fit ``dependent`` on a constant and ``regressors`` with random effects of units.

    Parameters
    ----------
    frame, dependent, regressors, entity, time
        As ``fit_fixed_effects``; ``time`` only checks that no period occurs twice.
    cluster : str or None
        Column of clusters (CRV1, t(G-1)); None: classical, n - K - 1 degrees of freedom.

    Raises
    ------
    SampleTooShort
        With too few units for the regression of unit means, N <= K + 1.
    DuplicateName
        When a regressor is called ``const``.
    Every error of ``fit_fixed_effects``.

    Notes
    -----
    Swamy and Arora 1972, Econometrica 40, 261-275; Baltagi, chapters 2.3 and 9.2. In unbalanced
    panels the between variance is corrected with the harmonic mean of the periods, as in Stata.
    """
    panel = panel_of(frame, dependent, regressors, entity=entity, time=time, cluster=cluster)
    components = _components(panel)
    solved = _quasi(panel, components, panel.x)
    names = pd.Index([CONSTANT, *panel.regressors])
    dof = panel.nobs - len(names)
    if panel.cluster is None:
        covariance = float(solved.residuals @ solved.residuals) / dof * solved.bread
        return _fit(panel, components, solved, covariance, names, dof, "classical", None)
    groups = len(panel.clusters)
    covariance = _robust(solved, panel.cluster, panel.nobs)
    return _fit(panel, components, solved, covariance, names, groups - 1, "clustered", groups)


def effects_tests(
    frame: pd.DataFrame,
    dependent: str,
    regressors: Sequence[str],
    *,
    entity: str,
    time: str | None = None,
) -> EffectsTests:
    """Test for effects of units, and whether they go with the regressors.

    Parameters
    ----------
    frame, dependent, regressors, entity, time
        As ``fit_random_effects``.

    Raises
    ------
    TooFewClusters
        When there are no more units than unit means to test.
    Every error of ``fit_random_effects``.

    Notes
    -----
    Mundlak 1978, Econometrica 46, 69-85, on random effects with CRV1 by unit; Hausman 1978,
    Econometrica 46, 1251-1271; Baltagi, chapters 4.1, 4.2 and 9.4.
    """
    panel = panel_of(frame, dependent, regressors, entity=entity, time=time)
    components = _components(panel)
    mundlak = _mundlak(panel, components)
    return EffectsTests(
        mundlak=mundlak,
        hausman=_hausman(panel, components),
        poolability=_poolability(panel, components),
        lagrange=_lagrange(panel),
        random_effects=mundlak.pvalue > RANDOM_ABOVE and len(panel.entities) < RANDOM_BELOW_UNITS,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Components:
    within: LeastSquares
    variance_e: float
    variance_u: float
    counts: Vector
    theta: Vector


def _components(panel: Panel) -> _Components:
    if CONSTANT in panel.regressors:
        raise DuplicateName(name="regressors", value=CONSTANT)
    units, slopes = len(panel.entities), len(panel.regressors)
    within = absorbed(panel, Effects(panel.entity))
    if units <= slopes + 1:
        raise SampleTooShort(name="units", have=units, need=slopes + 2)
    variance_e = float(within.residuals @ within.residuals) / (panel.nobs - units - slopes)
    counts = np.bincount(panel.entity).astype(np.float64)
    means = sums_by(np.column_stack([panel.y, np.ones(panel.nobs), panel.x]), panel.entity)
    means = means / counts[:, None]
    independent(means[:, 1:], (CONSTANT, *panel.regressors))
    between = solve(means[:, 0], means[:, 1:]).residuals
    harmonic = units / float((1.0 / counts).sum())
    raw = float(between @ between) / (units - slopes - 1) - variance_e / harmonic
    variance_u = max(0.0, raw)
    theta = 1.0 - np.sqrt(variance_e / (counts * variance_u + variance_e))
    return _Components(within, variance_e, variance_u, counts, theta)


def _quasi(panel: Panel, components: _Components, x: Matrix) -> LeastSquares:
    stacked = np.column_stack([panel.y, np.ones(panel.nobs), x])
    means = sums_by(stacked, panel.entity) / components.counts[:, None]
    left = stacked - (components.theta[:, None] * means)[panel.entity]
    return solve(left[:, 0], left[:, 1:])


def _robust(solved: LeastSquares, codes: Codes, nobs: int) -> Matrix:
    groups, parameters = int(codes.max()) + 1, len(solved.beta)
    if groups < 2:
        raise TooFewClusters(have=groups, need=2)
    factor = groups / (groups - 1) * (nobs - 1) / (nobs - parameters)
    scores = sums_by(solved.x * solved.residuals[:, None], codes)
    return factor * sandwich(solved.bread, scores)


def _fit(
    panel: Panel,
    components: _Components,
    solved: LeastSquares,
    covariance: Matrix,
    names: pd.Index,
    dof: int,
    inference: str,
    groups: int | None,
) -> RandomEffectsFit:
    finite(params=solved.beta, covariance=covariance)
    units = pd.Index([str(label) for label in panel.entities])
    return RandomEffectsFit(
        params=series(solved.beta, names, "params"),
        covariance=table(covariance, names),
        dof=dof,
        nobs=panel.nobs,
        residuals=series(solved.residuals, panel.index, "residuals"),
        inference=inference,
        groups=groups,
        sigma_u=components.variance_u**0.5,
        sigma_e=components.variance_e**0.5,
        theta=series(components.theta, units, "theta"),
    )


def _mundlak(panel: Panel, components: _Components) -> Tested:
    units, slopes = len(panel.entities), len(panel.regressors)
    if units <= 2 * slopes + 1:
        raise TooFewClusters(have=units, need=2 * slopes + 2)
    means = sums_by(panel.x, panel.entity) / components.counts[:, None]
    solved = _quasi(panel, components, np.column_stack([panel.x, means[panel.entity]]))
    tested = slice(slopes + 1, None)
    covariance = _robust(solved, panel.entity, panel.nobs)[tested, tested]
    contrast = solved.beta[tested]
    statistic = float(contrast @ np.linalg.solve(covariance, contrast)) / slopes
    return Tested(statistic, (slopes, units - 1), float(fdtrc(slopes, units - 1, statistic)))


def _hausman(panel: Panel, components: _Components) -> Tested | None:
    solved = _quasi(panel, components, panel.x)
    slopes = len(panel.regressors)
    variance = float(solved.residuals @ solved.residuals) / (panel.nobs - slopes - 1)
    contrast = components.within.beta - solved.beta[1:]
    difference = components.variance_e * components.within.bread - variance * solved.bread[1:, 1:]
    if not np.linalg.eigvalsh(difference).min() > 0.0:
        return None
    statistic = float(contrast @ np.linalg.solve(difference, contrast))
    return Tested(statistic, (slopes,), float(chdtrc(slopes, statistic)))


def _poolability(panel: Panel, components: _Components) -> Tested:
    dof = (len(panel.entities) - 1, panel.nobs - len(panel.entities) - len(panel.regressors))
    residuals = _pooled(panel)
    left = components.variance_e * dof[1]
    statistic = (float(residuals @ residuals) - left) / dof[0] / components.variance_e
    return Tested(statistic, dof, float(fdtrc(*dof, statistic)))


def _lagrange(panel: Panel) -> Tested:
    residuals = _pooled(panel)
    counts = np.bincount(panel.entity).astype(np.float64)
    tied = float((sums_by(residuals, panel.entity) ** 2).sum()) / float(residuals @ residuals)
    scale = panel.nobs**2 / (2.0 * float((counts * (counts - 1.0)).sum()))
    statistic = scale * (tied - 1.0) ** 2
    return Tested(statistic, (1,), float(chdtrc(1, statistic)))


def _pooled(panel: Panel) -> Vector:
    return solve(panel.y, np.column_stack([np.ones(panel.nobs), panel.x])).residuals
