"""Checking what the financing of pledges names as the loan, fund or programme behind it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from sqlmodel import Session

from imports.problems import Problem
from imports.records import Joined
from imports.status import Compared
from models.commands.financing_checks import Drawn, above, fits, sized
from models.pledge import PledgeInput

FINANCING: Final = "financing"


def check_sources(
    session: Session, joined: Joined, records: Iterable[Compared]
) -> Iterator[Problem]:
    """Name rows whose record is of another kind, and records with less than rows draw from them.

    Guarantees are no money and are not summed.
    """
    if FINANCING not in joined.parts:
        return
    named = list(_named(records))
    known = sized(session, {row.record for _, row in named})
    rows: dict[str, list[int]] = defaultdict(list)
    for index, row in named:
        if fits(row.finance, row.record, known):
            rows[row.record].append(index)
        else:
            yield joined.parts[FINANCING].problem(index, "record", "unknown_source")
    for code, won in above(session, [row for _, row in named], known).items():
        for index in rows[code]:
            total = known[code].amount_won
            yield joined.parts[FINANCING].problem(
                index, "record", "source_exhausted", total=total, found=won
            )


def _named(records: Iterable[Compared]) -> Iterator[tuple[int, Drawn]]:
    """Rows that name a record, with their place in the sheet; new pledges count from -1 down."""
    for number, compared in enumerate(records, start=1):
        given = compared.record.given
        if not isinstance(given, PledgeInput):
            continue
        owner = compared.key or -number
        for place, row in enumerate(given.financing):
            if row.record:
                index = compared.record.parts[FINANCING][place]
                yield index, Drawn(owner, row.finance, row.record, row.amount_won or 0)
