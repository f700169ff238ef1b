"""Every assumed or quoted number with its range, unit, source and mark."""

import dataclasses
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from econ.errors import OutOfRange, UnknownParameter
from econ.names import ASSETS, CATEGORIES
from econ.results import digest, plain
from econ.units import Vector, one_of, unique

MARKS = ("V", "R", "A")
DISTRIBUTIONS = ("fixed", "beta", "normal", "lognormal")
SHIPPED = Path(__file__).with_name("parameters.toml")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One number: its central value, its distribution, where it comes from, how sure it is.

    Attributes
    ----------
    value : float
        Central value, in ``unit``: mean of a Beta or normal, median of a log-normal.
    distribution : str
        fixed, beta (a, b), normal (sd, cut at lower and upper), lognormal (sd of the log).
    low, high : float or None
        About 90 % lies between; shown, and used by nothing but the pages.
    mark : str
        V checked against public text, R quoted, A assumed.
    """

    id: str
    value: float
    unit: str
    source: str
    mark: str
    distribution: str = "fixed"
    a: float | None = None
    b: float | None = None
    sd: float | None = None
    lower: float | None = None
    upper: float | None = None
    low: float | None = None
    high: float | None = None

    def __post_init__(self) -> None:
        """Check the mark, the distribution and that the value lies in its own range."""
        one_of((self.mark,), MARKS, name="mark")
        one_of((self.distribution,), DISTRIBUTIONS, name="distribution")
        low = -np.inf if self.low is None else self.low
        high = np.inf if self.high is None else self.high
        if not low <= self.value <= high:
            raise OutOfRange(name=self.id, value=self.value, low=self.low, high=self.high)


@dataclass(frozen=True, slots=True)
class Series:
    """A short list of numbers that belong together, such as a spending profile."""

    id: str
    values: tuple[float, ...]
    unit: str
    source: str
    mark: str


@dataclass(frozen=True, slots=True)
class TaxRate:
    """A corporate tax rate with local tax, and the days on which it is law."""

    rate: float
    valid_from: date
    source: str
    mark: str
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class CategoryRule:
    """What a category of pledge buys and how it is spread over time when nobody says."""

    profile: str
    assets: Mapping[str, float]
    mark: str

    def __post_init__(self) -> None:
        """Check that the shares of the assets add to one."""
        one_of(tuple(self.assets), ASSETS, name="assets")
        if abs(sum(self.assets.values()) - 1.0) > 1e-9:
            raise OutOfRange(name="assets", value=sum(self.assets.values()), low=1.0, high=1.0)


@dataclass(frozen=True, slots=True)
class Parameters:
    """The whole table; ``parameters["id"]`` is the central value."""

    rows: Mapping[str, Parameter]
    series: Mapping[str, Series]
    corporate_tax: tuple[TaxRate, ...]
    depreciation: Mapping[str, str]
    categories: Mapping[str, CategoryRule]

    def __getitem__(self, key: str) -> float:
        """Return the central value.

        Raises
        ------
        UnknownParameter
            When there is no such row.
        """
        return self.row(key).value

    def __iter__(self) -> Iterator[Parameter]:
        """Walk over the rows in the order of the file."""
        return iter(self.rows.values())

    def row(self, key: str) -> Parameter:
        """Return the whole row.

        Raises
        ------
        UnknownParameter
            When there is no such row.
        """
        if key not in self.rows:
            raise UnknownParameter(id=key)
        return self.rows[key]

    def vector(self, key: str) -> Vector:
        """Return the numbers of a series, shape (length of the series,), in its unit.

        Raises
        ------
        UnknownParameter
            When there is no such series.
        """
        if key not in self.series:
            raise UnknownParameter(id=key)
        return np.array(self.series[key].values)

    def under(self, prefix: str) -> dict[str, Parameter]:
        """Return the rows whose id begins with ``prefix`` and a dot, by the rest of the id."""
        start = f"{prefix}."
        return {
            key.removeprefix(start): row for key, row in self.rows.items() if key.startswith(start)
        }

    def tax_rate(self, year: int) -> float:
        """Return the corporate tax rate of ``year``, a decimal, weighted by days.

        Raises
        ------
        UnknownParameter
            When no rate is known for a part of the year.
        """
        shares = [share_of_year(year, row.valid_from, row.valid_to) for row in self.corporate_tax]
        if abs(sum(shares) - 1.0) > 1e-9:
            raise UnknownParameter(id=f"corporate_tax.{year}")
        return sum(share * row.rate for share, row in zip(shares, self.corporate_tax, strict=True))

    def replace(self, values: Mapping[str, float]) -> "Parameters":
        """Return a table with other central values, by id.

        The spread moves with the value: a Beta keeps a + b, other distributions keep their sd.

        Raises
        ------
        UnknownParameter
            When there is no such row.
        """
        rows = dict(self.rows)
        for key, value in values.items():
            rows[key] = _moved(self.row(key), value)
        return dataclasses.replace(self, rows=rows)

    def sha256(self) -> str:
        """Return the digest of the whole table."""
        return digest(plain(self))


def load(path: Path = SHIPPED) -> Parameters:
    """Read a table of parameters.

    Raises
    ------
    DuplicateName, UnknownName, OutOfRange
        When ids repeat, or a mark, a distribution or a share is wrong.
    """
    with path.open("rb") as file:
        table = tomllib.load(file)
    rows = [Parameter(**row) for row in table["parameter"]]
    series = [Series(**{**row, "values": tuple(row["values"])}) for row in table["series"]]
    unique([row.id for row in rows] + [row.id for row in series], name="id")
    categories = {name: CategoryRule(**rule) for name, rule in table["category"].items()}
    one_of(CATEGORIES, tuple(categories), name="category")
    return Parameters(
        rows={row.id: row for row in rows},
        series={row.id: row for row in series},
        corporate_tax=tuple(TaxRate(**row) for row in table["corporate_tax"]),
        depreciation=table["depreciation"],
        categories=categories,
    )


def share_of_year(year: int, first: date, last: date | None) -> float:
    """Return the share of the days of ``year`` from ``first`` to ``last``, both inclusive."""
    begin = max(first, date(year, 1, 1))
    end = min(last or date.max, date(year, 12, 31))
    days = date(year, 12, 31).toordinal() - date(year, 1, 1).toordinal() + 1
    return max(end.toordinal() - begin.toordinal() + 1, 0) / days


def _moved(row: Parameter, value: float) -> Parameter:
    if row.a is None or row.b is None:
        return dataclasses.replace(row, value=value, low=None, high=None)
    total = row.a + row.b
    return dataclasses.replace(
        row, value=value, low=None, high=None, a=value * total, b=(1.0 - value) * total
    )
