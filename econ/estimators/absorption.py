"""Effects of units and periods taken out exactly, also where the panel is not balanced."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.linalg import cho_factor, cho_solve
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from econ.estimators.panel import Codes
from econ.units import Matrix, Vector


@dataclass(frozen=True, eq=False)
class Effects:
    """The projection off the dummies of units, and of periods where they are given.

    Attributes
    ----------
    entity : Codes, shape (n,)
    time : Codes or None, shape (n,)
    weights : Vector or None, shape (n,)
        Positive weights of a weighted projection; None means one each.

    Notes
    -----
    Two-way: with D and Δ the dummies of units and periods, M off D and S = Δ'MΔ, the projection is
    M - MΔ S⁻Δ'M (Wansbeek and Kapteyn 1989, Journal of Econometrics 41, 341-361). The larger of
    both dimensions is taken out by means, the smaller by solving with S, whose null space is
    spanned by the connected parts of the panel. Demeaning twice would be right only if balanced.
    """

    entity: Codes
    time: Codes | None = None
    weights: Vector | None = None

    def project(self, values: Matrix) -> Matrix:
        """Return ``values``, shape (n,) or (n, m), without the effects; twice, against rounding."""
        centred = values - values.mean(axis=0)
        return self._once(self._once(centred))

    def inner(self, left: Vector, right: Vector, codes: Codes) -> Matrix:
        """Return what the projection takes from products of groups: l_g' (1 - M) r_h, (G, G).

        Parameters
        ----------
        left, right : Vector, shape (n,)
        codes : Codes, shape (n,)
            Groups; ``left`` is cut to group g, ``right`` to group h. Unweighted effects only.
        """
        first, second = self._sides
        u_l, u_r = (_cross(values, first, codes) for values in (left, right))
        taken = u_l.T @ (u_r / self._sizes[:, None])
        if second is None:
            return taken
        share = self._cells.T / self._sizes
        v_l, v_r = (
            _cross(values, second, codes) - share @ sums
            for values, sums in ((left, u_l), (right, u_r))
        )
        return np.asarray(taken + v_l.T @ cho_solve(self._system, v_r), dtype=np.float64)

    @property
    def units(self) -> int:
        """The number of units."""
        return int(self.entity.max()) + 1

    @property
    def periods(self) -> int:
        """The number of periods; 1 without effects of time."""
        return 1 if self.time is None else int(self.time.max()) + 1

    @cached_property
    def rank(self) -> int:
        """Effects that are free: N + T less one for each connected part; N without periods."""
        return self.units if self.time is None else self.units + self.periods - self._parts[0]

    def _once(self, values: Matrix) -> Matrix:
        first, second = self._sides
        values = values - self._means(values, first)
        if second is None:
            return values
        solved = cho_solve(self._system, sums_by(self._weighted(values), second))
        fitted = solved[second]
        return np.asarray(values - (fitted - self._means(fitted, first)), dtype=np.float64)

    @cached_property
    def _sides(self) -> tuple[Codes, Codes | None]:
        if self.time is None or self.units >= self.periods:
            return self.entity, self.time
        return self.time, self.entity

    def _weighted(self, values: Matrix) -> Matrix:
        if self.weights is None:
            return values
        return values * (self.weights if values.ndim == 1 else self.weights[:, None])

    def _means(self, values: Matrix, codes: Codes) -> Matrix:
        means = sums_by(self._weighted(values), codes)
        sizes = self._sizes if values.ndim == 1 else self._sizes[:, None]
        return np.asarray((means / sizes)[codes], dtype=np.float64)

    @cached_property
    def _sizes(self) -> Vector:
        first, _ = self._sides
        return np.bincount(first, weights=self.weights).astype(np.float64)

    @cached_property
    def _cells(self) -> Matrix:
        first, second = self._sides
        if second is None:
            return np.ones((int(first.max()) + 1, 1))
        weights = np.ones(len(first)) if self.weights is None else self.weights
        return _cross(weights, first, second)

    @cached_property
    def _parts(self) -> tuple[int, Codes]:
        first, second = self._sides
        if second is None:
            return 1, np.zeros(1, dtype=np.intp)
        if (self._cells > 0.0).any(axis=0).all() and (self._cells > 0.0).all(axis=1).any():
            return 1, np.zeros(self._cells.shape[1], dtype=np.intp)
        units, size = self._cells.shape
        links = coo_array((np.ones(len(first)), (first, units + second)), shape=(units + size,) * 2)
        count, labels = connected_components(links, directed=False)
        return int(count), labels[units:].astype(np.intp)

    @cached_property
    def _system(self) -> tuple[Matrix, bool]:
        cells = self._cells
        inner = np.diag(cells.sum(axis=0)) - cells.T @ (cells / self._sizes[:, None])
        count, part = self._parts
        null = np.eye(count)[part]
        null = null * (np.trace(inner) / len(inner) / null.sum(axis=0) + 1.0 / len(inner))
        factor, lower = cho_factor(inner + null @ np.eye(count)[part].T)
        return factor, bool(lower)


def _cross(values: Vector, rows: Codes, columns: Codes) -> Matrix:
    """Return the sums of ``values`` by two codes, shape (rows, columns)."""
    height, width = int(rows.max()) + 1, int(columns.max()) + 1
    flat = np.bincount(rows * width + columns, weights=values, minlength=height * width)
    return flat.reshape(height, width).astype(np.float64)


def sums_by(values: Matrix, codes: Codes) -> Matrix:
    """Return the sums of ``values``, shape (n,) or (n, m), by code: shape (G,) or (G, m)."""
    count = int(codes.max()) + 1
    if values.ndim == 1:
        return np.bincount(codes, weights=values, minlength=count).astype(np.float64)
    columns = [np.bincount(codes, weights=column, minlength=count) for column in values.T]
    return np.column_stack(columns).astype(np.float64)
