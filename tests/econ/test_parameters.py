"""The table of assumed numbers is complete, sourced and consistent."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

import econ
from econ.errors import DuplicateName, OutOfRange, UnknownName, UnknownParameter
from econ.names import CATEGORIES
from econ.parameters import SHIPPED, load

BLOCKS = {
    "beta": {"a", "b"},
    "normal": {"sd"},
    "lognormal": {"sd"},
    "fixed": set(),
}


def test_every_number_has_a_unit_a_source_and_a_mark(parameters):
    rows = [*parameters, *parameters.series.values()]

    assert all(row.unit and row.source and row.mark in ("V", "R", "A") for row in rows)


def test_every_distribution_has_what_it_needs(parameters):
    for row in parameters:
        assert all(getattr(row, name) is not None for name in BLOCKS[row.distribution]), row.id


def test_the_centre_of_a_beta_is_its_mean(parameters):
    for row in parameters:
        if row.distribution == "beta":
            assert row.value == pytest.approx(row.a / (row.a + row.b), abs=5e-4), row.id


def test_intent_is_delivered_less_than_an_announcement(parameters):
    assert parameters["delivery.share.intent"] < parameters["delivery.share.announced"]


def test_every_category_has_a_profile_that_adds_to_one(parameters):
    for category in CATEGORIES:
        profile = parameters.vector(f"profile.{parameters.categories[category].profile}")
        assert profile.sum() == pytest.approx(1.0)


def test_no_number_of_the_table_is_asked_for_by_a_name_it_lacks(parameters):
    asked = set()
    for path in Path(econ.__file__).parent.rglob("*.py"):
        asked |= set(
            re.findall(r'(?:parameters|coefficients)\["([a-z0-9_.]+)"\]', path.read_text())
        )

    assert asked - {"id"}
    assert asked - {"id"} <= set(parameters.rows)


def test_the_corporate_tax_changes_with_the_year(parameters):
    assert parameters.tax_rate(2025) == 0.264
    assert parameters.tax_rate(2026) == 0.275


def test_a_year_without_a_tax_rate_is_refused(parameters):
    with pytest.raises(UnknownParameter):
        parameters.tax_rate(1999)


def test_an_unknown_number_is_refused(parameters):
    with pytest.raises(UnknownParameter):
        parameters["nothing"]
    with pytest.raises(UnknownParameter):
        parameters.vector("nothing")
    with pytest.raises(UnknownParameter):
        parameters.replace({"nothing": 1.0})


def test_a_replaced_number_changes_the_digest_and_leaves_the_original(parameters):
    other = parameters.replace({"loan.constrained_share": 0.5, "fund.additionality": 0.2})

    assert other["loan.constrained_share"] == 0.5
    assert other.row("loan.constrained_share").a == 5.0
    assert other.row("fund.additionality").sd == 0.5
    assert parameters["loan.constrained_share"] == 0.25
    assert other.sha256() != parameters.sha256()


@pytest.mark.parametrize(
    ("changes", "error"),
    [({"mark": "X"}, UnknownName), ({"distribution": "cauchy"}, UnknownName)],
)
def test_a_row_with_an_unknown_word_is_refused(parameters, changes, error):
    with pytest.raises(error):
        replace(parameters.row("fund.additionality"), **changes)


def test_a_value_outside_its_own_range_is_refused(parameters):
    with pytest.raises(OutOfRange):
        replace(parameters.row("fund.additionality"), value=3.0)


def test_an_asset_mix_that_does_not_add_to_one_is_refused(parameters):
    with pytest.raises(OutOfRange):
        replace(parameters.categories["compute"], assets={"equipment": 0.9})


def test_an_id_twice_in_the_file_is_refused(tmp_path):
    text = SHIPPED.read_text(encoding="utf-8")
    twice = tmp_path / "parameters.toml"
    row = text[text.index("[[parameter]]") :].split("\n\n")[0] + "\n\n"

    twice.write_text(row + text, encoding="utf-8")

    with pytest.raises(DuplicateName):
        load(twice)
