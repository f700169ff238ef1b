"""Empty databases for tests: made by the migrations once, copied for each test."""

import os
import secrets
import shutil
from pathlib import Path

import psycopg
import sqlalchemy as sa
from psycopg import sql

from app.db import make_engine, migrate


def migrated(url: str) -> str:
    """Bring the database at ``url`` to the newest revision."""
    engine = make_engine(url)
    migrate(engine)
    engine.dispose()
    return url


class SqliteFiles:
    """Copies of one migrated file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.original = folder / "migrated.sqlite"
        self.count = 0
        migrated(f"sqlite:///{self.original}")

    def copy(self) -> str:
        """The address of a fresh copy of the migrated database."""
        url = self.empty()
        shutil.copyfile(self.original, url.removeprefix("sqlite:///"))
        return url

    def empty(self) -> str:
        """The address of a database without tables."""
        self.count += 1
        return f"sqlite:///{self.folder / f'{self.count}.sqlite'}"

    def close(self) -> None:
        """Leave the files to pytest, which clears old folders."""


class PostgresDatabases:
    """Databases of this test run on one server, all dropped at its end."""

    def __init__(self, url: str) -> None:
        self.server = sa.make_url(url)
        self.prefix = f"registry_test_{os.getpid()}_{secrets.token_hex(3)}"
        self.names: list[str] = []
        self.connection = psycopg.connect(url, autocommit=True)
        migrated(self.empty())
        self.original = self.names[0]

    def copy(self) -> str:
        """The address of a fresh copy of the migrated database."""
        return self._create(self.original)

    def empty(self) -> str:
        """The address of a database without tables."""
        return self._create("template0")

    def _create(self, template: str) -> str:
        name = f"{self.prefix}_{len(self.names)}"
        made = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        self.connection.execute(made.format(sql.Identifier(name), sql.Identifier(template)))
        self.names.append(name)
        return self.server.set(database=name).render_as_string(hide_password=False)

    def close(self) -> None:
        """Drop every database that this run made."""
        for name in self.names:
            drop = sql.SQL("DROP DATABASE {} WITH (FORCE)")
            self.connection.execute(drop.format(sql.Identifier(name)))
        self.connection.close()
