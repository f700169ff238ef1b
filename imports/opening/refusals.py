"""A file that is refused whole, and the limits that decide it."""

from dataclasses import dataclass
from typing import Any, Final

MEGABYTE: Final = 2**20


class FileRefused(Exception):
    """A file that cannot be read at all: the code of the rule and its values."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one file may ask of us; ordinary workbooks stay far below."""

    file_bytes: int = 64 * MEGABYTE
    parts: int = 2_000
    inflated_bytes: int = 300 * MEGABYTE
    tree_bytes: int = 16 * MEGABYTE
    ratio: int = 250
    ratio_from_bytes: int = 16 * MEGABYTE
    rows: int = 300_000
    columns: int = 702
    cells: int = 2_000_000
    grid: int = 12_000_000
    strings: int = 2_000_000
    text_bytes: int = 200_000
    line_bytes: int = 2 * MEGABYTE
    merges: int = 10_000
    covered: int = 1_000_000
    memory_bytes: int = 512 * MEGABYTE
    cpu_seconds: int = 60
    wall_seconds: int = 120


LIMITS: Final = Limits()
