"""A file of another form as an .xlsx workbook: the same sheets, values and addresses."""

import io
from datetime import date, datetime, time
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from imports.opening import OpenBook, OpenSheet

LONGEST_NAME = 31


def as_workbook(book: OpenBook) -> bytes:
    """The values of ``book`` where they stood; text is never taken for a formula."""
    target = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, {**options, "in_memory": True}) as made:
        day = made.add_format({"num_format": "yyyy-mm-dd"})
        percent = made.add_format({"num_format": "0.00%"})
        for number, sheet in enumerate(book.sheets, start=1):
            name = sheet_name(sheet.name, number, single=len(book.sheets) == 1)
            _write(made.add_worksheet(name), sheet, day, percent)
    return target.getvalue()


def sheet_name(name: str, number: int, *, single: bool) -> str:
    """The name, or one that a workbook may hold where a text file's name is none."""
    allowed = "".join("_" if mark in "[]:*?/\\" else mark for mark in name).strip("'")
    if single:
        return allowed[:LONGEST_NAME] or "Sheet1"
    return name if name == allowed and len(name) <= LONGEST_NAME else f"Sheet{number}"


def _write(made: Worksheet, sheet: OpenSheet, day: Format, percent: Format) -> None:
    if sheet.hidden:
        made.hide()
    percents = sheet.structure.percents
    for position, column in enumerate(sheet.columns, start=sheet.first_column):
        for row, value in enumerate(column, start=sheet.first_row):
            look = percent if (row, position) in percents else None
            _put(made, row, position, value, day, look)
    for (row, position), text in sheet.structure.errors.items():
        made.write_string(row, position, text)


def _put(
    made: Worksheet, row: int, position: int, value: Any, day: Format, look: Format | None
) -> None:
    if isinstance(value, bool):
        made.write_boolean(row, position, value)
    elif isinstance(value, int | float):
        made.write_number(row, position, value, look)
    elif isinstance(value, datetime | date):
        moment = value if isinstance(value, datetime) else datetime.combine(value, time.min)
        made.write_datetime(row, position, moment, day)
    elif value not in ("", None):
        made.write_string(row, position, str(value))
