"""Fund money counts once, at the investee, less the public share: to the won."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.counting import Scope
from models.counting.fund_layer import InvestmentFact, PledgedFact, fund_layer
from models.funds.chain import FundFact, Holding
from models.vocabulary import InvestmentNature, Place
from tests.models.test_fund_chain import chains, fund, mother_and_child, register

SCOPE = Scope(2024, 2027, {})
WHOLE = 1_000_000
HALVES = register(fund(1, Holding(1, True), Holding(1, False)))


def investment(won=100, of=1, movement=1, **said):
    given = {"year": 2025, "investee": "A", "investee_id": 7, "ai_share_ppm": WHOLE}
    return InvestmentFact(movement=movement, fund=of, amount_won=won, **given | said)


def removed(layer):
    (row,) = layer.rows
    return {found.code: found.removed_won for found in row.removed}


def test_of_22_4_trillion_with_4_5_public_and_15_6_invested_12_47_count_and_not_42_5():
    invested = investment(156 * 10**11, of=2)

    layer = fund_layer(mother_and_child(), [invested], SCOPE)

    assert layer.naive_won == 45 * 10**11 + 224 * 10**11 + 156 * 10**11 == 425 * 10**11
    assert layer.counted_won == layer.private_won == 12_466_071_428_571
    assert layer.removed_won == 30_033_928_571_429
    assert layer.by_rule == {
        "count_fund_commitments": 269 * 10**11,
        "count_fund_public": 3_133_928_571_429,
    }


def test_the_same_holds_when_only_the_public_part_of_the_fund_is_stated():
    stated = register(fund(2, formed_won=224 * 10**11, public_won=45 * 10**11))

    layer = fund_layer(stated, [investment(156 * 10**11, of=2)], SCOPE)

    assert layer.counted_won == 12_466_071_428_571


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"nature": InvestmentNature.SECONDARY}, {"count_not_new": 100}),
        ({"nature": InvestmentNature.FUND}, {"count_fund_layer": 100}),
        ({"is_fund": True}, {"count_fund_layer": 100}),
        ({"place": Place.MIXED}, {"count_fund_public": 50, "count_abroad": 50}),
        ({"year": 2028}, {"count_fund_public": 50, "count_out_of_window": 50}),
        ({"ai_share_ppm": None}, {"count_fund_public": 50, "count_ai_share_unknown": 50}),
        ({"ai_share_ppm": 400_000}, {"count_fund_public": 50, "count_ai_share": 30}),
        ({"of": 9}, {"count_fund_unknown": 100}),
        ({"is_recycled": True}, {"count_fund_public": 50}),
    ],
)
def test_each_rule_takes_out_its_own_won(said, expected):
    layer = fund_layer(HALVES, [investment(**said)], SCOPE)

    assert removed(layer) == expected
    assert layer.counted_won == 100 - sum(expected.values())


def test_the_part_of_investors_nobody_knows_is_apart_from_the_public_part():
    funds = register(fund(1, Holding(50, True), Holding(30, False), formed_won=100))

    layer = fund_layer(funds, [investment()], SCOPE)

    assert removed(layer) == {"count_fund_unknown": 20, "count_fund_public": 50}


def test_what_the_investee_pledged_itself_counts_only_there():
    pledge = PledgedFact(instrument=3, code="P-3", party_id=7, year=2025, counted_won=30)
    twice = [investment(movement=1), investment(movement=2)]

    layer = fund_layer(HALVES, twice, SCOPE, [pledge])

    assert layer.counted_won == 70
    assert layer.by_rule["count_investee_pledged"] == 30
    assert layer.rows[0].removed[-1].values == {"codes": ["P-3"]}


@pytest.mark.parametrize("said", [{"year": 2026}, {"party_id": 8}, {"counted_won": 0}])
def test_another_year_or_firm_is_no_overlap(said):
    given = {"instrument": 3, "code": "P-3", "party_id": 7, "year": 2025, "counted_won": 30}

    layer = fund_layer(HALVES, [investment()], SCOPE, [PledgedFact(**given | said)])

    assert layer.counted_won == 50


def test_a_person_may_say_that_fund_and_pledge_are_different():
    pledge = PledgedFact(instrument=3, code="P-3", party_id=7, year=2025, counted_won=30)

    layer = fund_layer(HALVES, [investment()], SCOPE, [pledge], different={(1, 3)})

    assert layer.counted_won == 50


def test_counted_money_by_year_fund_and_investee_adds_up_to_the_same():
    facts = [investment(movement=1), investment(40, movement=2, year=2026, investee="B")]

    layer = fund_layer(HALVES, facts, SCOPE)

    assert layer.by(lambda fact: fact.year) == {2025: 50, 2026: 20}
    assert layer.by(lambda fact: fact.investee) == {"A": 50, "B": 20}
    assert layer.by(lambda fact: fact.fund) == {1: 70}


FACTS = st.lists(
    st.builds(
        investment,
        st.integers(0, 10**15),
        of=st.integers(1, 9),
        movement=st.integers(1, 10**6),
        year=st.integers(2022, 2029),
        nature=st.sampled_from(InvestmentNature),
        place=st.sampled_from(Place),
        ai_share_ppm=st.none() | st.integers(1, WHOLE),
        investee_id=st.integers(7, 8),
    ),
    max_size=6,
)
PLEDGED = st.lists(
    st.builds(
        PledgedFact,
        instrument=st.integers(1, 3),
        code=st.just("P"),
        party_id=st.integers(7, 8),
        year=st.none() | st.integers(2024, 2027),
        counted_won=st.integers(0, 10**15),
    ),
    max_size=4,
    unique=True,
)


@given(chains(), FACTS, PLEDGED)
def test_what_counts_and_what_every_rule_removes_make_up_the_naive_sum(funds, facts, pledged):
    layer = fund_layer(funds, facts, SCOPE, pledged)

    assert layer.counted_won + sum(layer.by_rule.values()) == layer.naive_won
    assert 0 <= layer.counted_won <= layer.private_won <= layer.invested_won
    for row in layer.rows:
        taken = sum(found.removed_won for found in row.removed)
        assert row.counted_won + taken == row.fact.amount_won


@given(chains(), FACTS, PLEDGED)
def test_fund_and_pledge_together_never_count_more_than_the_larger_of_both(funds, facts, pledged):
    alone = fund_layer(funds, facts, SCOPE)
    beside = fund_layer(funds, facts, SCOPE, pledged)

    known = sum(one.counted_won for one in pledged)
    assert beside.counted_won + known <= alone.counted_won + known
    assert alone.counted_won - beside.counted_won <= known


@given(chains(), FACTS, st.randoms(use_true_random=False))
def test_the_order_of_the_investments_does_not_matter(funds, facts, random):
    unique = list({one.movement: one for one in facts}.values())
    shuffled = random.sample(unique, len(unique))

    assert fund_layer(funds, unique, SCOPE) == fund_layer(funds, shuffled, SCOPE)


@given(FACTS)
def test_more_public_money_never_counts_more(facts):
    little = register(fund(1, Holding(1, True), Holding(9, False)))
    much = register(replace(little[1], holdings=(Holding(5, True), Holding(5, False))))

    assert (
        fund_layer(much, facts, SCOPE).counted_won <= fund_layer(little, facts, SCOPE).counted_won
    )


def test_a_fund_without_investments_counts_nothing():
    layer = fund_layer(register(FundFact(1, "F-1", (Holding(10, False),))), [], SCOPE)

    assert (layer.counted_won, layer.naive_won, layer.removed_won) == (0, 10, 10)
