"""Text files of one table (.csv, .tsv): encoding and delimiter found, values as text."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, zip_longest
from typing import Any, Final

from imports.opening.refusals import FileRefused, Limits
from imports.opening.structure import OpenSheet

_MARKED: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DELIMITERS: Final = (",", "\t", ";", "|")
_SAMPLE: Final = 50
"""The delimiter is told by so many first lines."""
_STATED: Final = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_LEAD: Final = re.compile(rb"[\x81-\xfe].")
_QUOTED: Final = re.compile(r'="([^"]*)"')


def read(data: bytes, name: str, limits: Limits) -> list[OpenSheet]:
    """The one table of a text file, as a sheet of the file's name.

    Raises FileRefused for a line or field without end, and for too many rows or columns.
    """
    _check_lines(data, limits)
    text = decoded(data)
    stated = _STATED.match(text)  # A line for Excel, which does not show it.
    if stated:
        text = text[stated.end() :]
    rows = _rows(text, stated[1] if stated else delimiter_of(text), limits)
    columns = [list(column) for column in zip_longest(*rows, fillvalue="")]
    return [OpenSheet(name, columns=columns)]


def decoded(data: bytes) -> str:
    """The text of the file: UTF-8, UTF-16 with its mark, CP949 (EUC-KR within it) or CP1252."""
    encoding = next((encoding for mark, encoding in _MARKED if data.startswith(mark)), None)
    tried = [encoding] if encoding else ["utf-8", "cp949" if _is_korean(data) else "cp1252"]
    for one in tried:
        try:
            return data.decode(one)
        except UnicodeDecodeError:
            continue
    if encoding is None and "cp1252" not in tried:
        return data.decode("cp1252", "replace")
    raise FileRefused("file_encoding", found=tried[-1])


def _is_korean(data: bytes) -> bool:
    """Whether pairs of high bytes are letters of KS X 1001, as in ordinary Korean text.

    Single high bytes between small letters are Western; CP949 alone would take many of them.
    """
    pairs: list[bytes] = _LEAD.findall(data[: 2**20])
    common = sum(min(pair) >= 0xA1 for pair in pairs)
    return common > len(pairs) // 2


def delimiter_of(text: str) -> str:
    """What stands between the values: the mark that splits most lines alike."""
    start = text[: 2**18]
    return max(_DELIMITERS, key=lambda mark: _agreement(start, mark))


def _agreement(text: str, mark: str) -> tuple[float, int]:
    """Which share of lines has the commonest number of fields above one, and that number."""
    try:
        rows = list(islice(filter(any, csv.reader(io.StringIO(text), delimiter=mark)), _SAMPLE))
    except csv.Error:
        return 0.0, 0
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return 0.0, 0
    width, times = max(widths.items(), key=lambda item: (item[1], item[0]))
    return round(times / len(rows), 1), width


def _check_lines(data: bytes, limits: Limits) -> None:
    """Refuse a line without end before anything is made of it."""
    start = 0
    while len(data) - start > limits.line_bytes:
        ends = (data.rfind(mark, start, start + limits.line_bytes) for mark in (b"\n", b"\r"))
        end = max(ends)
        if end < 0:
            raise FileRefused("file_long_line", most=limits.line_bytes)
        start = end + 1


def _rows(text: str, delimiter: str, limits: Limits) -> list[list[str]]:
    """Every row; equal texts are one object."""
    csv.field_size_limit(limits.text_bytes)
    known: dict[str, str] = {}
    rows: list[list[str]] = []
    cells = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            cells += len(row)
            _check_size(rows, row, cells, limits)
            rows.append([known.setdefault(cell, cell) for cell in _plain(row)])
    except csv.Error as error:
        raise _refused(error, limits) from None
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def _refused(error: csv.Error, limits: Limits) -> FileRefused:
    if "field limit" in str(error):
        return FileRefused("file_long_text", most=limits.text_bytes)
    return FileRefused("file_damaged")


def _plain(row: Iterable[str]) -> Iterator[str]:
    """Cells as they are meant: ="007" keeps the zeros of a number in Excel."""
    for cell in row:
        kept = _QUOTED.fullmatch(cell) if cell.startswith('="') else None
        yield kept[1] if kept else cell


def _check_size(rows: Sequence[Any], row: Sequence[Any], cells: int, limits: Limits) -> None:
    if len(row) > limits.columns:
        raise FileRefused("file_too_many_columns", found=len(row), most=limits.columns)
    if len(rows) >= limits.rows:
        raise FileRefused("file_too_many_rows", found=len(rows) + 1, most=limits.rows)
    if cells > limits.cells:
        raise FileRefused("file_too_many_cells", found=cells, most=limits.cells)
