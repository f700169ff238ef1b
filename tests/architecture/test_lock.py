"""The lock files hold what the project asks for, each file by its hash, from anywhere."""

import ast
import json
import re
from collections.abc import Iterator
from importlib.metadata import packages_distributions

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.project import ROOT, files, settings

LOCKS = {
    "requirements.lock": None,
    "requirements-dev.lock": "dev",
    "requirements-installer.lock": "installer",
    "requirements-node.lock": "node",
}
# Packages that no line of ours imports, and what they are there for.
NOT_IMPORTED = {
    "argon2-cffi": "hashes passwords for Flask-Security",
    "email-validator": "reads addresses for Flask-Security",
    "psycopg": "speaks to PostgreSQL for SQLAlchemy",
    "wtforms": "held back here for Flask-Security",
}
PINNED = re.compile(r"^([\w.-]+)==(\S+)((?: ;.*?)?(?: \\\n +--hash=sha256:[0-9a-f]{64})+)$", re.M)


def pins(lock: str) -> dict[str, set[str]]:
    """The versions that a lock file pins with hashes, by package."""
    found: dict[str, set[str]] = {}
    for name, version, _ in PINNED.findall((ROOT / lock).read_text(encoding="utf-8")):
        found.setdefault(canonicalize_name(name), set()).add(version)
    return found


def wanted(lock: str) -> list[Requirement]:
    """What the project asks for, as far as this lock file answers it."""
    group = LOCKS[lock]
    groups = settings()["dependency-groups"]
    own = settings()["project"]["dependencies"] if group in (None, "dev") else []
    return [Requirement(line) for line in own + groups.get(group, [])]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_requirement_is_locked_at_a_version_it_allows(lock):
    locked = pins(lock)

    for requirement in wanted(lock):
        versions = locked.get(canonicalize_name(requirement.name), set())
        assert any(version in requirement.specifier for version in versions), requirement


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_hashes(lock):
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()

    packages = {canonicalize_name(line.partition("==")[0]) for line in lines if line[:1].isalnum()}

    assert packages == set(pins(lock))


def test_tests_run_on_the_versions_that_are_served():
    served, tested = pins("requirements.lock"), pins("requirements-dev.lock")

    assert {name: tested.get(name) for name in served} == served


@pytest.mark.parametrize("lock", [*LOCKS, "package-lock.json"])
def test_no_lock_names_an_address(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")

    assert re.findall(r"\w+://(?!github\.com/sponsors|opencollective\.com)\S+", text) == []


def test_front_end_packages_are_locked_by_hash():
    asked = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    locked = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]

    versions = {**asked["dependencies"], **asked["devDependencies"]}
    found = {name.removeprefix("node_modules/"): entry for name, entry in locked.items() if name}

    assert {name: found[name]["version"] for name in versions} == versions
    assert all(entry["integrity"].startswith("sha512-") for entry in found.values())


def test_every_dependency_is_used():
    distributions = packages_distributions()
    used = {
        canonicalize_name(distribution)
        for module in imported_modules()
        for distribution in distributions.get(module, ())
    }

    asked = {canonicalize_name(item.name) for item in wanted("requirements.lock")}

    assert asked - used - NOT_IMPORTED.keys() == set()


def imported_modules() -> Iterator[str]:
    """The top-level names that the code of the project imports."""
    for path in files():
        if path.suffix == ".py" and "tests" not in path.parts:
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    yield from (alias.name.partition(".")[0] for alias in node.names)
                elif isinstance(node, ast.ImportFrom) and node.module:
                    yield node.module.partition(".")[0]
