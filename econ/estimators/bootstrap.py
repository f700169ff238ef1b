"""The wild cluster restricted bootstrap: inference for one coefficient when clusters are few."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import ndtri, stdtrit

from econ.errors import OutOfRange, TooFewClusters
from econ.estimators.absorption import Effects, sums_by
from econ.estimators.fixed_effects import effects_of, finite
from econ.estimators.linear import (
    LeastSquares,
    absorbed,
    clustered_factor,
    solve,
)
from econ.estimators.panel import Codes, Panel, panel_of
from econ.units import Matrix, Vector, one_of

FEWEST = 6
ENUMERATED = 4096
WEBB_UP_TO = 10
LEAST_DRAWS = 19
TIE = 1e-9
WIDEST = 2.0**60
HALVINGS = 40
WEIGHTS: dict[str, Vector] = {
    "rademacher": np.array([-1.0, 1.0]),
    "webb": np.sqrt([0.5, 1.0, 1.5, 0.5, 1.0, 1.5]) * np.array([-1, -1, -1, 1, 1, 1]),
}


@dataclass(frozen=True, slots=True, eq=False)
class BootstrapTest:
    """The test of one coefficient and its confidence set by inversion.

    Attributes
    ----------
    coefficient : str; value : float
        The hypothesis.
    estimate, std_error : float
        Within estimate and its CRV1 standard error.
    statistic : float
        (estimate - value) / std_error.
    pvalue : float
        Share of draws with |t*| >= |t|.
    level : float
        Of the interval.
    distribution : Distribution
        t* of all draws as a function of the null.
    clusters : int
        Clusters that say something: those of units seen once only do not.
    effective_clusters : float
        G* of Carter, Schnepel and Steigerwald (2017) for independent errors: far below
        ``clusters`` where few of them carry the regressor.
    draws : int; enumerated : bool; weights : str
        How often weights were drawn; all 2^G signs where enumerated.
    resolution : float
        The smallest step between p-values.
    flags : tuple of str
        webb_advised (at most 10 clusters with two-point weights).
    """

    coefficient: str
    value: float
    estimate: float
    std_error: float
    statistic: float
    pvalue: float
    level: float
    distribution: "Distribution"
    clusters: int
    effective_clusters: float
    draws: int
    enumerated: bool
    weights: str
    resolution: float
    flags: tuple[str, ...]

    @property
    def interval(self) -> tuple[float, float]:
        """The values not rejected, around the estimate; infinite where nothing is rejected."""
        return self.distribution.interval(1.0 - self.level)

    @property
    def statistics(self) -> Vector:
        """t* in the order of the draws; where signs are enumerated, one of each pair w and -w."""
        return self.distribution.statistics(self.value - self.estimate)

    @property
    def implied_se(self) -> float:
        """Half the interval over the normal quantile: s1 of the pooling (specification 5.5)."""
        low, high = self.interval
        return (high - low) / (2.0 * float(ndtri(0.5 + 0.5 * self.level)))


def wild_cluster_bootstrap(
    frame: pd.DataFrame,
    dependent: str,
    regressors: Sequence[str],
    *,
    entity: str,
    time: str | None = None,
    cluster: str,
    hypothesis: str | Mapping[str, float],
    draws: int = 999,
    weights: str = "rademacher",
    rng: np.random.Generator | int,
    effects: str | None = None,
    level: float = 0.95,
) -> BootstrapTest:
    """Test one coefficient of a within regression with the null imposed on the bootstrap.

    Parameters
    ----------
    frame, dependent, regressors, entity, time, cluster
        As ``fit_fixed_effects``.
    hypothesis : str or mapping
        ``"x"`` (is zero), ``"x = 0.5"`` or ``{"x": 0.5}``.
    draws : int
        999, or 9,999 for publication. All 2^G signs are used where these are at most 4,096, or
        at most ``draws``: then the result has no Monte Carlo error and does not depend on ``rng``.
    weights : str
        ``rademacher`` (two points) or ``webb`` (six points, for at most ten clusters).
    rng : numpy.random.Generator or int
        Source of the weights, or its seed.
    effects : str or None
        None: twoway where ``time`` is given, else entity.
    level : float
        Of the interval.

    Raises
    ------
    TooFewClusters
        With fewer than 6 clusters: no p-value is shown (specification 5.4).
    OutOfRange
        When the hypothesis is not one coefficient, or ``draws`` or ``level`` out of range.
    Every error of ``fit_fixed_effects``.

    Notes
    -----
    Cameron, Gelbach and Miller 2008, Review of Economics and Statistics 90, 414-427; in scores as
    in Roodman, MacKinnon, Nielsen and Webb 2019, Stata Journal 19, 4-60. Row h of K is the
    score of every cluster when only the residuals of cluster h are kept and all regressors and
    effects are taken out again, so that effects which cross the clusters are treated exactly.
    """
    if draws < LEAST_DRAWS or not 0.0 < level < 1.0:
        raise OutOfRange(name="draws, level", value=(draws, level), low=LEAST_DRAWS)
    one_of((weights,), tuple(WEIGHTS), name="weights")
    panel = panel_of(frame, dependent, regressors, entity=entity, time=time, cluster=cluster)
    name, value = hypothesised(hypothesis, panel.regressors)
    taken = effects_of(panel, effects or ("entity" if time is None else "twoway"))
    scores = scores_of(panel, taken, panel.regressors.index(name))
    if scores.clusters < FEWEST:
        raise TooFewClusters(have=scores.clusters, need=FEWEST)
    signs = weight_matrix(scores.clusters, draws, weights, rng)
    enumerated = weights == "rademacher" and enumerable(scores.clusters, draws)
    bootstrap = Distribution(scores, signs)
    count = 2**scores.clusters if enumerated else draws
    coarse = weights == "rademacher" and scores.clusters <= WEBB_UP_TO
    return BootstrapTest(
        coefficient=name,
        value=value,
        estimate=scores.estimate,
        std_error=scores.std_error,
        statistic=(scores.estimate - value) / scores.std_error,
        pvalue=bootstrap.pvalue(value - scores.estimate),
        level=level,
        distribution=bootstrap,
        clusters=scores.clusters,
        effective_clusters=scores.effective,
        draws=count,
        enumerated=enumerated,
        weights=weights,
        resolution=2.0 / count if enumerated else 1.0 / count,
        flags=("webb_advised",) if coarse else (),
    )


def hypothesised(
    hypothesis: str | Mapping[str, float], regressors: tuple[str, ...]
) -> tuple[str, float]:
    """Return the coefficient and its value under the null.

    Raises
    ------
    OutOfRange
        When it is not one coefficient equal to one number.
    UnknownName
        When the coefficient is not among the regressors.
    """
    name: str = ""
    value: float | str = 0.0
    if isinstance(hypothesis, Mapping):
        if len(hypothesis) != 1:
            raise OutOfRange(name="hypothesis", value=tuple(hypothesis))
        name, value = next(iter(hypothesis.items()))
    elif hypothesis in regressors:
        name = hypothesis
    else:
        name, equal, text = (part.strip() for part in hypothesis.rpartition("="))
        name, value = (name, text) if equal else (text, 0.0)
    one_of((name,), regressors, name="hypothesis")
    try:
        number = float(value)
    except ValueError:
        number = np.nan
    if not np.isfinite(number):
        raise OutOfRange(name="hypothesis", value=value)
    return name, number


def enumerable(clusters: int, draws: int) -> bool:
    """Return whether all 2^G signs are used."""
    return clusters < 63 and 2**clusters <= max(ENUMERATED, draws)


def weight_matrix(
    clusters: int, draws: int, weights: str, rng: np.random.Generator | int
) -> Matrix:
    """Return the weights of the clusters, shape (draws, G); half of the signs if enumerable.

    w and -w give t* and -t*, so of all 2^G signs those with the last cluster positive do.
    """
    if weights == "rademacher" and enumerable(clusters, draws):
        numbers = np.arange(2 ** (clusters - 1))[:, None]
        bits = numbers >> np.arange(clusters) & 1
        return np.asarray(1.0 - 2.0 * bits, dtype=np.float64)
    points = WEIGHTS[weights]
    generator = np.random.default_rng(rng)
    return points[generator.integers(len(points), size=(draws, clusters))]


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """What the bootstrap needs of a regression, G numbers at a time.

    Attributes
    ----------
    estimate, std_error, factor : float
        Coefficient, CRV1 standard error, and the factor in it.
    a_u, a_x : Vector, shape (G,)
        Score of every cluster at the residuals, and at the regressor, restricted to the null.
    k_u, k_x : Matrix, shape (G, G)
        Row h: scores of all clusters when only cluster h has residuals, refitted.
    effective : float
        G*.

    With the null at estimate + δ the restricted residuals are u - δ x, so every null needs these
    four only.
    """

    estimate: float
    std_error: float
    factor: float
    a_u: Vector
    a_x: Vector
    k_u: Matrix
    k_x: Matrix
    effective: float

    @property
    def clusters(self) -> int:
        """The number of clusters that say something."""
        return len(self.a_x)


def scores_of(panel: Panel, effects: Effects, place: int) -> Scores:
    """Return the scores of the coefficient at ``place`` by the panel's clusters."""
    codes = panel.entity if panel.cluster is None else panel.cluster
    factor = clustered_factor(panel, effects, codes)
    fit = absorbed(panel, effects)
    a = fit.x @ fit.bread[place]
    rest = np.delete(fit.x, place, axis=1)
    x = solve(fit.x[:, place], rest).residuals if rest.shape[1] else fit.x[:, place]
    informative = np.flatnonzero(sums_by(a[:, None] ** 2, codes)[:, 0] > 0.0)
    own = sums_by(np.column_stack([a * fit.residuals, a * x]), codes)[informative]
    variance = factor * float((own[:, 0] ** 2).sum())
    finite(std_error=np.array([variance]))
    k_u, k_x = (
        _refitted(column, a, fit, effects, codes)[np.ix_(informative, informative)]
        for column in (fit.residuals, x)
    )
    weight = sums_by(a[:, None] ** 2, codes)[informative, 0]
    spread = float(((weight / weight.mean() - 1.0) ** 2).mean())
    return Scores(
        estimate=float(fit.beta[place]),
        std_error=variance**0.5,
        factor=factor,
        a_u=own[:, 0],
        a_x=own[:, 1],
        k_u=k_u,
        k_x=k_x,
        effective=len(informative) / (1.0 + spread),
    )


