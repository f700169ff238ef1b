"""The units that a person sets for amounts, before anything is stored: asked by the address."""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from werkzeug.datastructures import MultiDict

from imports.tables import UnitRead
from models.money import Unit

_PREFIX: Final = "unit:"
Chosen = dict[tuple[str, str], Unit]


class UnitChoice(NamedTuple):
    """One amount column with the name of its field in the form."""

    read: UnitRead
    name: str


def choices(units: Iterable[UnitRead]) -> list[UnitChoice]:
    """Every amount column, to be shown and changed."""
    return [UnitChoice(unit, f"{_PREFIX}{unit.field}:{unit.sheet}") for unit in units]


def chosen(args: "MultiDict[str, str]") -> Chosen:
    """The units that the address or the form sets; what is no unit is passed over."""
    found: Chosen = {}
    for name, value in args.items():
        field, _, sheet = name.removeprefix(_PREFIX).partition(":")
        if name.startswith(_PREFIX) and sheet and value in set(Unit):
            found[sheet, field] = Unit(value)
    return found


def said(units: Mapping[tuple[str, str], Unit]) -> dict[str, str]:
    """The same as fields of a form or an address."""
    return {f"{_PREFIX}{field}:{sheet}": unit.value for (sheet, field), unit in units.items()}
