"""A form made of the columns of a workbook: the same names, hints, words and input schema."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from app import messages
from app.forms import DEFAULT_UNIT, Form
from imports import cells
from imports.columns import Column, SheetSpec
from imports.sheets import SHEETS
from models.inputs import InstrumentInput
from models.kinds import KINDS
from models.money import AmountError, Unit, parse_amount
from models.vocabulary import Kind

MONEY: Final = ("won", "signed_won")
SPARE: Final = 1
MOST: Final = 40


@dataclass(slots=True)
class SheetForm(Form):
    """Typed text for one record of a kind; rows of its lists are ``list-number-field``.

    ``unit`` is what a bare number means in fields of money.
    """

    kind: Kind = Kind.TAX_CLAIM
    unit: Unit = DEFAULT_UNIT

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

    def shown(self, name: str) -> list[int]:
        """The rows of a list in which something was typed."""
        spec = next(spec for spec in self.lists if spec.fills == name)
        return [
            number
            for number in self.rows(name)
            if any(self.text(f"{name}-{number}-{one}") for one in spec.fields)
        ]

    def read(self) -> InstrumentInput | None:
        """The input that the form holds, or None with complaints beside the fields."""
        values = dict(self._cells(self.main, ""))
        values |= {"reference": self.text("reference"), "filer": self.text("filer")}
        places: dict[str, list[int]] = {}
        for spec in self.lists:
            places[spec.fills] = self.shown(spec.fills)
            values[spec.fills] = [
                dict(self._cells(spec, f"{spec.fills}-{number}-")) for number in places[spec.fills]
            ]

        def place(where: tuple[int | str, ...]) -> str:
            if len(where) > 2 and where[0] in places:
                return f"{where[0]}-{places[str(where[0])][int(where[1])]}-{where[-1]}"
            return str(where[-1]) if where else "form"

        given = self.validated(KINDS[self.kind].input, values, place)
        return None if self.errors else given

    def _cells(self, spec: SheetSpec, stem: str) -> Iterator[tuple[str, Any]]:
        for column in spec.columns:
            if column.field != "reference" and self.text(stem + column.field):
                value = self._read(column, stem + column.field)
                if value is not None:
                    yield column.field, value

    def _read(self, column: Column, name: str) -> Any:
        text = self.text(name)
        try:
            if column.codec.name in MONEY:
                return parse_amount(text, default_unit=self.unit)
            return column.codec.read(text)
        except AmountError as error:
            self.complain(name, messages.amount_error(error, self.lang, name=column.field))
        except cells.Refused as refused:
            said = messages.cell_refused(refused.code, refused.values, self.lang)
            self.complain(name, f"{messages.field(column.field, self.lang)}: {said}")
        return None


def typed_of(
    kind: Kind, said: dict[str, Any], parts: Mapping[str, Sequence[Any]]
) -> dict[str, str]:
    """A stored version as somebody would have typed it."""
    form = SheetForm({}, "ko", kind=kind)
    typed = {
        column.field: as_typed(column, said[column.field])
        for column in form.main.columns
        if column.field in said
    }
    for spec in form.lists:
        rows = parts.get(spec.fills, ())
        typed[f"{spec.fills}-rows"] = str(len(rows) + SPARE)
        for number, row in enumerate(rows):
            for column in spec.columns:
                if column.field != "reference":
                    name = f"{spec.fills}-{number}-{column.field}"
                    typed[name] = as_typed(column, getattr(row, column.field))
    return typed


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
        return str(column.codec.write(held)) + "%"
    return str(getattr(held, "value", held))
