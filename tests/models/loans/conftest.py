"""Makers of loans, rows of their ledgers, and discount rates."""

from datetime import date
from typing import Any

import pytest

from models.commands import (
    advance,
    advance_movement,
    confirm_rate,
    move,
    propose,
    propose_rate,
)
from models.discount_rate import DiscountRateInput
from models.instrument import Instrument
from models.loan import LoanInput
from models.loan_movement import LoanMovementInput
from models.queries.loans import (
    read_loans,
)
from models.vocabulary import Kind, State

ON = date(2026, 12, 31)
DAY = date(2026, 1, 15)
WON = 10**10
TERMS: dict[str, Any] = {
    "filer": "filer",
    "reference": "l-1",
    "title": "AI loan",
    "amount_won": WON,
    "stage": "effective",
    "funding": "budget",
    "effective_on": DAY,
    "rate_ppm": 20_000,
    "maturity_months": 120,
    "grace_months": 36,
    "payments_per_year": 2,
    "profile": "equal_principal",
    "day_count": "30/360",
    "known_on": DAY,
}
TREASURY: dict[str, Any] = {
    "purpose": "treasury",
    "rate_ppm": 100_000,
    "default_ppm": 0,
    "recovery_ppm": 0,
    "recovery_months": 0,
    "fee_ppm": 0,
    "valid_from": date(2020, 1, 1),
    "source": "a document",
}


def entry(number: str, kind: str, won: int = 0, day: date = DAY, **said: Any) -> LoanMovementInput:
    given = {
        "reference": "l-1",
        "entry": number,
        "kind": kind,
        "amount_won": won,
        "period_from": day,
        "period_to": day,
        "evidence_grade": "A",
        "known_on": day,
    }
    return LoanMovementInput(**given | said)


@pytest.fixture
def make_loan(session, filer, official, checker):
    """Register a verified loan."""

    def make(**said: Any) -> Instrument:
        given = LoanInput(**TERMS | said)
        revision = propose(session, Kind.LOAN, given, actor=official, state=State.SUBMITTED)
        advance(session, revision, "verify", actor=checker)
        return session.get_one(Instrument, revision.instrument_id)

    return make


@pytest.fixture
def filed(session, official, checker):
    """File verified rows under a loan."""

    def make(instrument: Instrument, *givens: LoanMovementInput) -> None:
        for given in givens:
            movement = move(session, instrument, given, actor=official)
            advance_movement(session, movement, "verify", actor=checker)

    return make


@pytest.fixture
def make_rate(session, official, checker):
    """Confirm a discount rate."""

    def make(**said: Any) -> Any:
        row = propose_rate(session, DiscountRateInput(**TREASURY | said), actor=official)
        return confirm_rate(session, row, actor=checker)

    return make


def facts(session, instrument, on=ON):
    return read_loans(session, on, [instrument.key])[instrument.key]
