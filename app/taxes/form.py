"""The form of a claim: made of the workbook's columns, worked out before it is sent."""

import secrets
from dataclasses import dataclass
from typing import Any, Final

from sqlmodel import Session

from app.registry.current import today
from app.sheet_form import SheetForm, typed_of
from models.content import HEADER
from models.instrument import Revision
from models.queries.claims import fact_of, parts_of_claim, read_claims
from models.queries.instruments import Shown, terms_of_revision
from models.queries.parties import PartyIndex
from models.tax_claim import TaxClaimInput
from models.taxes import Account, Worked, account
from models.vocabulary import Kind

SECTIONS: Final = (
    ("who", ("title", "claim_basis", "consent", "known_on")),
    ("what", ("provision", "tier", "firm_size", "opens_on", "closes_on")),
    ("investment", ("invested_won", "prior1_won", "prior2_won", "prior3_won", "revenue_won")),
    ("place", ("site", "since_1989", "is_expansion", "in_complex", "is_listed")),
    (
        "tax",
        (
            "tax_base_won", "computed_tax_won", "other_relief_won", "amount_won",
            "allowed_won", "filed_on",
        ),
    ),
    ("evidence", ("source", "note")),
)  # fmt: skip
"""The fields of the form, part by part; the lists stand between them."""
NEW: Final = "C-new"


@dataclass(frozen=True, slots=True)
class Preview:
    """What a typed claim comes to, before anything is stored."""

    worked: Worked
    account: Account


def new_typed(filer: str) -> dict[str, str]:
    """An empty form; its reference makes a second submit find the first."""
    year = today().year - 1
    return {
        "reference": f"W-{secrets.token_hex(6)}",
        "filer": filer,
        "known_on": today().isoformat(),
        "opens_on": f"{year}-01-01",
        "closes_on": f"{year}-12-31",
        "provision": "investment_credit",
        "claim_basis": "self_declared",
        "site": "outside",
    }


def typed_claim(session: Session, shown: Shown, revision: Revision) -> dict[str, str]:
    """A stored version as somebody would have typed it."""
    terms: Any = terms_of_revision(session, Kind.TAX_CLAIM, revision.key)
    said = {name: getattr(revision, name) for name in HEADER} | terms.model_dump()
    typed = typed_of(Kind.TAX_CLAIM, said, parts_of_claim(session, revision.key))
    return typed | {
        "filer": shown.filer.code,
        "reference": shown.instrument.reference,
        "lock": str(revision.lock),
        "base": str(revision.number),
    }


def preview(session: Session, given: TaxClaimInput, code: str = NEW) -> Preview:
    """Work a typed claim out beside the verified claims of its firm.

    Raises NotFound when the filer is not registered.
    """
    filer = PartyIndex(session).named(given.filer)
    found = read_claims(session, today(), filer_id=filer.key)
    fact = fact_of(code, given.amount_won, given, given.supports, given.carried, given.clawbacks)
    others = [claim.fact for name, claim in found.claims.items() if name != code]
    made = account([*others, fact], found.book)
    return Preview(made.claims[code], made)


def claim_form(typed: dict[str, str], lang: Any) -> SheetForm:
    """The form over typed text."""
    return SheetForm(typed, lang, kind=Kind.TAX_CLAIM)
