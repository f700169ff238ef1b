"""Fund money over the years, and what leverage is not."""

import numpy as np
import pytest

from econ.errors import OutOfRange
from econ.funds import drawn_down, gross_leverage


def test_money_is_invested_in_the_years_after_its_disbursement():
    drawn = drawn_down(np.array([100.0, 0.0, 0.0]), pattern=np.array([0.5, 0.3, 0.2]))

    assert drawn == pytest.approx([50.0, 30.0, 20.0])


def test_no_years_draw_nothing_down():
    assert drawn_down(np.zeros(0), pattern=np.ones(1)).shape == (0,)


def test_a_pattern_that_loses_money_is_refused():
    with pytest.raises(OutOfRange):
        drawn_down(np.ones(2), pattern=np.array([0.5, 0.4]))


def test_gross_leverage_is_private_over_public_money():
    assert gross_leverage(np.array([230.0, np.nan]), np.array([100.0, 0.0])) == pytest.approx(2.3)


@pytest.mark.parametrize(
    ("private", "public"),
    [(None, [1.0]), ([np.nan], [1.0]), ([1.0], [0.0])],
)
def test_leverage_that_nobody_reported_is_unknown(private, public):
    private = None if private is None else np.array(private)

    assert gross_leverage(private, np.array(public)) is None
