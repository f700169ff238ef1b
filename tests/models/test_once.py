"""No won counts twice, and none is lost, however records name, contain and repeat each other."""

from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.counting import judge, total
from models.counting.between import above, wholes
from models.counting.duplicates import Decision
from models.vocabulary import EvidenceGrade, Nature, Stage, State, Verdict
from tests.models.test_counting import ALONE, JO, SCOPE, codes, counted, line, record

INTENT = (line(stage=Stage.INTENT),)
FIRM = (line(stage=Stage.FIRM, grade=EvidenceGrade.FILING),)
OUTSIDE = (line(2023, stage=Stage.COMPLETED),)
HALF = replace(ALONE, share_ppm=500_000)
JOINT = (HALF, replace(HALF, party_id=3))


def same(first, second, kept):
    return Decision(first, second, Verdict.SAME, kept)


def different(first, second):
    return Decision(first, second, Verdict.DIFFERENT, None)


def test_a_duplicate_of_a_part_counts_in_the_whole_that_contains_the_part():
    whole, part = record(1), record(2, parent_id=1, overlap_key="ulsan")
    report = record(3, overlap_key="ulsan", lines=FIRM)

    assert counted(whole, part, report) == {1: JO, 2: 0, 3: 0}
    assert codes(whole, part, report)[3] == ("count_overlap",)


def test_a_duplicate_of_a_part_without_an_amount_counts_in_the_whole_too():
    part = record(2, parent_id=1, overlap_key="ulsan", lines=(line(won=None),))

    assert counted(record(1), part, record(3, overlap_key="ulsan"))[3] == 0


@pytest.mark.parametrize("said", [{"nature": Nature.RUMOUR}, {"state": State.SUBMITTED}])
def test_a_part_that_is_no_statement_holds_nothing_back(said):
    part = record(2, parent_id=1, overlap_key="ulsan", **said)

    assert counted(record(1), part, record(3, overlap_key="ulsan"))[3] == JO


def test_a_duplicate_of_a_part_counts_where_a_person_found_it_different():
    whole, part = record(1), record(2, parent_id=1, overlap_key="k")
    found = record(3, overlap_key="k")

    assert counted(whole, part, found, decisions=[different(2, 3)])[3] == JO
    assert counted(whole, part, found, decisions=[different(1, 3)])[3] == JO


def test_a_whole_is_no_duplicate_of_its_own_part():
    whole = record(1, overlap_key="k")

    assert counted(whole, record(2, parent_id=1, overlap_key="k")) == {1: JO, 2: 0}


def test_a_rival_of_the_whole_is_compared_with_the_whole_and_not_with_its_part():
    whole, part = record(1, overlap_key="k"), record(2, parent_id=1, overlap_key="k")

    assert counted(whole, part, record(3, overlap_key="k", lines=FIRM)) == {1: 0, 2: 0, 3: JO}


def test_a_decision_holds_when_a_filer_gives_a_record_another_key():
    pair = (record(1, overlap_key="old"), record(2, overlap_key="new"))

    assert counted(*pair, decisions=[same(1, 2, 1)]) == {1: JO, 2: 0}
    assert counted(*pair, decisions=[different(1, 2)]) == {1: JO, 2: JO}


def test_what_repeats_a_duplicate_is_held_by_what_stands_for_the_duplicate():
    kept, gone, other = record(1, overlap_key="a"), record(2, overlap_key="b"), record(3)
    other = replace(other, overlap_key="b")

    assert counted(kept, gone, other, decisions=[same(1, 2, 1)]) == {1: JO, 2: 0, 3: 0}


def test_a_decision_about_other_records_moves_nobody_up():
    early = record(1, overlap_key="k")
    late = record(2, overlap_key="k", known_on=date(2026, 1, 1))

    assert counted(early, late, decisions=[same(1, 99, 1)]) == {1: 0, 2: JO}


def test_in_a_chain_of_decisions_the_record_that_nobody_put_aside_counts():
    three = [record(key, overlap_key="k", known_on=date(2025, key, 1)) for key in (1, 2, 3)]

    assert counted(*three, decisions=[same(1, 2, 1), same(2, 3, 2)]) == {1: JO, 2: 0, 3: 0}


def test_a_record_that_adds_nothing_does_not_stand_before_one_that_does():
    past = record(1, overlap_key="k", lines=OUTSIDE)

    assert counted(past, record(2, overlap_key="k")) == {1: 0, 2: JO}


def test_a_record_with_spending_in_the_window_adds_something():
    past, plan = record(1, overlap_key="k", lines=OUTSIDE), record(2, overlap_key="k")

    judged = judge([past, plan], SCOPE, spent={1: {2025: 5}, 2: {2025: 7}})

    assert [key for key, item in judged.items() if item.passes] == [1]
    assert total(judged.values(), SCOPE, {1: {2025: 5}}).headline.realised_won == 5


def test_a_joint_pledge_that_nobody_verified_holds_no_child_back():
    joint = record(1, shares=JOINT, state=State.SUBMITTED)

    assert counted(joint, record(2, parent_id=1)) == {1: 0, 2: JO}


def test_no_record_below_a_joint_pledge_counts_itself():
    joint, child = record(1, shares=JOINT), record(2, parent_id=1)

    assert codes(joint, child, record(3, parent_id=2))[3] == ("count_joint_child",)


