"""What a pass over the records of a sheet learns of it, whatever the form of the file."""

from dataclasses import dataclass, field

from imports.opening.preflight import check_grid
from imports.opening.refusals import FileRefused, Limits
from imports.opening.structure import Place, Structure


@dataclass(slots=True)
class Tally:
    """Cells counted against the limits, and the facts that values alone do not tell."""

    limits: Limits
    cells: int = 0
    rows: int = 0
    width: int = 0
    covered: int = 0
    errors: dict[Place, str] = field(default_factory=dict)
    percents: set[Place] = field(default_factory=set)
    uncalculated: set[Place] = field(default_factory=set)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    merges: list[tuple[Place, Place]] = field(default_factory=list)

    def cell(self, row: int, column: int, times: int = 1) -> None:
        """Count cells that begin at this place."""
        self.cells += times
        self.rows = max(self.rows, row + 1)
        self.width = max(self.width, column + times)
        if self.cells > self.limits.cells:
            raise FileRefused("file_too_many_cells", found=self.cells, most=self.limits.cells)

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Note a merged area; refuse too many, and too large ones."""
        self.merges.append(((top, left), (bottom, right)))
        self.covered += (bottom - top + 1) * (right - left + 1)
        if len(self.merges) > self.limits.merges:
            raise FileRefused("file_too_many_merges", most=self.limits.merges)
        if self.covered > self.limits.covered:
            raise FileRefused("file_covered", found=self.covered, most=self.limits.covered)

    def hide_columns(self, first: int, last: int) -> None:
        """Note hidden columns as far as cells may stand."""
        self.hidden_columns += range(first, min(last, self.limits.columns) + 1)

    def structure(self) -> Structure:
        """The facts, once the grid is within the limits."""
        check_grid(self.width, self.rows, self.limits)
        width = self.width
        return Structure(
            errors=self.errors,
            percents=frozenset(self.percents),
            uncalculated=frozenset(self.uncalculated),
            hidden_rows=tuple(self.hidden_rows),
            merges=tuple(self.merges),
            hidden_columns=tuple(one for one in self.hidden_columns if one < width),
        )


ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
"""Error values by their code in binary workbooks (MS-XLS 2.5.10)."""
