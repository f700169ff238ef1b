"""Funds in the register: commitments, chains, dated money, and what of it counts."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
import sqlalchemy as sa
from pydantic import ValidationError
from sqlmodel import col

from models.commands import advance, advance_movement, amend, decide_overlap, move, propose
from models.content import contents_of, parts_of
from models.counting import Scope, judge
from models.counting.facts import ScopeOf
from models.errors import FundLoop, NotFound, StepNotAllowed
from models.fund import CommitmentInput, FundCommitment, FundInput
from models.fund_movement import FundMovement, FundMovementInput
from models.funds.chain import behind
from models.funds.position import fund_leverage
from models.instrument import Instrument, Revision
from models.queries.funds import (
    budgets_of,
    commitments_of,
    pledged_facts,
    read_funds,
)
from models.queries.invariants import broken
from models.queries.parties import PartyIndex
from models.queries.register import read_decisions, read_records, read_scope
from models.vocabulary import Category, Kind, PartyKind, State, Verdict

ON = date(2026, 12, 31)
JO = 10**12
SCOPE = Scope(2024, 2027, {})


def fund(reference: str = "f-1", **said: Any) -> FundInput:
    given = {
        "filer": "filer",
        "reference": reference,
        "title": "AI fund",
        "form": "fund",
        "stage": "investing",
        "known_on": date(2026, 1, 5),
    }
    return FundInput(**given | said)


def commitment(number: str = "LP-1", won: int = JO, **said: Any) -> dict[str, Any]:
    return {"number": number, "amount_won": won, "investor": "Somebody", **said}


def money(kind: str, won: int, **said: Any) -> FundMovementInput:
    given = {
        "reference": "f-1",
        "entry": "1",
        "kind": kind,
        "amount_won": won,
        "period_from": date(2026, 6, 1),
        "period_to": date(2026, 6, 30),
        "evidence_grade": "B",
        "known_on": date(2026, 7, 1),
    }
    return FundMovementInput(**given | said)


def investment(won: int, **said: Any) -> FundMovementInput:
    given = {"investee": "A", "investment": "primary", "ai_share_ppm": 1_000_000}
    return money("disbursement", won, **given | said)


@pytest.fixture
def make_fund(session, filer, official, checker):
    """Register a verified fund."""

    def make(reference: str = "f-1", **said: Any) -> Instrument:
        given = fund(reference, **said)
        revision = propose(session, Kind.FUND, given, actor=official, state=State.SUBMITTED)
        advance(session, revision, "verify", actor=checker)
        return session.get_one(Instrument, revision.instrument_id)

    return make


@pytest.fixture
def moved(session, official, checker):
    """Record verified money under a fund, numbered as it comes."""
    entries = iter(range(1, 100))

    def make(instrument: Instrument, given: FundMovementInput) -> str:
        given = given.model_copy(update={"entry": str(next(entries))})
        movement = move(session, instrument, given, actor=official)
        advance_movement(session, movement, "verify", actor=checker)
        return given.entry

    return make


@pytest.fixture
def chain(make_fund, moved):
    """A public mother fund of 4.5T, its child of 22.4T, and 15.6T invested by the child."""
    mother = make_fund(
        "mother", commitments=[commitment(won=45 * 10**11, investor="State", is_public=True)]
    )
    child = make_fund(
        "child",
        title="child",
        amount_won=224 * 10**11,
        commitments=[
            {"number": "M", "fund": "mother", "amount_won": 45 * 10**11},
            commitment(won=179 * 10**11, investor="Private", is_public=False),
        ],
    )
    moved(child, investment(156 * 10**11))
    return mother, child


def test_a_chain_of_funds_counts_its_investees_to_the_won(session, chain):
    mother, child = chain

    book = read_funds(session, ON)
    layer = book.layer(SCOPE)

    assert layer.naive_won == 425 * 10**11
    assert layer.counted_won == 12_466_071_428_571
    assert layer.removed_won == 30_033_928_571_429
    assert layer.by(lambda fact: fact.fund) == {child.key: 12_466_071_428_571}
    assert [(one.code, won) for one, won in book.children_of(mother.key)] == [
        (child.code, 45 * 10**11)
    ]


def test_what_is_known_later_is_not_in_an_earlier_picture(session, chain):
    earlier = read_funds(session, date(2026, 6, 30)).layer(SCOPE)

    assert (earlier.invested_won, earlier.committed_won) == (0, 269 * 10**11)
    assert read_funds(session, date(2025, 12, 31)).layer(SCOPE).naive_won == 0


def test_money_that_nobody_verified_counts_nowhere(session, make_fund, official):
    instrument = make_fund(commitments=[commitment(is_public=False)])
    move(session, instrument, investment(100), actor=official)

    assert read_funds(session, ON).layer(SCOPE).invested_won == 0


def test_money_follows_its_commitment_from_call_to_distribution(session, make_fund, moved):
    instrument = make_fund(
        commitments=[
            commitment("A", 1500, is_public=True),
            commitment("B", 3500, is_public=False),
        ]
    )
    moved(instrument, money("call", 600, commitment="A"))
    moved(instrument, money("call", 1400, commitment="B"))
    moved(instrument, money("paid_in", 700, commitment="A"))
    moved(instrument, money("paid_in", 1000, commitment="B"))
    moved(instrument, investment(1000, coinvested_won=500))
    moved(instrument, investment(300, investment="secondary", is_recycled=True))
    moved(instrument, money("distribution", 50))

    book = read_funds(session, ON)
    found = book.position_of(instrument.key)

    account = found.account
    assert (account.committed_won, account.called_won, account.paid_won) == (5000, 2000, 1700)
    assert account.dry_powder_won == 3000
    assert found.shortfall_won == 400
    assert found.accounts["B"].shortfall_won == 400
    assert (found.invested_won, found.distributed_won) == (1300, 50)
    assert (found.secondary_won, found.recycled_won) == (300, 300)
    assert found.deal_leverage == Fraction(500, 1300)
    leverage = fund_leverage(book.funds[instrument.key], behind(book.funds))
    assert leverage == Fraction(7, 3)
    assert round(float(leverage), 2) == 2.33


def test_what_nobody_filed_is_not_zero(session, make_fund):
    instrument = make_fund()

    found = read_funds(session, ON).position_of(instrument.key)

    assert found.account.committed_won is None
    assert found.account.dry_powder_won is None
    assert (found.invested_won, found.distributed_won, found.shortfall_won) == (None, None, None)
    assert found.deal_leverage is None


def test_a_correction_is_added_to_what_it_corrects(session, make_fund, moved):
    instrument = make_fund(commitments=[commitment(is_public=False)])
    entry = moved(instrument, investment(100))
    moved(instrument, money("adjustment", -30, corrects=entry))

    layer = read_funds(session, ON).layer(SCOPE)

    assert (layer.invested_won, layer.counted_won) == (70, 70)


def test_an_investees_own_pledge_counts_before_the_money_of_the_fund(
    session, make_fund, moved, make_pledge, make_party, checker
):
    make_party(code="firm")
    instrument = make_fund(commitments=[commitment(is_public=False)])
    moved(instrument, investment(100, party="firm", investee=""))
    line = {"year": 2026, "amount_won": 60, "stage": "announced"}
    revision = make_pledge(State.VERIFIED, filer="firm", amount_won=60, lines=[line])
    pledge = session.get_one(Instrument, revision.instrument_id)

    def counted() -> int:
        judged = judge(read_records(session, ON, {}), read_scope(session, ON))
        decisions = read_decisions(session)
        book = read_funds(session, ON)
        return book.layer(SCOPE, judged.values(), decisions).counted_won

    assert counted() == 40
    decide_overlap(
        session,
        instrument,
        pledge,
        verdict=Verdict.DIFFERENT,
        kept=None,
        actor=checker,
        reason="r",
    )
    assert counted() == 100


def test_what_the_domestic_part_of_a_joint_pledge_counts_is_taken_out_whole(
    session, make_pledge, make_party
):
    make_party(code="abroad", is_foreign=True)
    shares = [{"party": "filer", "share_ppm": 500_000}, {"party": "abroad", "share_ppm": 500_000}]
    make_pledge(State.VERIFIED, participants=shares)
    domestic = Scope(2024, 2027, {one: ScopeOf(True, False, False) for one in Category})

    (fact,) = pledged_facts(judge(read_records(session, ON, {}), domestic).values())

    assert fact.counted_won == 6 * 10**11


def test_money_paid_to_a_registered_fund_stays_above_the_investee(
    session, make_fund, moved, make_party
):
    make_party(code="vehicle", kind=PartyKind.FUND)
    instrument = make_fund(commitments=[commitment(is_public=False)])
    moved(instrument, investment(100, party="vehicle", investee=""))

    assert read_funds(session, ON).layer(SCOPE).by_rule["count_fund_layer"] == 100


def test_a_registered_party_says_itself_whether_its_money_is_public(session, make_fund, make_party):
    make_party(code="bank", is_public=True)
    instrument = make_fund(
        commitments=[
            {"number": "1", "party": "bank", "amount_won": 1},
            {"number": "2", "party": "bank", "amount_won": 3, "is_public": False},
        ]
    )

    of = behind(read_funds(session, ON).funds)[instrument.key]

    assert (of.public, of.private) == (Fraction(1, 4), Fraction(3, 4))


def test_funds_that_commit_to_each_other_are_refused(session, make_fund, official):
    make_fund("a", commitments=[commitment()])
    make_fund("b", commitments=[{"number": "1", "fund": "a", "amount_won": 1}])
    circle = fund("a", commitments=[{"number": "1", "fund": "b", "amount_won": 1}])

    with pytest.raises(FundLoop):
        propose(session, Kind.FUND, circle, actor=official)


def test_an_unknown_fund_or_commitment_or_entry_is_refused(session, make_fund, official):
    instrument = make_fund(commitments=[commitment("LP-1")])
    unknown = fund("z", commitments=[{"number": "1", "fund": "nowhere", "amount_won": 1}])

    with pytest.raises(NotFound):
        propose(session, Kind.FUND, unknown, actor=official)
    for given in (
        money("call", 1, commitment="LP-9"),
        money("adjustment", -1, entry="2", corrects="9"),
    ):
        with pytest.raises(NotFound):
            move(session, instrument, given, actor=official)
    with pytest.raises(StepNotAllowed):
        move(session, instrument, money("refund", 1), actor=official)


def test_what_is_stored_is_what_was_said(session, filer, official, make_party):
    make_party(code="bank")
    make = propose(session, Kind.FUND, fund("a"), actor=official)
    given = fund(
        "b",
        commitments=[
            {"number": "1", "party": "bank", "amount_won": 7, "committed_on": ON},
            {"number": "2", "fund": "a", "amount_won": 8},
        ],
        budgets=[
            {"year": 2026, "budget_account": "public_fund", "budgeted_won": 5, "spent_won": 3}
        ],
    )
    revision = propose(session, Kind.FUND, given, actor=official)

    stored = contents_of(session, Kind.FUND, {1: revision})[1]
    assert stored == parts_of(Kind.FUND, given, PartyIndex(session))
    assert [one.row.fund_id for one in commitments_of(session, revision.key)] == [
        None,
        make.instrument_id,
    ]
    (budget,) = budgets_of(session, revision.key)
    assert (budget.budgeted_won, budget.executed_won, budget.spent_won) == (5, None, 3)


def test_amending_replaces_commitments_and_budgets(session, filer, official):
    revision = propose(session, Kind.FUND, fund(commitments=[commitment()]), actor=official)

    amend(session, revision, fund(), actor=official, lock=revision.lock)

    assert commitments_of(session, revision.key) == []


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"commitments": [commitment("1"), commitment("1")]}, "commitment_twice"),
        (
            {"budgets": [{"year": 2026, "budget_account": "public_fund"}] * 2},
            "budget_twice",
        ),
        ({"commitments": [commitment(party="x")]}, "one_investor"),
        ({"commitments": [commitment(investor="")]}, "one_investor"),
        (
            {"commitments": [{"number": "1", "fund": "f", "amount_won": 1, "is_public": True}]},
            "fund_is_looked_through",
        ),
    ],
)
def test_a_fund_that_makes_no_sense_is_refused(said, code):
    with pytest.raises(ValidationError) as refused:
        fund(**said)

    assert refused.value.errors()[0]["type"] == code


@pytest.mark.parametrize(
    ("kind", "said", "code"),
    [
        ("call", {}, "commitment_missing"),
        ("call", {"commitment": "1", "recorded_as": "running_total"}, "period_amounts_only"),
        ("call", {"commitment": "1", "investee": "A"}, "investments_only"),
        ("distribution", {"is_recycled": True}, "investments_only"),
        ("disbursement", {"investment": "primary"}, "one_investee"),
        (
            "disbursement",
            {"investment": "primary", "party": "a", "investee": "b"},
            "one_investee",
        ),
        ("disbursement", {"investee": "A"}, "investment_missing"),
        ("adjustment", {}, "correction_names_entry"),
        ("distribution", {"corrects": "1"}, "correction_names_entry"),
    ],
)
def test_money_that_makes_no_sense_is_refused(kind, said, code):
    with pytest.raises(ValidationError) as refused:
        money(kind, 1, **said)

    assert refused.value.errors()[0]["type"] == code


def test_a_commitment_names_who_commits():
    assert CommitmentInput(number="1", investor="A", amount_won=1).is_public is None


def test_a_register_of_funds_written_by_commands_is_sound(session, chain):
    assert broken(session) == []


CHILD = sa.select(Revision.instrument_id).where(Revision.title == "child").scalar_subquery()
DAMAGE = {
    "verify_fund_loop": sa.update(FundCommitment)
    .where(col(FundCommitment.fund) == "mother")
    .values(
        fund_id=sa.select(Revision.instrument_id).where(Revision.title == "child").scalar_subquery()
    ),
    "verify_fund_money": sa.delete(FundMovement),
    "verify_fund_commitment": sa.update(FundMovement).values(commitment="nowhere"),
}


@pytest.mark.parametrize("code", DAMAGE)
def test_damage_to_funds_done_past_the_commands_is_found(session, chain, code):
    session.execute(DAMAGE[code])

    assert code in {found.code for found in broken(session)}
