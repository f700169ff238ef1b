"""What all tests share: databases, the browser, LibreOffice; in CI a skip is a failure.

The application and the browser's driver are imported only by the tests that use them.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING

import pytest

from tests import tools

if TYPE_CHECKING:
    import sqlalchemy as sa
    from playwright.sync_api import Browser

    from tests.databases import PostgresDatabases, SqliteFiles

BROWSER_OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
)
MARKED_BY_FIXTURE = ("browser", "libreoffice")
PROGRAMS = (*MARKED_BY_FIXTURE, "postgres")
ON_BOTH = ("sqlite", pytest.param("postgres", marks=pytest.mark.postgres))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test after the program that its fixtures need."""
    for item in items:
        for name in MARKED_BY_FIXTURE:
            if name in getattr(item, "fixturenames", ()):
                item.add_marker(name)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI count a skipped test as failed; elsewhere let each missing program make one line."""
    report = yield
    if not report.skipped or hasattr(report, "wasxfail"):
        return report
    if tools.IN_CI:
        report.outcome = "failed"
        report.longrepr = f"In CI a skip is a failure: {call.excinfo and call.excinfo.value}"
    elif any(map(item.get_closest_marker, PROGRAMS)) and call.excinfo:
        report.longrepr = ("tests/conftest.py", 1, f"Skipped: {call.excinfo.value}")
    return report


@pytest.fixture(scope="session")
def sqlite_databases(tmp_path_factory: pytest.TempPathFactory) -> SqliteFiles:
    """Makes SQLite databases."""
    from tests.databases import SqliteFiles

    return SqliteFiles(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres_databases() -> Iterator[PostgresDatabases]:
    """Makes PostgreSQL databases, and drops them at the end of the run."""
    if not tools.postgres_answers():
        pytest.skip("PostgreSQL does not answer at the address in TEST_POSTGRES_URL")
    from tests.databases import PostgresDatabases

    databases = PostgresDatabases(tools.POSTGRES_URL)
    yield databases
    databases.close()


@pytest.fixture(params=ON_BOTH)
def databases(request: pytest.FixtureRequest) -> SqliteFiles | PostgresDatabases:
    """Makes databases of either kind: a test that asks for it runs on both."""
    made: SqliteFiles | PostgresDatabases = request.getfixturevalue(f"{request.param}_databases")
    return made


@pytest.fixture
def database_url(databases: SqliteFiles | PostgresDatabases) -> Iterator[str]:
    """The address of a fresh, migrated database without rows of its own."""
    url = databases.copy()
    yield url
    databases.give_back(url)


@pytest.fixture
def engine(database_url: str) -> Iterator[sa.Engine]:
    """The application's engine on a fresh database."""
    from app.db import make_engine

    engine = make_engine(database_url)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Chromium."""
    path = tools.find(tools.CHROMIUM)
    return path or pytest.skip("Chromium is not installed")


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """A headless browser for the whole run; each test opens a context of its own."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(BROWSER_OPTIONS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def libreoffice() -> str:
    """The path of LibreOffice."""
    path = tools.find(tools.LIBREOFFICE)
    return path or pytest.skip("LibreOffice is not installed")
