"""From investment to adoption to ledger A, for every coalition and one adoption series."""

from dataclasses import dataclass

import numpy as np

from econ.capital import ai_capital, in_use
from econ.coefficients import Coefficients
from econ.diffusion import counterfactual, depth_by_age, known_path, observed_pace, projected, used
from econ.frame import Frame
from econ.inputs import AdoptionSeries
from econ.ledgers import Parts, evidence, official
from econ.units import Array


@dataclass(frozen=True, slots=True)
class Capital:
    """AI capital by draw, coalition and year.

    Attributes
    ----------
    years : tuple of int, length T
        From the year after the base year to the end of the window.
    investment_bn : Array, shape (D, 16, T)
        Registered and induced plus what goes on in any case, nominal KRW bn.
    stock_bn : Array, shape (D, 16, T + 1)
        At the end of the base year and of each year, base-year prices.
    in_use_bn : Array, shape (D, 16, T)
    """

    years: tuple[int, ...]
    investment_bn: Array
    stock_bn: Array
    in_use_bn: Array


@dataclass(frozen=True, slots=True)
class Impact:
    """Ledger A in the impact year under one adoption series.

    Attributes
    ----------
    years : tuple of int, length H
        From the years of deepening before the first observation (or the base year) to the end of
        the window.
    share : Array, shape (D, H)
        Share of firms under the investment that happens.
    adoption_gain, index : Array, shape (D, 16)
        a and a·g in the impact year above the base year.
    official, evidence : Parts, shape (D, 16)
        Nominal KRW bn a year.
    """

    years: tuple[int, ...]
    share: Array
    adoption_gain: Array
    index: Array
    official: Parts
    evidence: Parts


def capital(frame: Frame, coalitions_bn: Array) -> Capital:
    """Return the AI capital that each coalition leads to.

    Parameters
    ----------
    frame : Frame
    coalitions_bn : Array, shape (D, 16, years of the window)
        v(C) of specification 8.1.

    Notes
    -----
    Unregistered investment goes on in every coalition: N0 where it is given, else the assumed
    background; the empty coalition means no registered investment, not business as usual
    (amendment 3).
    """
    settings, parameters = frame.settings, frame.parameters
    years = tuple(range(settings.base_year + 1, settings.last_year + 1))
    investment = np.zeros((*coalitions_bn.shape[:-1], len(years)))
    investment += _background(frame, years)
    investment[..., len(years) - len(frame.window) :] += coalitions_bn
    stock = ai_capital(
        investment,
        start_bn=parameters["ai_capital.end_2023"],
        depreciation=parameters["ai_capital.depreciation"],
        price_growth=parameters["macro.investment_price_growth"],
    )
    return Capital(years, investment, stock, in_use(stock))


def impact(
    frame: Frame, coefficients: Coefficients, assets: Capital, series: AdoptionSeries
) -> Impact:
    """Return ledger A of the impact year under one series, for every draw and coalition.

    Parameters
    ----------
    frame : Frame
    coefficients : Coefficients, D draws
    assets : Capital
    series : AdoptionSeries

    Notes
    -----
    The users of the first observation did not all begin in its year: the path is carried back by
    as many years as use takes to deepen, at the pace of the first two observations. Else a young
    series would count the deepening of old users as a gain.
    """
    settings, parameters = frame.settings, frame.parameters
    first, span = parameters["adoption.depth_first"], parameters["adoption.depth_years"]
    begin = min(series.years[0], settings.base_year) - int(np.ceil(span))
    years = tuple(range(begin, settings.last_year + 1))
    share = _share(frame, coefficients, assets, series, years)
    alternatives = _alternatives(frame, coefficients, assets, share, years)
    base, year = years.index(settings.base_year), years.index(settings.impact_year)
    depth = depth_by_age(first, span, len(years))
    start = used(share[:, : base + 1], depth)[:, np.newaxis]
    index = used(alternatives[..., : year + 1], depth) - start
    gain = alternatives[..., year] - share[:, base, np.newaxis]
    return Impact(
        years=years,
        share=share,
        adoption_gain=gain,
        index=index,
        official=official(frame.inputs.ledger_a, index=index),
        evidence=_evidence(frame, coefficients, gain, index),
    )


def _background(frame: Frame, years: tuple[int, ...]) -> Array:
    if frame.inputs.autonomous_bn is not None:
        before = len(years) - len(frame.window)
        return np.concatenate((np.zeros(before), frame.autonomous_bn))
    growth = 1.0 + frame.parameters["macro.investment_price_growth"]
    real = frame.parameters["ai_capital.background"]
    return np.asarray(real * growth ** np.arange(1, len(years) + 1), dtype=np.float64)


def _share(
    frame: Frame,
    coefficients: Coefficients,
    assets: Capital,
    series: AdoptionSeries,
    years: tuple[int, ...],
) -> Array:
    baseline = frame.parameters["ai_capital.baseline_growth"]
    together = np.concatenate((assets.stock_bn[:, -1, :1], assets.in_use_bn[:, -1]), axis=1)
    growth = np.full((len(together), len(years)), baseline)
    growth[:, -len(assets.years) :] = np.diff(np.log(together), axis=1)
    shift = np.array([frame.inputs.speed_shift.get(year, 0.0) for year in years])
    error = coefficients.speed_error[series.name][:, np.newaxis]
    return projected(
        known_path(series, years),
        speed=np.maximum(observed_pace(series) + error, 0.0) + shift,
        link=coefficients["adoption.capital_link"],
        log_growth=growth,
        baseline_growth=baseline,
    )


def _alternatives(
    frame: Frame,
    coefficients: Coefficients,
    assets: Capital,
    share: Array,
    years: tuple[int, ...],
) -> Array:
    together = assets.in_use_bn[:, -1:]
    link = coefficients["adoption.capital_link"][:, np.newaxis, np.newaxis]
    ratio = np.log(assets.in_use_bn / together)
    split = len(years) - len(assets.years)
    later = counterfactual(share[:, np.newaxis, split:], link=link, log_ratio=ratio)
    earlier = np.broadcast_to(share[:, np.newaxis, :split], (*later.shape[:2], split))
    return np.concatenate((earlier, later), axis=-1)


def _evidence(frame: Frame, coefficients: Coefficients, gain: Array, index: Array) -> Parts:
    return evidence(
        frame.inputs.ledger_a,
        adoption_gain=gain,
        index=index,
        sales_effect=coefficients["effect.sales"][:, np.newaxis],
        worker_use=frame.parameters["effect.worker_use"],
        time_saved=frame.parameters["effect.time_saved"],
        pass_through=coefficients["effect.pass_through"][:, np.newaxis],
        operating_discount=coefficients["effect.operating_discount"][:, np.newaxis],
    )
