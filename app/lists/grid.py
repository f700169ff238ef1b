"""The columns that a reader chose, as the table of a page, and what there is to choose from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, TypeVar

from app import format as fmt
from app.i18n import Language
from app.lists.address import Asked
from app.lists.sheet import Field, Sheet
from app.tables import Cell

R = TypeVar("R")


class Head(NamedTuple):
    """A column as the page heads it; ``sorts`` where the list sorts by it."""

    key: str
    text: str
    is_num: bool
    sorts: bool


class Offer(NamedTuple):
    """A column that may be chosen, and where it stands now; None where it is not shown."""

    key: str
    text: str
    place: int | None


class Line(NamedTuple):
    """A row: its record, where it leads, and one text a column; None where there is no value."""

    code: str
    href: str
    texts: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A list by its columns. Without a choice it has no lines: the page has a view of its own.

    ``foot`` has one text a column over all results, and nothing where a sum has no sense.
    ``picks`` where its rows are records that can be chosen.
    """

    heads: tuple[Head, ...]
    lines: tuple[Line, ...]
    foot: tuple[str, ...]
    offers: tuple[Offer, ...]
    unknown: tuple[str, ...]
    is_chosen: bool
    picks: bool


def grid_of(
    sheet: Sheet[R],
    rows: Sequence[R],
    asked: Asked[Any],
    lang: Language,
    sums: Mapping[str, int | None] | None = None,
) -> Grid:
    """The ``rows`` of a page in the columns that the address names.

    ``sums`` are won over all results by the key of their column.
    """
    known = {one.key for one in sheet.fields}
    is_chosen = any(key in known for key in asked.columns)
    fields = sheet.chosen(asked)
    return Grid(
        heads=tuple(_head(one, asked, lang) for one in fields),
        lines=tuple(_line(sheet, fields, row, lang) for row in rows) if is_chosen else (),
        foot=_foot(fields, sums or {}, lang),
        offers=_offers(sheet, fields if is_chosen else (), lang),
        unknown=tuple(key for key in asked.columns if key not in known),
        is_chosen=is_chosen,
        picks=sheet.code is not None,
    )


def _head(one: Field[R], asked: Asked[Any], lang: Language) -> Head:
    return Head(one.key, one.head.to(lang), one.is_won, one.key in asked.sorts)


def _line(sheet: Sheet[R], fields: Sequence[Field[R]], row: R, lang: Language) -> Line:
    href = sheet.link(row) if sheet.link else ""
    code = sheet.code(row) if sheet.code else ""
    return Line(code, href, tuple(_said(one, one.cell(row, lang), lang) for one in fields))


def _said(one: Field[R], cell: Cell, lang: Language) -> str | None:
    """A cell in words; years and counts stand as they are."""
    if cell is None or cell == "":
        return None
    if one.is_won and isinstance(cell, int):
        return fmt.won(cell, lang)
    if isinstance(cell, date):
        return fmt.day(cell, lang)
    return f"{cell:g}" if isinstance(cell, float) else str(cell)


def _foot(
    fields: Sequence[Field[R]], sums: Mapping[str, int | None], lang: Language
) -> tuple[str, ...]:
    if not any(one.key in sums for one in fields):
        return ()
    return tuple(_sum(sums[one.key], lang) if one.key in sums else "" for one in fields)


def _sum(won: int | None, lang: Language) -> str:
    return fmt.missing("unknown", lang) if won is None else fmt.won(won, lang)


def _offers(sheet: Sheet[R], shown: Sequence[Field[R]], lang: Language) -> tuple[Offer, ...]:
    """The columns shown first, in their order, then all others."""
    here = [one.key for one in shown] or list(sheet.first)
    order = sorted(sheet.fields, key=lambda one: here.index(one.key) if one.key in here else 999)
    return tuple(
        Offer(one.key, one.head.to(lang), here.index(one.key) + 1 if one.key in here else None)
        for one in order
    )
