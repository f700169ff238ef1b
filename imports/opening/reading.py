"""Reads a file as a process: what it is, its limits, then its structure and its values.

Given the limits, the file and its name, it writes a pickle of plain values to standard output:
what the workbook holds, or why it is refused.
"""

import gc
import pickle
import sys
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, Final

from imports.opening import delimited, packaged, xls
from imports.opening.apart import NO_ROOM, within_limits
from imports.opening.packaged import Contents
from imports.opening.refusals import FileRefused, Limits
from imports.opening.sniff import Form, form_of, opened
from imports.opening.structure import OpenSheet, Structure
from imports.opening.values import values_of

_PACKAGED: Final = {
    Form.XLSX: packaged.read_xlsx,
    Form.XLSB: packaged.read_xlsb,
    Form.ODS: packaged.read_ods,
}


def read(path: Path, name: str, limits: Limits) -> dict[str, Any]:
    """The form of the file, its sheets with their structures, and its flags.

    Raises FileRefused at the first limit that the file breaks.
    """
    data = path.read_bytes()
    form = form_of(data)
    path = path.rename(path.with_suffix(f".{form}"))  # The reader goes by the ending.
    sheets, flags = _contents(form, data, path, name, limits)
    return {"form": form.value, "sheets": [_plain(sheet) for sheet in sheets], "flags": flags}


def _contents(form: Form, data: bytes, path: Path, name: str, limits: Limits) -> Contents:
    if form is Form.TEXT:
        return Contents(delimited.read(data, name, limits), ())
    if form is Form.XLS:
        structures, flags = xls.structures_of(data, limits)
        sheets = [
            replace(sheet, structure=structures.get(sheet.name, Structure()))
            for sheet in values_of(str(path))
        ]
        return Contents(sheets, flags)
    with opened(data) as archive:
        return _PACKAGED[form](archive, path, limits)


def _plain(sheet: OpenSheet) -> tuple[Any, ...]:
    """The sheet as a tuple whose last item is its structure as a tuple."""
    said = sheet.structure
    structure = tuple(getattr(said, field.name) for field in fields(said))
    place = (sheet.name, sheet.hidden, sheet.first_row, sheet.first_column)
    return (*place, sheet.columns, structure)


def main() -> None:
    """Read the file that was asked for."""
    limits, (path, name) = within_limits()
    gc.disable()  # Nothing here makes cycles.
    try:
        found = read(path, str(name), limits)
    except FileRefused as refusal:
        found = {"refused": (refusal.code, refusal.values)}
    except MemoryError:
        sys.exit(NO_ROOM)
    pickle.dump(found, sys.stdout.buffer, protocol=pickle.HIGHEST_PROTOCOL)


if __name__ == "__main__":
    main()
