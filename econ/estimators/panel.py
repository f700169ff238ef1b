"""A frame becomes a checked panel: numbers, units and periods as arrays."""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from econ.errors import DuplicateObservation, MissingValues, NotNumeric, OutOfRange, SampleTooShort
from econ.units import Matrix, Vector, one_of, unique, within

Codes = NDArray[np.intp]
LARGEST = 1e100
SHOWN = 5


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """The observations of one estimation, in the order of the frame.

    Attributes
    ----------
    y : Vector, shape (n,)
    x : Matrix, shape (n, K)
    dependent : str; regressors : tuple of str
    entity : Codes, shape (n,); entities : tuple of labels
    time : Codes or None, shape (n,); periods : tuple of labels in rising order
    cluster : Codes or None, shape (n,); clusters : tuple of labels
    index : pandas.Index
        The frame's own row labels.
    """

    y: Vector
    x: Matrix
    dependent: str
    regressors: tuple[str, ...]
    entity: Codes
    entities: tuple[Any, ...]
    time: Codes | None
    periods: tuple[Any, ...]
    cluster: Codes | None
    clusters: tuple[Any, ...]
    index: Any

    @property
    def nobs(self) -> int:
        """The number of observations."""
        return len(self.y)

    @property
    def singletons(self) -> tuple[Any, ...]:
        """Units with one observation: their effect fits it exactly, so they say nothing."""
        counts = np.bincount(self.entity, minlength=len(self.entities))
        return tuple(self.entities[place] for place in np.flatnonzero(counts == 1))

    def ordered(self, order: Codes) -> "Panel":
        """Return the same observations in another order of rows."""
        return dataclasses.replace(
            self,
            y=self.y[order],
            x=self.x[order],
            entity=self.entity[order],
            time=None if self.time is None else self.time[order],
            cluster=None if self.cluster is None else self.cluster[order],
            index=self.index[order],
        )

    def taken(self, rows: NDArray[np.bool_]) -> "Panel":
        """Return the panel of the marked rows, with units and periods counted anew."""
        entity, entities = _again(self.entity[rows], self.entities)
        time, periods = self.time, self.periods
        if time is not None:
            time, periods = _again(time[rows], periods)
        cluster, clusters = self.cluster, self.clusters
        if cluster is not None:
            cluster, clusters = _again(cluster[rows], clusters)
        return dataclasses.replace(
            self,
            y=self.y[rows],
            x=self.x[rows],
            entity=entity,
            entities=entities,
            time=time,
            periods=periods,
            cluster=cluster,
            clusters=clusters,
            index=self.index[rows],
        )


def panel_of(
    frame: pd.DataFrame,
    dependent: str,
    regressors: Sequence[str] | str,
    *,
    entity: str,
    time: str | None = None,
    cluster: str | None = None,
) -> Panel:
    """Return the panel that the named columns of a frame hold.

    Parameters
    ----------
    frame : pandas.DataFrame
        Long format, one row an observation; any order, any index.
    dependent : str; regressors : sequence of str
        Numeric columns.
    entity, time, cluster : str
        Columns of labels; ``time`` must be sortable.

    Raises
    ------
    UnknownName
        When a column is not there.
    DuplicateName
        When a column is named twice.
    NotNumeric
        When dependent or regressors hold text.
    MissingValues
        When a cell is empty or infinite: say what to do with the row before estimating.
    SampleTooShort
        When there is no row.
    DuplicateObservation
        When a unit has two rows of one period.
    OutOfRange
        When no regressor is named, a number is beyond 1e100, or periods cannot be sorted.
    """
    names = (regressors,) if isinstance(regressors, str) else tuple(regressors)
    _named(frame, (dependent, *names), (entity, time, cluster))
    numbers = {name: _numbers(frame, name) for name in (dependent, *names)}
    unit, units = _labels(frame, entity)
    period, periods = _labels(frame, time) if time else (None, ())
    group, groups = _labels(frame, cluster) if cluster else (None, ())
    if period is not None:
        _once(unit, units, period, periods)
    return Panel(
        y=numbers[dependent],
        x=np.column_stack([numbers[name] for name in names]),
        dependent=dependent,
        regressors=names,
        entity=unit,
        entities=units,
        time=period,
        periods=periods,
        cluster=group,
        clusters=groups,
        index=frame.index,
    )


def steps_missing(periods: tuple[Any, ...]) -> int:
    """Return how many numbered periods lack between the first and last, in their smallest step.

    Parameters
    ----------
    periods : tuple of labels in rising order
        Dates and text are taken as they come: 0.
    """
    numbered = len(periods) > 1 and all(isinstance(label, int | float) for label in periods)
    if not numbered:
        return 0
    steps = np.diff(np.array(periods, dtype=np.float64))
    return int(np.round(steps / steps.min()).sum()) - len(steps)


def _named(frame: pd.DataFrame, numbers: tuple[str, ...], labels: tuple[str | None, ...]) -> None:
    if len(numbers) < 2:
        raise OutOfRange(name="regressors", value=())
    unique(numbers, name="regressors")
    known = [str(name) for name in frame.columns]
    wanted = [name for name in (*numbers, *labels) if name is not None]
    one_of(wanted, known, name="columns")
    unique([name for name in known if name in wanted], name="columns")
    if frame.empty:
        raise SampleTooShort(name=numbers[0], have=0, need=2)


def _numbers(frame: pd.DataFrame, name: str) -> Vector:
    column = frame[name]
    if not pd.api.types.is_numeric_dtype(column) or pd.api.types.is_complex_dtype(column):
        raise NotNumeric(name=name)
    values = np.array(column.to_numpy(dtype=np.float64, na_value=np.nan))
    _complete(frame, name, np.isfinite(values))
    within(values, name=name, low=-LARGEST, high=LARGEST)
    return values


def _labels(frame: pd.DataFrame, name: str) -> tuple[Codes, tuple[Any, ...]]:
    column = frame[name]
    values = column.to_numpy()
    if values.dtype.kind in "iu":
        distinct, codes = np.unique(values, return_inverse=True)
        return codes.astype(np.intp), tuple(distinct.tolist())
    _complete(frame, name, column.notna().to_numpy(dtype=np.bool_))
    codes, found = pd.factorize(column)
    labels = found.tolist()
    try:
        order = sorted(range(len(labels)), key=labels.__getitem__)
    except TypeError as error:
        raise OutOfRange(name=name, value=tuple(map(str, labels[:SHOWN]))) from error
    places = np.empty(len(labels), dtype=np.intp)
    places[order] = np.arange(len(labels))
    return places[codes], tuple(labels[place] for place in order)


def _complete(frame: pd.DataFrame, name: str, there: NDArray[np.bool_]) -> None:
    if not there.all():
        rows = tuple(str(label) for label in frame.index[~there][:SHOWN])
        raise MissingValues(name=name, count=int((~there).sum()), rows=rows)


def _once(unit: Codes, units: tuple[Any, ...], period: Codes, periods: tuple[Any, ...]) -> None:
    cells, counts = np.unique(unit * len(periods) + period, return_counts=True)
    if len(cells) and counts.max() > 1:
        cell = int(cells[counts.argmax()])
        raise DuplicateObservation(
            entity=str(units[cell // len(periods)]), time=str(periods[cell % len(periods)])
        )


def _again(codes: Codes, labels: tuple[Any, ...]) -> tuple[Codes, tuple[Any, ...]]:
    kept, again = np.unique(codes, return_inverse=True)
    return again.astype(np.intp), tuple(labels[place] for place in kept)
