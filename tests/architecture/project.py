"""The project's own files, as version control sees them."""

import shutil
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


@cache
def files() -> tuple[Path, ...]:
    """Every file that is or will be committed."""
    if not ((ROOT / ".git").exists() and shutil.which("git")):
        pytest.skip("This folder is not a git checkout")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    named = (ROOT / name for name in listed.stdout.split("\0") if name)
    return tuple(path for path in named if path.is_file())


def named(path: Path) -> str:
    """The path of a file inside the project."""
    return path.relative_to(ROOT).as_posix()


@cache
def settings() -> dict[str, Any]:
    """What pyproject.toml says."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def check(*command: str) -> None:
    """Run a tool of the environment; fail with what it said."""
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}{done.stderr}"
