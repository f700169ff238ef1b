"""The pledges of a run: one record a pledge and stage, and the book of them as arrays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from econ.errors import OutOfRange, WrongShape
from econ.names import CATEGORIES, GRADES, SIZES, STATUSES
from econ.units import LARGEST_BN, Matrix, Vector, consecutive, frozen, one_of, unique, within

EARLIEST, LATEST = 1990, 2100
_TEXTS = ("ids", "pledges", "firms", "categories", "sizes", "statuses", "grades")
_PER_YEAR = ("schedule_bn", "reported_bn", "covered")
_PER_PLEDGE = (
    "unallocated_bn",
    "start_year",
    "end_year",
    "announced_year",
    "overlap_bn",
    "net_share",
)


@dataclass(frozen=True, slots=True)
class PledgeRecord:
    """One pledge (or the part of one pledge that has one stage); money in nominal KRW bn.

    Attributes
    ----------
    id : str
        Unique in the book, for instance ``P-2026-0001/firm``.
    pledge : str
        The pledge it belongs to; empty means ``id``. Concentration is counted by it.
    firm, category, size, status, grade : str
        Names from CATEGORIES, SIZES, STATUSES, GRADES; ``firm`` is any stable key.
    schedule : mapping of year to KRW bn
        What is planned for each year.
    unallocated_bn : float
        Pledged without a year; spread inside the run by the default profile.
    start_year, end_year, announced_year : int or None
        The pledge's own period, used only to spread ``unallocated_bn``.
    reported : mapping of year to KRW bn
        What was realised in each reported year; a missing year is unknown, never zero.
    covered : mapping of year to share
        Share of the year that the reports cover; a reported year not listed counts as complete.
    overlap_bn : float
        Already taken out of ``schedule`` as counted elsewhere; shown in the waterfall only.
    net_share : float
        Share left under the net basis (without public grants and equity).
    """

    id: str
    firm: str
    category: str
    size: str
    status: str
    schedule: Mapping[int, float] = field(default_factory=dict)
    unallocated_bn: float = 0.0
    start_year: int | None = None
    end_year: int | None = None
    announced_year: int | None = None
    reported: Mapping[int, float] = field(default_factory=dict)
    covered: Mapping[int, float] = field(default_factory=dict)
    grade: str = "C"
    overlap_bn: float = 0.0
    net_share: float = 1.0
    pledge: str = ""


@dataclass(frozen=True, slots=True)
class PledgeBook:
    """All pledges of a run as arrays over n pledges and Y years; money in nominal KRW bn.

    Attributes
    ----------
    years : tuple of int, length Y
        Consecutive.
    ids, pledges, firms, categories, sizes, statuses, grades : tuple of str, length n
    schedule_bn : Matrix, shape (n, Y)
    unallocated_bn, overlap_bn, net_share : Vector, shape (n,)
    start_year, end_year, announced_year : Vector, shape (n,), NaN where unknown
    reported_bn, covered : Matrix, shape (n, Y)
        NaN, and 0, where nothing was reported.

    Raises WrongShape, OutOfRange, UnknownName or DuplicateName.
    """

    years: tuple[int, ...]
    ids: tuple[str, ...]
    pledges: tuple[str, ...]
    firms: tuple[str, ...]
    categories: tuple[str, ...]
    sizes: tuple[str, ...]
    statuses: tuple[str, ...]
    grades: tuple[str, ...]
    schedule_bn: Matrix
    unallocated_bn: Vector
    start_year: Vector
    end_year: Vector
    announced_year: Vector
    reported_bn: Matrix
    covered: Matrix
    overlap_bn: Vector
    net_share: Vector

    def __post_init__(self) -> None:
        """Freeze the arrays and check every column."""
        consecutive(self.years, name="years")
        unique(self.ids, name="ids")
        self._check_names()
        self._freeze_columns()
        self._check_ranges()

    def _check_names(self) -> None:
        one_of(self.categories, CATEGORIES, name="categories")
        one_of(self.sizes, SIZES, name="sizes")
        one_of(self.statuses, STATUSES, name="statuses")
        one_of(self.grades, GRADES, name="grades")
        for name in _TEXTS:
            if len(getattr(self, name)) != len(self.ids):
                raise WrongShape(name=name, have=len(getattr(self, name)), need=len(self.ids))

    def _freeze_columns(self) -> None:
        n, width = len(self.ids), len(self.years)
        for name in _PER_YEAR:
            object.__setattr__(self, name, frozen(getattr(self, name), name=name, shape=(n, width)))
        for name in _PER_PLEDGE:
            object.__setattr__(self, name, frozen(getattr(self, name), name=name, shape=(n,)))

    def _check_ranges(self) -> None:
        for name in ("schedule_bn", "unallocated_bn", "overlap_bn"):
            within(getattr(self, name), name=name, low=0.0, high=LARGEST_BN)
        for name in ("start_year", "end_year", "announced_year"):
            within(getattr(self, name), name=name, low=EARLIEST, high=LATEST, missing=True)
        reported = self.reported_bn
        within(reported, name="reported_bn", low=-LARGEST_BN, high=LARGEST_BN, missing=True)
        within(self.covered, name="covered", low=0.0, high=1.0)
        within(self.net_share, name="net_share", low=0.0, high=1.0)
        backwards = self.end_year < self.start_year
        if backwards.any():
            first = self.ids[int(np.flatnonzero(backwards)[0])]
            raise OutOfRange(name="end_year", id=first)

    def taken(self, rows: Sequence[int]) -> "PledgeBook":
        """Return the book with these rows in this order."""
        index = np.array(rows, dtype=np.intp)
        return PledgeBook(
            years=self.years,
            ids=_texts(self.ids, rows),
            pledges=_texts(self.pledges, rows),
            firms=_texts(self.firms, rows),
            categories=_texts(self.categories, rows),
            sizes=_texts(self.sizes, rows),
            statuses=_texts(self.statuses, rows),
            grades=_texts(self.grades, rows),
            schedule_bn=self.schedule_bn[index],
            unallocated_bn=self.unallocated_bn[index],
            start_year=self.start_year[index],
            end_year=self.end_year[index],
            announced_year=self.announced_year[index],
            reported_bn=self.reported_bn[index],
            covered=self.covered[index],
            overlap_bn=self.overlap_bn[index],
            net_share=self.net_share[index],
        )

    @classmethod
    def of(cls, records: Sequence[PledgeRecord], *, years: Sequence[int]) -> "PledgeBook":
        """Build the book from records; years outside ``years`` must already be left out.

        Raises
        ------
        OutOfRange
            When a record holds a year that the book does not.
        """
        span = tuple(years)
        return cls(
            years=span,
            ids=tuple(record.id for record in records),
            pledges=tuple(record.pledge or record.id for record in records),
            firms=tuple(record.firm for record in records),
            categories=tuple(record.category for record in records),
            sizes=tuple(record.size for record in records),
            statuses=tuple(record.status for record in records),
            grades=tuple(record.grade for record in records),
            schedule_bn=_grid([record.schedule for record in records], span, 0.0),
            unallocated_bn=np.array([record.unallocated_bn for record in records]),
            start_year=_years([record.start_year for record in records]),
            end_year=_years([record.end_year for record in records]),
            announced_year=_years([record.announced_year for record in records]),
            reported_bn=_grid([record.reported for record in records], span, np.nan),
            covered=_grid([_coverage(record) for record in records], span, 0.0),
            overlap_bn=np.array([record.overlap_bn for record in records]),
            net_share=np.array([record.net_share for record in records]),
        )


def _grid(rows: Sequence[Mapping[int, float]], years: tuple[int, ...], missing: float) -> Matrix:
    grid = np.full((len(rows), len(years)), missing)
    for index, row in enumerate(rows):
        for year, value in row.items():
            if year not in years:
                raise OutOfRange(name="year", value=year, low=years[0], high=years[-1])
            grid[index, year - years[0]] = value
    return grid


def _years(values: Sequence[int | None]) -> Vector:
    return np.array([np.nan if value is None else float(value) for value in values])


def _coverage(record: PledgeRecord) -> dict[int, float]:
    return {year: record.covered.get(year, 1.0) for year in record.reported}


def _texts(values: tuple[str, ...], rows: Sequence[int]) -> tuple[str, ...]:
    return tuple(values[row] for row in rows)
