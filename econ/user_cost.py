"""The user cost of capital, what taxes do to it, and what it does to investment."""

from collections.abc import Callable
from typing import overload

import numpy as np

from econ.errors import OutOfRange
from econ.units import Array

METHODS = ("straight_line", "declining", "declining_switch", "expensing")


def depreciation_present_value(
    method: str, *, rate: float | None = None, life: float | None = None, discount: float
) -> float:
    """Return the present value of tax depreciation on one won, the first allowance at once.

    Parameters
    ----------
    method : str
        straight_line (needs life), declining (needs rate), declining_switch (needs both),
        expensing.
    rate : float, optional
        Declining-balance rate, decimal a year.
    life : float, optional
        Years of straight-line life.
    discount : float
        Nominal discount rate, decimal a year.

    Raises
    ------
    OutOfRange
        When the method is unknown, or a rate or life that it needs is missing or not positive.

    Notes
    -----
    Straight line: (1/n)(1+r)/r (1-(1+r)^-n); declining: d(1+r)/(r+d). Specification 4.1.
    """
    if method not in _DEPRECIATION:
        raise OutOfRange(name="method", value=method, allowed=METHODS)
    return _DEPRECIATION[method](rate, life, discount)


def effective_credit(
    credit: Array | float,
    *,
    utilisation: Array | float = 1.0,
    rural_tax: Array | float = 0.0,
    clawback: Array | float = 0.0,
) -> Array | float:
    """Return what a credit is worth: k υ (1 - rural tax)(1 - clawback), decimal.

    Parameters
    ----------
    credit, utilisation, rural_tax, clawback : float or Array, shapes that broadcast
        Decimals; utilisation is the present value of the share of the credit that is used.

    Notes
    -----
    Specification 4.1 with amendment 7.
    """
    return credit * utilisation * (1.0 - rural_tax) * (1.0 - clawback)


@overload
def user_cost(
    *,
    tau: float,
    r: float,
    pi: float,
    delta: float,
    z: float,
    credit: float = ...,
    utilisation: float = ...,
    rural_tax: float = ...,
    psi: float = ...,
    wealth_tax: float = ...,
) -> float: ...
@overload
def user_cost(
    *,
    tau: Array | float,
    r: Array | float,
    pi: Array | float,
    delta: Array | float,
    z: Array | float,
    credit: Array | float = ...,
    utilisation: Array | float = ...,
    rural_tax: Array | float = ...,
    psi: Array | float = ...,
    wealth_tax: Array | float = ...,
) -> Array | float: ...
def user_cost(
    *,
    tau: Array | float,
    r: Array | float,
    pi: Array | float,
    delta: Array | float,
    z: Array | float,
    credit: Array | float = 0.0,
    utilisation: Array | float = 1.0,
    rural_tax: Array | float = 0.0,
    psi: Array | float = 0.0,
    wealth_tax: Array | float = 0.0,
) -> Array | float:
    """Return the user cost of one won of capital for one year, gross of depreciation.

    Parameters
    ----------
    tau : corporate tax rate with local tax, decimal
    r : nominal discount rate, decimal a year
    pi : expected inflation of the asset's price, decimal a year
    delta : economic depreciation, decimal a year
    z : present value of tax depreciation on one won
    credit, utilisation, rural_tax : see ``effective_credit``; of a credit taken back in part,
        the part that stays
    psi : share of the credit that reduces the depreciation base (0 in Korea)
    wealth_tax : tax on the asset, decimal a year

    All are floats or arrays of shapes that broadcast.

    Raises
    ------
    OutOfRange
        When tau is not below 1.

    Notes
    -----
    UC = (r - π + δ)/(1 - τ) [1 - k - τ z (1 - ψ k)] + w. Hall and Jorgenson (1967), American
    Economic Review 57(3), 391-414; specification 4.1.
    """
    if np.any(np.asarray(tau) >= 1.0):
        raise OutOfRange(name="tau", value=float(np.max(tau)), high=1.0)
    k = effective_credit(credit, utilisation=utilisation, rural_tax=rural_tax)
    return (r - pi + delta) / (1.0 - tau) * (1.0 - k - tau * z * (1.0 - psi * k)) + wealth_tax


def cost_of_capital(cost: float, *, delta: float) -> float:
    """Return the required return net of depreciation, ρ = UC - δ, decimal a year."""
    return cost - delta


def wedge(cost: float, *, r: float, pi: float, delta: float) -> float:
    """Return the tax wedge ρ - (r - π), decimal a year (specification 4.1)."""
    return cost_of_capital(cost, delta=delta) - (r - pi)


