"""Funds: public money that brings additional private money with it."""

import numpy as np

from econ.channels.effect import Effect
from econ.coefficients import Coefficients
from econ.frame import Frame
from econ.units import Array


def effect(frame: Frame, coefficients: Coefficients, realised_bn: Array) -> Effect:
    """Return F = λ_add Σ_τ ω_τ D[t-τ] as investment on top, and what pledges already record.

    Parameters
    ----------
    frame : Frame
    coefficients : Coefficients, D draws
    realised_bn : Array, shape (D, G, Y)

    Notes
    -----
    Specification 7. The public money itself is never private investment.
    """
    if not frame.known["fund"]:
        return Effect()
    matched = frame.inputs.funds.overlap
    overlap = coefficients["fund.overlap"]
    return Effect(
        added=coefficients["fund.additionality"][:, np.newaxis] * frame.drawn_bn,
        overlap=overlap if matched is None else np.full_like(overlap, matched),
    )
