"""Each guard on registered rows: what it keeps out, with its won, and what it leaves counted."""

from datetime import date

import pytest

from models.counting.guards import GUARD_OF, OF_FUNDS, OF_NET
from models.counting.removals import by_rule, removals
from models.queries.register import read_register
from models.vocabulary import Measure, State

JO = 10**12
TODAY = date(2026, 11, 22)


@pytest.fixture
def kept(session):
    """What every rule keeps out of the register of this test, and what counts."""

    def read():
        register = read_register(session, on=TODAY)
        found = by_rule(removals(register.judgements.values()))
        won = {code: rule.won for code, rule in found.items() if rule.records}
        totals = register.totals.headline
        return won, totals.announced_won + totals.intent_won

    return read


def test_a_version_that_nobody_verified_counts_nowhere(make_pledge, kept):
    make_pledge(amount_won=JO)

    assert kept() == ({"count_not_verified": JO}, 0)


def test_the_child_of_a_joint_pledge_counts_through_its_shares(make_pledge, make_party, kept):
    make_party(code="other")
    shares = [{"party": "filer", "share_ppm": 600_000}, {"party": "other", "share_ppm": 400_000}]
    make_pledge(State.VERIFIED, reference="joint", amount_won=JO, participants=shares)
    make_pledge(State.VERIFIED, reference="own", amount_won=6 * JO // 10, part_of="joint")

    assert kept() == ({"count_joint_child": 6 * JO // 10}, JO)


def test_a_part_gives_way_to_the_whole_that_counts(make_pledge, kept):
    make_pledge(State.VERIFIED, reference="group", amount_won=JO)
    make_pledge(State.VERIFIED, reference="part", amount_won=3 * JO // 10, part_of="group")

    assert kept() == ({"count_part_of": 3 * JO // 10}, JO)


def test_one_of_two_records_of_a_key_counts(make_pledge, kept):
    for _ in range(2):
        make_pledge(State.VERIFIED, amount_won=JO, overlap_key="ulsan-2025")

    assert kept() == ({"count_overlap": JO}, JO)


def test_a_public_participant_takes_its_share_out(make_pledge, make_party, kept):
    make_party(code="public", is_public=True)
    shares = [{"party": "filer", "share_ppm": 700_000}, {"party": "public", "share_ppm": 300_000}]
    make_pledge(State.VERIFIED, amount_won=JO, participants=shares)

    assert kept() == ({"count_public_participant": 3 * JO // 10}, 7 * JO // 10)


def test_the_stated_ai_share_counts_and_the_rest_does_not(make_pledge, kept):
    make_pledge(State.VERIFIED, amount_won=JO, ai_share_ppm=250_000)

    assert kept() == ({"count_ai_share": 3 * JO // 4}, JO // 4)


def test_the_private_part_of_a_partnership_counts(make_pledge, kept):
    make_pledge(State.VERIFIED, amount_won=JO, is_partnership=True, public_part_won=4 * JO // 10)

    assert kept() == ({"count_public_part": 4 * JO // 10}, 6 * JO // 10)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"place": "abroad"}, "count_abroad"),
        ({"nature": "fund"}, "count_fund_layer"),
        ({"nature": "fundraising"}, "count_financing_only"),
        ({"nature": "public_money"}, "count_public_money"),
        ({"nature": "acquisition"}, "count_not_new"),
        ({"nature": "secondary"}, "count_not_new"),
        ({"nature": "land"}, "count_not_new"),
        ({"nature": "intra_group"}, "count_not_new"),
        ({"nature": "aggregate"}, "count_aggregate"),
        ({"nature": "rumour"}, "count_rumour"),
        ({"nature": "lease"}, "count_leased_capacity"),
        ({"ai_share_ppm": None}, "count_ai_share_unknown"),
        ({"category": "not_ai"}, "count_out_of_scope"),
    ],
)
def test_a_guard_keeps_its_record_out_with_all_its_won(make_pledge, kept, said, code):
    make_pledge(State.VERIFIED, amount_won=JO, **said)

    assert kept() == ({code: JO}, 0)


def test_removed_money_stands_in_the_line_where_it_would_have_counted(session, make_pledge):
    evidence = {"evidence_grade": "B", "evidence": "filing"}
    lines = [
        {"year": 2025, "amount_won": JO, "stage": "firm", **evidence},
        {"year": 2026, "amount_won": 2 * JO, "stage": "announced"},
        {"year": 2027, "amount_won": 3 * JO, "stage": "deferred"},
    ]
    make_pledge(State.VERIFIED, amount_won=6 * JO, lines=lines, ai_share_ppm=500_000)

    found = by_rule(removals(read_register(session, on=TODAY).judgements.values()))

    assert found["count_ai_share"].by_level == {Measure.FIRM: JO // 2, Measure.ANNOUNCED: JO}
    assert found["count_deferred"].by_level == {None: 3 * JO}


def test_what_the_rules_remove_is_what_the_totals_say(session, make_pledge):
    make_pledge(amount_won=JO)
    make_pledge(State.VERIFIED, amount_won=None, amount_text="?", lines=[
        {"year": 2025, "stage": "announced"}
    ])  # fmt: skip
    make_pledge(State.VERIFIED, amount_won=JO, ai_share_ppm=333_333)

    register = read_register(session, on=TODAY)
    found = by_rule(removals(register.judgements.values()))

    said = {rule.code: (rule.records, rule.won, rule.unknown) for rule in register.totals.removed}
    seen = {
        code: (len(rule.records), rule.won, len(rule.unknown))
        for code, rule in found.items()
        if rule.records
    }
    assert said == seen
    assert set(found) == set(GUARD_OF)
    assert not set(seen) & {*OF_FUNDS, *OF_NET}
