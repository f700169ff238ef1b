"""Structure of .xlsb workbooks (BIFF12, MS-XLSB), and their limits before anything reads values."""

import struct
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from imports.opening.refusals import FileRefused, Limits
from imports.opening.structure import Structure, is_percent
from imports.opening.tally import ERRORS, Tally

_ROW: Final = 0
_CELLS: Final = range(1, 12)
"""Blank, small number, error, truth, number, text, shared text, then the four formulas."""
_ERROR_CELLS: Final = (3, 11)
_STRING, _BEGIN_STRINGS = 19, 159
_FORMAT, _STYLE, _BEGIN_STYLES, _END_STYLES = 44, 47, 617, 618
_SHEET: Final = 156


def records(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Every record of a part: kind, place of its content, length. Raises FileRefused."""
    at, end = 0, len(data)
    try:
        while at < end:
            kind = data[at]
            at += 1
            if kind & 0x80:
                kind = kind & 0x7F | (data[at] & 0x7F) << 7
                at += 1
            length = data[at]
            at += 1
            if length & 0x80:
                length, at = _length(data, at, length & 0x7F)
            if at + length > end:
                raise FileRefused("file_damaged")
            yield kind, at, length
            at += length
    except IndexError:
        raise FileRefused("file_damaged") from None


def _length(data: bytes, at: int, length: int) -> tuple[int, int]:
    for shift in (7, 14, 21):
        byte = data[at]
        at += 1
        length |= (byte & 0x7F) << shift
        if not byte & 0x80:
            break
    return length, at


def check_strings(data: bytes, limits: Limits) -> None:
    """Refuse a table of strings that is too long or lies about its length."""
    claimed = real = 0
    for kind, at, _ in records(data):
        if kind == _BEGIN_STRINGS:
            (claimed,) = struct.unpack_from("<I", data, at + 4)
        real += kind == _STRING
    if claimed > max(real * 2, 1_000):
        raise FileRefused("file_forged", found=claimed, real=real)
    if real > limits.strings:
        raise FileRefused("file_too_many_strings", found=real, most=limits.strings)


def percent_styles(data: bytes) -> frozenset[int]:
    """The numbers of the cell styles that show a fraction as percent."""
    formats: dict[int, str] = {}
    codes: list[int] = []
    within = False
    for kind, at, _ in records(data):
        if kind == _FORMAT:
            formats[struct.unpack_from("<H", data, at)[0]] = wide_text(data, at + 2)[0]
        elif kind in (_BEGIN_STYLES, _END_STYLES):
            within = kind == _BEGIN_STYLES
        elif kind == _STYLE and within:
            codes.append(struct.unpack_from("<H", data, at + 2)[0])
    return frozenset(number for number, code in enumerate(codes) if is_percent(code, formats))


def sheets_of(data: bytes) -> Iterator[tuple[str, str]]:
    """The name of every sheet and of the link to its part."""
    for kind, at, _ in records(data):
        if kind == _SHEET:
            link, after = wide_text(data, at + 8)
            yield wide_text(data, after)[0], link


def wide_text(data: bytes, at: int) -> tuple[str, int]:
    """A text with its length before it, and the place after it."""
    (length,) = struct.unpack_from("<I", data, at)
    after = at + 4 + 2 * length
    return data[at + 4 : after].decode("utf-16-le", "replace"), after


def structure_of(
    data: bytes, percents: frozenset[int], limits: Limits, cells: int = 0
) -> tuple[Structure, int]:
    """The structure of one sheet, and how many cells there are with ``cells`` before it."""
    tally = Tally(limits, cells)
    row = 0
    try:
        for kind, at, _ in records(data):
            if kind in _CELLS:
                _note_cell(data, kind, at, row, percents, tally)
            elif kind == _ROW:
                row = _note_row(data, at, tally)
            elif kind in _LAYOUT:
                _LAYOUT[kind](data, at, tally)
    except (struct.error, IndexError):
        raise FileRefused("file_damaged") from None
    return tally.structure(), tally.cells


def _note_cell(
    data: bytes, kind: int, at: int, row: int, percents: frozenset[int], tally: Tally
) -> None:
    column, style = struct.unpack_from("<II", data, at)
    tally.cell(row, column)
    if style & 0xFFFFFF in percents:
        tally.percents.add((row, column))
    if kind in _ERROR_CELLS:
        tally.errors[row, column] = ERRORS.get(data[at + 8], "#ERROR!")


def _note_row(data: bytes, at: int, tally: Tally) -> int:
    row: int = struct.unpack_from("<I", data, at)[0]
    tally.rows = max(tally.rows, row + 1)
    if data[at + 11] & 0x10:
        tally.hidden_rows.append(row + 1)
    return row


def _note_columns(data: bytes, at: int, tally: Tally) -> None:
    first, last, _, _, options = struct.unpack_from("<IIIIH", data, at)
    if options & 1:
        tally.hide_columns(first, last)


def _note_merge(data: bytes, at: int, tally: Tally) -> None:
    top, bottom, left, right = struct.unpack_from("<4I", data, at)
    tally.merge(top, left, bottom, right)


def _check_stated(data: bytes, at: int, tally: Tally) -> None:
    """Readers make room for as many cells as the sheet says it has."""
    top, bottom, left, right = struct.unpack_from("<4I", data, at)
    height, width = bottom - top + 1, right - left + 1
    if height * width > tally.limits.grid:
        raise FileRefused("file_grid", columns=width, rows=height)


_LAYOUT: Final[Mapping[int, Callable[[bytes, int, Tally], None]]] = {
    60: _note_columns,
    176: _note_merge,
    148: _check_stated,
}
