"""Draws of delivery: all pledges, years and draws at once, in chunks that fit the cache."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.special import logit

from econ.coefficients import Coefficients
from econ.frame import CERTAIN, Frame, Index
from econ.outcomes import CERTAIN_YES, ROWS_A_LOGIT, OutcomeTable, Single, outcome_table
from econ.realisation import annual_share
from econ.streams import Bits, Streams
from econ.units import Array, Matrix, Vector

CHUNK = 512
BLOCK = 64
ATTENUATION = (16.0 * np.sqrt(3.0) / (15.0 * np.pi)) ** 2
NEVER, AT_ONCE = 1e-300, 1e9
BANDS = (0.025, 0.10, 0.90, 0.975)


@dataclass(frozen=True, slots=True)
class Delivered:
    """One chunk of draws, nominal KRW bn.

    Attributes
    ----------
    realised : Array, shape (D, G, years of the window)
        By pledge group.
    undisturbed : Vector, shape (D,)
        What the window would have seen had nobody cancelled.
    carried : Vector, shape (D,)
        Unspent at the end of the window and still planned, had nobody cancelled.
    pledge_sum : Matrix, shape (n, years of the book)
        Realised by pledge and year, added up over the draws.
    pledge_squares : Vector, shape (n,)
        Squares of the realised total in the window, added up over the draws.
    pledge_bands : Matrix, shape (n, 4)
        Quantiles at BANDS of that total in this chunk; empty where not asked for.
    """

    realised: Array
    undisturbed: Vector
    carried: Vector
    pledge_sum: Matrix
    pledge_squares: Vector
    pledge_bands: Matrix


@dataclass(frozen=True, slots=True)
class _Lanes:
    """Positions in the outcome table and cancellation rates by lane, shape (L + 2, D)."""

    position: Single
    rate: Array


@dataclass(frozen=True, slots=True)
class _Block:
    """The pledges of one block: rows of the book, their lanes and where groups begin."""

    rows: slice
    lane: np.ndarray[tuple[int], np.dtype[np.intp]]
    starts: np.ndarray[tuple[int], np.dtype[np.intp]]
    groups: np.ndarray[tuple[int], np.dtype[np.intp]]
    reported: bool


def deliver(
    frame: Frame, coefficients: Coefficients, streams: Streams, keep: int, *, bands: bool = False
) -> Delivered:
    """Return the next chunk of delivery draws, of which the first ``keep`` are used.

    Parameters
    ----------
    frame : Frame
    coefficients : Coefficients, CHUNK draws
    streams : Streams
    keep : int
        At most CHUNK.
    bands : bool
        Whether the quantiles of each pledge are wanted.

    Notes
    -----
    logit μ[i,t,d] = x + u[t,d] + v[f,d], outcome Beta(μφ, (1-μ)φ), lifetime exponential with the
    yearly hazard (specification 3.5 and 12). x is scaled by sqrt(1 + c²(σ_u²+σ_f²)) so that the
    mean over the shocks stays the share that the prior states (Zeger, Liang and Albert 1988).
    """
    totals = _Totals.of(frame, bands=bands)
    lanes, table = _lanes(frame, coefficients), outcome_table(frame.phi)
    shocks = _common_shocks(frame, streams), _firm_shocks(frame, streams)
    for block in _blocks(frame):
        _run_block(frame, block, lanes, table, shocks, coefficients, streams, totals, keep)
    return Delivered(
        realised=np.ascontiguousarray(totals.realised.transpose(2, 0, 1)[:keep]),
        undisturbed=totals.undisturbed[:keep],
        carried=totals.carried[:keep],
        pledge_sum=totals.pledge_sum,
        pledge_squares=totals.pledge_squares,
        pledge_bands=totals.pledge_bands,
    )


@dataclass(frozen=True, slots=True)
class _Totals:
    """Sums that the blocks add to."""

    realised: Array
    undisturbed: Vector
    carried: Vector
    pledge_sum: Matrix
    pledge_squares: Vector
    pledge_bands: Matrix

    @classmethod
    def of(cls, frame: Frame, *, bands: bool) -> "_Totals":
        n = len(frame.book.ids)
        return cls(
            realised=np.zeros((len(frame.groups), len(frame.window), CHUNK)),
            undisturbed=np.zeros(CHUNK),
            carried=np.zeros(CHUNK),
            pledge_sum=np.zeros((n, len(frame.book.years))),
            pledge_squares=np.zeros(n),
            pledge_bands=np.zeros((n if bands else 0, len(BANDS))),
        )


def _lanes(frame: Frame, coefficients: Coefficients) -> _Lanes:
    table = outcome_table(frame.phi)
    certain = np.full((2, CHUNK), CERTAIN_YES, dtype=np.float32)
    ended = np.repeat([[NEVER], [AT_ONCE]], CHUNK, axis=1)
    if not frame.lanes:
        return _Lanes(certain, ended)
    share, hazard = lane_shares(frame, coefficients)
    parameters = frame.parameters
    variance = parameters["delivery.shock_common"] ** 2 + parameters["delivery.shock_firm"] ** 2
    logits = logit(share) * np.sqrt(1.0 + ATTENUATION * variance)
    position = np.concatenate((table.position(logits), certain))
    return _Lanes(position, np.concatenate((-np.log1p(-hazard) + NEVER, ended)))


def lane_shares(frame: Frame, coefficients: Coefficients) -> tuple[Array, Array]:
    """Return the yearly delivery share and hazard of every lane, shapes (L, D)."""
    final = np.stack([coefficients.final[cell.name] for cell, _ in frame.lanes])
    hazard = np.stack([coefficients[f"cancellation.{cell.status}"] for cell, _ in frame.lanes])
    profiles = np.stack(
        [frame.parameters.vector(f"profile.{profile}") for _, profile in frame.lanes], axis=1
    )
    return annual_share(
        final,
        slippage=coefficients["delivery.slippage"],
        hazard=np.minimum(hazard, 1.0 - NEVER),
        profile=profiles[..., np.newaxis],
    )


def _common_shocks(frame: Frame, streams: Streams) -> Array:
    sd = frame.parameters["delivery.shock_common"]
    shift = frame.inputs.delivery_shift
    rows = [
        shift.get(year, 0.0) + sd * streams[f"shock/year/{year}"].standard_normal(CHUNK)
        for year in frame.book.years
    ]
    return np.array(rows) * ROWS_A_LOGIT


def _firm_shocks(frame: Frame, streams: Streams) -> Array:
    sd = frame.parameters["delivery.shock_firm"]
    rows = [streams[f"shock/firm/{firm}"].standard_normal(CHUNK) for firm in frame.firms]
    return sd * np.array(rows).reshape(len(rows), CHUNK) * ROWS_A_LOGIT


def _blocks(frame: Frame) -> Iterator[_Block]:
    book = frame.book
    reported = [bool(row.any()) for row in book.covered > 0.0]
    first_reported = reported.index(True) if True in reported else len(reported)
    edges = sorted({*range(0, len(book.ids), BLOCK), first_reported, len(book.ids)})
    ended = {"completed": len(frame.lanes), "cancelled": len(frame.lanes) + 1}
    for begin, end in pairwise(edges):
        rows = slice(begin, end)
        lane = frame.lane[rows].copy()
        for index in np.flatnonzero(lane == CERTAIN):
            lane[index] = ended[book.statuses[begin + int(index)]]
        group = frame.group[rows]
        starts = np.flatnonzero(np.diff(group, prepend=-1))
        yield _Block(rows, lane, starts, group[starts], reported[begin])


def _run_block(
    frame: Frame,
    block: _Block,
    lanes: _Lanes,
    table: OutcomeTable,
    shocks: tuple[Array, Array],
    coefficients: Coefficients,
    streams: Streams,
    totals: _Totals,
    keep: int,
) -> None:
    names = frame.book.ids[block.rows]
    life, bits = _pledge_draws(names, frame.begins[block.rows], len(frame.book.years), streams)
    life /= lanes.rate[block.lane]
    position = lanes.position[block.lane]
    firm = shocks[1][frame.firm[block.rows]].astype(np.float32)
    position += firm
    age = np.cumsum(frame.exposed[block.rows], axis=1)
    step = _Reported(frame, block, streams) if block.reported else _Unreported(frame, block)
    total = np.zeros(life.shape)
    for t in range(len(frame.book.years)):
        share = table.outcomes(position + shocks[0][t].astype(np.float32), bits[:, t])
        rest = step.year(t, share, coefficients["delivery.slippage"])
        known = step.actual
        amount = rest * (life > age[:, t, np.newaxis]) + known
        totals.pledge_sum[block.rows, t] += amount[:, :keep].sum(axis=1)
        if t >= frame.offset:
            totals.undisturbed[:] += (rest + known).sum(axis=0)
            sums = np.add.reduceat(amount, block.starts, axis=0)
            totals.realised[block.groups, t - frame.offset] += sums
            total += amount
    totals.carried[:] += np.maximum(step.carry, 0.0).sum(axis=0)
    totals.pledge_squares[block.rows] += (total[:, :keep] ** 2).sum(axis=1)
    if len(totals.pledge_bands):
        totals.pledge_bands[block.rows] = np.quantile(total[:, :keep], BANDS, axis=1).T


def _pledge_draws(
    names: tuple[str, ...], begins: Index, years: int, streams: Streams
) -> tuple[Array, Bits]:
    """Each pledge draws from its own first year on, whatever years the others need."""
    life = np.empty((len(names), CHUNK))
    bits = np.zeros((len(names), years, CHUNK), dtype=np.uint16)
    for index, (name, begin) in enumerate(zip(names, begins.tolist(), strict=True)):
        streams[f"pledge/{name}"].standard_exponential(out=life[index])
        bits[index, begin:] = streams.bits(f"pledge/{name}", (years - begin, CHUNK))
    return life, bits


class _Unreported:
    """The recursion for pledges without any report: balance, delivery, slippage."""

    actual: Array | float = 0.0

    def __init__(self, frame: Frame, block: _Block) -> None:
        self.plan = frame.book.schedule_bn[block.rows]
        self.carry: Array = np.zeros((len(self.plan), CHUNK))

    def year(self, t: int, share: Array, slippage: Vector) -> Array:
        """Return what is delivered in year t while alive; keep what is carried on."""
        due = self.carry
        due += self.plan[:, t, np.newaxis]
        share *= due
        due -= share
        due *= slippage
        return share


class _Reported:
    """The recursion of ``econ.realisation`` for pledges with reports, with their error."""

    def __init__(self, frame: Frame, block: _Block, streams: Streams) -> None:
        book = frame.book
        self.plan = book.schedule_bn[block.rows]
        self.known = book.covered[block.rows]
        self.reported = np.nan_to_num(book.reported_bn[block.rows])
        self.error = _measurement(frame, block, streams)
        self.carry: Array = np.zeros((len(self.plan), CHUNK))
        self.lost: Array = np.zeros((len(self.plan), CHUNK))
        self.actual: Array | float = 0.0

    def year(self, t: int, share: Array, slippage: Vector) -> Array:
        """Return what is delivered beyond the report of year t while alive."""
        actual = self.reported[:, t, np.newaxis] * self.error
        known = self.known[:, t, np.newaxis]
        due = self.plan[:, t, np.newaxis] + self.carry
        left = np.maximum(np.maximum(due, 0.0) - actual, 0.0)
        rest = (1.0 - known) * share * left
        forgone = (1.0 - known) * (1.0 - slippage) * (left - rest)
        restart = known == 1.0
        given_up = np.where(restart, -self.lost, forgone)
        self.lost = np.where(restart, 0.0, self.lost + forgone)
        self.carry = due - actual - rest - given_up
        self.actual = actual
        return np.asarray(rest, dtype=np.float64)


def _measurement(frame: Frame, block: _Block, streams: Streams) -> Array:
    names, grades = frame.book.ids[block.rows], frame.book.grades[block.rows]
    rows = [
        1.0
        + frame.parameters[f"measurement.{grade}"]
        * streams[f"measurement/{name}"].standard_normal(CHUNK)
        for name, grade in zip(names, grades, strict=True)
    ]
    return np.maximum(np.array(rows), 0.0)
