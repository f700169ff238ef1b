"""Shares and yearly chances: fractional response and discrete hazards, by firm, with priors."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import expit, xlog1py, xlogy

from econ.errors import NotConverged, OutOfRange, SampleTooShort, TooFewClusters, UnknownName
from econ.estimators.absorption import sums_by
from econ.estimators.fixed_effects import Fit, finite, series, table
from econ.estimators.linear import independent
from econ.estimators.panel import Panel, panel_of
from econ.units import Matrix, Vector, one_of, unique

CONSTANT = "const"
FALLBACK_DISPERSION, SMALLEST_DISPERSION = 6.0, 1.0
FEWEST_EVENTS = 10
STEPS, HALVINGS = 100, 30
CLOSE = 1e-10
EDGE = 1e-12
LARGEST = 30.0


@dataclass(frozen=True, slots=True)
class Link:
    """How a linear index becomes a share.

    Attributes
    ----------
    mean : function of the index, shape (n,), to shares
    slope : function of the index to the derivative of the mean
    """

    mean: Callable[[Vector], Vector]
    slope: Callable[[Vector], Vector]


def _logit_slope(index: Vector) -> Vector:
    share = expit(index)
    return np.asarray(share * (1.0 - share), dtype=np.float64)


def _log_log(index: Vector) -> Vector:
    return np.asarray(-np.expm1(-np.exp(index)), dtype=np.float64)


def _log_log_slope(index: Vector) -> Vector:
    return np.asarray(np.exp(index - np.exp(index)), dtype=np.float64)


LINKS: dict[str, Link] = {
    "logit": Link(lambda index: np.asarray(expit(index), dtype=np.float64), _logit_slope),
    "cloglog": Link(_log_log, _log_log_slope),
}


@dataclass(frozen=True, slots=True, eq=False)
class ShareFit(Fit):
    """A fractional response or a hazard; ``params`` begins with ``const``.

    Attributes
    ----------
    link : str
        logit or cloglog.
    penalised : tuple of str
        Coefficients that a prior holds.
    offset : str or None
        Column of the prior's index.
    fitted : pandas.Series
        Expected shares, index of the frame.
    dispersion : float
        φ of Beta(μφ, (1-μ)φ): max(1, 1/mean(e²/(μ(1-μ))) - 1), specification 3.2.
    """

    link: str
    penalised: tuple[str, ...]
    offset: str | None
    fitted: pd.Series
    dispersion: float

    def expected(self, frame: pd.DataFrame) -> pd.Series:
        """Return the expected shares of other rows.

        Raises
        ------
        UnknownName
            When a regressor or the offset is not among the columns.
        """
        wanted = [name for name in self.params.index if name != CONSTANT]
        for name in [*wanted, *([self.offset] if self.offset else [])]:
            if name not in frame.columns:
                raise UnknownName(name="columns", value=name, allowed=tuple(frame.columns))
        index = self.params[CONSTANT] + frame[wanted].to_numpy() @ self.params[wanted].to_numpy()
        if self.offset:
            index = index + frame[self.offset].to_numpy()
        return series(LINKS[self.link].mean(index), frame.index, "expected")


def fit_fractional_response(
    frame: pd.DataFrame,
    dependent: str,
    regressors: Sequence[str],
    *,
    cluster: str,
    offset: str | None = None,
    prior_sd: Mapping[str, float] | None = None,
    link: str = "logit",
) -> ShareFit:
    """Fit E[y | x] = Λ(offset + const + x'θ) to shares between 0 and 1.

    Parameters
    ----------
    frame, dependent, regressors
        As ``fit_fixed_effects``; ``dependent`` in [0, 1], 0 and 1 included.
    cluster : str
        Column of firms.
    offset : str or None
        Column with the prior's index: deviations from it are estimated.
    prior_sd : mapping of coefficient to float, or None
        Standard deviations of normal priors around zero, ``const`` included if wanted;
        specification 3.2 takes 1.0 for standardised slopes and 0.5 for deviations of groups.
    link : str
        ``logit`` or ``cloglog``.

    Raises
    ------
    OutOfRange
        When a share is not in [0, 1], a prior not positive, or the offset not finite.
    SampleTooShort, TooFewClusters
        When there are not more observations than coefficients, or one firm only.
    Collinear
        When a coefficient without prior is not identified.
    NotConverged
        When the likelihood has no maximum: shares that a combination of columns tells apart.
    Every error of ``econ.estimators.panel.panel_of``.

    Notes
    -----
    Papke and Wooldridge 1996, Journal of Applied Econometrics 11, 619-632. With priors Newton's
    steps maximise ℓ(d) - ½ d'Λ0d, and V = H⁻¹(S + Λ0)H⁻¹ with H = X'WX + Λ0 and S the products of
    the scores summed by firm, times G/(G-1), and times (n-1)/(n-K) where nothing has a prior.
    Intervals from t with G - 1 degrees of freedom.
    """
    one_of((link,), tuple(LINKS), name="link")
    columns = [*regressors, *([offset] if offset else [])]
    panel = panel_of(frame, dependent, columns, entity=cluster)
    names = (CONSTANT, *panel.regressors[: len(regressors)])
    unique(names, name="regressors")
    if panel.y.min() < 0.0 or panel.y.max() > 1.0:
        worst = panel.y.min() if panel.y.min() < 0.0 else panel.y.max()
        raise OutOfRange(name=dependent, value=float(worst), low=0.0, high=1.0)
    x = np.column_stack([np.ones(panel.nobs), panel.x[:, : len(regressors)]])
    start = panel.x[:, -1] if offset else np.zeros(panel.nobs)
    penalty = _penalty(names, prior_sd or {})
    _identified(panel, x, names, penalty)
    theta = _maximum(panel, x, start, penalty, LINKS[link])
    return _fit(panel, x, start, penalty, theta, names, link, offset)


def fit_hazard(
    frame: pd.DataFrame,
    event: str,
    regressors: Sequence[str],
    *,
    cluster: str,
    offset: str | None = None,
    prior_sd: Mapping[str, float] | None = None,
) -> ShareFit:
    """Fit the yearly chance 1 - exp(-exp(offset + const + x'θ)) to pledge-years at risk.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row a pledge and year in which it was registered and could be cancelled; years before
        it was registered are left out, those after the cut-off too.
    event : str
        Column of 0 and 1: cancelled in that year.
    regressors, cluster, offset, prior_sd
        As ``fit_fractional_response``.

    Raises
    ------
    SampleTooShort
        With fewer than 10 events (specification 3.3): the prior hazards stand.
    OutOfRange
        When an event is neither 0 nor 1.
    Every error of ``fit_fractional_response``.

    Notes
    -----
    Prentice and Gloeckler 1978, Biometrics 34, 57-67.
    """
    values = panel_of(frame, event, regressors, entity=cluster).y
    strange = values[~np.isin(values, (0.0, 1.0))]
    if len(strange):
        raise OutOfRange(name=event, value=float(strange[0]), low=0.0, high=1.0)
    have = int(values.sum())
    if have < FEWEST_EVENTS:
        raise SampleTooShort(name=event, have=have, need=FEWEST_EVENTS)
    return fit_fractional_response(
        frame,
        event,
        regressors,
        cluster=cluster,
        offset=offset,
        prior_sd=prior_sd,
        link="cloglog",
    )


def _penalty(names: tuple[str, ...], prior_sd: Mapping[str, float]) -> Vector:
    one_of(tuple(prior_sd), names, name="prior_sd")
    if not all(sd > 0.0 for sd in prior_sd.values()):
        raise OutOfRange(name="prior_sd", value=min(prior_sd.values()), low=0.0)
    return np.array([1.0 / prior_sd[name] ** 2 if name in prior_sd else 0.0 for name in names])


def _identified(panel: Panel, x: Matrix, names: tuple[str, ...], penalty: Vector) -> None:
    free = penalty == 0.0
    groups = len(panel.entities)
    if groups < 2:
        raise TooFewClusters(have=groups, need=2)
    if panel.nobs <= free.sum():
        raise SampleTooShort(name=panel.dependent, have=panel.nobs, need=int(free.sum()) + 1)
    if free.any():
        own = tuple(name for name, loose in zip(names, free, strict=True) if loose)
        independent(x[:, free], own)


def _maximum(panel: Panel, x: Matrix, start: Vector, penalty: Vector, link: Link) -> Vector:
    theta = np.zeros(x.shape[1])
    for _ in range(STEPS):
        score, information, _ = _parts(panel.y, x, start, link, theta)
        gradient = score.sum(axis=0) - penalty * theta
        step = np.linalg.lstsq(information + np.diag(penalty), gradient, rcond=None)[0]
        moved = _uphill(panel.y, x, start, penalty, link, theta, step)
        close = np.abs(moved - theta).max() <= CLOSE * (1.0 + np.abs(theta).max())
        theta = moved
        if np.abs(start + x @ theta).max() > LARGEST:
            break
        if close:
            return theta
    raise NotConverged(name=panel.dependent, steps=STEPS)


def _uphill(
    y: Vector,
    x: Matrix,
    start: Vector,
    penalty: Vector,
    link: Link,
    theta: Vector,
    step: Vector,
) -> Vector:
    """Return where the objective is not lower, halving the step as often as it takes."""
    value = _objective(y, x, start, penalty, link, theta)
    for _ in range(HALVINGS):
        if _objective(y, x, start, penalty, link, theta + step) >= value - EDGE * abs(value):
            break
        step = 0.5 * step
    return theta + step


def _parts(
    y: Vector, x: Matrix, start: Vector, link: Link, theta: Vector
) -> tuple[Matrix, Matrix, Vector]:
    """Return the scores, shape (n, K), the expected information, and the means."""
    index = np.clip(start + x @ theta, -2.0 * LARGEST, 2.0 * LARGEST)
    mean = np.clip(link.mean(index), EDGE, 1.0 - EDGE)
    slope = link.slope(index)
    weight = slope / (mean * (1.0 - mean))
    information = x.T @ ((weight * slope)[:, None] * x)
    return x * (weight * (y - mean))[:, None], np.asarray(information), mean


def _objective(
    y: Vector, x: Matrix, start: Vector, penalty: Vector, link: Link, theta: Vector
) -> float:
    index = np.clip(start + x @ theta, -2.0 * LARGEST, 2.0 * LARGEST)
    mean = np.clip(link.mean(index), EDGE, 1.0 - EDGE)
    likelihood = float((xlogy(y, mean) + xlog1py(1.0 - y, -mean)).sum())
    return likelihood - 0.5 * float(penalty @ theta**2)


def _fit(
    panel: Panel,
    x: Matrix,
    start: Vector,
    penalty: Vector,
    theta: Vector,
    names: tuple[str, ...],
    link: str,
    offset: str | None,
) -> ShareFit:
    score, information, mean = _parts(panel.y, x, start, LINKS[link], theta)
    groups = len(panel.entities)
    factor = groups / (groups - 1)
    if not penalty.any():
        factor *= (panel.nobs - 1) / (panel.nobs - len(names))
    sums = sums_by(score, panel.entity)
    bread = np.linalg.inv(information + np.diag(penalty))
    covariance = np.asarray(bread @ (factor * sums.T @ sums + np.diag(penalty)) @ bread)
    finite(params=theta, covariance=covariance)
    index = pd.Index(names)
    return ShareFit(
        params=series(theta, index, "params"),
        covariance=table(covariance, index),
        dof=groups - 1,
        nobs=panel.nobs,
        residuals=series(panel.y - mean, panel.index, "residuals"),
        inference="clustered",
        groups=groups,
        link=link,
        penalised=tuple(n for n, one in zip(names, penalty, strict=True) if one > 0.0),
        offset=offset,
        fitted=series(mean, panel.index, "fitted"),
        dispersion=_dispersion(panel.y, mean),
    )


def _dispersion(y: Vector, mean: Vector) -> float:
    noise = float(((y - mean) ** 2 / (mean * (1.0 - mean))).mean())
    if noise <= 0.0:
        return FALLBACK_DISPERSION
    return max(SMALLEST_DISPERSION, 1.0 / noise - 1.0)
