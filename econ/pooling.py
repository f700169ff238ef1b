"""Prior and estimate become one coefficient, with the weight of each in plain sight."""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

from econ.errors import OutOfRange
from econ.parameters import Parameters
from econ.units import Vector


@dataclass(frozen=True, slots=True)
class Pooled:
    """A pooled coefficient: one normal, or a mixture where prior and estimate conflict.

    Attributes
    ----------
    prior, prior_sd : float
    estimate, estimate_se : float or None
        None means prior only.
    weight : float
        Weight of the estimate, w; 0 means prior only.
    conflict : float
        z, distance of estimate and prior in standard deviations.
    shares, means, sds : tuple of float
        The normal components of the pooled distribution.
    truncated : float
        Probability above 0 that the draws leave out.
    flags : tuple of str
        estimate_conflicts_with_prior, elasticity_not_negative.
    """

    prior: float
    prior_sd: float
    estimate: float | None
    estimate_se: float | None
    weight: float
    conflict: float
    shares: tuple[float, ...]
    means: tuple[float, ...]
    sds: tuple[float, ...]
    truncated: float
    flags: tuple[str, ...]

    @property
    def mean(self) -> float:
        """Return the mean before truncation."""
        return float(np.dot(self.shares, self.means))

    @property
    def sd(self) -> float:
        """Return the standard deviation before truncation."""
        second = np.dot(self.shares, np.square(self.means) + np.square(self.sds))
        return float(np.sqrt(second - self.mean**2))

    def draws(self, uniform: Vector, component: Vector) -> Vector:
        """Return draws not above zero, shape of ``uniform``.

        Parameters
        ----------
        uniform : Vector, shape (D,)
            In (0, 1); the rank inside the component.
        component : Vector, shape (D,)
            In (0, 1); picks the component.
        """
        means, sds = np.array(self.means), np.array(self.sds)
        below = ndtr(-means / sds)
        kept = np.cumsum(np.array(self.shares) * below)
        chosen = np.searchsorted(kept / kept[-1], component, side="right")
        chosen = np.minimum(chosen, len(means) - 1)
        drawn = means[chosen] + sds[chosen] * ndtri(uniform * below[chosen])
        return np.asarray(np.minimum(drawn, 0.0), dtype=np.float64)


def pool(
    prior: float,
    prior_sd: float,
    estimate: float | None,
    se: float | None,
    *,
    parameters: Parameters,
) -> Pooled:
    """Return the coefficient pooled from a normal prior and an estimate (specification 5.5).

    Parameters
    ----------
    prior, prior_sd : float
        m0 and s0.
    estimate, se : float or None
        e1 and s1; None means that nothing was estimated.
    parameters : Parameters
        Holds the thresholds and the mixture.

    Raises
    ------
    OutOfRange
        When a standard deviation is not positive.

    Notes
    -----
    w = s0²/(s0²+s1²); mean w e1 + (1-w) m0; sd (1/s0² + 1/s1²)^-1/2; z = (e1-m0)/sqrt(s0²+s1²).
    Where |z| > 2 the prior becomes 0.8 N(m0,s0²) + 0.2 N(m0,(3 s0)²).
    """
    if prior_sd <= 0.0 or (se is not None and se <= 0.0):
        raise OutOfRange(name="sd", value=(prior_sd, se), low=0.0)
    if estimate is None or se is None:
        return _pooled(prior, prior_sd, None, None, 0.0, 0.0, parameters)
    weight = prior_sd**2 / (prior_sd**2 + se**2)
    conflict = (estimate - prior) / float(np.hypot(prior_sd, se))
    return _pooled(prior, prior_sd, estimate, se, weight, conflict, parameters)


def _pooled(
    prior: float,
    prior_sd: float,
    estimate: float | None,
    se: float | None,
    weight: float,
    conflict: float,
    parameters: Parameters,
) -> Pooled:
    in_conflict = abs(conflict) > parameters["elasticity.conflict"]
    shares, sds = np.ones(1), np.array([prior_sd])
    if in_conflict:
        first = parameters["elasticity.mixture_weight"]
        shares = np.array([first, 1.0 - first])
        sds = prior_sd * np.array([1.0, parameters["elasticity.mixture_scale"]])
    means = np.full(len(sds), prior)
    if estimate is not None and se is not None:
        shares, means, sds = _posterior(shares, means, sds, estimate, se)
    truncated = float(shares @ (1.0 - ndtr(-means / sds)))
    too_much = truncated > parameters["elasticity.truncated_flag"]
    flags = {"estimate_conflicts_with_prior": in_conflict, "elasticity_not_negative": too_much}
    return Pooled(
        prior=prior,
        prior_sd=prior_sd,
        estimate=estimate,
        estimate_se=se,
        weight=weight,
        conflict=conflict,
        shares=tuple(shares.tolist()),
        means=tuple(means.tolist()),
        sds=tuple(sds.tolist()),
        truncated=truncated,
        flags=tuple(name for name, raised in flags.items() if raised),
    )


def _posterior(
    shares: Vector, means: Vector, sds: Vector, estimate: float, se: float
) -> tuple[Vector, Vector, Vector]:
    spread = np.hypot(sds, se)
    log_evidence = -0.5 * ((estimate - means) / spread) ** 2 - np.log(spread)
    evidence = shares * np.exp(log_evidence - log_evidence.max())
    weight = sds**2 / (sds**2 + se**2)
    pooled = weight * estimate + (1.0 - weight) * means
    return evidence / evidence.sum(), pooled, (1.0 / sds**2 + 1.0 / se**2) ** -0.5
