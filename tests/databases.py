"""Empty databases for tests: made by the migrations once, copied or emptied for each test."""

import secrets
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psycopg
import sqlalchemy as sa
from psycopg import sql

from app.db import make_engine, migrate

Fill = Callable[[str], None]
PREFIX = "registry_test_run_"


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
        self.filled: dict[str, str] = {}
        migrated(f"sqlite:///{self.original}")

    def copy(self) -> str:
        """The address of a fresh copy of the migrated database."""
        url = self.empty()
        shutil.copyfile(self.original, url.removeprefix("sqlite:///"))
        return url

    def copy_filled(self, name: str, fill: Fill) -> str:
        """The address of a fresh copy of what ``fill`` once made of a migrated database."""
        if name not in self.filled:
            self.filled[name] = self.copy()
            fill(self.filled[name])
        url = self.empty()
        shutil.copyfile(*(file.removeprefix("sqlite:///") for file in (self.filled[name], url)))
        return url

    def give_back(self, url: str) -> None:
        """Leave the copy; a new one is cheaper than emptying it."""

    def empty(self) -> str:
        """The address of a database without tables."""
        self.count += 1
        return f"sqlite:///{self.folder / f'{self.count}.sqlite'}"

    def close(self) -> None:
        """Leave the files to pytest, which clears old folders."""


class PostgresDatabases:
    """Databases of this test run on one server, all dropped at its end.

    Making and dropping one costs the server seconds, so a copy that is given back is emptied to
    what the migrations left and serves the next test. The connection that makes them is named
    after the run: databases of a run without one were left by a run that was killed.
    """

    def __init__(self, url: str) -> None:
        self.server = sa.make_url(url)
        self.prefix = f"{PREFIX}{secrets.token_hex(6)}"
        self.names: list[str] = []
        self.free: list[str] = []
        self.filled: dict[str, Remains] = {}
        self.connection = psycopg.connect(url, autocommit=True, application_name=self.prefix)
        self._drop_orphans()
        with psycopg.connect(migrated(self.empty())) as original:
            self.left = Remains.of(original)
        self.original = self.names[0]

    def copy(self) -> str:
        """The address of a database as the migrations leave it."""
        return self.free.pop() if self.free else self._create(self.original)

    def copy_filled(self, name: str, fill: Fill) -> str:
        """The address of a database that holds what ``fill`` once wrote into a migrated one."""
        url = self.copy()
        with psycopg.connect(url) as connection:
            if name in self.filled:
                self.filled[name].restore(connection)
            else:
                fill(url)
                self.filled[name] = Remains.of(connection)
        return url

    def give_back(self, url: str) -> None:
        """Empty a copy for the next test, unless the test changed more than rows."""
        with psycopg.connect(url) as connection:
            if self.left.restore(connection):
                self.free.append(url)

    def empty(self) -> str:
        """The address of a database without tables."""
        return self._create("template0")

    def _create(self, template: str) -> str:
        name = f"{self.prefix}_{len(self.names)}"
        made = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        self.connection.execute(made.format(sql.Identifier(name), sql.Identifier(template)))
        # A test needs no row to survive a power cut.
        calm = sql.SQL("ALTER DATABASE {} SET synchronous_commit = off")
        self.connection.execute(calm.format(sql.Identifier(name)))
        self.names.append(name)
        return self.server.set(database=name).render_as_string(hide_password=False)

    def close(self) -> None:
        """Drop every database that this run made."""
        for name in self.names:
            self._drop(name)
        self.connection.close()

    def _drop(self, name: str) -> None:
        drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
        self.connection.execute(drop.format(sql.Identifier(name)))

    def _drop_orphans(self) -> None:
        """Drop what killed runs left; databases are listed first, so none of a new run is."""
        rows = self.connection.execute("SELECT datname FROM pg_database").fetchall()
        made = [name for (name,) in rows if name.startswith(PREFIX)]
        rows = self.connection.execute("SELECT application_name FROM pg_stat_activity").fetchall()
        running = tuple(f"{name}_" for (name,) in rows if name and name.startswith(PREFIX))
        for name in made:
            if not name.startswith(running):
                self._drop(name)


@dataclass(frozen=True)
class Remains:
    """What the migrations leave: a fingerprint of the schema, rows by table, and counters."""

    schema: str
    rows: dict[str, bytes]
    counters: list[tuple[str, int | None]]

    @classmethod
    def of(cls, connection: psycopg.Connection) -> "Remains":
        """Read them from a freshly migrated database."""
        rows = {}
        for table in filled(connection):
            with connection.cursor().copy(copying("COPY {} TO STDOUT", table)) as out:
                rows[table] = b"".join(bytes(part) for part in out)
        return cls(fingerprint(connection), rows, connection.execute(COUNTERS).fetchall())

    def restore(self, connection: psycopg.Connection) -> bool:
        """Bring the rows back; tell whether the database is as it was."""
        if fingerprint(connection) != self.schema:
            return False
        # No trigger and no foreign key stands in the way of emptying the tables.
        connection.execute("SET session_replication_role = replica")
        for table in filled(connection):
            connection.execute(copying("DELETE FROM {}", table))
        for table, rows in self.rows.items():
            with connection.cursor().copy(copying("COPY {} FROM STDIN", table)) as into:
                into.write(rows)
        for name, last in self.counters:
            connection.execute(SET_COUNTER, (name, last or 1, last is not None))
        return True


COUNTERS = "SELECT quote_ident(sequencename), last_value FROM pg_sequences ORDER BY 1"
SET_COUNTER = "SELECT setval(%s::regclass, %s, %s)"
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
SCHEMA = """
SELECT string_agg(line, '|' ORDER BY line) FROM (
  SELECT concat_ws(' ', attrelid::regclass, attname, atttypid::regtype, attnotnull) AS line
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
   WHERE relnamespace = 'public'::regnamespace AND NOT attisdropped
  UNION ALL SELECT concat_ws(' ', tgrelid::regclass, tgname, tgenabled) FROM pg_trigger
  UNION ALL SELECT concat_ws(' ', conrelid::regclass, conname) FROM pg_constraint
) AS lines"""


def copying(statement: str, table: str) -> sql.Composed:
    """A statement about one table."""
    return sql.SQL(statement).format(sql.Identifier(table))


def fingerprint(connection: psycopg.Connection) -> str:
    """All columns, triggers and constraints of a database in one text."""
    return str(connection.execute(SCHEMA).fetchone()[0])


def filled(connection: psycopg.Connection) -> list[str]:
    """The tables that hold a row."""
    names = [name for (name,) in connection.execute(TABLES)]
    ask = sql.SQL(" UNION ALL ").join(
        sql.SQL("SELECT {0} WHERE EXISTS (SELECT 1 FROM {1})").format(name, sql.Identifier(name))
        for name in names
    )
    return [name for (name,) in connection.execute(ask)]
