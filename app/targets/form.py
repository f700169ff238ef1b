"""A row of national targets typed by hand, by the columns of its workbook."""

from collections.abc import Mapping
from typing import Final

from app.sheet_form import ColumnForm
from imports import cells
from imports.columns import SheetSpec
from imports.sheets.target import OBSERVATIONS, TARGETS
from imports.target_book import INPUTS
from models.target import FIGURES, Observation, Stated, Stored, Target, from_steps

SHEETS: Final[Mapping[str, SheetSpec]] = {"targets": TARGETS, "observations": OBSERVATIONS}
"""The sheet of each form, by the name in its address."""
TABLES: Final[Mapping[str, type[Stored]]] = {"targets": Target, "observations": Observation}
LONG: Final = ("note", "reason", "definition")


def read(form: ColumnForm, spec: SheetSpec) -> Stated | None:
    """The row as it was typed; None with complaints beside the fields."""
    values = form.values(spec.columns)
    return form.validated(
        INPUTS[spec.name], values, lambda place: str(place[-1] if place else "form")
    )


def typed(row: Stored, spec: SheetSpec) -> dict[str, str]:
    """A stored row as it would be typed, to be changed or corrected."""
    found: dict[str, str] = {}
    for name in spec.fields:
        held = getattr(row, name)
        if name in FIGURES and held is not None and row.unit is not None:
            held = cells.written_figure(from_steps(held, row.unit))
        if name != "reason" and held is not None:
            found[name] = ("yes" if held else "no") if isinstance(held, bool) else str(held)
    return found
