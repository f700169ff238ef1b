"""The uncertain coefficients of a run: at their centre, or drawn each from its own stream."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

from econ.frame import Frame
from econ.names import ASSETS
from econ.parameters import Parameter
from econ.streams import Streams
from econ.units import Vector

INF = float("inf")


@dataclass(frozen=True, slots=True)
class Coefficients:
    """One set of coefficients a draw.

    Attributes
    ----------
    values : mapping of parameter id to Vector, shape (D,)
        Every parameter of the table; ``coefficients["id"]`` reads it.
    final : mapping of cell name to Vector, shape (D,)
        Final delivery shares.
    speed_error : mapping of adoption series to Vector, shape (D,)
        Logit points a year on top of the observed pace.
    """

    values: Mapping[str, Vector]
    final: Mapping[str, Vector]
    speed_error: Mapping[str, Vector]

    def __getitem__(self, key: str) -> Vector:
        """Return one coefficient, shape (D,)."""
        return self.values[key]

    def first(self, keep: int) -> "Coefficients":
        """Return the first ``keep`` draws."""
        parts = (self.values, self.final, self.speed_error)
        return Coefficients(*({name: v[:keep] for name, v in part.items()} for part in parts))

    def elasticity(self, asset: str, size: str) -> Vector:
        """Return the user-cost elasticity of an asset for a size of firm, shape (D,)."""
        return self[f"elasticity.{asset}"] * self[f"elasticity.size.{size}"]


def central(frame: Frame) -> Coefficients:
    """Return the central coefficients as one draw, D = 1."""
    values = {row.id: np.array([row.value]) for row in frame.parameters}
    for asset, pooled in frame.pooled.items():
        values[f"elasticity.{asset}"] = np.array([min(pooled.mean, 0.0)])
    final = {cell.name: np.array([cell.mean]) for cell, _ in frame.lanes}
    speed_error = {series.name: np.zeros(1) for series in frame.inputs.adoption}
    return Coefficients(values, final, speed_error)


def drawn(frame: Frame, streams: Streams, size: int) -> Coefficients:
    """Return the next ``size`` draws of every coefficient, each block from its own stream."""
    values = {row.id: draw(row, streams, size) for row in frame.parameters}
    values |= _elasticities(frame, streams, size)
    cells = {cell.name: cell for cell, _ in frame.lanes}
    final = {name: streams[name].beta(cell.a, cell.b, size) for name, cell in cells.items()}
    sd = frame.parameters["adoption.speed_sd"]
    speed_error = {
        series.name: sd * streams[f"speed/{series.name}"].standard_normal(size)
        for series in frame.inputs.adoption
    }
    return Coefficients(values, final, speed_error)


def draw(row: Parameter, streams: Streams, size: int) -> Vector:
    """Return ``size`` draws of one parameter from the stream of its id, shape (size,)."""
    if row.distribution == "beta":
        return streams[row.id].beta(row.a or 1.0, row.b or 1.0, size)
    if row.distribution == "lognormal":
        return row.value * np.exp((row.sd or 0.0) * streams[row.id].standard_normal(size))
    if row.distribution == "normal":
        return truncated_normal(row, streams[row.id].random(size))
    return np.full(size, row.value)


def truncated_normal(row: Parameter, uniform: Vector) -> Vector:
    """Return normal draws between the row's bounds by the inverse distribution function.

    Parameters
    ----------
    row : Parameter
        Normal with mean ``value``, ``sd``, and optional ``lower`` and ``upper``.
    uniform : Vector, shape (D,)
        In (0, 1).
    """
    sd = row.sd or 1.0
    low = ndtr(((-INF if row.lower is None else row.lower) - row.value) / sd)
    high = ndtr(((INF if row.upper is None else row.upper) - row.value) / sd)
    return np.asarray(row.value + sd * ndtri(low + uniform * (high - low)), dtype=np.float64)


def _elasticities(frame: Frame, streams: Streams, size: int) -> dict[str, Vector]:
    correlation = frame.parameters["elasticity.correlation"]
    common = streams["elasticity/common"].standard_normal(size)
    values = {}
    for asset in ASSETS:
        own = streams[f"elasticity/{asset}"].standard_normal(size)
        rank = ndtr(np.sqrt(correlation) * common + np.sqrt(1.0 - correlation) * own)
        component = streams[f"elasticity/{asset}/component"].random(size)
        values[f"elasticity.{asset}"] = frame.pooled[asset].draws(rank, component)
    return values
