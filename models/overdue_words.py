"""The words of what is overdue as codes; dismissals store them by their values."""

from enum import StrEnum

from models.vocabulary import Stage


class OverdueRule(StrEnum):
    """Why a pledge is put before a person; nothing is decided by it."""

    LINE = "overdue_line"
    LAPSED = "end_without_evidence"
    DEFERRAL = "deferral_over"
    UNDATED = "deferral_undated"


class Outcome(StrEnum):
    """What a person may ask for when they agree with a proposal."""

    DEFER = "defer"
    LAPSE = "lapse"

    @property
    def stage(self) -> Stage:
        """The stage that the money goes to."""
        return Stage.DEFERRED if self is Outcome.DEFER else Stage.LAPSED


class Standing(StrEnum):
    """What became of a proposal so far."""

    OPEN = "undecided"
    ASKED = "change_waiting"
    DISMISSED = "dismissed"
