"""Opening what somebody uploaded: nothing is parsed before its limits are known."""

from imports.opening.refusals import FileRefused
from imports.opening.workbook import OpenBook, OpenSheet, open_workbook

__all__ = ["FileRefused", "OpenBook", "OpenSheet", "open_workbook"]
