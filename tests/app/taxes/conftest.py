"""Provisions and claims for the pages about tax credits."""

from datetime import date
from typing import Any

import pytest

from app import db
from models import Instrument, User
from models.commands import advance, propose
from models.tax_claim import TaxClaimInput
from models.tax_incentive import TaxIncentiveInput
from models.vocabulary import Kind, State

EOK = 10**8
TYPED = {
    "reference": "W-1",
    "filer": "filer",
    "title": "AI 데이터센터",
    "known_on": "2026-11-01",
    "opens_on": "2025-01-01",
    "closes_on": "2025-12-31",
    "provision": "investment_credit",
    "tier": "national_strategic",
    "firm_size": "large",
    "claim_basis": "self_declared",
    "site": "outside",
    "invested_won": "1200억",
    "prior1_won": "600억",
    "prior2_won": "600억",
    "prior3_won": "600억",
    "tax_base_won": "3000억",
    "computed_tax_won": "558억",
    "other_relief_won": "0",
    "amount_won": "240억",
    "supports-rows": "1",
    "carried-rows": "1",
    "clawbacks-rows": "1",
}


def claim_of(filer: str, reference: str = "c-1", year: int = 2025, **said: Any) -> TaxClaimInput:
    """A large firm: 1,200 against 600, of which the minimum tax lets 100 be used."""
    given: dict[str, Any] = {
        "filer": filer,
        "reference": reference,
        "title": f"공제 {year}",
        "opens_on": date(year, 1, 1),
        "closes_on": date(year, 12, 31),
        "provision": "investment_credit",
        "tier": "national_strategic",
        "firm_size": "large",
        "claim_basis": "self_declared",
        "invested_won": 1200 * EOK,
        "prior1_won": 600 * EOK,
        "prior2_won": 600 * EOK,
        "prior3_won": 600 * EOK,
        "tax_base_won": 3000 * EOK,
        "computed_tax_won": 558 * EOK,
        "other_relief_won": 0,
        "known_on": date(2026, 4, 1),
    }
    return TaxClaimInput(**given | said)


@pytest.fixture
def law(engine, official, checker, make_party):
    """The ministry's strategic credit of 15 percent, and the temporary one of a mid-size firm."""
    make_party("moef", is_public=True)
    common = {
        "filer": "moef",
        "article": "제24조",
        "status": "in_force",
        "known_on": date(2023, 1, 1),
        "effective_from": date(2023, 1, 1),
    }
    rows = (
        ("X1", "investment_credit", "national_strategic", "mid_large", 150_000),
        ("X2", "investment_credit", "general", "mid", 50_000),
        ("X3", "temporary_investment_credit", "general", "mid", 70_000),
    )
    with db.transaction(engine) as session:
        maker, other = (session.get_one(User, user.key) for user in (official, checker))
        for reference, provision, tier, size, ppm in rows:
            given = TaxIncentiveInput(
                reference=reference,
                title=f"조문 {reference}",
                provision=provision,
                tier=tier,
                firm_size=size,
                rate_ppm=ppm,
                **common,
            )
            revision = propose(
                session, Kind.TAX_INCENTIVE, given, actor=maker, state=State.SUBMITTED
            )
            advance(session, revision, "verify", actor=other)


@pytest.fixture
def make_claim(engine, official, checker):
    """Store a verified claim; returns its code."""

    def make(filer: str = "filer", **said: Any) -> str:
        with db.transaction(engine) as session:
            maker, other = (session.get_one(User, user.key) for user in (official, checker))
            given = claim_of(filer, **said)
            revision = propose(session, Kind.TAX_CLAIM, given, actor=maker, state=State.SUBMITTED)
            advance(session, revision, "verify", actor=other)
            return session.get_one(Instrument, revision.instrument_id).code

    return make
