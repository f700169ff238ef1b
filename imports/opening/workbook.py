"""Opening a workbook safely: what it is, its limits, then its values in a process apart."""

import datetime
import pickle
import posixpath
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree

from imports.opening import preflight, values
from imports.opening.refusals import LIMITS, FileRefused, Limits
from imports.opening.sniff import require_zip
from imports.opening.structure import Structure, percent_styles, structure_of

_RELATION: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRINGS, _STYLES = "xl/sharedstrings.xml", "xl/styles.xml"
_MARKS: Final = {"external_links": "/externallinks/", "embedded_files": "/embeddings/"}
_BOOK, _LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"


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
    with require_zip(data) as archive, tempfile.TemporaryDirectory() as folder:
        parts = _checked(archive, limits)
        source = Path(folder, "upload.xlsx")
        source.write_bytes(data)
        with _Reader(source, limits) as reader:
            structures = _structures(parts)
            sheets = reader.result()
    return OpenBook(
        tuple(
            replace(sheet, structure=structures.get(sheet.name, sheet.structure))
            for sheet in sheets
        ),
        flags=_flags(archive),
    )


def _flags(archive: zipfile.ZipFile) -> tuple[str, ...]:
    """What the file carries besides cells; none of it is ever opened."""
    names = [name.lower() for name in archive.namelist()]
    return tuple(code for code, mark in _MARKS.items() if any(mark in name for name in names))


def _checked(archive: zipfile.ZipFile, limits: Limits) -> dict[str, bytes]:
    """The parts that we need again, after every part has passed the limits."""
    kept: dict[str, bytes] = {}
    cells = 0
    for name, data in preflight.parts_of(archive, limits):
        low = name.lower()
        if preflight.is_sheet(name):
            cells += preflight.check_sheet(data, limits)
            kept[low] = data
        elif low == _STRINGS:
            preflight.check_strings(data, limits)
        elif low in (_STYLES, _BOOK, _LINKS):
            kept[low] = _small(data, limits)
    if cells > limits.cells:
        raise FileRefused("file_too_many_cells", found=cells, most=limits.cells)
    return kept


def _small(data: bytes, limits: Limits) -> bytes:
    """A part that is parsed as a tree, which costs many times its size."""
    if len(data) > limits.tree_bytes:
        raise FileRefused("file_inflates", most=limits.tree_bytes)
    return data


def _structures(parts: Mapping[str, bytes]) -> dict[str, Structure]:
    """The structure of every sheet by its name."""
    try:
        styles = percent_styles(parts[_STYLES]) if _STYLES in parts else frozenset()
        paths = _paths(parts)
    except ElementTree.ParseError:
        raise FileRefused("file_damaged") from None
    return {
        name: structure_of(parts[path], styles) for name, path in paths.items() if path in parts
    }


def _paths(parts: Mapping[str, bytes]) -> dict[str, str]:
    links = {
        link.get("Id"): _absolute(link.get("Target", ""))
        for link in ElementTree.fromstring(parts.get(_LINKS, b"<none/>")).iter(_RELATION)
    }
    sheets = (
        item for item in ElementTree.fromstring(parts[_BOOK]).iter() if item.tag.endswith("}sheet")
    )
    return {
        sheet.get("name", ""): links.get(value, "")
        for sheet in sheets
        for key, value in sheet.items()
        if key.endswith("}id")
    }


def _absolute(target: str) -> str:
    path = target if target.startswith("/") else f"/xl/{target}"
    return posixpath.normpath(path).lstrip("/").lower()


class _Reader:
    """The process that reads values while we look at the structure."""

    def __init__(self, source: Path, limits: Limits) -> None:
        self._output = source.with_suffix(".values")
        self._limits = limits
        arguments = [str(source), str(limits.memory_bytes), str(limits.cpu_seconds)]
        with self._output.open("wb") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-I", str(Path(values.__file__)), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.DEVNULL,
            )

    def __enter__(self) -> "_Reader":
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()

    def result(self) -> list[OpenSheet]:
        """Wait for the sheets. Raises FileRefused when the process did not bring them."""
        try:
            status = self._process.wait(self._limits.wall_seconds)
        except subprocess.TimeoutExpired:
            raise FileRefused("file_too_demanding") from None
        if status != 0:
            raise FileRefused("file_damaged" if status == 1 else "file_too_demanding")
        with self._output.open("rb") as output:
            return [OpenSheet(*found) for found in _Plain(output).load()]


class _Plain(pickle.Unpickler):
    """Loads dates and times, and nothing else that has a class."""

    def find_class(self, module: str, name: str) -> Any:
        """Refuse every class but those of dates and times."""
        if module == "datetime" and name in ("date", "datetime", "time", "timedelta"):
            return getattr(datetime, name)
        raise pickle.UnpicklingError(f"{module}.{name} is not a value of a cell")
