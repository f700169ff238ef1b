"""A small register with one of everything, projected once."""

import pytest
from sqlmodel import Session

from app.projections.run import run_projection
from models.projection import ProjectionRun
from models.vocabulary import Kind, State
from tests.app.projections.conftest import (
    Make,
    checker,
    filer,
    make_movement,
    make_party,
    make_pledge,
    make_support,
    make_user,
    official,
    session,
)
from tests.app.projections.test_run import TODAY

__all__ = [
    "checker",
    "filer",
    "make_movement",
    "make_party",
    "make_pledge",
    "make_support",
    "make_user",
    "official",
    "session",
]

TN = 10**12
FIRM = {"stage": "firm", "evidence": "계약 체결", "evidence_grade": "B"}


@pytest.fixture
def register(make_pledge: Make, make_support: Make, make_movement: Make) -> None:
    """Dated, undated and reported pledges, a credit, a fund and a loan."""
    reported = make_pledge(
        State.VERIFIED,
        amount_won=2 * TN,
        lines=[
            {"year": 2025, "amount_won": TN, **FIRM},
            {"year": 2026, "amount_won": TN, "stage": "announced"},
        ],
    )
    make_movement(reported, amount_won=TN // 2)
    make_pledge(
        State.VERIFIED,
        title='=HYPERLINK("https://evil.test","계약")',
        category="model",
        amount_won=3 * TN,
        lines=[{"amount_won": 3 * TN, "stage": "announced"}],
        period_start=2025,
        period_end=2030,
    )
    _support(make_support, make_movement)


def _support(make_support: Make, make_movement: Make) -> None:
    credit = {"effective_from": "2025-01-01", "effective_to": "2029-12-31"}
    make_support(Kind.TAX_INCENTIVE, firm_size="all", rate_text="listed", **credit)
    make_support(Kind.TAX_INCENTIVE, firm_size="mid_large", rate_ppm=300_000, **credit)
    fund = make_support(Kind.FUND, amount_won=TN, public_won=TN // 2)
    make_movement(fund, kind="disbursement", amount_won=TN // 5)
    for profile, constrained in (("equal_principal", None), ("annuity", True), ("bullet", False)):
        loan = make_support(
            Kind.LOAN,
            amount_won=TN,
            rate_ppm=20_000,
            market_rate_ppm=50_000,
            maturity_months=96,
            grace_months=24,
            profile=profile,
            is_constrained=constrained,
        )
        make_movement(loan, kind="disbursement", amount_won=TN // 10)


@pytest.fixture
def run(session: Session, register: None) -> ProjectionRun:
    """That register projected."""
    return run_projection(session, as_of=TODAY, draws=600, actor=None)
