"""Codes as sentences in Korean and English: the one place where the register learns to speak.

Each family has a file of its own; a test walks every code that the packages can say and
finds both languages.
"""

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from flask import Flask
from jinja2 import pass_context
from jinja2.runtime import Context

from app import format as fmt
from app.i18n import Language, language
from app.messages.actions import action
from app.messages.counting import COUNTING, EFFECTS, LINES
from app.messages.fields import field
from app.messages.figures import GUARDS
from app.messages.inputs import AMOUNTS, INPUTS
from app.messages.loans import STAGE_REASONS, STEPS
from app.messages.problems import PROBLEMS
from app.messages.registry import REGISTRY
from app.messages.schedules import bad_terms
from app.messages.words import label, party_name, word
from imports.problems import Problem
from models.counting.findings import Finding
from models.errors import RegistryError
from models.money import AmountError

__all__ = [
    "INPUTS",
    "action",
    "amount_error",
    "cell_refused",
    "complaint",
    "field",
    "finding",
    "init_app",
    "label",
    "line_name",
    "party_name",
    "problem",
    "registry_error",
    "rule_name",
    "value",
    "word",
]


def init_app(app: Flask) -> None:
    """Offer the words to templates in the language of the page."""
    for name, say in _FILTERS.items():
        app.add_template_filter(_in_page_language(say), name)


def _in_page_language(say: Callable[..., str]) -> Callable[..., str]:
    """``say`` in the language of each reader.

    A filter that asks for the context is not worked out when the template is compiled, which
    would fix the word in the language of whoever came first.
    """

    @pass_context
    def said(_context: Context, *values: Any) -> str:
        return say(*values, language())

    return said


def registry_error(error: RegistryError, lang: Language) -> str:
    """Why the register refused, and what to do."""
    values = dict(error.values)
    if isinstance(fields := values.get("fields"), list | tuple):
        values["fields"] = ", ".join(field(name, lang) for name in fields)
    return REGISTRY[error.code].to(lang, values)


def complaint(code: str, values: Mapping[str, object], lang: Language, *, name: str) -> str:
    """What is wrong with the field ``name``, and what to write."""
    said = INPUTS.get(code, INPUTS["other"])
    return said.to(lang, {**values, "field": field(name, lang)})


def amount_error(error: AmountError, lang: Language, *, name: str) -> str:
    """Why the amount in the field called ``name`` cannot be read."""
    return AMOUNTS[error.code].to(lang, {"detail": error.detail, "field": field(name, lang)})


def cell_refused(code: str, values: Mapping[str, object], lang: Language) -> str:
    """Why a cell cannot be read, and how to write it."""
    return PROBLEMS[code].to(lang, values)


def problem(found: Problem, lang: Language) -> str:
    """What is wrong in a workbook, and what would be right."""
    name = str(found.values.get("field", ""))
    about = {"value": found.value, "expected": found.expected, **found.values}
    if name:
        about["field"] = field(name, lang)
    return PROBLEMS[found.code].to(lang, about)


def finding(found: Finding, lang: Language) -> str:
    """Why a record, a line or a part of it does not count."""
    return COUNTING[found.code].sentence.to(lang, found.values)


def rule_name(code: str, lang: Language) -> str:
    """The short name of a counting rule."""
    return COUNTING[code].name.to(lang)


def line_name(code: str, lang: Language) -> str:
    """One of the four lines, or another figure that approval may change."""
    return (LINES.get(code) or EFFECTS[code]).to(lang)


def value(name: str, held: Any, lang: Language) -> str:
    """The value of a field as a person reads it; codes by their words, won as money."""
    if held is None or held == "":
        return fmt.missing("none", lang)
    if isinstance(held, bool):
        return {"ko": ("아니요", "예"), "en": ("No", "Yes")}[lang][held]
    if isinstance(held, StrEnum):
        return label(held, lang)
    if isinstance(held, date):
        return fmt.day(held, lang)
    if isinstance(held, int):
        return _number(name, held, lang)
    return word(held, lang) if isinstance(held, str) and name in _CODED else str(held)


def _number(name: str, held: int, lang: Language) -> str:
    if name.endswith("_won") or name.startswith("carried."):
        return fmt.won_exact(held, lang)
    if name.endswith("_ppm") or name.startswith("participants."):
        return fmt.percent_ppm(held, lang)
    return fmt.count(held, lang) if name == "foreign_amount" else str(held)


_FILTERS: Mapping[str, Callable[..., str]] = {
    "label": label,
    "word": word,
    "party_name": party_name,
    "line_name": line_name,
    "field_name": field,
    "guard_sentence": lambda number, lang: GUARDS[number].to(lang),
    "action_name": action,
    "finding": finding,
    "problem": problem,
    "refusal": registry_error,
    "bad_terms": bad_terms,
    "loan_step": lambda code, lang: STEPS[code].to(lang),
    "stage_reason": lambda code, lang: STAGE_REASONS[code].to(lang),
    "rule_name": rule_name,
    "rule_sentence": lambda code, lang: COUNTING[code].sentence.to(lang),
    "field_value": lambda held, name, lang: value(name, held, lang),
}
_CODED = frozenset({"state", "verdict", "kind", "stage", "category", "nature", "place"})
