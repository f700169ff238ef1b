"""``flask overdue``: which pledges are past their day, as of a stated day."""

import json
from datetime import date
from typing import Any

import click

from app import store
from app.cli.runs import DAY, not_later
from app.cli.terminal import Spoken, on_register
from models.overdue_words import OverdueRule
from models.queries.overdue import Overdue
from models.queries.overdue import overdue as read_overdue
from models.queries.register import read_register

HEAD = ("code", "rule", "year", "stage", "due_on", "days", "missing_won", "standing")


@click.command(cls=Spoken)
@click.option(
    "--as-of", "--asof", required=True, type=DAY, callback=not_later, help="The day asked."
)
@click.option(
    "--rule", type=click.Choice([rule.value for rule in OverdueRule]), help="One rule only."
)
@click.option("--json", "as_json", is_flag=True, help="A list of proposals; money in won.")
@on_register
def overdue(as_of: date, rule: str | None, as_json: bool) -> None:
    """List pledges past their day without the spending or evidence; it proposes, people decide."""
    with store.reading() as session:
        found = read_overdue(session, read_register(session, on=as_of), as_of)
    rows = [row_of(one) for one in found if rule in (None, one.proposal.rule)]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for row in (dict(zip(HEAD, HEAD, strict=True)), *rows):
        click.echo("\t".join("" if row[name] is None else str(row[name]) for name in HEAD))


def row_of(one: Overdue) -> dict[str, Any]:
    """One proposal as it is printed: codes, days and whole won; null where nothing is known."""
    found = one.proposal
    return {
        "code": found.record.code,
        "title": found.record.title,
        "rule": found.rule.value,
        "year": found.year,
        "stage": found.stage.value,
        "due_on": found.due_on.isoformat(),
        "days": one.days,
        "planned_won": found.planned_won,
        "realised_won": found.realised_won,
        "missing_won": found.missing_won,
        "counted_won": one.counted_won,
        "standing": one.standing.value,
        "reason": one.dismissal.reason if one.dismissal else None,
    }
