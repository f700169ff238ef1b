"""The form of a claim: made of the workbook's columns, worked out before it is sent."""

import secrets
from dataclasses import dataclass
from typing import Final

from sqlmodel import Session

from app.registry.current import today
from models.queries.claims import fact_of, read_claims
from models.queries.parties import PartyIndex
from models.tax_claim import TaxClaimInput
from models.taxes import Account, Worked, account

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
