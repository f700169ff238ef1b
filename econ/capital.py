"""The stock of private AI capital and its growth."""

import numpy as np

from econ.units import Array


def ai_capital(
    investment_bn: Array, *, start_bn: float, depreciation: float, price_growth: float
) -> Array:
    """Return capital at the end of the base year and of each year after, shape (..., Y + 1).

    Parameters
    ----------
    investment_bn : Array, shape (..., Y)
        Nominal KRW bn in the years after the base year.
    start_bn : float
        Stock at the end of the base year, KRW bn at base-year prices.
    depreciation : float
        Decimal a year.
    price_growth : float
        Growth of the price of capital goods, decimal a year.

    Notes
    -----
    K_t = (1 - δ) K_{t-1} + I_t/P_t, first equation of specification 10.2.
    """
    length = investment_bn.shape[-1]
    prices = (1.0 + price_growth) ** np.arange(1, length + 1)
    stock = np.empty((*investment_bn.shape[:-1], length + 1))
    stock[..., 0] = start_bn
    for t in range(length):
        kept = (1.0 - depreciation) * stock[..., t]
        stock[..., t + 1] = kept + investment_bn[..., t] / prices[t]
    return stock


def in_use(stock_bn: Array) -> Array:
    """Return capital in use by year, shape (..., Y): the mean of the year's two ends.

    Half-year convention of specification 10.2; the base year's stock counts as in use, whole.
    """
    return 0.5 * (stock_bn[..., 1:] + stock_bn[..., :-1])
