"""``flask tax-credit``: what a tax credit comes to, by the dated law in the register."""

import json

import click
from flask.cli import with_appcontext

from app import store
from app.i18n import Language
from app.registry.current import today
from app.taxes import say
from app.taxes.calculate import Calculated, TypedCredit, as_json, cautions_of
from models.money import Unit
from models.queries.tax_law import read_book
from models.tax_claim import CREDITS, SIZES
from models.tax_vocabulary import Site
from models.vocabulary import Provision, TaxTier


@click.command("tax-credit")
@click.option(
    "--provision",
    default=Provision.INVESTMENT_CREDIT.value,
    type=click.Choice([one.value for one in CREDITS]),
)
@click.option("--tier", required=True, type=click.Choice([one.value for one in TaxTier]))
@click.option("--size", "firm_size", required=True, type=click.Choice([one.value for one in SIZES]))
@click.option("--year", required=True, help="The tax year, a calendar year.")
@click.option("--invested", "invested_won", required=True, help="Won, or e.g. 1200억.")
@click.option("--prior", multiple=True, help="Earlier years, the latest first; three of them.")
@click.option("--grant", default="", help="Art. 127① item 1.")
@click.option("--state-paid-interest", default="", help="Art. 127① item 2.")
@click.option("--state-loan-interest", default="", help="Art. 127① item 3.")
@click.option("--contribution", default="", help="Art. 127① item 4.")
@click.option("--revenue", "revenue_won", default="", help="For research credits.")
@click.option("--rate", default="", help="Instead of the registered provision: 15%.")
@click.option("--tax-base", "tax_base_won", default="", help="For the minimum tax (Art. 132).")
@click.option("--computed-tax", "computed_tax_won", default="", help="Before credits.")
@click.option("--other-relief", "other_relief_won", default="0", help="Outside the register.")
@click.option("--carried", multiple=True, help="An unused earlier credit: 2023:30억.")
@click.option("--site", default=Site.OUTSIDE.value, type=click.Choice([one.value for one in Site]))
@click.option("--since-1989/--since-1990", "since_1989", default=None)
@click.option("--expansion/--no-expansion", "is_expansion", default=None)
@click.option("--in-complex/--not-in-complex", "in_complex", default=None)
@click.option("--listed-asset/--not-listed-asset", "is_listed", default=None)
@click.option("--json", "is_json", is_flag=True, help="The whole computation in won.")
@with_appcontext
def tax_credit(
    is_json: bool, prior: tuple[str, ...], carried: tuple[str, ...], **typed: str | bool | None
) -> None:
    """Work out a credit, its additional credit, the minimum tax and what is carried."""
    said = {name: _text(value) for name, value in typed.items()}
    said |= {f"prior{number}_won": text for number, text in enumerate(prior, start=1)}
    for number, text in enumerate(carried):
        year, _, won = text.partition(":")
        said |= {f"carried-{number}-origin_year": year, f"carried-{number}-unused_won": won}
    with store.reading() as session:
        book = read_book(session, today())
    asked = {lang: TypedCredit(said, lang, Unit.WON) for lang in ("ko", "en")}
    found = {lang: one.calculate(book) for lang, one in asked.items()}
    result = found["en"]
    if result is None:
        said_ko, said_en = asked["ko"].errors, asked["en"].errors
        raise click.UsageError("\n".join(f"{said_ko[name]}\n{said_en[name]}" for name in said_en))
    click.echo(
        json.dumps(as_json(result), indent=1, ensure_ascii=False)
        if is_json
        else _table(result, "en")
    )


def _text(value: str | bool | None) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value or ""


def _table(found: Calculated, lang: Language) -> str:
    credit = found.worked.credit
    lines = [
        f"{say.step(one, lang):<60}{one.article:<24}{_won(one.won):>24}"
        for one in (credit.steps if credit else ())
    ]
    said = as_json(found)
    lines += [
        f"{name:<84}{_won(said[name]):>24}"
        for name in ("minimum_tax_won", "used_won", "carried_won", "rural_tax_won")
    ]
    return "\n".join([*lines, *(f"! {say.caution(one, lang)}" for one in cautions_of(found))])


def _won(won: int | None) -> str:
    return "?" if won is None else f"{won:,}"
