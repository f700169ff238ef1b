"""What every chart returns: two drawings, a legend and the same numbers as a table."""

from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from app import format as fmt
from app.i18n import Language
from models.money import Unit

WIDE, NARROW = 620, 330


class Key(NamedTuple):
    """One entry of a legend: the class of its mark and its words."""

    mark: str
    label: str


class Table(NamedTuple):
    """Numbers as printed text; the first column names the row."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart for wide and for narrow screens; the style sheet shows one of them."""

    title: str
    desc: str
    wide: Markup
    narrow: Markup
    legend: tuple[Key, ...]
    table: Table


def table_unit(top: int, lang: Language) -> Unit:
    """Choose the unit in whose numbers a table stays short."""
    if abs(top) >= Unit.TRILLION.in_won:
        return Unit.TRILLION
    return Unit.HUNDRED_MILLION if lang == "ko" else Unit.BILLION


def cell(amount: int | None, unit: Unit, lang: Language) -> str:
    """Print an amount for a table under a unit, unknown as such."""
    return fmt.missing("none", lang) if amount is None else fmt.in_unit(amount, unit, lang)


def full(amount: int | None, lang: Language) -> str:
    """Print an amount for a sentence or a read-out, unknown as such."""
    return fmt.missing("not_filed", lang) if amount is None else str(fmt.figure(amount, lang))
