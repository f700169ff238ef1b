"""``flask serve``: one process that brings the database up to date and serves."""

import click
import waitress
from flask import Flask
from flask.cli import ScriptInfo, pass_script_info

from app import db, store
from app.cli.samples import load, print_accounts
from app.cli.terminal import Spoken, refuse
from app.config import Settings
from app.messages.words import Said

TAKEN = Said(
    "{host}:{port} 주소를 쓸 수 없습니다. 다른 --port를 골라 주세요: {why}",
    "{host}:{port} cannot be used; please choose another --port: {why}",
)


@click.command(cls=Spoken)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, type=click.IntRange(1, 65_535), show_default=True)
@pass_script_info
def serve(info: ScriptInfo, host: str, port: int) -> None:
    """Migrate, load the sample into an empty register (development only), and serve."""
    app = info.load_app()
    with app.app_context():
        _prepare(app)
    try:
        server = waitress.create_server(app, host=host, port=port)
    except (OSError, ValueError) as error:
        values = {"host": written(host), "port": port, "why": error}
        refuse(lambda lang: TAKEN.to(lang, values))
    click.echo(
        f"- 이 주소를 열어 주세요 / Open this address: http://{written(host)}:{port} (Ctrl-C)"
    )
    server.run()


def written(host: str) -> str:
    """A host as addresses write it: one of version 6 in brackets."""
    return f"[{host}]" if ":" in host else host


def _prepare(app: Flask) -> None:
    settings: Settings = app.config["SETTINGS"]
    db.migrate(store.engine())
    if not settings.is_production:
        load(settings, if_empty=True)
        print_accounts(settings)
