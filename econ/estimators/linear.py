"""Least squares after the effects are out, and the covariances that clusters ask for."""

from dataclasses import dataclass

import numpy as np
from scipy.linalg import qr

from econ.errors import AbsorbedByEffects, Collinear, SampleTooShort, TooFewClusters
from econ.estimators.absorption import Effects
from econ.estimators.panel import Codes, Panel
from econ.units import Matrix, Vector

NO_VARIATION = 1e-11
NOT_FULL_RANK = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class LeastSquares:
    """One solved regression.

    Attributes
    ----------
    y, x : arrays, shape (n,) and (n, K)
        Without the effects.
    beta : Vector, shape (K,)
    bread : Matrix, shape (K, K)
        (X'X)⁻¹.
    residuals : Vector, shape (n,)
    """

    y: Vector
    x: Matrix
    beta: Vector
    bread: Matrix
    residuals: Vector


def varies(before: Matrix, after: Matrix, names: tuple[str, ...]) -> None:
    """Check that every column varies once the effects are out.

    Raises
    ------
    AbsorbedByEffects
        With the first column of which nothing but rounding is left.
    """
    for name, raw, left in zip(names, before.T, after.T, strict=True):
        if not np.linalg.norm(left) > NO_VARIATION * np.linalg.norm(raw):
            raise AbsorbedByEffects(name=name)


def independent(x: Matrix, names: tuple[str, ...]) -> None:
    """Check that no column is a combination of the others.

    Raises
    ------
    Collinear
        With the columns that follow from the others.
    """
    length = np.linalg.norm(x, axis=0)
    scaled = x / np.where(length > 0.0, length, 1.0)
    _, triangle, order = qr(scaled, mode="economic", pivoting=True)
    size = np.abs(np.diagonal(triangle))
    dependent = order[: len(size)][size <= NOT_FULL_RANK]
    if len(dependent):
        raise Collinear(names=tuple(names[place] for place in sorted(dependent)))


def solve(y: Vector, x: Matrix) -> LeastSquares:
    """Return the least squares of ``y`` on ``x`` of full rank, by QR on columns of equal length."""
    scale = np.linalg.norm(x, axis=0)
    base, triangle = np.linalg.qr(x / scale)
    inverse = np.linalg.solve(triangle, np.eye(len(scale))) / scale[:, None]
    beta = inverse @ (base.T @ y)
    beta = beta + inverse @ (base.T @ (y - x @ beta))
    return LeastSquares(y, x, beta, inverse @ inverse.T, y - x @ beta)


def absorbed(panel: Panel, effects: Effects) -> LeastSquares:
    """Return the within regression of a panel.

    Raises
    ------
    SampleTooShort
        When no degree of freedom is left.
    AbsorbedByEffects, Collinear
        When a coefficient is not identified.
    """
    need = effects.rank + len(panel.regressors) + 1
    if panel.nobs < need:
        raise SampleTooShort(name=panel.dependent, have=panel.nobs, need=need)
    raw = np.column_stack([panel.y, panel.x])
    left = effects.project(raw)
    varies(raw, left, (panel.dependent, *panel.regressors))
    independent(left[:, 1:], panel.regressors)
    return solve(left[:, 0], left[:, 1:])


def sandwich(bread: Matrix, scores: Matrix) -> Matrix:
    """Return bread · Σ s s' · bread for ``scores`` of shape (G, K)."""
    filled = scores @ bread
    return np.asarray(filled.T @ filled, dtype=np.float64)


def clustered_factor(panel: Panel, effects: Effects, cluster: Codes) -> float:
    """Return G/(G-1) · (n-1)/(n-K), specification 5.4 with amendment 9.

    K counts slopes, one constant and every effect that is not nested in the clusters, as in
    Stata's xtreg, gretl and fixest.

    Raises
    ------
    TooFewClusters
        When there is one cluster only.
    """
    groups = int(cluster.max()) + 1
    if groups < 2:
        raise TooFewClusters(have=groups, need=2)
    parameters = len(panel.regressors) + effects.rank
    for codes in (effects.entity, effects.time):
        if codes is not None and nested(codes, cluster):
            parameters -= int(codes.max())
    if panel.nobs <= parameters:
        raise SampleTooShort(name=panel.dependent, have=panel.nobs, need=parameters + 1)
    return groups / (groups - 1) * (panel.nobs - 1) / (panel.nobs - parameters)


def nested(codes: Codes, cluster: Codes) -> bool:
    """Return whether every unit lies in one cluster."""
    first = np.empty(int(codes.max()) + 1, dtype=np.intp)
    first[codes] = cluster
    return bool((first[codes] == cluster).all())
