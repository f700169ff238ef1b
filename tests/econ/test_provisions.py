"""Dated provisions become yearly rates."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from econ.inputs import Provision, TaxRegime
from econ.provisions import tax_table, yearly_credit

WINDOW = (2024, 2025, 2026, 2027)
NATIONAL = Provision("equipment", "large", 0.15, 0.03, date(2025, 1, 1), rural_tax=0.2)


def rate(regime, year, category="compute"):
    return yearly_credit(regime, "equipment", "large", category, year)


def test_a_provision_holds_from_its_first_day():
    regime = TaxRegime((NATIONAL,))

    assert rate(regime, 2024).rate == 0.0
    assert rate(regime, 2025).rate == pytest.approx(0.15)
    assert rate(regime, 2025).rate_without == pytest.approx(0.03)
    assert rate(regime, 2025).rural_tax == pytest.approx(0.2)


def test_a_provision_of_late_in_the_year_counts_for_its_days():
    regime = TaxRegime((replace(NATIONAL, valid_from=date(2026, 12, 1)),))

    found = rate(regime, 2026)

    assert found.rate == pytest.approx(0.15 * 31 / 365)
    assert found.eligible == 1.0


def test_a_provision_ends_on_its_last_day():
    regime = TaxRegime((replace(NATIONAL, valid_to=date(2025, 6, 30)),))

    assert rate(regime, 2025).rate == pytest.approx(0.15 * 181 / 365)
    assert rate(regime, 2026).rate == 0.0


def test_where_two_hold_the_higher_does_whatever_their_order():
    lower = replace(NATIONAL, rate=0.10)

    found = [rate(TaxRegime(pair), 2025).rate for pair in ((NATIONAL, lower), (lower, NATIONAL))]

    assert found == pytest.approx([0.15, 0.15])


def test_a_particular_provision_wins_over_a_general_one():
    chips = replace(NATIONAL, rate=0.20, category="semiconductor")
    regime = TaxRegime((NATIONAL, chips))

    assert rate(regime, 2025, "semiconductor").rate == pytest.approx(0.20)
    assert rate(regime, 2025, "compute").rate == pytest.approx(0.15)


def test_every_group_buys_its_whole_mix(parameters):
    groups = (("data_centre", "large"), ("rnd_talent", "sme"), ("semiconductor", "large"))
    chips = replace(NATIONAL, rate=0.20, category="semiconductor")

    table = tax_table(TaxRegime((NATIONAL, chips)), groups, WINDOW, parameters)

    assert table.mix.sum(axis=1) == pytest.approx(1.0)
    assert "semiconductor" in table.categories
    assert table.years == WINDOW


def test_years_before_the_window_feed_the_phase_in_but_not_without_end(parameters):
    groups = (("compute", "large"),)
    old = replace(NATIONAL, valid_from=date(2022, 1, 1))
    ancient = replace(NATIONAL, valid_from=date(1999, 1, 1))

    tables = [tax_table(TaxRegime((row,)), groups, WINDOW, parameters) for row in (old, ancient)]

    assert [table.years[0] for table in tables] == [2022, 2019]


def test_without_pledges_there_is_nothing_to_tax(parameters):
    table = tax_table(TaxRegime((NATIONAL,)), (), WINDOW, parameters)

    assert table.mix.shape == (0, 0)
    assert np.size(table.credit) == 0
