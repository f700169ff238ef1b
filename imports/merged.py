"""Merged cells below the header: one text for every row, but an amount for the first row only."""

from collections.abc import Iterator

from imports.problems import Problem
from imports.tables import Table, address_of


def spread(table: Table) -> Iterator[Problem]:
    """Fill the rows that a merged cell covers, column by column, and say so.

    An amount stays in the first row: in every row it would count again.
    """
    sheet = table.sheet
    fields = {position: field for field, position in table.positions.items()}
    for (top, left), (bottom, _) in sheet.structure.merges:
        row, position = top - sheet.first_row, left - sheet.first_column
        last = min(bottom - sheet.first_row, table.height - 1)
        field = fields.get(position)
        if row < table.body or row >= table.height or field is None:
            continue
        amounts = table.spec.column(field).codec.in_unit is not None
        if not amounts:
            column = sheet.columns[position]
            column[row : last + 1] = [column[row]] * (last + 1 - row)
        code = "merged_amounts" if amounts else "merged_cells"
        cell = address_of(sheet, row, position)
        yield Problem(sheet.name, cell, code, values={"field": field})
