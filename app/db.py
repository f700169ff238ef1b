"""The database: engine, session, transaction; the only module that commits."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlmodel import Session

try:
    from pysqlite3 import dbapi2 as sqlite
except ImportError:  # This platform has no wheel with a current SQLite.
    import sqlite3 as sqlite  # type: ignore[no-redef,unused-ignore]

ROOT = Path(__file__).resolve().parent.parent
SAFE_SQLITE = (3, 51, 3)
MIGRATION_LOCK = 65_310
WAIT, MIGRATION_WAIT = 30, 600
"""Seconds that a writer, and a second migration, wait for another one to end."""


class OutdatedDatabase(Exception):
    """The database lacks tables or columns that this program needs."""


class NotADatabase(Exception):
    """The file that DATABASE_URL names is no SQLite database; the text is its path."""


class NewerDatabase(Exception):
    """A newer program migrated the database; the text is the revision."""


def make_engine(url: str) -> sa.Engine:
    """An engine for ``url``; SQLite in WAL mode with immediate transactions and foreign keys."""
    if not url.startswith("sqlite"):
        return sa.create_engine(url, pool_pre_ping=True)
    if sqlite.sqlite_version_info < SAFE_SQLITE:
        warnings.warn(
            f"SQLite {sqlite.sqlite_version} can corrupt a database in WAL mode; "
            "install pysqlite3 or use PostgreSQL",
            RuntimeWarning,
            stacklevel=2,
        )
    engine = sa.create_engine(url, module=sqlite, connect_args={"timeout": WAIT})
    sa.event.listen(engine, "connect", partial(_set_up_sqlite, engine.url.database or ""))
    sa.event.listen(engine, "begin", _begin_immediately)
    return engine


def _set_up_sqlite(path: str, connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    try:
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
    except sqlite.DatabaseError as error:
        if "not a database" in str(error):
            raise NotADatabase(path) from None
        raise
    cursor.close()


def _begin_immediately(connection: sa.Connection) -> None:
    reading = connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


@contextmanager
def transaction(engine: sa.Engine) -> Iterator[Session]:
    """A session whose changes are all stored at the end, or none of them."""
    with Session(engine, expire_on_commit=False) as session:
        try:
            yield session
            session.commit()
        except BaseException:
            session.rollback()
            raise


@contextmanager
def reading(engine: sa.Engine) -> Iterator[Session]:
    """A session for reading: it takes no write lock and stores nothing."""
    with Session(engine.execution_options(reading=True), expire_on_commit=False) as session:
        yield session


def migrate(engine: sa.Engine, revision: str = "head") -> None:
    """Bring the database to ``revision``; safe to repeat and to run twice at once."""
    config = _config()
    if engine.dialect.name == "sqlite":
        _migrate_sqlite(engine, config, revision)
    else:
        _migrate_locked(engine, config, revision)


def require_newest(engine: sa.Engine) -> None:
    """Raise OutdatedDatabase, or NewerDatabase, unless the database fits this program."""
    scripts = ScriptDirectory.from_config(_config())
    with engine.execution_options(reading=True).connect() as connection:
        if _known_revision(connection, scripts) != scripts.get_current_head():
            raise OutdatedDatabase


def _config() -> Config:
    config = Config(toml_file=ROOT / "pyproject.toml")
    config.set_main_option("script_location", str(ROOT / "migrations"))
    return config


def _known_revision(connection: sa.Connection, scripts: ScriptDirectory) -> str | None:
    found = MigrationContext.configure(connection).get_current_revision()
    if found is not None and found not in {one.revision for one in scripts.walk_revisions()}:
        raise NewerDatabase(found)
    return found


def _migrate_locked(engine: sa.Engine, config: Config, revision: str) -> None:
    with engine.begin() as connection:
        connection.execute(sa.text(f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK})"))
        _run(connection, config, revision)


def _migrate_sqlite(engine: sa.Engine, config: Config, revision: str) -> None:
    """Foreign keys are off while tables are rebuilt, or rebuilding would delete child rows."""
    with engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.exec_driver_sql(f"PRAGMA busy_timeout={1000 * MIGRATION_WAIT}")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        _run(connection, config, revision)
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if broken:
            raise RuntimeError(f"the migration leaves {len(broken)} rows without their parents")
        connection.commit()
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA foreign_keys=ON")
        connection.exec_driver_sql(f"PRAGMA busy_timeout={1000 * WAIT}")


def _run(connection: sa.Connection, config: Config, revision: str) -> None:
    _known_revision(connection, ScriptDirectory.from_config(config))
    config.attributes["connection"] = connection
    if revision == "base":
        command.downgrade(config, revision)
    else:
        command.upgrade(config, revision)