def test_an_intent_holds_nothing_back_that_is_announced_or_firm():
    judged = judge([record(1, lines=INTENT), record(2, parent_id=1, lines=FIRM)], SCOPE)

    found = total(judged.values(), SCOPE, {}).headline
    assert (found.intent_won, found.announced_won, found.firm_won) == (JO, JO, JO)


def test_an_intent_within_an_intent_gives_way():
    whole, part = record(1, lines=INTENT), record(2, parent_id=1, lines=INTENT)

    assert counted(whole, part) == {1: JO, 2: 0}


@pytest.mark.parametrize("size", [2, 3, 5])
def test_of_records_that_contain_each_other_in_a_circle_one_counts(size):
    ring = [record(key, parent_id=key % size + 1) for key in range(1, size + 1)]

    assert sum(counted(*ring).values()) == JO


def test_a_circle_whose_first_record_is_out_still_counts_once():
    ring = [record(key, parent_id=key % 3 + 1) for key in (1, 2, 3)]
    ring[0] = replace(ring[0], nature=Nature.RUMOUR)

    assert sum(counted(*ring).values()) == JO


KEYS = st.integers(1, 7)
WEB = st.lists(
    st.builds(
        lambda key, parent, name, stage, state, joint, year: record(
            key,
            parent_id=parent,
            overlap_key=name,
            lines=(line(year, stage=stage, grade=EvidenceGrade.FILING),),
            state=state,
            shares=JOINT if joint else (ALONE,),
        ),
        key=KEYS,
        parent=st.one_of(st.none(), KEYS),
        name=st.sampled_from(["", "x", "y"]),
        stage=st.sampled_from([Stage.INTENT, Stage.ANNOUNCED, Stage.FIRM, Stage.DEFERRED]),
        state=st.sampled_from([State.VERIFIED, State.VERIFIED, State.SUBMITTED]),
        joint=st.booleans(),
        year=st.sampled_from([2023, 2024, 2027, 2028]),
    ),
    max_size=7,
    unique_by=lambda item: item.instrument_id,
)
VERDICTS = st.lists(
    st.tuples(KEYS, KEYS, st.sampled_from(Verdict), st.booleans())
    .filter(lambda told: told[0] < told[1])
    .map(lambda told: Decision(*told[:3], None if told[2] is Verdict.DIFFERENT else told[told[3]])),
    max_size=5,
    unique_by=lambda item: (item.first_id, item.second_id),
)


def groups(records, decisions):
    """The records that are the same by name or by decision, directly or by way of others."""
    joined = {item.instrument_id: {item.instrument_id} for item in records}
    pairs = [
        (one.instrument_id, other.instrument_id)
        for one, other in combinations(records, 2)
        if one.overlap_key and one.overlap_key == other.overlap_key
    ]
    pairs += [(one.first_id, one.second_id) for one in decisions]
    for first, second in pairs:
        if first in joined and second in joined:
            both = joined[first] | joined[second]
            joined |= dict.fromkeys(both, both)
    return {frozenset(group) for group in joined.values()}


@given(WEB, VERDICTS)
def test_one_record_of_the_same_money_counts_however_long_the_way_between_them(records, decisions):
    alone = [replace(item, parent_id=None, state=State.VERIFIED) for item in records]
    told = [one for one in decisions if one.verdict is not Verdict.DIFFERENT]
    untold = counted(*alone)

    found = counted(*alone, decisions=told)

    for group in groups(alone, told):
        assert sum(found[key] > 0 for key in group) <= 1
        if all(untold[key] for key in group):
            assert sum(found[key] > 0 for key in group) == 1


@given(WEB, VERDICTS)
def test_no_two_records_of_the_same_money_count(records, decisions):
    judged = judge(records, SCOPE, decisions)
    parents = wholes({item.instrument_id: item for item in records})
    told = {(item.first_id, item.second_id): item.verdict for item in decisions}
    counts = [item.record for item in judged.values() if item.counted_won]

    for one, other in combinations(sorted(counts, key=lambda item: item.instrument_id), 2):
        pair = (one.instrument_id, other.instrument_id)
        nested = pair[0] in above(parents, pair[1]) or pair[1] in above(parents, pair[0])
        stages = {one.lines[0].stage, other.lines[0].stage}
        assert told.get(pair, Verdict.DIFFERENT) is Verdict.DIFFERENT or nested
        assert not nested or (Stage.INTENT in stages and len(stages) == 2)


@given(WEB, VERDICTS)
def test_every_record_that_is_held_back_is_held_by_one_that_counts(records, decisions):
    judged = judge(records, SCOPE, decisions)
    by_code = {item.record.code: item for item in judged.values()}
    adding = {item.record.instrument_id for item in judge(records, replace(SCOPE)).values()
              if item.counted_won}  # fmt: skip

    for item in judged.values():
        for found in item.findings:
            if found.code == "count_part_of" and item.record.instrument_id in adding:
                assert by_code[str(found.values["parent"])].record.instrument_id in adding


@given(WEB, VERDICTS, st.randoms())
def test_the_order_of_records_and_decisions_does_not_matter(records, decisions, random):
    shuffled = random.sample(records, len(records)), random.sample(decisions, len(decisions))

    assert counted(*records, decisions=decisions) == counted(*shuffled[0], decisions=shuffled[1])
