"""What a run returns: one frozen Projection of named figures with their units."""

import dataclasses
import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from econ.errors import NotFinite
from econ.inputs import Settings

QUANTILES = (0.025, 0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95, 0.975)
LABELS = ("p025", "p05", "p10", "p25", "p50", "p75", "p90", "p95", "p975")
TARGETS = ("investment", "impact_official", "impact_evidence")
SIGNIFICANT = 13


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement as a code with values; the pages turn it into a sentence."""

    code: str
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Spread:
    """Mean and quantiles of one figure over the draws, in the figure's unit."""

    mean: float
    p025: float
    p05: float
    p10: float
    p25: float
    p50: float
    p75: float
    p90: float
    p95: float
    p975: float


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one player adds to a target, nominal KRW bn.

    Attributes
    ----------
    mean, p05, p25, p50, p75, p95 : float
        Shapley value over the draws; the means of all players add to the mean total.
    first_in, last_in : float
        Mean effect when added first, and when added last: the range over all orderings.
    """

    mean: float
    p05: float
    p25: float
    p50: float
    p75: float
    p95: float
    first_in: float
    last_in: float


@dataclass(frozen=True, slots=True)
class Attainment:
    """The investment target: chance, gap and what remains; nominal KRW bn.

    Attributes
    ----------
    probability, probability_se : float
        Share of draws at or above the target by the last year, and its Monte Carlo error.
    by_year : tuple of float
        Share of draws at or above the assumed pace path in each year of the window.
    pace_bn : tuple of float
        The assumed path, cumulated.
    gap : Spread
        Target minus total; negative where the total is above.
    shortfall_when_missed : float or None
        Mean gap of the draws that miss; None when none does.
    realised_bn : float or None
        Cumulated realised amounts as filed; None while nothing is reported.
    required_annual_bn : float or None
        What each remaining year must bring, from ``realised_bn`` to the target.
    """

    target_bn: float
    probability: float
    probability_se: float
    by_year: tuple[float, ...]
    pace_bn: tuple[float, ...]
    gap: Spread
    shortfall_when_missed: float | None
    realised_bn: float | None
    required_annual_bn: float | None


@dataclass(frozen=True, slots=True)
class Ledger:
    """Ledger A in the impact year for one track, nominal KRW bn a year: parts and their sum."""

    revenue: Spread
    labour_cost: Spread
    operating_cost: Spread
    total: Spread
    autonomous_mean: float
    index: float


@dataclass(frozen=True, slots=True)
class SeriesImpact:
    """Ledger A under one adoption series, with its paces.

    Attributes
    ----------
    name, definition, goal_year, goal_share
        The series as given.
    observed_pace, required_pace : float
        Logit points a year: between the last two observations, and needed for the goal.
    share : mapping of year to Spread
        Projected share of firms.
    official, evidence : Ledger
    """

    name: str
    definition: str
    goal_year: int
    goal_share: float
    observed_pace: float
    required_pace: float
    share: Mapping[int, Spread]
    official: Ledger
    evidence: Ledger


@dataclass(frozen=True, slots=True)
class Concentration:
    """How few pledges and firms carry the total: effective numbers and the top share."""

    n_pledges: int
    n_firms: int
    n_eff_pledge: float | None
    n_eff_firm: float | None
    top5_firm_share: float | None


@dataclass(frozen=True, slots=True)
class PledgeForecast:
    """What one pledge is expected to bring in the window, nominal KRW bn.

    Attributes
    ----------
    face_bn : float
        Scheduled in the window, after overlap.
    expected_bn : tuple of float
        Mean by year of the window; adds over pledges to the mean total under the strict scope.
    sd_bn : float
        Standard deviation of the total in the window.
    p025, p10, p90, p975 : float
        Bounds of its 95 % and 80 % intervals, from the first 512 draws.
    reported_bn : float or None
        As filed, in the window; None while nothing is.
    final_share : float or None
        Expected share finally delivered by its cell; None for ended pledges.
    """

    id: str
    pledge: str
    firm: str
    category: str
    status: str
    face_bn: float
    expected_bn: tuple[float, ...]
    sd_bn: float
    p025: float
    p10: float
    p90: float
    p975: float
    reported_bn: float | None
    final_share: float | None


@dataclass(frozen=True, slots=True)
class Step:
    """One bar of a waterfall of means, nominal KRW bn; the first and last are levels."""

    code: str
    value: float


@dataclass(frozen=True, slots=True)
class Convergence:
    """How exact the simulation is."""

    draws: int
    preview: bool
    probability_se: float
    median_se: float
    converged: bool


@dataclass(frozen=True, slots=True)
class Projection:
    """The whole answer of one run; money in nominal KRW bn, rates and shares as decimals.

    Attributes
    ----------
    settings : Settings
    years : tuple of int
        The window.
    scope_totals : mapping
        Mean total under each scope, and the naive sum that counts twice.
    annual, cumulative : tuple of Spread
        Private AI investment of each year, and cumulated to its end.
    attainment : Attainment
    contributions : mapping of target to mapping of player to Contribution
        Targets are TARGETS; players are the four kinds and ``autonomous``.
    totals : mapping of target to float
        Mean totals to which the contributions add.
    impact : tuple of SeriesImpact
        One entry an adoption series; ``primary_series`` names the one in ``contributions``.
    required_index : float
        Impact target over the full official potential.
    waterfall : tuple of Step
        Face value to risk-adjusted value.
    pledges : tuple of PledgeForecast
    known : mapping of player to bool
        False: nothing dated was given, so the contribution is 0 because it is not known.
    deterministic : mapping
        The chain at central coefficients with every intermediate value (see
        ``econ.deterministic``).
    prior_weight : mapping of block to float
        Share of prior in the coefficients, 1 = prior only.
    refused, log : tuple of Entry
        Estimates not made with the rule that stopped them; assumptions made about the data.
    convergence : Convergence
    manifest : mapping
        Versions, parameter hash, stream names, specification.
    """

    settings: Settings
    years: tuple[int, ...]
    scope_totals: Mapping[str, float]
    annual: tuple[Spread, ...]
    cumulative: tuple[Spread, ...]
    attainment: Attainment
    contributions: Mapping[str, Mapping[str, Contribution]]
    totals: Mapping[str, float]
    primary_series: str
    impact: tuple[SeriesImpact, ...]
    required_index: float
    concentration: Concentration
    waterfall: tuple[Step, ...]
    pledges: tuple[PledgeForecast, ...]
    known: Mapping[str, bool]
    deterministic: Mapping[str, object]
    prior_weight: Mapping[str, float]
    refused: tuple[Entry, ...]
    log: tuple[Entry, ...]
    convergence: Convergence
    manifest: Mapping[str, object]

    def to_dict(self) -> dict[str, object]:
        """Return plain numbers, strings, lists and dictionaries, in a fixed order.

        Raises
        ------
        NotFinite
            When any figure is not a finite number; nothing unknown hides behind NaN.
        """
        plain_self = plain(self)
        assert isinstance(plain_self, dict)
        return plain_self

    def sha256(self) -> str:
        """Return the digest of everything except the manifest's versions."""
        figures = self.to_dict()
        figures.pop("manifest")
        return digest(figures)


