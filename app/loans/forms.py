"""What may be typed about a loan: its terms with tranches, and one row of its ledger."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from app.forms import Form
from app.i18n import Language
from app.messages.words import Said
from app.registry.sheet_form import (
    BLANK,
    Field,
    Rows,
    fields_of,
    read,
    read_rows,
    rows_of,
    typed_of,
)
from imports.columns import SheetSpec
from imports.sheets import SHEETS
from models.inputs import InstrumentInput, MovementInput
from models.loan import LoanInput
from models.loan_movement import PARTS, STATED, LoanMovementInput
from models.vocabulary import Kind, MovementKind

MAIN: Final = SHEETS[Kind.LOAN][0]
LISTS: Final = tuple(spec for spec in SHEETS[Kind.LOAN] if spec.fills not in ("", "movements"))
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


class LoanForm(Form):
    """The terms of a loan as they were typed."""

    def groups(self) -> list[tuple[str, list[Field]]]:
        """The fields of the main sheet, group by group."""
        return [(title.to(self.lang), fields_of(MAIN, self, names)) for title, names in GROUPS]

    def lists(self) -> list[Rows]:
        """Tranches, and principal by date."""
        return [rows_of(spec, self) for spec in LISTS]

    def given(self) -> LoanInput | None:
        """The input; None with complaints where it is none."""
        said, numbers = read(self, MAIN), {}
        for spec in LISTS:
            said[spec.fills], numbers[spec.fills] = read_rows(self, spec)
        if self.errors:
            return None
        return self.validated(LoanInput, said, lambda loc: _place(loc, numbers))


def _place(loc: tuple[int | str, ...], numbers: Mapping[str, Sequence[int]]) -> str:
    """The field of the page that a complaint is about."""
    name = str(loc[0]) if loc else "form"
    if name in numbers and len(loc) > 2 and isinstance(loc[1], int):
        return f"{name}-{numbers[name][loc[1]]}-{loc[2]}"
    return str(loc[-1]) if loc else name


def typed_terms(given: InstrumentInput) -> dict[str, str]:
    """A stored loan as somebody would type it."""
    typed = typed_of(MAIN, given.model_dump())
    for spec in LISTS:
        rows = getattr(given, spec.fills)
        typed[f"{spec.fills}-rows"] = str(len(rows) + BLANK)
        for number, row in enumerate(rows):
            typed |= typed_of(spec, row.model_dump(), prefix=f"{spec.fills}-{number}-")
    return typed


class EntryForm(Form):
    """One row of the ledger as it was typed; its kind is chosen before."""

    def fields(self, kind: MovementKind) -> list[Field]:
        """What a row of this kind states; parts of a repayment give its amount."""
        found = fields_of(_sheet_of(kind), self, _names(kind))
        if kind is MovementKind.BALANCE:
            return found
        return [_on_a_day(one, self.lang) if one.name == "period_to" else one for one in found]

    def given(self, kind: MovementKind, reference: str) -> MovementInput | None:
        """The input; None with complaints where it is none."""
        said = read(self, _sheet_of(kind), _names(kind))
        if self.errors:
            return None
        row = _completed(kind, said, reference)
        return self.validated(LoanMovementInput, row, lambda loc: str(loc[-1] if loc else "form"))


_DAY: Final = Said("일자", "Day")
_ON: Final = Said("돈이 오가거나 조건이 바뀐 날입니다.", "When money moved or terms changed.")


def _on_a_day(one: Field, lang: Language) -> Field:
    """The last day of a period as the day of an entry that has only one."""
    return one._replace(label=_DAY.to(lang), hint=_ON.to(lang))


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
