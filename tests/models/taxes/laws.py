"""Laws and investments with good defaults for the tests of tax credits."""

from fractions import Fraction
from typing import Any

from models.tax_vocabulary import AssetKind, ClawbackCause, SupportItem
from models.taxes import CreditLaw, Investment, MinimumTax, Support, WatchLaw

EOK = 10**8
LARGE = MinimumTax(
    Fraction(17, 100),
    lower=(100 * EOK, Fraction(10, 100)),
    middle=(1000 * EOK, Fraction(12, 100)),
)
SME = MinimumTax(Fraction(7, 100))


def law(percent: Any, **said: Any) -> CreditLaw:
    """A provision of Art. 24 with its additional credit and cap, unless said otherwise."""
    given: dict[str, Any] = {
        "article": "제24조 ① 2호",
        "rate": Fraction(str(percent)) / 100,
        "additional_rate": Fraction(10, 100),
        "additional_cap": 2,
        "average_years": 3,
        "ratio_multiple": Fraction(0),
        "ratio_cap": None,
        "needs_history": True,
        "deducts_support": True,
        "excludes_capital_area": True,
        "is_exempt": False,
        "carry_years": 10,
        "rural_rate": Fraction(20, 100),
    }
    return CreditLaw(**given | said)


def investment(eok: int, average: int | None = 0, **said: Any) -> Investment:
    """So many 억원 against three earlier years of ``average`` each."""
    prior = (None if average is None else average * EOK,) * 3
    return Investment(eok * EOK, prior, **said)


def support(item: SupportItem, eok: int) -> Support:
    """Public money of so many 억원."""
    return Support(item, eok * EOK)


def watch(**said: Any) -> WatchLaw:
    """Two years, five for buildings; 22 in 100,000 a day."""
    years = {
        (cause, asset): 5 if asset is AssetKind.BUILDING else 2
        for cause in ClawbackCause
        for asset in AssetKind
    }
    given: dict[str, Any] = {
        "years": years,
        "daily_interest": Fraction(22, 100_000),
        "cancels_unused": True,
    }
    return WatchLaw(**given | said)
