"""All rows of a list as a table to take away, whatever page is shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Generic, TypeVar

from app import format as fmt
from app.i18n import Language
from app.lists.address import Asked
from app.messages.words import Said
from app.tables import UNIT, Cell, Column, Table, made_by, standing
from models import User

R = TypeVar("R")
_FILTERS: Final = Said("조건", "Filters")
_NONE: Final = Said("없음(전체)", "None (all)")
_AS_OF: Final = Said("자료 기준일", "As of")
_UNIT: Final = Said("금액 단위", "Unit")
_COUNT: Final = Said("건수", "Records")
_STATUS: Final = Said("자료 상태", "Status")
_MADE: Final = Said("만든 사람·시각", "Made by, at")
_IN_UNIT: Final = Said("{head}(억원)", "{head} (KRW 100m)")


@dataclass(frozen=True, slots=True)
class Field(Generic[R]):
    """A column: its key in the address, its head, and what stands in it for a row.

    A list that sorts by a column has the same key for both. Money is whole won; its head in a
    file names the unit.
    """

    key: str
    head: Said
    cell: Callable[[R, Language], Cell]
    is_won: bool = False
    width: int = 16

    def file_head(self, lang: Language) -> str:
        """The head in a file, with the unit of money."""
        said = self.head.to(lang)
        return _IN_UNIT.to(lang, {"head": said}) if self.is_won else said


@dataclass(frozen=True, slots=True)
class Sheet(Generic[R]):
    """The columns of a list; ``sums`` are lines of the cover over all rows.

    ``first`` are the columns by which the page's own view goes, ``link`` leads to a row,
    ``code`` names the record behind it where it may be chosen.
    """

    title: Said
    fields: tuple[Field[R], ...]
    sums: Callable[[Sequence[R], Language], tuple[tuple[str, str], ...]] = lambda rows, lang: ()
    first: tuple[str, ...] = ()
    link: Callable[[R], str] | None = None
    code: Callable[[R], str] | None = None

    def chosen(self, asked: Asked[Any]) -> tuple[Field[R], ...]:
        """The columns that the address names, in its order; all where it names none."""
        known = {one.key: one for one in self.fields}
        return tuple(known[key] for key in asked.columns if key in known) or self.fields

    def table(
        self, rows: Sequence[R], asked: Asked[Any], on: date, user: User, lang: Language
    ) -> Table:
        """The rows, with a cover that says what was asked for and what they sum to."""
        filters = ", ".join(tag.text for tag in asked.tags) or _NONE.to(lang)
        fields = self.chosen(asked)
        said = (
            (_FILTERS, filters),
            (_AS_OF, fmt.day(on, lang)),
            *(((_UNIT, UNIT.to(lang)),) if any(one.is_won for one in fields) else ()),
            (_COUNT, fmt.count(len(rows), lang)),
        )
        ends = ((_STATUS, standing(on).to(lang)), (_MADE, made_by(user, lang)))
        return Table(
            title=self.title.to(lang),
            on=on,
            cover=(
                *((name.to(lang), text) for name, text in said),
                *self.sums(rows, lang),
                *((name.to(lang), text) for name, text in ends),
            ),
            columns=tuple(
                Column(one.file_head(lang), is_won=one.is_won, width=one.width) for one in fields
            ),
            rows=[tuple(one.cell(row, lang) for one in fields) for row in rows],
        )


def exact(won: int | None, lang: Language) -> str:
    """A sum for the cover; unknown in words."""
    return fmt.missing("not_filed", lang) if won is None else fmt.won_exact(won, lang)


def added(known: Sequence[int | None]) -> int | None:
    """The sum of what is known; None where nothing is."""
    found = [won for won in known if won is not None]
    return sum(found) if found else None
