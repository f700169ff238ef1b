"""The blank official workbook, printed from the columns that read it."""

from datetime import UTC, datetime
from typing import Final

from imports.book import Target
from imports.labels import Language
from imports.sheets import EXAMPLE_MARK, SHEETS
from imports.write import write_workbook
from models.vocabulary import Kind

CREATED: Final = datetime(2026, 1, 1, tzinfo=UTC)


def write_template(target: Target, kind: Kind, *, language: Language = "ko") -> None:
    """Write the blank workbook of ``kind``: guide, sheets with one labelled example, codes."""
    rows = {
        spec.name: [{column.field: column.example for column in spec.columns}]
        for spec in SHEETS[kind]
    }
    for (example,) in rows.values():
        example["reference"] = f"{EXAMPLE_MARK}-1"
    write_workbook(target, kind, rows, created=CREATED, language=language, example=True)
