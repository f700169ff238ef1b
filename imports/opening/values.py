"""The values of every worksheet, column by column, as the fast reader gives them."""

from typing import Any

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from imports.opening.structure import OpenSheet


def values_of(path: str) -> list[OpenSheet]:
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
        sheets.append(OpenSheet(found.name, hidden, first_row, first_column, columns))
    return sheets


def _shared(column: tuple[Any, ...]) -> list[Any]:
    """The column with one object for equal values, so that it travels as one."""
    if {bool, int} & set(map(type, column)):  # True and 1 and 1.0 are equal.
        return list(column)
    distinct = {value: value for value in column}
    return [distinct[value] for value in column]
