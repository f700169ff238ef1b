"""The sheets of a projection workbook, one module each."""
