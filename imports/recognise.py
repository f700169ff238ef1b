"""Which sheet of a file holds what: by its name, or by its headers where the name says nothing."""

from collections.abc import Mapping, Sequence
from typing import Final

from imports.codes import CODES
from imports.columns import SheetSpec
from imports.guide import GUIDE
from imports.header_block import HeaderGrid
from imports.headers import names_of
from imports.labels import fold
from imports.opening import OpenBook, OpenSheet
from imports.sheets import SHEETS
from models.vocabulary import Kind

OURS: Final = (GUIDE, CODES)
_SAYING: Final = {
    fold(name)
    for specs in SHEETS.values()
    for spec in specs
    for name in (spec.name, *spec.title, *OURS)
}
_SURE: Final = 0.6
"""From so large a share of known headers on, a sheet is taken for what they say."""


def kind_of(book: OpenBook) -> Kind | None:
    """The kind whose sheets the file has by name, the main one weighing most; or by headers.

    None where nothing fits, or where two kinds fit equally well.
    """
    names = {fold(sheet.name) for sheet in book.sheets}
    scores = {
        kind: sum((3 if not spec.fills else 1) for spec in specs if names & _names(spec))
        for kind, specs in SHEETS.items()
    }
    best = max(scores, key=lambda kind: scores[kind])
    return best if scores[best] else _by_headers(book)


def _by_headers(book: OpenBook) -> Kind | None:
    found: dict[Kind, float] = {}
    for kind, specs in SHEETS.items():
        likeness = [_likeness(spec, sheet) for spec in specs for sheet in _others(book, ())]
        found[kind] = max(likeness, default=0.0)
    best = max(found.values())
    kinds = [kind for kind, likeness in found.items() if likeness == best]
    return kinds[0] if best and len(kinds) == 1 else None


def sheets_of(book: OpenBook, specs: Sequence[SheetSpec]) -> Mapping[str, OpenSheet]:
    """The sheet of every specification that the file has, by the name of the specification."""
    found: dict[str, OpenSheet] = {}
    for spec in specs:
        sheets = {fold(sheet.name): sheet for sheet in book.sheets}
        names = (spec.name, *spec.title)
        if sheet := next((sheets[fold(name)] for name in names if fold(name) in sheets), None):
            found[spec.name] = sheet
    for spec in specs:
        if spec.name in found:
            continue
        rest = _others(book, [sheet.name for sheet in found.values()])
        likely = [(_likeness(spec, sheet), sheet) for sheet in rest]
        best = max((likeness for likeness, _ in likely), default=0.0)
        fits = [sheet for likeness, sheet in likely if likeness == best]
        if best and len(fits) == 1 and not _fits_better(fits[0], spec, specs, found):
            found[spec.name] = fits[0]
    return found


def _fits_better(
    sheet: OpenSheet, spec: SheetSpec, specs: Sequence[SheetSpec], found: Mapping[str, OpenSheet]
) -> bool:
    """Whether another specification without a sheet knows more of its headers."""
    here = _likeness(spec, sheet)
    others = (one for one in specs if one is not spec and one.name not in found)
    return any(_likeness(one, sheet) > here for one in others)


def _names(spec: SheetSpec) -> set[str]:
    return {fold(name) for name in (spec.name, *spec.title)}


def _others(book: OpenBook, used: Sequence[str]) -> list[OpenSheet]:
    """The sheets whose names say nothing, of this kind or another."""
    return [
        sheet
        for sheet in book.sheets
        if sheet.columns and sheet.name not in used and fold(sheet.name) not in _SAYING
    ]


def _likeness(spec: SheetSpec, sheet: OpenSheet) -> float:
    """The share of its headers that ``spec`` knows and how many; 0 where it lacks one it needs."""
    names, grid = names_of(spec), HeaderGrid(sheet)
    block = grid.find(names)
    if block is None:
        return 0.0
    fields, headings = grid.known(block, names)
    if any(column.required and column.field not in fields for column in spec.columns):
        return 0.0
    share = len(fields) / max(1, headings)
    return share + len(fields) / 1000 if share >= _SURE else 0.0