def marginal_rate(cost: float, *, r: float, pi: float, delta: float) -> float:
    """Return the marginal effective tax rate, wedge over ρ, a decimal.

    It explodes as ρ nears 0: ``marginal_rate_shown`` says whether to show it.

    Raises
    ------
    OutOfRange
        When ρ is 0.
    """
    rho = cost_of_capital(cost, delta=delta)
    if rho == 0.0:
        raise OutOfRange(name="cost_of_capital", value=rho)
    return wedge(cost, r=r, pi=pi, delta=delta) / rho


def marginal_rate_shown(cost: float, *, delta: float, smallest: float) -> bool:
    """Say whether the cost of capital is large enough for a marginal rate to mean anything."""
    return cost_of_capital(cost, delta=delta) > smallest


def average_rate(
    cost: float, *, r: float, pi: float, delta: float, tau: float, profit: float
) -> float:
    """Return the effective average tax rate at the profit rate ``profit``, a decimal.

    EATR = ((p - ρ)/p) τ + (ρ/p) METR; with ρ METR equal to the wedge it needs no division by ρ.
    Devereux and Griffith (2003), International Tax and Public Finance 10, 107-126.

    Raises
    ------
    OutOfRange
        When ``profit`` is not positive.
    """
    if profit <= 0.0:
        raise OutOfRange(name="profit", value=profit, low=0.0)
    rho = cost_of_capital(cost, delta=delta)
    return (profit - rho) / profit * tau + wedge(cost, r=r, pi=pi, delta=delta) / profit


def b_index(*, tau: float, credit: float, z: float = 1.0) -> float:
    """Return the B-index of research spending; 1 minus it is the implied subsidy.

    B = (1 - τz - k)/(1 - τ). Warda (2001), STI Review 27.

    Parameters
    ----------
    tau : corporate tax rate, decimal
    credit : effective credit, decimal
    z : present value of write-offs, 1 for current spending

    Raises
    ------
    OutOfRange
        When tau is not below 1.
    """
    if tau >= 1.0:
        raise OutOfRange(name="tau", value=tau, high=1.0)
    return (1.0 - tau * z - credit) / (1.0 - tau)


def investment_response(cost_ratio: Array | float, *, elasticity: Array | float) -> Array | float:
    """Return μ = ratio^ε - 1, the proportional change of investment (specification 4.3).

    Parameters
    ----------
    cost_ratio : user cost with the measure over user cost without it, positive
    elasticity : of investment to user cost, not positive

    Raises
    ------
    OutOfRange
        When a cost ratio is not positive.
    """
    if np.any(np.asarray(cost_ratio) <= 0.0):
        raise OutOfRange(name="cost_ratio", value=float(np.min(cost_ratio)), low=0.0)
    return np.power(cost_ratio, elasticity) - 1.0


def phased_in(long_run: Array, *, persistence: Array | float) -> Array:
    """Return the effect that has arrived in each year, from the long-run effects by year.

    e_t = ρ e_{t-1} + (1 - ρ) m_t, so a step arrives as 1 - ρ^(h+1) (specification 4.3).

    Parameters
    ----------
    long_run : Array, shape (..., Y)
        Long-run proportional effect of the law of each year; zero before the first.
    persistence : float or Array, shape (...)
        ρ in [0, 1).
    """
    arrived = np.empty_like(long_run)
    before: Array | float = 0.0
    for t in range(long_run.shape[-1]):
        before = persistence * before + (1.0 - persistence) * long_run[..., t]
        arrived[..., t] = before
    return arrived


def _positive(value: float | None, name: str) -> float:
    if value is None or value <= 0.0:
        raise OutOfRange(name=name, value=value, low=0.0)
    return value


def _straight_line(rate: float | None, life: float | None, discount: float) -> float:
    n = _positive(life, "life")
    if discount == 0.0:
        return 1.0
    return (1.0 + discount) / (n * discount) * (1.0 - float((1.0 + discount) ** -n))


def _declining(rate: float | None, life: float | None, discount: float) -> float:
    d = _positive(rate, "rate")
    return d * (1.0 + discount) / (discount + d)


def _declining_switch(rate: float | None, life: float | None, discount: float) -> float:
    d, n = _positive(rate, "rate"), _positive(life, "life")
    left, value = 1.0, 0.0
    for year in range(int(np.ceil(n))):
        allowance = min(left, max(d * left, left / (n - year)) if n - year > 1.0 else left)
        value += allowance / (1.0 + discount) ** year
        left -= allowance
    return value


def _expensing(rate: float | None, life: float | None, discount: float) -> float:
    return 1.0


_DEPRECIATION: dict[str, Callable[[float | None, float | None, float], float]] = {
    "straight_line": _straight_line,
    "declining": _declining,
    "declining_switch": _declining_switch,
    "expensing": _expensing,
}
