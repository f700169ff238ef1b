"""Limits checked on the inflated bytes before anything parses them: one pass, no tree."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

from imports.opening.refusals import FileRefused, Limits

_CHUNK: Final = 2**20
_PACKED: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""The ways in which a workbook may be packed (ECMA-376-2, annex on ZIP)."""
_DTD: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_XML_NAME: Final = re.compile(r"\.(?:xml|rels|vml)$", re.IGNORECASE)
_BINARY_NAME: Final = re.compile(r"xl/[^?]*\.bin", re.IGNORECASE)
_SHEET_NAME: Final = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_ENCODING: Final = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([^"']+)["']""")
_COLUMNS: Final = re.compile(rb'<c r="([A-Z]+)')
_FAR_ROW: Final = re.compile(rb'<c r="[A-Z]{1,3}[0-9]{7}')
_ROWS: Final = re.compile(rb'<row r="([0-9]+)')
_ANY_ROW: Final = re.compile(rb"""<(?:\w+:)?row\b[^<>]*?\sr\s*=\s*["']([0-9]+)""")
_ANY_CELL: Final = re.compile(rb"""<(?:\w+:)?c\b[^<>]*?\sr\s*=\s*["']([A-Za-z]+)([0-9]+)""")
_ANY_CELL_COUNT: Final = re.compile(rb"<(?:\w+:)?c[\s/>]")
_MERGE: Final = re.compile(rb"<(?:\w+:)?mergeCell\s")
_AREA: Final = re.compile(
    rb"""<(?:\w+:)?(?:mergeCell|hyperlink)\s[^<>]*?\bref\s*=\s*["']"""
    rb"""\$?([A-Za-z]{1,3})\$?([0-9]{1,9}):\$?([A-Za-z]{1,3})\$?([0-9]{1,9})"""
)
_COUNTS: Final = re.compile(rb"""<(?:\w+:)?sst\b[^<>]*?\suniqueCount\s*=\s*["'](\d+)""")
_MACRO_TYPES: Final = re.compile(rb"vbaproject|macroenabled|macrosheet", re.IGNORECASE)


def parts_of(archive: zipfile.ZipFile, limits: Limits) -> Iterator[tuple[str, bytes]]:
    """Every part of marks or records with its bytes, once it is within the limits.

    Raises FileRefused at the first part that is not.
    """
    entries = archive.infolist()
    if len(entries) > limits.parts:
        raise FileRefused("file_too_many_parts", found=len(entries), most=limits.parts)
    names = [entry.filename.lower().replace("\\", "/") for entry in entries]
    if len(set(names)) < len(names):
        raise FileRefused("file_duplicate_parts")
    total = 0
    for entry in entries:
        data = _inflated(archive, entry, limits, limits.inflated_bytes - total)
        total += len(data)
        if _XML_NAME.search(entry.filename):
            _check_xml(data, limits)
            yield entry.filename, data
        elif _BINARY_NAME.fullmatch(entry.filename):
            yield entry.filename, data


def _inflated(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limits: Limits, room: int) -> bytes:
    """The bytes of one part, counted while they come out; sizes in the directory may lie."""
    if entry.flag_bits & 1:
        raise FileRefused("file_encrypted")
    if entry.compress_type not in _PACKED:
        raise FileRefused("file_damaged", part=entry.filename)
    pieces: list[bytes] = []
    size = 0
    try:
        with archive.open(entry) as part:
            while piece := part.read(_CHUNK):
                size += len(piece)
                _check_size(size, entry.compress_size, limits, room)
                pieces.append(piece)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError):
        raise FileRefused("file_damaged", part=entry.filename) from None
    return b"".join(pieces)


def _check_size(size: int, packed: int, limits: Limits, room: int) -> None:
    if size > room:
        raise FileRefused("file_inflates", most=limits.inflated_bytes)
    if size > limits.ratio_from_bytes and size > limits.ratio * max(1, packed):
        raise FileRefused("file_inflates", most=limits.inflated_bytes)


def _check_xml(data: bytes, limits: Limits) -> None:
    declared = _ENCODING.match(data[:200])
    encoding = declared[1].decode("latin-1").lower() if declared else "utf-8"
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:4]
    if wide or encoding not in ("utf-8", "us-ascii", "ascii"):
        raise FileRefused("file_encoding", found=encoding)
    if _DTD.search(data):
        raise FileRefused("file_dtd")
    if _has_long_run(data, limits.text_bytes):
        raise FileRefused("file_long_text", most=limits.text_bytes)


