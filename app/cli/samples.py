"""``flask sample``."""

import click
from flask import current_app

from app import sample, store
from app.cli.terminal import Spoken, on_register
from app.config import Settings


@click.command("sample", cls=Spoken)
@click.option("--if-empty", is_flag=True, help="Load only when the register holds nothing.")
@on_register
def load_sample(if_empty: bool) -> None:
    """Make the sample accounts, import the sample workbooks and verify them (development only)."""
    settings: Settings = current_app.config["SETTINGS"]
    if settings.is_production:
        raise click.ClickException(
            "운영 환경에는 표본 자료를 넣지 않습니다.\nThe sample is for development only."
        )
    load(settings, if_empty=if_empty)
    print_accounts(settings)


def load(settings: Settings, *, if_empty: bool) -> None:
    """Load the sample; with ``if_empty`` only into a register without records."""
    with store.transaction() as session:
        if not if_empty or sample.is_empty(session):
            verified = sample.load(session, sample.password_of(settings.instance))
            click.echo(f"표본 {verified}건을 넣었습니다. / Sample rows loaded: {verified}.")


def print_accounts(settings: Settings) -> None:
    """Print how to sign in to the sample."""
    password = sample.password_of(settings.instance)
    click.echo(f"시연 계정(비밀번호는 모두 {password}) / Sample sign-ins, password {password}:")
    for demo in sample.ACCOUNTS:
        click.echo(f"  {demo.email:<24}{demo.name} · {demo.role}")
