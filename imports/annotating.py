"""Marks the cells of a workbook as a process: the program that writes it is easily exhausted.

Given the limits, the workbook, the marks and the target, it writes what was lost to standard
output.
"""

import io
import json
import re
import sys
import warnings
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Final

import openpyxl
from openpyxl.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.workbook import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from imports.marks import Mark
from imports.opening.apart import NO_ROOM, within_limits

SUMMARY: Final = "Problems"
AUTHOR: Final = "AI Investment Registry"
_FILLS: Final = {
    True: PatternFill("solid", fgColor="FFF8D7DA"),
    False: PatternFill("solid", fgColor="FFFFF3CD"),
}
_HEADS: Final = ("시트 Sheet", "칸 Cell", "구분 Severity", "내용 What is wrong")
_WORDS: Final = {True: "오류 Error", False: "확인 Warning"}
_WIDTHS: Final = (18, 10, 16, 100)
_LOST: Final = {
    "images": "xl/media/",
    "shapes": "xl/drawings/drawing",
    "charts": "xl/charts/",
    "pivot_tables": "xl/pivottables/",
}


def marked(data: bytes, marks: Sequence[Mark]) -> tuple[bytes, list[str]]:
    """The workbook with notes and a list of all marks, and what the copy has lost."""
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        book = openpyxl.load_workbook(io.BytesIO(data), keep_vba=_has_macros(data))
    by_sheet: dict[str, list[Mark]] = defaultdict(list)
    for mark in marks:
        by_sheet[mark.sheet].append(mark)
    for name, found in by_sheet.items():
        if name in book.sheetnames:
            _mark_sheet(book[name], found)
    _summarise(book, marks)
    return _saved(book), list(_losses(data, extended=bool(said)))


def _has_macros(data: bytes) -> bool:
    """Whether the workbook must stay one with macros."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return any(name.lower().endswith("vbaproject.bin") for name in archive.namelist())


def listed(marks: Sequence[Mark]) -> bytes:
    """A workbook that holds the list of marks and nothing else."""
    book = Workbook()
    _summarise(book, marks)
    del book[book.sheetnames[1]]
    return _saved(book)


def _saved(book: Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    book.close()
    return target.getvalue()


def _mark_sheet(sheet: Worksheet, marks: Iterable[Mark]) -> None:
    by_cell: dict[str, list[Mark]] = defaultdict(list)
    for mark in marks:
        if mark.cell:
            by_cell[mark.cell].append(mark)
    for address, found in by_cell.items():
        cell = _writable(sheet, address)
        cell.fill = _FILLS[any(mark.is_error for mark in found)]
        texts = [cell.comment.text] if cell.comment else []
        texts += [f"{_WORDS[mark.is_error]}: {mark.text}" for mark in found]
        cell.comment = Comment("\n".join(texts), AUTHOR, width=360, height=60 + 40 * len(texts))


def _writable(sheet: Worksheet, address: str) -> Any:
    """The cell itself, or the first cell of the merged range that covers it."""
    cell = sheet[address]
    if not isinstance(cell, MergedCell):
        return cell
    covering = (area for area in sheet.merged_cells.ranges if address in area)
    area = next(covering)
    return sheet.cell(area.min_row, area.min_col)


def _summarise(book: Workbook, marks: Sequence[Mark]) -> None:
    """A first sheet that lists every problem, each with a link to its cell."""
    sheet = book.create_sheet(_free_name(book), 0)
    for column, (head, width) in enumerate(zip(_HEADS, _WIDTHS, strict=True), start=1):
        cell = sheet.cell(1, column, head)
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = width
    for row, mark in enumerate(marks, start=2):
        words = (mark.sheet, mark.cell, _WORDS[mark.is_error], mark.text)
        for column, word in enumerate(words, start=1):
            cell = sheet.cell(row, column)
            cell.value, cell.data_type = word, "s"  # Text stays text, whatever it begins with.
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.cell(row, 3).fill = _FILLS[mark.is_error]
        if mark.cell and mark.sheet in book.sheetnames:
            quoted = mark.sheet.replace("'", "''")
            link = Hyperlink(ref=f"B{row}", location=f"'{quoted}'!{mark.cell}")
            sheet.cell(row, 2).hyperlink = link
    sheet.freeze_panes = "A2"
    book.active = 0


def _free_name(book: Workbook) -> str:
    number = 1
    while (name := SUMMARY if number == 1 else f"{SUMMARY} {number}") in book.sheetnames:
        number += 1
    return name


def _losses(data: bytes, *, extended: bool) -> Iterable[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name.lower() for name in archive.namelist()]
        sheets = [name for name in archive.namelist() if name.lower().startswith("xl/worksheets/")]
        if any(re.search(rb"<f[ >]", archive.read(name)) for name in sheets):
            yield "formula_results"
    for code, stem in _LOST.items():
        if any(name.startswith(stem) for name in names):
            yield code
    if extended:
        yield "extensions"


def main() -> None:
    """Mark the workbook that was asked for."""
    _, (source, marks, target) = within_limits()
    try:
        said = [Mark(*mark) for mark in json.loads(marks.read_bytes())]
        data, losses = marked(source.read_bytes(), said)
    except MemoryError:
        sys.exit(NO_ROOM)
    target.write_bytes(data)
    json.dump(losses, sys.stdout)


if __name__ == "__main__":
    main()
