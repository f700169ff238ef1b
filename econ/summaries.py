"""Draws become the figures of a Projection."""

import numpy as np

from econ.attribution import first_in, last_in
from econ.diffusion import observed_pace, required_pace
from econ.frame import CERTAIN, Frame
from econ.inputs import AdoptionSeries
from econ.names import PLAYERS
from econ.results import (
    Concentration,
    Contribution,
    Ledger,
    PledgeForecast,
    SeriesImpact,
    Step,
    spread,
)
from econ.sampling import Sample
from econ.units import Vector

LARGEST_FIRMS = 5
LEVELS = (0.05, 0.25, 0.50, 0.75, 0.95)


def contributions(drawn: Sample, target: str) -> dict[str, Contribution]:
    """Return the contribution of each player and of nobody's own (autonomous) to a target.

    Parameters
    ----------
    drawn : Sample
        Nominal KRW bn.
    target : str
        From TARGETS.
    """
    first, last = first_in(drawn.coalitions[target]), last_in(drawn.coalitions[target])
    found = {
        name: _contribution(drawn.shapley[target][:, k], float(first[k]), float(last[k]))
        for k, name in enumerate(PLAYERS)
    }
    alone = drawn.autonomous[target]
    return found | {"autonomous": _contribution(alone, float(alone.mean()), float(alone.mean()))}


def series_impact(frame: Frame, drawn: Sample, series: AdoptionSeries) -> SeriesImpact:
    """Return ledger A under one adoption series with its observed and required pace."""
    shares = drawn.share[series.name]
    return SeriesImpact(
        name=series.name,
        definition=series.definition,
        goal_year=series.goal_year,
        goal_share=series.goal_share,
        observed_pace=observed_pace(series),
        required_pace=required_pace(series),
        share={year: spread(column) for year, column in zip(frame.window, shares.T, strict=True)},
        official=_ledger(drawn, series.name, "official"),
        evidence=_ledger(drawn, series.name, "evidence"),
    )


def concentration(frame: Frame) -> Concentration:
    """Return effective numbers (ΣA)²/ΣA² by pledge and firm, and the share of the five largest."""
    amounts = frame.book.schedule_bn[:, frame.offset :].sum(axis=1)
    by_pledge = _added_up(frame.book.pledges, amounts)
    by_firm = np.sort(_added_up(frame.book.firms, amounts))[::-1]
    total = float(amounts.sum())
    return Concentration(
        n_pledges=len(by_pledge),
        n_firms=len(by_firm),
        n_eff_pledge=_effective(by_pledge),
        n_eff_firm=_effective(by_firm),
        top5_firm_share=float(by_firm[:LARGEST_FIRMS].sum()) / total if total > 0.0 else None,
    )


def waterfall(frame: Frame, drawn: Sample) -> tuple[Step, ...]:
    """Return the means from face value to risk-adjusted value, KRW bn; the steps add.

    ``under_delivery`` is the rest: what is given up, less what was delivered above plan.
    """
    net = float(frame.book.schedule_bn[:, frame.offset :].sum())
    overlap = float(frame.book.overlap_bn.sum())
    delivered = float(drawn.pledge_sum[:, frame.offset :].sum() / drawn.draws)
    undisturbed, carried = drawn.means["undisturbed"], drawn.means["carried"]
    return (
        Step("face", net + overlap),
        Step("overlap", -overlap),
        Step("cancellation", delivered - undisturbed),
        Step("under_delivery", undisturbed + carried - net),
        Step("slippage", -carried),
        Step("risk_adjusted", delivered),
    )


def pledge_forecasts(frame: Frame, drawn: Sample) -> tuple[PledgeForecast, ...]:
    """Return what each pledge is expected to bring in the window."""
    means = drawn.pledge_sum[:, frame.offset :] / drawn.draws
    squares = drawn.pledge_squares / drawn.draws
    sds = np.sqrt(np.maximum(squares - means.sum(axis=1) ** 2, 0.0))
    faces = frame.book.schedule_bn[:, frame.offset :].sum(axis=1)
    reported = frame.book.reported_bn[:, frame.offset :]
    return tuple(
        PledgeForecast(
            id=name,
            pledge=frame.book.pledges[row],
            firm=frame.book.firms[row],
            category=frame.book.categories[row],
            status=frame.book.statuses[row],
            face_bn=float(faces[row]),
            expected_bn=tuple(means[row].tolist()),
            sd_bn=float(sds[row]),
            **dict(
                zip(("p025", "p10", "p90", "p975"), drawn.pledge_bands[row].tolist(), strict=True)
            ),
            reported_bn=_sum_of_known(reported[row]),
            final_share=_final_share(frame, row),
        )
        for row, name in enumerate(frame.book.ids)
    )


def realised_as_filed(frame: Frame) -> float | None:
    """Return reported amounts of the window, KRW bn; None while nothing is reported."""
    return _sum_of_known(frame.book.reported_bn[:, frame.offset :])


def _contribution(draws: Vector, first: float, last: float) -> Contribution:
    p05, p25, p50, p75, p95 = np.quantile(draws, LEVELS).tolist()
    return Contribution(float(draws.mean()), p05, p25, p50, p75, p95, first, last)


def _ledger(drawn: Sample, series: str, track: str) -> Ledger:
    parts = drawn.parts[series, track]
    return Ledger(
        revenue=spread(parts[:, 0]),
        labour_cost=spread(parts[:, 1]),
        operating_cost=spread(parts[:, 2]),
        total=spread(parts.sum(axis=1)),
        autonomous_mean=drawn.base[series, track],
        index=drawn.index[series],
    )


def _added_up(names: tuple[str, ...], amounts: Vector) -> Vector:
    distinct = sorted(set(names))
    sums = dict.fromkeys(distinct, 0.0)
    for name, amount in zip(names, amounts.tolist(), strict=True):
        sums[name] += amount
    return np.array(list(sums.values()))


def _effective(amounts: Vector) -> float | None:
    squares = float((amounts**2).sum())
    return float(amounts.sum()) ** 2 / squares if squares > 0.0 else None


def _sum_of_known(values: Vector) -> float | None:
    return None if np.isnan(values).all() else float(np.nansum(values))


def _final_share(frame: Frame, row: int) -> float | None:
    lane = frame.lane[row]
    return None if lane == CERTAIN else frame.lanes[lane][0].mean
