"""Structure of .xls workbooks (BIFF8, MS-XLS), and their limits before anything reads values."""

import struct
from collections.abc import Callable, Iterator, Mapping
from typing import Final, NamedTuple

from imports.opening.compound import WORKBOOKS, Compound
from imports.opening.refusals import FileRefused, Limits
from imports.opening.structure import Place, Structure, is_percent
from imports.opening.tally import ERRORS, Tally

_BEGIN, _END, _FILEPASS, _SHEET, _STRINGS, _CONTINUE = 0x809, 0x0A, 0x2F, 0x85, 0xFC, 0x3C
_FORMAT, _STYLE = 0x41E, 0xE0
_CELLS: Final = {0x203, 0x27E, 0xFD, 0x204, 0x06, 0x205, 0x201, 0xD6}
"""One cell each: number, small number, shared text, text, formula, error, blank, rich text."""
_SEVERAL: Final = {0xBD: 6, 0xBE: 2}
"""Cells side by side, and the bytes of each: small numbers, blanks."""
_FORMULA, _ERROR = 0x06, 0x205
_WORKSHEET: Final = 0
_MACROS: Final = {"_VBA_PROJECT_CUR", "VBA"}


class _Sheet(NamedTuple):
    name: str
    place: int


def structures_of(data: bytes, limits: Limits) -> tuple[dict[str, Structure], tuple[str, ...]]:
    """The structure of every worksheet by its name, and the flags of the file.

    Raises FileRefused for what is encrypted, damaged or beyond the limits.
    """
    file = Compound(data)
    book = file.stream(next(name for name in WORKBOOKS if name in file.names))
    flags = ("macros",) if file.names & _MACROS else ()
    try:
        sheets, percents = _globals(book, limits)
        cells = 0
        found: dict[str, Structure] = {}
        for sheet in sheets:
            tally = Tally(limits, cells)
            _walk(book, sheet.place, percents, tally)
            cells = tally.cells
            found[sheet.name] = tally.structure()
    except (struct.error, IndexError, UnicodeDecodeError):
        raise FileRefused("file_damaged") from None
    return found, flags


def _records(book: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """Every record of a part from ``at`` on to its end: kind, place of its content, length.

    Charts within a sheet are parts of their own, and are passed over.
    """
    unpack = struct.Struct("<HH").unpack_from
    depth, size = 0, len(book)
    while at + 4 <= size:
        kind, length = unpack(book, at)
        at += 4
        if at + length > size:
            break
        depth += (kind == _BEGIN) - (kind == _END)
        if depth <= 0:
            return
        if depth == 1:
            yield kind, at, length
        at += length
    raise FileRefused("file_damaged")


def _globals(book: bytes, limits: Limits) -> tuple[list[_Sheet], frozenset[int]]:
    """The worksheets and the styles that show percent."""
    sheets: list[_Sheet] = []
    formats: dict[int, str] = {}
    styles: list[int] = []
    claimed = size = last = 0
    for kind, at, length in _records(book, 0):
        if kind == _FILEPASS:
            raise FileRefused("file_encrypted")
        if kind == _SHEET and book[at + 5] == _WORKSHEET:
            (place,) = struct.unpack_from("<I", book, at)
            sheets.append(_Sheet(_text(book, at + 7, book[at + 6]), place))
        elif kind == _FORMAT:
            number, count = struct.unpack_from("<HH", book, at)
            formats[number] = _text(book, at + 4, count)
        elif kind == _STYLE:
            styles.append(struct.unpack_from("<H", book, at + 2)[0])
        elif kind == _STRINGS:
            (claimed,), size = struct.unpack_from("<I", book, at + 4), length
        elif kind == _CONTINUE and last == _STRINGS:
            size += length
            continue
        last = kind
    _check_strings(claimed, size, limits)
    percents = (number for number, code in enumerate(styles) if is_percent(code, formats))
    return sheets, frozenset(percents)


def _check_strings(claimed: int, size: int, limits: Limits) -> None:
    """A text takes three bytes at least."""
    if 3 * claimed > size:
        raise FileRefused("file_forged", found=claimed, real=size // 3)
    if claimed > limits.strings:
        raise FileRefused("file_too_many_strings", found=claimed, most=limits.strings)


def _walk(book: bytes, place: int, percents: frozenset[int], tally: Tally) -> None:
    """Count the cells of one sheet and note what they are."""
    place_of = struct.Struct("<HHH").unpack_from
    for kind, at, length in _records(book, place):
        if kind in _CELLS:
            row, column, style = place_of(book, at)
            tally.cell(row, column)
            if style in percents:
                tally.percents.add((row, column))
            if kind in (_FORMULA, _ERROR):
                _note_error(book, kind, at, (row, column), tally)
        elif kind in _SEVERAL:
            _note_several(book, at, length, _SEVERAL[kind], percents, tally)
        elif kind in _LAYOUT:
            _LAYOUT[kind](book, at, tally)


def _note_error(book: bytes, kind: int, at: int, place: Place, tally: Tally) -> None:
    if kind == _ERROR and book[at + 7]:
        tally.errors[place] = ERRORS.get(book[at + 6], "#ERROR!")
    if kind == _FORMULA and book[at + 12 : at + 14] == b"\xff\xff" and book[at + 6] == 2:
        tally.errors[place] = ERRORS.get(book[at + 8], "#ERROR!")


def _note_several(
    book: bytes, at: int, length: int, each: int, percents: frozenset[int], tally: Tally
) -> None:
    row, first = struct.unpack_from("<HH", book, at)
    times = (length - 6) // each
    tally.cell(row, first, times)
    for number in range(times):
        (style,) = struct.unpack_from("<H", book, at + 4 + each * number)
        if style in percents:
            tally.percents.add((row, first + number))


def _note_row(book: bytes, at: int, tally: Tally) -> None:
    (row,) = struct.unpack_from("<H", book, at)
    if book[at + 12] & 0x20:
        tally.hidden_rows.append(row + 1)


def _note_columns(book: bytes, at: int, tally: Tally) -> None:
    first, last, _, _, options = struct.unpack_from("<5H", book, at)
    if options & 1:
        tally.hide_columns(first, last)


def _note_merges(book: bytes, at: int, tally: Tally) -> None:
    (count,) = struct.unpack_from("<H", book, at)
    for number in range(count):
        top, bottom, left, right = struct.unpack_from("<4H", book, at + 2 + 8 * number)
        tally.merge(top, left, bottom, right)


def _check_stated(book: bytes, at: int, tally: Tally) -> None:
    """Readers make room for as many cells as the sheet says it has."""
    first_row, last_row, first_column, last_column = struct.unpack_from("<IIHH", book, at)
    height, width = last_row - first_row, last_column - first_column
    if height * width > tally.limits.grid:
        raise FileRefused("file_grid", columns=width, rows=height)


_LAYOUT: Final[Mapping[int, Callable[[bytes, int, Tally], None]]] = {
    0x208: _note_row,
    0x7D: _note_columns,
    0xE5: _note_merges,
    0x200: _check_stated,
}


def _text(book: bytes, at: int, length: int) -> str:
    """A text whose first byte says whether its letters take one byte or two."""
    wide = book[at] & 1
    size = length * 2 if wide else length
    return book[at + 1 : at + 1 + size].decode("utf-16-le" if wide else "latin-1")
