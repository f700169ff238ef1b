"""A form made of the columns of a workbook: the same names, hints, words and input schema."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from flask import Flask

from app import messages
from app.forms import DEFAULT_UNIT, Form
from app.i18n import Language, language
from imports import cells
from imports.columns import Column, SheetSpec
from imports.labels import FLAG, Words, label
from imports.sheets import SHEETS
from models.inputs import InstrumentInput
from models.kinds import KINDS
from models.money import AmountError, Unit, parse_amount
from models.vocabulary import Kind

MONEY: Final = ("won", "signed_won")
SPARE: Final = 1
"""How many empty rows a list ends with."""
MORE: Final = 5
MOST: Final = 600
IDENTITY: Final = "reference"
"""The column by which a row of a list names its record; the form is about one record."""


def init_app(app: Flask) -> None:
    """Offer the words and the choices of a column to templates."""
    app.add_template_global(options)
    app.add_template_global(own_columns)
    app.add_template_filter(in_words)


def in_words(words: Words) -> str:
    """A pair of English and Korean, as every column has them, in the language of the page."""
    return said(words, language())


def said(words: Words, lang: Language) -> str:
    """A pair of English and Korean, as every column has them, in one language."""
    return words[1] if lang == "ko" else words[0]


def options(column: Column) -> list[tuple[str, str]]:
    """The choices of a column as code and text; yes and no for a flag."""
    lang = language()
    if column.codec.name == "flag":
        return [(code, said(FLAG[code == "yes"], lang)) for code in ("yes", "no")]
    members = [column.codec.read(english) for english, _ in column.choices]
    return [(member.value, label(member, lang)) for member in members]


@dataclass(slots=True)
class ColumnForm(Form):
    """Typed text by the names of columns; ``unit`` is what a bare number of money means."""

    unit: Unit = DEFAULT_UNIT

    def values(self, columns: Iterable[Column], stem: str = "") -> dict[str, Any]:
        """What was typed into ``columns``, by field; complaints stand beside the fields."""
        return dict(self._read_all(columns, stem))

    def _read_all(self, columns: Iterable[Column], stem: str) -> Iterator[tuple[str, Any]]:
        for column in columns:
            name = stem + column.field
            if not self.text(name):
                if column.required:
                    self._missing(column, name)
                continue
            value = self._read(column, name)
            if value is not None:
                yield column.field, value

    def _missing(self, column: Column, name: str) -> None:
        about = {"field": said(column.header, self.lang)}
        self.complain(name, messages.INPUTS["missing"].to(self.lang, about))

    def _read(self, column: Column, name: str) -> Any:
        text = self.text(name)
        try:
            if column.codec.name in MONEY:
                signed = column.codec.name == "signed_won"
                return parse_amount(text, default_unit=self.unit, allow_negative=signed)
            return column.codec.read(text)
        except AmountError as error:
            self.complain(name, messages.amount_error(error, self.lang, name=column.field))
        except cells.Refused as refused:
            sentence = messages.cell_refused(refused.code, refused.values, self.lang)
            self.complain(name, f"{said(column.header, self.lang)}: {sentence}")
        return None


@dataclass(slots=True)
class SheetForm(ColumnForm):
    """Typed text for one record of a kind; rows of its lists are ``list-number-field``."""

    kind: Kind = Kind.TAX_CLAIM

    @property
    def main(self) -> SheetSpec:
        """The sheet whose columns are the fields of the form."""
        return SHEETS[self.kind][0]

    @property
    def lists(self) -> Sequence[SheetSpec]:
        """The sheets whose rows are lists of the form."""
        return [spec for spec in SHEETS[self.kind] if spec.fills not in ("", "movements")]

    def rows(self, name: str) -> range:
        """The numbers of the rows that the form shows of one list."""
        text = self.text(f"{name}-rows")
        return range(min(max(int(text), SPARE), MOST) if text.isdecimal() else SPARE)

    def with_more(self, name: str) -> "SheetForm":
        """The form with more empty rows at the end of one list."""
        more = str(len(self.rows(name)) + MORE)
        return replace(self, typed={**self.typed, f"{name}-rows": more}, errors={})

    def shown(self, spec: SheetSpec) -> list[int]:
        """The rows of a list in which something was typed."""
        return [
            number
            for number in self.rows(spec.fills)
            if any(self.text(f"{spec.fills}-{number}-{one.field}") for one in own_columns(spec))
        ]

    def read(self) -> InstrumentInput | None:
        """The input that the form holds, or None with complaints beside the fields."""
        values = self.values(self.main.columns)
        places = {spec.fills: self.shown(spec) for spec in self.lists}
        for spec in self.lists:
            values[spec.fills] = [
                self.values(own_columns(spec), f"{spec.fills}-{number}-")
                for number in places[spec.fills]
            ]

        def place(where: tuple[int | str, ...]) -> str:
            if len(where) > 2 and where[0] in places:
                return f"{where[0]}-{places[str(where[0])][int(where[1])]}-{where[-1]}"
            return str(where[-1]) if where else "form"

        given = self.validated(KINDS[self.kind].input, values, place)
        return None if self.errors else given


def own_columns(spec: SheetSpec) -> list[Column]:
    """The columns of a list without the one that names its record."""
    return [column for column in spec.columns if column.field != IDENTITY]


def typed_of(kind: Kind, given: InstrumentInput) -> dict[str, str]:
    """What a stored version says as somebody would have typed it."""
    main, *lists = SHEETS[kind]
    typed = typed_row(main.columns, vars(given))
    for spec in lists:
        if spec.fills in KINDS[kind].input.model_fields:
            rows = getattr(given, spec.fills)
            typed[f"{spec.fills}-rows"] = str(len(rows) + SPARE)
            for number, row in enumerate(rows):
                typed |= typed_row(own_columns(spec), vars(row), f"{spec.fills}-{number}-")
    return typed


def typed_row(
    columns: Iterable[Column], values: Mapping[str, Any], stem: str = ""
) -> dict[str, str]:
    """The values of columns as somebody would have typed them."""
    return {
        stem + column.field: as_typed(column, values[column.field])
        for column in columns
        if column.field in values
    }


def as_typed(column: Column, held: Any) -> str:
    """A value as somebody would have typed it; money in won, so that no digit is lost."""
    if held is None or held == "":
        return ""
    if column.codec.name in MONEY:
        return f"{held:,}원"
    if isinstance(held, date):
        return held.isoformat()
    if isinstance(held, bool):
        return "yes" if held else "no"
    if column.codec.name == "share":
        return f"{held / 10_000:.4f}".rstrip("0").rstrip(".") + "%"
    return str(getattr(held, "value", held))
