"""Fund money: when what was disbursed is invested, and how much private money it adds."""

import numpy as np

from econ.errors import OutOfRange
from econ.units import Vector


def drawn_down(disbursed_bn: Vector, *, pattern: Vector) -> Vector:
    """Return the public money invested in each year, KRW bn, shape (T,).

    Parameters
    ----------
    disbursed_bn : Vector, shape (T,)
        Disbursement by year, nominal KRW bn.
    pattern : Vector, shape (k,)
        Share invested in the year of disbursement and in the years after; adds to one.

    Raises
    ------
    OutOfRange
        When the pattern does not add to one.

    Notes
    -----
    Σ_τ ω_τ D[t-τ], specification 7.
    """
    if abs(float(np.sum(pattern)) - 1.0) > 1e-9:
        raise OutOfRange(name="draw_down", value=float(np.sum(pattern)), low=1.0, high=1.0)
    if len(disbursed_bn) == 0:
        return np.zeros(0)
    return np.convolve(disbursed_bn, pattern)[: len(disbursed_bn)]


def gross_leverage(coinvested_bn: Vector | None, disbursed_bn: Vector) -> float | None:
    """Return reported private money per public won; shown beside, never used as additional.

    None while nothing was disbursed or nothing is reported.
    """
    if coinvested_bn is None or np.isnan(coinvested_bn).all():
        return None
    public = float(np.sum(disbursed_bn))
    return float(np.nansum(coinvested_bn)) / public if public > 0.0 else None
