"""A loan that was paid out and never repaid, and a rate of the treasury."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session

from app import db
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
from models.people import User
from models.vocabulary import Kind, State

EOK = 10**8
TERMS: dict[str, Any] = {
    "filer": "filer",
    "title": "AI 설비 저리융자",
    "amount_won": 100 * EOK,
    "stage": "effective",
    "funding": "budget",
    "lender": "정책은행",
    "beneficiary": "가나다테크",
    "effective_on": date(2024, 1, 15),
    "rate_ppm": 20_000,
    "maturity_months": 120,
    "grace_months": 36,
    "payments_per_year": 2,
    "profile": "equal_principal",
    "day_count": "30/360",
    "known_on": date(2024, 1, 10),
}


def entry(number: str, kind: str, won: int, day: date, **said: Any) -> LoanMovementInput:
    given = {
        "reference": "any",
        "entry": number,
        "kind": kind,
        "amount_won": won,
        "period_from": day,
        "period_to": day,
        "evidence_grade": "A",
        "known_on": day,
    }
    return LoanMovementInput(**given | said)


def register(session: Session, maker: User, checker: User, **said: Any) -> Instrument:
    given = LoanInput(**TERMS | {"reference": "L-1"} | said)
    revision = propose(session, Kind.LOAN, given, actor=maker, state=State.SUBMITTED)
    advance(session, revision, "verify", actor=checker)
    return session.get_one(Instrument, revision.instrument_id)


@pytest.fixture
def loan(engine, filer, official, checker) -> str:
    """A loan that was paid out and never repaid, so that it is long overdue; its code."""
    with db.transaction(engine) as session:
        maker, other = (session.get_one(User, user.key) for user in (official, checker))
        one = register(session, maker, other)
        given = entry("1", "disbursement", 100 * EOK, date(2024, 1, 15))
        advance_movement(session, move(session, one, given, actor=maker), "verify", actor=other)
        return one.code


@pytest.fixture
def treasury(engine, official, checker) -> None:
    """A confirmed rate of the treasury: 10%, no defaults."""
    with db.transaction(engine) as session:
        maker, other = (session.get_one(User, user.key) for user in (official, checker))
        given = DiscountRateInput(
            purpose="treasury", rate_ppm=100_000, default_ppm=0, recovery_ppm=0,
            recovery_months=0, fee_ppm=0, valid_from=date(2020, 1, 1), source="시험 문서",
        )  # fmt: skip
        confirm_rate(session, propose_rate(session, given, actor=maker), actor=other)


def page_of(browser: Any, address: str, status: int = 200) -> str:
    answer = browser.get(address)
    assert answer.status_code == status, answer.status_code
    return str(answer.get_data(as_text=True))
