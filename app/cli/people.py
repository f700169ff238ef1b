"""``flask add-user``: the first users of an installation."""

import click

from app import store
from app.accounts.people import new_password, registered
from app.accounts.typed import BadUser, read_user
from app.cli.terminal import Spoken, acting, on_register
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
    try:
        given = read_user({"email": email, "name": name, "role": role, "party": party})
    except BadUser as error:
        said = (*error.said("ko").values(), *error.said("en").values())
        raise click.UsageError("\n".join(said)) from None
    password = new_password()
    with store.transaction() as session:
        registered(session, given, password, actor=acting(session, actor) if actor else None)
    click.echo(f"{given.email}: {password}")
