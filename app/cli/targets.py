"""``flask decide-targets``."""

import click

from app import store
from app.cli.terminal import Spoken, acting, on_register
from models.commands import confirm_targets, decline_targets
from models.queries.targets import waiting_targets


@click.command("decide-targets", cls=Spoken)
@click.argument("action", type=click.Choice(["confirm", "decline"]))
@click.option("--by", "proposer", required=True, help="Who proposed the rows that wait.")
@click.option("--as", "email", required=True, help="Who decides: never who proposed to confirm.")
@click.option("--reason", default="", help="Needed to decline.")
@on_register
def decide_targets(action: str, proposer: str, email: str, reason: str) -> None:
    """Confirm or decline every target and observation that one person proposed: all or none."""
    with store.transaction() as session:
        maker, actor = acting(session, proposer), acting(session, email)
        waits = [one.row for one in waiting_targets(session)]
        rows = [row for row in waits if row.proposed_by_id == maker.key]
        if action == "confirm":
            confirm_targets(session, rows, actor=actor)
        else:
            decline_targets(session, rows, actor=actor, reason=reason)
    click.echo(f"targets {action}: {len(rows)}")
