"""Sheets as they are read, and what values alone do not tell: error cells, percent formats,
formulas without a value, what is hidden or merged."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from xml.etree import ElementTree

from imports.opening.preflight import column_number

Place = tuple[int, int]
"""Row and column, both counted from zero as Excel's A1."""

_ERROR: Final = re.compile(
    rb"""<(?:\w+:)?c\b([^<>]*?\st=["']e["'][^<>]*)>"""
    rb"""(?:<(?:\w+:)?f\b(?:[^<>]*/>|[^<>]*>[^<]*</(?:\w+:)?f>))?<(?:\w+:)?v[^<>]*>([^<]*)<"""
)
_NO_VALUE: Final = re.compile(
    rb"""<(?:\w+:)?c\b([^<>]*)><(?:\w+:)?f\b(?:[^<>]*/>|[^<>]*>[^<]*</(?:\w+:)?f>)"""
    rb"""(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>"""
)
_REFERENCE: Final = re.compile(rb"""\sr=["']([A-Z]+)([0-9]+)["']""")
_HIDDEN_ROW: Final = re.compile(rb"""<(?:\w+:)?row\b([^<>]*?\shidden=["'](?:1|true)["'][^<>]*)>""")
_MERGE: Final = re.compile(rb"""mergeCell ref=["']([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)["']""")
_HIDDEN_COLUMN: Final = re.compile(
    rb"""<(?:\w+:)?col\b([^<>]*?\shidden=["'](?:1|true)["'][^<>]*)>"""
)
_SPAN: Final = re.compile(rb"""\s(min|max)=["']([0-9]{1,5})["']""")
_ROW_NUMBER: Final = re.compile(rb"""\sr=["']([0-9]+)["']""")
_FORMULA_MARKS: Final = (b"<f>", b"<f ", b"<f/", b":f>", b":f ")
_PERCENT_FORMATS: Final = {9, 10}
_LAST_COLUMN: Final = 702
_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT: Final = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"


@dataclass(frozen=True, slots=True)
class Structure:
    """Facts about the cells of one sheet, by place."""

    errors: Mapping[Place, str] = field(default_factory=dict)
    percents: frozenset[Place] = frozenset()
    uncalculated: frozenset[Place] = frozenset()
    hidden_rows: tuple[int, ...] = ()
    merges: tuple[tuple[Place, Place], ...] = ()
    hidden_columns: tuple[int, ...] = ()
    """From zero; only where the sheet has cells."""


@dataclass(frozen=True, slots=True)
class OpenSheet:
    """The values of a sheet by columns, where they begin, and what values do not tell."""

    name: str
    hidden: bool = False
    first_row: int = 0
    first_column: int = 0
    columns: list[list[Any]] = field(default_factory=list)
    structure: Structure = field(default_factory=Structure)


def structure_of(sheet: bytes, percent_styles: frozenset[int]) -> Structure:
    """Scan one worksheet; parts that a sheet does not have cost nothing."""
    return Structure(
        errors=_errors(sheet),
        percents=_percents(sheet, percent_styles),
        uncalculated=_uncalculated(sheet),
        hidden_rows=_hidden_rows(sheet),
        merges=_merges(sheet),
        hidden_columns=_hidden_columns(sheet),
    )


def percent_styles(styles: bytes) -> frozenset[int]:
    """The numbers of the cell styles that show a fraction as percent."""
    root = ElementTree.fromstring(styles)
    for namespace in (_MAIN, _STRICT):
        formats = {
            int(found.get("numFmtId", "0")): found.get("formatCode", "")
            for found in root.iter(f"{namespace}numFmt")
        }
        cells = root.find(f"{namespace}cellXfs")
        if cells is not None:
            codes = (int(style.get("numFmtId", "0")) for style in cells)
            return frozenset(
                number for number, code in enumerate(codes) if is_percent(code, formats)
            )
    return frozenset()


def is_percent(code: int, formats: Mapping[int, str]) -> bool:
    """Whether a number format shows a fraction as percent; ``formats`` are the file's own."""
    return code in _PERCENT_FORMATS or "%" in _unquoted(formats.get(code, ""))


def _unquoted(code: str) -> str:
    return re.sub(r'"[^"]*"|\\.', "", code)


def _errors(sheet: bytes) -> dict[Place, str]:
    if b't="e"' not in sheet and b"t='e'" not in sheet:
        return {}
    found = ((_place(match[1]), match[2]) for match in _ERROR.finditer(sheet))
    return {place: value.decode() for place, value in found if place}


def _percents(sheet: bytes, styles: frozenset[int]) -> frozenset[Place]:
    if not styles:
        return frozenset()
    numbers = b"|".join(str(number).encode() for number in sorted(styles))
    pattern = rb"""<(?:\w+:)?c\b([^<>]*?\ss=["'](?:%s)["'][^<>]*)>""" % numbers
    places = (_place(match[1]) for match in re.finditer(pattern, sheet))
    return frozenset(place for place in places if place)


def _uncalculated(sheet: bytes) -> frozenset[Place]:
    if not any(mark in sheet for mark in _FORMULA_MARKS):
        return frozenset()
    places = (_place(match[1]) for match in _NO_VALUE.finditer(sheet))
    return frozenset(place for place in places if place)


def _hidden_rows(sheet: bytes) -> tuple[int, ...]:
    if b"hidden=" not in sheet:
        return ()
    rows = (_ROW_NUMBER.search(match[1]) for match in _HIDDEN_ROW.finditer(sheet))
    return tuple(int(row[1]) for row in rows if row)


def _hidden_columns(sheet: bytes) -> tuple[int, ...]:
    if b"hidden=" not in sheet:
        return ()
    spans = (dict(_SPAN.findall(match[1])) for match in _HIDDEN_COLUMN.finditer(sheet))
    found: list[int] = []
    for span in spans:
        first, last = int(span.get(b"min", 1)), min(int(span.get(b"max", 0)), _LAST_COLUMN)
        found += range(first - 1, last)
    return tuple(found)


def _merges(sheet: bytes) -> tuple[tuple[Place, Place], ...]:
    if b"mergeCell " not in sheet:
        return ()
    return tuple(
        (_at(left, top), _at(right, bottom)) for left, top, right, bottom in _MERGE.findall(sheet)
    )


def _place(attributes: bytes) -> Place | None:
    match = _REFERENCE.search(attributes)
    return _at(match[1], match[2]) if match else None


def _at(letters: bytes, row: bytes) -> Place:
    return int(row) - 1, column_number(letters) - 1
