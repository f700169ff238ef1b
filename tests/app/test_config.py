"""Settings come from the environment; production starts only when it is told what it needs."""

import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.config import Environment, Settings, SettingsError
from app.db import ROOT


def test_in_development_nothing_has_to_be_set(tmp_path):
    first = Settings.from_environ({"INSTANCE": str(tmp_path)})
    second = Settings.from_environ({"INSTANCE": str(tmp_path)})

    assert first.environment is Environment.DEVELOPMENT
    assert first.database_url == f"sqlite:///{tmp_path}/registry.sqlite"
    assert len(first.secret_key) == 64
    assert first.secret_key == second.secret_key
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


@pytest.mark.parametrize("given", [{}, {"SECRET_KEY": "k"}, {"DATABASE_URL": "sqlite://"}])
def test_production_says_what_is_missing(tmp_path, given):
    environ = {"ENVIRONMENT": "production", "INSTANCE": str(tmp_path), **given}
    missing = next(name for name in ("SECRET_KEY", "DATABASE_URL") if name not in given)

    with pytest.raises(SettingsError, match=missing):
        Settings.from_environ(environ)


def test_production_keeps_its_cookie_to_itself(tmp_path):
    settings = Settings.from_environ(
        {
            "ENVIRONMENT": "production",
            "SECRET_KEY": "k",
            "DATABASE_URL": "postgresql://x/y",
            "INSTANCE": str(tmp_path),
        }
    )

    flask = settings.to_flask()

    assert flask["SESSION_COOKIE_SECURE"] is True
    assert flask["SESSION_COOKIE_NAME"] == "__Host-session"


@pytest.mark.parametrize(
    "wrong",
    [
        {"ENVIRONMENT": "staging"},
        {"PROXIES": "-1"},
        {"PROXIES": "two"},
        {"DATABASE_URL": "nonsense"},
        {"DATABASE_URL": "mysql://user:secret@host/registry"},
    ],
)
def test_a_setting_that_cannot_be_read_is_named(tmp_path, wrong):
    with pytest.raises(SettingsError, match=next(iter(wrong))):
        Settings.from_environ({"INSTANCE": str(tmp_path), **wrong})


def test_what_cannot_be_read_of_an_address_is_not_repeated(tmp_path):
    wrong = {"INSTANCE": str(tmp_path), "DATABASE_URL": "postgres://user:secret@host/registry"}

    with pytest.raises(SettingsError) as refused:
        Settings.from_environ(wrong)

    assert "secret" not in str(refused.value)


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").touch()

    with pytest.raises(SettingsError, match="INSTANCE"):
        Settings.from_environ({"INSTANCE": str(tmp_path / "file" / "instance")})


def test_many_that_start_at_once_have_one_key(tmp_path):
    environ = {"INSTANCE": str(tmp_path / "instance")}

    with ThreadPoolExecutor(16) as pool:
        started = list(pool.map(Settings.from_environ, [environ] * 16))

    (key,) = {settings.secret_key for settings in started}
    assert len(key) == 64
    assert [path.name for path in (tmp_path / "instance").iterdir()] == ["secret_key"]


def test_the_command_line_says_what_to_set_without_a_traceback(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "flask", "verify"],
        cwd=ROOT,
        env={**os.environ, "INSTANCE": str(tmp_path), "ENVIRONMENT": "staging"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 2
    assert "ENVIRONMENT" in done.stderr
