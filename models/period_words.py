"""The words of reporting periods as codes; every one is stored by its value."""

from enum import StrEnum


class PeriodState(StrEnum):
    """Where a reporting period stands; each step is asked by one person and taken by another."""

    PLANNED = "planned_period"
    OPEN = "open_period"
    CLOSED = "closed_period"
    PUBLISHED = "published_period"


FROZEN_STATES = (PeriodState.CLOSED, PeriodState.PUBLISHED)


class PeriodAction(StrEnum):
    """The steps of a reporting period; the last two are the way back."""

    OPEN = "open"
    CLOSE = "close"
    PUBLISH = "publish"
    RETRACT = "retract"
    REOPEN = "reopen"


class Filing(StrEnum):
    """What a company said for a reporting period; a missing filing is unknown, never zero."""

    FILED = "filed"
    WAITING = "filed_unchecked"
    NO_CHANGE = "no_change"
    NO_CHANGE_WAITING = "no_change_unchecked"
    MISSING = "missing_filing"
