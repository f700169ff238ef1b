"""Tax incentives: a lower user cost multiplies the investment of those who may use them."""

from dataclasses import dataclass

import numpy as np

from econ.channels.effect import Effect
from econ.coefficients import Coefficients
from econ.frame import Frame
from econ.units import Array
from econ.user_cost import investment_response, phased_in, user_cost


@dataclass(frozen=True, slots=True)
class ClassResponse:
    """User costs and responses by class; arrays of shape (D, C, T).

    Attributes
    ----------
    cost_without, cost_with : Array
        UC⁰ and UC¹, per year.
    long_run : Array
        μ of the law of the year once everything has adjusted.
    arrived : Array
        The part of it that has arrived.
    """

    cost_without: Array
    cost_with: Array
    long_run: Array
    arrived: Array


def effect(frame: Frame, coefficients: Coefficients, realised_bn: Array) -> Effect:
    """Return 1 + μ_T by group and year.

    Parameters
    ----------
    frame : Frame
    coefficients : Coefficients, D draws
    realised_bn : Array, shape (D, G, Y)

    Notes
    -----
    The mix of assets is that of observed investment, so 1/(1 + μ_T) = Σ_m w_m/(1 + μ_m) with
    μ_m = 0 on the part that no provision covers (specification 4.3).
    """
    if not frame.known["tax_incentive"] or not frame.groups:
        return Effect()
    years = len(frame.window)
    arrived = responses(frame, coefficients).arrived[..., -years:]
    eligible = frame.tax.eligible[:, -years:]
    without = eligible / (1.0 + arrived) + (1.0 - eligible)
    return Effect(factor=1.0 / np.einsum("gc,dct->dgt", frame.tax.mix, without))


def responses(frame: Frame, coefficients: Coefficients) -> ClassResponse:
    """Return user costs and responses of every class and year, shapes (D, C, T)."""
    tax = frame.tax
    without = _cost(frame, coefficients, tax.credit_without)
    with_policy = _cost(frame, coefficients, tax.credit)
    elasticity = np.stack(
        [
            coefficients.elasticity(asset, size)
            for asset, size in zip(tax.assets, tax.sizes, strict=True)
        ],
        axis=1,
    )
    ratio = with_policy / without
    long_run = np.asarray(investment_response(ratio, elasticity=elasticity[..., np.newaxis]))
    persistence = coefficients["elasticity.persistence"][:, np.newaxis]
    return ClassResponse(
        without, with_policy, long_run, phased_in(long_run, persistence=persistence)
    )


def _cost(frame: Frame, coefficients: Coefficients, credit: Array) -> Array:
    tax = frame.tax
    cost = user_cost(
        tau=tax.tau,
        r=coefficients["macro.discount_rate"][:, np.newaxis, np.newaxis],
        pi=coefficients["macro.inflation"][:, np.newaxis, np.newaxis],
        delta=tax.delta[:, np.newaxis],
        z=tax.z[:, np.newaxis],
        credit=credit * (1.0 - coefficients["credit.clawback"][:, np.newaxis, np.newaxis]),
        utilisation=coefficients["credit.utilisation"][:, np.newaxis, np.newaxis],
        rural_tax=tax.rural_tax,
        psi=coefficients["credit.base_reduction"][:, np.newaxis, np.newaxis],
    )
    return np.asarray(cost, dtype=np.float64)
