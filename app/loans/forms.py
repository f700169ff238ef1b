"""What may be typed about a loan: its terms in groups, and one row of its ledger."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from app.messages.words import Said
from app.sheet_form import ColumnForm
from imports.columns import Column, SheetSpec
from imports.sheets import SHEETS
from models.inputs import MovementInput
from models.loan_movement import PARTS, STATED, LoanMovementInput
from models.vocabulary import Kind, MovementKind

GROUPS: Final[tuple[tuple[Said, tuple[str, ...]], ...]] = (
    (
        Said("기본 정보", "Basics"),
        ("title", "stage", "amount_won", "funding", "lender", "beneficiary", "ledger",
         "is_constrained", "part_of"),
    ),
    (
        Said("날짜", "Dates"),
        ("applied_on", "approved_on", "effective_on", "first_due_on", "start_year", "end_year",
         "announced_on", "known_on"),
    ),
    (
        Said("상환 조건", "Repayment"),
        ("profile", "rate_ppm", "day_count", "payments_per_year", "maturity_months",
         "grace_months", "interest_grace_months"),
    ),
    (
        Said("재정 부담", "Cost to the state"),
        ("market_rate_ppm", "subsidy_ppm", "guaranteed_ppm"),
    ),
    (
        Said("근거와 공개 범위", "Sources and visibility"),
        ("visibility", "embargo_until", "amount_text", "rate_text", "tenor_text", "currency",
         "foreign_amount", "source", "note"),
    ),
)  # fmt: skip
"""The columns of the main sheet as the page groups them."""
COMMON: Final = ("entry", "period_to", "amount_won", "evidence_grade", "evidence", "known_on")
"""What a row of any kind states."""
WITHOUT_AMOUNT: Final = (MovementKind.REPAYMENT, MovementKind.RATE_CHANGE)
"""Kinds whose amount follows from their parts, or is none."""
QUARTER: Final = 3


@dataclass(slots=True)
class EntryForm(ColumnForm):
    """One row of the ledger as it was typed; its kind is chosen before."""

    def columns(self, kind: MovementKind) -> list[Column]:
        """What a row of this kind states; parts of a repayment give its amount."""
        return [_sheet_of(kind).column(name) for name in _names(kind)]

    def labels(self, kind: MovementKind) -> dict[str, tuple[str, str]]:
        """Names and hints of columns that a row of this kind calls otherwise than its sheet."""
        if kind is MovementKind.BALANCE:
            return {}
        return {"period_to": (_DAY.to(self.lang), _ON.to(self.lang))}

    def given(self, kind: MovementKind, reference: str) -> MovementInput | None:
        """The input; None with complaints where it is none."""
        said = self.values(self.columns(kind))
        if self.errors:
            return None
        row = _completed(kind, said, reference)
        return self.validated(LoanMovementInput, row, lambda loc: str(loc[-1] if loc else "form"))


_DAY: Final = Said("일자", "Day")
_ON: Final = Said("돈이 오가거나 조건이 바뀐 날입니다.", "When money moved or terms changed.")


def _sheet_of(kind: MovementKind) -> SheetSpec:
    """The sheet that holds rows of a kind."""
    return next(spec for spec in SHEETS[Kind.LOAN] if kind in spec.kinds)


def _names(kind: MovementKind) -> tuple[str, ...]:
    """The fields of a row of this kind: its own stand before the evidence."""
    hidden = ("amount_won",) if kind in WITHOUT_AMOUNT else ()
    common = [name for name in COMMON if name not in hidden]
    place = common.index("evidence_grade")
    return (*common[:place], *STATED[kind], *common[place:])


def _completed(kind: MovementKind, said: dict[str, Any], reference: str) -> dict[str, Any]:
    """The row with what follows from the rest: its period, and the amount of its parts."""
    day: date = said["period_to"]
    quarter = date(day.year, day.month - (day.month - 1) % QUARTER, 1)
    return {
        "reference": reference,
        "kind": kind,
        "period_from": quarter if kind is MovementKind.BALANCE else day,
        "amount_won": sum(said.get(name) or 0 for name in PARTS),
        **said,
    }
