"""A form: what was typed, what it was read as, and the complaints beside the fields."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from app import messages
from app.i18n import Language
from imports import cells
from models.errors import RegistryError
from models.money import AmountError, Unit, parse_amount

S = TypeVar("S", bound=BaseModel)
T = TypeVar("T")
Place = Callable[[tuple[int | str, ...]], str]

DEFAULT_UNIT = Unit.HUNDRED_MILLION
"""What a bare number means on our pages; every amount field says so."""


@dataclass(slots=True)
class Form:
    """Typed text by field name; ``errors`` holds one sentence a field, in the order found."""

    typed: Mapping[str, str]
    lang: Language
    errors: dict[str, str] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """What was typed, without the white space around it; browsers end lines with CR LF."""
        return self.typed.get(name, "").replace("\r\n", "\n").strip()

    def amount(self, name: str, label: str) -> int | None:
        """Whole won; None where nothing was typed or it cannot be read."""
        if not self.text(name):
            return None
        try:
            return parse_amount(self.text(name), default_unit=DEFAULT_UNIT)
        except AmountError as error:
            self.complain(name, messages.amount_error(error, self.lang, name=label))
            return None

    def day(self, name: str, label: str) -> date | None:
        """A date; None where nothing was typed or it cannot be read."""
        return self._cell(name, label, cells.day)

    def year(self, name: str, label: str) -> int | None:
        """A year; None where nothing was typed or it cannot be read."""
        return self._cell(name, label, cells.year)

    def whole(self, name: str, label: str) -> int | None:
        """A whole number; None where nothing was typed or it cannot be read."""
        return self._cell(name, label, cells.whole)

    def share(self, name: str, label: str) -> int | None:
        """A percentage in parts per million; None where nothing was typed."""
        return self._cell(name, label, cells.share)

    def _cell(self, name: str, label: str, read: Callable[[Any], T]) -> T | None:
        if not self.text(name):
            return None
        try:
            return read(self.text(name))
        except cells.Refused as refused:
            sentence = messages.cell_refused(refused.code, refused.values, self.lang)
            self.complain(name, f"{messages.field(label, self.lang)}: {sentence}")
            return None

    def complain(self, name: str, sentence: str) -> None:
        """Note what is wrong with a field; the first complaint stays."""
        self.errors.setdefault(name, sentence)

    def refuse(self, error: RegistryError, name: str = "form") -> None:
        """Note that the register refused."""
        self.complain(name, messages.registry_error(error, self.lang))

    def validated(self, schema: type[S], values: Mapping[str, Any], place: Place) -> S | None:
        """The input that ``values`` make, or None with complaints where ``place`` puts them."""
        try:
            return schema.model_validate(values)
        except ValidationError as error:
            for item in error.errors(include_url=False):
                about = item.get("ctx", {})
                name = place((*item["loc"], *((about["field"],) if "field" in about else ())))
                label = str(about.get("field") or (item["loc"] or ("form",))[-1])
                sentence = messages.complaint(item["type"], about, self.lang, name=label)
                self.complain(name, sentence)
            return None
