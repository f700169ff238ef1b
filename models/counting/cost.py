"""Average public cost per won of realised private investment: a ratio of sums, not an effect."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from models.counting.fund_layer import FundLayer
from models.vocabulary import CostPart

PUBLIC = "count_fund_public"


@dataclass(frozen=True, slots=True)
class AverageCost:
    """The cost to the public by part, None where it is not known, and what was realised.

    The parts are costs, never face values: a subsidy, a tax expenditure and the public money
    that reached investees.
    """

    parts: Mapping[CostPart, int | None]
    realised_won: int | None

    @property
    def missing(self) -> tuple[CostPart, ...]:
        """The parts that nobody knows."""
        return tuple(part for part, won in self.parts.items() if won is None)

    @property
    def cost_won(self) -> int | None:
        """All parts together; None while any of them is unknown."""
        known = [won for won in self.parts.values() if won is not None]
        return sum(known) if len(known) == len(self.parts) else None

    @property
    def per_won(self) -> Fraction | None:
        """Cost per won of private investment; None while a part or the spending is unknown."""
        cost, realised = self.cost_won, self.realised_won
        if cost is None or realised is None or realised <= 0:
            return None
        return Fraction(cost, realised)


def average_cost(known: Mapping[CostPart, int | None], realised_won: int | None) -> AverageCost:
    """The average over all parts; a part that ``known`` does not hold is unknown."""
    return AverageCost({part: known.get(part) for part in CostPart}, realised_won)


def fund_share(layer: FundLayer) -> int | None:
    """The public money inside investments that count; None where no fund reported any."""
    if not layer.rows:
        return None
    return sum(
        finding.removed_won or 0
        for row in layer.rows
        if row.counted_won
        for finding in row.removed
        if finding.code == PUBLIC
    )
