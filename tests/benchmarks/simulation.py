"""Speed of the simulation against the loops it replaces: python -m tests.benchmarks.simulation.

The two loops do the same work draw by draw and simulate every coalition anew: one with numpy
inside, one in plain Python. They are timed on some draws and scaled to all of them; the output
says so, and shows their mean total beside that of the simulation. Times are seconds of the
processor in one thread, so that other work on the machine does not decide a ratio. Goals: 40
and 400 times, Shapley values below 1 % of the time, a preview of a tenth of the draws in at most
an eighth of the time, 100,000 draws in less than 300 MiB.
"""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import math
import random
import time
import tracemalloc
from collections.abc import Callable
from datetime import date

import numpy as np

from econ.attribution import COALITIONS, shapley_values
from econ.channels import CHANNELS
from econ.coefficients import Coefficients, drawn
from econ.frame import Frame, lay_out
from econ.inputs import (
    AdoptionSeries,
    FundBook,
    Inputs,
    Loan,
    LoanBook,
    PledgeBook,
    PledgeRecord,
    Provision,
    Settings,
    TaxRegime,
)
from econ.ledgers import published_base
from econ.names import CATEGORIES, SIZES
from econ.parameters import load
from econ.sampling import sample
from econ.simulation import CHUNK, lane_shares
from econ.streams import Streams
from econ.units import Vector

DRAWS, PREVIEW, PUBLICATION = 10_000, 1_000, 100_000
PLEDGES, FIRMS = 1_000, 300
YEARS = (2024, 2025, 2026, 2027)
STATUSES = ("intent", "announced", "board", "contracted", "in_progress")
LOOPED, LOOPED_PLAINLY = 40, 20
MIB = 2**20


def main() -> None:
    """Print every ratio beside its goal."""
    frame = world()
    sample(frame, CHUNK)
    whole = best(lambda: sample(frame, DRAWS))
    preview = best(lambda: sample(frame, PREVIEW))
    shapley = best(attribution)
    totals = sample(frame, DRAWS).total.sum(axis=1)
    say("workload", f"{DRAWS:,} draws x {PLEDGES:,} pledges x 4 years x 16 coalitions x 40 groups")
    say("whole simulation", f"{whole:.2f} s, mean total {spread(totals)}")
    for words, loop, draws, goal in (
        ("loop with numpy", NumpyLoop(frame), LOOPED, 40),
        ("loop in plain Python", PlainLoop(frame), LOOPED_PLAINLY, 400),
    ):
        seconds, found = loop.timed(draws)
        say(f"{words}, scaled from {draws} draws", ratio(seconds / draws * DRAWS, whole, goal))
        say(f"{words}, mean total", spread(found))
    say("Shapley values", f"{shapley / whole:.2%} of the simulation (goal < 1 %)")
    say(f"preview of {PREVIEW:,} draws", f"1/{whole / preview:.1f} of the time (goal <= 1/8)")
    say(f"peak memory of {PUBLICATION:,} draws", f"{peak(frame):.0f} MiB (goal < 300 MiB)")


