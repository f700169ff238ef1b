"""Whether a long series has a unit root: two tests with opposite nulls, and a panel of them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import chdtrc
from statsmodels.tsa.stattools import adfuller

from econ.errors import AbsorbedByEffects, OutOfRange, SampleTooShort
from econ.estimators.driscoll_kraay import default_bandwidth
from econ.estimators.fixed_effects import finite
from econ.estimators.linear import NO_VARIATION
from econ.estimators.panel import panel_of
from econ.units import Vector

FEWEST, FEWEST_UNITS, FEWEST_YEARS = 20, 10, 10
SURE = 0.05
CRITICAL = {"c": 0.463, "ct": 0.146}


@dataclass(frozen=True, slots=True)
class UnitRoot:
    """A confirmatory pair.

    Attributes
    ----------
    adf, adf_pvalue : float
        Augmented Dickey–Fuller; null: unit root.
    kpss, kpss_critical : float
        Kwiatkowski, Phillips, Schmidt and Shin, and its 5 % point; null: stationary.
    verdict : str
        stationary, unit_root, or undetermined where both or neither null is rejected: then
        differences and levels are shown.
    """

    adf: float
    adf_pvalue: float
    kpss: float
    kpss_critical: float
    verdict: str


@dataclass(frozen=True, slots=True)
class PanelUnitRoot:
    """Fisher's combination of the units' own tests; null: every unit has a unit root.

    Attributes
    ----------
    statistic, pvalue : float
        -2 Σ ln p, chi-squared with ``dof``.
    dof : int
        Two a unit.
    decision : str
        levels where the null is rejected, else differences_beside.
    """

    statistic: float
    dof: int
    pvalue: float
    decision: str


def unit_root(
    values: Sequence[float] | Vector, *, trend: bool = False, lags: int | None = None
) -> UnitRoot:
    """Return augmented Dickey–Fuller and KPSS with their common verdict.

    Parameters
    ----------
    values : sequence of float, length T
    trend : bool
        Whether a linear trend counts as stationary.
    lags : int or None
        Of both; None: by Akaike's criterion, and floor(4 (T/100)^(2/9)).

    Raises
    ------
    SampleTooShort
        With fewer than 20 observations (specification 13).
    OutOfRange
        When a value is not finite.
    AbsorbedByEffects
        When the series is constant, or a straight line.
    """
    series = np.asarray(values, dtype=np.float64)
    if len(series) < FEWEST:
        raise SampleTooShort(name="series", have=len(series), need=FEWEST)
    if not np.isfinite(series).all():
        raise OutOfRange(name="series", value=float(series[~np.isfinite(series)][0]))
    kind = "ct" if trend else "c"
    statistic = _kpss(series, trend, default_bandwidth(len(series)) if lags is None else lags)
    adf, pvalue = _adf(series, kind, lags)
    rejected = (pvalue < SURE, statistic > CRITICAL[kind])
    verdicts = {(True, False): "stationary", (False, True): "unit_root"}
    return UnitRoot(adf, pvalue, statistic, CRITICAL[kind], verdicts.get(rejected, "undetermined"))


def panel_unit_root(
    frame: pd.DataFrame, column: str, *, entity: str, time: str, trend: bool = False
) -> PanelUnitRoot:
    """Return Fisher's test that every unit of a panel has a unit root.

    Parameters
    ----------
    frame : pandas.DataFrame; column, entity, time : str
    trend : bool
        As ``unit_root``.

    Raises
    ------
    SampleTooShort
        With fewer than 10 units, or fewer than 10 periods of one of them.
    AbsorbedByEffects
        When a unit's series is constant.
    Every error of ``econ.estimators.panel.panel_of``.

    Notes
    -----
    Maddala and Wu 1999, Oxford Bulletin of Economics and Statistics 61, 631-652; one lag a unit.
    Units are taken as independent: test that first.
    """
    whole = frame.assign(**{"": 0.0})
    panel = panel_of(whole, column, [""], entity=entity, time=time)
    units = len(panel.entities)
    if units < FEWEST_UNITS:
        raise SampleTooShort(name=entity, have=units, need=FEWEST_UNITS)
    total = 0.0
    times = panel.entity if panel.time is None else panel.time
    for code in range(units):
        rows = np.flatnonzero(panel.entity == code)
        if len(rows) < FEWEST_YEARS:
            raise SampleTooShort(name=time, have=len(rows), need=FEWEST_YEARS)
        own = panel.y[rows[np.argsort(times[rows])]]
        _, pvalue = _adf(own, "ct" if trend else "c", 1)
        total -= 2.0 * float(np.log(max(pvalue, np.finfo(np.float64).tiny)))
    pvalue = float(chdtrc(2 * units, total))
    decision = "levels" if pvalue < SURE else "differences_beside"
    return PanelUnitRoot(total, 2 * units, pvalue, decision)


def _adf(series: Vector, kind: str, lags: int | None) -> tuple[float, float]:
    _rest(series, trend=True)
    flat = series - series.mean()
    flat = flat / np.abs(flat).max()
    if lags is None:
        found = adfuller(flat, regression=kind, autolag="AIC", result_object=True)
    else:
        found = adfuller(flat, regression=kind, maxlag=lags, autolag=None, result_object=True)
    finite(adf=np.array([found.statistic, found.pvalue]))
    return float(found.statistic), float(found.pvalue)


def _kpss(series: Vector, trend: bool, lags: int) -> float:
    """Return Σ S_t² / (T² s²) with a Bartlett estimate of the long-run variance."""
    rest = _rest(series, trend)
    variance = float(rest @ rest)
    for lag in range(1, lags + 1):
        variance += 2.0 * (1.0 - lag / (lags + 1.0)) * float(rest[lag:] @ rest[:-lag])
    return float((rest.cumsum() ** 2).sum()) / (len(series) * variance)


def _rest(series: Vector, trend: bool) -> Vector:
    length = len(series)
    design = np.column_stack([np.ones(length), np.arange(length) / length][: 2 if trend else 1])
    rest = series - design @ np.linalg.lstsq(design, series, rcond=None)[0]
    if not np.linalg.norm(rest) > NO_VARIATION * np.linalg.norm(series):
        raise AbsorbedByEffects(name="series")
    return np.asarray(rest, dtype=np.float64)
