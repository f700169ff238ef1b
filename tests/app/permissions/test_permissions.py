"""The table of permissions, asked row by row on one filled register."""

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import select

from app import create_app, db
from app.config import Environment, Settings
from app.uploads import files
from models import Party
from models.vocabulary import Kind
from tests.app.permissions.office import Office
from tests.app.permissions.register import ROLES, Filling, book_of
from tests.app.permissions.requests import goal_book
from tests.app.permissions.table import PEOPLE, Row, rows
from tests.databases import SqliteFiles


@pytest.fixture(scope="module")
def office(
    sqlite_databases: SqliteFiles, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    """Everybody's browser on a register with own and other records of every sort."""
    folder, url = tmp_path_factory.mktemp("office"), sqlite_databases.copy()
    app = create_app(Settings(Environment.DEVELOPMENT, url, "only for tests", folder))
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    with app.app_context(), db.transaction(app.extensions["engine"]) as session:
        filling = Filling(session)
        codes = filling.fill()
        for data in (*(book_of(Kind.PLEDGE, name) for name in ("uploaded", "up")), goal_book()):
            codes["goals"] = _keep(data)
        firms = {one.code: one for one in session.exec(select(Party))}
        codes["pseudonym"] = firms["filer"].pseudonym
        users = {name: user.key for name, user in filling.users.items()}
        keys = users | {code: party.key for code, party in firms.items()}
        sessions = {name: user.session_key for name, user in filling.users.items()}
    app.extensions["engine"].dispose()
    file = Path(url.removeprefix("sqlite:///"))
    kept = folder / "filled.sqlite"
    shutil.copyfile(file, kept)
    yield Office(app, file, kept, codes, keys, sessions)
    app.extensions["engine"].dispose()


def _keep(data: bytes) -> str:
    """Keep a file as an upload would; its digest."""
    digest = hashlib.sha256(data).hexdigest()
    files.keep(digest, data)
    return digest


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row.method}-{row.endpoint}-{row.what}")
def test_everybody_gets_what_the_table_says(office: Office, row: Row) -> None:
    got = {person: office.answer(row, person) for person in PEOPLE}

    assert got == row.expected


def test_the_people_of_the_table_are_the_roles_of_the_registry() -> None:
    assert set(PEOPLE) - {"nobody"} <= ROLES.keys()
    assert set(ROLES.values()) == set(type(ROLES["own"]))
