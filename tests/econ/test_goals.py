"""The pace of an indicator, from its source's own figures."""

import pytest

from econ.errors import OutOfRange
from econ.goals import comparable_from, growth_pace, points_pace


def test_professionals_grow_by_21_6_percent_a_year_from_51_000_to_200_000():
    assert growth_pace(51_000, 200_000, years=7) == pytest.approx(0.216, abs=5e-4)


def test_the_pace_of_growth_leads_from_one_level_to_the_other():
    pace = growth_pace(2.0, 30.0, years=6)

    assert 2.0 * (1 + pace) ** 6 == pytest.approx(30.0, rel=1e-12)


def test_the_pace_of_a_share_is_points_a_year():
    assert points_pace(0.329, 0.70, years=6) == pytest.approx(0.371 / 6, rel=1e-12)
    assert points_pace(0.5, 0.4, years=1) == pytest.approx(-0.1)


@pytest.mark.parametrize("given", [(0.0, 1.0, 1.0), (1.0, 0.0, 1.0), (1.0, 2.0, 0.0)])
def test_a_growth_without_level_or_distance_is_refused(given):
    first, last, years = given

    with pytest.raises(OutOfRange):
        growth_pace(first, last, years=years)


def test_points_without_distance_are_refused():
    with pytest.raises(OutOfRange):
        points_pace(0.1, 0.2, years=0.0)


@pytest.mark.parametrize(
    ("breaks", "first"),
    [([False, False], 0), ([True, False], 0), ([False, True, False], 1), ([True, False, True], 2)],
)
def test_observations_compare_back_to_the_last_change_of_question(breaks, first):
    assert comparable_from(breaks) == first
