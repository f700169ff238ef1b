"""Dated tax provisions become yearly rates for every kind of asset that the pledges buy."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from econ.inputs import Provision, TaxRegime
from econ.parameters import Parameters
from econ.units import Matrix, Vector
from econ.user_cost import depreciation_present_value

MEMORY = 5


@dataclass(frozen=True, slots=True)
class TaxTable:
    """Rates and costs by class (asset, size, category) and year, and who buys what.

    Attributes
    ----------
    years : tuple of int, length T
        Consecutive; the last ones are the window, earlier ones feed the phase-in.
    assets, sizes, categories : tuple of str, length C
        Names of the classes; an empty category means that all share it.
    credit, credit_without, credit_planned : Matrix, shape (C, T)
        Statutory rates, decimals, weighted by days: with the policy, without it, and the one under
        which the pledges were made.
    eligible : Matrix, shape (C, T)
        Share of the asset's investment that the provision covers.
    rural_tax : Matrix, shape (C, T)
    tau : Vector, shape (T,)
    z, delta : Vector, shape (C,)
    mix : Matrix, shape (G, C)
        Share of each class in the investment of each pledge group; rows add to one.
    """

    years: tuple[int, ...]
    assets: tuple[str, ...]
    sizes: tuple[str, ...]
    categories: tuple[str, ...]
    credit: Matrix
    credit_without: Matrix
    credit_planned: Matrix
    eligible: Matrix
    rural_tax: Matrix
    tau: Vector
    z: Vector
    delta: Vector
    mix: Matrix

    @property
    def reformed(self) -> bool:
        """Say whether a credit differs from the one under which the pledges were made."""
        return bool((self.credit != self.credit_planned).any())


@dataclass(frozen=True, slots=True)
class YearlyCredit:
    """One class in one year: statutory rates, share covered, tax on the credit."""

    rate: float
    rate_without: float
    rate_planned: float
    eligible: float
    rural_tax: float


def tax_table(
    regime: TaxRegime,
    groups: Sequence[tuple[str, str]],
    window: Sequence[int],
    parameters: Parameters,
) -> TaxTable:
    """Return the yearly table for the pledge groups (category, size), shape as in TaxTable.

    Raises
    ------
    UnknownParameter
        When no corporate tax rate is known for a year.
    """
    years = _years(regime, window)
    classes = _classes(regime, groups, parameters)
    grid = [[yearly_credit(regime, *names, year) for year in years] for names in classes]
    return TaxTable(
        years=years,
        assets=tuple(asset for asset, _, _ in classes),
        sizes=tuple(size for _, size, _ in classes),
        categories=tuple(category for _, _, category in classes),
        credit=_column(grid, "rate", len(years)),
        credit_without=_column(grid, "rate_without", len(years)),
        credit_planned=_column(grid, "rate_planned", len(years)),
        eligible=_column(grid, "eligible", len(years)),
        rural_tax=_column(grid, "rural_tax", len(years)),
        tau=np.array([parameters.tax_rate(year) for year in years]),
        z=np.array([present_value(asset, parameters) for asset, _, _ in classes]),
        delta=np.array([parameters[f"asset.{asset}.depreciation"] for asset, _, _ in classes]),
        mix=_mix(regime, groups, classes, parameters),
    )


def present_value(asset: str, parameters: Parameters) -> float:
    """Return z of an asset: the present value of its tax depreciation on one won."""
    own = parameters.under(f"asset.{asset}")
    return depreciation_present_value(
        parameters.depreciation[asset],
        rate=own["tax_rate"].value if "tax_rate" in own else None,
        life=own["tax_life"].value if "tax_life" in own else None,
        discount=parameters["macro.discount_rate"],
    )


def yearly_credit(
    regime: TaxRegime, asset: str, size: str, category: str, year: int
) -> YearlyCredit:
    """Return the credit of one class in one year, weighted by days.

    Where two provisions hold on the same day the higher rate does, because a firm may use one.
    """
    first = date(year, 1, 1).toordinal()
    days = date(year, 12, 31).toordinal() - first + 1
    columns = np.zeros((5, days))
    for provision in applying(regime, asset, size, category):
        begin = max(provision.valid_from.toordinal() - first, 0)
        end = (provision.valid_to or date.max).toordinal() - first + 1
        held = slice(begin, max(min(end, days), begin))
        terms = (
            provision.rate,
            provision.rate_without,
            provision.planned,
            provision.eligible_share,
            provision.rural_tax,
        )
        better = columns[0, held] <= provision.rate
        for row, term in enumerate(terms):
            columns[row, held] = np.where(better, term, columns[row, held])
    covered = columns[3] > 0.0
    rates = columns[:3].mean(axis=1)
    of_covered = columns[3:, covered].mean(axis=1) if covered.any() else np.zeros(2)
    return YearlyCredit(*rates.tolist(), *of_covered.tolist())


def applying(regime: TaxRegime, asset: str, size: str, category: str) -> list[Provision]:
    """Return the provisions of a class: the particular ones where there are any."""
    fitting = [row for row in regime.provisions if (row.asset, row.size) == (asset, size)]
    particular = [row for row in fitting if category and row.category == category]
    return particular or [row for row in fitting if row.category is None]


def _years(regime: TaxRegime, window: Sequence[int]) -> tuple[int, ...]:
    begins = [provision.valid_from.year for provision in regime.provisions]
    first = max(min([window[0], *begins]), window[0] - MEMORY)
    return tuple(range(first, window[-1] + 1))


def _class_of(regime: TaxRegime, asset: str, size: str, category: str) -> tuple[str, str, str]:
    particular = any(
        (row.asset, row.size, row.category) == (asset, size, category) for row in regime.provisions
    )
    return asset, size, category if particular else ""


def _classes(
    regime: TaxRegime, groups: Sequence[tuple[str, str]], parameters: Parameters
) -> list[tuple[str, str, str]]:
    return sorted(
        {
            _class_of(regime, asset, size, category)
            for category, size in groups
            for asset in parameters.categories[category].assets
        }
    )


def _mix(
    regime: TaxRegime,
    groups: Sequence[tuple[str, str]],
    classes: list[tuple[str, str, str]],
    parameters: Parameters,
) -> Matrix:
    mix = np.zeros((len(groups), len(classes)))
    for row, (category, size) in enumerate(groups):
        for asset, share in parameters.categories[category].assets.items():
            mix[row, classes.index(_class_of(regime, asset, size, category))] += share
    return mix


def _column(grid: list[list[YearlyCredit]], name: str, width: int) -> Matrix:
    values = [[getattr(cell, name) for cell in row] for row in grid]
    return np.array(values, dtype=np.float64).reshape(len(grid), width)
