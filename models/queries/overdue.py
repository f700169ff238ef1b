"""What is overdue on a day, and what people did about it."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from models.dismissal import OverdueDismissal
from models.errors import ProposalGone
from models.instrument import Revision
from models.overdue import Proposal, proposals_of
from models.overdue_words import Standing
from models.queries.frozen import frozen_at
from models.queries.register import Register
from models.vocabulary import OPEN_STATES


@dataclass(frozen=True, slots=True)
class Overdue:
    """A proposal on the day of the question: how late, what counts of it, what became of it.

    ``counted_won`` is what of the whole pledge counts now, intent included.
    """

    proposal: Proposal
    days: int
    counted_won: int
    standing: Standing
    dismissal: OverdueDismissal | None


def overdue(session: Session, register: Register, on: date) -> list[Overdue]:
    """Every proposal about the pledges of ``register``, which was read for the day ``on``.

    One that was dismissed on the same facts says so; one whose pledge has a change that waits
    says that. Whoever may see the register may see these.
    """
    judged = register.judgements
    found = proposals_of((item.record for item in judged.values()), register.realised, on=on)
    dismissed = {(row.instrument_id, row.facts): row for row in _dismissals(session, on)}
    waiting = _changing(session, on)
    return [
        Overdue(
            proposal=one,
            days=one.days(on),
            counted_won=judged[one.record.instrument_id].counted_won,
            standing=_standing(dismissal, one.record.instrument_id in waiting),
            dismissal=dismissal,
        )
        for one in found
        for dismissal in [dismissed.get((one.record.instrument_id, one.facts))]
    ]


def find_overdue(session: Session, register: Register, on: date, code: str, place: str) -> Overdue:
    """One proposal by its pledge and place. Raises ProposalGone when nothing is overdue there."""
    for one in overdue(session, register, on):
        if (one.proposal.record.code, one.proposal.place) == (code, place):
            return one
    raise ProposalGone(code=code)


def _standing(dismissal: OverdueDismissal | None, is_changing: bool) -> Standing:
    if is_changing:
        return Standing.ASKED
    return Standing.OPEN if dismissal is None else Standing.DISMISSED


def _dismissals(session: Session, on: date) -> list[OverdueDismissal]:
    query, by = select(OverdueDismissal), frozen_at(session, on)
    if by is not None:
        query = query.where(col(OverdueDismissal.dismissed_at) <= by)
    return list(session.exec(query))


def _changing(session: Session, on: date) -> set[int]:
    """Pledges a version of which is not verified yet; for a closed day nobody waits any more."""
    if frozen_at(session, on) is not None:
        return set()
    query = select(Revision.instrument_id).where(col(Revision.state).in_(OPEN_STATES))
    return set(session.exec(query))
