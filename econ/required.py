"""What must be true for the investment target: each lever alone, by the draws of one run."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from econ.coefficients import central
from econ.deterministic import deterministic, pledge_shares
from econ.frame import Frame, lay_out
from econ.inputs import Inputs, Settings
from econ.inverse import Answer, levers_by_draw, marginal_cost, solve
from econ.parameters import Parameters
from econ.public_cost import public_cost
from econ.sampling import sample
from econ.scenarios import Override, Scenario, apply
from econ.units import Matrix, Vector, one_of

AIMS = ("mean", "even", "likely")
"""The mean meets the target; an even chance does; four chances in five do."""
QUANTILE = {"even": 0.5, "likely": 0.2}
DRAWS_OF_INTERVAL = 200
BAND = (0.05, 0.95)


@dataclass(frozen=True, slots=True)
class Lever:
    """One thing that may be set: how far, and by which overrides.

    Attributes
    ----------
    name : str
    kind : str
        Whose public cost it moves: ``tax_incentive``, ``fund``, ``loan``, or ``pledge`` for none.
    low, high : float
    overrides : callable
        Of the lever's value.
    """

    name: str
    kind: str
    low: float
    high: float
    overrides: Callable[[float], tuple[Override, ...]]


@dataclass(frozen=True, slots=True)
class Requirement:
    """What one lever must be; money in nominal KRW bn.

    Attributes
    ----------
    answer : Answer
        Outcomes are the aim's figure of the total at the end of the window.
    interval : tuple of (float or None, float or None)
        5 and 95 percent of the levers that single draws need; None where that draw cannot.
    unattainable : float
        Share of the draws that no value of the lever brings to the target.
    cost : tuple of (float, float) or None
        Public cost of the lever's kind without it and at the answer, at central coefficients.
    marginal_cost : float or None
        Public cost per further KRW of investment, the same way.
    share : tuple of (float, float) or None
        For the pledges: mean yearly delivery share of the years ahead, before and at the answer, or
        at the best value tried where there is none.
    """

    lever: Lever
    answer: Answer
    interval: tuple[float | None, float | None]
    unattainable: float
    cost: tuple[float, float] | None
    marginal_cost: float | None
    share: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class _World:
    inputs: Inputs
    settings: Settings
    parameters: Parameters

    def frame(self, overrides: Sequence[Override] = ()) -> Frame:
        inputs = apply(Scenario("required", tuple(overrides)), self.inputs, self.settings)
        return lay_out(inputs, self.settings, self.parameters)


def figure(final: Vector, aim: str) -> float:
    """Return what must meet the target: the mean, the median, or the 20 % quantile.

    Parameters
    ----------
    final : Vector, shape (D,)
    aim : str
        From AIMS.
    """
    one_of((aim,), AIMS, name="aim")
    return float(final.mean() if aim == "mean" else np.quantile(final, QUANTILE[aim]))


def requirements(
    inputs: Inputs,
    settings: Settings,
    parameters: Parameters,
    levers: Sequence[Lever],
    *,
    aim: str,
) -> tuple[float, tuple[Requirement, ...]]:
    """Return the figure as it stands, and what each lever alone would have to be.

    Parameters
    ----------
    inputs, settings, parameters
        As of ``project``. The scope should be broad: strictly nothing but delivery moves a total.
    levers : sequence of Lever
    aim : str
        From AIMS.

    Raises
    ------
    UnknownName
        When there is no such aim.
    ScenarioInThePast
        When a lever would act before the cut-off.

    Notes
    -----
    The same draws at every value (common random numbers), ``settings.draws`` of them.
    """
    world = _World(inputs, settings, parameters)
    standing = _final(world.frame(), settings)
    before = deterministic(world.frame())
    return figure(standing, aim), tuple(_required(world, lever, aim, before) for lever in levers)


def _final(frame: Frame, settings: Settings) -> Vector:
    return np.asarray(sample(frame, settings.draws).total.sum(axis=1))


def _required(world: _World, lever: Lever, aim: str, before: Mapping[str, Any]) -> Requirement:
    kept: dict[float, Vector] = {}

    def outcome(value: float) -> float:
        final = _final(world.frame(lever.overrides(value)), world.settings)
        kept[value] = final[:DRAWS_OF_INTERVAL]
        return figure(final, aim)

    target = world.settings.target_bn
    answer = solve(outcome, target=target, low=lever.low, high=lever.high)
    levers = sorted(kept)
    by_draw = levers_by_draw(levers, np.stack([kept[value] for value in levers]), target)
    cost, marginal = _priced(world, lever, answer, before)
    return Requirement(
        lever=lever,
        answer=answer,
        interval=_band(by_draw),
        unattainable=float(np.isnan(by_draw).mean()),
        cost=cost,
        marginal_cost=marginal,
        share=_shares(world, lever, answer) if lever.kind == "pledge" else None,
    )


def _band(by_draw: Vector) -> tuple[float | None, float | None]:
    ordered = np.sort(by_draw)  # not a number comes last: such a draw needs more than there is
    ends = [ordered[round(share * (len(ordered) - 1))] for share in BAND]
    low, high = (None if np.isnan(end) else float(end) for end in ends)
    return low, high


def _priced(
    world: _World, lever: Lever, answer: Answer, before: Mapping[str, Any]
) -> tuple[tuple[float, float] | None, float | None]:
    if answer.value is None or lever.kind == "pledge":
        return None, None
    after: Mapping[str, Any] = deterministic(world.frame(lever.overrides(answer.value)))
    cost = public_cost(before)[lever.kind], public_cost(after)[lever.kind]
    totals = tuple(float(np.sum(chain["investment"]["total"])) for chain in (before, after))
    return cost, marginal_cost(cost, (totals[0], totals[1]))


def _shares(world: _World, lever: Lever, answer: Answer) -> tuple[float, float]:
    overrides = lever.overrides(answer.best if answer.value is None else answer.value)
    year = overrides[0].effective.year
    return _ahead(world.frame(), year), _ahead(world.frame(overrides), year)


def _ahead(frame: Frame, year: int) -> float:
    """Delivery share of the years from ``year`` on, weighted by what is planned in them."""
    share, _ = pledge_shares(frame, central(frame))
    years = np.array(frame.book.years) >= year
    weights: Matrix = frame.book.schedule_bn[:, years]
    planned = float(weights.sum())
    return float((share[:, years] * weights).sum() / planned) if planned else 0.0
