"""``flask loan-schedule``: what a loan pays when."""

import json

import click

from app.cli.terminal import Spoken, both
from app.loans.terms import PROFILES, TypedLoan
from app.messages.schedules import bad_terms
from models.schedules import BadTerms, DayCount, Instalment, schedule

OPTIONS = {
    "principal": "principal",
    "rate": "rate",
    "periods": "periods",
    "per_year": "periods-per-year",
    "first_due": "first-date",
    "disbursed_on": "disbursed-on",
    "day_count": "day-count",
    "profile": "profile",
    "principal_grace": "principal-grace",
    "interest_grace": "interest-grace",
    "prepayments": "principal",
}
HEAD = ("due", "principal", "interest", "payment", "balance")


@click.command("loan-schedule", cls=Spoken)
@click.option("--principal", required=True, help="Won, or an amount such as 10억.")
@click.option("--rate", required=True, help="A year: 0.02 or 2%.")
@click.option("--periods", required=True, help="How many due dates.")
@click.option("--periods-per-year", "per_year", required=True, help="1, 2, 3, 4, 6 or 12.")
@click.option("--first-date", "first_due", required=True, help="The first due date.")
@click.option("--disbursed-on", required=True, help="The day the money is paid out.")
@click.option("--day-count", required=True, type=click.Choice([one.value for one in DayCount]))
@click.option("--profile", required=True, type=click.Choice([one.value for one in PROFILES]))
@click.option("--principal-grace", default="0", help="Periods without principal.")
@click.option("--interest-grace", default="0", help="Periods whose interest is due after them.")
@click.option("--json", "as_json", is_flag=True, help="A list of instalments in won.")
def loan_schedule(as_json: bool, **typed: str) -> None:
    """Print what falls due when, exact to the won."""
    loan = TypedLoan(typed)
    plan = loan.plan()
    try:
        rows = [row_of(one) for one in schedule(plan)] if plan else []
    except BadTerms as error:
        loan.errors.append(error)
    if loan.errors:
        raise click.UsageError("\n".join(_sentence(error) for error in loan.errors))
    click.echo(json.dumps(rows, indent=1) if as_json else _table(rows))


def row_of(one: Instalment) -> dict[str, str | int]:
    """One instalment as it is printed: a day and whole won."""
    return {
        "due": one.due.isoformat(),
        "principal": one.principal,
        "interest": one.interest,
        "payment": one.payment,
        "balance": one.balance,
    }


def _sentence(error: BadTerms) -> str:
    return f"--{OPTIONS[error.field]}: {both(lambda lang: bad_terms(error, lang))}"


def _table(rows: list[dict[str, str | int]]) -> str:
    lines = ["".join(f"{name:>20}" for name in HEAD)]
    for row in rows:
        cells = (row["due"], *(f"{row[name]:,}" for name in HEAD[1:]))
        lines.append("".join(f"{cell:>20}" for cell in cells))
    return "\n".join(lines)
