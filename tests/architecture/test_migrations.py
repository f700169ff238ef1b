"""The migrations make the very database that the tables describe."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

import models
from app.db import make_engine, migrate
from tests.architecture.project import ROOT

METADATA = models.Event.metadata
KEPT_BY_ALEMBIC = "alembic_version"
MIGRATE = "import sys; from app.db import make_engine, migrate; migrate(make_engine(sys.argv[1]))"


@contextmanager
def engine_of(url: str) -> Iterator[sa.Engine]:
    """An engine that leaves no connection open behind it."""
    engine = make_engine(url)
    try:
        yield engine
    finally:
        engine.dispose()


def tables(engine: sa.Engine) -> set[str]:
    """The names of the tables of a database."""
    return set(sa.inspect(engine).get_table_names()) - {KEPT_BY_ALEMBIC}


def shape(engine: sa.Engine) -> dict[str, Any]:
    """Everything that the database itself says of its tables, in comparable form."""
    database = sa.inspect(engine)
    parts = {
        "columns": database.get_columns,
        "checks": database.get_check_constraints,
        "uniques": database.get_unique_constraints,
        "indexes": database.get_indexes,
        "keys": database.get_foreign_keys,
    }
    return {
        f"{table} {part}": sorted(repr(sorted(found.items())) for found in ask(table))
        for table in tables(engine)
        for part, ask in parts.items()
    }


@pytest.fixture
def described(databases) -> Iterator[sa.Engine]:
    """A database made from the tables, without the migrations."""
    with engine_of(databases.empty()) as engine:
        METADATA.create_all(engine)
        yield engine


def test_the_migrations_leave_nothing_for_alembic_to_add(engine):
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        assert compare_metadata(context, METADATA) == []


def test_checks_keys_and_columns_are_those_of_the_tables(engine, described):
    migrated, wanted = shape(engine), shape(described)

    assert migrated.keys() == wanted.keys()
    assert {part: migrated[part] for part in wanted if migrated[part] != wanted[part]} == {}


def test_every_choice_is_guarded_by_a_check(engine):
    database = sa.inspect(engine)
    choices = [
        (table.name, column.type)
        for table in METADATA.sorted_tables
        for column in table.columns
        if isinstance(column.type, sa.Enum)
    ]

    for table, choice in choices:
        checks = " ".join(check["sqltext"] for check in database.get_check_constraints(table))
        assert all(f"'{value}'" in checks for value in choice.enums), (table, choice.name)


def test_every_migration_can_be_undone_and_done_again(databases):
    with engine_of(databases.copy()) as engine:
        before = shape(engine)

        migrate(engine, "base")
        emptied = tables(engine)
        migrate(engine)

        assert emptied == set()
        assert shape(engine) == before


def test_migrating_twice_changes_nothing(engine):
    before = shape(engine)

    migrate(engine)

    assert shape(engine) == before


def test_two_that_migrate_at_once_make_one_database(databases, engine):
    url = databases.empty()
    command = [sys.executable, "-W", "ignore", "-c", MIGRATE, url]

    running = [subprocess.Popen(command, cwd=ROOT) for _ in range(2)]

    assert [process.wait() for process in running] == [0, 0]
    with engine_of(url) as migrated:
        assert shape(migrated) == shape(engine)
