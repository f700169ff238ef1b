"""Columns of the workbook: how one cell is read, written, shown and explained."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from imports import cells
from imports.labels import Language, Words, label, words_of
from imports.units import UNITS
from models.money import Unit
from models.vocabulary import MovementKind

Reader = Callable[[Any], Any]
Writer = Callable[[Any], "Written"]
Written = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class Codec:
    """One kind of cell: how to read it, how to write it, its number format and width.

    ``read`` raises cells.Refused. ``in_unit`` is there for codecs whose header states a unit.
    """

    name: str
    read: Reader
    write: Writer
    number_format: str
    width: int
    unit: Words | None = None
    in_unit: Callable[[Unit], Reader] | None = None
    choices: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the field of the input that it fills, its headers, codec and explanation.

    Headers, hints and labels are pairs of English and Korean, in this order.
    """

    field: str
    header: Words
    codec: Codec
    hint: Words
    required: bool = False
    example: Any = None
    aliases: tuple[str, ...] = ()

    @property
    def choices(self) -> tuple[Words, ...]:
        """What the cell may say, for the drop-down list; empty for free cells."""
        return self.codec.choices

    @property
    def name(self) -> str:
        """Both headers on one line."""
        return f"{self.header[1]} / {self.header[0]}"

    def heading(self) -> str:
        """The header cell of the official template, both languages with the unit."""
        english, korean = self.header
        if self.codec.unit is not None:
            english, korean = f"{english} ({self.codec.unit[0]})", f"{korean}({self.codec.unit[1]})"
        return f"{korean}{' *' if self.required else ''}\n{english}"

    def write(self, value: Any, language: Language) -> Written:
        """The content of a cell that says ``value``; choices are said in ``language``."""
        if value is None or value == "":
            return None
        if not self.codec.choices:
            return self.codec.write(value)
        said = self.codec.read(value) if isinstance(value, str) else value
        return label(said, language)


@dataclass(frozen=True, slots=True)
class SheetSpec:
    """One sheet: its name, title, columns, and the field of the input that its rows fill.

    ``fills`` is empty for the main sheet, the name of a list for sheets whose rows are parts
    of a main row, and ``movements`` for sheets of dated money, which hold rows of ``kinds``.
    A workbook without an optional sheet says nothing of its rows: those registered stay.
    """

    name: str
    title: Words
    columns: tuple[Column, ...]
    fills: str = ""
    example: Sequence[dict[str, Any]] = ()
    kinds: tuple[MovementKind, ...] = ()
    is_optional: bool = False

    def column(self, field: str) -> Column:
        """The column that fills ``field``."""
        return next(column for column in self.columns if column.field == field)

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields in the order of their columns."""
        return tuple(column.field for column in self.columns)


def _day(value: date) -> Written:
    return value.date() if isinstance(value, datetime) else value


TEXT: Final = Codec("text", cells.text, str, "@", 18)
LONG_TEXT: Final = replace(TEXT, width=40)
DAY: Final = Codec("day", cells.day, _day, "yyyy-mm-dd", 13)
FIRST_DAY: Final = replace(DAY, read=cells.first_day)
LAST_DAY: Final = replace(DAY, read=cells.last_day)
YEAR: Final = Codec("year", cells.year, int, "0", 10)
COUNT: Final = Codec("count", cells.whole, int, "0", 10)
WHOLE: Final = Codec("whole", cells.whole, cells.written_number, "#,##0", 20)
FIGURE: Final = Codec("figure", cells.figure, cells.written_figure, "General", 18)
SHARE: Final = Codec("share", cells.share, cells.written_share, "General", 12, unit=("%", "%"))
WON: Final = Codec(
    "won",
    cells.won(Unit.WON),
    cells.written_amount,
    "#,##0",
    22,
    unit=UNITS[Unit.WON],
    in_unit=cells.won,
)
SIGNED_WON: Final = replace(
    WON, name="signed_won", read=cells.signed_won(Unit.WON), in_unit=cells.signed_won
)
FLAG: Final = Codec("flag", cells.flag, str, "@", 10, choices=tuple(cells.FLAG_LABELS))


def choice(members: type[StrEnum] | Sequence[StrEnum], width: int = 16) -> Codec:
    """A cell that says one of ``members`` by its code or its label in either language."""
    listed = tuple(members)
    labels = tuple(words_of(member) for member in listed)
    return Codec("choice", cells.choice(listed), str, "@", width, choices=labels)
