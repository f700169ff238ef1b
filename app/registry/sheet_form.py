"""A form whose fields are the columns of a workbook's sheet: one schema, typed or filed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final, NamedTuple

from app.forms import Form
from app.i18n import Language
from app.messages import INPUTS, cell_refused
from imports import cells
from imports.columns import Column, SheetSpec
from imports.labels import label
from models.money import Unit

BLANK: Final = 2
"""How many empty rows a list ends with."""
MOST_ROWS: Final = 600


class Field(NamedTuple):
    """One field as the page shows it; ``choices`` are (value, text)."""

    name: str
    label: str
    hint: str
    value: str
    error: str
    required: bool
    is_amount: bool
    choices: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one list: the heads of its columns, and the fields of every row."""

    name: str
    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Field]]


def fields_of(
    spec: SheetSpec, form: Form, names: Iterable[str] = (), prefix: str = ""
) -> list[Field]:
    """The fields of a sheet, or those of ``names`` in their order, with what was typed."""
    return [_field(column, form, prefix) for column in _columns(spec, names)]


def _columns(spec: SheetSpec, names: Iterable[str]) -> Sequence[Column]:
    return [spec.column(name) for name in names] or spec.columns


def _field(column: Column, form: Form, prefix: str) -> Field:
    name = f"{prefix}{column.field}"
    return Field(
        name=name,
        label=said(column.header, form.lang),
        hint=said(column.hint, form.lang),
        value=form.typed.get(name, ""),
        error=form.errors.get(name, ""),
        required=column.required,
        is_amount=column.codec.in_unit is not None,
        choices=_choices(column, form.lang),
    )


def said(words: tuple[str, str], lang: Language) -> str:
    """A pair of English and Korean, as every column has them, in one language."""
    return words[1] if lang == "ko" else words[0]


def _choices(column: Column, lang: Language) -> list[tuple[str, str]]:
    members = [column.codec.read(korean) for _, korean in column.choices]
    return [(_code(member), label(member, lang)) for member in members]


def _code(member: StrEnum | bool) -> str:
    return str(member).lower() if isinstance(member, bool) else member.value


def rows_of(spec: SheetSpec, form: Form) -> Rows:
    """The list that a sheet of parts fills, with empty rows at its end."""
    names = _own(spec)
    return Rows(
        name=spec.fills,
        title=said(spec.title, form.lang),
        heads=[said(spec.column(name).header, form.lang) for name in names],
        rows=[
            fields_of(spec, form, names, prefix=f"{spec.fills}-{number}-")
            for number in range(row_count(form, spec.fills))
        ],
    )


def _own(spec: SheetSpec) -> list[str]:
    """The columns of a list without the one that names its record."""
    return [name for name in spec.fields if name != "reference"]


def row_count(form: Form, name: str) -> int:
    """How many rows of a list the page shows."""
    stated = form.typed.get(f"{name}-rows", "")
    return min(int(stated), MOST_ROWS) if stated.isdecimal() else BLANK


def read(
    form: Form, spec: SheetSpec, names: Iterable[str] = (), prefix: str = ""
) -> dict[str, Any]:
    """What was typed, by field; what cannot be read or is missing is complained of.

    A bare number is won.
    """
    found: dict[str, Any] = {}
    for column in _columns(spec, names):
        name = f"{prefix}{column.field}"
        text = form.text(name)
        if not text:
            if column.required:
                about = {"field": said(column.header, form.lang)}
                form.complain(name, INPUTS["missing"].to(form.lang, about))
            continue
        codec = column.codec
        reader = codec.in_unit(Unit.WON) if codec.in_unit else codec.read
        try:
            found[column.field] = reader(text)
        except cells.Refused as refused:
            sentence = cell_refused(refused.code, refused.values, form.lang)
            form.complain(name, f"{said(column.header, form.lang)}: {sentence}")
    return found


def read_rows(form: Form, spec: SheetSpec) -> tuple[list[dict[str, Any]], list[int]]:
    """The rows that say anything, and their numbers on the page."""
    names, found, numbers = _own(spec), [], []
    for number in range(row_count(form, spec.fills)):
        prefix = f"{spec.fills}-{number}-"
        if any(form.text(f"{prefix}{name}") for name in names):
            found.append(read(form, spec, names, prefix))
            numbers.append(number)
    return found, numbers


def typed_of(spec: SheetSpec, values: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    """Stored values as somebody would type them."""
    return {
        f"{prefix}{column.field}": _typed(column, values[column.field])
        for column in spec.columns
        if values.get(column.field) not in (None, "")
    }


def _typed(column: Column, value: Any) -> str:
    if isinstance(value, bool | StrEnum):
        return _code(value)
    if isinstance(value, date):
        return value.isoformat()
    if column.codec.in_unit is not None:
        return f"{value:,}"
    written = column.codec.write(value)
    return f"{written:g}%" if isinstance(written, float) else str(written)
