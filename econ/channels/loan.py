"""Loans: cheaper money for those who have credit, money at all for those who have none."""

import numpy as np

from econ.channels.effect import Effect
from econ.coefficients import Coefficients
from econ.frame import Frame
from econ.loans import price_response, relaxed_credit
from econ.units import Array

ASSET = "equipment"


def effect(frame: Frame, coefficients: Coefficients, realised_bn: Array) -> Effect:
    """Return 1 + μ_L of the price channel and L_CC of the quantity channel.

    Parameters
    ----------
    frame : Frame
    coefficients : Coefficients, D draws
    realised_bn : Array, shape (D, G, Y)
        Gives the share of investment that the loans finance.

    Notes
    -----
    Specification 6. The elasticity is that of equipment without a size multiplier.
    """
    if not frame.known["loan"]:
        return Effect()
    constrained = coefficients["loan.constrained_share"][:, np.newaxis]
    table = frame.loans
    principal = table.constrained_bn + constrained * table.unknown_bn
    matched = frame.inputs.loans.overlap
    overlap = coefficients["loan.overlap"]
    elasticity = coefficients[f"elasticity.{ASSET}"][:, np.newaxis]
    share = subsidy_share(frame, constrained, realised_bn)
    factor = 1.0 + np.asarray(price_response(share, elasticity=elasticity))
    propensity = coefficients["loan.propensity"][:, np.newaxis]
    return Effect(
        factor=factor[:, np.newaxis, :],
        added=np.asarray(relaxed_credit(principal, constrained=1.0, propensity=propensity)),
        overlap=overlap if matched is None else np.full_like(overlap, matched),
    )


def subsidy_share(frame: Frame, constrained: Array, realised_bn: Array) -> Array:
    """Return GE φ_f (1 - χ) by draw and year, shape (D, Y).

    φ_f is the principal over registered investment, at most 1; 0 where nothing is invested.
    """
    table = frame.loans
    subsidy = table.subsidy_bn + (1.0 - constrained) * table.unknown_subsidy_bn
    invested = realised_bn.sum(axis=1)
    financed = np.maximum(invested, table.principal_bn)
    share = np.divide(subsidy, financed, out=np.zeros_like(financed), where=financed > 0.0)
    return np.where(invested > 0.0, share, 0.0)
