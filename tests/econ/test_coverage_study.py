"""A world with known parameters: the bands of delivery must cover what happens in it."""

from datetime import date

import numpy as np
import pytest
from scipy.special import expit, logit

from econ.coefficients import drawn
from econ.frame import lay_out
from econ.inputs import PledgeRecord, Settings
from econ.realisation import annual_share
from econ.simulation import CHUNK, deliver
from econ.streams import Streams

REPLICATIONS = 100
FIRMS, PLEDGES = 25, 60
STATUSES = ("announced", "board", "contracted", "in_progress")
YEARS = (2024, 2025, 2026, 2027)


def world(rng, parameters):
    """One draw of the whole world: schedules, statuses, and what came of every pledge-year."""
    profile = parameters.vector("profile.compute")
    slippage = rng.beta(6.0, 4.0)
    firm_shock, year_shock = rng.normal(0.0, 0.5, FIRMS), rng.normal(0.0, 0.3, 4)
    shares, hazards = {}, {}
    for status in STATUSES:
        prior = parameters[f"delivery.share.{status}"]
        hazard = min(parameters[f"cancellation.{status}"] * np.exp(rng.normal(0, 0.42)), 0.9)
        solved = annual_share(
            rng.beta(10 * prior, 10 * (1 - prior)),
            slippage=slippage,
            hazard=hazard,
            profile=profile,
        )
        shares[status], hazards[status] = (float(value) for value in solved)
    pledges = []
    for k in range(PLEDGES):
        status, firm = STATUSES[k % 4], int(rng.integers(FIRMS))
        plan = rng.lognormal(6.0, 1.0) * profile
        happened, balance, alive = [], 0.0, True
        for t in range(4):
            balance += plan[t]
            alive = alive and rng.random() > hazards[status]
            scaled = 1.058 * logit(shares[status])
            mean = expit(scaled + year_shock[t] + firm_shock[firm])
            outcome = rng.beta(mean * 6.0, (1.0 - mean) * 6.0)
            happened.append(outcome * balance if alive else 0.0)
            balance = slippage * (1.0 - outcome) * balance
        pledges.append((status, firm, plan, happened, alive))
    return pledges


def predicted(pledges, seen, parameters, make_inputs, seed):
    """The 90 % band of the total when the first ``seen`` years of every pledge are reported."""
    records = [
        PledgeRecord(
            id=f"P-{k}",
            firm=f"firm {firm}",
            category="data_centre",
            size="large",
            status=status,
            schedule=dict(zip(YEARS, plan.tolist(), strict=True)),
            reported=dict(zip(YEARS[:seen], happened[:seen], strict=True)),
            grade="A",
        )
        for k, (status, firm, plan, happened, _) in enumerate(pledges)
    ]
    inputs = make_inputs(records)
    frame = lay_out(inputs, Settings(as_of=date(2025, 12, 31), seed=seed), parameters)
    streams = Streams(seed)
    delivered = deliver(frame, drawn(frame, streams, CHUNK), streams, CHUNK)
    total = delivered.realised.sum(axis=(1, 2))
    return np.quantile(total, (0.05, 0.95)), total.mean()


@pytest.mark.parametrize("seen", [0, 1])
def test_ninety_percent_bands_cover_about_ninety_percent(seen, parameters, make_inputs):
    rng = np.random.default_rng(20240926 + seen)
    inside, errors, face = [], [], []

    for seed in range(REPLICATIONS):
        pledges = world(rng, parameters)
        truth = sum(sum(happened) for _, _, _, happened, _ in pledges)
        planned = sum(plan.sum() for _, _, plan, _, _ in pledges)
        (low, high), mean = predicted(pledges, seen, parameters, make_inputs, seed)
        inside.append(low <= truth <= high)
        errors.append((mean - truth) / planned)
        face.append((planned - truth) / planned)

    assert 0.85 <= np.mean(inside) <= 0.95
    assert np.sqrt(np.mean(np.square(errors))) < 0.5 * np.sqrt(np.mean(np.square(face)))
