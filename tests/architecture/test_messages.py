"""Every code that the packages can say has a sentence in both languages."""

import ast
import enum
import inspect
from pathlib import Path
from string import Formatter

import pytest
from pydantic_core import core_schema

from app.messages import labels, projection
from app.messages.actions import ACTIONS
from app.messages.counting import COUNTING
from app.messages.fields import FIELDS
from app.messages.inputs import AMOUNTS, INPUTS
from app.messages.names import NAMES
from app.messages.problems import PROBLEMS
from app.messages.registry import REGISTRY
from econ import names
from econ.errors import ERRORS as ECON_ERRORS
from imports.problems import RULES
from models import (
    lending,
    money,
    overdue_words,
    party_words,
    period_words,
    tax_vocabulary,
    vocabulary,
)
from models.counting.guards import GUARD_OF
from models.errors import ERRORS, RegistryError
from models.inputs import PartyInput
from models.kinds import KINDS

ROOT = Path(__file__).resolve().parents[2]
MADE_OF_PARTS = (
    {f"{player}_unknown" for player in names.PLAYERS}
    | {"estimate_conflicts_with_prior", "elasticity_not_negative", "period_assumed"}
    | {"amount_spread", "fund_plans_only", "loan_plans_only"}
    | {"fund_plan_assumed", "loan_plan_assumed"}
)
"""Codes that the source does not spell out in the call that says them."""


def calls(name: str, *folders: str) -> set[str]:
    """The first argument of every call of ``name`` that is written out."""
    found = set()
    for folder in folders:
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                called = isinstance(node, ast.Call) and getattr(node.func, "id", "") == name
                if called and node.args and isinstance(node.args[0], ast.Constant):
                    found.add(node.args[0].value)
    return found


def third(name: str, folder: str) -> set[str]:
    """The second argument of every call of ``name`` that is written out."""
    return {
        node.args[1].value
        for path in (ROOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") == name
        and len(node.args) > 1
        and isinstance(node.args[1], ast.Constant)
    }


def amount_codes() -> set[str]:
    return calls("AmountError", "models")


def enums() -> list[type[enum.StrEnum]]:
    return [
        member
        for module in (
            vocabulary,
            lending,
            tax_vocabulary,
            period_words,
            overdue_words,
            party_words,
        )
        for _, member in inspect.getmembers(module, inspect.isclass)
        if issubclass(member, enum.StrEnum) and member.__module__ == module.__name__
    ]  # fmt: skip


@pytest.mark.parametrize("members", enums(), ids=lambda members: members.__name__)
def test_every_choice_has_a_name(members):
    assert set(labels.LABELS[members]) == {member.value for member in members}


def test_every_refusal_of_the_registry_has_a_sentence():
    assert set(REGISTRY) == {error.code for error in (RegistryError, *ERRORS)}
    assert set(ERRORS) == set(RegistryError.__subclasses__())


def test_every_complaint_of_our_own_has_a_sentence():
    assert calls("refused", "models") <= set(INPUTS)


def test_every_complaint_of_the_schema_library_that_we_name_exists():
    known = set(core_schema.ErrorType.__args__)

    assert set(INPUTS) - {"other"} <= known | calls("refused", "models")


def test_every_amount_that_cannot_be_read_has_a_sentence():
    assert amount_codes() == set(AMOUNTS)
    assert {code for code in AMOUNTS if f"amount_{code}" not in PROBLEMS} == set()
    assert money.AmountError.__doc__ is not None


def test_every_rule_of_a_workbook_has_a_sentence():
    assert set(PROBLEMS) == set(RULES)


@pytest.mark.parametrize("code", sorted(RULES))
def test_a_sentence_names_only_values_that_its_rule_gives(code):
    known = {*RULES[code].values, "value", "expected"}

    for text in PROBLEMS[code]:
        assert {name for _, name, _, _ in Formatter().parse(text) if name} <= known


def test_every_counting_rule_has_a_name_and_a_sentence():
    assert set(COUNTING) == set(GUARD_OF)


def test_every_action_of_the_history_has_a_name():
    said = third("record", "models")
    steps = {"submit", "review", "return", "verify", "withdraw"}

    assert said | steps | {"propose", "supersede"} <= set(ACTIONS)


def test_every_field_has_a_name():
    schemas = [kind.input for kind in KINDS.values()]
    schemas += [kind.movement_input for kind in KINDS.values()]
    schemas += [part.input for kind in KINDS.values() for part in kind.parts]
    schemas += [PartyInput]

    assert {name for schema in schemas for name in schema.model_fields} <= set(FIELDS)


def test_every_refusal_and_note_of_the_model_has_a_sentence():
    entries = calls("Entry", "econ", "app/projections")

    assert {error.code for error in ECON_ERRORS} <= set(projection.STOPPED)
    assert entries | MADE_OF_PARTS == {*projection.LOG, *projection.REFUSED}


def test_every_part_of_the_model_has_a_name():
    parts = {*names.ASSETS, *names.SCOPES, *names.BASES, *calls("Step", "econ"), "autonomous"}

    assert parts <= set(NAMES)


def everything() -> list[tuple[str, tuple[str, str]]]:
    lists = [REGISTRY, INPUTS, AMOUNTS, PROBLEMS, ACTIONS, FIELDS, NAMES]
    lists += [projection.LOG, projection.REFUSED, projection.STOPPED]
    pairs = [(code, pair) for one in lists for code, pair in one.items()]
    pairs += [(code, pair) for code, why in COUNTING.items() for pair in why]
    return pairs + [item for one in labels.LABELS.values() for item in one.items()]


@pytest.mark.parametrize(("code", "pair"), everything())
def test_everything_is_said_in_korean_and_in_english(code, pair):
    korean, english = pair

    assert korean
    assert not any("가" <= mark <= "힣" for mark in english.replace("1조 2,000억", ""))
