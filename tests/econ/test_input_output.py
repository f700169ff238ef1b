"""Leontief multipliers of a small table and of tables that cannot be."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from econ.errors import OutOfRange, WrongShape
from econ.input_output import InputOutputTable

DOMESTIC = np.array([[150.0, 500.0], [200.0, 100.0]])
NOTHING = np.zeros((2, 2))


def test_the_textbook_case_of_miller_and_blair():
    table = InputOutputTable.from_transactions(DOMESTIC, NOTHING, np.array([1000.0, 2000.0]))

    effects = table.effects(np.array([600.0, 1500.0]), np.zeros(2))

    assert table.leontief == pytest.approx(np.array([[1.2541, 0.33], [0.264, 1.1221]]), abs=1e-4)
    assert effects.output == pytest.approx([1247.5, 1841.6], abs=0.1)


@given(power=st.integers(-6, 9))
def test_multipliers_do_not_depend_on_the_unit(power):
    output, scale = np.array([1000.0, 2000.0]), 10.0**power

    one = InputOutputTable.from_transactions(DOMESTIC, NOTHING, output)
    other = InputOutputTable.from_transactions(DOMESTIC * scale, NOTHING, output * scale)

    assert other.multipliers() == pytest.approx(one.multipliers(), rel=1e-12)


def test_shapes_that_differ_are_refused():
    with pytest.raises(WrongShape):
        InputOutputTable.from_transactions(DOMESTIC, np.zeros((3, 3)), np.ones(2))


@pytest.mark.parametrize("output", [[0.0, 1.0], [100.0, 100.0]])
def test_a_table_that_does_not_converge_is_refused(output):
    with pytest.raises(OutOfRange):
        InputOutputTable.from_transactions(DOMESTIC, NOTHING, np.array(output))
