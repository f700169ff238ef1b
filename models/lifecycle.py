"""Steps between states as data: pure, no table."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from models.errors import ReasonNeeded, StepNotAllowed
from models.period_words import PeriodState
from models.vocabulary import OPEN_STATES, State

S = TypeVar("S", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Step(Generic[S]):
    """One named move: from which states, to which, and what it asks for.

    ``by_checker`` and ``by_colleague`` name the second person: an official, or another user of
    the company that filed.
    """

    sources: tuple[S, ...]
    target: S
    needs_reason: bool = False
    by_checker: bool = False
    by_colleague: bool = False


@dataclass(frozen=True, slots=True)
class Lifecycle(Generic[S]):
    """A set of named steps over one set of states."""

    steps: Mapping[str, Step[S]]

    def step(self, action: str, state: S, reason: str = "") -> Step[S]:
        """The step that ``action`` takes from ``state``.

        Raises StepNotAllowed, or ReasonNeeded when the step asks for a reason.
        """
        step = self.steps.get(action)
        if step is None or state not in step.sources:
            raise StepNotAllowed(action=action, state=str(state))
        if step.needs_reason and not reason.strip():
            raise ReasonNeeded(action=action)
        return step

    def actions(self, state: S) -> tuple[str, ...]:
        """The actions open from ``state``."""
        return tuple(name for name, step in self.steps.items() if state in step.sources)

    def leads(self, source: S, target: S) -> bool:
        """Whether one step or several lead from ``source`` to ``target``."""
        reached = {source}
        for _ in self.steps:
            reached |= {step.target for step in self.steps.values() if reached & {*step.sources}}
        return target in reached


WORKFLOW: Lifecycle[State] = Lifecycle(
    {
        "submit": Step((State.DRAFT, State.RETURNED), State.SUBMITTED),
        "countersign": Step((State.AT_COMPANY,), State.SUBMITTED, by_colleague=True),
        "send_back": Step(
            (State.AT_COMPANY,), State.RETURNED, needs_reason=True, by_colleague=True
        ),
        "review": Step((State.SUBMITTED,), State.IN_REVIEW, by_checker=True),
        "return": Step(
            (State.SUBMITTED, State.IN_REVIEW), State.RETURNED, needs_reason=True, by_checker=True
        ),
        "verify": Step((State.SUBMITTED, State.IN_REVIEW), State.VERIFIED, by_checker=True),
        "certify": Step((State.VERIFIED,), State.CERTIFIED, by_checker=True),
        "withdraw": Step(
            OPEN_STATES,
            State.WITHDRAWN,
            needs_reason=True,
        ),
    }
)

PERIODS: Lifecycle[PeriodState] = Lifecycle(
    {
        "open": Step((PeriodState.PLANNED,), PeriodState.OPEN),
        "close": Step((PeriodState.OPEN,), PeriodState.CLOSED),
        "publish": Step((PeriodState.CLOSED,), PeriodState.PUBLISHED),
        "retract": Step((PeriodState.PUBLISHED,), PeriodState.CLOSED, needs_reason=True),
        "reopen": Step((PeriodState.CLOSED,), PeriodState.OPEN, needs_reason=True),
    }
)
