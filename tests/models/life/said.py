"""What is said in a life: records of every kind and their money, by numbers that choose."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from models.fund_movement import FundMovementInput
from models.inputs import InstrumentInput, MovementInput
from models.kinds import KINDS
from models.loan_movement import LoanMovementInput
from models.vocabulary import Kind
from tests.models.life.ledger import Record

STAGES = ("announced", "intent", "firm")


def said_of(record: Record, won: int, known_on: date, what: int) -> InstrumentInput:
    """What a version of a record says."""
    given: dict[str, Any] = {
        "filer": record.filer,
        "reference": record.reference,
        "title": f"{record.reference} {what}",
        "amount_won": won,
        "known_on": known_on,
        **SAID[record.kind](won, what),
    }
    return KINDS[record.kind].input.model_validate(given)


def _pledge(won: int, what: int) -> dict[str, Any]:
    stage = STAGES[what % 3]
    proof = {"evidence_grade": "B", "evidence": "공시"} if stage == "firm" else {}
    return {
        "category": "model" if what % 4 == 3 else "data_centre",
        "ai_share_ppm": 1_000_000,
        "lines": [{"year": 2024 + what % 4, "amount_won": won, "stage": stage, **proof}],
    }


def _fund(won: int, what: int) -> dict[str, Any]:
    number = {"number": "P", "investor": "은행", "is_public": False, "amount_won": won}
    return {"form": "fund", "stage": "investing", "commitments": [number]}


def _loan(won: int, what: int) -> dict[str, Any]:
    return {
        "stage": "effective", "funding": "budget", "lender": "정책은행", "rate_ppm": 20_000,
        "effective_on": date(2024, 1, 15), "maturity_months": 60, "grace_months": 12,
        "payments_per_year": 4, "profile": "equal_principal", "day_count": "30/360",
    }  # fmt: skip


def _claim(won: int, what: int) -> dict[str, Any]:
    year = 2020 + what % 5
    return {
        "opens_on": date(year, 1, 1), "closes_on": date(year, 12, 31),
        "provision": "investment_credit", "tier": "national_strategic", "firm_size": "large",
        "claim_basis": "self_declared", "invested_won": won, "prior1_won": 0, "prior2_won": 0,
        "prior3_won": 0, "tax_base_won": won, "computed_tax_won": won // 4,
        "other_relief_won": 0,
    }  # fmt: skip


def _provision(won: int, what: int) -> dict[str, Any]:
    return {
        "article": "제24조", "status": "in_force", "provision": "investment_credit",
        "tier": "national_strategic", "firm_size": "large", "rate_ppm": 150_000 + what % 1000,
        "effective_from": date(2023, 1, 1),
    }  # fmt: skip


SAID: Mapping[Kind, Callable[[int, int], dict[str, Any]]] = {
    Kind.PLEDGE: _pledge,
    Kind.FUND: _fund,
    Kind.LOAN: _loan,
    Kind.TAX_CLAIM: _claim,
    Kind.TAX_INCENTIVE: _provision,
}


def _common(entry: str, won: int, known_on: date) -> dict[str, Any]:
    first = known_on.replace(day=1)
    return {
        "reference": "any", "entry": entry, "amount_won": won, "period_from": first,
        "period_to": first, "evidence_grade": "B", "known_on": known_on,
    }  # fmt: skip


def _spent(entry: str, won: int, known_on: date, what: int) -> MovementInput:
    kind = "refund" if what % 6 == 0 else "actual"
    return MovementInput(kind=kind, **_common(entry, won, known_on))


def _called(entry: str, won: int, known_on: date, what: int) -> MovementInput:
    common = _common(entry, won, known_on)
    if what % 2:
        return FundMovementInput(kind="call", commitment="P", **common)
    invested = {"investee": "가나다", "investment": "primary", "ai_share_ppm": 1_000_000}
    return FundMovementInput(kind="disbursement", **invested, **common)


def _lent(entry: str, won: int, known_on: date, what: int) -> MovementInput:
    kind = ("disbursement", "fee", "prepayment")[what % 3]
    return LoanMovementInput(kind=kind, **_common(entry, won, known_on))


MONEY: Mapping[Kind, Callable[[str, int, date, int], MovementInput]] = {
    Kind.PLEDGE: _spent,
    Kind.FUND: _called,
    Kind.LOAN: _lent,
}
