"""The elasticity of investment to user cost: estimated on the highest rung allowed, then pooled."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import ndtri, stdtrit

from econ.errors import AbsorbedByEffects, Collinear, EconError, NoCorrection, NotConverged
from econ.estimators.bootstrap import wild_cluster_bootstrap
from econ.estimators.counts import fit_poisson
from econ.estimators.dynamic import bootstrap_long_run, fit_dynamic
from econ.estimators.fixed_effects import DETECTABLE, Fit, finite, fit_fixed_effects
from econ.estimators.ladder import RUNGS, Ladder, Question, ladder
from econ.parameters import Parameters
from econ.pooling import Pooled, pool
from econ.results import Entry

QUANTILE = float(ndtri(0.975))
DRAWS = 999


@dataclass(frozen=True, slots=True)
class Point:
    """One estimate.

    Attributes
    ----------
    rung : str
        poisson, static or dynamic.
    estimate, se : float
        The elasticity (long-run where dynamic) and the standard error that is pooled.
    inference : str
        clustered, wild_bootstrap or unit_bootstrap: where ``se`` and ``interval`` come from.
    interval : (float, float)
        95 %.
    nobs : int
    """

    rung: str
    estimate: float
    se: float
    inference: str
    interval: tuple[float, float]
    nobs: int

    @property
    def detectable(self) -> float:
        """The smallest effect found four times in five."""
        return DETECTABLE * self.se


@dataclass(frozen=True, slots=True, eq=False)
class Elasticity:
    """What prior and panel together say.

    Attributes
    ----------
    rung : str
        prior_only where nothing was estimated.
    point : Point or None
    pooled : Pooled
        Prior, estimate, pooled figure and the weight of each.
    without_one : (float, float) or None
        Smallest and largest estimate when one sector is left out.
    ladder : Ladder
    refused : tuple of Entry
        Why each other rung was not used.
    notes : tuple of Entry
        What must be said beside the estimate.
    """

    rung: str
    point: Point | None
    pooled: Pooled
    without_one: tuple[float, float] | None
    ladder: Ladder
    refused: tuple[Entry, ...]
    notes: tuple[Entry, ...]


def estimate_elasticity(
    question: Question,
    *,
    prior: float,
    prior_sd: float,
    parameters: Parameters,
    rng: np.random.Generator | int,
) -> Elasticity:
    """Estimate on the highest rung that the panel allows, and pool with the prior.

    Parameters
    ----------
    question : Question
    prior, prior_sd : float
        Of the elasticity; it stands alone where no rung is allowed.
    parameters : Parameters
    rng : numpy.random.Generator or int
        Of the bootstrap below 20 sectors.

    Raises
    ------
    OutOfRange
        When ``prior_sd`` is not positive.
    Every error of ``econ.estimators.ladder.ladder``: a panel that cannot be read is no refusal.

    Notes
    -----
    Specification 5.1 to 5.5 and 13. Where the estimate changes its sign when one sector is left
    out, its standard error is raised until it weighs no more than ``elasticity.weight_cap``.
    """
    steps = ladder(question, parameters)
    refused = list(steps.refused)
    point, stopped, notes = _highest(question, steps, parameters, rng)
    refused += stopped
    if point is None:
        pooled = pool(prior, prior_sd, None, None, parameters=parameters)
        return Elasticity(RUNGS[0], None, pooled, None, steps, tuple(refused), ())
    span, without = _without_one(question, steps, point)
    notes += without
    se = point.se
    if span is not None and span[0] <= 0.0 <= span[1]:
        cap = parameters["elasticity.weight_cap"]
        se = max(se, prior_sd * float(np.sqrt(1.0 / cap - 1.0)))
        notes.append(Entry("one_sector_decides", {"low": span[0], "high": span[1]}))
    pooled = pool(prior, prior_sd, point.estimate, se, parameters=parameters)
    return Elasticity(point.rung, point, pooled, span, steps, tuple(refused), tuple(notes))


def _highest(
    question: Question, steps: Ladder, parameters: Parameters, rng: np.random.Generator | int
) -> tuple[Point | None, list[Entry], list[Entry]]:
    """Return the estimate of the highest rung that works, what stopped others, and notes."""
    stopped: list[Entry] = []
    allowed = [rung.name for rung in steps.rungs if rung.allowed and rung.name in RUNGS]
    for name in reversed(allowed):
        try:
            inflation = _inflation(question, steps)
            if inflation >= parameters["rule.variance_inflation"]:
                return None, [*stopped, Entry("controls_replace_user_cost", {})], []
            point = _point(name, question, steps, parameters, rng)
            return point, stopped, _notes(steps, inflation, parameters)
        except EconError as error:
            stopped.append(_why(error))
    return None, stopped, []


def _why(error: EconError) -> Entry:
    if isinstance(error, NoCorrection):
        return Entry("bias_not_corrected", {"plain": error.values["plain"]})
    if isinstance(error, AbsorbedByEffects | Collinear):
        names = error.values.get("names", (error.values.get("name"),))
        return Entry("controls_not_identified", {"names": names})
    if isinstance(error, NotConverged):
        return Entry("estimate_not_settled", {})
    return Entry("estimate_not_possible", {})


def _point(
    name: str,
    question: Question,
    steps: Ladder,
    parameters: Parameters,
    rng: np.random.Generator | int,
) -> Point:
    few = steps.units < parameters["rule.bootstrap_clusters"]
    if name == "dynamic":
        return _dynamic(question, steps, rng if few else None)
    frame, names = _rows(question, steps), _names(question)
    if name == "static" and few:
        found = wild_cluster_bootstrap(
            frame,
            f"ln {question.investment}",
            names,
            entity=question.entity,
            time=question.time,
            cluster=question.entity,
            hypothesis={names[0]: 0.0},
            draws=DRAWS,
            rng=rng,
        )
        se, interval = found.implied_se, found.interval
        finite(interval=np.array(interval))
        return Point(name, found.estimate, se, "wild_bootstrap", interval, len(frame))
    fit = _fit(name, question, steps, frame)
    low, high = fit.interval().loc[names[0]]
    se = (high - low) / (2.0 * QUANTILE) if few else float(fit.std_errors[names[0]])
    estimate = float(fit.params[names[0]])
    return Point(name, estimate, float(se), "clustered", (float(low), float(high)), fit.nobs)


def _dynamic(question: Question, steps: Ladder, rng: np.random.Generator | int | None) -> Point:
    frame, names = _rows(question, steps), _names(question)
    dependent, entity, time = f"ln {question.investment}", question.entity, question.time
    fit = fit_dynamic(frame, dependent, names, entity=entity, time=time)
    estimate, se = float(fit.long_run[names[0]]), float(fit.long_run_se[names[0]])
    if rng is None:
        half = float(stdtrit(fit.dof, 0.975)) * se
        interval = (estimate - half, estimate + half)
        return Point("dynamic", estimate, se, "clustered", interval, fit.nobs)
    found = bootstrap_long_run(frame, dependent, names, entity=entity, time=time, rng=rng)
    low, high = (float(found.interval.loc[names[0], side]) for side in ("low", "high"))
    se = (high - low) / (2.0 * QUANTILE)
    return Point("dynamic", estimate, se, "unit_bootstrap", (low, high), fit.nobs)


def _fit(name: str, question: Question, steps: Ladder, frame: pd.DataFrame) -> Fit:
    names = _names(question)
    keys = {"entity": question.entity, "time": question.time, "cluster": question.entity}
    if name == "poisson":
        return fit_poisson(frame, question.investment, names, effects="twoway", **keys)
    return fit_fixed_effects(frame, f"ln {question.investment}", names, effects="twoway", **keys)


def _names(question: Question) -> list[str]:
    return [f"ln {name}" for name in (question.user_cost, *question.controls)]


def _rows(question: Question, steps: Ladder) -> pd.DataFrame:
    """Return the rows whose logarithm exists, or all of them for Poisson."""
    if steps.chosen == "poisson":
        return steps.logs.drop(columns=f"ln {question.investment}")
    return steps.logs[steps.logs[f"ln {question.investment}"].notna()]


def _inflation(question: Question, steps: Ladder) -> float:
    """Return the variance inflation of user cost by the controls, once the effects are out."""
    names = _names(question)
    if len(names) == 1:
        return 1.0
    keys = {"entity": question.entity, "time": question.time, "effects": "twoway"}
    fit = fit_fixed_effects(_rows(question, steps), names[0], names[1:], **keys)
    return 1.0 / max(1.0 - fit.r2_within, float(np.finfo(np.float64).tiny))


def _notes(steps: Ladder, inflation: float, parameters: Parameters) -> list[Entry]:
    notes = []
    if inflation > parameters["rule.variance_inflation_flag"]:
        notes.append(Entry("controls_move_together", {"ratio": inflation}))
    left_out = round(steps.zeros * steps.nobs)
    if left_out and steps.chosen != "poisson":
        notes.append(Entry("zeros_left_out", {"count": left_out}))
    return notes


def _without_one(
    question: Question, steps: Ladder, point: Point
) -> tuple[tuple[float, float] | None, list[Entry]]:
    """Return the span of estimates with one sector left out each."""
    found = []
    frame = _rows(question, steps)
    for unit in frame[question.entity].drop_duplicates():
        rest = frame[frame[question.entity] != unit]
        try:
            found.append(_estimate(point.rung, question, steps, rest))
        except EconError:
            return None, [Entry("estimate_hangs_on_sector", {"sector": str(unit)})]
    return (min(found), max(found)), []


def _estimate(rung: str, question: Question, steps: Ladder, frame: pd.DataFrame) -> float:
    names = _names(question)
    if rung != "dynamic":
        return float(_fit(rung, question, steps, frame).params[names[0]])
    fit = fit_dynamic(
        frame, f"ln {question.investment}", names, entity=question.entity, time=question.time
    )
    return float(fit.long_run[names[0]])
