"""What may be typed about one movement of money, by the columns of its workbook."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from app.sheet_form import ColumnForm
from imports.columns import Column, SheetSpec
from imports.sheets import SHEETS
from models.fund_movement import STATED
from models.inputs import MovementInput
from models.kinds import KINDS
from models.vocabulary import Basis, Kind, MovementKind, RecordedAs

COMMON: Final = (
    "entry",
    "period_from",
    "period_to",
    "amount_won",
    "recorded_as",
    "basis",
    "evidence_grade",
    "evidence",
    "known_on",
)
"""What a movement of any kind states, in the order of the form."""
OWN: Final[Mapping[Kind, Mapping[MovementKind, tuple[str, ...]]]] = {
    Kind.PLEDGE: {},
    Kind.FUND: STATED,
}
"""Kinds of record whose money is typed here, and what their movements state besides."""
PAGES: Final[Mapping[Kind, str]] = {Kind.PLEDGE: "registry.show", Kind.FUND: "support.show"}
"""Where the record itself is shown."""


@dataclass(slots=True)
class MoneyForm(ColumnForm):
    """One movement as it was typed; its kind is chosen before."""

    def columns(self, record: Kind, kind: MovementKind) -> list[Column]:
        """What a movement of this kind states; its own stands before the evidence."""
        place = COMMON.index("evidence_grade")
        own = OWN[record].get(kind, ())
        return [_sheet(record).column(name) for name in (*COMMON[:place], *own, *COMMON[place:])]

    def given(self, record: Kind, kind: MovementKind, reference: str) -> MovementInput | None:
        """The input; None with complaints where it is none."""
        said: dict[str, Any] = self.values(self.columns(record, kind))
        if self.errors:
            return None
        row = {"reference": reference, "kind": kind, **said}
        schema = KINDS[record].movement_input
        return self.validated(schema, row, lambda loc: str(loc[-1] if loc else "form"))


def fresh(today: date, entries: int) -> dict[str, str]:
    """The form before anything is typed: a number of its own, and what is usual."""
    return {
        "entry": f"{today:%Y%m%d}-{entries + 1}",
        "period_from": today.replace(day=1).isoformat(),
        "period_to": today.isoformat(),
        "known_on": today.isoformat(),
        "recorded_as": RecordedAs.PERIOD.value,
        "basis": Basis.CASH.value,
    }


def _sheet(record: Kind) -> SheetSpec:
    return next(spec for spec in SHEETS[record] if spec.fills == "movements")
