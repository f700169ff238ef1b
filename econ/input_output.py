"""Input-output multipliers of a domestic table (Leontief)."""

from dataclasses import dataclass

import numpy as np

from econ.errors import OutOfRange, WrongShape
from econ.units import Matrix, Vector


@dataclass(frozen=True, slots=True)
class Effects:
    """What a final demand brings about; KRW bn (or the table's unit)."""

    output: Vector
    value_added: float
    imports: float


@dataclass(frozen=True, slots=True)
class InputOutputTable:
    """Coefficients of a table with S sectors.

    Attributes
    ----------
    domestic, imported : Matrix, shape (S, S)
        A_d and A_m: inputs per unit of output.
    leontief : Matrix, shape (S, S)
        (I - A_d)^-1, calculated once and reused.
    value_added : Vector, shape (S,)
        v, value added per unit of output.
    """

    domestic: Matrix
    imported: Matrix
    leontief: Matrix
    value_added: Vector

    @classmethod
    def from_transactions(
        cls, domestic: Matrix, imports: Matrix, output: Vector
    ) -> "InputOutputTable":
        """Build the coefficients from transactions in one money unit.

        Parameters
        ----------
        domestic, imports : Matrix, shape (S, S)
            Z_d and Z_m, row delivers to column.
        output : Vector, shape (S,)
            x, positive.

        Raises
        ------
        WrongShape, OutOfRange
            When shapes differ, an output is not positive, or the domestic coefficients do not
            converge (spectral radius not below 1).
        """
        if domestic.shape != imports.shape or domestic.shape != (len(output), len(output)):
            raise WrongShape(name="table", have=domestic.shape, need=(len(output),) * 2)
        if not (output > 0.0).all():
            raise OutOfRange(name="output", value=float(output.min()), low=0.0)
        a_d, a_m = domestic / output, imports / output
        radius = float(np.abs(np.linalg.eigvals(a_d)).max())
        if radius >= 1.0:
            raise OutOfRange(name="spectral_radius", value=radius, high=1.0)
        inverse = np.asarray(np.linalg.inv(np.eye(len(output)) - a_d), dtype=np.float64)
        return cls(a_d, a_m, inverse, 1.0 - a_d.sum(axis=0) - a_m.sum(axis=0))

    def multipliers(self) -> Vector:
        """Return output per unit of final demand by sector, shape (S,)."""
        return np.asarray(self.leontief.sum(axis=0), dtype=np.float64)

    def effects(self, domestic_demand: Vector, imported_demand: Vector) -> Effects:
        """Return what a final demand brings about; value added and imports add to it.

        Parameters
        ----------
        domestic_demand, imported_demand : Vector, shape (S,)
        """
        output = self.leontief @ domestic_demand
        imports = float(imported_demand.sum() + (self.imported @ output).sum())
        return Effects(output, float(self.value_added @ output), imports)
