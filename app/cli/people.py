"""``flask add-user``: the first users of an installation."""

import click
from flask_security.utils import hash_password

from app import store
from app.accounts.people import new_password
from app.cli.terminal import Spoken, acting, on_register
from models.commands import register_user
from models.queries.parties import PartyIndex
from models.vocabulary import Role


@click.command("add-user", cls=Spoken)
@click.option("--email", required=True)
@click.option("--name", required=True)
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]))
@click.option("--party", default="", help="Company users only: name, code or number.")
@click.option("--as", "actor", default="", help="The administrator; nobody for the first user.")
@on_register
def add_user(email: str, name: str, role: str, party: str, actor: str) -> None:
    """Register somebody who signs in, and print a first password, once."""
    if (role == Role.COMPANY.value) != bool(party):
        raise click.UsageError("--party: 기업 담당자에게만 / for company users, and only for them")
    password = new_password()
    with store.transaction() as session:
        register_user(
            session,
            email=email,
            name=name,
            role=Role(role),
            password_hash=hash_password(password),
            party=PartyIndex(session).named(party) if party else None,
            actor=acting(session, actor) if actor else None,
        )
    click.echo(f"{email}: {password}")
