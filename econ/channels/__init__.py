"""The four kinds and how each adds to investment, all with the same signature."""

from collections.abc import Callable, Mapping

from econ.channels import fund, loan, pledge, tax_incentive
from econ.channels.effect import Effect
from econ.coefficients import Coefficients
from econ.frame import Frame
from econ.units import Array

Channel = Callable[[Frame, Coefficients, Array], Effect]

CHANNELS: Mapping[str, Channel] = {
    "pledge": pledge.effect,
    "tax_incentive": tax_incentive.effect,
    "fund": fund.effect,
    "loan": loan.effect,
}
