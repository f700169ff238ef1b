"""Opening what somebody uploaded: nothing is parsed before its limits are known."""

from imports.opening.refusals import FileRefused
from imports.opening.sniff import Form
from imports.opening.structure import OpenSheet
from imports.opening.workbook import OpenBook, open_workbook

__all__ = ["FileRefused", "Form", "OpenBook", "OpenSheet", "open_workbook"]
