"""Makers of registered rows, shared with the tests of the registry."""

from collections.abc import Callable
from datetime import date
from itertools import count
from typing import Any

import pytest
from sqlmodel import Session

from models.commands import advance, advance_movement, move, propose
from models.fund import FundInput
from models.instrument import Instrument, Revision
from models.kinds import KINDS
from models.loan import LoanInput
from models.movement import Movement
from models.people import Party, User
from models.tax_incentive import TaxIncentiveInput
from models.vocabulary import Kind, State
from tests.models.conftest import (
    checker,
    filer,
    make_party,
    make_pledge,
    make_user,
    official,
    session,
)

__all__ = ["checker", "filer", "make_party", "make_pledge", "make_user", "official", "session"]

Make = Callable[..., Any]

DEFAULTS: dict[Kind, dict[str, Any]] = {
    Kind.FUND: {"form": "fund", "stage": "planned", "start_year": 2026, "end_year": 2027},
    Kind.LOAN: {"stage": "approved", "start_year": 2026, "end_year": 2027},
    Kind.TAX_INCENTIVE: {
        "article": "Art.10(1)2",
        "provision": "rnd_credit",
        "tier": "national_strategic",
        "status": "in_force",
    },
}


@pytest.fixture
def make_support(session: Session, filer: Party, official: User, checker: User) -> Make:
    """Register verified support of any kind."""
    numbers = count(1)

    def make(kind: Kind, **said: Any) -> Revision:
        given: dict[str, Any] = {
            "filer": filer.code,
            "reference": f"s-{next(numbers)}",
            "title": "AI support",
            "known_on": date(2025, 3, 1),
            **DEFAULTS[kind],
        }
        schema = KINDS[kind].input
        assert issubclass(schema, FundInput | LoanInput | TaxIncentiveInput)
        revision = propose(
            session, kind, schema(**given | said), actor=official, state=State.SUBMITTED
        )
        advance(session, revision, "verify", actor=checker)
        return revision

    return make


@pytest.fixture
def make_movement(session: Session, official: User, checker: User) -> Make:
    """Register verified money: KRW 100bn spent in 2025, unless said otherwise."""
    numbers = count(1)

    def make(revision: Revision, **said: Any) -> Movement:
        given: dict[str, Any] = {
            "reference": "any",
            "entry": str(next(numbers)),
            "kind": "actual",
            "period_from": date(2025, 1, 1),
            "period_to": date(2025, 12, 31),
            "amount_won": 10**11,
            "evidence_grade": "B",
            "known_on": date(2026, 1, 31),
        }
        instrument = session.get_one(Instrument, revision.instrument_id)
        schema = KINDS[instrument.kind].movement_input
        if "investment" in schema.model_fields:
            given |= {"investee": "A", "investment": "primary"}
        movement = move(session, instrument, schema(**given | said), actor=official)
        advance_movement(session, movement, "verify", actor=checker)
        return movement

    return make
