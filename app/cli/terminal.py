"""Speaking at the command line: Korean, then English, and one way to refuse."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, NoReturn, ParamSpec

import click
import sqlalchemy as sa
from flask.cli import with_appcontext
from sqlmodel import Session
from xlsxwriter.exceptions import FileCreateError

from app import db, store
from app.cli.usage import in_korean
from app.i18n import Language
from app.messages import registry_error
from app.messages.projection import stopped
from app.messages.words import Said
from econ.errors import EconError
from models.errors import NotFound, RegistryError
from models.people import User
from models.queries.users import user_by_email

P = ParamSpec("P")
FAILED = 1

OUTDATED = Said(
    "데이터베이스가 최신 구조가 아닙니다. 먼저 'flask migrate'를 실행해 주세요.",
    "The database is not at the newest revision; please run 'flask migrate' first.",
)
NEWER = Said(
    "데이터베이스가 이 프로그램보다 새로운 구조({found})입니다. 새 판의 프로그램을 써 주세요.",
    "The database has a newer revision ({found}) than this program; please use the newer program.",
)
UNREACHABLE = Said(
    "데이터베이스를 쓸 수 없습니다. DATABASE_URL을 확인해 주세요: {why}",
    "The database cannot be used; please check DATABASE_URL: {why}",
)
NO_DATABASE = Said(
    "{path} 파일은 SQLite 데이터베이스가 아니라 그대로 두었습니다. DATABASE_URL을 다른 파일로 적어 "
    "주세요.",
    "The file {path} is no SQLite database and was left as it is. Please name another one in "
    "DATABASE_URL.",
)
NOT_WRITTEN = Said(
    "파일을 쓸 수 없습니다. 다른 곳에 써 주세요: {why}",
    "The file cannot be written; please write it elsewhere: {why}",
)
REFUSALS: Mapping[type[Exception], Callable[[Any, Language], str]] = {
    RegistryError: registry_error,
    EconError: stopped,
    db.OutdatedDatabase: lambda error, lang: OUTDATED.to(lang),
    db.NewerDatabase: lambda error, lang: NEWER.to(lang, {"found": str(error)}),
    db.NotADatabase: lambda error, lang: NO_DATABASE.to(lang, {"path": str(error)}),
    sa.exc.OperationalError: lambda error, lang: UNREACHABLE.to(lang, {"why": error.orig}),
    FileCreateError: lambda error, lang: NOT_WRITTEN.to(lang, {"why": error}),
}
"""What a command may meet that is no fault of the program, and how it is said."""


class Spoken(click.Command):
    """A command that refuses in Korean and English, never with a traceback."""

    def make_context(self, *given: Any, **extra: Any) -> click.Context:
        """Read what was typed."""
        try:
            return super().make_context(*given, **extra)
        except click.UsageError as error:
            said = f"{in_korean(error)}\n{error.format_message()}"
            raise click.UsageError(said, ctx=error.ctx) from None

    def invoke(self, ctx: click.Context) -> Any:
        """Do it."""
        try:
            return super().invoke(ctx)
        except tuple(REFUSALS) as error:
            refusal = error
        say = next(say for kind, say in REFUSALS.items() if isinstance(refusal, kind))
        return refuse(lambda lang: say(refusal, lang))


def on_register(command: Callable[P, None]) -> Callable[P, None]:
    """Run ``command`` with the application, on a database that has every table."""

    @wraps(command)
    def run(*given: P.args, **named: P.kwargs) -> None:
        db.require_newest(store.engine())
        command(*given, **named)

    return with_appcontext(run)


def both(say: Callable[[Language], str]) -> str:
    """A sentence in Korean and in English."""
    return f"{say('ko')}\n{say('en')}"


def refuse(say: Callable[[Language], str]) -> NoReturn:
    """End the command with a sentence in both languages."""
    raise click.ClickException(both(say))


def acting(session: Session, email: str) -> User:
    """The user named by ``--as``. Raises NotFound."""
    user = user_by_email(session, email)
    if user is None or not user.active:
        raise NotFound(what="user", found=email)
    return user
