"""What a panel allows: the rungs of estimation, and the rule that stops each of the others."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from econ.errors import MissingValues, OutOfRange, UnknownName
from econ.estimators.absorption import Effects, sums_by
from econ.estimators.panel import Panel, panel_of
from econ.parameters import Parameters
from econ.results import Entry
from econ.units import Vector

RUNGS = ("prior_only", "poisson", "static", "dynamic")
SAME = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """An elasticity asked of a panel.

    Attributes
    ----------
    frame : pandas.DataFrame
        Levels, not logarithms; one row a sector and year.
    investment, user_cost : str
        Columns; investment is not negative, user cost positive.
    controls : tuple of str
        Further positive columns, such as value added; their logarithms enter.
    entity, time : str
    imputed : str or None
        Column that is true where investment was filled in.
    """

    frame: pd.DataFrame
    investment: str
    user_cost: str
    controls: tuple[str, ...]
    entity: str
    time: str
    imputed: str | None = None


@dataclass(frozen=True, slots=True)
class Rung:
    """One way to estimate: allowed where no rule refuses it."""

    name: str
    refused: tuple[Entry, ...]

    @property
    def allowed(self) -> bool:
        """Whether nothing stops it."""
        return not self.refused


@dataclass(frozen=True, slots=True, eq=False)
class Ladder:
    """The rungs of specification 5.2 for one panel.

    Attributes
    ----------
    rungs : tuple of Rung
        poisson, static, dynamic, long_series, moments: with what stops each.
    chosen : str
        The highest that is allowed; prior_only where none is.
    logs : pandas.DataFrame
        The panel with logarithms of user cost and controls, and of investment where none is zero.
    within_sd : float
        Standard deviation of ln user cost once both effects are out.
    units, periods, nobs : int
    zeros : float
        Share of cells without investment.
    """

    rungs: tuple[Rung, ...]
    chosen: str
    logs: pd.DataFrame
    within_sd: float
    units: int
    periods: int
    nobs: int
    zeros: float

    @property
    def refused(self) -> tuple[Entry, ...]:
        """Every rule that stopped something, once."""
        found: list[Entry] = []
        for rung in self.rungs:
            found += [entry for entry in rung.refused if entry not in found]
        return tuple(found)


def ladder(question: Question, parameters: Parameters) -> Ladder:
    """Return which estimators a panel allows (specification 5.2 and "never estimate when", 13).

    Parameters
    ----------
    question : Question
    parameters : Parameters
        Holds every threshold under ``rule.``.

    Raises
    ------
    OutOfRange
        When investment is negative, or user cost or a control not positive.
    Every error of ``econ.estimators.panel.panel_of``.
    """
    panel = _panel(question)
    left = _identifying(panel)
    never = list(_never(question, panel, left, parameters))
    zeros = float((panel.y == 0.0).mean())
    static = never + list(_static(panel, left, parameters))
    many = zeros > parameters["rule.zeros"]
    logarithm = [_zeros(zeros, parameters)] if many else []
    dynamic = static + logarithm + list(_dynamic(panel, zeros, parameters))
    units, periods = len(panel.entities), len(panel.periods)
    rungs = (
        Rung("poisson", tuple(static) if many else (*static, _no_zeros(zeros, parameters))),
        Rung("static", tuple(static + logarithm)),
        Rung("dynamic", tuple(dynamic)),
        Rung("long_series", tuple(_long(periods, parameters))),
        Rung("moments", (Entry("moments_not_offered", {"have": units}),)),
    )
    allowed = [rung.name for rung in rungs if rung.allowed and rung.name in RUNGS]
    return Ladder(
        rungs=rungs,
        chosen=allowed[-1] if allowed else RUNGS[0],
        logs=_logs(question, panel),
        within_sd=float(np.sqrt((left**2).sum() / max(panel.nobs - _effects(panel).rank, 1))),
        units=units,
        periods=periods,
        nobs=panel.nobs,
        zeros=zeros,
    )


def _panel(question: Question) -> Panel:
    columns = (question.user_cost, *question.controls)
    panel = panel_of(
        question.frame, question.investment, columns, entity=question.entity, time=question.time
    )
    if panel.y.min() < 0.0:
        raise OutOfRange(name=question.investment, value=float(panel.y.min()), low=0.0)
    for name, values in zip(columns, panel.x.T, strict=True):
        if values.min() <= 0.0:
            raise OutOfRange(name=name, value=float(values.min()), low=0.0)
    return panel


def _effects(panel: Panel) -> Effects:
    return Effects(panel.entity, panel.time)


def _identifying(panel: Panel) -> Vector:
    """Return ln user cost without effects of units and periods, rounding set to zero."""
    cost = np.log(panel.x[:, 0])
    left = _effects(panel).project(cost)
    return np.where(np.abs(left) > SAME, left, 0.0)


def _never(
    question: Question, panel: Panel, left: Vector, parameters: Parameters
) -> Iterable[Entry]:
    """Yield which of the rules "never estimate when" hold."""
    weights = sums_by(left**2, panel.entity)
    total = float((weights**2).sum())
    have = float(weights.sum()) ** 2 / total if total > 0.0 else 0.0
    need = parameters["rule.variation_units"]
    if have < need:
        yield Entry("few_units_of_variation", {"have": have, "need": need})
    free = panel.nobs - panel.x.shape[1] - _effects(panel).rank
    least = int(parameters["rule.degrees_of_freedom"])
    if free < least:
        yield Entry("few_degrees_of_freedom", {"have": max(free, 0), "need": least})
    share, most = _imputed(question), parameters["rule.imputed"]
    if share > most:
        yield Entry("too_many_imputed", {"share": share, "most": f"{most:.0%}"})
    year = _one_common_change(panel)
    if year is not None:
        yield Entry("one_common_change", {"year": year})


def _imputed(question: Question) -> float:
    if question.imputed is None:
        return 0.0
    if question.imputed not in question.frame.columns:
        raise UnknownName(name="columns", value=question.imputed, allowed=())
    column = question.frame[question.imputed]
    if column.isna().any():
        raise MissingValues(name=question.imputed, count=int(column.isna().sum()), rows=())
    return float(column.astype(bool).mean())


def _one_common_change(panel: Panel) -> Any:
    """Return the one year in which user cost changed, and changed alike for all; else None."""
    times = panel.time if panel.time is not None else panel.entity
    order = np.lexsort((times, panel.entity))
    unit, time = panel.entity[order], times[order]
    change = np.diff(np.log(panel.x[order, 0]))[unit[1:] == unit[:-1]]
    when = time[1:][unit[1:] == unit[:-1]]
    moved = np.abs(change) > SAME
    if len(np.unique(when[moved])) != 1:
        return None
    year = int(when[moved][0])
    alike = change[when == year]
    return panel.periods[year] if float(np.ptp(alike)) <= SAME else None


def _static(panel: Panel, left: Vector, parameters: Parameters) -> Iterable[Entry]:
    have = len(panel.entities)
    need = int(parameters["rule.static_units"])
    if have < need:
        yield Entry("few_sectors", {"have": have, "need": need})
    have, need = len(panel.periods), int(parameters["rule.static_periods"])
    if have < need:
        yield Entry("few_years", {"have": have, "need": need})
    spread = float(np.sqrt((left**2).sum() / max(panel.nobs - _effects(panel).rank, 1)))
    least = parameters["rule.within_sd"]
    if spread < least:
        yield Entry("little_variation", {"have": f"{spread:.4f}", "need": f"{least:.4f}"})


def _dynamic(panel: Panel, zeros: float, parameters: Parameters) -> Iterable[Entry]:
    have = len(panel.entities)
    need = int(parameters["rule.dynamic_units"])
    if have < need:
        yield Entry("few_sectors_for_dynamics", {"have": have, "need": need})
    have, need = len(panel.periods), int(parameters["rule.dynamic_periods"])
    if have < need:
        yield Entry("few_years_for_dynamics", {"have": have, "need": need})
    have, need = panel.nobs, int(parameters["rule.dynamic_cells"])
    if have < need:
        yield Entry("few_cells_for_dynamics", {"have": have, "need": need})
    missing = len(panel.entities) * len(panel.periods) - panel.nobs
    missing += round(zeros * panel.nobs)
    if missing:
        yield Entry("holes_for_dynamics", {"missing": missing})


def _long(periods: int, parameters: Parameters) -> Iterable[Entry]:
    need = int(parameters["rule.long_series"])
    if periods < need:
        yield Entry("few_years_for_long_series", {"have": periods, "need": need})


def _zeros(zeros: float, parameters: Parameters) -> Entry:
    return Entry("zeros_have_no_logarithm", {"share": zeros, "most": f"{_most(parameters):.0%}"})


def _no_zeros(zeros: float, parameters: Parameters) -> Entry:
    return Entry("zeros_are_rare", {"share": zeros, "most": f"{_most(parameters):.0%}"})


def _most(parameters: Parameters) -> float:
    return parameters["rule.zeros"]


def _logs(question: Question, panel: Panel) -> pd.DataFrame:
    logs = question.frame[[question.entity, question.time, question.investment]].copy()
    for place, name in enumerate(panel.regressors):
        logs[f"ln {name}"] = np.log(panel.x[:, place])
    positive = panel.y > 0.0
    logs[f"ln {question.investment}"] = np.log(np.where(positive, panel.y, np.nan))
    return logs
