"""The database of the running application: reading and changing it from a view or a command."""

from contextlib import AbstractContextManager
from typing import cast

import sqlalchemy as sa
from flask import Flask, current_app
from sqlmodel import Session

from app import db

__all__ = ["Session", "engine", "init_app", "reading", "transaction"]

_EXTENSION = "engine"


def init_app(app: Flask, url: str) -> None:
    """Give the application its engine."""
    app.extensions[_EXTENSION] = db.make_engine(url)


def engine() -> sa.Engine:
    """The engine of the running application."""
    return cast(sa.Engine, current_app.extensions[_EXTENSION])


def reading() -> AbstractContextManager[Session]:
    """A session that stores nothing."""
    return db.reading(engine())


def transaction() -> AbstractContextManager[Session]:
    """A session whose changes are all stored at its end, or none of them."""
    return db.transaction(engine())
