"""Speaking at the command line: Korean, then English, and one way to refuse."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NoReturn

import click
from sqlmodel import Session

from app.i18n import Language
from app.messages import registry_error
from models.errors import NotFound, RegistryError
from models.people import User
from models.queries.users import user_by_email

FAILED = 1


def both(say: Callable[[Language], str]) -> str:
    """A sentence in Korean and in English."""
    return f"{say('ko')}\n{say('en')}"


def refuse(say: Callable[[Language], str]) -> NoReturn:
    """End the command with a sentence in both languages."""
    raise click.ClickException(both(say))


@contextmanager
def refusals() -> Iterator[None]:
    """Turn what the registry refuses into a sentence."""
    try:
        yield
    except RegistryError as error:
        refusal = error
        refuse(lambda lang: registry_error(refusal, lang))


def acting(session: Session, email: str) -> User:
    """The user named by ``--as``. Raises NotFound."""
    user = user_by_email(session, email)
    if user is None or not user.active:
        raise NotFound(what="user", found=email)
    return user
