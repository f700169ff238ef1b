"""``flask project``."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from app import format as fmt
from app import store
from app.cli.terminal import Spoken, on_register
from app.cli.usage import NewWorkbook
from app.exports.projection_book import write_book
from app.projections.run import run_projection, to_json
from app.projections.scenarios import SCENARIOS
from app.registry.current import today
from econ.names import SCOPES

DAY = click.DateTime(formats=["%Y-%m-%d"])


def not_later(_ctx: click.Context, option: click.Parameter, given: datetime | None) -> date:
    """Today, unless another day was given; nobody knows yet what will be known later."""
    day = given.date() if given else today()
    if day > today():
        raise click.BadParameter(f"{day} is after today, {today()}.", param=option)
    return day


@click.command(cls=Spoken)
@click.option("--scenario", default="baseline", type=click.Choice(list(SCENARIOS)))
@click.option("--scope", default="strict", type=click.Choice(SCOPES))
@click.option("--as-of", type=DAY, callback=not_later, help="Known on that day; today.")
@click.option("--draws", default=10_000, type=click.IntRange(100, 200_000), show_default=True)
@click.option("--seed", default=1, type=click.IntRange(0, 2**63 - 1), show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print the run as JSON.")
@click.option("--out", type=NewWorkbook(), help="Write the workbook.")
@on_register
def project(
    scenario: str,
    scope: str,
    as_of: date,
    draws: int,
    seed: int,
    as_json: bool,
    out: Path | None,
) -> None:
    """Project both targets from what is registered, and store the run."""
    with store.transaction() as session:
        run = run_projection(
            session, scenario=scenario, scope=scope, as_of=as_of, draws=draws, seed=seed, actor=None
        )
        said = to_json(run)
    if out is not None:
        write_book(out, run)
    click.echo(json.dumps(said, ensure_ascii=False, indent=1) if as_json else _lines(said))


def _lines(said: dict[str, Any]) -> str:
    """The run and its main figures, a line each in both languages; amounts in won."""
    money, found = said["investment"], said["investment"]["quantiles"]
    low, middle, high = (fmt.won_exact(round(found[name]), "ko") for name in ("p05", "p50", "p95"))
    mean = fmt.won_exact(round(money["mean"]), "ko")
    target = fmt.won_exact(money["target_won"], "ko")
    return "\n".join(
        (
            f"{said['run']} {said['results_sha256']}",
            f"목표 / target: {target}",
            f"2027년 말 전망 평균 / mean projection to the end of 2027: {mean}",
            f"전망 구간 / range p05–p50–p95: {low} – {middle} – {high}",
            f"목표 달성 확률 / chance of reaching the target: {money['probability']:.1%}",
        )
    )
