"""What a receipt says of a workbook: its records with their pages, and where they stand."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlmodel import Session

from app.registry.tabs import address_of, name_of
from models import Submission, User
from models.queries.approvals import BundleRow, bundle_movements, bundle_rows
from models.queries.instruments import codes_of
from models.queries.visibility import FULL_VIEW
from models.vocabulary import Kind, State

SHOWN: Final = 50
"""So many records of a workbook its receipt names one by one."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """The records of a workbook by their codes; None for one that only money was filed for."""

    held: Mapping[str, BundleRow | None]
    records: int
    moved: int
    is_inside: bool
    """Whether it still waits for a second person of the company."""
    home: tuple[str, str] | None
    """Where the list of its kind is, and what it is called; pledges have an address of theirs."""


def receipt_of(session: Session, submission: Submission, user: User) -> Receipt:
    """The receipt for ``user``; whoever does not read the whole register reads no names on it."""
    rows = bundle_rows(session, submission.key)
    moved = bundle_movements(session, submission.key)
    named = {row.code: row for row in rows}
    codes = codes_of(session, list({one.instrument_id for one in moved}))
    held = {**dict.fromkeys(codes.values()), **named}
    is_read = user.role in FULL_VIEW or user.party_id == submission.party_id is not None
    kind = submission.kind
    return Receipt(
        held={code: held[code] for code in sorted(held)[:SHOWN]} if is_read else {},
        records=len(held),
        moved=len(moved),
        is_inside=State.AT_COMPANY in {row.state for row in rows} | {one.state for one in moved},
        home=None if kind is Kind.PLEDGE else (address_of(kind), name_of(kind)),
    )
