"""Settings from the environment; in development nothing has to be set."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import sqlalchemy as sa

from app.db import ROOT
from imports.opening.refusals import LIMITS

VERSION = "0.1.0"
MOST_UPLOADED = LIMITS.file_bytes
SESSION_MINUTES = 60
DATABASES = ("postgresql", "sqlite")
EXAMPLES = {
    "SECRET_KEY": "python3 -c 'import secrets; print(secrets.token_hex(32))'",
    "DATABASE_URL": "postgresql://user:password@host/registry",
}
"""What makes, or looks like, a setting that production needs."""


class SettingsError(Exception):
    """The environment does not say what the application needs; the text says what to set."""

    def __init__(self, korean: str, english: str) -> None:
        super().__init__(f"{korean}\n{english}")


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
            database_url=_database(environ.get("DATABASE_URL") or _embedded(instance)),
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
        raise SettingsError(
            f"ENVIRONMENT는 {choices} 가운데 하나여야 합니다(지금은 {name!r}).",
            f"ENVIRONMENT must be one of {choices}; it is {name!r}.",
        ) from None


def _require(environ: Mapping[str, str], *names: str) -> None:
    missing = [name for name in names if not environ.get(name)]
    if missing:
        lines = "".join(f"\n  {name}: {EXAMPLES[name]}" for name in missing)
        raise SettingsError(
            "ENVIRONMENT=production에는 다음 설정이 더 필요합니다.",
            f"ENVIRONMENT=production needs these settings as well:{lines}",
        )


def _database(address: str) -> str:
    try:
        known = sa.make_url(address).get_backend_name() in DATABASES
    except (sa.exc.ArgumentError, ValueError):
        known = False
    if not known:  # The address may hold a password, so it is not repeated.
        example = EXAMPLES["DATABASE_URL"]
        raise SettingsError(
            f"DATABASE_URL을 읽을 수 없습니다. {example}처럼 적어 주세요.",
            f"DATABASE_URL cannot be read; please write it like {example}.",
        )
    return address


def _count(environ: Mapping[str, str], name: str) -> int:
    text = environ.get(name, "0")
    if not text.isdecimal():
        raise SettingsError(
            f"{name}는 0 이상의 정수여야 합니다(지금은 {text!r}).",
            f"{name} must be a whole number from 0; it is {text!r}.",
        )
    return int(text)


def _embedded(instance: Path) -> str:
    return f"sqlite:///{_made(instance) / 'registry.sqlite'}"


def _own_key(instance: Path) -> str:
    return made_once(_made(instance) / "secret_key", secrets.token_hex(32))


def _made(instance: Path) -> Path:
    try:
        instance.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(
            f"INSTANCE 폴더를 만들 수 없습니다: {error}. 쓸 수 있는 폴더를 정해 주세요.",
            f"The folder INSTANCE cannot be made: {error}. Please name one that can be written.",
        ) from None
    return instance


def made_once(path: Path, secret: str) -> str:
    """The secret of this installation: ``secret``, or what somebody wrote at ``path`` before.

    It appears whole or not at all, whoever writes at once, and only its owner may read it.
    """
    part = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secret)
    try:
        os.link(part, path)
    except FileExistsError:
        pass
    finally:
        part.unlink()
    return path.read_text(encoding="ascii")
