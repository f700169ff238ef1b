"""Pledges: the registered investment itself, the base on which the other kinds act."""

from econ.channels.effect import Effect
from econ.coefficients import Coefficients
from econ.frame import Frame
from econ.units import Array


def effect(frame: Frame, coefficients: Coefficients, realised_bn: Array) -> Effect:
    """Return the realised pledges as the base.

    Parameters
    ----------
    frame : Frame
    coefficients : Coefficients, D draws
    realised_bn : Array, shape (D, G, Y)
        R̄ by draw, group and year of the window, with all instruments on (specification 8.1).
    """
    return Effect(base=realised_bn)
