"""What must hold between a tax credit claim and the loans and grants that it deducts."""

from collections.abc import Collection
from typing import Final

import sqlalchemy as sa
from sqlmodel import Session, col

from models.errors import SupportNotFitting
from models.instrument import Instrument
from models.queries.chunks import chunks
from models.tax_claim import ClaimSupport
from models.tax_vocabulary import SupportItem
from models.vocabulary import Kind

KINDS_OF: Final = {
    SupportItem.GRANT: (Kind.PLEDGE, Kind.FUND),
    SupportItem.STATE_PAID_INTEREST: (Kind.LOAN,),
    SupportItem.STATE_LOAN_INTEREST: (Kind.LOAN,),
    SupportItem.CONTRIBUTION: (Kind.PLEDGE, Kind.FUND),
}
"""What a deduction may name: interest comes from loans; grants stand in pledges and funds."""


def kinds_of_records(session: Session, codes: Collection[str]) -> dict[str, Kind]:
    """The kind of every registered record among ``codes``."""
    found: dict[str, Kind] = {}
    for some in chunks(list(codes)):
        query = sa.select(col(Instrument.code), col(Instrument.kind)).where(
            col(Instrument.code).in_(some)
        )
        found |= {row[0]: row[1] for row in session.execute(query)}
    return found


def require_support(session: Session, revisions: Collection[int]) -> None:
    """Refuse deductions whose loan or grant is not registered or of another kind.

    Raises SupportNotFitting.
    """
    named: list[tuple[SupportItem, str]] = []
    for some in chunks(list(revisions)):
        query = sa.select(col(ClaimSupport.item), col(ClaimSupport.record)).where(
            col(ClaimSupport.revision_id).in_(some), col(ClaimSupport.record) != ""
        )
        named += [(row[0], row[1]) for row in session.execute(query)]
    known = kinds_of_records(session, {code for _, code in named})
    for item, code in named:
        if known.get(code) not in KINDS_OF[item]:
            raise SupportNotFitting(found=code, item=item)
