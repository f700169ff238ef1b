"""A sentence in both languages, and how values are set into it."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from string import Formatter
from typing import Any, NamedTuple

from app import format as fmt
from app.i18n import Language
from app.messages.labels import LABELS, WORDS
from models import Party
from models.types import PPM


class Said(NamedTuple):
    """One thing said in Korean and in English."""

    ko: str
    en: str

    def to(self, lang: Language, values: Mapping[str, object] | None = None) -> str:
        """The sentence with ``values`` set into it; a value that is missing prints as —."""
        text = self.ko if lang == "ko" else self.en
        return _Sentence(lang).vformat(text, (), dict(values or {}))


class _Sentence(Formatter):
    """Knows ``{total:won}``, ``{share:ppm}``, ``{rate:rate}``, ``{state:word}``, ``{day:day}``."""

    def __init__(self, lang: Language) -> None:
        self.lang = lang

    def get_value(self, key: int | str, args: object, kwargs: Mapping[str, Any]) -> Any:
        """A value, or nothing where the message has none."""
        return kwargs.get(str(key))

    def format_field(self, value: Any, format_spec: str) -> str:
        """Print a value as its name asks."""
        if value is None or value in ("", [], ()):
            return fmt.missing("none", self.lang)
        if isinstance(value, StrEnum):
            return label(value, self.lang)
        if "/" in format_spec:
            return with_particle(_plain(value, self.lang), *format_spec.split("/"))
        return _PRINT.get(format_spec, _plain)(value, self.lang)


def with_particle(text: str, after_consonant: str, after_vowel: str) -> str:
    """A word with the particle that its last sound asks for: 계획액을, 비고를, GPU을(를)."""
    place = ord(text[-1]) - ord("가")
    if not 0 <= place <= ord("힣") - ord("가"):
        return f"{text}{after_consonant}({after_vowel})"
    return text + (after_consonant if place % 28 else after_vowel)


def party_name(party: Party, lang: Language) -> str:
    """What a party is called; in Korean where it has no English name."""
    return party.name_en if lang == "en" and party.name_en else party.name_ko


def label(member: StrEnum, lang: Language) -> str:
    """What a state, stage, kind … is called."""
    return Said(*LABELS[type(member)][member.value]).to(lang)


def word(value: object, lang: Language) -> str:
    """What a code is called whose list is not known; the code itself where nobody knows it."""
    found = WORDS.get(str(value))
    return Said(*found).to(lang) if found else str(value)


def _plain(value: object, lang: Language) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(
            label(item, lang) if isinstance(item, StrEnum) else word(item, lang) for item in value
        )
    return str(value)


_PRINT: dict[str, Callable[[Any, Language], str]] = {
    "won": lambda value, lang: fmt.won_exact(int(value), lang),
    "ppm": lambda value, lang: fmt.percent_ppm(int(value), lang),
    "count": lambda value, lang: fmt.count(int(value), lang),
    "word": word,
    "rate": lambda value, lang: fmt.percent_ppm(int(value * PPM), lang),
    "day": lambda value, lang: fmt.day(value, lang),
    "unit": lambda value, lang: fmt.unit_name(str(value), lang),
    "size": lambda value, lang: f"{int(value) / 2**20:,.1f} MB",
}