def plain(value: object, path: str = "") -> object:
    """Return ``value`` as JSON-able data, floats at 13 significant digits.

    Raises
    ------
    NotFinite
        With the path of the first number that is NaN or infinite.
    """
    if isinstance(value, float | np.floating):
        return _number(float(value), path)
    if isinstance(value, np.integer):
        return int(value)
    if isinstance(value, date):
        return value.isoformat()
    if dataclasses.is_dataclass(value):
        names = [field.name for field in dataclasses.fields(value)]
        return {name: plain(getattr(value, name), f"{path}.{name}") for name in names}
    return _container(value, path)


def digest(value: object) -> str:
    """Return the SHA-256 of ``value`` in canonical JSON."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def spread(draws: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Spread:
    """Return mean and quantiles of ``draws``, shape (D,), in their own unit."""
    points = np.quantile(draws, QUANTILES)
    return Spread(float(draws.mean()), *(float(point) for point in points))


def _number(value: float, path: str) -> float:
    if not math.isfinite(value):
        raise NotFinite(path=path, value=str(value))
    return float(f"{value:.{SIGNIFICANT}g}") + 0.0


def _container(value: object, path: str) -> object:
    if isinstance(value, np.ndarray):
        return [plain(item, f"{path}[]") for item in value.tolist()]
    if isinstance(value, Mapping):
        return {str(key): plain(item, f"{path}.{key}") for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain(item, f"{path}[]") for item in value]
    return value
