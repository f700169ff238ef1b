"""How good a probabilistic forecast was: CRPS, pinball loss, coverage."""

import numpy as np
from scipy.special import ndtr

from econ.errors import SampleTooShort
from econ.units import Vector


def crps(draws: Vector, observed: float) -> float:
    """Return the continuous ranked probability score of a sample forecast, in its own unit.

    Parameters
    ----------
    draws : Vector, shape (D,)
        Forecast draws.
    observed : float
        What happened.

    Raises
    ------
    SampleTooShort
        When there is no draw.

    Notes
    -----
    mean|X - y| - ½ mean|X - X'| in sorted form. Gneiting and Raftery (2007), JASA 102, 359-378.
    """
    if len(draws) == 0:
        raise SampleTooShort(have=0, need=1)
    ordered = np.sort(draws)
    n = len(ordered)
    rank = 2.0 * np.arange(1, n + 1) - n - 1.0
    return float(np.mean(np.abs(ordered - observed)) - (rank @ ordered) / n**2)


def crps_normal(observed: float, *, mean: float = 0.0, sd: float = 1.0) -> float:
    """Return the CRPS of a normal forecast in closed form, in the unit of ``sd``.

    σ [z(2Φ(z) - 1) + 2φ(z) - 1/√π], z = (y - μ)/σ. Gneiting and Raftery (2007).
    """
    z = (observed - mean) / sd
    density = float(np.exp(-0.5 * z**2) / np.sqrt(2.0 * np.pi))
    return float(sd * (z * (2.0 * ndtr(z) - 1.0) + 2.0 * density - 1.0 / np.sqrt(np.pi)))


def pinball(quantile: float, observed: float, *, level: float) -> float:
    """Return the pinball loss of a quantile forecast at ``level``, in its own unit."""
    gap = observed - quantile
    return max(level * gap, (level - 1.0) * gap)


def coverage(low: Vector, high: Vector, observed: Vector) -> float:
    """Return the share of outcomes inside their bands, bounds included.

    Parameters
    ----------
    low, high, observed : Vector, shape (n,)

    Raises
    ------
    SampleTooShort
        When there is no outcome.
    """
    if len(observed) == 0:
        raise SampleTooShort(have=0, need=1)
    return float(np.mean((low <= observed) & (observed <= high)))
