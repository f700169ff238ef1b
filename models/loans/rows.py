"""The rows of a loan's ledger, and what stands after its corrections."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from models.loan_movement import STATEMENTS, LoanMovement
from models.movement import Movement
from models.types import PPM
from models.vocabulary import MovementKind


@dataclass(frozen=True, slots=True)
class Told:
    """A quarter's end as the lender tells it: running totals, and what is overdue since when."""

    disbursed_won: int
    repaid_won: int
    written_off_won: int = 0
    interest_won: int | None = None
    overdue_won: int = 0
    overdue_since: date | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a ledger on the day that counts; ``won`` is all of it."""

    entry: str
    kind: MovementKind
    on: date
    won: int = 0
    principal_won: int = 0
    interest_won: int = 0
    penalty_won: int = 0
    tranche: str = ""
    rate: Fraction | None = None
    first_due: date | None = None
    periods: int = 0
    grace: int = 0
    told: Told | None = None
    corrects: str = ""


def row_of(movement: Movement, terms: LoanMovement) -> Row:
    """A stored movement as a row."""
    return Row(
        entry=movement.entry,
        kind=movement.kind,
        on=movement.period_to,
        won=movement.amount_won,
        principal_won=terms.principal_won or 0,
        interest_won=terms.interest_won or 0,
        penalty_won=terms.penalty_won or 0,
        tranche=terms.tranche,
        rate=None if terms.rate_ppm is None else Fraction(terms.rate_ppm, PPM),
        first_due=terms.first_due_on,
        periods=terms.periods or 0,
        grace=terms.grace_periods or 0,
        told=_told(terms) if movement.kind is MovementKind.BALANCE else None,
        corrects=terms.corrects,
    )


def _told(terms: LoanMovement) -> Told:
    return Told(
        disbursed_won=terms.disbursed_won or 0,
        repaid_won=terms.repaid_won or 0,
        written_off_won=terms.written_off_won or 0,
        interest_won=terms.interest_won,
        overdue_won=terms.overdue_won or 0,
        overdue_since=terms.overdue_since,
    )


def corrected(rows: Iterable[Row]) -> list[Row]:
    """What stands, oldest first: adjustments added to amounts, replaced statements left out.

    An adjustment takes back a statement that it names; what that one had replaced stands again.
    """
    listed = list(rows)
    adjustments: dict[str, list[Row]] = defaultdict(list)
    for row in listed:
        if row.kind is MovementKind.ADJUSTMENT:
            adjustments[row.corrects].append(row)
    kept = [row for row in listed if row.kind is not MovementKind.ADJUSTMENT]
    alive = [row for row in kept if row.kind not in STATEMENTS or row.entry not in adjustments]
    replaced = {row.corrects for row in alive if row.corrects}
    standing = [row for row in alive if row.entry not in replaced]
    money = [_adjusted(row, adjustments.get(row.entry, ())) for row in standing]
    return sorted(money, key=lambda row: row.on)


def _adjusted(row: Row, by: Iterable[Row]) -> Row:
    for one in by:
        row = replace(
            row,
            won=row.won + one.won,
            principal_won=row.principal_won + one.principal_won,
            interest_won=row.interest_won + one.interest_won,
            penalty_won=row.penalty_won + one.penalty_won,
        )
    return row
