"""A row of national targets typed by hand, by the columns of its workbook."""

from collections.abc import Mapping
from typing import Any, Final

from app import messages
from app.forms import Form
from imports import cells
from imports.columns import Column, SheetSpec
from imports.sheets.target import OBSERVATIONS, TARGETS
from imports.target_book import INPUTS
from models.target import FIGURES, Observation, Stated, Stored, Target, from_steps

SHEETS: Final[Mapping[str, SheetSpec]] = {"targets": TARGETS, "observations": OBSERVATIONS}
"""The sheet of each form, by the name in its address."""
TABLES: Final[Mapping[str, type[Stored]]] = {"targets": Target, "observations": Observation}
LONG: Final = ("note", "reason", "definition")


def read(form: Form, spec: SheetSpec) -> Stated | None:
    """The row as it was typed; None with complaints beside the fields."""
    values: dict[str, Any] = {}
    for column in spec.columns:
        if text := form.text(column.field):
            _read_one(form, column, text, values)
    return form.validated(
        INPUTS[spec.name], values, lambda place: str(place[-1] if place else "form")
    )


def _read_one(form: Form, column: Column, text: str, values: dict[str, Any]) -> None:
    try:
        values[column.field] = column.codec.read(text)
    except cells.Refused as refused:
        said = messages.cell_refused(refused.code, refused.values, form.lang)
        form.complain(column.field, f"{messages.field(column.field, form.lang)}: {said}")


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
