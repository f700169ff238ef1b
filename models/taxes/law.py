"""What the law says on one day, as plain values; None is what no provision or setting says."""

from dataclasses import dataclass
from fractions import Fraction

from models.tax_vocabulary import AssetKind, ClawbackCause


@dataclass(frozen=True, slots=True)
class CreditLaw:
    """One provision for one firm size, with the settings that complete it.

    Attributes
    ----------
    article : str
        Where the rate stands.
    rate : Fraction or None
        Base credit per won of the net base.
    additional_rate, additional_cap, average_years
        Additional credit per won of the excess over the average of that many years, at most
        ``additional_cap`` times the base credit. A rate of 0 means that there is none.
    ratio_multiple, ratio_cap
        Art. 10①: extra rate as a multiple of spending over revenue, and the most it can be.
    needs_history : bool or None
        Whether a firm without any earlier investment has no additional credit.
    deducts_support : bool or None
        Whether Art. 127① lessens the base.
    excludes_capital_area : bool or None
        Whether Art. 130 can shut out the investment.
    is_exempt : bool or None
        Whether the minimum tax leaves this credit alone.
    carry_years : int or None
        Through how many later tax years an unused credit lives.
    rural_rate : Fraction or None
        Special rural development tax per won of credit used.
    """

    article: str
    rate: Fraction | None
    additional_rate: Fraction | None
    additional_cap: int | None
    average_years: int | None
    ratio_multiple: Fraction | None
    ratio_cap: Fraction | None
    needs_history: bool | None
    deducts_support: bool | None
    excludes_capital_area: bool | None
    is_exempt: bool | None
    carry_years: int | None
    rural_rate: Fraction | None


@dataclass(frozen=True, slots=True)
class MinimumTax:
    """Art. 132①: the rates of the minimum tax for one firm size.

    Where ``lower`` and ``middle`` are given, they hold up to their bounds and ``rate`` above;
    for SMEs and firms that lately were SMEs one rate holds for everything.
    """

    rate: Fraction
    lower: tuple[int, Fraction] | None = None
    middle: tuple[int, Fraction] | None = None


@dataclass(frozen=True, slots=True)
class WatchLaw:
    """Arts. 24③ and 146: how long an asset is watched, and what interest a clawback bears."""

    years: dict[tuple[ClawbackCause, AssetKind], int | None]
    daily_interest: Fraction | None
    cancels_unused: bool | None