def _has_long_run(data: bytes, most: int) -> bool:
    """Whether more than ``most`` bytes stand between two marks; every such run holds a step."""
    for step in range(most, len(data), most):
        before = data.rfind(b"<", max(0, step - most), step)
        start = step - most if before < 0 else before
        after = data.find(b"<", step, start + most + 2)
        if after < 0 and len(data) > start + most + 1:
            return True
    return False


def is_sheet(name: str) -> bool:
    """Whether a part is a worksheet."""
    return _SHEET_NAME.fullmatch(name) is not None


def has_macros(data: bytes) -> bool:
    """Whether a package declares macros, whatever their parts are called."""
    return _MACRO_TYPES.search(data) is not None


def check_strings(data: bytes, limits: Limits) -> None:
    """Refuse a table of strings that is too long or lies about its length."""
    real = data.count(b"<si>") + data.count(b":si>") + data.count(b"<si ") + data.count(b"<si/")
    declared = _COUNTS.search(data)
    claimed = int(declared[1]) if declared else 0
    if claimed > max(real * 2, 1_000):
        raise FileRefused("file_forged", found=claimed, real=real)
    if real > limits.strings:
        raise FileRefused("file_too_many_strings", found=real, most=limits.strings)


def check_sheet(data: bytes, limits: Limits) -> int:
    """Refuse a grid that is too large; return how many cells it holds."""
    prefixed = b":c " in data
    cells = len(_ANY_CELL_COUNT.findall(data)) if prefixed else data.count(b"<c ")
    if cells > limits.cells:
        raise FileRefused("file_too_many_cells", found=cells, most=limits.cells)
    check_grid(*_extent(data, cells, prefixed=prefixed), limits)
    _check_areas(data, limits)
    return cells


def _extent(data: bytes, cells: int, *, prefixed: bool) -> tuple[int, int]:
    """The last column and row; by patterns made for the usual writers where those fit."""
    letters, rows, tags = _COLUMNS.findall(data), _ROWS.findall(data), data.count(b"<row")
    if len(rows) < tags or prefixed:
        rows = _ANY_ROW.findall(data)
    if len(letters) == cells and not _FAR_ROW.search(data):
        columns = set(letters)
    else:
        found = _ANY_CELL.findall(data)
        columns = {letter.upper() for letter, _ in found}
        rows += [row for _, row in found]
    width = max(map(column_number, columns), default=0)
    return width, max(tags, max(map(int, rows), default=0))


def _check_areas(data: bytes, limits: Limits) -> None:
    """Refuse merges and links that a program would spread over too many cells."""
    if b"mergeCell" not in data and b"hyperlink" not in data:
        return
    if len(_MERGE.findall(data)) > limits.merges:
        raise FileRefused("file_too_many_merges", most=limits.merges)
    covered = sum(_area(*corners) for corners in _AREA.findall(data))
    if covered > limits.covered:
        raise FileRefused("file_covered", found=covered, most=limits.covered)


def _area(left: bytes, top: bytes, right: bytes, bottom: bytes) -> int:
    width = abs(column_number(right.upper()) - column_number(left.upper())) + 1
    return width * (abs(int(bottom) - int(top)) + 1)


def check_grid(width: int, height: int, limits: Limits) -> None:
    """Refuse a sheet that spans too many columns, rows or cells."""
    if width > limits.columns:
        raise FileRefused("file_too_many_columns", found=width, most=limits.columns)
    if height > limits.rows:
        raise FileRefused("file_too_many_rows", found=height, most=limits.rows)
    if width * height > limits.grid:
        raise FileRefused("file_grid", columns=width, rows=height)


def column_number(letters: bytes) -> int:
    """The number of a column: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
