"""Makers of rows with good defaults."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import count
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session, select

from models import PeriodStep
from models.commands import (
    advance,
    ask_step,
    plan_period,
    propose,
    register_party,
    register_user,
    take_step,
)
from models.inputs import PartyInput
from models.instrument import Revision
from models.people import Party, User
from models.period import PeriodInput
from models.period_words import PeriodAction
from models.pledge import PledgeInput
from models.vocabulary import Kind, PartyKind, Role, State

Make = Callable[..., Any]


@pytest.fixture
def session(engine: sa.Engine) -> Iterator[Session]:
    """A session that stores nothing for good."""
    with Session(engine, expire_on_commit=False) as session:
        yield session


@pytest.fixture
def make_user(session: Session) -> Make:
    """Register users with an address of their own."""
    numbers = count(1)

    def make(role: Role = Role.OFFICIAL, party: Party | None = None) -> User:
        email = f"user{next(numbers)}@example.test"
        return register_user(
            session, email=email, name=email, role=role, password_hash="-", party=party
        )

    return make


@pytest.fixture
def official(make_user: Make) -> User:
    """The official who types."""
    return make_user()


@pytest.fixture
def checker(make_user: Make) -> User:
    """The official who checks."""
    return make_user()


@pytest.fixture
def make_party(session: Session) -> Make:
    """Register parties with a code of their own."""
    numbers = count(1)

    def make(**said: Any) -> Party:
        code = said.pop("code", f"party-{next(numbers)}")
        given = {"code": code, "name_ko": code, "kind": PartyKind.COMPANY, **said}
        return register_party(session, PartyInput(**given), actor=None)

    return make


@pytest.fixture
def filer(make_party: Make) -> Party:
    """The company that files."""
    return make_party(code="filer")


def pledge(reference: str = "r-1", **said: Any) -> PledgeInput:
    """A consistent pledge of KRW 1.2 trillion in 2025, unless said otherwise."""
    amount = said.get("amount_won", 12 * 10**11)
    given: dict[str, Any] = {
        "filer": "filer",
        "reference": reference,
        "title": "AI data centre",
        "amount_won": amount,
        "known_on": date(2025, 3, 1),
        "category": "data_centre",
        "ai_share_ppm": 1_000_000,
        "lines": [{"year": 2025, "amount_won": amount, "stage": "announced"}],
    }
    return PledgeInput(**given | said)


@pytest.fixture
def make_pledge(session: Session, filer: Party, official: User, checker: User) -> Make:
    """Register pledges: submitted, or taken on to ``state`` by the checker."""
    numbers = count(1)

    def make(state: State = State.SUBMITTED, **said: Any) -> Revision:
        reference = said.pop("reference", f"p-{next(numbers)}")
        given = pledge(reference, **said)
        revision = propose(session, Kind.PLEDGE, given, actor=official, state=State.SUBMITTED)
        if state is State.VERIFIED:
            advance(session, revision, "verify", actor=checker)
        return revision

    return make


MARCH = date(2025, 3, 31)
LATER = date(2025, 6, 1)


def month(last_day):
    return PeriodInput(first_day=last_day.replace(day=1), last_day=last_day, filing_due=LATER)


@pytest.fixture
def third(make_user):
    """Somebody who neither makes nor verifies."""
    return make_user(Role.ADMINISTRATOR)


@pytest.fixture
def walk(session, official, third):
    """Take a period through steps: the official asks, the third person takes."""

    def take(period, *actions):
        for action in actions:
            step = ask_step(session, period, PeriodAction(action), actor=official, reason="고침")
            take_step(session, step, actor=third, today=LATER)
        return period

    return take


@pytest.fixture
def opened(session, official, third):
    """Open a month."""

    def make(last_day=MARCH):
        period = plan_period(session, month(last_day), actor=official)
        step = session.exec(select(PeriodStep).where(PeriodStep.period_id == period.key)).one()
        take_step(session, step, actor=third, today=LATER)
        return period

    return make
