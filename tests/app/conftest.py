"""The application on a fresh database, its people, and browsers of theirs."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from app import create_app, db
from app.config import Environment, Settings
from models.commands import advance, propose, register_party, register_user
from models.inputs import PartyInput
from models.people import Party, User
from models.pledge import PledgeInput
from models.vocabulary import Kind, PartyKind, Role, State

Make = Callable[..., Any]


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """Settings of a test installation."""
    return Settings(
        environment=Environment.DEVELOPMENT,
        database_url=database_url,
        secret_key="only for tests",
        instance=tmp_path,
    )


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """The application; forms need no token except where a test says so."""
    app = create_app(settings)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    yield app
    app.extensions["engine"].dispose()


@pytest.fixture
def engine(app: Flask) -> sa.Engine:
    """The application's own engine."""
    engine: sa.Engine = app.extensions["engine"]
    return engine


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser of nobody in particular."""
    return app.test_client()


@pytest.fixture
def make_party(engine: sa.Engine) -> Make:
    """Register parties."""

    def make(code: str, **said: Any) -> Party:
        given = {"code": code, "name_ko": f"{code} 주식회사", "kind": PartyKind.COMPANY, **said}
        with db.transaction(engine) as session:
            return register_party(session, PartyInput(**given), actor=None)

    return make


@pytest.fixture
def make_user(engine: sa.Engine) -> Make:
    """Register users; their password is not known to anybody."""
    numbers = count(1)

    def make(
        role: Role,
        party: Party | None = None,
        password_hash: str = "-",
        *,
        sees_names: bool = False,
    ) -> User:
        number = next(numbers)
        with db.transaction(engine) as session:
            user = register_user(
                session,
                email=f"user{number}@example.test",
                name=f"{role} {number}",
                role=role,
                password_hash=password_hash,
                party=party,
            )
            user.sees_names = sees_names
            return user

    return make


@pytest.fixture
def filer(make_party: Make) -> Party:
    """The company that files."""
    return make_party("filer")


@pytest.fixture
def official(make_user: Make) -> User:
    """The official who types."""
    return make_user(Role.OFFICIAL)


@pytest.fixture
def checker(make_user: Make) -> User:
    """The official who checks."""
    return make_user(Role.OFFICIAL)


@pytest.fixture
def browser_of(app: Flask) -> Make:
    """Open a signed-in browser of a user."""

    def open_for(user: User) -> FlaskClient:
        client = app.test_client()
        with client.session_transaction() as session:
            session["_user_id"] = user.session_key
            session["_fresh"] = True
        return client

    return open_for


@pytest.fixture
def make_pledge(engine: sa.Engine, filer: Party, official: User, checker: User) -> Make:
    """Store a pledge of KRW 1.2 trillion in 2026 in some state; returns its code."""
    numbers = count(1)

    def make(state: State = State.VERIFIED, **said: Any) -> str:
        given = pledge(said.pop("reference", f"r-{next(numbers)}"), **said)
        actor = said.get("actor", official)
        with db.transaction(engine) as session:
            maker = session.get_one(User, actor.key)
            first = State.DRAFT if state is State.DRAFT else State.SUBMITTED
            revision = propose(session, Kind.PLEDGE, given, actor=maker, state=first)
            if state is State.VERIFIED:
                advance(session, revision, "verify", actor=session.get_one(User, checker.key))
            return str(session.execute(sa.text("SELECT max(code) FROM instrument")).scalar_one())

    return make


def pledge(reference: str, **said: Any) -> PledgeInput:
    """A consistent pledge, unless said otherwise."""
    amount = said.get("amount_won", 12 * 10**11)
    given: dict[str, Any] = {
        "filer": "filer",
        "reference": reference,
        "title": f"데이터센터 {reference}",
        "amount_won": amount,
        "known_on": date(2026, 10, 1),
        "category": "data_centre",
        "ai_share_ppm": 1_000_000,
        "lines": [{"year": 2026, "amount_won": amount, "stage": "announced"}],
    }
    return PledgeInput(**(given | said))
