"""The people who bring workbooks."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from models.commands import register_party, register_user
from models.inputs import PartyInput
from models.people import Party, User
from models.vocabulary import PartyKind, Role


@pytest.fixture
def session(engine: sa.Engine) -> Iterator[Session]:
    """A session that stores nothing for good."""
    with Session(engine, expire_on_commit=False) as session:
        yield session


@pytest.fixture
def firms(session: Session) -> list[Party]:
    """Two Korean firms with registration numbers and one from abroad."""
    given = (
        PartyInput(
            code="hana-ai", name_ko="하나에이아이", name_en="Hana AI", brn="123-45-67891",
            kind=PartyKind.COMPANY,
        ),
        PartyInput(code="duri", name_ko="두리전자", brn="220-81-62517", kind=PartyKind.COMPANY),
        PartyInput(
            code="overseas", name_ko="바다건너", kind=PartyKind.COMPANY, is_foreign=True
        ),
    )  # fmt: skip
    return [register_party(session, firm, actor=None) for firm in given]


@pytest.fixture
def official(session: Session, firms: list[Party]) -> User:
    """The official who files for everybody."""
    return _user(session, Role.OFFICIAL)


@pytest.fixture
def company_user(session: Session, firms: list[Party]) -> User:
    """A user of the first firm."""
    return _user(session, Role.COMPANY, firms[0])


def _user(session: Session, role: Role, party: Party | None = None) -> User:
    return register_user(
        session,
        email=f"{role}@example.org",
        name=str(role),
        role=role,
        password_hash="-",
        party=party,
    )
