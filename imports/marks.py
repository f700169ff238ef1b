"""What is written on the cells of a workbook that goes back to its uploader."""

from typing import NamedTuple


class Mark(NamedTuple):
    """What to write on one cell; on the list alone when there is no cell."""

    sheet: str
    cell: str
    text: str
    is_error: bool
