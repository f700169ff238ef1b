"""The one call of a run: inputs, settings and parameters become a Projection."""

import math
from datetime import date

import numpy as np

from econ.deterministic import deterministic
from econ.errors import SampleTooShort
from econ.frame import Frame, lay_out
from econ.inputs import Inputs, Settings
from econ.investment import attainment
from econ.ledgers import required_index
from econ.manifest import manifest
from econ.names import PLAYERS
from econ.parameters import Parameters
from econ.results import TARGETS, Convergence, Entry, Projection, spread
from econ.sampling import Sample, primary, sample
from econ.statements import prior_weights, statements
from econ.summaries import (
    concentration,
    contributions,
    pledge_forecasts,
    realised_as_filed,
    series_impact,
    waterfall,
)
from econ.units import one_of

DENSITY_WIDTH = 0.05
PREVIEW_BELOW = 10_000
ROUND_DRAWS = 1_000


def project(inputs: Inputs, settings: Settings, parameters: Parameters) -> Projection:
    """Return the projection of both targets.

    Parameters
    ----------
    inputs : Inputs
        Registry and tables; money in nominal KRW bn.
    settings : Settings
        Cut-off, scope, basis, draws, seed, targets.
    parameters : Parameters
        Usually ``econ.parameters.load()``.

    Raises
    ------
    WindowNotCovered
        When the pledge book lacks a year of the window.
    SampleTooShort
        When there is no adoption series.
    UnknownName
        When the adoption series asked for is not there.
    UnknownParameter
        When the table lacks a row.

    Notes
    -----
    The same inputs, settings and parameters give the same digits. Draws are doubled up to
    ``settings.max_draws`` while the Monte Carlo error is above the rule of specification 12.
    """
    _check_adoption(inputs, settings)
    frame = lay_out(inputs, settings, parameters)
    drawn = sample(frame, settings.draws)
    convergence = converged(frame, drawn)
    while not convergence.converged and 2 * drawn.draws <= (settings.max_draws or 0):
        drawn = sample(frame, 2 * drawn.draws)
        convergence = converged(frame, drawn)
    return _assembled(frame, drawn, convergence)


def converged(frame: Frame, drawn: Sample) -> Convergence:
    """Return the Monte Carlo errors of chance and median, and whether both meet the rule."""
    final = np.sort(drawn.total.sum(axis=1))
    target = frame.settings.target_bn
    chance = float(np.mean(final >= target))
    chance_error = float(np.sqrt(chance * (1.0 - chance) / len(final)))
    median_error = _median_error(final)
    parameters = frame.parameters
    return Convergence(
        draws=drawn.draws,
        preview=drawn.draws < PREVIEW_BELOW,
        probability_se=chance_error,
        median_se=median_error,
        converged=chance_error <= parameters["rule.probability_error"]
        and median_error <= parameters["rule.median_error"] * target,
    )


def _check_adoption(inputs: Inputs, settings: Settings) -> None:
    names = [series.name for series in inputs.adoption]
    if not names:
        raise SampleTooShort(name="adoption", have=0, need=1)
    if settings.adoption_series is not None:
        one_of((settings.adoption_series,), names, name="adoption_series")


def _median_error(ordered: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
    low, high = np.quantile(ordered, (0.5 - DENSITY_WIDTH, 0.5 + DENSITY_WIDTH))
    return float(0.5 / np.sqrt(len(ordered)) * (high - low) / (2.0 * DENSITY_WIDTH))


def _assembled(frame: Frame, drawn: Sample, convergence: Convergence) -> Projection:
    settings = frame.settings
    cumulated = np.cumsum(drawn.total, axis=1)
    return Projection(
        settings=settings,
        years=frame.window,
        scope_totals={
            "chosen": float(drawn.total.sum(axis=1).mean()),
            "strict": float(drawn.pledge_sum[:, frame.offset :].sum() / drawn.draws),
            "broad": drawn.means["broad_total"],
            "naive": drawn.means["naive"],
        },
        annual=tuple(spread(column) for column in drawn.total.T),
        cumulative=tuple(spread(column) for column in cumulated.T),
        attainment=attainment(
            drawn.total,
            target_bn=settings.target_bn,
            pace_bn=_pace(frame),
            realised_bn=realised_as_filed(frame),
            left=sum(date(year, 12, 31) > settings.as_of for year in frame.window),
        ),
        contributions={target: contributions(drawn, target) for target in TARGETS},
        totals={
            target: float(
                drawn.shapley[target].sum(axis=1).mean() + drawn.autonomous[target].mean()
            )
            for target in TARGETS
        },
        primary_series=primary(frame),
        impact=tuple(series_impact(frame, drawn, series) for series in frame.inputs.adoption),
        required_index=required_index(settings.impact_target_bn, frame.inputs.ledger_a),
        concentration=concentration(frame),
        waterfall=waterfall(frame, drawn),
        pledges=pledge_forecasts(frame, drawn),
        known={player: frame.known[player] for player in PLAYERS},
        deterministic=deterministic(frame),
        prior_weight=prior_weights(frame),
        refused=frame.refused,
        log=(*statements(frame, drawn), *_convergence_log(frame, convergence)),
        convergence=convergence,
        manifest=manifest(frame, drawn),
    )


def _pace(frame: Frame) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """The assumed path holds for its own number of years; another window gets equal parts."""
    pace = frame.parameters.vector("target.pace")
    years = len(frame.window)
    if len(pace) == years:
        return np.asarray(pace * frame.settings.target_bn / pace.sum())
    return np.full(years, frame.settings.target_bn / years)


def _convergence_log(frame: Frame, convergence: Convergence) -> list[Entry]:
    log = []
    if convergence.preview:
        log.append(Entry("preview", {"draws": convergence.draws}))
    if not convergence.converged:
        values = {
            "draws": convergence.draws,
            "draws_needed": _draws_needed(frame, convergence),
            "probability_se": convergence.probability_se,
            "median_se_bn": convergence.median_se,
        }
        log.append(Entry("not_converged", values))
    return log


def _draws_needed(frame: Frame, convergence: Convergence) -> int:
    """Draws with which both errors would meet their rule: they fall with the root of draws."""
    limits = frame.parameters["rule.probability_error"], frame.parameters["rule.median_error"]
    errors = convergence.probability_se, convergence.median_se / frame.settings.target_bn
    worst = max(error / limit for error, limit in zip(errors, limits, strict=True))
    return ROUND_DRAWS * math.ceil(convergence.draws * worst**2 / ROUND_DRAWS)
