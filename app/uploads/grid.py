"""The uploaded rows as a person sees them in Excel, with what is wrong and what changes."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from xlsxwriter.utility import xl_col_to_name

from app.format import count
from app.i18n import Language
from app.messages import field, value
from imports.cells import shown
from imports.compare import Comparison
from imports.decode import Decoded
from imports.problems import Problem
from imports.status import Status

TABS: Final = ("problems", "changed", "new", "all")
MOST_ROWS: Final = 200
Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: what was read, what is wrong with it, and what the registry says instead."""

    address: str
    text: str
    problems: tuple[Problem, ...]
    old: str | None

    @property
    def tone(self) -> str:
        """The class that marks it: err, wrn, chg or nothing."""
        if any(problem.is_error for problem in self.problems):
            return "err"
        if self.problems:
            return "wrn"
        return "chg" if self.old is not None else ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row with Excel's number and what it would do; ``more`` are changes in other sheets."""

    number: int
    status: str
    cells: tuple[Cell, ...]
    more: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet: letters and headings of its columns, and the rows of a tab."""

    sheet: str
    letters: tuple[str, ...]
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    left_out: int


def grids(comparison: Comparison, tab: str, lang: Language) -> list[Grid]:
    """The rows of ``tab``, sheet by sheet; sheets without such rows are left out."""
    wrong = _by_cell(comparison.problems)
    doing = _statuses(comparison)
    changes = {
        place: found.changes
        for found in comparison.records
        if (main := comparison.reading.main) and (place := main.place(found.record.index))
    }
    made = [
        _grid(decoded, tab, lang, wrong, doing, changes)
        for decoded in comparison.reading.tables.values()
    ]
    return [grid for grid in made if grid.rows]


def row_counts(comparison: Comparison) -> dict[str, int]:
    """How many rows each tab holds."""
    wrong = {(problem.sheet, cell) for problem in comparison.problems if (cell := problem.cell)}
    rows = {(sheet, cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for sheet, cell in wrong}
    counts = comparison.counts()
    total = sum(len(decoded.rows) for decoded in comparison.reading.tables.values())
    return {
        "problems": len(rows),
        "changed": counts["changed"],
        "new": counts["new"],
        "all": total,
    }


def _by_cell(problems: Sequence[Problem]) -> Mapping[tuple[str, str], list[Problem]]:
    found: dict[tuple[str, str], list[Problem]] = defaultdict(list)
    for problem in problems:
        if problem.cell:
            found[problem.sheet, problem.cell].append(problem)
    return found


def _statuses(comparison: Comparison) -> dict[Place, Status]:
    found: dict[Place, Status] = {}
    main = comparison.reading.main
    for compared in comparison.records:
        if main is not None:
            found[main.place(compared.record.index)] = compared.status
    for moved in comparison.movements:
        found[moved.row.decoded.place(moved.row.index)] = moved.status
    return found


def _grid(
    decoded: Decoded,
    tab: str,
    lang: Language,
    wrong: Mapping[tuple[str, str], list[Problem]],
    doing: Mapping[Place, Status],
    changes: Mapping[Place, Mapping[str, Any]],
) -> Grid:
    table = decoded.table
    fields = sorted(table.positions, key=lambda name: table.positions[name])
    rows: list[Row] = []
    left_out = 0
    for index in range(len(decoded.rows)):
        place = decoded.place(index)
        changed = changes.get(place, {})
        cells = tuple(_cells(decoded, index, fields, wrong, changed, lang))
        status = doing.get(place)
        if not _belongs(tab, status, cells):
            continue
        if len(rows) == MOST_ROWS:
            left_out += 1
            continue
        more = tuple(_more(changed, fields, lang))
        rows.append(Row(place[1], _word(status, cells), cells, more))
    first = table.sheet.first_column
    letters = tuple(xl_col_to_name(first + table.positions[name]) for name in fields)
    headings = tuple(field(name, lang) for name in fields)
    return Grid(table.name, letters, headings, tuple(rows), left_out)


def _cells(
    decoded: Decoded,
    index: int,
    fields: Sequence[str],
    wrong: Mapping[tuple[str, str], list[Problem]],
    changed: Mapping[str, Any],
    lang: Language,
) -> Iterator[Cell]:
    for name in fields:
        address = decoded.address(index, name)
        problems = tuple(wrong.get((decoded.table.name, address), ()))
        if name in changed:  # Both in the same unit and words, whatever the header says.
            old, text = (value(name, said, lang) for said in changed[name])
            yield Cell(address, text, problems, old)
            continue
        text = _text(name, decoded.table.raw(decoded.rows[index], name), lang)
        yield Cell(address, text, problems, None)


def _text(name: str, raw: Any, lang: Language) -> str:
    """The cell as Excel shows it; long numbers in groups of three."""
    grouped = isinstance(raw, int | float) and name.endswith(("_won", "_amount"))
    return count(int(raw), lang) if grouped and raw == int(raw) else shown(raw)


def _more(
    changed: Mapping[str, Any], fields: Sequence[str], lang: Language
) -> Iterator[tuple[str, str, str]]:
    """Changes that no cell of this row shows: year lines, participants, the state."""
    for name, (old, new) in changed.items():
        if name not in fields:
            yield field(name, lang), value(name, old, lang), value(name, new, lang)


def _belongs(tab: str, status: Status | None, cells: Sequence[Cell]) -> bool:
    if tab == "problems":
        return any(cell.problems for cell in cells)
    return tab == "all" or status == tab


def _word(status: Status | None, cells: Sequence[Cell]) -> str:
    tones = {cell.tone for cell in cells}
    if "err" in tones or status is Status.ERROR:
        return "error"
    if "wrn" in tones:
        return "warning"
    return status.value if status else ""
