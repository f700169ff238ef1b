"""Pace of an indicator: yearly growth, or percentage points a year for shares."""

from collections.abc import Sequence

from econ.errors import OutOfRange


def growth_pace(first: float, last: float, *, years: float) -> float:
    """Return the yearly growth that leads from one level to another, as a share of one.

    Parameters
    ----------
    first, last : float
        Positive levels in one unit.
    years : float
        Positive distance in years.

    Raises
    ------
    OutOfRange
        When a level or the distance is not positive.

    Notes
    -----
    (last/first)^(1/years) - 1, specification 9, last paragraph.
    """
    if not (first > 0.0 and last > 0.0 and years > 0.0):
        raise OutOfRange(name="growth_pace", value=(first, last, years))
    return float((last / first) ** (1.0 / years) - 1.0)


def points_pace(first: float, last: float, *, years: float) -> float:
    """Return the difference of two shares a year, as a share of one.

    Parameters
    ----------
    first, last : float
        Shares of one.
    years : float
        Positive distance in years.

    Raises
    ------
    OutOfRange
        When the distance is not positive.

    Notes
    -----
    (last - first)/years: a share has a ceiling, so growth of it is not compared.
    """
    if not years > 0.0:
        raise OutOfRange(name="points_pace", value=(first, last, years))
    return (last - first) / years


def comparable_from(breaks: Sequence[bool]) -> int:
    """Return the place of the first observation that compares with the last.

    Parameters
    ----------
    breaks : Sequence[bool]
        Whether each observation, in the order of time, starts a new definition.

    Notes
    -----
    An observation after a change of question is never compared with one before it.
    """
    return max((place for place, is_break in enumerate(breaks) if is_break), default=0)
