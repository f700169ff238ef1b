"""``flask migrate`` and ``flask verify``."""

import sys

import click
from flask.cli import with_appcontext

from app import db, store
from app.cli.terminal import FAILED, Spoken, both, on_register
from app.messages.invariants import INVARIANTS
from models.queries.broken import Broken
from models.queries.invariants import broken


@click.command(cls=Spoken)
@with_appcontext
def migrate() -> None:
    """Bring the database to the newest revision; safe to repeat and to run twice at once."""
    db.migrate(store.engine())


@click.command(cls=Spoken)
@on_register
def verify() -> None:
    """Check what must hold in the stored register, and print what does not."""
    with store.reading() as session:
        found = broken(session)
    for item in found:
        click.echo(_sentence(item), err=True)
    if found:
        sys.exit(FAILED)
    click.echo("이상이 없습니다. / Everything holds.")


def _sentence(item: Broken) -> str:
    return both(lambda lang: INVARIANTS[item.code].to(lang, item.values))
