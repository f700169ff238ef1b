"""Settings from the environment; in development nothing has to be set."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from app.db import ROOT

VERSION = "0.1.0"
MOST_UPLOADED = 64 * 2**20
SESSION_MINUTES = 60


class SettingsError(Exception):
    """The environment does not say what the application needs; the text says what to set."""


class Environment(StrEnum):
    """Where the application runs: a developer's machine, or a server for users."""

    DEVELOPMENT = "development"
    PRODUCTION = "production"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that differs between installations."""

    environment: Environment
    database_url: str
    secret_key: str
    instance: Path
    proxies: int = 0
    official_site: bool = False

    @property
    def is_production(self) -> bool:
        """Whether users depend on this installation."""
        return self.environment is Environment.PRODUCTION

    @classmethod
    def from_environ(cls, environ: Mapping[str, str] = os.environ) -> "Settings":
        """Read ENVIRONMENT, DATABASE_URL, SECRET_KEY, INSTANCE, PROXIES and OFFICIAL_SITE.

        Raises SettingsError where production lacks a setting or a value cannot be read.
        """
        environment = _environment(environ.get("ENVIRONMENT", Environment.DEVELOPMENT))
        instance = Path(environ.get("INSTANCE") or ROOT / "instance").resolve()
        if environment is Environment.PRODUCTION:
            _require(environ, "SECRET_KEY", "DATABASE_URL")
        return cls(
            environment=environment,
            database_url=environ.get("DATABASE_URL") or _embedded(instance),
            secret_key=environ.get("SECRET_KEY") or _own_key(instance),
            instance=instance,
            proxies=_count(environ, "PROXIES"),
            official_site=environ.get("OFFICIAL_SITE") == "1",
        )

    def to_flask(self) -> dict[str, object]:
        """The same as Flask and its extensions name it."""
        return {
            "SECRET_KEY": self.secret_key,
            "SETTINGS": self,
            "VERSION": VERSION,
            "OFFICIAL_SITE": self.official_site,
            "MAX_CONTENT_LENGTH": MOST_UPLOADED,
            "PERMANENT_SESSION_LIFETIME": SESSION_MINUTES * 60,
            "SESSION_COOKIE_NAME": "__Host-session" if self.is_production else "session",
            "SESSION_COOKIE_SECURE": self.is_production,
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "WTF_CSRF_TIME_LIMIT": None,
        }


def _environment(name: str) -> Environment:
    try:
        return Environment(name)
    except ValueError:
        choices = ", ".join(Environment)
        raise SettingsError(f"ENVIRONMENT must be one of {choices}; it is {name!r}") from None


def _require(environ: Mapping[str, str], *names: str) -> None:
    missing = [name for name in names if not environ.get(name)]
    if missing:
        raise SettingsError(
            f"ENVIRONMENT=production needs {' and '.join(missing)}. "
            "SECRET_KEY: 64 random characters, for instance from "
            "`python3 -c 'import secrets; print(secrets.token_hex(32))'`. "
            "DATABASE_URL: for instance postgresql://user:password@host/registry"
        )


def _count(environ: Mapping[str, str], name: str) -> int:
    text = environ.get(name, "0")
    if not text.isdecimal():
        raise SettingsError(f"{name} must be a whole number; it is {text!r}")
    return int(text)


def _embedded(instance: Path) -> str:
    instance.mkdir(parents=True, exist_ok=True)
    return f"sqlite:///{instance / 'registry.sqlite'}"


def _own_key(instance: Path) -> str:
    """The key of this installation, made once; only its owner may read it."""
    path = instance / "secret_key"
    instance.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
    except FileExistsError:
        pass
    return path.read_text()
