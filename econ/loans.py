"""Policy loans: what the low rate is worth, and how it adds to investment."""

import numpy as np

from econ.errors import OutOfRange
from econ.names import PROFILES
from econ.units import Array, Vector


def grant_element(
    *,
    rate: float,
    discount: float,
    maturity_years: float,
    grace_years: float,
    payments_per_year: int,
    profile: str,
) -> float:
    """Return the grant element of a loan: one minus the present value of its service per won.

    Parameters
    ----------
    rate, discount : float
        Loan rate and market rate of the same risk and term, nominal decimals a year. The loan
        rate is charged as rate/n a period; the discount is compounded, (1+d)^(1/n) - 1.
    maturity_years, grace_years : float
        The first principal falls due one period after the grace.
    payments_per_year : int
    profile : str
        equal_principal, annuity, bullet or bullet_capitalised.

    Raises
    ------
    OutOfRange
        When the profile is unknown or the periods do not make a loan.

    Notes
    -----
    Specification 6; OECD DAC and IMF form.
    """
    service = debt_service(
        rate=rate,
        maturity_years=maturity_years,
        grace_years=grace_years,
        payments_per_year=payments_per_year,
        profile=profile,
    )
    per_period = (1.0 + discount) ** (1.0 / payments_per_year) - 1.0
    factors = (1.0 + per_period) ** -np.arange(1.0, len(service) + 1.0)
    return float(1.0 - service @ factors)


def debt_service(
    *,
    rate: float,
    maturity_years: float,
    grace_years: float,
    payments_per_year: int,
    profile: str,
) -> Vector:
    """Return interest and principal per won lent, shape (number of payments,).

    Raises
    ------
    OutOfRange
        When the profile is unknown, or grace leaves no period for the principal.
    """
    last = round(maturity_years * payments_per_year)
    grace = round(grace_years * payments_per_year)
    if profile not in PROFILES:
        raise OutOfRange(name="profile", value=profile, allowed=PROFILES)
    if not 0 <= grace < last:
        raise OutOfRange(name="grace_years", value=grace_years, low=0.0, high=maturity_years)
    interest = rate / payments_per_year
    if profile == "bullet_capitalised":
        return _capitalised(interest, last)
    principal = _principal(interest, last, grace, profile)
    owed = 1.0 - np.concatenate(([0.0], np.cumsum(principal)[:-1]))
    return principal + interest * owed


def grant_element_closed(
    *,
    rate: float,
    discount: float,
    maturity_years: float,
    grace_years: float,
    payments_per_year: int,
) -> float:
    """Return the grant element of equal principal payments in closed form.

    GE = (1 - (r/n)/d_n)(1 - [(1+d_n)^(-nG) - (1+d_n)^(-nM)]/(d_n(nM - nG))), specification 6.

    Raises
    ------
    OutOfRange
        When the discount rate is not positive.
    """
    if discount <= 0.0:
        raise OutOfRange(name="discount", value=discount, low=0.0)
    n = payments_per_year
    d = (1.0 + discount) ** (1.0 / n) - 1.0
    grace, last = n * grace_years, n * maturity_years
    annuity = (float((1.0 + d) ** -grace) - float((1.0 + d) ** -last)) / (d * (last - grace))
    return float((1.0 - rate / n / d) * (1.0 - annuity))


def price_response(
    subsidy_share: Array | float,
    *,
    elasticity: Array | float,
) -> Array | float:
    """Return μ_L, the proportional change of investment through the cheaper price of money.

    Parameters
    ----------
    subsidy_share : float or Array
        GE φ_f (1 - χ): grant element times the share of the investment that these loans finance
        times the share of unconstrained borrowers; in [0, 1).
    elasticity : float or Array
        Of investment to user cost.

    Raises
    ------
    OutOfRange
        When a share is not below one.

    Notes
    -----
    UC^L = UC (1 - GE φ_f (1-χ)); μ_L = (UC^L/UC)^ε - 1. Specification 6.
    """
    if np.any(np.asarray(subsidy_share) >= 1.0):
        raise OutOfRange(name="subsidy_share", value=float(np.max(subsidy_share)), high=1.0)
    return np.power(1.0 - subsidy_share, elasticity) - 1.0


def relaxed_credit(
    principal_bn: Array | float, *, constrained: Array | float, propensity: Array | float
) -> Array | float:
    """Return L_CC = χ θ Σ principal, investment out of credit that was not to be had, KRW bn."""
    return constrained * propensity * principal_bn


def _principal(interest: float, last: int, grace: int, profile: str) -> Vector:
    principal = np.zeros(last)
    count = last - grace
    if profile == "equal_principal":
        principal[grace:] = 1.0 / count
    elif profile == "bullet":
        principal[-1] = 1.0
    else:
        grown = (1.0 + interest) ** np.arange(count)
        principal[grace:] = grown / grown.sum()
    return principal


def _capitalised(interest: float, last: int) -> Vector:
    service = np.zeros(last)
    service[-1] = (1.0 + interest) ** last
    return service
