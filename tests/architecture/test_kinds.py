"""A kind is complete when every layer knows it."""

from pathlib import Path

import pytest

from app.messages.labels import LABELS
from app.registry.tabs import PATHS
from imports.sheets import SHEETS
from models.inputs import InstrumentInput
from models.kinds import KINDS
from models.vocabulary import Kind, MovementKind

TEMPLATES = Path(__file__).resolve().parents[2] / "app" / "templates"


@pytest.mark.parametrize("kind", Kind)
def test_the_register_knows_what_a_kind_is_made_of(kind):
    made = KINDS[kind]

    assert issubclass(made.input, InstrumentInput)
    own = made.input.model_fields.keys() - InstrumentInput.model_fields.keys()
    assert own - {part.name for part in made.parts} <= made.terms.model_fields.keys()
    assert set(made.movements) <= set(MovementKind)


@pytest.mark.parametrize(
    ("kind", "part"),
    [(kind, part) for kind in Kind for part in KINDS[kind].parts],
    ids=lambda value: getattr(value, "name", value),
)
def test_every_part_of_a_record_has_a_table_and_a_sheet(kind, part):
    columns = part.table.model_fields.keys()
    named = {"party": "party_id"}

    assert {named.get(name, name) for name in part.input.model_fields} <= columns
    assert part.name in KINDS[kind].input.model_fields
    sheet = next(spec for spec in SHEETS[kind] if spec.fills == part.name)
    assert set(sheet.fields) - {"reference", "brn"} == part.input.model_fields.keys()


@pytest.mark.parametrize("kind", Kind)
def test_what_only_its_movements_have_is_stored_and_filed(kind):
    made = KINDS[kind]
    columns = made.movement_terms.model_fields.keys() if made.movement_terms else set()
    sheets = [spec for spec in SHEETS[kind] if spec.fills == "movements"]
    named = {"party": "party_id"}

    assert {named.get(name, name) for name in made.particulars} <= columns
    assert set(made.particulars) <= {name for sheet in sheets for name in sheet.fields}
    filed = [one for sheet in sheets for one in sheet.kinds]
    assert not sheets or sorted(made.movements) == sorted(filed)


@pytest.mark.parametrize("kind", Kind)
def test_every_column_of_a_workbook_fills_a_field(kind):
    main = SHEETS[kind][0]

    assert set(main.fields) <= KINDS[kind].input.model_fields.keys() | {"brn"}


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_a_name_and_a_page(kind):
    assert kind.value in LABELS[Kind]
    if kind is Kind.PLEDGE:
        assert (TEMPLATES / "registry" / "pledge.html").exists()
    else:
        assert kind in PATHS.values()
        assert (TEMPLATES / "support" / f"{kind.value}.html").exists()


def test_code_letters_tell_the_kinds_apart():
    assert len({made.letter for made in KINDS.values()}) == len(Kind)
