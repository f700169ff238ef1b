"""The economics of one set of draws, from realised pledges to both targets."""

from collections.abc import Mapping
from dataclasses import dataclass

from econ.channels import CHANNELS
from econ.channels.effect import Effect
from econ.coefficients import Coefficients
from econ.frame import Frame
from econ.impact import Capital, Impact, capital, impact
from econ.investment import Investment, combine
from econ.units import Array


@dataclass(frozen=True, slots=True)
class Chain:
    """Everything that follows from realised pledges under one set of coefficients."""

    effects: Mapping[str, Effect]
    investment: Investment
    capital: Capital
    impacts: Mapping[str, Impact]


def follow(frame: Frame, coefficients: Coefficients, realised_bn: Array) -> Chain:
    """Return what follows from realised pledges; the same for one draw and for many.

    Parameters
    ----------
    frame : Frame
    coefficients : Coefficients, D draws
    realised_bn : Array, shape (D, G, Y)
        By pledge group and year of the window, nominal KRW bn.
    """
    effects = {
        kind: channel(frame, coefficients, realised_bn) for kind, channel in CHANNELS.items()
    }
    strict = frame.settings.scope == "strict"
    investment = combine(effects, frame.autonomous_bn, strict=strict)
    assets = capital(frame, investment.coalitions)
    impacts = {
        series.name: impact(frame, coefficients, assets, series) for series in frame.inputs.adoption
    }
    return Chain(effects, investment, assets, impacts)
