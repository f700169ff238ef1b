"""Settings come from the environment; production starts only when it is told what it needs."""

import stat

import pytest

from app.config import Environment, Settings, SettingsError


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
    "wrong", [{"ENVIRONMENT": "staging"}, {"PROXIES": "-1"}, {"PROXIES": "two"}]
)
def test_a_setting_that_cannot_be_read_is_named(tmp_path, wrong):
    with pytest.raises(SettingsError, match=next(iter(wrong))):
        Settings.from_environ({"INSTANCE": str(tmp_path), **wrong})
