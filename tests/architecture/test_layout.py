"""The shape of the project: what lies at the top, how long a file is, what no file says."""

import ast
import re
from pathlib import Path

from tests.architecture.project import ROOT, files, named

PACKAGES = {"app", "models", "econ", "imports", "migrations", "tests"}
TOP = {"README.md", "pyproject.toml", "run.py", "wsgi.py", "package.json", "package-lock.json"}
HIDDEN = {".ci", ".gitignore"}
LOCK = re.compile(r"requirements(-\w+)?\.lock")
WRITTEN_BY_HAND = {".py", ".html", ".js", ".css"}
LONGEST = 400
OF_ONE_MACHINE = re.compile(rf"{re.escape(str(ROOT))}\b|(?<![\w.])/(?:home|root|Users)/\w")


def test_nothing_new_lies_at_the_top():
    top = {named(path).partition("/")[0] for path in files()}

    strange = {name for name in top - PACKAGES - TOP - HIDDEN if not LOCK.fullmatch(name)}

    assert strange == set()


def test_no_file_is_long():
    written = [path for path in files() if path.suffix in WRITTEN_BY_HAND and not _revision(path)]

    lengths = {named(path): len(_text(path).splitlines()) for path in written}

    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_no_file_names_the_machine_it_was_written_on():
    texts = {named(path): _text(path) for path in files()}

    found = {name: OF_ONE_MACHINE.findall(text) for name, text in texts.items()}

    assert {name: words for name, words in found.items() if words} == {}


def test_every_module_says_what_lives_there():
    modules = [path for path in files() if path.suffix == ".py"]

    silent = [named(path) for path in modules if not ast.get_docstring(ast.parse(_text(path)))]

    assert silent == []


def _revision(path: Path) -> bool:
    """Whether the file is a migration: printed by a tool, and never edited again."""
    return named(path).startswith("migrations/versions/")


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")