def world() -> Frame:
    """A register of 1,000 pledges in 40 groups with all instruments."""
    rng, parameters = np.random.default_rng(0), load()
    records = [
        PledgeRecord(
            id=f"P-{k:04d}",
            firm=f"firm {k % FIRMS}",
            category=CATEGORIES[k % 10],
            size=SIZES[k // 10 % 4],
            status=STATUSES[k % 5],
            schedule=dict(zip(YEARS, rng.gamma(1.0, 20.0, 4).tolist(), strict=True)),
        )
        for k in range(PLEDGES)
    ]
    credits = tuple(
        Provision(asset, size, 0.20, 0.05, date(2025, 1, 1), rural_tax=0.2)
        for asset in ("equipment", "software", "rnd")
        for size in SIZES
    )
    survey = AdoptionSeries(
        "survey", "share of firms", (2018, 2023, 2024), np.array([0.028, 0.064, 0.096])
    )
    inputs = Inputs(
        PledgeBook.of(records, years=YEARS),
        published_base(parameters),
        (survey,),
        TaxRegime(credits),
        FundBook(YEARS, np.array([100.0, 200.0, 300.0, 300.0])),
        LoanBook((Loan("L-1", 2025, 600.0, 0.02, 0.05, 8.0, 3.0),)),
    )
    return lay_out(inputs, Settings(as_of=date(2026, 6, 30)), parameters)


def best(work: Callable[[], object], times: int = 3) -> float:
    """The shortest of some timings, in seconds."""
    return min(timed(work) for _ in range(times))


def timed(work: Callable[[], object]) -> float:
    """Seconds of the processor that the work takes."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def attribution() -> None:
    """The Shapley values of all draws for the three targets."""
    values = np.ones((CHUNK, len(COALITIONS)))
    for _ in range(3 * -(-DRAWS // CHUNK)):
        shapley_values(values)


def peak(frame: Frame) -> float:
    """The most memory held at once during the publication run, in MiB."""
    tracemalloc.start()
    sample(frame, PUBLICATION)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / MIB


def ratio(slow: float, fast: float, goal: int) -> str:
    """How many times faster, beside the goal."""
    return f"{slow:,.0f} s, {slow / fast:,.0f} times slower (goal >= {goal})"


def spread(totals: Vector) -> str:
    """A mean with its sampling error, in KRW bn."""
    return f"{totals.mean():,.0f} ± {totals.std() / len(totals) ** 0.5:,.0f} KRW bn"


def say(what: str, value: str) -> None:
    """Print one line of the report."""
    print(f"{what:<58} {value}")


class NumpyLoop:
    """One draw after the other, every coalition simulated anew, with numpy over the pledges."""

    def __init__(self, frame: Frame) -> None:
        """Keep what all draws share."""
        self.frame = frame
        self.coefficients = drawn(frame, Streams(1), CHUNK)
        self.share, self.hazard = lane_shares(frame, self.coefficients)

    def timed(self, draws: int) -> tuple[float, Vector]:
        """Seconds for ``draws`` draws, and the value of the whole coalition in each."""
        totals = np.zeros(draws)

        def work() -> None:
            for d in range(draws):
                totals[d] = self.draw(d)[-1]

        return timed(work), totals

    def draw(self, d: int) -> list[float]:
        """The value of every coalition in one draw."""
        one = Coefficients(
            {name: values[d : d + 1] for name, values in self.coefficients.values.items()}, {}, {}
        )
        return [self.coalition(d, one, players) for players in COALITIONS]

    def coalition(self, d: int, one: Coefficients, players: frozenset[str]) -> float:
        """The value of one coalition, simulated from its own random numbers (the same for all)."""
        by_group = self.delivered(d)
        effects = {kind: channel(self.frame, one, by_group) for kind, channel in CHANNELS.items()}
        recorded = sum(effect.overlap[:, None] * effect.added for effect in effects.values())
        factor = np.ones((1, 1, 1))
        for effect in effects.values():
            factor = factor * effect.factor
        kept = 1.0 - recorded / by_group.sum(axis=1)
        value = by_group * kept[:, None, :] / factor * ("pledge" in players)
        for kind in players:
            value = value * effects[kind].factor
        return float(value.sum() + sum((effects[kind].added).sum() for kind in players))

    def delivered(self, d: int) -> np.ndarray:
        """Realised investment by group and year, shape (1, 40, 4)."""
        frame, rng = self.frame, np.random.default_rng(d)
        share, hazard = self.share[frame.lane, d], self.hazard[frame.lane, d]
        firm = rng.normal(0.0, 0.5, len(frame.firms))[frame.firm]
        balance, alive = np.zeros(PLEDGES), np.ones(PLEDGES, dtype=bool)
        sums = np.zeros((1, len(frame.groups), len(YEARS)))
        for t in range(len(YEARS)):
            balance = balance + frame.book.schedule_bn[:, t]
            alive &= rng.random(PLEDGES) > hazard
            logit = 1.058 * np.log(share / (1.0 - share)) + rng.normal(0.0, 0.3) + firm
            mean = 1.0 / (1.0 + np.exp(-logit))
            outcome = rng.beta(mean * frame.phi, (1.0 - mean) * frame.phi)
            np.add.at(sums[0, :, t], frame.group, alive * outcome * balance)
            balance = self.coefficients["delivery.slippage"][d] * (1.0 - outcome) * balance
        return sums


class PlainLoop(NumpyLoop):
    """The same with a Python loop over the pledges."""

    def delivered(self, d: int) -> np.ndarray:
        """Realised investment by group and year, shape (1, 40, 4)."""
        frame, rng = self.frame, random.Random(d)
        firms = [rng.gauss(0.0, 0.5) for _ in frame.firms]
        years = [rng.gauss(0.0, 0.3) for _ in YEARS]
        plan, phi = frame.book.schedule_bn.tolist(), frame.phi
        slippage = float(self.coefficients["delivery.slippage"][d])
        sums = np.zeros((1, len(frame.groups), len(YEARS)))
        for row, (lane, firm, group) in enumerate(
            zip(frame.lane.tolist(), frame.firm.tolist(), frame.group.tolist(), strict=True)
        ):
            share, hazard = float(self.share[lane, d]), float(self.hazard[lane, d])
            level = 1.058 * math.log(share / (1.0 - share)) + firms[firm]
            balance, alive = 0.0, True
            for t, shock in enumerate(years):
                balance += plan[row][t]
                alive = alive and rng.random() > hazard
                mean = 1.0 / (1.0 + math.exp(-level - shock))
                outcome = rng.betavariate(mean * phi, (1.0 - mean) * phi)
                sums[0, group, t] += outcome * balance if alive else 0.0
                balance = slippage * (1.0 - outcome) * balance
        return sums


if __name__ == "__main__":
    main()
