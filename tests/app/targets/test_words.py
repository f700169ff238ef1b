"""Everything that national targets say has both languages."""

import enum
import inspect

import pytest

from app.messages import field, labels, targets
from app.targets import say
from app.targets.say import Pace
from models import target_vocabulary
from models.target import ObservationInput, Target, TargetInput
from models.target_vocabulary import MetricUnit
from tests.models.targets import target

ENUMS = [
    member
    for _, member in inspect.getmembers(target_vocabulary, inspect.isclass)
    if issubclass(member, enum.StrEnum) and member is not enum.StrEnum
]


@pytest.mark.parametrize("members", ENUMS, ids=lambda members: members.__name__)
def test_every_choice_of_targets_has_a_name(members):
    assert set(labels.LABELS[members]) == {member.value for member in members}


@pytest.mark.parametrize("schema", [TargetInput, ObservationInput])
def test_every_field_of_targets_has_a_name(schema):
    for name in schema.model_fields:
        assert field(name, "ko") != name
        assert field(name, "en") != name


def test_every_sentence_of_targets_is_said_in_both_languages():
    for said in (*targets.INPUTS.values(), *targets.CELLS.values(), *targets.INVARIANTS.values()):
        assert said.ko
        assert said.en.isascii() or "–" in said.en


@pytest.mark.parametrize("unit", MetricUnit)
def test_every_unit_prints_in_both_languages(unit):
    assert "12" in say.figure(12 * unit.steps, unit, "ko")
    assert "12" in say.figure(12 * unit.steps, unit, "en")


@pytest.mark.parametrize(
    ("steps", "unit", "korean", "english"),
    [
        (65 * 10**12, MetricUnit.WON, "65조원", "KRW 65T"),
        (310 * 10**12, MetricUnit.WON_A_YEAR, "연 310조원", "KRW 310T a year"),
        (1_390_000_000, MetricUnit.DOLLAR, "13억 9,000만달러", "USD 1.39bn"),
        (329_000, MetricUnit.PERCENT, "32.9%", "32.9%"),
        (1_806_000, MetricUnit.COEFFICIENT, "1.806", "1.806"),
        (50_000 * 10**6, MetricUnit.GPUS, "GPU 50,000장", "50,000 GPUs"),
    ],
)
def test_figures_print_with_their_unit(steps, unit, korean, english):
    assert (say.figure(steps, unit, "ko"), say.figure(steps, unit, "en")) == (korean, english)


def test_paces_print_with_their_sign():
    assert say.pace(Pace("growth", 0.2156), "ko") == "연 +21.6%"
    assert say.pace(Pace("growth", -0.05), "en") == "−5.0% a year"
    assert say.pace(Pace("points", 0.0618), "en") == "+6.2 pp a year"


@pytest.mark.parametrize(
    ("bound", "korean", "english"),
    [
        ("exact", "10개사", "10 firms"),
        ("at_least", "10개사 이상", "at least 10 firms"),
        ("up_to", "최대 10개사", "up to 10 firms"),
        ("about", "약 10개사", "about 10 firms"),
    ],
)
def test_a_bound_is_said_with_the_figure(bound, korean, english):
    given = target(unit="firms", value="10", bound=bound)
    row = Target(**given.stored())

    assert (say.stated(row, "ko"), say.stated(row, "en")) == (korean, english)
