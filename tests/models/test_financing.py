"""What finances a pledge: rows that add up, and what the net basis takes off once."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from sqlmodel import select

from models.commands import advance, amend, propose
from models.commands.financing_checks import KINDS_OF
from models.counting import Asked, figures, judge, total
from models.counting.financing import FinanceFact, Support, repaid_parts, support_of
from models.counting.removals import by_rule, net_removals
from models.errors import FinancingAboveRecord, FinancingNotFitting
from models.financing import Finance, PledgeFinancing
from models.fund import FundInput
from models.instrument import Instrument, Revision
from models.queries.chain import altered
from models.queries.register import read_register
from models.vocabulary import CountingBasis, Kind, Measure, State
from tests.models.conftest import pledge
from tests.models.loans.conftest import DAY, entry, filed, make_loan
from tests.models.test_counting import ALONE, JO, PUBLIC, SCOPE, record

__all__ = ["filed", "make_loan"]

TODAY = date(2026, 12, 31)
BN = 10**9
NET = Asked(basis=CountingBasis.NET)


def row(finance="own_funds", won=None, entry="1", **said):
    return {"entry": entry, "finance": finance, "amount_won": won, **said}


def fact(finance, won, **said):
    return FinanceFact(Finance(finance), won, **said)


def support(*rows, grant=None, loan=None, public_part=None, parties=()):
    return support_of(
        rows, grant_won=grant, loan_won=loan, public_part_won=public_part, public_parties=parties
    )


@pytest.mark.parametrize(
    ("rows", "said", "code"),
    [
        ([row(won=7), row(won=6, entry="2")], {}, "financing_above_total"),
        ([row(won=1), row(won=2)], {}, "financing_twice"),
        ([row("credit_guarantee", 5)], {}, "guarantee_covers"),
        ([row("debt", 5, covers="1")], {}, "guarantee_covers"),
        ([row("credit_guarantee", 5, covers="9")], {}, "guarantee_covers"),
        (
            [row("own_funds", 5, "1"), row("credit_guarantee", 5, "2", covers="1")],
            {},
            "guarantee_covers",
        ),
        (
            [row("debt", 5), row("credit_guarantee", 6, "2", covers="1")],
            {},
            "guarantee_above_debt",
        ),
        (
            [
                row("debt", 5),
                row("credit_guarantee", 3, "2", covers="1"),
                row("credit_guarantee", 3, "3", covers="1"),
            ],
            {},
            "guarantee_above_debt",
        ),
        ([row(won=5, record="L-2026-000001")], {}, "own_funds_are_own"),
        ([row("public_grant", 5)], {"public_grant_won": 6}, "financing_differs"),
        ([row("policy_loan", 7)], {"policy_loan_won": 6}, "financing_differs"),
        (
            [row("policy_loan", 7), row("policy_loan", None, "2")],
            {"policy_loan_won": 6},
            "financing_differs",
        ),
    ],
)
def test_rows_that_contradict_each_other_are_refused(rows, said, code):
    with pytest.raises(ValidationError) as refusal:
        pledge(amount_won=10, financing=rows, **said)

    assert [item["type"] for item in refusal.value.errors()] == [code]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([row(won=4), row("debt", 6, "2")], {}),
        ([row(won=4)], {}),
        ([row("debt", 10), row("credit_guarantee", 10, "2", covers="1")], {}),
        ([row("debt"), row("credit_guarantee", 10, "2", covers="1")], {}),
        ([row("policy_loan", 4), row("policy_loan", None, "2")], {"policy_loan_won": 6}),
        ([row("public_grant", 4)], {"public_grant_won": 4}),
    ],
)
def test_rows_may_stay_below_the_total_and_a_guarantee_is_no_money(rows, said):
    assert len(pledge(amount_won=10, financing=rows, **said).financing) == len(rows)


def test_rows_of_a_pledge_whose_total_nobody_knows_are_kept():
    lines = [{"year": 2025, "stage": "announced"}]

    given = pledge(amount_won=None, lines=lines, financing=[row("policy_loan", 5)])

    assert given.financing[0].amount_won == 5


def test_support_is_what_the_rows_or_the_stated_totals_say():
    rows = [fact("public_grant", 3), fact("policy_loan", 5), fact("own_funds", 9), fact("debt", 2)]

    assert support(*rows) == Support(3, None, 5)
    assert support(*rows, grant=3, loan=5) == Support(3, None, 5)
    assert support(grant=3) == Support(3, None, None)


def test_public_equity_is_not_taken_off_twice():
    held = [fact("public_equity", 130), fact("public_equity", 20, party_id=7)]

    assert support(*held).equity_won == 150
    assert support(*held, public_part=130).equity_won == 20
    assert support(*held, public_part=130, parties={7}).equity_won == 0
    assert support(*held, public_part=500).equity_won == 0


def test_equity_from_a_registered_fund_is_public_as_far_as_the_fund_is():
    known = {"has_fund": True, "public": Fraction(45, 224)}

    assert support(fact("private_equity", 224, **known)).equity_won == 45
    assert support(fact("public_equity", 224, **known)).equity_won == 45
    assert support(fact("private_equity", 224)).equity_won == 0
    assert support(fact("private_equity", 224, has_fund=True)).unknown == {"count_net_public"}
    assert support(fact("public_equity", 224, has_fund=True)).equity_won == 224


def test_what_was_repaid_of_a_loan_is_private_money_again():
    rows = [fact("policy_loan", 40, repaid=Fraction(1, 4)), fact("policy_loan", None)]

    assert support(*rows) == Support(None, None, 30, frozenset({"count_net_loan"}))
    assert support(*rows, loan=100) == Support(None, None, 90)


def test_all_rows_of_a_loan_together_owe_no_more_than_the_loan():
    assert repaid_parts({1: 60}, {1: 100}, {1: 25}) == {1: Fraction(1, 4)}
    assert repaid_parts({1: 120}, {1: None}, {1: 30}) == {1: Fraction(1, 4)}
    assert repaid_parts({1: 0}, {1: None}, {1: 30}) == {}


amounts = st.integers(0, 10**14)
facts_of = st.lists(
    st.builds(
        FinanceFact,
        finance=st.sampled_from(list(Finance)),
        amount_won=st.none() | amounts,
        party_id=st.sampled_from([None, 2, 3]),
        has_fund=st.booleans(),
        public=st.none() | st.fractions(0, 1, max_denominator=1000),
        repaid=st.fractions(0, 1, max_denominator=1000),
    ),
    max_size=6,
)


@given(facts_of, st.none() | amounts, amounts)
def test_support_is_never_more_than_was_put_in_nor_less_than_nothing(rows, public_part, won):
    found = support(*rows, public_part=public_part, parties={2})

    put_in = sum(one.amount_won or 0 for one in rows)
    parts = [part or 0 for part in (found.grant_won, found.equity_won, found.loan_won)]
    assert min(parts) >= 0
    assert sum(parts) <= put_in
    less = support(*rows, public_part=(public_part or 0) + won, parties={2}).equity_won
    assert (less or 0) <= (found.equity_won or 0)


@given(
    whole=st.integers(1, 10**15),
    grant=amounts,
    equity=amounts,
    loan=amounts,
    public=amounts,
    share=st.integers(1, 1_000_000),
)
def test_net_and_what_is_taken_off_make_up_the_headline_to_the_won(
    whole, grant, equity, loan, public, share
):
    shares = (replace(ALONE, share_ppm=share),)
    if share < 1_000_000:
        shares = (*shares, replace(PUBLIC, share_ppm=1_000_000 - share))
    one = record(
        lines=(replace(record().lines[0], amount_won=whole),),
        shares=shares,
        public_part_won=min(public, whole),
        public_grant_won=grant,
        public_equity_won=equity,
        policy_loan_won=loan,
    )

    totals = total(judge([one], SCOPE).values(), SCOPE, {})
    parts = totals.portions
    for basis in (CountingBasis.NET, CountingBasis.NET_GRANTS):
        asked = Asked(basis=basis)
        found = by_rule(net_removals(parts, asked, Measure.ANNOUNCED))
        taken = sum(rule.won for rule in found.values())
        net = figures(parts, asked).announced_won
        assert net + taken == totals.headline.announced_won
        assert 0 <= net <= totals.headline.announced_won


def test_equity_beyond_the_public_part_is_taken_from_the_private_part_alone():
    """Of 100, 30 public partners'; 20 more of public equity leave 50 of the private 70."""
    one = record(public_part_won=3 * JO // 10, public_equity_won=2 * JO // 10)

    totals = total(judge([one], SCOPE).values(), SCOPE, {})

    assert totals.headline.announced_won == 7 * JO // 10
    assert totals.net.announced_won == 5 * JO // 10


def test_nothing_is_removed_on_the_headline():
    parts = total(judge([record(policy_loan_won=JO)], SCOPE).values(), SCOPE, {}).portions

    assert list(net_removals(parts, Asked(), Measure.ANNOUNCED)) == []


def test_support_of_an_unknown_amount_is_said_as_unknown():
    one = record(unknown_support=frozenset({"count_net_loan"}))
    parts = total(judge([one], SCOPE).values(), SCOPE, {}).portions

    found = by_rule(net_removals(parts, NET, Measure.ANNOUNCED))["count_net_loan"]

    assert (found.won, found.unknown) == (0, {1})


def figure(session, basis, day=TODAY):
    register = read_register(session, on=day)
    return figures(register.totals.portions, Asked(basis=basis)).announced_won


def test_the_net_basis_reads_the_registered_rows(session, make_pledge):
    make_pledge(
        State.VERIFIED,
        amount_won=1000 * BN,
        financing=[
            row("own_funds", 300 * BN),
            row("public_grant", 100 * BN, "2"),
            row("policy_loan", 200 * BN, "3"),
            row("public_equity", 50 * BN, "4"),
            row("credit_guarantee", 200 * BN, "5", covers="3"),
        ],
    )

    found = [figure(session, basis) for basis in CountingBasis]

    assert found == [1000 * BN, 650 * BN, 850 * BN]


def test_a_repaid_loan_gives_its_part_back_to_the_net_basis(session, make_pledge, make_loan, filed):
    loan = make_loan(amount_won=200 * BN)
    make_pledge(
        State.VERIFIED,
        amount_won=1000 * BN,
        financing=[row("policy_loan", 100 * BN, record=loan.code)],
    )
    before = figure(session, CountingBasis.NET)

    paid = date(2026, 7, 15)
    filed(
        loan,
        entry("1", "disbursement", 200 * BN),
        entry("2", "prepayment", 50 * BN, paid),
    )

    assert before == figure(session, CountingBasis.NET, DAY) == 900 * BN
    assert figure(session, CountingBasis.NET) == 925 * BN


def test_a_registered_fund_is_looked_through(session, make_pledge, official, checker):
    given = FundInput(
        filer="filer", reference="f-1", title="fund", form="fund", stage="formed",
        amount_won=500 * BN, public_won=125 * BN, private_won=375 * BN, known_on=DAY,
    )  # fmt: skip
    revision = propose(session, Kind.FUND, given, actor=official, state=State.SUBMITTED)
    advance(session, revision, "verify", actor=checker)
    code = session.get_one(Instrument, revision.instrument_id).code
    make_pledge(
        State.VERIFIED,
        amount_won=1000 * BN,
        financing=[row("private_equity", 400 * BN, record=code)],
    )

    assert figure(session, CountingBasis.NET) == 900 * BN
    assert figure(session, CountingBasis.HEADLINE) == 1000 * BN


def test_a_row_names_a_record_of_its_kind(session, make_pledge, make_loan):
    loan = make_loan()
    for finance, kind in KINDS_OF.items():
        if kind is not Kind.LOAN and finance is not Finance.OWN_FUNDS:
            with pytest.raises(FinancingNotFitting):
                make_pledge(financing=[row(finance, 5, record=loan.code)])
    with pytest.raises(FinancingNotFitting):
        make_pledge(financing=[row("policy_loan", 5, record="L-1999-000001")])


def test_pledges_together_have_no_more_from_a_loan_than_it_has(session, make_pledge, make_loan):
    loan = make_loan(amount_won=100 * BN)

    def have(reference, won):
        rows = [row("policy_loan", won, record=loan.code)]
        return make_pledge(State.VERIFIED, reference=reference, financing=rows)

    have("a", 60 * BN)
    have("b", 40 * BN)
    with pytest.raises(FinancingAboveRecord):
        have("c", 1)
    have("a", 50 * BN)
    have("c", 10 * BN)


def test_a_guarantee_draws_nothing_from_the_loan_that_it_names(session, make_pledge, make_loan):
    loan = make_loan(amount_won=100 * BN)
    rows = [
        row("policy_loan", 100 * BN, record=loan.code),
        row("credit_guarantee", 100 * BN, "2", covers="1", record=loan.code),
    ]

    make_pledge(financing=rows)

    assert session.exec(select(sa.func.count()).select_from(PledgeFinancing)).one() == 2


def test_a_draft_replaces_its_rows_and_the_history_says_so(session, filer, official, make_party):
    bank = make_party(name_ko="은행")
    first = pledge(financing=[row("debt", 5 * BN, party=bank.code)])
    revision = propose(session, Kind.PLEDGE, first, actor=official)
    amend(
        session,
        revision,
        pledge(financing=[row("debt", 6 * BN, party="은행")]),
        actor=official,
        lock=revision.lock,
    )

    stored = session.exec(select(PledgeFinancing)).one()
    assert (stored.amount_won, stored.party_id) == (6 * BN, bank.key)
    assert list(altered(session)) == []
    session.execute(sa.update(PledgeFinancing).values(amount_won=1))
    assert [found.code for found in altered(session)] != []


def test_the_database_refuses_what_the_input_refuses(session, make_pledge):
    revision = make_pledge()
    stated = {"revision_id": revision.key, "entry": "1", "record": "", "evidence": ""}
    for wrong in (
        {"finance": "credit_guarantee", "covers": ""},
        {"finance": "debt", "covers": "2"},
        {"finance": "debt", "covers": "", "amount_won": -1},
        {"finance": "own_funds", "covers": "", "record": "L-1"},
    ):
        with pytest.raises(sa.exc.IntegrityError), session.begin_nested():
            session.execute(sa.insert(PledgeFinancing).values(**stated | wrong))
    assert session.get_one(Revision, revision.key)
