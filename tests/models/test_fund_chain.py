"""Chains of funds of funds: who stands behind a won, exactly and at any depth."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import FundLoop
from models.funds.chain import Behind, FundFact, Holding, above, behind, in_order, stakes

PUBLIC, PRIVATE = True, False
AMOUNTS = st.integers(0, 10**16)


def fund(key, *holdings, **said):
    return FundFact(key, f"F-{key}", tuple(holdings), **said)


def register(*funds):
    return {one.key: one for one in funds}


def mother_and_child():
    """KRW 4.5T of public money in a mother fund, a child of 22.4T formed with it."""
    return register(
        fund(1, Holding(45 * 10**11, PUBLIC)),
        fund(2, Holding(45 * 10**11, fund=1), Holding(179 * 10**11, PRIVATE)),
    )


@st.composite
def chains(draw):
    """Any number of funds, each with investors of its own and funds registered before it."""
    made = []
    for key in range(1, draw(st.integers(1, 8)) + 1):
        held = [
            Holding(won, is_public)
            for won, is_public in draw(
                st.lists(st.tuples(AMOUNTS, st.sampled_from((True, False, None))), max_size=3)
            )
        ]
        parents = draw(st.lists(st.integers(1, key), max_size=3)) if key > 1 else []
        held += [Holding(draw(AMOUNTS), fund=one) for one in parents if one != key]
        made.append(fund(key, *held, formed_won=draw(st.none() | AMOUNTS)))
    return register(*made)


def test_the_public_share_is_passed_down_the_chain_pro_rata():
    assert behind(mother_and_child())[2] == Behind(
        private=Fraction(179, 224), public=Fraction(45, 224)
    )


def test_a_mixed_mother_fund_passes_on_both_of_its_parts():
    funds = register(
        fund(1, Holding(3, PUBLIC), Holding(1, PRIVATE)),
        fund(2, Holding(4, fund=1), Holding(4, PRIVATE)),
        fund(3, Holding(1, fund=2)),
    )

    assert behind(funds)[3] == Behind(private=Fraction(5, 8), public=Fraction(3, 8))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"formed_won": 224, "public_won": 45}, Behind(Fraction(179, 224), Fraction(45, 224))),
        ({"formed_won": 10, "private_won": 4}, Behind(Fraction(2, 5), Fraction(3, 5))),
        (
            {"formed_won": 10, "private_won": 4, "public_won": 1},
            Behind(Fraction(2, 5), Fraction(1, 10), Fraction(1, 2)),
        ),
        ({"private_won": 3, "public_won": 1}, Behind(Fraction(3, 4), Fraction(1, 4))),
        ({"formed_won": 10}, Behind(unknown=Fraction(1))),
        ({}, Behind(unknown=Fraction(1))),
    ],
)
def test_without_commitments_the_stated_parts_stand_for_them(said, expected):
    assert behind(register(fund(1, **said)))[1] == expected


def test_what_nobody_committed_is_of_an_unknown_investor():
    funds = register(fund(1, Holding(6, PRIVATE), formed_won=10))

    assert behind(funds)[1] == Behind(private=Fraction(3, 5), unknown=Fraction(2, 5))


def test_a_fund_that_is_not_in_the_register_is_unknown():
    funds = register(fund(2, Holding(1, fund=9), Holding(1, PRIVATE)))

    assert behind(funds)[2] == Behind(private=Fraction(1, 2), unknown=Fraction(1, 2))


def test_a_circle_is_refused_and_named():
    funds = register(
        fund(1, Holding(1, fund=3)), fund(2, Holding(1, fund=1)), fund(3, Holding(1, fund=2))
    )

    with pytest.raises(FundLoop) as refused:
        behind(funds)

    chain = refused.value.values["chain"]
    assert sorted(set(chain)) == ["F-1", "F-2", "F-3"]
    assert chain[0] == chain[-1]


def test_a_fund_that_commits_to_itself_is_a_circle():
    with pytest.raises(FundLoop):
        behind(register(fund(1, Holding(1, fund=1))))


def test_a_chain_of_a_thousand_funds_is_looked_through():
    funds = register(
        fund(0, Holding(1, PUBLIC), Holding(1, PRIVATE)),
        *(fund(key, Holding(1, fund=key - 1), Holding(1, PRIVATE)) for key in range(1, 1000)),
    )

    assert behind(funds)[999].public == Fraction(1, 2**1000)


def test_the_investors_at_the_end_of_the_chain_are_named_with_their_parts():
    funds = register(
        fund(1, Holding(45, PUBLIC, name="State"), Holding(5, PRIVATE, name="Bank")),
        fund(2, Holding(50, fund=1), Holding(50, PRIVATE, name="Insurer")),
    )

    found = {stake.name: (stake.part, stake.via) for stake in stakes(funds, 2)}

    assert found == {
        "State": (Fraction(45, 100), 1),
        "Bank": (Fraction(5, 100), 1),
        "Insurer": (Fraction(1, 2), 2),
    }


@given(chains())
def test_the_parts_of_a_won_add_to_one(funds):
    for of in behind(funds).values():
        assert of.private + of.public + of.unknown == 1
        assert min(of.private, of.public, of.unknown) >= 0


@given(chains())
def test_the_investors_behind_a_fund_hold_all_of_it(funds):
    known = behind(funds)
    for key, of in known.items():
        held = stakes(funds, key)
        assert sum(stake.part for stake in held) == 1
        assert sum(stake.part for stake in held if stake.is_public is True) == of.public
        assert sum(stake.part for stake in held if stake.is_public is False) == of.private


@given(chains())
def test_a_fund_stands_after_all_that_commit_to_it(funds):
    order = in_order(funds)

    assert sorted(order) == sorted(funds)
    for key in funds:
        chain = above(funds, key)
        assert chain[-1] == key
        assert chain == [one for one in order if one in chain]


@given(chains(), st.integers(2, 9))
def test_who_stands_behind_a_won_does_not_depend_on_the_unit(funds, times):
    larger = {
        key: FundFact(
            key,
            one.code,
            tuple(
                Holding(held.amount_won * times, held.is_public, held.fund) for held in one.holdings
            ),
            formed_won=None if one.formed_won is None else one.formed_won * times,
        )
        for key, one in funds.items()
    }

    assert behind(larger) == behind(funds)
