"""Ledger A: revenue, labour cost and operating cost against the official potential."""

from dataclasses import dataclass

import numpy as np

from econ.inputs import LedgerABase
from econ.parameters import Parameters
from econ.units import Array

PARTS = ("revenue", "labour_cost", "operating_cost")


@dataclass(frozen=True, slots=True)
class Parts:
    """The three columns of ledger A, nominal KRW bn a year, arrays of one shape.

    They are kept apart through every step; ``total`` is the only place that adds them.
    """

    revenue: Array
    labour_cost: Array
    operating_cost: Array

    @property
    def total(self) -> Array:
        """Return revenue plus both savings, comparable with the official total only."""
        return self.revenue + self.labour_cost + self.operating_cost


def published_base(parameters: Parameters) -> LedgerABase:
    """Return the published bases and maximum effects of the 24 industries as one row."""
    return LedgerABase(
        industries=("all",),
        revenue_bn=np.array([parameters["ledger.revenue"]]),
        labour_bn=np.array([parameters["ledger.labour"]]),
        operating_bn=np.array([parameters["ledger.operating"]]),
        revenue_effect=np.array([parameters["ledger.revenue_effect"]]),
        labour_effect=np.array([parameters["ledger.labour_effect"]]),
        operating_effect=np.array([parameters["ledger.operating_effect"]]),
    )


def potential(base: LedgerABase) -> Parts:
    """Return the maximum: full adoption at full depth, KRW bn a year, 0-dimensional."""
    return official(base, index=np.asarray(1.0))


def official(base: LedgerABase, *, index: Array) -> Parts:
    """Return track O: the official potential times the realisation index (specification 10.1).

    Parameters
    ----------
    base : LedgerABase
    index : Array
        h, use above the base year, cut to [0, 1].
    """
    h = np.clip(index, 0.0, 1.0)
    return Parts(
        revenue=h * float(base.revenue_effect @ base.revenue_bn),
        labour_cost=h * float(base.labour_effect @ base.labour_bn),
        operating_cost=h * float(base.operating_effect @ base.operating_bn),
    )


def evidence(
    base: LedgerABase,
    *,
    adoption_gain: Array,
    index: Array,
    sales_effect: Array | float,
    worker_use: float,
    time_saved: float,
    pass_through: Array | float,
    operating_discount: Array | float,
) -> Parts:
    """Return track E: what the measured effects give (specification 10.1).

    Parameters
    ----------
    base : LedgerABase
    adoption_gain : Array
        Share of firms above the base year.
    index : Array
        h, as in ``official``.
    sales_effect, pass_through, operating_discount : Array or float, shapes that broadcast
        r, λ and d_O.
    worker_use, time_saved : float
        Share of workers who use generative AI (another concept than adoption by firms), and the
        share of hours that it saves.
    """
    h = np.clip(index, 0.0, 1.0)
    saved = worker_use * time_saved * float(base.labour_bn.sum())
    return Parts(
        revenue=adoption_gain * sales_effect * float(base.revenue_bn.sum()),
        labour_cost=np.broadcast_to(saved * np.asarray(pass_through), h.shape),
        operating_cost=h * operating_discount * float(base.operating_effect @ base.operating_bn),
    )


def required_index(target_bn: float, base: LedgerABase) -> float:
    """Return the realisation index that a target needs; above 1 means more than full adoption."""
    return target_bn / float(potential(base).total)
