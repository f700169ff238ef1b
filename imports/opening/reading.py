"""Reads a workbook as a process: checks its limits, then its structure, then its values.

Given the limits and the file, it writes a pickle of plain values to standard output: what the
workbook holds, or why it is refused.
"""

import gc
import pickle
import posixpath
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree

from imports.opening import preflight
from imports.opening.apart import NO_ROOM, within_limits
from imports.opening.refusals import FileRefused, Limits
from imports.opening.sniff import require_zip
from imports.opening.structure import Structure, percent_styles, structure_of
from imports.opening.values import values_of

_RELATION: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRINGS, _STYLES = "xl/sharedstrings.xml", "xl/styles.xml"
_TYPES, _BOOK, _LINKS = "[content_types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_MARKS: Final = {"external_links": "/externallinks/", "embedded_files": "/embeddings/"}


def read(path: Path, limits: Limits) -> dict[str, Any]:
    """The sheets with their structures, and the flags of the file.

    Raises FileRefused at the first limit that the file breaks.
    """
    with require_zip(path.read_bytes()) as archive:
        structures = _structures(_checked(archive, limits))
        flags = _flags(archive)
    sheets = [
        (*sheet, _plain(structures.get(sheet[0], Structure()))) for sheet in values_of(str(path))
    ]
    return {"sheets": sheets, "flags": flags}


def _plain(structure: Structure) -> tuple[Any, ...]:
    return tuple(getattr(structure, field.name) for field in fields(structure))


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
        elif low == _TYPES:
            preflight.check_types(data)
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


def main() -> None:
    """Read the file that was asked for."""
    limits, (path,) = within_limits()
    gc.disable()  # Nothing here makes cycles.
    try:
        found = read(path, limits)
    except FileRefused as refusal:
        found = {"refused": (refusal.code, refusal.values)}
    except MemoryError:
        sys.exit(NO_ROOM)
    pickle.dump(found, sys.stdout.buffer, protocol=pickle.HIGHEST_PROTOCOL)


if __name__ == "__main__":
    main()
