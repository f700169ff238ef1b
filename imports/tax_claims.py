"""Checking what claims name as the loan or grant behind a deduction."""

from collections.abc import Iterator

from sqlmodel import Session

from imports.problems import Problem
from imports.records import Joined
from models.commands.claim_checks import KINDS_OF, kinds_of_records
from models.tax_claim import TaxClaimInput

SUPPORTS = "supports"


def check_claims(session: Session, joined: Joined) -> Iterator[Problem]:
    """Name deductions whose loan, fund or pledge is not registered or of another kind."""
    named = [
        (record.parts[SUPPORTS][place], one)
        for record in joined.records
        if isinstance(record.given, TaxClaimInput)
        for place, one in enumerate(record.given.supports)
        if one.record
    ]
    known = kinds_of_records(session, {one.record for _, one in named})
    for index, one in named:
        if known.get(one.record) not in KINDS_OF[one.item]:
            yield joined.parts[SUPPORTS].problem(index, "record", "unknown_support")
