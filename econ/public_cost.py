"""What each instrument costs the public in one run; three kinds that are never one sum."""

from collections.abc import Mapping
from typing import Any

import numpy as np


def public_cost(chain: Mapping[str, Any]) -> dict[str, float]:
    """Return the public cost of the window by instrument, nominal KRW bn.

    Parameters
    ----------
    chain : mapping
        From ``deterministic``: the run at central coefficients.

    Returns
    -------
    dict
        ``tax_incentive``: tax expenditure on all eligible spending of registered pledges, whether
        or not the credit brought it about (TE = k υ (1 - c) × eligible spending, specification
        4.3); ``fund``: public money disbursed, an asset; ``loan``: subsidy equivalent, grant
        element times principal (6).

    Notes
    -----
    What funds and loans bring about outside the pledges has no known mix of assets and is left out
    of the tax expenditure. A credit that replaces another one costs the whole of itself.
    """
    window = chain["years"]
    funds = zip(chain["funds"]["years"], np.asarray(chain["funds"]["disbursed"]), strict=True)
    loans = chain["loans"]
    return {
        "tax_incentive": _tax_expenditure(chain),
        "fund": float(sum(amount for year, amount in funds if year in window)),
        "loan": float(np.sum(loans["subsidy"]) + np.sum(loans["unknown_subsidy"])),
    }


def _tax_expenditure(chain: Mapping[str, Any]) -> float:
    credits = {
        (row["class"], row["year"]): row["eligible"] * row["k_eff"] for row in chain["user_cost"]
    }
    cheaper = np.asarray(chain["loans"]["mu"]) + 1.0
    spent = 0.0
    for group in chain["groups"] if credits else ():
        invested = np.asarray(group["pledged_alone"]) * np.asarray(group["factor"]) * cheaper
        for number, share in enumerate(group["mix"]):
            by_year = [credits[number, year] for year in chain["years"]]
            spent += float(share * (invested @ np.array(by_year)))
    return spent
