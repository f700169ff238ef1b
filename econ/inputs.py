"""What a run is fed with: frozen tables that check their shapes, units and names."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from econ.errors import OutOfRange
from econ.names import (
    ASSETS,
    BASES,
    CATEGORIES,
    GRADES,
    PLAYERS,
    PROFILES,
    SCOPES,
    SIZES,
    STATUSES,
)
from econ.pledge_book import PledgeBook, PledgeRecord
from econ.units import LARGEST_BN, Vector, consecutive, frozen, one_of, unique, within

__all__ = [
    "ASSETS",
    "BASES",
    "CATEGORIES",
    "GRADES",
    "PLAYERS",
    "PROFILES",
    "SCOPES",
    "SIZES",
    "STATUSES",
    "AdoptionSeries",
    "Estimate",
    "FundBook",
    "Inputs",
    "LedgerABase",
    "Loan",
    "LoanBook",
    "PledgeBook",
    "PledgeRecord",
    "Provision",
    "Settings",
    "TaxRegime",
]


@dataclass(frozen=True, slots=True)
class Provision:
    """One dated tax credit: its rate with the policy and the rate that would hold without it.

    Attributes
    ----------
    asset, size : str
        From ASSETS and SIZES.
    rate, rate_without : float
        Credit per KRW of eligible investment, decimals.
    valid_from : date
    valid_to : date or None
        Last day, inclusive; None means open.
    eligible_share : float
        Share of the asset's investment that the provision covers.
    rural_tax : float
        Special rural development tax on the credit, share of the credit.
    category : str or None
        Only for this category of pledge; None means all. The more particular one wins.
    source : str
        Article or reference, kept for the manifest.
    rate_planned : float or None
        The rate that held when the pledges were made, where a reform replaces it; None means that
        they were made under ``rate`` itself.
    """

    asset: str
    size: str
    rate: float
    rate_without: float
    valid_from: date
    valid_to: date | None = None
    eligible_share: float = 1.0
    rural_tax: float = 0.0
    category: str | None = None
    source: str = ""
    rate_planned: float | None = None

    def __post_init__(self) -> None:
        """Check names and ranges."""
        one_of((self.asset,), ASSETS, name="asset")
        one_of((self.size,), SIZES, name="size")
        if self.category is not None:
            one_of((self.category,), CATEGORIES, name="category")
        rates = self.rate, self.rate_without, self.planned
        shares = np.array([*rates, self.eligible_share, self.rural_tax])
        within(shares, name="provision", low=0.0, high=1.0)

    @property
    def planned(self) -> float:
        """Return the rate under which the pledges were made."""
        return self.rate if self.rate_planned is None else self.rate_planned


@dataclass(frozen=True, slots=True)
class TaxRegime:
    """The dated provisions that apply; empty means not known: contribution 0, logged."""

    provisions: tuple[Provision, ...] = ()


@dataclass(frozen=True, slots=True)
class FundBook:
    """Public money disbursed by funds, nominal KRW bn; empty means not known.

    Attributes
    ----------
    years : tuple of int, length T
        Consecutive; may begin before the window, because money is drawn down over years.
    disbursed_bn : Vector, shape (T,)
    coinvested_bn : Vector, shape (T,)
        Reported private co-investment: gross leverage, shown, never used as additional.
    overlap : float or None
        Share already recorded as pledges where firms were matched; None uses the prior.
    scenario : bool
        True when a scenario supplied it.
    """

    years: tuple[int, ...] = ()
    disbursed_bn: Vector = field(default_factory=lambda: np.zeros(0))
    coinvested_bn: Vector | None = None
    overlap: float | None = None
    scenario: bool = False

    def __post_init__(self) -> None:
        """Freeze the arrays and check them."""
        consecutive(self.years, name="years", empty=True)
        coinvested = (
            self.disbursed_bn * np.nan if self.coinvested_bn is None else self.coinvested_bn
        )
        for name, values in (("disbursed_bn", self.disbursed_bn), ("coinvested_bn", coinvested)):
            column = frozen(values, name=name, shape=(len(self.years),))
            within(column, name=name, low=0.0, high=LARGEST_BN, missing=name == "coinvested_bn")
            object.__setattr__(self, name, column)
        if self.overlap is not None:
            within(np.array(self.overlap), name="overlap", low=0.0, high=1.0)


@dataclass(frozen=True, slots=True)
class Loan:
    """One policy loan; money in nominal KRW bn, rates nominal a year, times in years.

    Attributes
    ----------
    market_rate : float
        Rate of the same risk and term; the discount rate of the grant element.
    profile : str
        From PROFILES.
    constrained : bool or None
        Whether the borrower had no other credit; None uses the prior share.
    """

    id: str
    year: int
    principal_bn: float
    rate: float
    market_rate: float
    maturity_years: float
    grace_years: float
    payments_per_year: int = 4
    profile: str = "equal_principal"
    constrained: bool | None = None

    def __post_init__(self) -> None:
        """Check names and ranges."""
        one_of((self.profile,), PROFILES, name="profile")
        within(np.array([self.rate, self.market_rate]), name="rate", low=0.0, high=1.0)
        within(np.array(self.principal_bn), name="principal_bn", low=0.0, high=LARGEST_BN)
        if not 0.0 <= self.grace_years < self.maturity_years:
            raise OutOfRange(
                name="grace_years", value=self.grace_years, low=0.0, high=self.maturity_years
            )
        if self.payments_per_year < 1:
            raise OutOfRange(name="payments_per_year", value=self.payments_per_year)


@dataclass(frozen=True, slots=True)
class LoanBook:
    """The policy loans with dated disbursement; empty means not known."""

    loans: tuple[Loan, ...] = ()
    overlap: float | None = None
    scenario: bool = False

    def __post_init__(self) -> None:
        """Check identity and range."""
        unique([loan.id for loan in self.loans], name="loans")
        if self.overlap is not None:
            within(np.array(self.overlap), name="overlap", low=0.0, high=1.0)


@dataclass(frozen=True, slots=True)
class AdoptionSeries:
    """Share of firms that use AI by year, under one definition.

    Attributes
    ----------
    name, definition, source : str
    years : tuple of int, length T, ascending, gaps allowed
    share : Vector, shape (T,), strictly between 0 and 1
    goal_year, goal_share : int, float
        The goal whose required pace is shown (no verdict).
    """

    name: str
    definition: str
    years: tuple[int, ...]
    share: Vector
    goal_year: int = 2030
    goal_share: float = 0.70
    source: str = ""

    def __post_init__(self) -> None:
        """Freeze the shares and check them."""
        column = frozen(self.share, name="share", shape=(len(self.years),))
        object.__setattr__(self, "share", column)
        tiny = float(np.finfo(np.float64).eps)
        within(column, name="share", low=tiny, high=1.0 - tiny)
        if len(self.years) < 2 or tuple(sorted(set(self.years))) != self.years:
            raise OutOfRange(name="years", value=self.years)


@dataclass(frozen=True, slots=True)
class LedgerABase:
    """Annual bases of ledger A in nominal KRW bn and their maximum effects (shares).

    Attributes
    ----------
    industries : tuple of str, length S
    revenue_bn, labour_bn, operating_bn : Vector, shape (S,)
    revenue_effect, labour_effect, operating_effect : Vector, shape (S,)
    """

    industries: tuple[str, ...]
    revenue_bn: Vector
    labour_bn: Vector
    operating_bn: Vector
    revenue_effect: Vector
    labour_effect: Vector
    operating_effect: Vector

    def __post_init__(self) -> None:
        """Freeze the arrays and check them."""
        unique(self.industries, name="industries")
        for part in ("revenue", "labour", "operating"):
            for name, high in ((f"{part}_bn", LARGEST_BN), (f"{part}_effect", 1.0)):
                shape = (len(self.industries),)
                column = frozen(getattr(self, name), name=name, shape=shape)
                within(column, name=name, low=0.0, high=high)
                object.__setattr__(self, name, column)


@dataclass(frozen=True, slots=True)
class Estimate:
    """An elasticity estimated elsewhere, pooled with the prior of its asset."""

    asset: str
    mean: float
    se: float

    def __post_init__(self) -> None:
        """Check names and ranges."""
        one_of((self.asset,), ASSETS, name="asset")
        if not self.se > 0.0:
            raise OutOfRange(name="se", value=self.se)


@dataclass(frozen=True, slots=True)
class Settings:
    """What the run is asked: cut-off, scope, basis, draws, seed, targets and years.

    Attributes
    ----------
    target_bn, impact_target_bn : float
        65,000 (cumulated 2024–2027) and 310,000 (annual) in nominal KRW bn.
    adoption_series : str or None
        The series that drives contributions to the impact; None means the first.
    max_draws : int or None
        The draws are doubled up to this number while not converged; None means never.
    """

    as_of: date
    scope: str = "strict"
    basis: str = "headline"
    draws: int = 10_000
    seed: int = 1
    target_bn: float = 65_000.0
    first_year: int = 2024
    last_year: int = 2027
    impact_target_bn: float = 310_000.0
    impact_year: int = 2026
    base_year: int = 2023
    adoption_series: str | None = None
    max_draws: int | None = None

    def __post_init__(self) -> None:
        """Check names and ranges."""
        one_of((self.scope,), SCOPES, name="scope")
        one_of((self.basis,), BASES, name="basis")
        within(np.array(float(self.draws)), name="draws", low=2, high=1_000_000)
        within(np.array(float(self.seed)), name="seed", low=0, high=2.0**63)
        ordered = self.base_year < self.first_year <= self.impact_year <= self.last_year
        if not ordered:
            raise OutOfRange(name="years", value=(self.first_year, self.last_year))

    @property
    def window(self) -> tuple[int, ...]:
        """The years of the investment target."""
        return tuple(range(self.first_year, self.last_year + 1))


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything that one run reads from the registry and its tables.

    Attributes
    ----------
    autonomous_bn : Vector or None, shape (years of the window,)
        In-scope investment of firms that pledged nothing (N0); None means 0.
    delivery_shift, speed_shift : float by year
        Scenario shocks: logit of the delivery share, logit adoption speed; normally empty.
    """

    pledges: PledgeBook
    ledger_a: LedgerABase
    adoption: tuple[AdoptionSeries, ...]
    tax: TaxRegime = field(default_factory=TaxRegime)
    funds: FundBook = field(default_factory=FundBook)
    loans: LoanBook = field(default_factory=LoanBook)
    autonomous_bn: Vector | None = None
    estimates: tuple[Estimate, ...] = ()
    delivery_shift: Mapping[int, float] = field(default_factory=dict)
    speed_shift: Mapping[int, float] = field(default_factory=dict)