def _refitted(
    column: Vector, a: Vector, fit: LeastSquares, effects: Effects, codes: Codes
) -> Matrix:
    by_effects = effects.inner(a, column, codes)
    kept, given = (sums_by(fit.x * values[:, None], codes) for values in (a, column))
    by_slopes = kept @ fit.bread @ given.T
    return np.asarray(np.diag(sums_by(a * column, codes)) - by_effects - by_slopes).T


class Distribution:
    """t* of all draws as a function of the null; each null costs a few sums of length D."""

    def __init__(self, scores: Scores, signs: Matrix) -> None:
        """Keep the five sums that t* is made of.

        Parameters
        ----------
        scores : Scores
        signs : Matrix, shape (D, G)
        """
        at_u, at_x = signs @ scores.k_u, signs @ scores.k_x
        self.scores = scores
        self.linear = (signs @ scores.a_u, signs @ scores.a_x)
        self.square = (
            (at_u**2).sum(axis=1),
            (at_u * at_x).sum(axis=1),
            (at_x**2).sum(axis=1),
        )

    def parts(self, delta: float) -> tuple[Vector, Vector]:
        """Return numerator and variance of t* for the null at estimate + delta, shape (D,)."""
        numerator = self.linear[0] - delta * self.linear[1]
        d_0, d_1, d_2 = self.square
        return numerator, self.scores.factor * np.maximum(
            d_0 - 2.0 * delta * d_1 + delta**2 * d_2, 0.0
        )

    def statistics(self, delta: float) -> Vector:
        """Return t*, infinite where a draw leaves no variance, shape (D,)."""
        numerator, variance = self.parts(delta)
        root = np.sqrt(variance)
        infinite = np.copysign(np.inf, numerator)
        return np.divide(numerator, root, out=infinite, where=root > 0.0)

    def pvalue(self, delta: float) -> float:
        """Return the share of draws with |t*| >= |t|, ties counted."""
        numerator, variance = self.parts(delta)
        bound = (delta / self.scores.std_error) ** 2 * (1.0 - TIE)
        return float((numerator**2 >= bound * variance).mean())

    def interval(self, alpha: float) -> tuple[float, float]:
        """Return where p crosses ``alpha`` on both sides of the estimate."""
        step = float(stdtrit(self.scores.clusters - 1, 1.0 - alpha / 2.0)) * self.scores.std_error
        low, high = (self._crossing(sign * step, alpha) for sign in (-1.0, 1.0))
        return self.scores.estimate + low, self.scores.estimate + high

    def _crossing(self, step: float, alpha: float) -> float:
        kept, out = 0.0, step
        while self.pvalue(out) >= alpha:
            kept, out = out, 2.0 * out
            if abs(out) > WIDEST * abs(step):
                return float(np.copysign(np.inf, step))
        return _halved(lambda delta: self.pvalue(delta) >= alpha, kept, out)


def _halved(holds: Callable[[float], bool], kept: float, out: float) -> float:
    for _ in range(HALVINGS):
        middle = 0.5 * (kept + out)
        kept, out = (middle, out) if holds(middle) else (kept, middle)
    return kept
