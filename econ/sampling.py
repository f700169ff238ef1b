"""The whole simulation of a run: chunk after chunk, keeping only what the results need."""

from dataclasses import dataclass

import numpy as np

from econ.attribution import COALITIONS, shapley_values
from econ.chain import Chain, follow
from econ.coefficients import drawn
from econ.frame import Frame
from econ.impact import Impact
from econ.ledgers import PARTS, Parts
from econ.names import PLAYERS
from econ.results import TARGETS
from econ.simulation import BANDS, CHUNK, Delivered, deliver
from econ.streams import Streams
from econ.units import Array, Matrix, Vector

TRACKS = ("official", "evidence")


@dataclass(frozen=True, slots=True)
class Sample:
    """What is kept of D draws; money in nominal KRW bn.

    Attributes
    ----------
    total : Matrix, shape (D, Y)
        By year of the window.
    shapley : mapping of target to Matrix, shape (D, 4)
    autonomous : mapping of target to Vector, shape (D,)
    coalitions : mapping of target to Vector, shape (16,)
        Means of v(C).
    parts : mapping of (series, track) to Matrix, shape (D, 3)
        Revenue, labour cost, operating cost in the impact year.
    base : mapping of (series, track) to float
        Mean of the empty coalition.
    index : mapping of series to float
        Mean realisation index.
    share : mapping of series to Matrix, shape (D, Y)
        Share of firms by year of the window.
    broad_total, naive, undisturbed, carried, limited : float
        Means over the draws (``limited``: share of draw-years).
    pledge_sum, pledge_squares
        As in ``simulation.Delivered``, over all draws.
    pledge_bands : Matrix, shape (n, 4)
        As there, of the first chunk: quantiles of every pledge over all draws need too much room.
    streams : tuple of str
        Names of the streams used.
    """

    total: Matrix
    shapley: dict[str, Matrix]
    autonomous: dict[str, Vector]
    coalitions: dict[str, Vector]
    parts: dict[tuple[str, str], Matrix]
    base: dict[tuple[str, str], float]
    index: dict[str, float]
    share: dict[str, Matrix]
    means: dict[str, float]
    pledge_sum: Matrix
    pledge_squares: Vector
    pledge_bands: Matrix
    streams: tuple[str, ...]

    @property
    def draws(self) -> int:
        """Return D."""
        return len(self.total)


def sample(frame: Frame, draws: int) -> Sample:
    """Return ``draws`` draws of the run; fewer draws are the beginning of more.

    Parameters
    ----------
    frame : Frame
    draws : int
        D.
    """
    streams = Streams(frame.settings.seed)
    kept = _empty(frame, draws)
    for begin in range(0, draws, CHUNK):
        keep = min(CHUNK, draws - begin)
        coefficients = drawn(frame, streams, CHUNK)
        delivered = deliver(frame, coefficients, streams, keep, bands=begin == 0)
        chain = follow(frame, coefficients.first(keep), delivered.realised)
        _keep(kept, frame, chain, delivered, slice(begin, begin + keep))
    return _averaged(kept, draws, streams.names)


def primary(frame: Frame) -> str:
    """Return the name of the adoption series that drives the contributions."""
    return frame.settings.adoption_series or frame.inputs.adoption[0].name


def _empty(frame: Frame, draws: int) -> Sample:
    names = [series.name for series in frame.inputs.adoption]
    width, n = len(frame.window), len(frame.book.ids)
    keys = [(name, track) for name in names for track in TRACKS]
    return Sample(
        total=np.empty((draws, width)),
        shapley={target: np.empty((draws, len(PLAYERS))) for target in TARGETS},
        autonomous={target: np.empty(draws) for target in TARGETS},
        coalitions={target: np.zeros(len(COALITIONS)) for target in TARGETS},
        parts={key: np.empty((draws, len(PARTS))) for key in keys},
        base=dict.fromkeys(keys, 0.0),
        index=dict.fromkeys(names, 0.0),
        share={name: np.empty((draws, width)) for name in names},
        means=dict.fromkeys(("broad_total", "naive", "undisturbed", "carried", "limited"), 0.0),
        pledge_sum=np.zeros((n, len(frame.book.years))),
        pledge_squares=np.zeros(n),
        pledge_bands=np.zeros((n, len(BANDS))),
        streams=(),
    )


def _keep(kept: Sample, frame: Frame, chain: Chain, delivered: Delivered, rows: slice) -> None:
    investment = chain.investment
    kept.total[rows] = investment.total
    values = investment.coalitions.sum(axis=-1)
    _keep_game(kept, "investment", rows, values, investment.autonomous.sum())
    for name, found in chain.impacts.items():
        _keep_impact(kept, frame, name, found, rows)
    for track in TRACKS:
        totals = _track(chain.impacts[primary(frame)], track).total
        game = totals - totals[:, :1]
        _keep_game(kept, f"impact_{track}", rows, game, totals[:, 0])
    _keep_means(kept, chain, delivered)


def _keep_game(
    kept: Sample, target: str, rows: slice, values: Array, autonomous: Array | float
) -> None:
    kept.shapley[target][rows] = shapley_values(values)
    kept.autonomous[target][rows] = autonomous
    kept.coalitions[target][:] += values.sum(axis=0)


def _keep_impact(kept: Sample, frame: Frame, name: str, found: Impact, rows: slice) -> None:
    for track in TRACKS:
        parts = _track(found, track)
        columns = [getattr(parts, part)[:, -1] for part in PARTS]
        kept.parts[name, track][rows] = np.stack(columns, axis=1)
        kept.base[name, track] += float(parts.total[:, 0].sum())
    kept.index[name] += float(found.index[:, -1].sum())
    kept.share[name][rows] = found.share[:, -len(frame.window) :]


def _keep_means(kept: Sample, chain: Chain, delivered: Delivered) -> None:
    kept.means["broad_total"] += float(chain.investment.broad_total.sum())
    kept.means["naive"] += float(chain.investment.naive.sum())
    kept.means["limited"] += float(chain.investment.limited.mean(axis=1).sum())
    kept.means["undisturbed"] += float(delivered.undisturbed.sum())
    kept.means["carried"] += float(delivered.carried.sum())
    kept.pledge_sum[:] += delivered.pledge_sum
    kept.pledge_squares[:] += delivered.pledge_squares
    if len(delivered.pledge_bands):
        kept.pledge_bands[:] = delivered.pledge_bands


def _averaged(kept: Sample, draws: int, streams: tuple[str, ...]) -> Sample:
    return Sample(
        total=kept.total,
        shapley=kept.shapley,
        autonomous=kept.autonomous,
        coalitions={target: sums / draws for target, sums in kept.coalitions.items()},
        parts=kept.parts,
        base={key: value / draws for key, value in kept.base.items()},
        index={name: value / draws for name, value in kept.index.items()},
        share=kept.share,
        means={name: value / draws for name, value in kept.means.items()},
        pledge_sum=kept.pledge_sum,
        pledge_squares=kept.pledge_squares,
        pledge_bands=kept.pledge_bands,
        streams=streams,
    )


def _track(found: Impact, track: str) -> Parts:
    return found.official if track == "official" else found.evidence
