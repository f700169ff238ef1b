"""Total private AI investment without counting twice, and how far it goes to the target."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from econ.attribution import COALITIONS
from econ.channels.effect import Effect
from econ.errors import OverlapExceedsPledges
from econ.results import Attainment, spread
from econ.units import Array, Vector


@dataclass(frozen=True, slots=True)
class Investment:
    """The construction of the total; arrays over draws D and years Y, nominal KRW bn.

    Attributes
    ----------
    registered : Array, shape (D, Y)
        R̄, realised pledges with all instruments on.
    pledged_alone : Array, shape (D, G, Y)
        P0 by pledge group, what pledging firms would have invested without any instrument.
    recorded : Array, shape (4, D, Y)
        What each kind adds and the pledges already record, players in their order.
    coalitions : Array, shape (D, 16, Y)
        v(C), coalitions numbered by the bits of the players.
    autonomous : Array, shape (Y,)
        N0; zero under the strict scope.
    total : Array, shape (D, Y)
        v(N) + N0.
    broad_total, naive : Array, shape (D, Y)
        The total under the broad scope, and the naive sum that counts twice.
    limited : Array of bool, shape (D, Y)
        Where more was said to be inside the pledges than they hold.
    """

    registered: Array
    pledged_alone: Array
    recorded: Array
    coalitions: Array
    autonomous: Array
    total: Array
    broad_total: Array
    naive: Array
    limited: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]


def pledged_alone(
    registered_bn: Array | float, *, recorded_bn: Array | float, factor: Array | float
) -> Array:
    """Return P0 = (R̄ - ω_F F - ω_L L_CC)/((1+μ_T)(1+μ_L)), specification 8.1.

    Parameters
    ----------
    registered_bn : R̄, KRW bn
    recorded_bn : induced investment that the pledges already record, KRW bn
    factor : (1+μ_T)(1+μ_L)

    Raises
    ------
    OverlapExceedsPledges
        When more is recorded as induced than was pledged.
    """
    left = np.asarray(registered_bn, dtype=np.float64) - recorded_bn
    if (left < 0.0).any():
        raise OverlapExceedsPledges(shortfall_bn=float(-left.min()))
    return np.asarray(left / factor, dtype=np.float64)


def combine(effects: Mapping[str, Effect], autonomous_bn: Vector, *, strict: bool) -> Investment:
    """Return the total and all coalitions from the effects of the four kinds.

    Parameters
    ----------
    effects : mapping of player to Effect
        One of them, ``pledge``, has the base, shape (D, G, Y), KRW bn.
    autonomous_bn : Vector, shape (Y,)
        N0.
    strict : bool
        Only what belongs to a recorded pledge: additions shrink to their recorded part, N0 to 0.

    Notes
    -----
    v(C) = 1_P P0 Π_k (1 + μ_k 1_k) + Σ_k added_k 1_k + N0 [Π_k (1 + μ_k 1_k) - 1]; then
    I_tot = R̄ + Σ (1 - ω_k) added_k + N0 Π (1 + μ_k). P0 is found under the law of the pledges; a
    reform adds R̄ [(1 + μ²)/(1 + μ¹) - 1] (4.3), which no pledge records: only broad. Where
    the recorded part would exceed the pledges of a year it is limited to them, and marked.
    Specification 8.1.
    """
    base = effects["pledge"].base
    assert base is not None
    registered = base.sum(axis=1)
    share, limited = _recorded_share(effects, registered)
    kept = np.divide(
        registered - share.sum(axis=0),
        registered,
        out=np.zeros_like(registered),
        where=registered > 0.0,
    )
    planned = {name: effect.as_planned for name, effect in effects.items()}
    alone = base * kept[:, np.newaxis, :] / _factor(planned, frozenset(planned))
    added = dict(zip(effects, share, strict=True))
    outside = {name: effect.added for name, effect in effects.items()}
    narrow = _coalitions(planned, alone, added, np.zeros_like(autonomous_bn))
    broad = _coalitions(effects, alone, outside, autonomous_bn)
    chosen = narrow if strict else broad
    autonomous = np.zeros_like(autonomous_bn) if strict else np.asarray(autonomous_bn)
    return Investment(
        registered=registered,
        pledged_alone=alone,
        recorded=share,
        coalitions=chosen,
        autonomous=autonomous,
        total=chosen[:, -1] + autonomous,
        broad_total=broad[:, -1] + autonomous_bn,
        naive=_naive(effects, base, autonomous_bn),
        limited=limited,
    )


def attainment(
    total_bn: Array, *, target_bn: float, pace_bn: Vector, realised_bn: float | None, left: int
) -> Attainment:
    """Return the chance of reaching the target and what is missing (specification 8.2).

    Parameters
    ----------
    total_bn : Array, shape (D, Y)
        Total by year, not cumulated, KRW bn.
    target_bn : float
    pace_bn : Vector, shape (Y,)
        Assumed path by year, not cumulated.
    realised_bn : float or None
        As filed; None while nothing is.
    left : int
        Years of the window that have not ended.
    """
    cumulated, pace = np.cumsum(total_bn, axis=1), np.cumsum(pace_bn)
    final = cumulated[:, -1]
    reached = final >= target_bn
    chance = float(reached.mean())
    missed = target_bn - final[~reached]
    gap = None if realised_bn is None else max(target_bn - realised_bn, 0.0)
    return Attainment(
        target_bn=target_bn,
        probability=chance,
        probability_se=float(np.sqrt(chance * (1.0 - chance) / len(final))),
        by_year=tuple(np.mean(cumulated >= pace, axis=0).tolist()),
        pace_bn=tuple(pace.tolist()),
        gap=spread(target_bn - final),
        shortfall_when_missed=float(missed.mean()) if len(missed) else None,
        realised_bn=realised_bn,
        required_annual_bn=None if gap is None or left == 0 else gap / left,
    )


def _recorded_share(
    effects: Mapping[str, Effect], registered: Array
) -> tuple[Array, np.ndarray[tuple[int, ...], np.dtype[np.bool_]]]:
    recorded = np.stack(
        [
            np.broadcast_to(effect.overlap[:, np.newaxis] * effect.added, registered.shape)
            for effect in effects.values()
        ]
    )
    total = recorded.sum(axis=0)
    limited = total > registered
    scale = np.divide(registered, total, out=np.ones_like(total), where=limited)
    return recorded * scale, limited


def _factor(effects: Mapping[str, Effect], coalition: frozenset[str]) -> Array:
    product = np.ones((1, 1, 1))
    for name, effect in effects.items():
        if name in coalition and effect.multiplies:
            product = product * effect.factor
    return product


def _coalitions(
    effects: Mapping[str, Effect], alone: Array, added: Mapping[str, Array], autonomous: Array
) -> Array:
    draws, _, years = alone.shape
    lifted = _lifted(effects, alone)
    values = np.zeros((draws, len(COALITIONS), years))
    for index, coalition in enumerate(COALITIONS):
        pledged, mean_factor = lifted[_multipliers(effects, coalition)]
        if "pledge" in coalition:
            values[:, index] += pledged
        for name in coalition:
            values[:, index] += added[name]
        if autonomous.any():
            values[:, index] += autonomous * (mean_factor - 1.0)
    return values


def _multipliers(effects: Mapping[str, Effect], coalition: frozenset[str]) -> frozenset[str]:
    return frozenset(name for name in coalition if effects[name].multiplies)


def _lifted(
    effects: Mapping[str, Effect], alone: Array
) -> dict[frozenset[str], tuple[Array, Array]]:
    total = alone.sum(axis=1)
    lifted = {}
    for multipliers in {_multipliers(effects, coalition) for coalition in COALITIONS}:
        factor = _factor(effects, multipliers)
        pledged = (alone * factor).sum(axis=1)
        plain = np.broadcast_to(factor.mean(axis=1), total.shape)
        mean = np.divide(pledged, total, out=np.array(plain), where=total > 0.0)
        lifted[multipliers] = (pledged, mean)
    return lifted


def _naive(effects: Mapping[str, Effect], base: Array, autonomous_bn: Vector) -> Array:
    lift = sum((effect.factor - 1.0 for effect in effects.values()), np.zeros((1, 1, 1)))
    added = sum((effect.added for effect in effects.values()), np.zeros((1, 1)))
    return np.asarray((base * (1.0 + lift)).sum(axis=1) + added + autonomous_bn)
