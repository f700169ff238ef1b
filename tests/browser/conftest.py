"""A served application with the sample, and people in front of it with a keyboard."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from flask import Flask
from flask_security.utils import hash_password
from playwright.sync_api import Browser, Page
from waitress.server import create_server

from app import create_app, db, sample
from app.config import Environment, Settings
from app.projections.run import run_projection
from app.registry.current import today
from models.commands import register_user
from tests.databases import SqliteFiles

PASSWORD = "sample for tests"
AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
WATCH = """
window.violations = [];
document.addEventListener('securitypolicyviolation', e => window.violations.push(
  e.violatedDirective + ' ' + e.blockedURI + ' ' + e.sourceFile + ':' + e.lineNumber));
"""
Open = Callable[..., "Person"]


@dataclass
class Person:
    """Somebody at a browser: what they see, and what went wrong meanwhile."""

    page: Page
    address: str
    troubles: list[str] = field(default_factory=list)

    def go(self, path: str) -> int:
        """Open a page; returns its status."""
        answer = self.page.goto(self.address + path)
        assert answer is not None
        return answer.status

    def tab_to(self, selector: str) -> None:
        """Press Tab until the element has the focus: everything must be in reach."""
        wanted = "s => document.activeElement !== null && document.activeElement.matches(s)"
        for _ in range(150):
            if self.page.evaluate(wanted, selector):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"no way to {selector} by Tab")

    def type_in(self, selector: str, text: str) -> None:
        """Reach a field by Tab and type."""
        self.tab_to(selector)
        self.page.keyboard.type(text)

    def choose(self, selector: str, value: str) -> None:
        """Reach a list by Tab and go down to a value."""
        self.tab_to(selector)
        for _ in range(30):
            if self.page.input_value(selector) == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{selector} does not offer {value}")

    def press(self, selector: str) -> None:
        """Reach a button or link by Tab, press Enter, and wait for the next page."""
        self.tab_to(selector)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def sign_in(self, email: str) -> None:
        """Sign in with the keyboard alone."""
        self.go("/login")
        self.type_in("input[name=email]", email)
        self.type_in("input[name=password]", PASSWORD)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def clear_display(self) -> None:
        """Choose the dark page with high contrast; the server prints what the cookie says."""
        cookie = {"name": "contrast", "value": "high", "url": self.address}
        self.page.context.add_cookies([cookie])  # type: ignore[list-item]  # A cookie's keys.

    def violations(self) -> list[str]:
        """What the content security policy stopped on this page."""
        found: list[str] = self.page.evaluate("window.violations")
        return found

    def barriers(self) -> list[str]:
        """What axe finds wrong for people with disabilities (WCAG 2.2 A and AA)."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
        found = self.page.evaluate(
            "async rules => (await axe.run({runOnly: rules})).violations.map("
            "v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).slice(0, 3).join(' | '))",
            rules,
        )
        return list(found)


def make_app(instance: Path, database_url: str) -> Flask:
    """The application of a development installation."""
    return create_app(
        Settings(
            environment=Environment.DEVELOPMENT,
            database_url=database_url,
            secret_key="only for tests",
            instance=instance,
        )
    )


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """Serve the application; gives its address."""
    server = create_server(app, host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join(timeout=5)


@pytest.fixture(scope="session")
def served_app(tmp_path_factory: pytest.TempPathFactory, sqlite_databases: SqliteFiles) -> Flask:
    """The application on a database with the sample and one small projection of it."""
    app = make_app(tmp_path_factory.mktemp("instance"), sqlite_databases.copy())
    with app.app_context(), db.transaction(app.extensions["engine"]) as session:
        sample.load(session, PASSWORD)
        run_projection(session, as_of=today(), draws=100, actor=None)
    return app


@pytest.fixture(scope="session")
def address(served_app: Flask) -> Iterator[str]:
    """Where the application is served."""
    with served(served_app) as where:
        yield where


@pytest.fixture(scope="session")
def empty_address(
    tmp_path_factory: pytest.TempPathFactory, sqlite_databases: SqliteFiles
) -> Iterator[str]:
    """Where the application is served on a register with an official and nothing else."""
    app = make_app(tmp_path_factory.mktemp("empty"), sqlite_databases.copy())
    with app.app_context(), db.transaction(app.extensions["engine"]) as session:
        word = hash_password(PASSWORD)
        one = sample.CHECKER
        register_user(session, email=one.email, name=one.name, role=one.role, password_hash=word)
    with served(app) as where:
        yield where


@pytest.fixture
def person(browser: Browser, address: str) -> Iterator[Open]:
    """Sit somebody down at a browser of their own."""
    contexts = []

    def sit(
        email: str = "", *, width: int = 1440, script: bool = True, at: str = address
    ) -> Person:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            locale="ko-KR",
            java_script_enabled=script,
            accept_downloads=True,
        )
        contexts.append(context)
        context.add_init_script(WATCH)
        somebody = Person(context.new_page(), at)
        somebody.page.on("pageerror", lambda error: somebody.troubles.append(str(error)))
        if email:
            somebody.sign_in(email)
        return somebody

    yield sit
    for context in contexts:
        context.close()


@pytest.fixture
def register(
    tmp_path_factory: pytest.TempPathFactory, sqlite_databases: SqliteFiles
) -> Iterator[str]:
    """An application of its own with the sample, for what would mark the pages of other tests."""
    app = make_app(tmp_path_factory.mktemp("own"), sqlite_databases.copy())
    with app.app_context(), db.transaction(app.extensions["engine"]) as session:
        sample.load(session, "sample for tests")
    with served(app) as address:
        yield address
