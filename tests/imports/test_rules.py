"""The registry of rules is whole: every code in the code has a rule, and the other way round."""

import re
from pathlib import Path

import imports
from imports.complaints import complaints
from imports.problems import RULES, Severity
from imports.sheets import SHEETS
from models.kinds import KINDS
from models.money import AmountError
from models.vocabulary import Kind

FOLDER = Path(imports.__path__[0])
MODELS = FOLDER.parent / "models"


def _words(folder: Path) -> set[str]:
    """Everything that stands between quotation marks or before an equals sign."""
    text = "".join(
        path.read_text("utf-8") for path in folder.rglob("*.py") if path.name != "problems.py"
    )
    return set(re.findall(r'"([a-z_]+)"', text)) | set(re.findall(r"amount_([a-z_]+)", text))


def test_every_rule_is_used_somewhere() -> None:
    codes = re.search(r"Codes: ([^.]+)\.", AmountError.__doc__ or "")
    assert codes
    amounts = {f"amount_{code.strip()}" for code in codes[1].replace("\n", " ").split(",")}

    unused = RULES.keys() - _words(FOLDER) - _words(MODELS) - amounts

    assert unused == set()


def test_every_refusal_of_an_input_has_a_rule() -> None:
    refused = {
        code
        for name in ("inputs", "pledge", "fund", "loan", "tax_incentive")
        for code in re.findall(r'refused\("([a-z_]+)"', (MODELS / f"{name}.py").read_text("utf-8"))
    }

    assert refused <= RULES.keys()


def test_warnings_never_block() -> None:
    warnings = {code for code, rule in RULES.items() if rule.severity is Severity.WARNING}

    assert {"possible_duplicate", "no_registration_number", "amount_power_of_ten"} <= warnings


UNASKED = {
    Kind.TAX_CLAIM: {
        "currency",
        "foreign_amount",
        "amount_text",
        "announced_on",
        "visibility",
        "embargo_until",
    }
}
"""A return is filed in won, announced by nobody and seen by officials and the firm alone."""


def test_every_field_of_an_input_has_its_column() -> None:
    for kind in Kind:
        main, *others = SHEETS[kind]
        lists = {spec.fills for spec in others} - {"movements"}
        asked = set(KINDS[kind].input.model_fields) - UNASKED.get(kind, set())
        assert set(main.fields) | lists == asked


def test_what_nobody_foresaw_is_still_named() -> None:
    found = complaints(KINDS[Kind.FUND].input, {"stranger": 1}, set())

    assert "not_accepted" in {complaint.code for complaint in found}
