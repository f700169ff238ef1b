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
    cost_without, cost_with, cost_planned : Array
        UC⁰, UC¹ and the one under which the pledges were made, per year.
    long_run, long_run_planned : Array
        μ of the law of the year once everything has adjusted, and of the law of the pledges.
    arrived, planned : Array
        The parts of them that have arrived.
    """

    cost_without: Array
    cost_with: Array
    cost_planned: Array
    long_run: Array
    long_run_planned: Array
    arrived: Array
    planned: Array


def effect(frame: Frame, coefficients: Coefficients, realised_bn: Array) -> Effect:
    """Return 1 + μ_T by group and year, and as it was when the pledges were made.

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
    found = responses(frame, coefficients)
    planned = _factor(frame, found.planned) if frame.tax.reformed else None
    return Effect(factor=_factor(frame, found.arrived), planned=planned)


def responses(frame: Frame, coefficients: Coefficients) -> ClassResponse:
    """Return user costs and responses of every class and year, shapes (D, C, T)."""
    tax = frame.tax
    without = _cost(frame, coefficients, tax.credit_without)
    with_policy = _cost(frame, coefficients, tax.credit)
    planned = _cost(frame, coefficients, tax.credit_planned) if tax.reformed else with_policy
    elasticity = np.stack(
        [
            coefficients.elasticity(asset, size)
            for asset, size in zip(tax.assets, tax.sizes, strict=True)
        ],
        axis=1,
    )
    persistence = coefficients["elasticity.persistence"][:, np.newaxis]
    long_run, before = (
        np.asarray(investment_response(cost / without, elasticity=elasticity[..., np.newaxis]))
        for cost in (with_policy, planned)
    )
    arrived, as_planned = (
        phased_in(response, persistence=persistence) for response in (long_run, before)
    )
    return ClassResponse(without, with_policy, planned, long_run, before, arrived, as_planned)


def _factor(frame: Frame, arrived: Array) -> Array:
    years = len(frame.window)
    eligible = frame.tax.eligible[:, -years:]
    without = eligible / (1.0 + arrived[..., -years:]) + (1.0 - eligible)
    return np.asarray(1.0 / np.einsum("gc,dct->dgt", frame.tax.mix, without))


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
