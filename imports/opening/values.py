"""Reads the values of a workbook in a process of its own, under limits of memory and time.

The reader may abort its interpreter on a hostile file; here that ends nothing but this
process. Run as a script: input file, bytes of memory, seconds of processor time. Writes a
pickle of plain values to standard output.
"""

import gc
import pickle
import sys
from typing import Any

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

if sys.platform != "win32":
    import resource

NO_ROOM = 3
"""The exit status when memory was not enough; 1 means that the file is damaged."""


def limit_this_process(memory: int, seconds: int) -> None:
    """Let the operating system end us rather than the machine; Windows has no such limits."""
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def values_of(path: str) -> list[tuple[Any, ...]]:
    """Every worksheet: name, whether it is hidden, first row and column, and its columns."""
    book = CalamineWorkbook.from_path(path)
    sheets = []
    for found in book.sheets_metadata:
        if found.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(found.name)
        first_row, first_column = sheet.start or (0, 0)
        columns = [_shared(column) for column in zip(*sheet.to_python(), strict=True)]
        hidden = found.visible != SheetVisibleEnum.Visible
        sheets.append((found.name, hidden, first_row, first_column, columns))
    return sheets


def _shared(column: tuple[Any, ...]) -> list[Any]:
    """The column with one object for equal values, so that it travels as one."""
    if {bool, int} & set(map(type, column)):  # True and 1 and 1.0 are equal.
        return list(column)
    distinct = {value: value for value in column}
    return [distinct[value] for value in column]


def main() -> None:
    """Read the file that the first argument names."""
    path, memory, seconds = sys.argv[1:4]
    limit_this_process(int(memory), int(seconds))
    gc.disable()  # Nothing here makes cycles.
    try:
        pickle.dump(values_of(path), sys.stdout.buffer, protocol=pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        sys.exit(NO_ROOM)


if __name__ == "__main__":
    main()
