"""``flask loan-schedule``: what a loan pays when; ``flask estimate-loans``: what loans cost."""

import json
from datetime import date
from functools import partial

import click

from app import store
from app.cli.runs import DAY, not_later
from app.cli.terminal import Spoken, acting, both, on_register
from app.loans.terms import PROFILES, TypedLoan
from app.messages import registry_error
from app.messages.schedules import bad_terms
from models import Instrument
from models.commands import estimate_loan
from models.errors import DiscountRateMissing, TermsUnknown
from models.queries.loans import read_loans
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


@click.command("estimate-loans", cls=Spoken)
@click.option("--as-of", type=DAY, callback=not_later, help="Known on that day; today.")
@click.option("--as", "actor", required=True, help="Address of the official who answers for it.")
@click.option("--note", default="", help="Kept with every estimate.")
@on_register
def estimate_loans(as_of: date, actor: str, note: str) -> None:
    """Estimate every verified loan that was paid out, and keep the results; once a year at least.

    A loan whose cost cannot be computed is named with the reason, and the others go on.
    """
    with store.transaction() as session:
        official = acting(session, actor)
        for key, loan in read_loans(session, as_of, verified=True).items():
            if not loan.position.disbursed_won:
                continue
            try:
                one = session.get_one(Instrument, key)
                row = estimate_loan(session, one, actor=official, on=as_of, note=note)
            except (TermsUnknown, DiscountRateMissing) as error:
                click.echo(f"{loan.code} {both(partial(registry_error, error))}")
            else:
                click.echo(f"{loan.code} {as_of} {row.subsidy_won or 0:,}원 KRW")


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
