"""Opening a workbook safely: what it is, its limits and its values, all in a process apart."""

import datetime
import pickle
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from imports.opening.apart import Apart
from imports.opening.refusals import LIMITS, FileRefused, Limits
from imports.opening.structure import Structure

_READING: Final = "imports.opening.reading"


@dataclass(frozen=True, slots=True)
class OpenSheet:
    """The values of a sheet by columns, where they begin, and what values do not tell."""

    name: str
    hidden: bool
    first_row: int
    first_column: int
    columns: list[list[Any]]
    structure: Structure = field(default_factory=Structure)


@dataclass(frozen=True, slots=True)
class OpenBook:
    """A workbook that was read whole."""

    sheets: tuple[OpenSheet, ...]
    flags: tuple[str, ...] = ()


def open_workbook(data: bytes, limits: Limits = LIMITS) -> OpenBook:
    """Read every sheet of an .xlsx file. Raises FileRefused with the reason when it must not."""
    if len(data) > limits.file_bytes:
        raise FileRefused("file_too_large", size=len(data), most=limits.file_bytes)
    with tempfile.TemporaryDirectory() as folder:
        source, output = Path(folder, "upload.xlsx"), Path(folder, "found")
        source.write_bytes(data)
        with Apart(_READING, output, limits, source) as reader:
            reader.finish()
        with output.open("rb") as found:
            return _book(_Plain(found).load())


def _book(found: dict[str, Any]) -> OpenBook:
    if refused := found.get("refused"):
        code, values = refused
        raise FileRefused(code, **values)
    sheets = tuple(
        OpenSheet(name, hidden, row, column, values, Structure(*structure))
        for name, hidden, row, column, values, structure in found["sheets"]
    )
    return OpenBook(sheets, found["flags"])


class _Plain(pickle.Unpickler):
    """Loads dates and times, and nothing else that has a class."""

    def find_class(self, module: str, name: str) -> Any:
        """Refuse every class but those of dates and times."""
        if module == "datetime" and name in ("date", "datetime", "time", "timedelta"):
            return getattr(datetime, name)
        raise pickle.UnpicklingError(f"{module}.{name} is not a value of a cell")
