"""Beta outcomes of delivery from a table, because a run needs tens of millions of them."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.special import betaincinv, expit

from econ.streams import Bits
from econ.units import Array, Matrix

COLUMN_BITS, ROUNDING_BITS = 9, 7
COLUMNS = 2**COLUMN_BITS
LIMIT = 8.0
ROWS_A_LOGIT = 12
CERTAIN_YES = 1e6

Single = np.ndarray[tuple[int, ...], np.dtype[np.float32]]


@dataclass(frozen=True, slots=True)
class OutcomeTable:
    """Quantiles of Beta(μφ, (1-μ)φ) by logit of μ (rows) and rank (columns).

    The first row holds zeros and the last ones, for what is certain.

    Attributes
    ----------
    quantiles : Matrix, shape (rows, 512), flat in memory
    """

    quantiles: Matrix

    @property
    def last(self) -> int:
        """Return the number of the last row."""
        return len(self.quantiles) - 1

    def position(self, logits: Array) -> Single:
        """Return where logits lie between the rows, same shape, single precision."""
        return np.asarray((logits + LIMIT) * ROWS_A_LOGIT + 1.0, dtype=np.float32)

    def outcomes(self, position: Single, bits: Bits) -> Array:
        """Return delivered shares in [0, 1], one for each position and 16-bit random number.

        Nine bits pick the rank; seven round the position up or down at random, so that means
        between two rows are interpolated and not rounded.
        """
        rounding = (bits & (2**ROUNDING_BITS - 1)).astype(np.float32)
        rounding *= np.float32(2.0**-ROUNDING_BITS)
        rounding += position
        np.clip(rounding, 0.0, self.last, out=rounding)
        cell = rounding.astype(np.int32)
        cell *= COLUMNS
        cell += bits >> ROUNDING_BITS
        picked: Array = self.quantiles.ravel().take(cell)
        return picked


@lru_cache(maxsize=8)
def outcome_table(phi: float) -> OutcomeTable:
    """Return the table for the dispersion φ; every row has exactly the mean of its logit.

    Parameters
    ----------
    phi : float
        φ, specification 3.2: variance μ(1-μ)/(1+φ).
    """
    logits = np.linspace(-LIMIT, LIMIT, int(2 * LIMIT) * ROWS_A_LOGIT + 1)
    mean = expit(logits)[:, np.newaxis]
    rank = (np.arange(COLUMNS) + 0.5) / COLUMNS
    inner = betaincinv(mean * phi, (1.0 - mean) * phi, rank)
    inner = np.minimum(inner * mean / inner.mean(axis=1, keepdims=True), 1.0)
    quantiles = np.vstack((np.zeros(COLUMNS), inner, np.ones(COLUMNS)))
    quantiles.setflags(write=False)
    return OutcomeTable(np.ascontiguousarray(quantiles))
