"""Workbooks packed as archives (.xlsx, .xlsm, .xlsb, .ods): checked part by part, then read."""

import posixpath
import struct
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final, NamedTuple
from xml.etree import ElementTree

from imports.opening import ods, preflight, xlsb
from imports.opening.refusals import FileRefused, Limits
from imports.opening.structure import OpenSheet, Structure, percent_styles, structure_of
from imports.opening.values import values_of

_RELATION: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRINGS, _STYLES = "xl/sharedstrings.xml", "xl/styles.xml"
_TYPES, _BOOK, _LINKS = "[content_types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_BINARY_STRINGS, _BINARY_STYLES = "xl/sharedstrings.bin", "xl/styles.bin"
_BINARY_BOOK, _BINARY_LINKS = "xl/workbook.bin", "xl/_rels/workbook.bin.rels"
_CONTENT, _MANIFEST = "content.xml", "meta-inf/manifest.xml"
_MARKS: Final = {
    "external_links": ("/externallinks/",),
    "embedded_files": ("/embeddings/", "object "),
    "macros": ("vbaproject.bin", "/macrosheets/", "basic/"),
}


class Contents(NamedTuple):
    """What an archive holds: its sheets, and the flags of the file."""

    sheets: list[OpenSheet]
    flags: tuple[str, ...]


def read_xlsx(archive: zipfile.ZipFile, path: Path, limits: Limits) -> Contents:
    """The sheets of an .xlsx or .xlsm. Raises FileRefused at the first limit that it breaks."""
    parts, structures, macros = _checked(archive, limits)
    try:
        styles = percent_styles(parts[_STYLES]) if _STYLES in parts else frozenset()
        paths = _paths(parts)
    except (ElementTree.ParseError, ValueError):
        raise FileRefused("file_damaged") from None
    found = {
        name: structure_of(structures[place], styles)
        for name, place in paths.items()
        if place in structures
    }
    return Contents(_joined(path, found), _flags(archive, macros=macros))


def read_xlsb(archive: zipfile.ZipFile, path: Path, limits: Limits) -> Contents:
    """The sheets of an .xlsb. Raises FileRefused at the first limit that it breaks."""
    parts = {
        name.lower(): data
        for name, data in preflight.parts_of(archive, limits)
        if name.lower().startswith("xl/")
    }
    if _BINARY_STRINGS in parts:
        xlsb.check_strings(parts.pop(_BINARY_STRINGS), limits)
    try:
        links = _links(parts[_BINARY_LINKS])
        percents = xlsb.percent_styles(parts.get(_BINARY_STYLES, b""))
        named = list(xlsb.sheets_of(parts[_BINARY_BOOK]))
    except (ElementTree.ParseError, KeyError, struct.error):
        raise FileRefused("file_damaged") from None
    found: dict[str, Structure] = {}
    cells = 0
    for name, link in named:
        data = parts.get(links.get(link, ""), b"")
        found[name], cells = xlsb.structure_of(data, percents, limits, cells)
    return Contents(_joined(path, found), _flags(archive))


def read_ods(archive: zipfile.ZipFile, path: Path, limits: Limits) -> Contents:
    """The sheets of an .ods. Raises FileRefused at the first limit that it breaks."""
    content = b""
    for name, data in preflight.parts_of(archive, limits):
        if name.lower() == _MANIFEST and b"encryption-data" in data:
            raise FileRefused("file_encrypted")
        if name.lower() == _CONTENT:
            content = data
    return Contents(ods.read(content, limits), _flags(archive))


def _joined(path: Path, structures: Mapping[str, Structure]) -> list[OpenSheet]:
    return [
        replace(sheet, structure=structures.get(sheet.name, Structure()))
        for sheet in values_of(str(path))
    ]


def _flags(archive: zipfile.ZipFile, *, macros: bool = False) -> tuple[str, ...]:
    """What the file carries besides cells; none of it is ever opened or run."""
    names = [name.lower() for name in archive.namelist()]
    found = {
        code
        for code, marks in _MARKS.items()
        if any(mark in name for name in names for mark in marks)
    }
    return tuple(code for code in _MARKS if code in found or (macros and code == "macros"))


def _checked(
    archive: zipfile.ZipFile, limits: Limits
) -> tuple[dict[str, bytes], dict[str, bytes], bool]:
    """The parts that we need again, after every part has passed the limits."""
    kept: dict[str, bytes] = {}
    sheets: dict[str, bytes] = {}
    cells, macros = 0, False
    for name, data in preflight.parts_of(archive, limits):
        low = name.lower()
        if preflight.is_sheet(name):
            cells += preflight.check_sheet(data, limits)
            sheets[low] = data
        elif low == _STRINGS:
            preflight.check_strings(data, limits)
        elif low == _TYPES:
            macros = preflight.has_macros(data)
        elif low in (_STYLES, _BOOK, _LINKS):
            kept[low] = _small(data, limits)
    if cells > limits.cells:
        raise FileRefused("file_too_many_cells", found=cells, most=limits.cells)
    return kept, sheets, macros


def _small(data: bytes, limits: Limits) -> bytes:
    """A part that is parsed as a tree, which costs many times its size."""
    if len(data) > limits.tree_bytes:
        raise FileRefused("file_inflates", most=limits.tree_bytes)
    return data


def _paths(parts: Mapping[str, bytes]) -> dict[str, str]:
    links = _links(parts.get(_LINKS, b"<none/>"))
    sheets = (
        item for item in ElementTree.fromstring(parts[_BOOK]).iter() if item.tag.endswith("}sheet")
    )
    return {
        sheet.get("name", ""): links.get(value, "")
        for sheet in sheets
        for key, value in sheet.items()
        if key.endswith("}id")
    }


def _links(data: bytes) -> dict[str, str]:
    return {
        link.get("Id", ""): _absolute(link.get("Target", ""))
        for link in ElementTree.fromstring(data).iter(_RELATION)
    }


def _absolute(target: str) -> str:
    path = target if target.startswith("/") else f"/xl/{target}"
    return posixpath.normpath(path).lstrip("/").lower()
