"""The common form of what one kind does to investment."""

from dataclasses import dataclass, field, replace

import numpy as np

from econ.units import Array, Vector


@dataclass(frozen=True, slots=True)
class Effect:
    """What one kind does to investment; money in nominal KRW bn.

    Attributes
    ----------
    base : Array or None, shape (D, G, Y)
        Realised registered investment; only pledges have one.
    factor : Array, shape (D, G, Y), (D, 1, Y) or (1, 1, 1)
        Multiplies what is invested anyway: 1 + μ.
    added : Array, shape (D, Y) or (1, 1)
        Comes on top, whoever invests.
    planned : Array or None, of the shape of ``factor``
        The factor under which the pledges were made, where a reform has changed it since.
    overlap : Vector, shape (D,) or (1,)
        Share of ``added`` that the pledges already record.
    """

    base: Array | None = None
    factor: Array = field(default_factory=lambda: np.ones((1, 1, 1)))
    added: Array = field(default_factory=lambda: np.zeros((1, 1)))
    overlap: Vector = field(default_factory=lambda: np.zeros(1))
    planned: Array | None = None

    @property
    def multiplies(self) -> bool:
        """Say whether the kind changes what is invested anyway."""
        return self.factor.size > 1 or bool(self.factor.flat[0] != 1.0)

    @property
    def as_planned(self) -> "Effect":
        """Return the effect as it was when the pledges were made."""
        return self if self.planned is None else replace(self, factor=self.planned, planned=None)
