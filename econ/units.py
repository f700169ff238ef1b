"""Units: money in KRW bn, rates as decimals a year, shares between 0 and 1, and array checks."""

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from econ.errors import DuplicateName, OutOfRange, UnknownName, WrongShape

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]
Array = NDArray[np.float64]

WON_PER_BN = 1_000_000_000
BN_PER_TN = 1_000
LARGEST_BN = 1e9


def bn_of_won(won: int) -> float:
    """Return KRW bn for whole won; exact up to 2**53 won, then to the nearest float.

    Parameters
    ----------
    won : int
        Amount in won.
    """
    return won / WON_PER_BN


def frozen(values: object, *, name: str, shape: tuple[int, ...]) -> Array:
    """Return ``values`` as a read-only float array of exactly ``shape``.

    Raises
    ------
    WrongShape
        When the shape differs.
    """
    array = np.array(values, dtype=np.float64)
    if array.shape != shape:
        raise WrongShape(name=name, have=array.shape, need=shape)
    array.setflags(write=False)
    return array


def within(array: Array, *, name: str, low: float, high: float, missing: bool = False) -> None:
    """Check that every number lies in [low, high]; NaN passes only where ``missing`` is allowed.

    Raises
    ------
    OutOfRange
        With the name, the first offending value and the bounds.
    """
    inside = (array >= low) & (array <= high)
    if missing:
        inside |= np.isnan(array)
    if not inside.all():
        worst = float(array[~inside].flat[0])
        raise OutOfRange(name=name, value=worst, low=low, high=high)


def one_of(values: Sequence[str], allowed: Collection[str], *, name: str) -> None:
    """Check that every value is an allowed name.

    Raises
    ------
    UnknownName
        With the first name that is not in the list.
    """
    for value in values:
        if value not in allowed:
            raise UnknownName(name=name, value=value, allowed=tuple(sorted(allowed)))


def unique(values: Sequence[str], *, name: str) -> None:
    """Check that no value occurs twice.

    Raises
    ------
    DuplicateName
        With the first value seen twice.
    """
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise DuplicateName(name=name, value=value)
        seen.add(value)


def consecutive(years: tuple[int, ...], *, name: str, empty: bool = False) -> None:
    """Check that ``years`` count up by one.

    Raises
    ------
    OutOfRange
        When they do not, or when there are none and ``empty`` is not allowed.
    """
    if not years and empty:
        return
    if not years or years != tuple(range(years[0], years[-1] + 1)):
        raise OutOfRange(name=name, value=years)
