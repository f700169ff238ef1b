"""Average public cost: a ratio of costs to spending, unknown while anything in it is unknown."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.counting.cost import average_cost, fund_share
from models.counting.facts import Scope
from models.counting.fund_layer import InvestmentFact, fund_layer
from models.funds.chain import FundFact, Holding
from models.vocabulary import CostPart, Place

won = st.integers(0, 10**14)


@given(won, won, won, st.integers(1, 10**14))
def test_the_average_is_all_costs_over_what_was_realised(loans, tax, funds, realised):
    parts = dict(zip(CostPart, (loans, tax, funds), strict=True))

    cost = average_cost(parts, realised)

    assert cost.per_won == Fraction(loans + tax + funds, realised)
    assert cost.missing == ()


@pytest.mark.parametrize("unknown", list(CostPart))
def test_one_unknown_part_leaves_the_average_unknown_and_is_named(unknown):
    parts = {part: 10 for part in CostPart if part is not unknown}

    cost = average_cost(parts, 100)

    assert (cost.per_won, cost.cost_won) == (None, None)
    assert cost.missing == (unknown,)


@pytest.mark.parametrize("realised", [None, 0, -5])
def test_without_spending_there_is_no_average(realised):
    cost = average_cost(dict.fromkeys(CostPart, 10), realised)

    assert cost.per_won is None
    assert cost.cost_won == 30


def layer(*investments):
    fund = FundFact(
        key=1,
        code="F-1",
        holdings=(Holding(300, True, None, "public"), Holding(700, False, None, "private")),
        formed_won=1000,
        public_won=300,
        private_won=700,
    )
    return fund_layer({1: fund}, investments, Scope(2024, 2027, {}))


def test_the_public_share_of_a_fund_is_what_went_into_investments_that_count():
    counted = InvestmentFact(1, 1, 2025, 500, "a", ai_share_ppm=1_000_000)
    abroad = InvestmentFact(2, 1, 2025, 500, "b", place=Place.ABROAD, ai_share_ppm=1_000_000)

    assert fund_share(layer(counted, abroad)) == 150
    assert fund_share(layer()) is None
