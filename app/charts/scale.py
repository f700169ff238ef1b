"""From won to units of a drawing: straight scales and round ticks."""

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight scale: ``low`` lies at ``start``, ``high`` at ``end``."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Give the place of a value."""
        return self.start + (self.end - self.start) * (value - self.low) / (self.high - self.low)


def round_ticks(low: int, high: int, wanted: int) -> list[int]:
    """Choose about ``wanted`` round amounts that enclose ``low`` and ``high``."""
    rough = max((high - low) / wanted, 1)
    power = 10 ** math.floor(math.log10(rough))
    steps = (power * part for part in (1.0, 2.0, 2.5, 5.0, 10.0))
    step = next(int(step) for step in steps if rough <= step and step.is_integer())
    first, last = math.floor(low / step), math.ceil(high / step)
    return [step * number for number in range(first, max(last, first + 1) + 1)]
