"""What firms and their records are called for readers who may not know their names."""

from collections.abc import Iterable
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlmodel import col

from models.base import Table
from models.instrument import Instrument, Revision
from models.people import Party
from models.queries.visibility import Viewer

Row = TypeVar("Row", bound=Table)
NAMING = frozenset(
    {
        "source", "note", "reason", "amount_text", "evidence", "counterparty", "overlap_key",
        "part_of", "reference", "beneficiary", "operator", "lender",
        "investor", "investee", "consent", "record",
    }
)  # fmt: skip
"""Free text that may name a firm; it is left out where firms are not named."""
BRN_DIGITS = 10
_SHOWN: dict[Any, Any] = {
    Party.name_ko: Party.pseudonym,
    Party.name_en: Party.pseudonym,
    Party.code: Party.pseudonym,
    Party.brn: sa.literal(""),
    Revision.title: Instrument.code,
    Revision.amount_text: sa.literal(""),
    Instrument.reference: sa.literal(""),
}


def seen(column: Any, viewer: Viewer) -> Any:
    """``column`` as ``viewer`` may read it, in a query that joins the filer as Party.

    Public bodies are always named.
    """
    other = next((shown for hidden, shown in _SHOWN.items() if hidden is column), None)
    if viewer.sees_names or other is None:
        return column
    return sa.case((col(Party.is_public), column), else_=other).label(column.key)


def seen_columns(columns: Iterable[Any], viewer: Viewer) -> list[Any]:
    """All ``columns`` as ``viewer`` may read them."""
    return [seen(column, viewer) for column in columns]


def matches(text: str, columns: Iterable[Any], viewer: Viewer) -> sa.ColumnElement[bool]:
    """Whether one of ``columns`` holds ``text``, or the filer has it as registration number.

    Only what ``viewer`` may read is searched. The number is found with and without hyphens.
    """
    found = [column.icontains(text, autoescape=True) for column in seen_columns(columns, viewer)]
    digits = text.replace("-", "").replace(" ", "")
    if digits.isdecimal() and len(digits) == BRN_DIGITS:
        found.append(seen(Party.brn, viewer) == digits)
    return sa.or_(*found)


def party_as_seen(party: Party, viewer: Viewer) -> Party:
    """The party itself, or a copy under its pseudonym that is never stored."""
    if viewer.sees_names or party.is_public:
        return party
    hidden = dict.fromkeys(("name_ko", "name_en", "code"), party.pseudonym)
    return Party(**(party.model_dump() | hidden | {"brn": None, "crn": None, "group_id": None}))


def row_as_seen(row: Row, filer: Party, viewer: Viewer, code: str = "") -> Row:
    """A row of a record of ``filer``, or a copy without what may name it, never stored.

    A title becomes the ``code`` of the record.
    """
    if viewer.sees_names or filer.is_public:
        return row
    hidden = dict.fromkeys(NAMING & type(row).model_fields.keys(), "")
    if "title" in type(row).model_fields:
        hidden["title"] = code
    return type(row)(**(row.model_dump() | hidden))
