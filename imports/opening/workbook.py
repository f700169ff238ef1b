"""Opening a workbook safely: what it is, its limits and its values, all in a process apart."""

import datetime
import pickle
import tempfile
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any, Final

from imports.opening.apart import Apart
from imports.opening.refusals import LIMITS, FileRefused, Limits
from imports.opening.sniff import Form
from imports.opening.structure import OpenSheet, Structure

_READING: Final = "imports.opening.reading"


@dataclass(frozen=True, slots=True)
class OpenBook:
    """A workbook that was read whole."""

    sheets: tuple[OpenSheet, ...]
    flags: tuple[str, ...] = ()
    form: Form = Form.XLSX


def open_workbook(data: bytes, filename: str = "", *, limits: Limits = LIMITS) -> OpenBook:
    """Read every sheet of a file, whatever its form; the name serves a text file's one sheet.

    Raises FileRefused with the reason when it must not be read.
    """
    if len(data) > limits.file_bytes:
        raise FileRefused("file_too_large", size=len(data), most=limits.file_bytes)
    with tempfile.TemporaryDirectory() as folder:
        source, output = Path(folder, "upload"), Path(folder, "found")
        source.write_bytes(data)
        name = Path(_sheet_name(filename))
        with Apart(_READING, output, limits, source, name) as reader:
            reader.finish()
        with output.open("rb") as found:
            return _book(_Plain(found).load())


def _sheet_name(filename: str) -> str:
    """What the one sheet of a text file is called: the file's name without its ending."""
    plain = "".join(letter for letter in filename if letter.isprintable())
    return PurePath(plain).stem or "table"


def _book(found: dict[str, Any]) -> OpenBook:
    if refused := found.get("refused"):
        code, values = refused
        raise FileRefused(code, **values)
    sheets = tuple(
        OpenSheet(name, hidden, row, column, values, Structure(*structure))
        for name, hidden, row, column, values, structure in found["sheets"]
    )
    return OpenBook(sheets, found["flags"], Form(found["form"]))


class _Plain(pickle.Unpickler):
    """Loads dates and times, and nothing else that has a class."""

    def find_class(self, module: str, name: str) -> Any:
        """Refuse every class but those of dates and times."""
        if module == "datetime" and name in ("date", "datetime", "time", "timedelta"):
            return getattr(datetime, name)
        raise pickle.UnpicklingError(f"{module}.{name} is not a value of a cell")
